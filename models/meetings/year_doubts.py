"""What of a year's meetings is on record and yet to be looked at, though nothing is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.meetings.overview import span_words
from models.values import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.meetings.overview import Cell, Overview, Row

UNNAMED = "没有写是哪个党小组，按各党小组一起开计入；是一个组开的，请选上组名"
UNFINISHED = "只有照片，没有时间、地点和内容，没有计入：开过的请补全，没开的请删去"


class Doubt(NamedTuple):
    """A cell of the year and the sentence about it, without its full stop."""

    row: Row
    cell: Cell
    text: str
    is_told_twice: bool = False
    """Whether it is a reason for not meeting beside the meetings."""


def doubts_of(overview: Overview) -> Iterator[Doubt]:
    """Yield every cell that says two things at once, or counts what may not have been."""
    told: set[tuple[str, str, int]] = set()
    for row in overview.rows:
        for cell in row.cells:
            when = span_words(overview.year, cell)
            if cell.is_doubly_told:
                yield Doubt(row, cell, doubly_told(overview.year, row, cell), is_told_twice=True)
            if own := cell.begun - cell.begun_shared:
                yield Doubt(row, cell, f"{when}有{own}次{row.name}{UNFINISHED}")
            for number, words in ((cell.shared, UNNAMED), (cell.begun_shared, UNFINISHED)):
                key = words, row.kind, cell.first
                if number and key not in told:
                    told.add(key)
                    yield Doubt(row, cell, f"{when}有{number}次{row.kind}{words}")


def doubly_told(year: int, row: Row, cell: Cell) -> str:
    """Return the sentence about a meeting on record and a reason for there being none."""
    when = span_words(year, cell)
    return f"{when}已有{row.name}记录，又写了没有开的原因“{shorten(cell.reason)}”，请留一样"
