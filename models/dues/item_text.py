"""The items of a base as text to be edited: a line each of label, use and amount between tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.codes import normalise
from models.dues.fixing import USES, Item
from models.dues.items import item_for
from models.dues.records import COUNTED, DEDUCTED, LEFT_OUT
from models.values import format_money, parse_money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_KNOWN = (COUNTED, DEDUCTED, LEFT_OUT)


def items_text(items: Sequence[Item]) -> str:
    """Return items as lines to be edited."""
    return "\n".join(f"{label}\t{use}\t{format_money(amount)}" for label, use, amount in items)


def cells_of(text: str) -> list[tuple[str, str, str]]:
    """Return label, use and amount of each line as they stand, without empty lines."""
    found = []
    for line in text.splitlines():
        label, use, amount = (*(cell.strip() for cell in line.split("\t")), "", "", "")[:3]
        if label or amount:
            found.append((label, use, amount))
    return found


def items_of_text(text: str) -> tuple[Item, ...]:
    """Return the items that lines mean.

    Raises:
        ValueError: with the sentence about the first line that means none.
    """
    found = []
    for label, use, amount in cells_of(text):
        if not label:
            raise ValueError(f"金额{amount}没有写是哪一项")
        meant = normalise("item_use", use) or COUNTED
        if meant not in _KNOWN:
            raise ValueError(f"“{label}”的用途应为{'、'.join(_KNOWN)}")
        if not amount:
            raise ValueError(f"“{label}”没有填金额")
        try:
            fen = parse_money(amount)
        except ValueError as error:
            raise ValueError(f"“{label}”：{error}") from None
        found.append(Item(label, meant, fen))
    return tuple(found)


def items_problem(text: str) -> str | None:
    """Return the sentence about lines that mean no items, None if they do."""
    try:
        items_of_text(text)
    except ValueError as error:
        return str(error)
    return None


def base_of_items(items: Sequence[Item]) -> int:
    """Return the base that items make, in 分: what counts without what is deducted."""
    signs = {COUNTED: 1, DEDUCTED: -1, LEFT_OUT: 0}
    return sum(signs.get(item.use, 0) * item.amount for item in items)


def base_of_text(text: str) -> int | None:
    """Return the base that lines make, in 分; None where there are none, or one means nothing."""
    try:
        items = items_of_text(text)
    except ValueError:
        return None
    return base_of_items(items) if items else None


def usual_use(label: str, payer: str, on: date | None) -> str:
    """Return what a payroll's column of this name does to the base of a class, "" if not known."""
    item = item_for(label)
    if item is None or on is None or not payer:
        return ""
    return USES[item.use_for(payer, on)]
