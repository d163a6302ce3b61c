"""What in the record of a meeting contradicts itself, its people or the branch; nothing is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.branch.records import Group
from models.meetings.attending import MADE_UP, PRESENT
from models.meetings.kinds import COMMITTEE, GROUP, Kinds
from models.meetings.minutes import Minutes, minutes_between
from models.meetings.naming import name_of_meeting
from models.meetings.numbering import was_late
from models.meetings.only_pictures import begun_among, says_nothing
from models.meetings.overview import has_several
from models.meetings.people import names_of
from models.meetings.settings import MeetingSettings, meeting_settings
from models.meetings.templates import offered_topics, untouched
from models.meetings.year_doubts import UNFINISHED, UNNAMED
from models.members.standing import Roll, Standing
from models.rules.ballots import (
    elected_findings,
    repeated_findings,
    sum_findings,
    teller_findings,
    vote_findings,
)
from models.rules.findings import Finding, rule
from models.rules.presence import AWAY, not_of_branch, presence_findings
from models.rules.votes import AREA, half_attend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.meetings.records import Meeting
    from models.store import Store


class Surroundings:
    """What a meeting is held against: the roll, the other meetings, the branch, the day it is."""

    def __init__(self, store: Store, today: date) -> None:
        """Read what does not change from one meeting to the next."""
        self.today = today
        self.names: Mapping[int, str] = names_of(store)
        self.kinds = Kinds.of(store)
        self.settings: MeetingSettings = meeting_settings(store)
        self.founded_on = store.branch.founded_on
        self._groups: list[Group] = store.all(Group)
        self._roll = Roll(store)
        self._people: dict[date, dict[int, Standing]] = {}
        self._store = store
        self._meetings: dict[date, list[Minutes]] = {}
        self._offered: dict[str, frozenset[str]] = {}

    def people(self, day: date) -> dict[int, Standing]:
        """Return everyone on file as on a day, by id."""
        if day not in self._people:
            everyone = self._roll.everyone_on(day)
            self._people[day] = {person.member.id or 0: person for person in everyone}
        return self._people[day]

    def meetings(self, day: date) -> list[Minutes]:
        """Return the meetings on file on a day."""
        if day not in self._meetings:
            self._meetings[day] = minutes_between(self._store, day, day)
        return self._meetings[day]

    def called(self, meeting: Meeting) -> str:
        """Return what a meeting is called in a sentence."""
        return name_of_meeting(self._store, meeting)

    def has_several_groups(self, day: date) -> bool:
        """Return whether the branch had several groups on a day."""
        return has_several(self._groups, day, day)

    def is_only_pictures(self, minutes: Minutes) -> bool:
        """Return whether a meeting on file is no more than pictures, with what is typed in it now."""
        meeting = minutes.meeting
        if meeting.id not in begun_among(self._store, [meeting]):
            return False
        return says_nothing(self._store, minutes)

    def untouched(self, minutes: Minutes) -> list[int]:
        """Return the places of the topics that an agenda gave and nothing was written under."""
        return untouched(minutes, self._topics)

    def _topics(self, kind: str) -> frozenset[str]:
        if kind not in self._offered:
            self._offered[kind] = offered_topics(self._store, kind)
        return self._offered[kind]

    def know(self, minutes: Iterable[Minutes], first: date, last: date) -> None:
        """Take the meetings of some days as read already."""
        day = first
        while day <= last:
            self._meetings[day] = []
            day += timedelta(days=1)
        for each in minutes:
            if each.meeting.held_on:
                self._meetings[each.meeting.held_on].append(each)


def contradictions(minutes: Minutes, around: Surroundings) -> list[Finding]:
    """Return what contradicts itself in a meeting, saved or not, each beside its field.

    A finding about a part not saved yet has for its record id minus the part's place among those
    of its table in the meeting, from 1.
    """
    case = _Case(minutes, around)
    return [
        *case.whole(),
        *case.times(),
        *presence_findings(minutes, around),
        *case.elsewhere(),
        *case.attendance(),
        *case.counts(),
        *case.ballots(),
        *case.tasks(),
        *case.topics(),
    ]


def contradictions_between(
    store: Store, first: date, last: date, today: date
) -> list[tuple[Meeting, Finding]]:
    """Return the contradictions of the meetings of some days, with their meetings."""
    return contradictions_among(store, minutes_between(store, first, last), first, last, today)


def contradictions_among(
    store: Store, held: Sequence[Minutes], first: date, last: date, today: date
) -> list[tuple[Meeting, Finding]]:
    """Return the same of meetings read already: `held` are all of those days."""
    around = Surroundings(store, today)
    around.know(held, first, last)
    return [
        (minutes.meeting, finding)
        for minutes in held
        for finding in contradictions(minutes, around)
    ]


@dataclass(frozen=True)
class _Case:
    """One meeting held against its surroundings."""

    minutes: Minutes
    around: Surroundings

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def statuses(self) -> list[str]:
        return [entry.status for entry in self.minutes.attendance if entry.is_counted]

    def name(self, number: int | None) -> str:
        return self.around.names.get(number or 0, "有人")

    def finding(self, text: str, field: str = "", name: str = "record") -> Finding:
        return Finding(rule(AREA, name), text, self.meeting.table, self.meeting.id, field)

    def whole(self) -> Iterator[Finding]:
        """Give why a meeting counts for every group, or not at all."""
        meeting, day = self.meeting, self.meeting.held_on
        if day is None:
            return
        if (
            GROUP in meeting.kinds
            and meeting.group_id is None
            and self.around.has_several_groups(day)
        ):
            yield self.finding(f"{UNNAMED}。", "group_id", "group-named")
        if self.around.is_only_pictures(self.minutes):
            yield self.finding(f"{UNFINISHED}。", "starts_at")

    def times(self) -> Iterator[Finding]:
        meeting = self.meeting
        day, last = meeting.held_on, meeting.last_day
        if day is None or last is None:
            return
        if last < day:
            yield self.finding("结束日期早于开始日期，请核对。", "ends_on")
        elif meeting.span and meeting.span[1] < meeting.span[0]:
            yield self.finding("结束时间早于开始时间，请核对。", "ends_at")
        founded = self.around.founded_on
        if founded and day < founded.first:
            yield self.finding(f"日期早于支部成立日期（{founded}），请核对。", "held_on")
        if day > self.around.today and any(entry.status for entry in self.minutes.attendance):
            yield self.finding("日期在今天以后，却已登记了出席，请核对。", "held_on")
        year = meeting.appraisal_year
        if year is not None and not 0 <= meeting.year - year <= 1:
            text = f"评议年度是{year}年，会议在{meeting.year}年，请核对。"
            yield self.finding(text, "appraisal_year")
        if was_late(meeting, self.around.settings.late_days):
            text = f"会后超过{self.around.settings.late_days}天才登记，打印时注明补录。"
            yield self.finding(text, "held_on", "late")

    def elsewhere(self) -> Iterator[Finding]:
        """Give who was at two meetings at once."""
        here = self._present(self.minutes)
        span = _span(self.meeting)
        if span is None or self.meeting.held_on is None:
            return
        for other in self.around.meetings(self.meeting.held_on):
            theirs = _span(other.meeting)
            if other.meeting.id == self.meeting.id or theirs is None:
                continue
            both = [number for number in self._present(other) if number in here]
            if both and theirs[0] < span[1] and span[0] < theirs[1]:
                who = "、".join(map(self.name, both[:3])) + (f"等{len(both)}人" if both[3:] else "")
                text = f"{who}同一时间还出席了{self.around.called(other.meeting)}，请核对。"
                yield self.finding(text, "starts_at")

    @staticmethod
    def _present(minutes: Minutes) -> dict[int, None]:
        return {
            e.member_id: None for e in minutes.attendance if e.status == PRESENT and e.member_id
        }

    def attendance(self) -> Iterator[Finding]:
        day = self.meeting.held_on
        people = self.around.people(day) if day else {}
        open_entries = 0
        for number, entry in enumerate(self.minutes.attendance, 1):
            key = entry.id or -number
            person = people.get(entry.member_id or 0)
            who = self.name(entry.member_id) if entry.member_id else entry.name
            if person and entry.status and (sentence := not_of_branch(person)):
                yield self._beside(key, f"{who}{sentence}，请核对。", "member_id")
            if not entry.is_counted and not (entry.excluded_as and entry.approval):
                text = f"{who}不计入应到，请补登属于哪种情形和批准文号。"
                yield self._beside(key, text, "excluded_as", "R-08")
            if entry.status == MADE_UP and not entry.made_up_on:
                yield self._beside(key, f"{who}补课的日期没有登记，请补登。", "made_up_on")
            if entry.made_up_on and day and entry.made_up_on < day:
                yield self._beside(key, f"{who}补课的日期早于会议，请核对。", "made_up_on")
            if entry.made_up_on and entry.made_up_on > self.around.today:
                text = f"{who}补课的日期{entry.made_up_on}还没有到，请核对。"
                yield self._beside(key, text, "made_up_on")
            open_entries += entry.is_counted and not entry.status
        if open_entries and day and day < self.around.today:
            yield self.finding(f"还有{open_entries}人没有登记出席情况，请登记。", "present")

    def _beside(self, number: int, text: str, field: str, name: str = "record") -> Finding:
        return Finding(rule(AREA, name), text, "attendance", number, field)

    def counts(self) -> Iterator[Finding]:
        meeting = self.meeting
        due, present = meeting.due, meeting.present
        if due is not None and present is not None:
            if present > due:
                yield self.finding(f"实到{present}人多于应到{due}人，请核对。", "present")
            away = sum(status in AWAY for status in self.statuses)
            if meeting.has_typed_counts and away and away != due - present:
                text = f"应到减实到是{due - present}人，登记未到的有{away}人，请核对。"
                yield self.finding(text, "present")
            if COMMITTEE in meeting.kinds and due and not half_attend(due, present):
                text = f"委员{due}人，实到{present}人，不足半数，请核对。"
                yield self.finding(text, "present", "R-07")

    def ballots(self) -> Iterator[Finding]:
        """Give what the numbers of votes and elections contradict."""
        names = self.around.names
        for number, vote in enumerate(self.minutes.votes, 1):
            yield from vote_findings(
                vote, vote.id or -number, self.meeting, self.around.kinds, names.values()
            )
        for number, ballot in enumerate(self.minutes.ballots, 1):
            key = ballot.election.id or -number
            yield from sum_findings(ballot, key, self.meeting, self.around.settings)
            yield from elected_findings(ballot, key, names)
            yield from teller_findings(ballot, key, names)
            yield from repeated_findings(ballot, key, names)

    def tasks(self) -> Iterator[Finding]:
        day = self.meeting.held_on
        tasks = (task for point in self.minutes.points for task in point.tasks)
        for number, task in enumerate(tasks, 1):
            for field, label in (("due_on", "完成时限"), ("done_on", "完成日期")):
                on = getattr(task, field)
                text = f"任务的{label}早于会议日期，请核对。" if on and day and on < day else ""
                if field == "done_on" and on and on > self.around.today:
                    text = f"任务的{label}{on}还没有到，请核对。"
                if text:
                    key = task.id or -number
                    yield Finding(rule(AREA, "record"), text, task.table, key, field)

    def topics(self) -> Iterator[Finding]:
        """Give the topics of an agenda that a meeting on file left as they were offered."""
        day = self.meeting.held_on
        if not self.meeting.id or day is None or day > self.around.today:
            return
        if not (left := self.around.untouched(self.minutes)):
            return
        item = self.minutes.points[left[0]].item
        more = f"等{len(left)}项" if left[1:] else ""
        text = f"议题“{item.topic}”{more}下面没有内容：讨论过的请补记，没有讨论的请删去。"
        number = item.id or -left[0] - 1
        yield Finding(rule(AREA, "record"), text, item.table, number, "report")


def _span(meeting: Meeting) -> tuple[str, str] | None:
    """Return when a meeting took place; one without an end takes a minute, as is surely true."""
    if meeting.span:
        return meeting.span
    if not (meeting.held_on and meeting.starts_at):
        return None
    start = f"{meeting.held_on} {meeting.starts_at}"
    return start, start + ":59"
