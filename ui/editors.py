"""Which editor a kind of value gets; every editor shows, takes and announces text alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit

from models.codes import labels
from models.fields import Field, Kind
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

_HINTS = {
    Kind.DATE: "如 2026-03-01",
    Kind.PARTIAL_DATE: "如 2026-03-01，可只写到年月",
    Kind.MONEY: "元",
}


class LineEditor(QLineEdit):
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


class LongEditor(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    edited = Signal()
    left = Signal()

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
    """A list to choose from by typing any part of an entry."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        line = self.line
        line.textEdited.connect(lambda _text: self.edited.emit())
        line.editingFinished.connect(self.left)
        self.activated.connect(lambda _place: self.edited.emit())

    def offer(self, entries: Sequence[str]) -> None:
        """Set what can be chosen."""
        self.clear()
        self.addItem("")
        self.addItems(list(entries))
        completer = QCompleter(QStringListModel(list(entries), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setObjectName("popup")
        completer.popup().installEventFilter(self)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.setCompleter(completer)
        self.setCurrentIndex(0)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter in the list of suggestions take one and go on, with one key."""
        if event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                QTimer.singleShot(0, self, self.focusNextChild)
        return super().eventFilter(watched, event)

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

    def offer_records(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set the records to choose from; equal names get their number beside them."""
        self._ids = {}
        for record_id, name in choices:
            self._ids[name if name not in self._ids else f"{name}（{record_id}）"] = record_id
        self.offer(list(self._ids))

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
