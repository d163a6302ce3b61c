"""The editor of one cell: what a text means is judged as one leaves, and said beside the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QWidget,
)

from models.codes import labels
from models.fields import Kind
from ui import theme
from ui.page import Page
from ui.suggestions import meant, suggested
from ui.table.view import WordsOnTint
from ui.widgets import label, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.table.columns import Column
    from ui.table.model import Index

STAY, DOWN, UP, NEXT, PREVIOUS = "stay", "down", "up", "next", "previous"
OUT, BACK_OUT = "out", "back out"
"""Where the current cell goes once an edit is taken."""
_AWAY = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
_MOST_OFFERED = 500


def _beside(cell: QRect, said: QSize, room: QSize) -> QPoint:
    """Return where what is said of a cell stands: below it, above it, or else at its side."""
    gap = theme.unit(4)
    left = max(0, min(cell.x(), room.width() - said.width()))
    below, above = cell.bottom() + gap, cell.top() - said.height() - gap
    if below + said.height() <= room.height():
        return QPoint(left, below)
    if above >= 0:
        return QPoint(left, above)
    right = cell.right() + gap
    if right + said.width() > room.width():
        right = max(0, cell.left() - said.width() - gap)
    return QPoint(right, max(0, min(cell.top(), room.height() - said.height())))


def offered_by(column: Column) -> Sequence[str]:
    """Return what a column suggests as one types."""
    if column.offers:
        return [name for _, name in column.offers()]
    if column.among:
        return column.among
    if column.field.kind is Kind.FLAG:
        return ("是", "否")
    return labels(column.field.choices) if column.field.choices else ()


class CellEditor(QLineEdit):
    """One line of text in a cell, with suggestions where its field has any."""

    passed = Signal(str)
    """A key that leaves the cell was pressed in the list of suggestions."""
    shut = Signal()
    """The list of suggestions was closed."""

    def __init__(self, parent: QWidget, offered: Sequence[str]) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.was = ""
        self.is_typed = False
        """Whether anything was typed or chosen, be it what stood there."""
        self.at = QPersistentModelIndex()
        self.textEdited.connect(self._note_typing)
        self.by_enter = False
        self._offered = list(offered)
        self._words = QStringListModel(self)
        if offered:
            self._suggest()

    @property
    def is_choosing(self) -> bool:
        """Whether the list of suggestions is open."""
        completer = self.completer()
        return completer is not None and completer.popup().isVisible()

    def entered(self) -> str:
        """Return what was typed, or the one entry that the letters typed can mean."""
        text = self.text()
        return (meant(self._offered, text) or text) if self._offered else text

    def _suggest(self) -> None:
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setObjectName("popup")
        completer.popup().installEventFilter(self)
        self._words.setStringList(self._offered[:_MOST_OFFERED])
        self.textEdited.connect(
            lambda text: self._words.setStringList(suggested(self._offered, text)[:_MOST_OFFERED])
        )
        completer.activated.connect(self._note_typing)
        self.setCompleter(completer)

    def _note_typing(self, _text: str) -> None:
        self.is_typed = True

    def show_all(self) -> None:
        """Open the whole list of suggestions."""
        if completer := self.completer():
            self._words.setStringList(self._offered[:_MOST_OFFERED])
            completer.complete()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the cell by the keys that do so, though the list of suggestions has them first."""
        if event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self, self.shut.emit)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.by_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            how = _key_meaning(event)
            if how in _PASSING or (how in {UP, DOWN} and not self._is_taking):
                self.completer().popup().hide()
                self.passed.emit(how)
                return True
        return super().eventFilter(watched, event)

    @property
    def _is_taking(self) -> bool:
        """Whether a suggestion is marked, which Enter takes."""
        return self.completer().popup().currentIndex().isValid()


class CellDelegate(WordsOnTint):
    """Makes the editors of a table and tells how each is left; the table takes the text."""

    finished = Signal(str)
    given_up = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor: CellEditor | None = None
        self._bubble: QLabel | None = None

    def take_word(self, word: str) -> None:
        """Put into an editor just opened the word an input method gave at once; Qt would drop it."""
        if self.editor is not None and word and self.editor.text() == self.editor.was:
            self.editor.setText(word)
            self.editor.is_typed = True

    def explain(self, sentence: str) -> None:
        """Show beside the open editor why its text cannot stand, or nothing."""
        if self._bubble:
            self._bubble.hide()
            self._bubble.deleteLater()
            self._bubble = None
        if self.editor is None:
            return
        restyle(self.editor, "bad", value=bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        if sentence:
            self._bubble = self._bubble_below(self.editor, sentence)

    def _bubble_below(self, editor: CellEditor, sentence: str) -> QLabel:
        room: Any = editor.parentWidget()
        bubble = label(sentence, "bubble", wrap=True)
        bubble.setParent(room)
        bubble.ensurePolished()
        wanted = QFontMetrics(bubble.font()).horizontalAdvance(sentence) + theme.unit(28)
        bubble.setFixedWidth(min(wanted, theme.unit(320), room.width()))
        bubble.setFixedHeight(bubble.heightForWidth(bubble.width()) + theme.unit(2))
        bubble.move(_beside(editor.geometry(), bubble.size(), room.size()))
        bubble.show()
        return bubble

    def _leave_if_left(self) -> None:
        """Tell that one went elsewhere on the page; a cell left with the whole page stays open."""
        focus = QApplication.focusWidget()
        if self.editor is None or focus is None or focus is self.editor:
            return
        page = self.editor.parentWidget()
        while page is not None and not isinstance(page, Page) and not page.isWindow():
            page = page.parentWidget()
        if page is not None and page.isAncestorOf(focus):
            self.left.emit()

    def _take_suggestion(self) -> None:
        if self.editor is not None and self.editor.by_enter:
            self.finished.emit(DOWN)

    # Qt overrides

    def createEditor(self, parent: QWidget, _option: Any, index: Index) -> QWidget:
        """Return the editor of a cell, named for a screen reader."""
        model: Any = index.model()
        column: Column = model.columns[index.column()]
        editor = self.editor = CellEditor(parent, offered_by(column))
        editor.setAccessibleName(column.field.label)
        editor.textEdited.connect(lambda _text: self.explain(""))
        editor.passed.connect(self.finished)
        editor.shut.connect(self._leave_if_left)
        if completer := editor.completer():
            completer.activated.connect(
                lambda _text: QTimer.singleShot(0, editor, self._take_suggestion)
            )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the whole text of the cell."""
        if isinstance(editor, CellEditor):
            model: Any = index.model()
            editor.at = QPersistentModelIndex(index)
            editor.was = model.typed(index)
            editor.setText(editor.was)
            editor.selectAll()

    def setModelData(self, _editor: QWidget, _model: Any, _index: Index) -> None:
        """Write nothing: the table judges the text first."""

    def updateEditorGeometry(self, editor: QWidget, option: Any, _index: Index) -> None:
        """Fill the cell, and reach over its neighbours where it is narrow."""
        box = option.rect
        wanted = max(box.width(), theme.unit(100))
        room: Any = editor.parentWidget()
        left = min(box.left(), max(0, room.width() - wanted))
        editor.setGeometry(left, box.top(), wanted, box.height() - 1)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Take the sentence away with the editor."""
        if editor is self.editor:
            self.explain("")
            self.editor = None
        QStyledItemDelegate.destroyEditor(self, editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell how an editor is left: by Enter, Tab, Escape, or by going elsewhere."""
        if watched is not self.editor or self.editor is None:
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _AWAY and not self.editor.is_choosing:
                self._leave_if_left()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        how = _key_meaning(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if how:
                event.accept()
            return bool(how)
        if event.type() != QEvent.Type.KeyPress or not how:
            return False
        if how == "give up":
            self.given_up.emit()
        elif how == "all":
            self.editor.show_all()
        else:
            self.finished.emit(how)
        return True


_LEAVING = {
    Qt.Key.Key_Return: DOWN,
    Qt.Key.Key_Enter: DOWN,
    Qt.Key.Key_Tab: NEXT,
    Qt.Key.Key_Backtab: PREVIOUS,
    Qt.Key.Key_Escape: "give up",
    Qt.Key.Key_F6: OUT,
}
_PASSING = {NEXT, PREVIOUS, OUT, BACK_OUT}


def _key_meaning(event: QKeyEvent) -> str:
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
        return "all"
    how = _LEAVING.get(key, "")
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        how = {NEXT: OUT, PREVIOUS: BACK_OUT}.get(how, how)
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        how = {DOWN: UP, OUT: BACK_OUT}.get(how, how)
    return how
