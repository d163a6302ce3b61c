"""What the checks of a year's dues look at, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from models.dues.account import Month, Span
from models.dues.book import DuesBook
from models.dues.records import LargeDues, PaidMonth, Payment, month_of
from models.dues.words import months_between
from models.members.names import distinct_names
from models.rules.findings import Rule, rule

if TYPE_CHECKING:
    from models.dues.account import MonthState
    from models.members.standing import Standing
    from models.store import Store

AREA = "dues"


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that counts, with what it was for: month to 分."""

    payment: Payment
    months: dict[Month, int]


class DuesYear:
    """A year of dues as on a day: that of the check, or the year's last for one that is past."""

    def __init__(self, store: Store, year: int, day: date) -> None:
        """Read it; nothing of the year may be due yet."""
        self.store, self.year, self.today = store, year, day
        self.book = DuesBook(store, min(day, date(year, 12, 31)))
        self.span = Span(Month(year, 1), min(Month(year, 12), Month.of(self.book.day)))
        self._states: dict[int, list[MonthState]] = {}
        self._spans: dict[int, list[Span]] = {}

    @cached_property
    def people(self) -> list[Standing]:
        """Everyone on file, in the branch's order."""
        return self.book.everyone()

    @cached_property
    def names(self) -> dict[int, str]:
        """What everyone is called by id, namesakes told apart."""
        return distinct_names(person.member for person in self.people)

    def name(self, person: Standing) -> str:
        """Return what someone is called."""
        return self.names[person.member.id or 0]

    @cached_property
    def paid(self) -> dict[int, list[Paid]]:
        """By member the payments of any year, earliest first, without those taken back."""
        months: dict[int, dict[Month, int]] = defaultdict(lambda: defaultdict(int))
        for part in self.store.all(PaidMonth):
            if part.month:
                months[part.payment_id][month_of(part.month)] += part.amount
        found: dict[int, list[Paid]] = defaultdict(list)
        for payment in self.store.where(Payment, voided_on=None):
            found[payment.member_id].append(Paid(payment, months[payment.id or 0]))
        for payments in found.values():
            payments.sort(key=lambda one: one.payment.paid_on or date.min)
        return found

    @cached_property
    def large(self) -> list[LargeDues]:
        """The 大额党费 handed in this year."""
        return [one for one in self.store.all(LargeDues) if one.paid_on and self.holds(one.paid_on)]

    def states(self, person: Standing) -> list[MonthState]:
        """Return how someone's months of the year stand, up to the day's."""
        number = person.member.id or 0
        if number not in self._states:
            self._states[number] = self.book.states(person, self.span)
        return self._states[number]

    def is_here(self, person: Standing, month: Month) -> bool:
        """Return whether someone pays here in a month."""
        number = person.member.id or 0
        if number not in self._spans:
            self._spans[number] = self.book.spans(person)
        return any(span.holds(month) for span in self._spans[number])

    def pays(self, person: Standing) -> list[Month]:
        """Return the year's months, up to the day's, in which someone pays here."""
        months = months_between(self.span.first, self.span.last or self.span.first)
        return [month for month in months if self.is_here(person, month)]

    def holds(self, day: date) -> bool:
        """Return whether a day lies in the year."""
        return day.year == self.year


def dues_rule(name: str) -> Rule:
    """Return one of the rules of dues."""
    return rule(AREA, name)
