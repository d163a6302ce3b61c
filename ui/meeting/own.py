"""The columns a branch adds to its meetings, below the points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame

from models.errors import InvalidRecord
from models.meetings.records import Meeting
from models.own_columns import own_fields, own_values_of
from ui.record.form import Group, RecordForm
from ui.widgets import clear, column, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.fields import Field
    from ui.meeting.shared import Shared


class OwnColumns(QFrame):
    """The card of those columns; it is not there while there are none."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("card")
        self._shared = shared
        self._fields: tuple[Field, ...] = ()
        self._values: dict[str, Any] = {}
        self._form: RecordForm | None = None
        self._inside = column(self, margin=16, spacing=8)
        self.hide()

    def show_meeting(self, meeting_id: int | None) -> None:
        """Show what stands in the columns of a meeting, nothing for a new one."""
        fields = own_fields(self._shared.store, Meeting.table)
        if fields != self._fields:
            self._fields = fields
            self._build()
        self._values = self._stored(meeting_id)
        if self._form is not None:
            self._form.show_record(None, self._values)
        self.setVisible(bool(fields))

    def refresh(self, meeting_id: int | None) -> None:
        """Show the columns as they are now, unless something else was typed."""
        is_other = own_fields(self._shared.store, Meeting.table) != self._fields
        if not self.typed() and (is_other or self._stored(meeting_id) != self._values):
            self.show_meeting(meeting_id)
            self._shared.rearranged.emit()

    def _stored(self, meeting_id: int | None) -> dict[str, Any]:
        if meeting_id is None:
            return {field.name: field.empty for field in self._fields}
        return own_values_of(self._shared.store, Meeting.table, meeting_id)

    def _build(self) -> None:
        clear(self._inside)
        self._form = None
        if not self._fields:
            return
        group = Group("", tuple(field.name for field in self._fields))
        self._form = RecordForm(Meeting, (group,), extra=self._fields)
        self._form.edited.connect(self._shared.edited)
        self._inside.addWidget(label("自设栏目", "cardtitle"))
        self._inside.addWidget(self._form)

    def typed(self) -> dict[str, str]:
        """Return the texts as typed, none where nothing was altered."""
        return self._form.typed() if self._form is not None and self._form.is_dirty else {}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Put back what was typed before."""
        if self._form is not None and texts:
            self._form.restore(texts)

    def settle(self) -> None:
        """Take what an input method is still composing as typed."""
        if self._form is not None:
            self._form.settle()

    def faults(self) -> list[str]:
        """Show what the columns do not take, and return the sentences."""
        try:
            self.values()
        except InvalidRecord as error:
            if self._form is not None:
                self._form.explain(error.problems)
            return list(error.problems.values())
        return []

    def values(self) -> dict[str, Any]:
        """Return what the texts mean, by column.

        Raises:
            InvalidRecord: with the sentence for each that its column does not take.
        """
        if self._form is None:
            return {}
        self._form.values()
        return self._form.extra()
