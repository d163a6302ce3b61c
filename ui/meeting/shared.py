"""What the parts of one editor of minutes know together, and how they tell each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.branch.records import Group
from models.meetings.attending import Counts, counts_of
from models.meetings.kinds import Kinds
from models.members.names import distinct_names
from models.members.records import Member
from models.members.standing import everyone_on
from ui.offer import Offer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from models.meetings.records import Meeting
    from models.store import Store


class Shared(QObject):
    """The people and types to choose from, the counts as they stand, and word of every change."""

    edited = Signal()
    """Something was typed."""
    rearranged = Signal()
    """Lines came or went."""
    counted = Signal()
    """Who is due or came is another."""
    refused = Signal(str)
    told = Signal(str)
    """What was done with something typed or pasted."""
    offered = Signal(str, str, object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.counts: Counts = counts_of(())
        self.held_on: date | None = None
        self.kind = ""
        self._offer: Offer | None = None
        self.read()

    def read(self) -> None:
        """Read the people, groups and types anew."""
        self.kinds = Kinds.of(self.store)
        self.names = distinct_names(self.store.all(Member))
        groups = sorted(self.store.all(Group), key=lambda group: group.place)
        self.groups = [(group.id or 0, group.name) for group in groups]

    def offer_back(self, owner: QObject, sentence: str, put_back: Callable[[], object]) -> None:
        """Offer to put back what was taken out of `owner`, as long as that is shown."""
        self.withdraw()
        self._offer = Offer(self, owner, put_back)
        self.offered.emit(sentence, "撤回", self._offer)

    def withdraw(self) -> None:
        """Offer no more what was taken out last: something else is shown."""
        if self._offer is not None:
            self._offer.withdraw()
            self._offer.deleteLater()
            self._offer = None

    def choices(self, day: date) -> list[tuple[int, str]]:
        """Return everyone on file by id and name, those of the branch on a day first."""
        people = everyone_on(self.store, day)
        people.sort(key=lambda person: not (person.on_roll or person.attached))
        ids = (person.member.id or 0 for person in people)
        return [(number, self.names[number]) for number in ids if number in self.names]

    def follow(self, meeting: Meeting) -> None:
        """Take the day and type of the meeting as they stand now."""
        self.held_on, self.kind = meeting.held_on, meeting.kind
