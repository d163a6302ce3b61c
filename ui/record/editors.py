"""Which editor a kind of value gets; every editor shows, takes and announces text alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QInputMethodEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from models.codes import labels
from models.fields import Field, Kind
from ui import theme
from ui.suggestions import is_letters, meant, suggested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QWheelEvent

_HINTS = {
    Kind.DATE: "如 2026-03-01",
    Kind.PARTIAL_DATE: "如 2026-03-01，可只写到年月",
    Kind.MONEY: "元",
}
_INSET = 2
"""What Qt leaves at either side of the text of a line."""
_BESIDE_NAME = 46
"""Pixels of the design that a box takes beside its text: the sign that opens it, and its edges."""


def settle(editor: QWidget) -> None:
    """Keep what an input method is still composing in an editor as text, and compose no more."""
    line = editor.line if isinstance(editor, _Combo) else editor
    if not isinstance(line, _Line | LongEditor):
        return
    if line.hasFocus():
        QApplication.inputMethod().commit()
    if line.composing:
        event = QInputMethodEvent()
        event.setCommitString(line.composing)
        QApplication.sendEvent(line, event)


class _Composing:
    """A text box that loses no word half composed when the focus leaves it; mixed in before Qt's."""

    composing = ""

    # Qt overrides

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is being composed."""
        self.composing = event.preeditString()
        super().inputMethodEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what the input method has not taken back by now."""
        if self.composing and event.reason() != Qt.FocusReason.PopupFocusReason:
            settle(self)  # type: ignore[arg-type]
        super().focusOutEvent(event)  # type: ignore[misc]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to what is around it: their paths are no text that anybody wants."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)  # type: ignore[misc]


class _Line(_Composing, QLineEdit):
    """One line that loses no word half composed when the focus leaves it.

    What it has no room for is marked by an ellipsis while nobody types in it.
    """

    def _room(self, option: QStyleOptionFrame) -> QRect:
        inner = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
            .marginsRemoved(self.textMargins())
        )
        return inner.adjusted(_INSET, 0, -_INSET, 0)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut short where it is too long."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room, text, metrics = self._room(option), self.displayText(), self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(text) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        style.drawItemText(
            painter,
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
            QPalette.ColorRole.Text,
        )


class LineEditor(_Line):
    """One line of text, a date or a number."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setPlaceholderText(_HINTS.get(field.kind, ""))
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self.left)

    def entered(self) -> str:
        """Return what was typed."""
        return self.text()

    def show_text(self, text: str) -> None:
        """Show a value, its beginning in sight."""
        self.setText(text)
        self.setCursorPosition(0)

    @property
    def is_full(self) -> bool:
        """Whether no more can stand in it, so that something pasted may have been cut."""
        return len(self.text()) >= self.maxLength()


MOST = 1_000_000
"""Characters that several lines take at once; Qt would stand still over many more."""


class LongEditor(_Composing, QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    edited = Signal()
    left = Signal()
    flooded = Signal(str)
    """Why what was pasted or dropped was not taken."""

    def __init__(self, _field: Field) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.unit(76))
        self.textChanged.connect(self.edited)

    def entered(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a value."""
        self.setPlainText(text)

    # Qt overrides

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped, unless it is a flood."""
        if len(source.text()) > MOST:
            self.flooded.emit("剪贴板里的文字太多，没有放进来，原来的内容都在；请分几次粘贴。")
        else:
            super().insertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that it was left."""
        super().focusOutEvent(event)
        self.left.emit()


class FlagEditor(QCheckBox):
    """Yes or no."""

    edited = Signal()
    left = Signal()

    def __init__(self, _field: Field) -> None:
        super().__init__("是")
        self.clicked.connect(lambda _on=False: self.edited.emit())

    def entered(self) -> str:
        """Return 是 or 否."""
        return "是" if self.isChecked() else "否"

    def show_text(self, text: str) -> None:
        """Show 是 or 否."""
        self.setChecked(text == "是")


class _Combo(QComboBox):
    """A list to choose from by typing any part of an entry, or its pinyin initials."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = _Line()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setCompleter(None)  # type: ignore[arg-type]
        self._entries: tuple[str, ...] = ()
        self._suggestions = QStringListModel(self)
        self._completer: QCompleter | None = None
        self.line.textEdited.connect(self._suggest)
        self.line.editingFinished.connect(self._on_left)
        self.activated.connect(lambda _place: self.edited.emit())

    def _set_completer(self) -> None:
        """Make the list of suggestions, of no use before someone is about to type."""
        self._completer = completer = QCompleter(self._suggestions, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setObjectName("popup")
        completer.popup().installEventFilter(self)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.setCompleter(completer)

    def offer(self, entries: Sequence[str]) -> None:
        """Set what can be chosen."""
        self._entries = tuple(entries)
        self.clear()
        self.addItem("")
        self.addItems(list(entries))
        self._suggestions.setStringList(list(entries))
        self.setCurrentIndex(0)

    def _suggest(self, text: str) -> None:
        self._suggestions.setStringList(suggested(self._entries, text))
        self.edited.emit()

    def _on_left(self) -> None:
        """Take the one entry that letters mean, so that they are not kept as a value."""
        entry = meant(self._entries, self.currentText())
        if entry:
            self.setEditText(entry)
            self.edited.emit()
        self.left.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter in the list of suggestions take one and go on, with one key."""
        if event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take_likeliest()
                QTimer.singleShot(0, self, self.focusNextChild)
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be ready to suggest."""
        if self._completer is None:
            self._set_completer()
        super().focusInEvent(event)

    def _take_likeliest(self) -> None:
        """Choose the first suggestion for letters where none is chosen yet."""
        if self._completer is None:
            return
        popup = self._completer.popup()
        text = self.currentText()
        if popup.currentIndex().isValid() or text in self._entries:
            return
        if is_letters(text) or meant(self._entries, text):
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value never changes by scrolling past."""
        event.ignore()


class ChoiceEditor(_Combo):
    """A code table as suggestions; what it lacks may be typed."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.offer(labels(field.choices) if field.choices else ())

    def entered(self) -> str:
        """Return what was chosen or typed."""
        return self.currentText()

    def show_text(self, text: str) -> None:
        """Show a value."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        self.line.setCursorPosition(0)


class ReferenceEditor(_Combo):
    """Another record, chosen by name."""

    def __init__(self, _field: Field) -> None:
        super().__init__()
        self._ids: dict[str, int] = {}
        self.currentTextChanged.connect(self.setToolTip)  # the box may be too narrow for it

    def offer_records(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set the records to choose from; give those of one name different names."""
        self._ids = {}
        for record_id, name in choices:
            same = sum(known.split("（第")[0] == name for known in self._ids)
            self._ids[f"{name}（第{same + 1}个）" if same else name] = record_id
        self.offer(list(self._ids))

    def needed_width(self) -> int:
        """Return the width in pixels that shows the longest name to choose from."""
        longest = max(self._ids, key=len, default="")
        return self.fontMetrics().horizontalAdvance(longest) + theme.unit(_BESIDE_NAME)

    def entered(self) -> str:
        """Return the chosen record's id, or the typed name where it is none."""
        text = self.currentText().strip()
        return str(self._ids.get(text, text))

    def show_text(self, text: str) -> None:
        """Show the record with this id, or the text a user had typed."""
        name = next((name for name, number in self._ids.items() if str(number) == text), text)
        self.setEditText(name)
        self.line.setCursorPosition(0)


Editor = LineEditor | LongEditor | FlagEditor | ChoiceEditor | ReferenceEditor
_EDITORS: dict[Kind, type[Any]] = {
    Kind.LONG_TEXT: LongEditor,
    Kind.FLAG: FlagEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.REFERENCE: ReferenceEditor,
}


def make_editor(field: Field) -> Editor:
    """Return the editor of a field, named for a screen reader."""
    editor: Editor = _EDITORS.get(field.kind, LineEditor)(field)
    editor.setAccessibleName(field.label)
    editor.setObjectName(f"field_{field.name}")
    return editor
