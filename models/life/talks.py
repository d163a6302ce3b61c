"""R-05: which pairs of people are to have talked within a year, and which did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from models.life.records import Talk, TalkPerson
from models.members.standing import members_on
from models.rules.findings import Finding, rule
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.members.standing import Standing
    from models.store import Store

AREA = "meetings"
Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class TalkCoverage:
    """Who is to talk to whom in a year, and what is still open.

    `pairs` of the committee without a talk; `alone` without one with the committee; `apart`
    without one with another member. `needed` and `held` count all three.
    """

    pairs: tuple[tuple[Standing, Standing], ...]
    alone: tuple[Standing, ...]
    apart: tuple[Standing, ...]
    needed: int

    @property
    def held(self) -> int:
        """How many of the talks needed took place."""
        return self.needed - len(self.pairs) - len(self.alone) - len(self.apart)


def talk_coverage(store: Store, year: int, day: date) -> TalkCoverage:
    """Return the talks of a year up to `day` held against R-05, for who is of the branch then."""
    people = members_on(store, min(day, date(year, 12, 31)))
    committee = [person for person in people if committee_posts(person)]
    others = [person for person in people if not committee_posts(person)]
    talked = talked_pairs(store, year)
    ids = {number for pair in talked for number in pair}
    leaders = {_key(person) for person in committee}

    def with_any(person: Standing, partners: Iterable[int]) -> bool:
        return any(frozenset({_key(person), other}) in talked for other in partners)

    pairs = tuple(
        (one, two)
        for one, two in combinations(committee, 2)
        if frozenset({_key(one), _key(two)}) not in talked
    )
    alone = tuple(one for one in others if committee and not with_any(one, leaders - {_key(one)}))
    plain = {_key(person) for person in others}
    apart = tuple(
        one
        for one in others
        if len(others) > 1 and (_key(one) not in ids or not with_any(one, plain - {_key(one)}))
    )
    number = len(committee)
    needed = number * (number - 1) // 2
    needed += len(others) * (bool(committee) + (len(others) > 1))
    return TalkCoverage(pairs, alone, apart, needed)


def talked_pairs(store: Store, year: int) -> set[Pair]:
    """Return the pairs of members who talked in a year: each who talked with each talked to."""
    talks = {talk.id for talk in store.all(Talk) if talk.held_on and talk.held_on.year == year}
    sides: dict[int, tuple[list[int], list[int]]] = {}
    for person in store.all(TalkPerson):
        if person.talk_id in talks and person.member_id:
            hosts, guests = sides.setdefault(person.talk_id, ([], []))
            (hosts if person.is_host else guests).append(person.member_id)
    return {
        frozenset({host, guest})
        for hosts, guests in sides.values()
        for host in hosts
        for guest in guests
    }


def talk_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return what of R-05 a year that is over lacks, or a year from its last quarter on."""
    if day.year < year or (day.year == year and day.month < 10):
        return []
    coverage = talk_coverage(store, year, day)
    found = rule(AREA, "R-05")
    pairs = [f"{one.member.name}和{two.member.name}" for one, two in coverage.pairs]
    sentences = (
        (pairs, "支委之间"),
        ([person.member.name for person in coverage.alone], "支委和党员之间"),
        ([person.member.name for person in coverage.apart], "党员之间"),
    )
    return [
        Finding(
            found,
            f"{year}年未见{between}的谈心谈话记录：{_listed(names)}；谈过的请补录，没谈的请安排。",
            Talk.table,
        )
        for names, between in sentences
        if names
    ]


def _listed(names: list[str], most: int = 10) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}项" if len(names) > most else "")


def _key(person: Standing) -> int:
    return person.member.id or 0
