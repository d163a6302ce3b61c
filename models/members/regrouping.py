"""Several people put into one party group as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.errors import AppError, InvalidRecord
from models.members import records
from models.members.movements import effects, enter_movement
from models.members.records import Movement, Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.branch.records import Group
    from models.members.standing import Standing
    from models.store import Store
    from models.values import PartialDate

KIND = "调整党小组"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Who would come into a group: those in none as yet, those of another, and those it leaves be."""

    group: Group
    new: tuple[Standing, ...]
    moved: tuple[Standing, ...]
    there: tuple[Standing, ...]
    gone: tuple[Standing, ...]

    @property
    def number(self) -> int:
        """How many it changes."""
        return len(self.new) + len(self.moved)

    @property
    def sentence(self) -> str:
        """What it does, and to how many."""
        parts = (
            (self.new, f"编入{self.group.name}"),
            (self.moved, f"从别的党小组调入{self.group.name}"),
            (self.there, "已在这个党小组，不改"),
            (self.gone, "不在本支部，不改"),
        )
        return "；".join(f"{len(people)} 人{words}" for people, words in parts if people) + "。"


def regrouping(people: Sequence[Standing], group: Group) -> Regrouping:
    """Return what putting some people into a group means for each."""
    here = [person for person in people if person.on_roll or person.attached]
    gone = tuple(person for person in people if not (person.on_roll or person.attached))
    new = tuple(person for person in here if person.group is None)
    there = tuple(person for person in here if person.group and person.group.id == group.id)
    moved = tuple(person for person in here if person.group and person.group.id != group.id)
    return Regrouping(group, new, moved, there, gone)


def regroup(
    store: Store, asked: Regrouping, on: PartialDate | None, today: date | None = None
) -> None:
    """Put people into a group as one step: from a day on, by a movement of each.

    Without a day, as only those can be put who never were in a group, it stands undated: it would
    hold for all the days before as well.

    Raises:
        InvalidRecord, AppError: when one of them cannot be, named in the sentence.
    """
    people = (*asked.new, *asked.moved)
    if on is None and (before := [person for person in people if _was_in_a_group(person)]):
        sentence = f"{_names(before)}已经编过党小组，请写明从哪天起编入{asked.group.name}"
        raise InvalidRecord({"happened_on": sentence})
    planned = []
    for person in people if on else ():
        movement = Movement(
            member_id=person.member.id or 0, kind=KIND, happened_on=on, other_party=asked.group.name
        )
        try:
            planned.append((movement, effects(store, movement, today, [asked.group])))
        except InvalidRecord as error:
            named = {name: f"{person.member.name}：{why}" for name, why in error.problems.items()}
            raise InvalidRecord(named) from None
    if not people:
        raise AppError("没有要改的人：选中的都已在这个党小组，或不在本支部。")
    with store.change(f"{len(people)}人编入{asked.group.name}") as change:
        for movement, found in planned:
            enter_movement(change, movement, found)
        for person in () if on else people:
            period = Period(member_id=person.member.id or 0, aspect=records.GROUP)
            change.save(replace(period, group_id=asked.group.id))


def _was_in_a_group(person: Standing) -> bool:
    """Return whether someone is or was, or from a later day will be, in a group."""
    return any(period.aspect == records.GROUP for period in person.periods)


def _names(people: Sequence[Standing]) -> str:
    names = "、".join(person.member.name for person in people[:_NAMED])
    return f"{names}等 {len(people)} 人" if people[_NAMED:] else names
