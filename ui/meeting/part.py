"""One record of a meeting as a line of editors: a record goes in, what was typed comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.errors import InvalidRecord
from models.fields import Kind, blank, field_of
from models.meetings.pasting import one_line
from ui import theme
from ui.meeting.long_text import GrowingText
from ui.record.editors import Editor, ReferenceEditor, make_editor, settle
from ui.suggestions import is_letters
from ui.widgets import label, restyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.rules.findings import Finding
    from ui.meeting.shared import Shared

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BLANKS = " \u3000\u00a0"


class Part(QWidget):
    """The editors of one record; sentences about them stand in `problem`, below.

    What no record can hold goes first; what only contradicts the rest is never in the way.
    """

    record_type: ClassVar[type[Any]]

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.shared = shared
        self.editors: dict[str, Any] = {}
        self.base: Any = None
        self._shown: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._doubts: dict[str, str] = {}
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()

    def make(self, name: str, width: int = 0, hint: str = "", editor: Any = None) -> Any:
        """Return the editor of a field; `width` in pixels of the design holds it narrow."""
        field = field_of(self.record_type, name)
        if editor is None:
            is_long = field.kind is Kind.LONG_TEXT
            editor = GrowingText(field, self.shared) if is_long else make_editor(field)
        editor.setAccessibleName(field.label.split("（")[0])
        editor.setObjectName(f"field_{name}")
        if width:
            editor.setFixedWidth(theme.unit(width))
        if hint:
            (editor.line if hasattr(editor, "line") else editor).setPlaceholderText(hint)
        editor.edited.connect(lambda: self._on_edit(name))
        editor.left.connect(lambda: self._on_leave(name))
        editor.installEventFilter(self)
        self.editors[name] = editor
        return editor

    def person(self, name: str, width: int = 0, hint: str = "") -> ReferenceEditor:
        """Return the editor of a person, on file or not; letters find them.

        It is wider than `width` where people of one name are told apart by more than their name.
        """
        editor: ReferenceEditor = self.make(name, width, hint)
        self.offer_people(name)
        if width:
            editor.setFixedWidth(max(theme.unit(width), editor.needed_width()))
        return editor

    def offer_people(self, name: str) -> None:
        """Set the people to choose from."""
        self.editors[name].offer_records(self.people)

    @property
    def people(self) -> list[tuple[int, str]]:
        """Who can be chosen."""
        return list(self.shared.names.items())

    # A record in, a record out.

    def show_record(self, record: Any) -> None:
        """Show a record."""
        self.base = record
        for name, editor in self.editors.items():
            editor.blockSignals(True)
            editor.show_text(self._text(name))
            editor.blockSignals(False)
            restyle(editor, "bad", value=False)
        self._shown = self.typed()
        self._faults, self._doubts = {}, {}
        self._say()

    def _text(self, name: str) -> str:
        field, value = field_of(self.record_type, name), getattr(self.base, name)
        if field.kind is not Kind.REFERENCE:
            return field.display(value)
        if value is not None:
            return str(value)
        kept = _name_column(name)
        return str(getattr(self.base, kept)) if hasattr(self.base, kept) else ""

    def typed(self) -> dict[str, str]:
        """Return what stands in every editor."""
        return {name: editor.entered() for name, editor in self.editors.items()}

    def faulty(self) -> dict[str, str]:
        """Return the texts that no record can hold."""
        faults = self.faults()
        return {name: text for name, text in self.typed().items() if name in faults}

    def restore(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed before."""
        for name, text in typed.items():
            if name in self.editors:
                self.editors[name].show_text(text)

    def values(self, name: str) -> dict[str, Any]:
        """Return what an editor's text means, by column.

        Raises:
            InvalidRecord: with the sentence to show.
        """
        field, text = field_of(self.record_type, name), self.editors[name].entered()
        if text == self._shown.get(name) and (text or not field.required):
            return {}
        if field.kind is Kind.REFERENCE:
            return self._person(name, text.strip())
        if field.kind is Kind.TEXT:
            text = _in_one_line(text)
        value = field.parse(text)
        value = blank(self.record_type).get(name) if value is None else value
        if sentence := field.problem(value):
            raise InvalidRecord({name: sentence})
        return {name: value}

    def _person(self, name: str, text: str) -> dict[str, Any]:
        kept = _name_column(name)
        known = {number for number, _ in self.editors_choices(name)}
        if text.isdecimal() and int(text) in known:
            found: dict[str, Any] = {name: int(text)}
            return {**found, kept: ""} if hasattr(self.base, kept) else found
        called = field_of(self.record_type, name).label.split("（")[0]
        if text and (is_letters(text) or not hasattr(self.base, kept)):
            raise InvalidRecord({name: f"{called}：没有“{text}”，请从列表中选"})
        return {name: None, kept: text} if hasattr(self.base, kept) else {name: None}

    def editors_choices(self, _name: str) -> list[tuple[int, str]]:
        """Return the records that a reference can name."""
        return self.people

    def faults(self) -> dict[str, str]:
        """Return the sentence for each editor whose text is not acceptable."""
        found = {}
        for name in self.editors:
            try:
                self.values(name)
            except InvalidRecord as error:
                found[name] = str(error)
        return found

    def record(self) -> Any:
        """Return the record as typed; a text that means nothing leaves what was there."""
        values: dict[str, Any] = {}
        for name in self.editors:
            try:
                values.update(self.values(name))
            except InvalidRecord:
                continue
        return replace(self.base, **values)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(text.strip() for text in self.typed().values())

    def parts(self) -> Iterator[Part]:
        """Yield it and the parts in it, in the order of the page."""
        yield self

    def settle(self) -> None:
        """Take what an input method is still composing as typed."""
        for editor in self.editors.values():
            settle(editor)

    def explain(self, *, so_far: bool = False) -> bool:
        """Show what is not acceptable, or only that of what was typed; return whether there is something."""
        faults = self.faults()
        if so_far:
            faults = {name: faults[name] for name in faults if self.editors[name].entered().strip()}
        for name, editor in self.editors.items():
            restyle(editor, "bad", value=name in faults)
        self._faults = faults
        self._say()
        return bool(faults)

    def show_doubts(self, findings: Iterable[Finding]) -> None:
        """Show below the fields what was found to contradict them."""
        doubts: dict[str, str] = {}
        for finding in findings:
            said = doubts.get(finding.field, "")
            doubts[finding.field] = said + finding.text
        if doubts != self._doubts:
            self._doubts = doubts
            self._say()

    def _say(self) -> None:
        said = self._faults or self._doubts
        for name, editor in self.editors.items():
            editor.setAccessibleDescription(said.get(name, ""))
        self.problem.setText("；".join(said.values()) if self._faults else "".join(said.values()))
        restyle(self.problem, "doubtful", value=not self._faults)
        self.problem.setVisible(bool(said))
        if said:
            self.place_problem(next(iter(said)))

    def place_problem(self, name: str) -> None:
        """Put the sentences near the field they begin with, where there is more than one line."""

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, the first for one that is not here."""
        editor: Editor = self.editors.get(name) or next(iter(self.editors.values()))
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_words(self, sought: str) -> None:
        """Put the cursor into the field that holds some words, with them marked."""
        holding = (
            editor for editor in self.editors.values() if sought.lower() in editor.entered().lower()
        )
        if (editor := next(holding, None)) is None:
            return
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QPlainTextEdit):
            editor.moveCursor(QTextCursor.MoveOperation.Start)
            editor.find(sought)
        elif isinstance(editor, QLineEdit):
            editor.setSelection(editor.text().lower().find(sought.lower()), len(sought))

    def _on_edit(self, name: str) -> None:
        _make_one_line(self.editors[name])
        restyle(self.editors[name], "bad", value=False)
        self._tell_cut(name)
        self.changed(name)
        self.shared.edited.emit()

    def _tell_cut(self, name: str) -> None:
        """Say when a line took only the beginning of what was pasted."""
        editor = self.editors[name]
        if isinstance(editor, QLineEdit) and len(editor.text()) >= editor.maxLength():
            what = field_of(self.record_type, name).label.split("（")[0]
            said = (
                f"“{what}”只有一行，装不下这段文字，后面的没有粘贴进来；请贴到“会议内容”或议题里。"
            )
            self.shared.refused.emit(said)

    def changed(self, name: str) -> None:
        """Take notice that a field was typed in."""

    def _on_leave(self, name: str) -> None:
        if self.editors[name].entered() == self._shown.get(name):
            return
        self.explain(so_far=True)
        if name not in self.faults():
            self._tidy(name)

    def _tidy(self, name: str) -> None:
        """Show a date or number as it was understood."""
        editor, field = self.editors[name], field_of(self.record_type, name)
        if isinstance(editor, QPlainTextEdit) or field.kind is Kind.REFERENCE:
            return
        values = self.values(name)
        text = field.display(values.get(name, ""))
        if text and field.kind is not Kind.INTEGER and text != editor.entered():
            editor.show_text(text)

    def on_enter(self, _name: str) -> None:
        """Go on from a field, as in a worksheet."""
        self.focusNextChild()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter go on; in paragraphs it makes the next one."""
        if event.type() != QEvent.Type.KeyPress or type(watched) is GrowingText:
            return False
        key, held = event.key(), event.modifiers()  # type: ignore[attr-defined]
        plain = held & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if key not in ENTER or not plain:
            return False
        self.on_enter(watched.objectName().removeprefix("field_"))
        return True


def _make_one_line(editor: Any) -> None:
    """Show what was pasted with breaks or what is no text as it will be kept: in one line."""
    if not isinstance(editor, QLineEdit):
        return
    text, at = editor.text(), editor.cursorPosition()
    made = _in_one_line(text)
    # Blanks at the ends go only when it is kept: more may be typed behind them.
    if made.strip(_BLANKS) != text.strip(_BLANKS):
        editor.setText(made)
        editor.setCursorPosition(max(0, len(made) - len(_in_one_line(text[at:]))))


def _in_one_line(text: str) -> str:
    """Return a text without breaks and what is no text; wide blanks stay as they are."""
    return text if text.replace("\u3000", " ").isprintable() else one_line(text)


def _name_column(column: str) -> str:
    return "name" if column == "member_id" else f"{column.removesuffix('_id')}_name"
