"""A member's account by months: what was due, waived, paid, is owed and was paid too much, in 分."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_YEAR = 12


class Month(NamedTuple):
    """One month of the calendar; they stand in order and can be counted."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> Month:
        """Return the month so many later, or earlier."""
        year, month = divmod(self.year * _YEAR + self.month - 1 + months, _YEAR)
        return Month(year, month + 1)

    def since(self, other: Month) -> int:
        """Return how many months later than another it is."""
        return (self.year - other.year) * _YEAR + self.month - other.month


class Span(NamedTuple):
    """Months on end, both included; without a last one it goes on."""

    first: Month
    last: Month | None = None

    def holds(self, month: Month) -> bool:
        """Return whether a month lies in it."""
        return self.first <= month and (self.last is None or month <= self.last)


class Rate(NamedTuple):
    """What is paid a month from a month on (核定)."""

    since: Month
    amount: int


class Waiver(NamedTuple):
    """What need not be paid for some months: an amount of each, or all of it."""

    span: Span
    amount: int | None = None


class Payment(NamedTuple):
    """An amount paid for one month; negative where it was given back."""

    month: Month
    amount: int


class MonthState(NamedTuple):
    """How one month stands: due + overpaid = paid + waived + owed, always."""

    month: Month
    due: int
    waived: int
    paid: int
    is_to_come: bool = False
    """Whether it is not yet time to ask for it."""

    @property
    def asked(self) -> int:
        """What is to be paid after what is waived."""
        return self.due - self.waived

    @property
    def owed(self) -> int:
        """What is still to be paid."""
        return max(0, self.asked - self.paid)

    @property
    def overpaid(self) -> int:
        """What was paid beyond what was asked."""
        return max(0, self.paid - self.asked)

    @property
    def is_waived(self) -> bool:
        """Whether all of what was due is waived."""
        return 0 < self.due == self.waived

    @property
    def is_unpaid(self) -> bool:
        """Whether something was asked and nothing came."""
        return self.asked > 0 and self.paid <= 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one member pays by: months of paying here, rates, waivers, and what was paid."""

    member: Sequence[Span]
    rates: Sequence[Rate] = ()
    waivers: Sequence[Waiver] = ()
    payments: Sequence[Payment] = ()

    def states(
        self, months: Span, *, due_until: Month, paid_until: Month | None = None
    ) -> list[MonthState]:
        """Return how each month of a span stands; after `due_until` nothing is due yet.

        Up to `paid_until` a month is due as well as far as it was paid ahead.

        The rate begun last holds, of two begun in one month the one entered last; before the
        first one nothing is due, and a finding has to say that none was fixed.
        """
        paid: dict[Month, int] = defaultdict(int)
        for payment in self.payments:
            paid[payment.month] += payment.amount
        steps = sorted(self.rates, key=attrgetter("since"))
        found = []
        for month in _months(months, due_until):
            is_begun = paid_until is not None and month <= paid_until and paid[month] > 0
            to_come = month > due_until and not is_begun
            pays = not to_come and any(span.holds(month) for span in self.member)
            due = _rate(steps, month) if pays else 0
            waived = min(due, self._waived(month, due))
            if month > due_until:
                due = waived + min(due - waived, max(paid[month], 0))
            found.append(MonthState(month, due, waived, paid[month], to_come))
        return found

    def _waived(self, month: Month, due: int) -> int:
        """Return what is waived of a month; of two waivers of one month both count."""
        return sum(
            due if waiver.amount is None else waiver.amount
            for waiver in self.waivers
            if waiver.span.holds(month)
        )


def unpaid_on_end(found: Sequence[MonthState]) -> int:
    """R-18: return for how many months on end, up to the last that is due, nothing was paid.

    Months of which all was waived are passed over. A month in which nothing was due ends the
    count, as that of one who paid elsewhere, or for whom no amount was fixed.
    """
    number = 0
    for state in reversed(found):
        if state.is_to_come or state.is_waived:
            continue
        if not state.is_unpaid:
            break
        number += 1
    return number


def _months(span: Span, due_until: Month) -> Iterator[Month]:
    month, last = span.first, span.last or due_until
    while month <= last:
        yield month
        month = month.plus(1)


def _rate(steps: Sequence[Rate], month: Month) -> int:
    """Return what is paid in a month by rates in order of their beginning."""
    amount = 0
    for step in steps:
        if step.since > month:
            break
        amount = step.amount
    return amount
