"""What is on file, as reading a ledger of meetings needs it: values to hand to a task."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from models.branch.records import Group
from models.meetings.kinds import Kinds
from models.meetings.people import names_of
from models.meetings.reading import select
from models.meetings.records import Meeting
from models.members.standing import Roll

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.members.standing import Standing
    from models.store import Store

_MOST_DAYS = 400
"""Days whose people are kept, so that a mended cell does not ask again for those of every row."""
_TOLD_BY = ("kind", "also", "held_on", "starts_at", "name", "group_id")
Key = tuple[Any, ...]


def key_of(meeting: Meeting) -> Key:
    """Return what tells one meeting from another on file."""
    return (meeting.kinds, meeting.held_on, meeting.starts_at, meeting.name, meeting.group_id)


def _without_words(store: Store) -> Iterator[Meeting]:
    """Yield every meeting with what tells it from others: the minutes of years are a lot to read."""
    for row in select(store, f"SELECT {', '.join(_TOLD_BY)} FROM {Meeting.table}"):  # noqa: S608
        day = row.pop("held_on")
        yield Meeting(**row, held_on=date.fromisoformat(day) if day else None)


@dataclass(frozen=True, slots=True)
class MeetingsOnFile:
    """The roll of every day, the groups and types by name, how many meetings of a key there are."""

    roll: Roll
    kinds: Kinds
    names: Mapping[int, str]
    groups: Mapping[str, Group]
    meetings: Counter[Key]
    days: dict[date, list[Standing]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, store: Store) -> Self:
        """Return what is on file now."""
        return cls(
            Roll(store),
            Kinds.of(store),
            names_of(store),
            {group.name: group for group in store.all(Group)},
            Counter(map(key_of, _without_words(store))),
        )

    def members_on(self, day: date) -> list[Standing]:
        """Return who belonged to the branch on a day."""
        if day not in self.days:
            if len(self.days) >= _MOST_DAYS:
                self.days.clear()
            self.days[day] = self.roll.members_on(day)
        return self.days[day]
