"""What a remittance begins with: the months since the last one, and what came in for handing up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.dues.account import Month, Span
from models.dues.records import Remittance, month_of
from models.dues.words import months_between, months_words, yuan_words
from models.rules.dues_funds import collected_by_month
from models.rules.dues_year import DuesYear

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


class Term(NamedTuple):
    """Some months with what was due for them, and what came in during them, in 分."""

    span: Span
    people: int
    due: int
    came: int

    @property
    def words(self) -> str:
        """2026年4月至6月：应交 12 人 1,200.00元，期内收到 1,100.00元."""
        months = months_between(self.span.first, self.span.last or self.span.first)
        return (
            f"{months_words(months)}：应交 {self.people} 人 {yuan_words(self.due)}，"
            f"期内收到 {yuan_words(self.came)}（按交纳日期，含补交）"
        )


class Collected:
    """What came in by months, and up to when it was handed up, as on a day."""

    def __init__(self, store: Store, day: date) -> None:
        """Read it."""
        case = DuesYear(store, day.year, day)
        self._book, self._day = case.book, day
        self._came = collected_by_month(case)
        self._sent = [span for one in store.all(Remittance) if (span := span_of(one))]

    def next_span(self) -> Span | None:
        """Return the months since the last remittance up to the day's, None where nothing came in."""
        now = Month.of(self._day)
        if self._sent:
            first = max(span.last or span.first for span in self._sent).plus(1)
        else:
            first = min(self._came, default=now.plus(1))
        return Span(first, now) if first <= now else None

    def term(self, span: Span) -> Term:
        """Return what was due for some months after waivers, by how many, and what came in in them."""
        people = due = 0
        for person in self._book.everyone():
            asked = sum(state.asked for state in self._book.states(person, span))
            people += bool(asked)
            due += asked
        return Term(
            span, people, due, sum(f for month, f in self._came.items() if span.holds(month))
        )


def span_of(remittance: Remittance) -> Span | None:
    """Return the months of a remittance, None where they are not known or contradict themselves."""
    if remittance.since is None or remittance.until is None:
        return None
    first, last = month_of(remittance.since), Month.of(remittance.until.last)
    return Span(first, last) if first <= last else None
