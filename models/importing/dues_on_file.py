"""What is on file of 党费, as reading payrolls and payments needs it: to be handed to a task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from models.dues.book import DuesBook
from models.dues.fixing import Fixed, Item
from models.dues.records import Basis, BasisItem, PaidMonth, Payment, month_of
from models.importing.matching import match
from models.importing.subject import Subject
from models.members.names import distinct_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dues.account import Account, Month
    from models.dues.settings import DuesSettings
    from models.fields import Field
    from models.importing.rows import Draft
    from models.members.standing import Standing
    from models.store import Store

TABLES = frozenset(
    {
        "member", "period", "movement", "vote", "branch", "dues_basis", "dues_item", "dues_waiver",
        "dues_payment", "dues_month",
    }
)  # fmt: skip
"""The tables that what is read here comes from."""


class DuesOnFile:
    """Everyone with what they pay by and have paid; by member id.

    Rows are read at once, what follows from them when first asked for: of a roster nobody asks.
    """

    def __init__(self, store: Store) -> None:
        """Read what is on file now."""
        self.day = datetime.now().astimezone().date()
        self._book = DuesBook(store, self.day).read_all()
        self.settings: DuesSettings = self._book.settings
        self.collects = self._book.collects
        self.paid: Mapping[int, Sequence[tuple[Month, int]]] = _paid(store)
        """Each month's part of every payment that counts, with its 分."""
        self._items = _items(store)

    @cached_property
    def people(self) -> tuple[Standing, ...]:
        """Everyone on file, in the branch's own order."""
        return tuple(self._book.everyone())

    @cached_property
    def accounts(self) -> Mapping[int, Account]:
        """What everyone's months follow from."""
        return {person.member.id or 0: self._book.account(person) for person in self.people}

    @cached_property
    def told_apart(self) -> Mapping[str, Standing]:
        """People of one name by the name with what tells them apart, as our ledgers have it."""
        names = distinct_names(person.member for person in self.people)
        known = ((names[person.member.id or 0], person) for person in self.people)
        return {name: person for name, person in known if name != person.member.name}

    @cached_property
    def _spelt(self) -> Mapping[str, Sequence[str]]:
        """The names that tell people of one name apart, by the name they share."""
        found: dict[str, list[str]] = defaultdict(list)
        for spelling, person in self.told_apart.items():
            found[person.member.name].append(spelling)
        return found

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {person.member.id or 0: person.member.name for person in self.people}

    @cached_property
    def payers(self) -> Mapping[int, int]:
        """Ids of people by the ids of their 核定."""
        numbers = [person.member.id or 0 for person in self.people]
        return {b.id or 0: number for number in numbers for b in self.bases_of(number)}

    def bases_of(self, member_id: int) -> Sequence[Basis]:
        """Return someone's 核定, earliest first."""
        return self._book.bases_of(member_id)

    def basis_in(self, member_id: int, month: Month) -> Basis | None:
        """Return the 核定 by which someone pays in a month."""
        return self._book.basis_in(member_id, month)

    def fixed_from(self, member_id: int, month: Month) -> Fixed | None:
        """Return the 核定, with its items, that someone pays by from that month on."""
        found = self.basis_in(member_id, month)
        if found is None or found.since is None or month_of(found.since) != month:
            return None
        return self.fixed(found)

    def fixed(self, basis: Basis) -> Fixed:
        """Return a 核定 with its items."""
        return Fixed(basis, self._items.get(basis.id or 0, ()))

    def pays_in(self, member_id: int, month: Month) -> bool:
        """Return whether someone pays here in a month."""
        return any(span.holds(month) for span in self.accounts[member_id].member)

    def pays_from(self, member_id: int, month: Month) -> bool:
        """Return whether someone pays here in a month or later."""
        spans = self.accounts[member_id].member
        return any(span.last is None or span.last >= month for span in spans)

    def match(self, drafts: Sequence[Draft], members: Mapping[int, int]) -> None:
        """Set whose row each is; `members` are ids that our own export noted by position.

        They tell people of one name apart, no more: another file has other people by its ids.
        """
        known: dict[int, int] = {}
        for draft in drafts:
            if person := self.told_apart.get(draft.name):
                known[draft.position] = person.member.id or 0
                draft.cells["name"] = person.member.name
            elif (number := members.get(draft.position)) and self._names.get(number) == draft.name:
                known[draft.position] = number
        match(drafts, self.people, known)
        for draft in drafts:
            if draft.target is None and "name" in draft.faults and draft.name in self._spelt:
                ways = "”或“".join(self._spelt[draft.name])
                said = f"{draft.faults['name']}；请在姓名里写成“{ways}”，或填公民身份号码"
                draft.faults = {**draft.faults, "name": said}


def _items(store: Store) -> dict[int, tuple[Item, ...]]:
    found: dict[int, list[BasisItem]] = defaultdict(list)
    for item in store.all(BasisItem):
        found[item.basis_id].append(item)
    return {
        number: tuple(
            Item(item.label, item.use, item.amount)
            for item in sorted(items, key=lambda one: one.place)
        )
        for number, items in found.items()
    }


def _paid(store: Store) -> dict[int, list[tuple[Month, int]]]:
    payers = {p.id: p.member_id for p in store.all(Payment) if p.voided_on is None}
    found: dict[int, list[tuple[Month, int]]] = defaultdict(list)
    for part in store.all(PaidMonth):
        if part.month and part.payment_id in payers:
            found[payers[part.payment_id]].append((month_of(part.month), part.amount))
    return found


@dataclass(frozen=True, slots=True)
class OfDues(Subject):
    """A kind of workbook about 党费; `year` is that of months and days written without one."""

    needed = frozenset({"name"})
    tables = TABLES
    at_once = 500

    year: int | None
    on_file: DuesOnFile
    remembered: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Field, ...] = ()

    @classmethod
    def of(cls, store: Store, year: int | None, on_file: DuesOnFile | None = None) -> Self:
        """Return what is on file now; `on_file` is what was read of it already."""
        remembered = store.preference(cls.preference(), {}, {str: str})
        return cls(year, on_file or DuesOnFile(store), remembered)
