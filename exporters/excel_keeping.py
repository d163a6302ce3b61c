"""What stays on one printed page of a workbook: the last rows with the places to sign below them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT, _WIDE = 0.97, 1.22
"""A page holds this much less than reckoned, and columns are this much wider where LibreOffice has
another font for 宋体: then more rows fit a page. Measured with and without that font."""
_UNIT = 5.25
"""A column's unit in points: a digit of the workbook's own font."""
_MOST_KEPT = 3


@dataclass(frozen=True, slots=True)
class Room:
    """How many points of rows a printed page holds, as programs and fonts differ."""

    least: float
    most: float

    @classmethod
    def of(cls, paper: tuple[float, float], widths: Sequence[float]) -> Room:
        """Return it for what can be printed on a page (width, height) and columns in units."""
        wide, high = paper
        needed = sum(widths) * _UNIT / wide
        return cls(_SHORT * high * max(1.0, needed), high * max(1.0, needed * _WIDE))


@dataclass(frozen=True, slots=True)
class Closing:
    """The `count` rows below a table or a text: a note, a date, places to sign.

    `rows` is how many that table or text has, `head` how high those rows are that every page repeats.
    """

    count: int
    rows: int
    head: float = 0.0


def rows_to_keep(closing: Closing, heights: Sequence[float], room: Room) -> int:
    """Return how many rows must begin a page with the closing ones, 0 where none needs to.

    `heights` are those of all rows since the last page break, the closing ones last. Rows are kept
    where the closing ones could stand alone, depending on the program and its fonts; as many as
    make no more pages than there are where a page holds least.
    """
    head, edges = closing.head, list(accumulate(heights, initial=0.0))
    first = len(heights) - closing.count
    steps = range(round(room.least), round(room.most), max(1, round(room.least / 100)))
    pages = [_last_page(edges, height, head) for height in (room.least, *steps, room.most)]
    if max(pages) < first:
        return 0
    movable = min(closing.rows, first) - 1
    for kept in range(min(_MOST_KEPT, movable), 0, -1):
        if head + sum(heights[first - kept :]) <= room.least / 2:
            return first - min(first - kept, pages[0] or first)
    return 0


def _last_page(edges: Sequence[float], height: float, head: float) -> int:
    """Return the row that begins the last page where a page is so high."""
    start, free = 0, height
    while edges[-1] - edges[start] > free:
        start = max(start + 1, bisect_right(edges, edges[start] + free) - 1)
        free = height - head
    return start
