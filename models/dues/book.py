"""The dues of everyone, read once to be asked about many months: due, waived, paid, owed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from models.database import translated
from models.dues.account import (
    Account,
    Month,
    MonthState,
    Payment,
    Rate,
    Span,
    Waiver,
    unpaid_on_end,
)
from models.dues.paying_here import paying_spans
from models.dues.records import Basis, DuesWaiver, month_of
from models.dues.settings import dues_settings
from models.meetings.reading import select
from models.members.records import Member, Movement
from models.members.standing import Roll, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.store import Store

_FIRST = Month(1921, 1)
TEMPORARY = "临时"


@dataclass(frozen=True, slots=True)
class YearLine:
    """One member's year: the twelve months, and what it is paid by (the newest 核定 of the year).

    Its account knows what was paid for this year alone.
    """

    person: Standing
    basis: Basis | None
    months: tuple[MonthState, ...]
    account: Account

    def total(self, of: str) -> int:
        """Return the year's sum, in 分, of `due`, `waived`, `paid`, `owed` or `overpaid`."""
        return sum(getattr(month, of) for month in self.months)

    @property
    def unfixed(self) -> tuple[Month, ...]:
        """The months so far of paying here, unpaid, for which nothing is fixed, as the grid shows them."""
        begun = min((rate.since for rate in self.account.rates), default=None)
        return tuple(
            state.month
            for state in self.months
            if not state.is_to_come
            and not state.paid
            and (begun is None or state.month < begun)
            and any(span.holds(state.month) for span in self.account.member)
        )


class DuesBook:
    """Who pays what, and what was paid, as on a day."""

    def __init__(self, store: Store, day: date) -> None:
        """Read rates, waivers, payments and what is true of people."""
        self.day = day
        self._known_on = max(day, datetime.now().astimezone().date())
        """Until when approvals count: one given later for an earlier year holds for that year."""
        self.settings = dues_settings(store)
        self.collects = store.branch.form != TEMPORARY
        """Whether the branch collects at all: a 临时党支部 does not (支部工作条例第八条)."""
        self._store = store
        self._roll = Roll(store)
        self._bases: dict[int, list[Basis]] = defaultdict(list)
        for basis in sorted(store.all(Basis), key=lambda one: (str(one.since), one.id or 0)):
            self._bases[basis.member_id].append(basis)
        self._waivers: dict[int, list[DuesWaiver]] = defaultdict(list)
        for waiver in store.all(DuesWaiver):
            self._waivers[waiver.member_id].append(waiver)
        self._movements: dict[int, list[Movement]] = defaultdict(list)
        for movement in store.all(Movement):
            self._movements[movement.member_id].append(movement)

    def read_all(self) -> Self:
        """Read whatever is read when first asked for: it can be asked in another thread then."""
        _ = self._paid, self.admissions
        return self

    @cached_property
    def _paid(self) -> dict[int, list[Payment]]:
        """What each paid for each month; receipts taken back count for nothing."""
        return self._paid_between("0000-01", "9999-12")

    def _paid_between(self, first: str, last: str) -> dict[int, list[Payment]]:
        paid: dict[int, list[Payment]] = defaultdict(list)
        with translated():
            rows = self._store.connection.execute(_PAID, (first, last))
            months: dict[str, Month] = {}
            for member, text, amount in rows:
                month = months.get(text)
                if month is None:
                    month = months[text] = Month(int(text[:4]), int(text[5:]))
                paid[member].append(Payment(month, amount))
        return paid

    @cached_property
    def admissions(self) -> dict[int, date]:
        """The day of the meeting that admitted each 预备党员, as far as meetings tell."""
        return admissions(self._store)

    def everyone(self) -> list[Standing]:
        """Return every person on file as on the day, in the branch's own order."""
        return self._roll.everyone_on(self.day)

    def bases_of(self, member_id: int) -> list[Basis]:
        """Return someone's 核定, earliest first."""
        return self._bases[member_id]

    def waivers_of(self, member_id: int) -> list[DuesWaiver]:
        """Return what someone need not pay, approved or not."""
        return self._waivers[member_id]

    def movements_of(self, member_id: int) -> list[Movement]:
        """Return someone's movements."""
        return self._movements[member_id]

    def basis_in(self, member_id: int, month: Month) -> Basis | None:
        """Return the 核定 by which someone pays in a month."""
        held = [b for b in self._bases[member_id] if b.since and month_of(b.since) <= month]
        return held[-1] if held else None

    def spans(self, person: Standing) -> list[Span]:
        """Return the months in which someone pays here."""
        if not self.collects:
            return []
        number = person.member.id or 0
        admitted = self.admissions.get(number)
        return paying_spans(
            person.member, person.periods, self._movements.get(number, ()), admitted
        )

    def account(self, person: Standing) -> Account:
        """Return what someone's months follow from."""
        return self._account(person, self._paid)

    def _account(self, person: Standing, paid: Mapping[int, Sequence[Payment]]) -> Account:
        number = person.member.id or 0
        return Account(
            member=self.spans(person),
            rates=[Rate(month_of(b.since), b.amount or 0) for b in self._bases[number] if b.since],
            waivers=[_waiver(w) for w in self._waivers[number] if w.counts_on(self._known_on)],
            payments=paid.get(number, ()),
        )

    def states(self, person: Standing, months: Span) -> list[MonthState]:
        """Return how some of someone's months stand; those whose collection is to come are so too."""
        return self._states(self.account(person), months)

    def _states(self, account: Account, months: Span) -> list[MonthState]:
        return account.states(months, due_until=self.due_until, paid_until=self._paid_until)

    @property
    def _paid_until(self) -> Month:
        """The last month of the present quarter: so far one may pay ahead (第十二条)."""
        now = Month.of(self.day)
        return now.plus(-now.month % 3)

    @property
    def due_until(self) -> Month:
        """The last month whose day of collection is past: the one after is due once it is paid."""
        now = Month.of(self.day)
        return now if self.collected(now) else now.plus(-1)

    def year(self, year: int) -> list[YearLine]:
        """Return the year of everyone who had something to pay or paid in it, in the branch's order."""
        whole = Span(Month(year, 1), Month(year, 12))
        paid = self._paid_between(f"{year}-01", f"{year}-12")
        found = []
        for person in self.everyone():
            account = self._account(person, paid)
            states = tuple(self._states(account, whole))
            pays = any(_overlap(span, whole) for span in account.member)
            if pays or any(state.paid for state in states):
                basis = self.basis_in(person.member.id or 0, whole.last or whole.first)
                found.append(YearLine(person, basis, states, account))
        return found

    def collected(self, month: Month) -> bool:
        """Return whether a month's day of collection is past or today."""
        now = Month.of(self.day)
        return month < now or (month == now and self.day.day >= self.settings.collection_day)

    def owed_until_now(self, person: Standing) -> list[MonthState]:
        """Return the months of which something is owed, up to the last whose collection is past."""
        account = self.account(person)
        return [state for state in self._past(account) if state.owed]

    def unpaid_on_end(self, person: Standing) -> int:
        """R-18: return how many months on end nothing was paid, without those waived."""
        return unpaid_on_end(self._past(self.account(person)))

    def _past(self, account: Account) -> list[MonthState]:
        last = self.due_until
        first = max(_earliest(account), _FIRST)
        return account.states(Span(first, last), due_until=last) if first <= last else []


_PAID = (
    "SELECT p.member_id, m.month, sum(m.amount) AS amount FROM dues_month m"
    " JOIN dues_payment p ON p.id = m.payment_id"
    " WHERE p.voided_on IS NULL AND m.month BETWEEN ? AND ? GROUP BY p.member_id, m.month"
)
_ADMISSIONS = (
    "SELECT vote.member_id, max(meeting.held_on) AS day FROM vote"
    " JOIN agenda_item ON agenda_item.id = vote.item_id"
    " JOIN meeting ON meeting.id = agenda_item.meeting_id"
    " WHERE vote.kind = '发展' AND vote.member_id IS NOT NULL"
    " AND 2 * (vote.yes + vote.written_yes) > vote.due GROUP BY vote.member_id"
)


def admissions(store: Store) -> dict[int, date]:
    """Return by member the day of the meeting whose vote admitted them (发展, more than half of due)."""
    return {row["member_id"]: date.fromisoformat(row["day"]) for row in select(store, _ADMISSIONS)}


def names_by_number(store: Store) -> dict[int, str]:
    """Return everyone's name by member id."""
    return {member.id or 0: member.name for member in store.all(Member)}


def _waiver(kept: DuesWaiver) -> Waiver:
    if kept.since is None:
        raise AssertionError("a waiver on file has its first month")
    last = month_of(kept.until) if kept.until else None
    return Waiver(Span(month_of(kept.since), last), kept.amount)


def _earliest(account: Account) -> Month:
    known: Iterable[Month] = [rate.since for rate in account.rates]
    return min([*known, *(p.month for p in account.payments)], default=Month(9999, 1))


def _overlap(one: Span, other: Span) -> bool:
    ends_before = one.last is not None and one.last < other.first
    begins_after = other.last is not None and one.first > other.last
    return not (ends_before or begins_after)
