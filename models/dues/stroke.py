"""One stroke over the year's grid: which of the chosen months are paid by it, and why others not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.cells import Look
from models.dues.words import month_words
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.dues.cells import Cell, GridRow

_SETTLED, _LATER, _UNFIXED, _ELSEWHERE = (
    "已交清或免交",
    "在收缴日期那时还没到，不预收",
    "没有核定，不知应交多少",
    "不在本支部交纳",
)
_QUARTER = 3
_LARGE = 100_000
"""分 of 大额党费: 第十一条."""


@dataclass(slots=True)
class Stroke:
    """What a stroke would pay (member id to month to 分), and how many months it passes over, why."""

    amounts: dict[int, dict[Month, int]] = field(default_factory=lambda: defaultdict(dict))
    passed: Counter[str] = field(default_factory=Counter)

    @property
    def passed_words(self) -> str:
        """Return what was passed over and why, "" for nothing."""
        return "，".join(f"{number}格{why}" for why, number in self.passed.items())


def stroke(chosen: Iterable[tuple[GridRow, int]], paid_on: date) -> Stroke:
    """Return what paying all that is owed of some members' months on a day comes to."""
    found = Stroke()
    for row, month in chosen:
        cell = row.cells[month - 1]
        why = _why_not(cell, paid_on)
        if why:
            found.passed[why] += 1
        else:
            found.amounts[row.member_id][cell.state.month] = cell.payable
    return found


def _why_not(cell: Cell, paid_on: date) -> str:
    if cell.look is Look.NOTHING:
        return _ELSEWHERE
    if cell.look is Look.UNFIXED:
        return _UNFIXED
    if cell.look is Look.TO_COME or cell.state.month > Month.of(paid_on):
        return _LATER
    return "" if cell.payable else _SETTLED


def typed_fault(cell: Cell, paid_on: date) -> str:
    """Return why no amount can be entered for a month, "" if one can.

    Dues are not paid ahead; with the branch's consent one may pay by the quarter (第十二条).
    """
    if not cell.pays:
        return "这个月不在本支部交纳，没有登记；请核对人员的转入、转出和入党日期。"
    ahead = cell.state.month.since(Month.of(paid_on))
    same_quarter = (
        cell.state.month.year == paid_on.year
        and (cell.state.month.month - 1) // _QUARTER == (paid_on.month - 1) // _QUARTER
    )
    if ahead > 0 and not same_quarter:
        return (
            f"收缴日期是{paid_on}，这个月还没到，没有登记；党费按月交，经支部同意可以按季交"
            "（第十二条），请核对月份和收缴日期。"
        )
    return ""


def typed_words(cell: Cell, amount: int) -> str:
    """Return what is unlike the due about an amount in 分 paid for a month, "" if nothing is."""
    state = cell.state
    if amount == cell.payable and cell.look is not Look.UNFIXED:
        return ""
    month = month_words(state.month)
    if cell.look is Look.UNFIXED:
        return f"{month}没有核定，实交{format_money(amount)}元"
    before = f"，已交{format_money(state.paid)}元" if state.paid else ""
    gap = amount - cell.payable
    how = "多" if gap > 0 else "少"
    large = (
        f"（自愿一次多交{format_money(_LARGE)}元以上的，请登记为大额党费）" if gap >= _LARGE else ""
    )
    return (
        f"{month}应交{format_money(cell.asked)}元{before}，这次{format_money(amount)}元，"
        f"{how}{format_money(abs(gap))}元{large}"
    )


def collection_day(month: Month, day_of_month: int) -> date:
    """Return the day on which a month's dues are collected."""
    return date(month.year, month.month, day_of_month)


def usual_day(year: int, day_of_month: int, today: date) -> date:
    """Return the day a batch begins with: this month's collection, today before it, or December's."""
    if year < today.year:
        return collection_day(Month(year, 12), day_of_month)
    this = collection_day(Month.of(today), day_of_month)
    return min(this, today)
