"""A year of a branch's organisation life as someone enters it, counted by hand as it is entered."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    Study,
    Talk,
    Thought,
)
from models.life.taking_part import save_service, save_talk
from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.minutes import Ballot, Minutes, Point, save
from models.meetings.records import AgendaItem, Candidate, Election, MeetingTask, Speech, Vote
from models.members import Period, records
from models.rules.votes import outcome
from models.values import PartialDate
from tests.models.meetings.branches import People

YEAR = 2026
FIRST, HALF, LAST = date(YEAR, 1, 1), date(YEAR, 7, 1), date(YEAR, 12, 31)
STATUSES = (PRESENT, ON_LEAVE, ABSENT, MADE_UP)
REASONS = ("出差", "病假", "值班")


@dataclass
class Tally:
    """What was entered, counted by hand."""

    kinds: Counter = field(default_factory=Counter)
    groups: Counter = field(default_factory=Counter)
    general: int = 0
    due: Counter = field(default_factory=Counter)
    came: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    marks: Counter = field(default_factory=Counter)
    hours: Counter = field(default_factory=Counter)
    learnt: Counter = field(default_factory=Counter)


class Year:
    """Enters a year of meetings, with absences drawn so that each vote still holds.

    12 支委会, 4 党员大会, 36 党小组会, 12 主题党日 of which 4 are 党课, an election, two admissions
    and a 组织生活会 with 民主评议; `held` are the meetings as they were entered. From the middle of
    the year on one member less is on the roll, and of the others some are not counted (R-08).
    """

    def __init__(
        self, people: People, draw: random.Random, absences: int, excluded: int = 0
    ) -> None:
        self.people, self.draw, self.absences, self.excluded = people, draw, absences, excluded
        self.tally = Tally()
        self.held: list[Minutes] = []
        for place in range(20, 20 + excluded):
            facts = {"since": PartialDate(YEAR, 7, 1), "approval": "机党〔2026〕2号"}
            people.period(place, records.EXCLUDED, "自费出国半年以上", **facts)
        [roll] = [
            period
            for period in people.store.where(Period, member_id=people.id(10))
            if period.aspect == records.ON_ROLL
        ]
        with people.store.change("转出") as change:
            change.save(replace(roll, until=PartialDate(YEAR, 6, 30)))

    def due(self, day: date) -> int:
        """Return how many are 应到 of a 党员大会 on a day."""
        return 45 if day < HALF else 44 - self.excluded

    def enter(self) -> None:
        """Enter the meetings."""
        for month in range(1, 13):
            self.hold("支委会", date(YEAR, month, 3), quorum=True, study=0, points=[self.point()])
            for number, group in enumerate(self.people.groups):
                self.hold("党小组会", date(YEAR, month, 8 + number), group_id=group.id, study=0)
            parts = [
                Point(item=AgendaItem(topic=f"{month}月的{part}", part=part))
                for part in ("规定动作", "自选动作")
            ]
            also = "党课" if month % 3 == 2 else ""
            self.hold("主题党日", date(YEAR, month, 15), also=also, study=20, points=parts)
            if month % 3 == 0:
                self.hold("党员大会", date(YEAR, month, 22), study=0, vote="普通")
        self.hold("换届选举", date(YEAR, 5, 6), quorum=True, study=0, vote="选举")
        for day in (date(YEAR, 6, 12), date(YEAR, 11, 12)):
            self.hold("发展党员", day, quorum=True, study=0, vote="发展")
        self.hold("组织生活会", date(YEAR, 12, 28), also="民主评议", appraisal_year=YEAR, study=0)

    def hold(self, kind, day, *, quorum=False, vote="", points=(), **facts):
        """Enter one meeting from which some are away; a `vote` is cast by those who came."""
        facts = {
            "recorded_at": f"{day} 18:00:00",
            "starts_at": "14:00",
            "ends_at": "16:00",
            **facts,
        }
        minutes = self.people.minutes(kind, day, points=points, **facts)
        entries = list(minutes.attendance)
        most = len(entries) // (6 if vote else 5 if quorum else 3)
        for place in self.draw.sample(range(1, len(entries)), min(most, self.absences)):
            status = self.draw.choice(STATUSES[1:])
            made_up = day if status == MADE_UP else None
            reason = self.draw.choice(REASONS)
            entries[place] = replace(
                entries[place], status=status, reason=reason, made_up_on=made_up
            )
        minutes = replace(minutes, attendance=tuple(entries))
        if vote:
            minutes = replace(minutes, points=(self._voted(minutes, vote),))
        self._count(minutes)
        self.held.append(minutes)
        return save(self.people.store, minutes)

    def _count(self, minutes):
        meeting = minutes.meeting
        for entry in minutes.attendance:
            self.tally.marks[entry.status] += 1
            self.tally.due[entry.member_id] += entry.is_counted
            self.tally.came[entry.member_id] += entry.status == PRESENT and entry.is_counted
            self.tally.statuses[entry.status] += entry.is_counted
            if entry.status in {PRESENT, MADE_UP}:
                self.tally.hours[entry.member_id] += meeting.study or 0
        self.tally.kinds.update(meeting.kinds)
        if meeting.kind == "党小组会":
            self.tally.groups[meeting.group_id] += 1
        self.tally.general += not {"民主评议", "党员大会", "换届选举", "发展党员"}.isdisjoint(
            meeting.kinds
        )

    def point(self):
        """Return a point of which the secretary speaks and a task comes."""
        return Point(
            item=AgendaItem(topic="研究本月工作", report="汇报。", resolution="同意。"),
            speeches=(Speech(member_id=self.people.id(0), words="请大家抓紧。"),),
            tasks=(MeetingTask(what="准备材料", member_id=self.people.id(1)),),
        )

    def _voted(self, minutes, kind):
        due, present = counted(minutes)
        if kind == "选举":
            return Point(item=AgendaItem(topic="选举"), ballots=(self._ballot(due, present),))
        written = self.draw.randint(0, due - present) if kind == "发展" else 0
        yes = self.draw.randint(0, present)
        vote = Vote(
            kind=kind, subject="审议事项", due=due, present=present, yes=yes, no=present - yes,
            name=f"发展对象{yes}" if kind == "发展" else "", written_yes=written,
            method="无记名投票" if kind == "发展" else "",
        )  # fmt: skip
        return Point(item=AgendaItem(topic="表决"), votes=(vote,))

    def _ballot(self, due, present):
        votes = sorted((self.draw.randint(0, present) for _ in range(6)), reverse=True)
        votes[0] -= max(0, sum(votes) - 5 * present)
        votes.sort(reverse=True)
        election = Election(
            seats=5, due=due, present=present, voters=present, issued=present, returned=present,
            valid=present, invalid=0,
        )  # fmt: skip
        standing = [
            Candidate(member_id=self.people.id(n), yes=yes, no=present - yes)
            for n, yes in enumerate(votes)
        ]
        elected = outcome(election, standing).elected
        return Ballot(
            election=election,
            candidates=tuple(replace(one, is_elected=one in elected) for one in standing),
        )

    def enter_the_rest(self) -> None:
        """Enter what else a year has: talks, studies, service, analyses, grades and measures."""
        with self.people.store.change("其他组织生活") as change:
            for number in range(1, 13):
                day = date(YEAR, number, 20)
                host, guest = self.people.id(number % 5), self.people.id(4 + number)
                save_talk(change, Talk(held_on=day), [(host, "")], [(guest, ""), (None, "群众甲")])
                hours = self.draw.randint(1, 80)
                change.save(Study(member_id=guest, held_on=day, content="网课", hours=hours))
                self.tally.learnt[guest] += hours
            for month in (3, 9):
                served = [(self.people.id(n), "") for n in range(month, 12 + month)]
                service = Service(held_on=date(YEAR, month, 5), name="清洁家园", hours=20)
                save_service(change, service, served)
            for month in (3, 6, 9, 12):
                change.save(Thought(made_on=date(YEAR, month, 28), state="思想稳定"))
                change.save(DualLife(held_on=date(YEAR, month, 16), member_id=self.people.id(0)))
            for number in range(5):
                change.save(LifeEntry(year=YEAR, problem=f"问题{number}", place=number))
            self._grade(change)

    def _grade(self, change):
        held = change.save(Appraisal(year=YEAR, valid=40, due=45, present=40))
        for place, member in enumerate(self.people.members):
            is_full = member.full_on is not None
            best = self.draw.randint(0, 40) if is_full else 0
            change.save(
                AppraisalResult(
                    appraisal_id=held.id, member_id=member.id, is_probationary=not is_full,
                    excellent=best, qualified=40 - best if is_full else 0,
                    grade=("优秀" if place < 15 else "合格") if is_full else "",
                )
            )  # fmt: skip


def counted(minutes):
    """Return how many with a vote should have come to a meeting as entered, and did."""
    voters = [entry for entry in minutes.attendance if entry.may_vote and entry.is_counted]
    return len(voters), sum(entry.status == PRESENT for entry in voters)
