"""Who is there on a day of the sample, and what its records are drawn from."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.codes import RESOURCES
from models.members.standing import Roll, Standing
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    import random

    from models.change import Change
    from models.store import Store

_FRIDAY = 5


class Scene:
    """The sample's people, groups and words, its present day, and the step it is entered in."""

    def __init__(self, store: Store, change: Change, draw: random.Random, on: date) -> None:
        """Read who is on file; nothing of the sample lies after `on`."""
        self.store, self.change, self.draw, self.on = store, change, draw, on
        text = (RESOURCES / "sample" / "meetings.toml").read_text("utf-8")
        self.words: dict[str, Any] = tomllib.loads(text)
        self.groups = sorted(store.all(Group), key=lambda group: group.place)
        self.branch = store.branch
        self._roll = Roll(store)
        self._drawn: dict[date, list[Standing]] = {}

    def people(self, day: date) -> list[Standing]:
        """Return who is of the branch on a day, in its own order."""
        if day not in self._drawn:
            self._drawn[day] = self._roll.members_on(day)
        return self._drawn[day]

    def committee(self, day: date) -> list[Standing]:
        """Return who is of its committee on a day."""
        return [person for person in self.people(day) if committee_posts(person)]


def weekday(year: int, month: int, day: int) -> date:
    """Return a day of a month, or the Monday after it where it falls on a weekend."""
    found = date(year, month, day)
    rest = 8 - found.isoweekday() if found.isoweekday() > _FRIDAY else 0
    return found + timedelta(days=rest)
