"""Every fact of one person's attendance: state, reason, 补课, and why not counted among 应到."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from models.fields import field_of
from models.meetings.records import Attendance
from ui import theme
from ui.meeting.part import Part
from ui.widgets import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.meeting.shared import Shared

_NAMES = ("status", "reason", "made_up_on", "excluded_as", "ground", "approval")


class EntryPart(Part):
    """The editors of one attendance entry; what is typed is taken at once."""

    record_type = Attendance

    def __init__(self, shared: Shared, taken: Callable[[], None]) -> None:
        super().__init__(shared)
        self._taken = taken
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.unit(12))
        grid.setVerticalSpacing(theme.unit(6))
        for line, name in enumerate(_NAMES):
            caption = label(field_of(Attendance, name).label, "second")
            editor = self.make(name)
            caption.setBuddy(editor)
            grid.addWidget(caption, line, 0)
            grid.addWidget(editor, line, 1)
        grid.addWidget(self.problem, len(_NAMES), 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def changed(self, _name: str) -> None:
        """Take what was typed, as far as it means something."""
        self._taken()
