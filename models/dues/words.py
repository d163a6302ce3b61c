"""Months and sums as they are said in a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.dues.account import Month


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
