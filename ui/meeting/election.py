"""An election: its ballots, who stood, and whom the votes give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.meetings.minutes import Ballot
from models.meetings.records import Candidate, Election
from models.rules.votes import outcome
from ui.flow import Flow
from ui.meeting.numbers import NumberLine
from ui.meeting.part import Part
from ui.meeting.speech import Line
from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.meeting.shared import Shared

_NUMBERS = ("seats", "due", "present", "voters", "issued", "returned", "valid", "invalid")


class CandidateLine(Line):
    """One person voted on."""

    record_type = Candidate
    counted = Signal()

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        made: list[QWidget] = [self.person("member_id", 116, "姓名")]
        for name, caption in (("yes", "赞成"), ("no", "不赞成"), ("abstain", "弃权")):
            made += [label(caption, "second"), self.make(name, 48)]
        for name, caption in (("is_written_in", "另选"), ("is_elected", "当选")):
            box = self.make(name)
            box.setText(caption)
            made.append(box)
        room = QWidget()
        Flow(room, *made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        across = row(room, self.cross("候选人"))
        across.setStretch(0, 1)
        layout.addLayout(across)
        layout.addWidget(self.problem)
        self.show_record(Candidate())
        for name in ("yes", "no", "abstain"):
            self.editors[name].setText("")

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named."""
        return not self.editors["member_id"].entered().strip() and self.base.id is None

    def changed(self, _name: str) -> None:
        """Tell of another number."""
        self.counted.emit()

    def on_enter(self, name: str) -> None:
        """Go on; after the last number to the next candidate."""
        if name == "abstain" and not self.is_empty:
            self.next_asked.emit()
        else:
            super().on_enter(name)


class ElectionLine(NumberLine):
    """One ballot for an office with its candidates."""

    record_type = Election

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self.candidates: list[CandidateLine] = []
        frame = QFrame()
        frame.setObjectName("tinted")
        inside = column(frame, margin=10, spacing=6)
        first = QWidget()
        Flow(
            first,
            self.captioned("office", 92, "选举"),
            self.captioned("term", 84),
            self.captioned("tellers", 140),
            self.captioned("approval", 172),
        )
        inside.addWidget(first)
        second = QWidget()
        Flow(second, *self.numbers(_NUMBERS))
        inside.addWidget(second)
        self._list = column(spacing=6)
        inside.addLayout(self._list)
        add = button("候选人", self.add_candidate, "quiet", "plus")
        self._elect = button("按票数登记当选", self._mark_elected, "quiet")
        inside.addLayout(row(add, self._elect, None, self.cross("选举")))
        inside.addLayout(row(self.verdict, None))
        inside.addWidget(self.clause)
        inside.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.show_record(Election(office="委员"))

    def show_ballot(self, ballot: Ballot) -> None:
        """Show an election with its candidates."""
        clear(self._list)
        self.candidates = []
        for candidate in ballot.candidates:
            self._append().show_record(candidate)
        self.show_record(ballot.election)

    def ballot(self) -> Ballot:
        """Return it as typed."""
        lines = [line for line in self.candidates if not line.is_empty]
        return Ballot(election=self.record(), candidates=tuple(line.record() for line in lines))

    def kept(self) -> Ballot:
        """Return the election with its candidates, to be put back."""
        return self.ballot()

    def show_kept(self, kept: Ballot) -> None:
        """Show again what was taken out, as an election that is not on file."""
        self.show_ballot(
            Ballot(
                election=replace(kept.election, id=None),
                candidates=tuple(replace(one, id=None) for one in kept.candidates),
            )
        )

    def _append(self) -> CandidateLine:
        line = CandidateLine(self.shared)
        line.next_asked.connect(self.add_candidate)
        line.counted.connect(self.judge)
        line.removal_asked.connect(lambda: self._remove(line))
        self.candidates.append(line)
        self._list.addWidget(line)
        return line

    def add_candidate(self) -> None:
        """Begin the line of one more candidate."""
        line = self._append()
        self.shared.rearranged.emit()
        line.focus_field("member_id")

    def _remove(self, line: CandidateLine) -> None:
        at = self.candidates.index(line)
        kept = None if line.is_empty else line.kept()
        self.candidates.remove(line)
        line.hide()
        line.deleteLater()
        self._after_change()
        self.focus_field("seats")
        if kept is not None:
            self.shared.offer_back(self, "已删除这位候选人。", lambda: self._put_back(at, kept))

    def _put_back(self, at: int, kept: Candidate) -> None:
        line = self._append()
        line.show_kept(kept)
        self.candidates.insert(at, self.candidates.pop())
        self._list.removeWidget(line)
        self._list.insertWidget(at, line)
        self._after_change()

    def _after_change(self) -> None:
        self.judge()
        self.shared.rearranged.emit()
        self.shared.edited.emit()

    def _mark_elected(self) -> None:
        """Tick those whom the votes give."""
        ballot = self.ballot()
        elected = outcome(ballot.election, ballot.candidates).elected
        for line in self.candidates:
            line.editors["is_elected"].setChecked(line.record() in elected)
        self.shared.edited.emit()

    @property
    def is_empty(self) -> bool:
        """Whether it was never begun."""
        typed = (self.editors[name].entered().strip() for name in ("seats", "valid", "voters"))
        nobody = all(line.is_empty for line in self.candidates)
        return self.base.id is None and nobody and not any(typed)

    def parts(self) -> Iterator[Part]:
        """Yield the election, then its candidates."""
        yield self
        yield from self.candidates

    def judge(self) -> None:
        """Show whom the votes give, with the clause."""
        ballot = self.ballot()
        found = outcome(ballot.election, ballot.candidates)
        counted = any(one.yes for one in ballot.candidates)
        tone = "plain" if found.holds is None else "good" if found.holds else "warn"
        if found.holds and not counted:
            self.show_verdict("登记候选人和得票", "plain", found.rule)
        else:
            self.show_verdict(found.text, "warn" if found.tied else tone, found.rule)
        self._elect.setVisible(bool(found.elected))
