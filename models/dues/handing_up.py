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
        self._kept = store.all(Remittance)
        self._sent = [span for one in self._kept if (span := span_of(one))]

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
        return Term(span, people, due, self.came(span))

    def came(self, span: Span) -> int:
        """Return what came in during some months, in 分."""
        return sum(fen for month, fen in self._came.items() if span.holds(month))

    def unlike(self, remittance: Remittance) -> str:
        """Return that the sum handed up for some months is not what came in, "" if it is.

        What else was handed up for the very months counts with it; where a 备注 tells why, nothing
        is said.
        """
        span, amount = span_of(remittance), remittance.amount
        if span is None or amount is None or remittance.remark:
            return ""
        others = [one for one in self._kept if one.id != remittance.id and span_of(one) == span]
        before = sum(one.amount or 0 for one in others)
        difference = before + amount - self.came(span)
        if not difference:
            return ""
        along = f"，连同已登记的{yuan_words(before)}" if before else ""
        return (
            f"期内收到{yuan_words(self.came(span))}{along}，这里{'多' if difference > 0 else '少'}"
            f"{yuan_words(abs(difference))}：按规定留存或者另行上缴的，请在备注里写明"
        )


def span_of(remittance: Remittance) -> Span | None:
    """Return the months of a remittance, None where they are not known or contradict themselves."""
    if remittance.since is None or remittance.until is None:
        return None
    first, last = month_of(remittance.since), Month.of(remittance.until.last)
    return Span(first, last) if first <= last else None
