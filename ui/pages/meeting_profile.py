"""A chosen meeting beside the list: what it was, what it resolved, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.errors import NotFound
from models.meetings.attending import PRESENT
from models.meetings.minutes import Minutes, minutes_of
from models.meetings.naming import name_of_meeting
from models.meetings.people import name_in, names_of
from models.meetings.records import Meeting
from models.rules.contradictions import Surroundings, contradictions
from ui.page import today
from ui.pages.paper_menu import print_button
from ui.widgets import button, column, label, row, rule, scrolled, tag
from ui.writing import for_writing

if TYPE_CHECKING:
    from models.store import Store

_MOST_NAMES = 12


class MeetingProfile(QWidget):
    """One meeting at a glance."""

    open_asked = Signal()
    copy_asked = Signal()
    close_asked = Signal()
    paper_wanted = Signal(str, int)

    def __init__(self, store: Store, meeting_id: int, number: str) -> None:
        super().__init__()
        self._store = store
        layout = column(self, spacing=12)
        try:
            minutes = minutes_of(store, meeting_id)
        except NotFound as error:
            layout.addWidget(label(str(error), "second", wrap=True))
            return
        meeting = minutes.meeting
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭")
        close.setToolTip("关闭（Esc）")
        head = row(label(name_of_meeting(store, meeting), "name", wrap=True), close)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(
            label("　".join(filter(None, (number, meeting.name))), "second", wrap=True)
        )
        inner = QWidget()
        self._facts = column(inner, spacing=8)
        self._show_faults(minutes)
        self._show_facts(minutes)
        self._show_points(minutes)
        self._facts.addStretch(1)
        layout.addWidget(scrolled(inner), 1)
        again = button("照此新登记", self.copy_asked.emit, "quiet")
        for_writing(store, again)
        printing = print_button(
            Meeting,
            lambda: meeting,
            self.paper_wanted.emit,
            parts_of=lambda: [one.election for one in minutes.ballots],
        )
        opening = button("打开", self.open_asked.emit, "", "pencil")
        layout.addLayout(row(opening, printing, again, None))

    def _show_faults(self, minutes: Minutes) -> None:
        around = Surroundings(self._store, today())
        for found in contradictions(minutes, around):
            self._facts.addLayout(row(tag("请核对", "warn"), None))
            self._facts.addWidget(label(found.text, "", wrap=True))
            self._facts.addWidget(label(f"依据：{found.clause}", "hint", wrap=True))

    def _show_facts(self, minutes: Minutes) -> None:
        meeting, names = minutes.meeting, names_of(self._store)
        clock = "—".join(filter(None, (meeting.starts_at, meeting.ends_at)))
        counts = ""
        if meeting.due is not None:
            came = "未登记" if meeting.present is None else f"{meeting.present} 人"
            counts = f"应到 {meeting.due} 人，实到 {came}"
        away = [
            f"{name_in(entry, names)}{entry.status}"
            + (f"（{entry.reason}）" if entry.reason else "")
            for entry in minutes.attendance
            if entry.status not in {PRESENT, ""}
        ]
        more = f" 等 {len(away)} 人" if len(away) > _MOST_NAMES else ""
        for caption, words in (
            ("类型", "、".join(meeting.kinds) if len(meeting.kinds) > 1 else ""),
            ("时间", f"{meeting.held_on or ''}　{clock}".strip()),
            ("地点", meeting.venue),
            ("主持", name_in(meeting, names, "chair_id")),
            ("记录", name_in(meeting, names, "recorder_id")),
            ("主讲", meeting.lecturer),
            ("人数", counts),
            ("未到", "、".join(away[:_MOST_NAMES]) + more),
            ("专题", meeting.campaign),
        ):
            if words:
                self._add(caption, words)

    def _add(self, caption: str, words: str) -> None:
        name = label(caption, "second")
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = row(name, label(words, "", wrap=True), spacing=12)
        line.setStretch(1, 1)
        self._facts.addLayout(line)

    def _show_points(self, minutes: Minutes) -> None:
        points = [point.item for point in minutes.points if point.item.topic]
        if points:
            self._facts.addWidget(rule())
        for place, item in enumerate(points, 1):
            self._facts.addWidget(label(f"{place}. {item.topic}", "", wrap=True))
            if item.resolution:
                self._facts.addWidget(label(f"决议：{item.resolution}", "hint", wrap=True))
