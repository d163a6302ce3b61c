"""Tables and forms as rows of a Word table."""

from __future__ import annotations

from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING

from exporters.pdf_page import MM
from exporters.pdf_table import alignment, natural_width
from exporters.word_styles import SMALL, cell_style, twips
from exporters.word_text import KEEP, ems, paragraph, run
from exporters.wording import NOTHING, printed, printed_fact, total_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporters.sheet import Fact, Facts, Row, Table

PHOTO = 33 * MM, 48 * MM
_PHOTO_ROWS = 5
WHOLE_ROW = "<w:cantSplit/>"
"""The property of a row that is not parted by the end of a page."""
_HEAD_ROW = f"{WHOLE_ROW}<w:tblHeader/>"
_JOINED = {"begin": '<w:vMerge w:val="restart"/>', "go on": "<w:vMerge/>", "": ""}


def table_start(style: str, widths: Sequence[float]) -> str:
    """Return what begins a table: its style and columns; rows and `TABLE_END` follow."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


TABLE_END = "</w:tbl>"


def cell(content: str, width: float, *, span: int = 1, joined: str = "") -> str:
    """Return a cell over `span` columns that may "begin" or "go on" one over several rows."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{over}{_JOINED[joined]}</w:tcPr>'
        f"{content}</w:tc>"
    )


def row(cells: str, marks: str = WHOLE_ROW) -> str:
    """Return a row; `marks` are its properties."""
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


class TableRows:
    """Spells the rows of one table in a width."""

    def __init__(self, table: Table, width: float, *, is_kept: bool = False) -> None:
        self._table = table
        whole = natural_width(table.columns)
        self.widths = [natural_width((c,)) * width / whole for c in table.columns]
        self._styles = [cell_style(alignment(column)) for column in table.columns]
        self._is_kept = is_kept

    def _head(self) -> str:
        """Return the head that every page repeats; labels under no group stand in both its rows."""
        columns = list(zip(self._table.columns, self.widths, strict=True))
        if not self._table.heads:
            return row("".join(cell(_head(c.label), width) for c, width in columns), _HEAD_ROW)
        groups = {first: (label, count) for label, first, count in self._table.heads}
        inside = {first + n for first, (_, count) in groups.items() for n in range(count)}
        upper, lower = [], []
        for place, (column, width) in enumerate(columns):
            if place not in inside:
                upper.append(cell(_head(column.label), width, joined="begin"))
                lower.append(cell(_head(""), width, joined="go on"))
                continue
            lower.append(cell(_head(column.label), width))
            if place in groups:
                label, count = groups[place]
                upper.append(cell(_head(label), self._width(place, count), span=count))
        return row("".join(upper), _HEAD_ROW) + row("".join(lower), _HEAD_ROW)

    def rows(self) -> Iterator[str]:
        """Yield the head and every row, the last kept with what follows the table if it must be."""
        yield self._head()
        rows, total = self._table.rows, self._table.total
        joined = self._groups() if self._table.grouped else repeat("")
        for number, (values, part) in enumerate(zip(rows, joined, strict=False), 1):
            is_last = number == len(rows) and total is None
            yield self._row(values, KEEP if is_last and self._is_kept else "", part)
        if not rows:
            words = paragraph("CellCentre", run(NOTHING), KEEP if self._is_kept else "")
            yield row(cell(words, sum(self.widths), span=len(self.widths)))
        if total is not None:
            yield self._total(total, KEEP if self._is_kept else "")

    def _groups(self) -> list[str]:
        """Return how each row's first cell is joined with the cells above and below it."""
        goes_on = [values[0] in {None, ""} for values in self._table.rows]
        return ["go on" if here else "begin" for here in [False, *goes_on[1:]]]

    def _row(self, values: Row, marks: str, joined: str) -> str:
        """Return a row, its first cell joined with others or not."""
        parts = zip(self._table.columns, self._styles, self.widths, values, strict=True)
        first, *rest = (
            (paragraph(style, run(printed(column, value)), marks), width)
            for column, style, width, value in parts
        )
        cells = cell(*first, joined=joined) + "".join(cell(*each) for each in rest)
        if not self._table.row_mm:
            return row(cells)
        least = twips(self._table.row_mm * MM)
        return row(cells, f'{WHOLE_ROW}<w:trHeight w:val="{least}" w:hRule="atLeast"/>')

    def _total(self, total: Row, marks: str) -> str:
        """Return the total, its first words over the empty cells behind them."""
        joined = total_span(self._table)
        texts = [printed(c, value) for c, value in zip(self._table.columns, total, strict=True)]
        label = "　".join(texts[0]) if len(texts[0]) == 2 else texts[0]
        first = cell(
            paragraph("CellCentre", run(label), marks), self._width(0, joined), span=joined
        )
        rest = zip(self._styles[joined:], self.widths[joined:], texts[joined:], strict=True)
        return row(first + "".join(cell(paragraph(s, run(text), marks), w) for s, w, text in rest))

    def _width(self, first: int, count: int) -> float:
        return sum(self.widths[first : first + count])


def _head(label: str) -> str:
    return paragraph("CellHead", run(label), KEEP)


class FormRows:
    """Spells the rows of a form; its photograph takes the right column of the first of them."""

    def __init__(self, facts: Facts, width: float, *, is_kept: bool = False) -> None:
        self._facts, self._is_kept = facts, is_kept
        self._photo = PHOTO[0] if facts.picture else 0.0
        columns = max(1, facts.columns)
        share = (width - self._photo) / columns
        label = self._label_width(share)
        self.widths = [label, share - label] * columns + ([PHOTO[0]] if facts.picture else [])
        self._edges = list(accumulate(self.widths, initial=0.0))
        self._columns = columns

    def _label_width(self, share: float) -> float:
        longest = max((ems(fact.label) for fact in self._facts.pairs), default=0)
        return min((min(max(longest, 4), 7) + 1) * SMALL, share / 2)

    def rows(self, photo: str) -> Iterator[str]:
        """Yield every row; `photo` is what stands in the photograph's cell."""
        waiting = list(self._facts.pairs)
        beside = list(self._beside(waiting)) if self._facts.picture else []
        for number, facts in enumerate(beside):
            height = f'<w:trHeight w:val="{twips(PHOTO[1] / len(beside))}" w:hRule="atLeast"/>'
            joined = "begin" if number == 0 else "go on"
            content = photo if number == 0 else paragraph("FactCentre", "")
            box = cell(content, PHOTO[0], joined=joined if len(beside) > 1 else "")
            yield row(self._boxes(facts, len(self.widths) - 1) + box, WHOLE_ROW + height)
        while waiting:
            taken = self._take(waiting)
            marks = KEEP if self._is_kept and not waiting else ""
            yield row(self._boxes(taken, len(self.widths), marks))

    def _beside(self, waiting: list[Fact]) -> Iterator[list[Fact]]:
        """Take the facts of the rows beside the photograph; a row of none if there are no such."""
        if not waiting or waiting[0].wide:
            yield []
            return
        for _ in range(_PHOTO_ROWS):
            if not waiting or waiting[0].wide:
                return
            yield self._take(waiting)

    def _take(self, waiting: list[Fact]) -> list[Fact]:
        taken = [waiting.pop(0)]
        while not taken[0].wide and len(taken) < self._columns and waiting and not waiting[0].wide:
            taken.append(waiting.pop(0))
        return taken

    def _boxes(self, facts: list[Fact], until: int, marks: str = "") -> str:
        """Return the cells of one row over the columns before `until`, the last value to its end."""
        if not facts:
            return cell(paragraph("FactCentre", ""), self._edges[until], span=until)
        starts = [*range(0, 2 * len(facts), 2), until]
        boxes = []
        for fact, (start, end) in zip(facts, pairwise(starts), strict=True):
            label, width = self.widths[start], self._edges[end] - self._edges[start + 1]
            words = printed_fact(fact)
            is_long = fact.wide or "\n" in words or ems(words) * SMALL > width - 8
            style = "FactLeft" if is_long else "FactCentre"
            boxes.append(cell(paragraph("FactLabel", run(fact.label), marks), label))
            value = paragraph(style, run(words), marks)
            boxes.append(cell(value, width, span=end - start - 1))
        return "".join(boxes)
