"""五必谈: the occasions the file knows of, and who has no talk on them yet.

It knows two of the five by itself, a new post and a sanction; of the others only those who talk know.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.life.records import Talk, TalkPerson
from models.members import records
from models.members.records import Movement, Period
from models.members.standing import members_on
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.members.standing import Standing
    from models.store import Store
    from models.values import PartialDate

AREA = "meetings"
NEW_POST, SANCTION = ("岗位变动",), ("处分", "组织处理")
"""The occasions of a talk that answer what happened: one is on file, which talk it was may differ."""
_MOVED = "调岗"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something on file that happened to a member, and the kinds of talk of which it asks for one."""

    person: Standing
    kinds: tuple[str, ...]
    what: str
    since: PartialDate

    @property
    def asked(self) -> str:
        """The kinds of talk as a sentence names them."""
        return "或".join(f"“{kind}”" for kind in self.kinds)

    @property
    def earliest(self) -> date:
        """The first day of a talk on it: of a new post people are often told beforehand."""
        return self.since.first if self.kinds == SANCTION else date(self.since.year, 1, 1)


def open_occasions(store: Store, year: int, day: date) -> list[Occasion]:
    """Return the occasions of a year up to `day` on which nobody talked to the member since.

    Those who have left the branch by then are no more asked for.
    """
    people = {one.member.id: one for one in members_on(store, min(day, date(year, 12, 31)))}
    talked = _talked(store)
    found = [
        Occasion(people[number], kinds, what, since)
        for number, kinds, what, since in _happened(store)
        if number in people and since.year == year and since.first <= day
    ]
    return sorted(
        (one for one in found if not _is_answered(one, talked)),
        key=lambda one: (one.since, one.person.member.id),
    )


def occasion_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return the occasions of a year up to `day` that no talk on file answers."""
    return [
        Finding(
            rule(AREA, "talk-occasions"),
            f"{one.person.member.name}{one.since}{one.what}，未见{one.asked}的谈心谈话记录："
            "谈过的请补录，没谈的请安排。",
            Talk.table,
        )
        for one in open_occasions(store, year, day)
    ]


def _happened(store: Store) -> Iterator[tuple[int, tuple[str, ...], str, PartialDate]]:
    for move in store.where(Movement, kind=_MOVED):
        if move.happened_on:
            yield move.member_id, NEW_POST, _MOVED, move.happened_on
    for period in store.where(Period, aspect=records.DISCIPLINE):
        if period.since:
            named = f"（{period.value}）" if period.value else ""
            yield period.member_id, SANCTION, f"受到处分{named}", period.since


def _talked(store: Store) -> dict[tuple[int, str], list[date]]:
    """Return member id and occasion to the days on which someone talked to them about it."""
    talks = {talk.id: talk for talk in store.all(Talk) if talk.occasion}
    found: dict[tuple[int, str], list[date]] = defaultdict(list)
    for person in store.all(TalkPerson):
        talk = talks.get(person.talk_id)
        if talk and talk.held_on and person.member_id and not person.is_host:
            found[person.member_id, talk.occasion].append(talk.held_on)
    return found


def _is_answered(one: Occasion, talked: dict[tuple[int, str], list[date]]) -> bool:
    number = one.person.member.id or 0
    return any(day >= one.earliest for kind in one.kinds for day in talked.get((number, kind), []))
