"""Months and sums as they are said in a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.dues.account import Month
    from models.dues.book import YearLine

_NAMED = 3
"""How many people are named in a sentence."""


def month_words(month: Month) -> str:
    """Return 2026年3月."""
    return f"{month.year}年{month.month}月"


def months_words(months: Iterable[Month]) -> str:
    """Return 2025年12月、2026年3月至5月 for some months, each once, in their order."""
    ordered = sorted(set(months))
    runs = groupby(enumerate(ordered), key=lambda one: one[1].year * 12 + one[1].month - one[0])
    return "、".join(_run([month for _, month in run]) for _, run in runs)


def months_between(first: Month, last: Month) -> list[Month]:
    """Return the months from one to another, both included."""
    return [first.plus(number) for number in range(last.since(first) + 1)]


def _run(months: list[Month]) -> str:
    first, last = months[0], months[-1]
    if first == last:
        return month_words(first)
    until = f"{last.month}月" if first.year == last.year else month_words(last)
    return f"{month_words(first)}至{until}"


def yuan_words(fen: int) -> str:
    """Return 1,200.00元."""
    return f"{format_money(fen)}元"


def whose_words(names: Sequence[str]) -> str:
    """Return 赵敏、钱伟, or 赵敏、钱伟、孙丽等50人 for many."""
    named = "、".join(names[:_NAMED])
    return f"{named}等{len(names)}人" if len(names) > _NAMED else named


def paid_words(amounts: Mapping[int, Mapping[Month, int]], names: Mapping[int, str]) -> str:
    """Return whose payments (member id to month to 分) for which months: 赵敏2026年3月党费75.00元."""
    whose = whose_words([names.get(member, "") for member in amounts])
    each = {months_words(paid) for paid in amounts.values()}
    months = each.pop() if len(each) == 1 else f"{sum(map(len, amounts.values()))}个月"
    return f"{whose}{months}党费{yuan_words(sum(sum(paid.values()) for paid in amounts.values()))}"


def unfixed_words(lines: Iterable[YearLine]) -> str:
    """Return what no sum of a year counts as due, 3 人 7 个月未核定，未计入应交; "" for nothing."""
    found = [months for line in lines if (months := line.unfixed)]
    return f"{len(found)} 人 {sum(map(len, found))} 个月未核定，未计入应交" if found else ""
