"""Which part of a row's amounts is for which month: a grid's cells, or one amount for some months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.words import yuan_words
from models.errors import InvalidRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.importing.rows import Draft

Parts = dict[Month, tuple[str, int]]
"""The field that an amount stands in, and its 分, by month."""
GRID = tuple(f"month_{at}" for at in range(1, 13))
"""The fields of a grid's columns, January first."""


def grid_parts(draft: Draft, year: int) -> Parts:
    """Return the amount of each month of a year that a row of a grid has."""
    cells = ((Month(year, at), name) for at, name in enumerate(GRID, 1))
    return {month: (name, fen) for month, name in cells if (fen := draft.cells.get(name, 0))}


def list_parts(draft: Draft, asked: Mapping[Month, int]) -> Parts:
    """Return which part of a row's amount is for which of its months, of which so much is asked.

    Raises:
        InvalidRecord: if there is no amount, or it cannot be told which part is for which month.
    """
    amount, number = draft.cells.get("amount", 0), len(asked)
    if not amount:
        raise InvalidRecord({"amount": "没有写金额，没有取入"})
    if amount == sum(asked.values()):
        split = dict(asked)
    elif amount % number == 0:
        split = dict.fromkeys(asked, amount // number)
    else:
        words = f"{yuan_words(amount)}不能平均到{number}个月，请分月写成几行"
        raise InvalidRecord({"amount": words})
    name = "month" if "month" in draft.cells else "amount"
    return {month: (name, fen) for month, fen in split.items() if fen}


def months_of(draft: Draft) -> list[Month]:
    """Return the months that a row of a list is for; without any, that of its day.

    Raises:
        InvalidRecord: if it has neither, or its months are out of order.
    """
    cells = draft.cells
    if found := cells.get("month"):
        return list(found)
    if since := cells.get("since"):
        first, last = since[0], (cells.get("until") or since)[-1]
        if last < first:
            raise InvalidRecord({"until": "终止月早于起始月"})
        return [first.plus(at) for at in range(last.since(first) + 1)]
    if day := cells.get("paid_on"):
        return [Month.of(day)]
    raise InvalidRecord({"month": "没有写是哪个月的，没有取入"})
