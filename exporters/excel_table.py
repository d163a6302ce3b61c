"""A table of a sheet as rows of a workbook page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exporters.excel_formulas import Formulas
from exporters.excel_rows import (
    add_spans,
    cell,
    formula_content,
    height_for,
    letters,
    lines_needed,
    number_content,
    text_content,
)
from exporters.pdf_page import MM
from exporters.wording import NOTHING, NUMBERS, data_text, total_span
from models.fields import Kind
from models.values import PartialDate, format_hours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.excel_rows import Rows, Span
    from exporters.sheet import Row, Table, Value
    from models.fields import Field

_FORMS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.PARTIAL_DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00",
    Kind.INTEGER: "0",
    Kind.HOURS: "General",
    Kind.LONG_TEXT: "General",
    Kind.REFERENCE: "0",
}
_UNITS = {
    Kind.NAME: 1.9,
    Kind.CHOICE: 1.9,
    Kind.IDENTITY: 1.8,
    Kind.PHONE: 1.8,
    Kind.DATE: 1.7,
    Kind.PARTIAL_DATE: 1.7,
}
"""Units of a workbook's column for a character of a printed one."""
_LEAST_DATE = 11.0
_LEFT = {Kind.TEXT, Kind.LONG_TEXT}
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""
_STEP, _MEMORY = 50, 20_000


def column_units(field: Field) -> float:
    """Return how wide a column is in a workbook's units, as its field says in Chinese characters.

    A Chinese character takes less than two digits, and a row of digits needs no room to wrap.
    A date in less than its room would show as ####.
    """
    wanted = _UNITS.get(field.kind, 2.0) * field.width + 1
    return max(wanted, _LEAST_DATE) if form_of(field) == _FORMS[Kind.DATE] else wanted


def form_of(field: Field) -> str:
    """Return the number format of a column; text stays text in new cells too."""
    return _FORMS.get(field.kind, "@")


def align_of(field: Field) -> str:
    """Return how a column is aligned."""
    if field.kind in NUMBERS and field.width > 3:
        return "right"
    return "left" if field.kind in _LEFT and field.width > 6 else "center"


class TableRows:
    """Writes one table."""

    def __init__(self, rows: Rows, table: Table, widths: Sequence[float]) -> None:
        self._rows, self.table = rows, table
        self._units = widths
        self._styles = [rows.style(align=align_of(f), form=form_of(f)) for f in table.columns]
        self._known: list[dict[Value, tuple[str, int]]] = [{} for _ in table.columns]
        self._places = [f'<c r="{letters(column)}' for column in range(len(table.columns))]
        self._formulas = Formulas(table)
        self.head = self.first = self.end = 0
        self.head_height = 0.0

    def write(self, tell: Callable[[], None]) -> None:
        """Write head, rows and total, telling after every fifty rows."""
        before = self._rows.last
        self._write_heads()
        self.head_height = sum(self._rows.heights[before - self._rows.last :])
        self.first = self._rows.last + 1
        for number, row in enumerate(self.table.rows, 1):
            self._write_row(row)
            if number % _STEP == 0:
                tell()
        if not self.table.rows:
            last = len(self.table.columns) - 1
            style = self._rows.style(align="center")
            add_spans(self._rows, [(0, last, NOTHING, style)])
        self.end = self._rows.last
        if self.table.grouped:
            self._join_groups()
        if self.table.total:
            self._write_total(self.table.total)

    def _write_heads(self) -> None:
        style = self._rows.style(bold=True, align="center")
        labels = [(n, n, field.label, style) for n, field in enumerate(self.table.columns)]
        alone: list[int] = []
        if self.table.heads:
            alone = self._write_groups(labels, style)
        lines = max(lines_needed(f.label, self._units[n]) for n, f in enumerate(self.table.columns))
        self.head = add_spans(self._rows, labels, max(20.0, height_for(lines)))
        for place in alone:
            self._rows.merge(place, place, row=self.head - 1, end_row=self.head)

    def _write_groups(self, labels: list[Span], style: str) -> list[int]:
        """Write the group heads; a label under none stands in both rows, to be joined."""
        heads = {first: (label, count) for label, first, count in self.table.heads}
        spans, alone, place = [], [], 0
        while place < len(labels):
            label, count = heads.get(place, ("", 0))
            spans.append((place, place + count - 1, label, style) if count else labels[place])
            alone += [] if count else [place]
            place += count or 1
        add_spans(self._rows, spans, 20)
        return alone

    def _join_groups(self) -> None:
        """Join the empty first cells with the one above them."""
        starts = [
            n for n, row in enumerate(self.table.rows, self.first) if row[0] not in {None, ""}
        ]
        for start, after in zip(starts, [*starts[1:], self.end + 1], strict=True):
            self._rows.merge(0, 0, row=start, end_row=after - 1)

    def _write_row(self, row: Row) -> None:
        number, lines = self._rows.last + 1, 1
        cells: list[str] = []
        for place, known, value in zip(self._places, self._known, row, strict=True):
            key = value if type(value) is not bool else str(value)
            found = known.get(key)
            if found is None:
                found = self._spelt(len(cells), value)
                if len(known) >= _MEMORY:
                    known.clear()
                known[key] = found
            cells.append(f"{place}{number}{found[0]}")
            lines = max(lines, found[1])
        for column, formula in self._formulas.of_row(row, number).items():
            cells[column] = cell(column, number, self._reckoned(column, formula, row[column]))
        self._rows.add(cells, max(height_for(lines), self.table.row_mm * MM))

    def _spelt(self, place: int, value: Value) -> tuple[str, int]:
        """Return a value's content, and how many lines it takes."""
        field, style = self.table.columns[place], self._styles[place]
        number = number_of(field, value)
        if number:
            return number_content(style, number), 1
        text = data_text(field, value)
        is_short = 2 * len(text) < self._units[place]
        return text_content(style, text), 1 if is_short else lines_needed(text, self._units[place])

    def _reckoned(self, place: int, formula: str, value: Value) -> str:
        """Return a formula's content; where the table has nothing, 0 is not shown."""
        field, style = self.table.columns[place], self._styles[place]
        if value is None:
            form = form_of(field)
            style = self._rows.style(align=align_of(field), form=f"{form};-{form};")
        return formula_content(style, formula, number_of(field, value or 0))

    def _write_total(self, total: Row) -> None:
        joined, row = total_span(self.table), self._rows.last + 1
        first = text_content(
            self._rows.style(align="center"), data_text(self.table.columns[0], total[0])
        )
        contents = [first, *(self._spelt(n, total[n])[0] for n in range(1, len(total)))]
        for place, formula in self._formulas.of_total(self.first, self.end).items():
            contents[place] = self._reckoned(place, formula, total[place])
        self._rows.add([cell(n, row, content) for n, content in enumerate(contents)])
        self._rows.merge(0, joined - 1)


def number_of(field: Field, value: Value) -> str:
    """Return a value as a workbook's number, empty where it is text."""
    if isinstance(value, PartialDate) and value.is_exact:
        value = value.first
    if isinstance(value, date):
        return str(value.toordinal() - _EPOCH) if value >= _FIRST_DAY else ""
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    if field.kind is Kind.HOURS:
        return format_hours(value)
    return f"{value / 100:.2f}" if field.kind is Kind.MONEY else str(value)
