"""How a column spells its dates, each way named by how it spells the first of March 1975."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable

AS_KEPT = "1975-03-01"
"""As far as the date is known; the other ways go to the month."""


def _compact(year: int, month: int) -> str:
    return f"{year:04}{month:02}"


def _dotted(year: int, month: int) -> str:
    return f"{year:04}.{month:02}"


def _chinese(year: int, month: int) -> str:
    return f"{year}年{month}月"


_TO_THE_MONTH: dict[str, Callable[[int, int], str]] = {
    "1975.03": _dotted,
    "197503": _compact,
    "1975年3月": _chinese,
}
DATE_STYLES = (AS_KEPT, *_TO_THE_MONTH)


def spelt(value: date | PartialDate, style: str) -> str:
    """Return a date in a style, "" or an unknown one as it is kept; a year alone stays one."""
    spell = _TO_THE_MONTH.get(style)
    if spell is None:
        return str(value)
    if value.month is None:
        return f"{value.year}年" if spell is _chinese else str(value)
    return spell(value.year, value.month)
