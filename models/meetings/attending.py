"""Who should attend a meeting on its day, and the counts that are stored with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.meetings.kinds import COMMITTEE_ONLY, EVERYONE, GROUP_ONLY, Kinds
from models.meetings.records import Attendance, Meeting
from models.members import records
from models.members.standing import SUSPENDED, Roll, Standing, members_on
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.store import Store

PRESENT, ON_LEAVE, ABSENT, MADE_UP = "出席", "请假", "缺席", "补课"
NO_VOTE_UNDER = "留党察看"


def should_attend(people: Iterable[Standing], meeting: Meeting, kinds: Kinds) -> list[Attendance]:
    """Return who should attend, in the branch's own order, nobody's coming registered yet.

    `people` are the branch's members on the day of the meeting, 编入 included.
    """
    scope = scope_of(meeting, kinds)
    return [_entry(person) for person in people if _is_asked(person, scope, meeting.group_id)]


def scope_of(meeting: Meeting, kinds: Kinds) -> str:
    """Return the widest circle of people that any of a meeting's types asks for."""
    if meeting.group_id:
        return GROUP_ONLY
    scopes = {kinds[kind].scope for kind in meeting.kinds}
    return EVERYONE if EVERYONE in scopes or GROUP_ONLY in scopes else COMMITTEE_ONLY


def _is_asked(person: Standing, scope: str, group_id: int | None) -> bool:
    if person.standing == SUSPENDED or not _has_joined(person):
        return False
    if scope == COMMITTEE_ONLY:
        return bool(committee_posts(person))
    if scope == GROUP_ONLY:
        return person.group is not None and person.group.id == group_id
    return True


def _has_joined(person: Standing) -> bool:
    """Return whether someone can have been of the party before the day.

    On the day that a meeting takes someone in, they are not yet among those who are due.
    """
    joined = person.member.joined_on
    return joined is None or joined.first < person.day


def may_vote(person: Standing) -> bool:
    """Return whether someone has a vote in the branch: 正式党员 on its roll, not 留党察看."""
    discipline = person.current(records.DISCIPLINE)
    watched = discipline is not None and NO_VOTE_UNDER in discipline.value
    return person.is_full and person.on_roll and not watched


def _entry(person: Standing) -> Attendance:
    excluded = person.current(records.EXCLUDED)
    return Attendance(
        member_id=person.member.id,
        is_counted=excluded is None,
        may_vote=may_vote(person),
        excluded_as=excluded.value if excluded else "",
        ground=excluded.ground if excluded else "",
        approval=excluded.approval if excluded else "",
    )


def due_on(store: Store, meeting: Meeting, kinds: Kinds | None = None) -> list[Attendance]:
    """Return who should attend a meeting on its day."""
    if meeting.held_on is None:
        return []
    people = members_on(store, meeting.held_on)
    return should_attend(people, meeting, kinds or Kinds.of(store))


def why_nobody(store: Store, meeting: Meeting, kinds: Kinds | None = None) -> str:
    """Return the sentence for a meeting that nobody on file is due at: why, and what to do."""
    if meeting.held_on is None or not meeting.kind:
        return "填好类型和日期，这里会列出应到的人。"
    day, scope = meeting.held_on, scope_of(meeting, kinds or Kinds.of(store))
    people = members_on(store, day)
    joined = [each.member.joined_on for each in people]
    if scope == EVERYONE and any(since is None or since.first <= day for since in joined):
        return (
            f"没有列出应到的人：{day}这天名册上的人都不计入应到（当天或以后才入党，或停止党籍）；"
            "请核对日期。"
        )
    if scope != EVERYONE and people:
        if scope == GROUP_ONLY:
            return f"没有列出应到的人：{day}这天这个党小组没有组员；请核对日期和党小组。"
        return (
            f"没有列出应到的人：{day}这天没有在任的支部委员；请核对日期，或到“组织建设”登记任职。"
        )
    return f"没有列出应到的人：{day}这天名册上没有党员；请核对日期，或先登记党员和入党日期。"


def due_each_day(store: Store, days: Iterable[date]) -> dict[date, int]:
    """Return how many members are 应到 of a 党员大会 on each of some days."""
    roll, found = Roll(store), {}
    for day in days:
        people = roll.members_on(day)
        asked = [person for person in people if _is_asked(person, EVERYONE, None)]
        found[day] = sum(_entry(person).is_counted for person in asked)
    return found


def renewed(entries: Iterable[Attendance], asked: Iterable[Attendance]) -> list[Attendance]:
    """Return who should attend now that the day or type was changed; what is registered stays.

    One no longer asked for stays if something was registered of them.
    """
    known = {entry.member_id: entry for entry in entries if entry.member_id}
    wanted = list(asked)
    fresh = [
        replace(
            known[entry.member_id],
            is_counted=entry.is_counted,
            may_vote=entry.may_vote,
            excluded_as=entry.excluded_as,
            ground=entry.ground,
            approval=entry.approval,
        )
        if entry.member_id in known
        else entry
        for entry in wanted
    ]
    ids = {entry.member_id for entry in wanted}
    others = [e for e in entries if e.member_id not in ids and (e.status or not e.member_id)]
    return fresh + others


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of people at a meeting, of all and of those with a vote."""

    due: int
    present: int
    voters_due: int
    voters_present: int
    on_leave: int
    absent: int
    made_up: int
    open: int


def counts_of(entries: Iterable[Attendance]) -> Counts:
    """Return the counts that attendance entries give; who is not counted (R-08) is in none."""
    counted = [entry for entry in entries if entry.is_counted]
    voters = [entry for entry in counted if entry.may_vote]

    def number(status: str) -> int:
        return sum(entry.status == status for entry in counted)

    return Counts(
        due=len(counted),
        present=number(PRESENT),
        voters_due=len(voters),
        voters_present=sum(entry.status == PRESENT for entry in voters),
        on_leave=number(ON_LEAVE),
        absent=number(ABSENT),
        made_up=number(MADE_UP),
        open=number(""),
    )


def with_counts(meeting: Meeting, entries: Iterable[Attendance]) -> Meeting:
    """Return a meeting with the counts of its entries; typed ones, or without any entry, stay."""
    listed = list(entries)
    if not listed or meeting.has_typed_counts:
        return meeting
    counts = counts_of(listed)
    registered = counts.open < counts.due
    return replace(
        meeting,
        due=counts.due,
        voters_due=counts.voters_due,
        present=counts.present if registered else None,
        voters_present=counts.voters_present if registered else None,
    )
