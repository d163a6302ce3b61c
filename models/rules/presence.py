"""Who is on record as away, or was not of the branch on the day, and yet did something in a meeting."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.people import listed, name_in
from models.rules.findings import Finding, rule
from models.rules.votes import AREA, written_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.meetings.minutes import Minutes
    from models.members.standing import Standing
    from models.rules.contradictions import Surroundings

AWAY = {ON_LEAVE, ABSENT, MADE_UP}
_BRACKET = re.compile("[（(]")


def presence_findings(minutes: Minutes, around: Surroundings) -> Iterator[Finding]:
    """Yield who did something in a meeting that they are not on record as having been at."""
    case = _Presence(minutes, around)
    yield from case.roles()
    yield from case.speeches()
    yield from case.named()
    yield from case.written()


def not_of_branch(person: Standing) -> str:
    """Return why someone was not of the branch on the day, "" if they were."""
    joined = person.member.joined_on
    if joined and person.day < joined.first:
        return f"{joined}才入党，却登记在{person.day}的会议里"
    if person.on_roll or person.attached:
        return ""
    return f"在{person.day}不在本支部名册中，也没有编入"


class _Presence:
    """One meeting's people by their attendance."""

    def __init__(self, minutes: Minutes, around: Surroundings) -> None:
        self._minutes, self._around = minutes, around
        self._status = {e.member_id: e.status for e in minutes.attendance if e.member_id}

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        """Name to what is on record of all who are called so."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._minutes.attendance:
            found[name_in(entry, self._around.names)].add(entry.status)
        return dict(found)

    @cached_property
    def _observers(self) -> set[str]:
        names = listed(self._minutes.meeting.observers, self._around.names.values())
        return {_BRACKET.split(name)[0] for name in names}

    def _why_not(self, number: int | None) -> str:
        """Return why someone cannot have acted in the meeting, as a clause after their name."""
        status = self._status.get(number or 0)
        if status in AWAY:
            return f"登记为{status}"
        day = self._minutes.meeting.held_on
        person = self._around.people(day).get(number or 0) if day and number else None
        if person is None or status is not None or person.member.name in self._observers:
            return ""
        return not_of_branch(person)

    def _name(self, number: int | None) -> str:
        return self._around.names.get(number or 0, "有人")

    def roles(self) -> Iterator[Finding]:
        meeting = self._minutes.meeting
        for role, number, field in (
            ("主持人", meeting.chair_id, "chair_id"),
            ("记录人", meeting.recorder_id, "recorder_id"),
        ):
            if why := self._why_not(number):
                text = f"{role}{self._name(number)}{why}，请核对。"
                yield Finding(rule(AREA, "record"), text, meeting.table, meeting.id, field)

    def speeches(self) -> Iterator[Finding]:
        for number, speech in enumerate(self._minutes.speeches, 1):
            if why := self._why_not(speech.member_id):
                text = f"{self._name(speech.member_id)}{why}，却有发言，请核对。"
                key = speech.id or -number
                yield Finding(rule(AREA, "record"), text, speech.table, key, "member_id")

    def named(self) -> Iterator[Finding]:
        """Give who is away and yet named as the lecturer, or as the one who reported."""
        meeting = self._minutes.meeting
        for text in self._away("主讲人", meeting.lecturer):
            yield Finding(rule(AREA, "record"), text, meeting.table, meeting.id, "lecturer")
        for number, point in enumerate(self._minutes.points, 1):
            item = point.item
            for text in self._away("汇报人", item.reporter):
                key = item.id or -number
                yield Finding(rule(AREA, "record"), text, item.table, key, "reporter")

    def _away(self, role: str, names: str) -> list[str]:
        """Return who of these is away; of people called alike only where all of them are."""
        return [
            f"{role}{name}登记为{'或'.join(sorted(known))}，请核对。"
            for name in listed(names, self._by_name)
            if (known := self._by_name.get(name)) and known <= AWAY
        ]

    def written(self) -> Iterator[Finding]:
        """R-54: give who was present and yet is named with a written opinion."""
        found = written_rule(self._minutes.meeting.held_on)
        for number, vote in enumerate(self._minutes.votes, 1):
            for name in listed(vote.written_by, self._by_name):
                if self._by_name.get(name) == {PRESENT}:
                    text = f"{name}登记为出席，又列为提出书面意见的人，请核对。"
                    yield Finding(found, text, vote.table, vote.id or -number, "written_by")
