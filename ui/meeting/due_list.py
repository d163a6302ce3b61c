"""Everyone who should attend a meeting, each a mark on the tint of whether they came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.meetings.attending import PRESENT, counts_of, due_on, renewed, why_nobody
from models.meetings.records import Attendance, Meeting
from ui.flow import Flow
from ui.meeting.person_mark import PersonMark
from ui.widgets import button, label, tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ui.meeting.shared import Shared


class DueList(QFrame):
    """Who should attend, with the counts; one of them can be the one that is meant."""

    clicked = Signal(int)
    asked = Signal(int)
    """More of the one at this place is wanted."""
    shown_anew = Signal()
    """Something else is known of those listed, or others are listed."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("card")
        self.entries: list[Attendance] = []
        self.why_nobody = ""
        """Why nobody is listed, "" while somebody is."""
        self._shared = shared
        self._marks: list[PersonMark] = []
        self._current = -1
        self._before: list[Attendance] = []
        """The list before all of it was marked at once; none once one of them was marked after."""
        self._touched = False
        self._numbers = label("", "second")
        self._share = tag("", "good")
        self._all = button("全部出席", self.everyone_came, "quiet")
        self._room = QWidget()
        self._flow = Flow(self._room)

    def show_entries(self, entries: Iterable[Attendance], meeting: Meeting) -> None:
        """Show attendance as it was registered."""
        self.entries = list(entries)
        self._touched = bool(any(entry.id for entry in self.entries))
        self._tell_why_nobody(meeting)
        if meeting.id and not self.entries:
            self.why_nobody = "这次会议没有登记到会的人。"
        self.begin_anew()
        self._show()

    def _tell_why_nobody(self, meeting: Meeting) -> None:
        empty = not self.entries
        store, kinds = self._shared.store, self._shared.kinds
        self.why_nobody = why_nobody(store, meeting, kinds) if empty else ""

    def renew(self, meeting: Meeting, today: date) -> None:
        """Ask anew who should attend: the day, type or group is another."""
        asked = due_on(self._shared.store, meeting, self._shared.kinds)
        due = {entry.member_id for entry in asked}
        # Of those no longer due only what someone registered stays, not the presence assumed.
        known = [e for e in self.entries if e.id or e.member_id in due or e.status != PRESENT]
        entries = renewed(known if self._touched else [], asked)
        held = meeting.held_on is not None and meeting.held_on <= today
        self.entries = [
            replace(entry, status=PRESENT)
            if held and not entry.status and entry.is_counted and not entry.id
            else entry
            for entry in entries
        ]
        self._tell_why_nobody(meeting)
        self.begin_anew()
        self._show()

    @property
    def is_touched(self) -> bool:
        """Whether someone registered who came, rather than the program taking all to be present."""
        return self._touched

    def name(self, entry: Attendance) -> str:
        """Return what someone is called."""
        return self._shared.names.get(entry.member_id or 0, entry.name or "有人")

    def everyone_came(self) -> None:
        """Mark as present everyone of whom nothing is registered yet."""
        self._put_all(
            replace(entry, status=PRESENT) if not entry.status and entry.is_counted else entry
            for entry in self.entries
        )

    def _put_all(self, entries: Iterable[Attendance]) -> None:
        self._before = list(self.entries)
        self.entries = list(entries)
        self._take()

    def _put(self, place: int, entry: Attendance) -> None:
        self._before = []
        self.entries[place] = entry
        self._take()

    def _take(self) -> None:
        self._touched = True
        self._show()
        self._shared.edited.emit()

    def begin_anew(self) -> None:
        """Mean nobody: others are listed."""
        self._current = -1

    def _show(self) -> None:
        while len(self._marks) < len(self.entries):
            self._add_mark(len(self._marks))
        for place, mark in enumerate(self._marks):
            is_needed = place < len(self.entries)
            if not is_needed or (mark.isHidden() and mark.property("gone")):
                mark.setVisible(is_needed)
                mark.setProperty("gone", not is_needed)
            if is_needed:
                entry = self.entries[place]
                mark.show_entry(self.name(entry), entry, is_current=place == self._current)
        counts = self._shared.counts = counts_of(self.entries)
        away = counts.on_leave + counts.absent + counts.made_up
        self._numbers.setText(f"应到 {counts.due}　实到 {counts.present}　未到 {away}")
        self._share.setVisible(counts.due > 0)
        self._share.setText(f"{counts.present / counts.due:.1%}" if counts.due else "")
        self._all.setVisible(counts.open > 0)
        self._room.updateGeometry()
        self.shown_anew.emit()
        self._shared.counted.emit()

    def _add_mark(self, place: int) -> None:
        mark = PersonMark()
        mark.clicked.connect(lambda: self.clicked.emit(place))
        mark.asked.connect(lambda: self.asked.emit(place))
        self._marks.append(mark)
        self._flow.addWidget(mark)
