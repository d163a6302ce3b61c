"""A vote on a matter or a person, judged as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.fields import field_of
from models.meetings.records import Meeting, Vote
from models.rules.ballots import vote_findings
from models.rules.votes import ADMISSION, DISPOSAL, FULL, ORDINARY, verdict
from ui.flow import Flow
from ui.meeting.numbers import NumberLine
from ui.widgets import column, row

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from ui.meeting.shared import Shared

RECORD = "record"
"""The rule that a record agrees with itself."""
_STRICT = {ADMISSION, FULL}
_WRITTEN = ("written_yes", "written_no", "written_abstain")


class VoteLine(NumberLine):
    """One vote."""

    record_type = Vote

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        frame = QFrame()
        frame.setObjectName("tinted")
        inside = column(frame, margin=10, spacing=6)
        kind = self.captioned("kind", 84, "表决")
        self._who = self.captioned("member_id", 116, "对象")
        self._way = self.captioned("method", 116, "方式")
        first = QWidget()
        Flow(first, kind, self._who, self._way)
        inside.addWidget(first)
        second = QWidget()
        Flow(second, *self.numbers(("due", "present", "yes", "no", "abstain")))
        inside.addWidget(second)
        self._written = QWidget()
        parts = self.numbers(_WRITTEN)
        Flow(self._written, *parts, self.captioned("written_by", 132), self._passed())
        inside.addWidget(self._written)
        inside.addLayout(row(self.verdict, None, self.cross("表决")))
        inside.addWidget(self.clause)
        inside.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.show_record(Vote(kind=ORDINARY))
        for name in ("yes", "no", "abstain"):
            self.editors[name].setText("")
        self.judge()

    def _passed(self) -> QWidget:
        return self.captioned("passed_on", 120)

    def show_record(self, record: Vote) -> None:
        """Show a vote; without written opinions their fields are empty."""
        super().show_record(record)
        for name in _WRITTEN:
            if not getattr(record, name):
                self.editors[name].setText("")

    @property
    def is_empty(self) -> bool:
        """Whether it was never begun."""
        return self.base.id is None and not any(
            self.editors[name].entered().strip() for name in ("yes", "no", "abstain", "member_id")
        )

    def judge(self) -> None:
        """Show whether it holds and passes, with the clause."""
        kind = self.editors["kind"].entered()
        self._who.setVisible(kind in {*_STRICT, DISPOSAL})
        self._written.setVisible(kind in _STRICT or self.base.written > 0)
        vote = self.record()
        found = verdict(vote, self.shared.held_on, kind=self.shared.kind)
        begun = self.editors["yes"].entered().strip()
        wrong = self._contradiction(vote) if begun else None
        if wrong:
            self.show_verdict(wrong.text, "warn", wrong.rule)
        elif found.holds is not False and not begun:
            self.show_verdict("填赞成、不赞成、弃权的人数", "plain", found.rule)
        else:
            tone = "good" if found.passed else "warn"
            self.show_verdict(found.text, tone, found.rule, self._unfilled() if begun else "")

    def _unfilled(self) -> str:
        """Return which numbers are empty: the record has none that is not known, only 0."""
        empty = [
            field_of(Vote, name).label
            for name in ("no", "abstain")
            if not self.editors[name].entered().strip()
        ]
        return f"（{'、'.join(empty)}没有填，按 0 票记）" if empty else ""

    def _contradiction(self, vote: Vote) -> Finding | None:
        """Return which number is larger than what it is part of, if one is."""
        shared = self.shared
        meeting = Meeting(
            kind=shared.kind, held_on=shared.held_on, voters_due=shared.counts.voters_due,
            voters_present=shared.counts.voters_present,
        )  # fmt: skip
        found = vote_findings(vote, vote.id or 0, meeting, shared.kinds)
        return next((each for each in found if each.rule.id == RECORD), None)

    def changed(self, name: str) -> None:
        """Judge anew; who is taken in is so from the day of the meeting that agreed."""
        super().changed(name)
        if name == "passed_on" or self.editors["kind"].entered() not in _STRICT:
            return
        day, editor = str(self.shared.held_on or ""), self.editors["passed_on"]
        passed = verdict(self.record(), self.shared.held_on, kind=self.shared.kind).passed
        if passed and not editor.text():
            editor.setText(day)
        elif not passed and editor.text() == day:
            editor.setText("")

    def on_enter(self, name: str) -> None:
        """Go on; after the last number to what comes below."""
        if name == "abstain" and not self._written.isVisible():
            self.next_asked.emit()
        else:
            super().on_enter(name)
