"""The book of what is used: what was carried into a year, came in and was spent, and what is left."""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from models.dues.records import DuesUse

if TYPE_CHECKING:
    from models.store import Store


class UseYear(NamedTuple):
    """A year's lines by day, what is left after each by its id, and the sums in 分."""

    lines: tuple[DuesUse, ...]
    left: dict[int, int]
    carried: int
    income: int
    outlay: int

    @property
    def balance(self) -> int:
        """What is left at the year's end."""
        return self.carried + self.income - self.outlay


def uses_of_year(store: Store, year: int) -> UseYear:
    """Return the book of a year, which begins with what the years before left."""
    ordered = sorted(store.all(DuesUse), key=lambda one: (one.used_on or date.min, one.id or 0))
    balances = accumulate((line.income or 0) - (line.outlay or 0) for line in ordered)
    left = dict(zip((line.id or 0 for line in ordered), balances, strict=True))
    before = [line for line in ordered if line.used_on and line.used_on.year < year]
    lines = tuple(line for line in ordered if line.used_on and line.used_on.year == year)
    return UseYear(
        lines,
        left,
        left[before[-1].id or 0] if before else 0,
        sum(line.income or 0 for line in lines),
        sum(line.outlay or 0 for line in lines),
    )
