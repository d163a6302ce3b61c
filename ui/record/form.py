"""The one form builder: labels, buddies, names for screen readers and problems come from fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from models.errors import InvalidRecord
from models.fields import Field, Kind, blank, field_of
from ui import theme
from ui.record.editors import (
    ChoiceEditor,
    Editor,
    LongEditor,
    ReferenceEditor,
    make_editor,
    settle,
)
from ui.record.field_row import FieldRow
from ui.widgets import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PAUSE = 500
"""Milliseconds without a key after which a half-typed value is judged."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under a heading."""

    title: str
    names: tuple[str, ...]


class RecordForm(QWidget):
    """The fields of one record, grouped; a record goes in, what was typed comes out as one."""

    edited = Signal()
    save_asked = Signal()

    def __init__(
        self,
        record_type: type[Any],
        groups: Sequence[Group],
        *,
        extra: Sequence[Field] = (),
        doubts: Callable[[Any], Mapping[str, str]] | None = None,
        remarks: Callable[[Any], Mapping[str, str]] | None = None,
    ) -> None:
        """Build the form.

        `extra` are fields that are not the record's own; `doubts` says what in a record is
        acceptable but likely wrong, `remarks` what is only worth a look.
        """
        super().__init__()
        self._type = record_type
        self._judge = doubts
        self._look = remarks
        self._extra = {field.name: field for field in extra}
        self._base: Any = None
        self._confirmed: set[str] = set()
        self._shown: dict[str, str] = {}
        self._rows: dict[str, FieldRow] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._judge_touched)
        self._touched: set[str] = set()
        self._contradicting: set[str] = set()
        self._build(groups)

    def _build(self, groups: Sequence[Group]) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, theme.unit(6), 0)
        layout.setHorizontalSpacing(theme.unit(12))
        layout.setVerticalSpacing(theme.unit(8))
        layout.setColumnStretch(1, 1)
        line = 0
        if heading := self.heading():
            layout.addWidget(heading, line, 0, 1, 2)
            line += 1
        for group in groups:
            if group.title:
                layout.addWidget(label(group.title, "cardtitle"), line, 0, 1, 2)
                line += 1
            for name in group.names:
                field = self._field(name)
                self._rows[name] = made = FieldRow(
                    field, self.make_editor(field), layout, line, partial(self._on_confirm, name)
                )
                made.editor.edited.connect(lambda name=name: self._on_edit(name))
                made.editor.left.connect(lambda name=name: self._on_leave(name))
                made.editor.installEventFilter(self)
                line += 1
        layout.setRowStretch(line, 1)

    def offer_year(self, year: int) -> None:
        """Offer the days of a year for those that are typed without one."""
        for made in self._rows.values():
            made.year = year

    def heading(self) -> QWidget | None:
        """Return what stands above the fields; a form of a kind of its own may have something."""
        return None

    def make_editor(self, field: Field) -> Editor:
        """Return the editor of a field; a form of a kind of its own may have its own."""
        return make_editor(field)

    def _field(self, name: str) -> Field:
        return self._extra.get(name) or field_of(self._type, name)

    def editor(self, name: str) -> Editor:
        """Return the editor of a field."""
        return self._rows[name].editor

    def offer(self, name: str, choices: Sequence[tuple[int, str]]) -> None:
        """Set the records a reference can name."""
        editor = self._rows[name].editor
        if isinstance(editor, ReferenceEditor):
            editor.offer_records(choices)
        elif isinstance(editor, ChoiceEditor):
            editor.offer([text for _, text in choices])

    def add_below(self, name: str, widget: QWidget) -> None:
        """Let a widget stand directly below the editor of a field."""
        self._rows[name].stack.insertWidget(1, widget)

    def show_record(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show a record, or an empty form for None, and the values of the extra fields."""
        self._base = record
        self._confirmed.clear()
        self._touched.clear()
        self._pause.stop()
        for name, made in self._rows.items():
            value = getattr(record, name, (extra or {}).get(name))
            made.editor.show_text(self._text(made.field, value))
            made.say("")
        self._shown = self.typed()
        self._show_doubts(getattr(record, "doubtful", {}))
        self._show_remarks(record)

    def _text(self, field: Field, value: Any) -> str:
        if field.kind is Kind.REFERENCE:
            return "" if value is None else str(value)
        return field.display(value)

    def typed(self) -> dict[str, str]:
        """Return what stands in every editor."""
        return {name: made.editor.entered() for name, made in self._rows.items()}

    def freeze(self) -> None:
        """Show the record to be read and copied only."""
        for made in self._rows.values():
            made.freeze()

    def restore(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed before."""
        for name, text in typed.items():
            if name in self._rows:
                self._rows[name].editor.show_text(text)
        self.edited.emit()

    def put(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed."""
        self._rows[name].editor.show_text(text)
        self._on_edit(name)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that differs from the record shown."""
        return bool(self._confirmed) or self.typed() != self._shown

    def values(self) -> dict[str, Any]:
        """Return what the typed texts mean, by field name.

        Raises:
            InvalidRecord: after showing each sentence beside its field.
        """
        self.settle()
        faults = {name: made.fault() for name, made in self._rows.items()}
        if faults := {name: sentence for name, sentence in faults.items() if sentence}:
            for name, sentence in faults.items():
                self._rows[name].say(sentence)
            raise InvalidRecord(faults)
        defaults = blank(self._type)
        found = {n: made.value() for n, made in self._rows.items() if n not in self._extra}
        return {n: defaults.get(n) if value is None else value for n, value in found.items()}

    def record(self) -> Any:
        """Return the record as typed.

        Raises:
            InvalidRecord: after showing each sentence beside its field.
        """
        values = self.values()
        if self._base is None:
            return self._with_doubts(self._type(**values))
        typed = {name: value for name, value in values.items() if self._has_changed(name)}
        return self._with_doubts(replace(self._base, **typed))

    def rebase(self, record: Any) -> None:
        """Go on with the record as it is now; what was typed stays and is all that is written."""
        if self._base is not None:
            self._base = record

    def refresh(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show the record as it is now where nothing else was typed."""
        self._base = record
        for name, made in self._rows.items():
            if not self._has_changed(name):
                text = self._text(made.field, getattr(record, name, (extra or {}).get(name)))
                if text != made.editor.entered():
                    made.editor.show_text(text)
                self._shown[name] = made.editor.entered()
        self._judge_doubts()

    def extra(self) -> dict[str, Any]:
        """Return the values of the extra fields; call `record` first."""
        return {name: self._rows[name].value() for name in self._extra if name in self._rows}

    def _with_doubts(self, record: Any) -> Any:
        if self._judge is None:
            return record
        from models.members.amending import waiting  # noqa: PLC0415 - only where doubts are kept
        from models.members.records import doubts_text  # noqa: PLC0415 - only where doubts are kept

        before = self._judge(self._base) if self._base else {}
        known = getattr(self._base, "doubtful", {})
        found = waiting(known, before, self._judge(record), self._has_changed)
        found = {name: reason for name, reason in found.items() if name not in self._confirmed}
        return replace(record, doubts=doubts_text(found))

    def _has_changed(self, name: str) -> bool:
        made = self._rows.get(name)
        return made is not None and made.editor.entered() != self._shown.get(name)

    def settle(self) -> None:
        """Take what an input method is still composing as typed."""
        for made in self._rows.values():
            settle(made.editor)

    def say(self, faults: Mapping[str, str]) -> None:
        """Show sentences beside their fields; the cursor stays where one types."""
        for name, sentence in faults.items():
            if name in self._rows:
                self._rows[name].say(sentence)

    def explain(self, faults: Mapping[str, str]) -> None:
        """Show sentences beside their fields and go to the first."""
        self.say(faults)
        first = next((name for name in self._rows if name in faults), None)
        if first:
            self.focus_field(first)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field and bring it into sight; the first for one that is not here."""
        made = self._rows.get(name)
        if made is None:
            self.focus_first()
            return
        made.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        line = getattr(made.editor, "line", made.editor)
        if isinstance(line, QLineEdit):
            line.selectAll()  # what is typed next replaces what is wrong
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(made))

    def _bring_into_sight(self, made: FieldRow) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport else None
        if isinstance(area, QScrollArea):
            room = theme.unit(8 if made.said else 48)
            for part in (*made.said, made.editor):
                area.ensureWidgetVisible(part, room, room)

    def begin(self) -> None:
        """Put the cursor where it was last, or into the first field."""
        last = self.focusWidget()
        if last is None or last is self:
            self.focus_first()
        else:
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the cursor into the first field, and bring it into sight."""
        first = next(iter(self._rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(first))

    def _on_edit(self, name: str) -> None:
        self._touched.add(name)
        self._rows[name].say("")
        self._confirmed.discard(name)
        self._pause.start()
        self.edited.emit()

    def _on_leave(self, name: str) -> None:
        made = self._rows[name]
        if name not in self._touched:
            return
        fault = made.fault()
        made.say(fault)
        if not fault and (text := self._text(made.field, made.value())) != made.editor.entered():
            made.editor.show_text(text)

    def _judge_touched(self) -> None:
        for name in self._touched:
            self._rows[name].say(self._rows[name].fault())
        self._judge_doubts()

    def _judge_doubts(self) -> None:
        if (self._look is None and self._judge is None) or any(
            made.fault() for made in self._rows.values()
        ):
            return
        record = self.record()
        self._show_contradictions(record)
        self._show_remarks(record)
        if self._judge is not None:
            self._show_doubts(record.doubtful)

    def _show_contradictions(self, record: Any) -> None:
        """Show beside its field what would keep the record from being saved as it is."""
        found: Mapping[str, str | None] = getattr(record, "problems", dict)()
        for name in self._contradicting - found.keys():
            self._rows[name].say("")
        self._contradicting = {name for name in found if name in self._rows}
        self.say({name: found[name] or "" for name in self._contradicting})

    def _show_remarks(self, record: Any) -> None:
        self.note(self._look(record) if self._look and record is not None else {})

    def note(self, found: Mapping[str, str]) -> None:
        """Show by field name what is unusual about the values, and nothing by the others."""
        for name, made in self._rows.items():
            made.show_remark(found.get(name, ""))

    def _show_doubts(self, doubts: Mapping[str, str]) -> None:
        for name, made in self._rows.items():
            made.show_doubt(doubts.get(name, ""))

    def _on_confirm(self, name: str) -> None:
        self._confirmed.add(name)
        self._rows[name].show_doubt("")
        self._rows[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter go to the next field, as in a worksheet, and Ctrl+Enter save."""
        if event.type() != QEvent.Type.KeyPress or isinstance(watched, LongEditor):
            return False
        key = event.key()  # type: ignore[attr-defined]
        if key not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
            self.save_asked.emit()
        elif self._settles_day(watched):
            self.focusNextChild()
        return True

    def _settles_day(self, editor: QObject) -> bool:
        """Take the day offered for one without its year; return False where it is offered now."""
        for name, made in self._rows.items():
            if made.editor is editor and (meant := made.day_meant):
                if not made.has_said(sentence := made.fault()):
                    made.say(sentence)
                    return False
                self.put(name, str(meant))
        return True
