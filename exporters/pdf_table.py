"""A table on pages: columns share the width, a head on every page, no row cut in two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain, groupby
from typing import TYPE_CHECKING, TypeAlias

from exporters.pdf_page import HAN_CENTRE, MM, aligned, lines_in
from exporters.typesetting import even_lines
from exporters.wording import CONTINUED, NOTHING, printed, total_span
from models.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.pdf_fonts import Pen
    from exporters.pdf_page import Align, Flow
    from exporters.sheet import Head, Row, Table, Value
    from models.fields import Field

Shown: TypeAlias = tuple[tuple[str, str], ...]
"""The lines of a cell: what stands before and after the height in the operators of each."""
_PAD, _LEADING, _LOW, _CLOSE = 2.0, 1.25, 1.93, 1.67
_SIZES = 9.0, 8.5, 8.0, 7.5
_NARROW = 3
_MEMORY = 20_000
_STEP = 50


def natural_width(columns: tuple[Field, ...], size: float = _SIZES[0]) -> float:
    """Return how wide a table is when every column has the width it asks for."""
    return sum(column.width * size + 2 * _PAD for column in columns)


def fitting_size(columns: tuple[Field, ...], width: float) -> float:
    """Return the largest size in which every column has the width it asks for, else the smallest."""
    return next((size for size in _SIZES if natural_width(columns, size) <= width), _SIZES[-1])


@dataclass(frozen=True, slots=True)
class Span:
    """A box of one or more columns."""

    x: float
    width: float
    text: str
    align: Align


class _Column:
    """One column: sets values as lines and remembers them."""

    def __init__(self, field: Field, pen: Pen, x: float, width: float) -> None:
        self.x, self.width = x, width
        self.field = field
        self._pen = pen
        self._known: dict[Value, Shown] = {}
        self.align = alignment(field)

    def shown(self, value: Value) -> Shown:
        """Return the lines of a value."""
        key = value if type(value) is not bool else str(value)
        if (known := self._known.get(key)) is not None:
            return known
        if len(self._known) >= _MEMORY:
            self._known.clear()
        text = printed(self.field, value)
        if self.field.kind is Kind.NAME:
            text = self._parted(text)
        return self._known.setdefault(key, self.lines(text) if text else ())

    def _parted(self, text: str) -> str:
        """Return a name with what tells it apart below it, where there is no room for both."""
        name, bracket, _ = text.partition("（")
        room = self.width - 2 * _PAD
        if not (name and bracket) or self._pen.width(text) <= room:
            return text
        return "\n".join((name, *even_lines(text[len(name) :], room, self._pen.width)))

    def lines(self, text: str) -> Shown:
        """Return the lines of a text."""
        return lines_of(self._pen, Span(self.x, self.width, text, self.align))


def lines_of(pen: Pen, span: Span) -> Shown:
    """Return a box's text as lines; short text of several lines begins at the left."""
    inner = span.x + _PAD, span.width - 2 * _PAD
    lines = lines_in(pen, span.text, inner[1])
    align: Align = "left" if len(lines) > 2 and span.align == "centre" else span.align
    return tuple(
        (f"1 0 0 1 {aligned(pen, inner, line, align):.2f} ", f" Tm {pen.show(line)}")
        for line in lines
    )


def alignment(field: Field) -> Align:
    """Return how a column is aligned."""
    if field.kind is Kind.MONEY or (field.kind is Kind.INTEGER and field.width > _NARROW):
        return "right"
    if field.kind is Kind.LONG_TEXT or (field.kind is Kind.TEXT and field.width > 2 * _NARROW):
        return "left"
    return "centre"


class TableSetter:
    """Sets one table into a flow of pages."""

    def __init__(self, flow: Flow, table: Table) -> None:
        self._flow, self._table = flow, table
        self._kept = 0.0
        width = flow.frame.text_width
        size = fitting_size(table.columns, width)
        self._pen, self._head_pen = flow.pen("table", size), flow.pen("hei", size)
        self._leading, self._low = size * _LEADING, size * (_CLOSE if flow.is_close else _LOW)
        stretch = width / natural_width(table.columns, size)
        widths = [(column.width * size + 2 * _PAD) * stretch for column in table.columns]
        self._edges = [flow.frame.left + edge for edge in accumulate(widths, initial=0.0)]
        self._columns = [
            _Column(field, self._pen, x, wide)
            for field, x, wide in zip(table.columns, self._edges, widths, strict=False)
        ]
        self._head = self._head_lines()
        self._bands: list[tuple[float, tuple[float, ...]]] = []
        self._parted: list[tuple[float, float, float, float]] = []
        self._top = 0.0

    def fill(self, tell: Callable[[], None]) -> None:
        """Set the whole table, telling after every fifty rows."""
        self._flow.need(self._head_height() + 2 * self._low)
        self._begin()
        for number, row in enumerate(self._table.rows, 1):
            self._kept = self._flow.below if number == len(self._table.rows) else 0.0
            self._set_row(row)
            if number % _STEP == 0:
                tell()
        self._kept = self._flow.below
        if not self._table.rows:
            self._set_spans([Span(self._edges[0], self._whole, NOTHING, "centre")])
        if self._table.total:
            self._set_spans(self._total_spans(self._table.total))
        self._end()

    @property
    def _whole(self) -> float:
        return self._edges[-1] - self._edges[0]

    def _set_row(self, row: Row) -> None:
        cells = [column.shown(value) for column, value in zip(self._columns, row, strict=True)]
        count = max(map(len, cells), default=1)
        height = max(self._height(count), self._table.row_mm * MM)
        if height + self._kept > self._flow.room:
            full = self._flow.frame.text_height - self._head_height()
            if self._height(count) > full:
                self._continue_row(cells)
                return
            self._turn()
        self._put(cells, height, tuple(self._edges))

    def _continue_row(self, cells: list[Shown]) -> None:
        """Set a row taller than a page in pieces, those after the first marked 续."""
        if self._flow.room < 4 * self._leading:
            self._turn()
        while True:
            fitting = max(1, int((self._flow.room - (self._low - self._leading)) / self._leading))
            piece = [cell[:fitting] for cell in cells]
            self._put(piece, self._height(max(map(len, piece))), tuple(self._edges))
            cells = [cell[fitting:] for cell in cells]
            if not any(cells):
                return
            cells[0] = (*self._columns[0].lines(CONTINUED), *cells[0])
            self._turn()

    def _height(self, lines: int) -> float:
        return self._low + max(0, lines - 1) * self._leading

    def _put(self, cells: list[Shown], height: float, edges: tuple[float, ...]) -> None:
        """Write a row's lines in the middle of its height, and remember its edges."""
        flow = self._flow
        self._write(cells, flow.y - height / 2)
        flow.y -= height
        self._bands.append((flow.y, edges))

    def _write(self, cells: list[Shown], middle: float) -> None:
        """Write the lines of cells around a height."""
        middle -= HAN_CENTRE * self._pen.size
        marks = self._flow.page.marks
        for lines in cells:
            y = middle + (len(lines) - 1) * self._leading / 2
            for before, after in lines:
                marks.append(f"{before}{y:.2f}{after}")
                y -= self._leading

    def _set_spans(self, spans: list[Span]) -> None:
        """Set a row of boxes that need not be the columns."""
        cells = [lines_of(self._pen, span) for span in spans if span.text]
        height = self._height(max(map(len, cells), default=1))
        if height + self._kept > self._flow.room:
            self._turn()
        self._put(cells, height, (*(span.x for span in spans), self._edges[-1]))

    def _total_spans(self, total: Row) -> list[Span]:
        """Return the boxes of the total, its first words over the empty cells behind them."""
        joined = total_span(self._table)
        texts = [printed(c.field, value) for c, value in zip(self._columns, total, strict=True)]
        label = "　".join(texts[0]) if len(texts[0]) == 2 else texts[0]
        first = Span(self._edges[0], self._edges[joined] - self._edges[0], label, "centre")
        rest = zip(self._columns[joined:], texts[joined:], strict=True)
        return [first, *(Span(c.x, c.width, text, c.align) for c, text in rest)]

    def _head_lines(self) -> list[tuple[float, list[Shown], tuple[float, ...]]]:
        """Return the rows of the head: height, cells, left edges of the boxes.

        The label of a column under no group stands in the middle of both rows.
        """
        labels = [
            lines_of(self._head_pen, Span(c.x, c.width, c.field.label, "centre"))
            for c in self._columns
        ]
        edges = tuple(self._edges)
        if not self._table.heads:
            return [(self._height(max(map(len, labels))) + 1, labels, edges)]
        grouped = self._grouped()
        groups = [lines_of(self._head_pen, self._group_span(head)) for head in self._table.heads]
        inner = [labels[place] for place in sorted(grouped)]
        upper = self._height(max(map(len, groups)))
        lower = self._height(max(map(len, inner))) + 1
        alone = [lines for place, lines in enumerate(labels) if place not in grouped]
        most = self._height(max(map(len, alone), default=1))
        lower = max(lower, most - upper)
        inside = {edges[f + n] for _, f, count in self._table.heads for n in range(1, count)}
        outer = tuple(edge for edge in edges if edge not in inside)
        return [(upper, groups, outer), (lower, inner, edges), (upper + lower, alone, edges)]

    def _grouped(self) -> set[int]:
        """Return the places of the columns under a group head."""
        return {first + n for _, first, count in self._table.heads for n in range(count)}

    def _group_span(self, head: Head) -> Span:
        label, first, count = head
        x = self._edges[first]
        return Span(x, self._edges[first + count] - x, label, "centre")

    def _head_height(self) -> float:
        return self._head[-1][0]

    def _begin(self) -> None:
        """Begin the table's part of a page with its head."""
        self._bands, self._parted, self._top = [], [], self._flow.y
        self._flow.page.marks.append(f"BT {self._head_pen.choice}")
        for height, cells, edges in self._head[:2] if self._table.heads else self._head:
            self._put(cells, height, edges)
        if self._table.heads:
            self._begin_group_heads()
        self._flow.page.marks.append(self._pen.choice)

    def _begin_group_heads(self) -> None:
        """Write the labels that stand over both rows, and rule between the rows under groups."""
        height, alone, _ = self._head[2]
        bottom, bands = self._flow.y, self._bands
        self._flow.y, self._bands = self._top, []
        self._put(alone, height, ())
        self._flow.y, self._bands = bottom, bands[1:]
        level, outer = bands[0]
        spans = [self._group_span(head) for head in self._table.heads]
        self._parted = [(span.x, level, span.x + span.width, level) for span in spans]
        self._parted += [(x, self._top, x, level) for x in outer]
        self._parted += [(x, level, x, bottom) for x in self._edges]

    def _rule_start(self, level: float) -> float:  # noqa: ARG002 - for tables that join cells
        """Return where the rule at a height begins."""
        return self._edges[0]

    def _turn(self) -> None:
        self._end()
        self._flow.new_page()
        self._begin()

    def _end(self) -> None:
        """End the table's part of a page: leave the text and rule the lines."""
        flow, right = self._flow, self._edges[-1]
        flow.page.marks.append("ET")
        levels = [self._top, *(bottom for bottom, _ in self._bands)]
        upright, bands, place = list(self._parted), self._bands, self._top
        if self._parted:  # the head has ruled its own sides
            place, bands = bands[0][0], bands[1:]
        for edges, group in groupby(bands, key=lambda band: band[1]):
            bottom = [level for level, _ in group][-1]
            upright += [(x, place, x, bottom) for x in edges]
            place = bottom
        flow.rules(chain(((self._rule_start(y), y, right, y) for y in levels), upright))
