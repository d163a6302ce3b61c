"""Rows of a workbook page, spelt as XML and written through openpyxl's write-only page.

Cell objects take openpyxl 12 µs each; a spelt row is parsed by lxml as a whole and takes a sixth.
Imported when the first workbook is made: openpyxl takes 0.2 s to load.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import escape

from lxml.etree import LxmlError, fromstring
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

from exporters.wording import NO_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Span: TypeAlias = tuple[int, int, str, str]
"""Joined cells of a row: first and last column, text, style."""
_LONGEST_CELL = 32_767
_LINE_HEIGHT, ROW_HEIGHT = 14.0, 18.0


class RowWriter(WorksheetWriter):
    """Writes rows already spelt, into a passing file in a private folder."""

    def __init__(self, page: Any, folder: Path) -> None:
        handle, name = tempfile.mkstemp(suffix=".xml", dir=folder)
        os.close(handle)
        ALL_TEMP_FILES.append(name)  # openpyxl removes it from there when it is done
        super().__init__(page, out=name)
        self.page = page
        self.ready: Any = None

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:  # noqa: ARG002 - openpyxl's signature
        """Write the row that is ready."""
        xf.write(self.ready)

    def drop(self) -> None:
        """Remove the passing file, should work have stopped before it was saved."""
        if self.out in ALL_TEMP_FILES:
            with suppress(LxmlError, OSError):
                self.page._rows.close()  # noqa: SLF001 - as the page closes itself
            with suppress(LxmlError, OSError):
                self.xf.close()
            self.cleanup()


class Rows:
    """A workbook page that is written from top to bottom.

    `last` is the last row's number, `heights` are those of the rows since the last page break, in
    points.
    """

    def __init__(self, page: Any, folder: Path) -> None:
        self.page = page
        self.last = 0
        self.heights: list[float] = []
        self._styles: dict[tuple[Any, ...], str] = {}
        self._folder = folder
        self._writer: Any = None

    def add(self, cells: Iterable[str], height: float = 0) -> int:
        """Write one row of spelt cells and return its number."""
        if self._writer is None:
            self._writer = self.page._writer = RowWriter(self.page, self._folder)  # noqa: SLF001
            self._writer.write_top()
        self.last += 1
        self.heights.append(height or ROW_HEIGHT)
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        self._writer.ready = fromstring(f'<row r="{self.last}"{high}>{"".join(cells)}</row>')
        self.page.append(())
        return self.last

    def style(
        self,
        *,
        bold: bool = False,
        size: int = 10,
        align: str = "",
        boxed: bool = True,
        form: str = "General",
    ) -> str:
        """Return the number of a style, made once."""
        key = bold, size, align, boxed, form
        if key not in self._styles:
            cell = WriteOnlyCell(self.page)
            cell.font = Font(name="宋体", size=size, bold=bold)
            cell.alignment = Alignment(horizontal=align or None, vertical="center", wrap_text=True)
            if boxed:
                side = Side(style="thin")
                cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.number_format = form
            self._styles[key] = str(cell.style_id)
        return self._styles[key]

    def merge(self, first: int, last: int, *, row: int = 0, end_row: int = 0) -> None:
        """Join the cells of the last row, or of several, from one column to another."""
        top, end = row or self.last, end_row or row or self.last
        if (first, top) != (last, end):
            self.page.merged_cells.add(f"{letters(first)}{top}:{letters(last)}{end}")


def letters(column: int) -> str:
    """Return a column's letters; the first is column 0."""
    return str(get_column_letter(column + 1))


def text_content(style: str, text: str) -> str:
    """Return what follows a cell's place for a text, which stays text whatever it begins with."""
    if not text:
        return f'" s="{style}"/>'
    clean = escape(NO_XML.sub("", text)[:_LONGEST_CELL])
    space = ' xml:space="preserve"' if clean != clean.strip() or "\n" in clean else ""
    return f'" s="{style}" t="inlineStr"><is><t{space}>{clean}</t></is></c>'


def number_content(style: str, number: str) -> str:
    """Return what follows a cell's place for a number."""
    return f'" s="{style}"><v>{number}</v></c>'


def formula_content(style: str, formula: str, number: str) -> str:
    """Return what follows a cell's place for a formula, with what it comes to."""
    return f'" s="{style}"><f>{formula}</f><v>{number}</v></c>'


def cell(column: int, row: int, content: str) -> str:
    """Return a whole cell."""
    return f'<c r="{letters(column)}{row}{content}'


def text_units(text: str) -> int:
    """Return how wide a text is, a Chinese character counting two."""
    return len(text.encode("gb18030", "replace"))


def lines_needed(text: str, units: float) -> int:
    """Return how many lines a text takes in a column of a width in units."""
    room = max(2.0, units - 1)
    return sum(max(1, int(-(-text_units(part) // room))) for part in text.split("\n"))


def height_for(lines: int, *, size: int = 10) -> float:
    """Return the height of a row of so many lines, 0 for the usual one."""
    return (
        0
        if lines <= 1 and size <= 10
        else min(409.0, max(ROW_HEIGHT, _LINE_HEIGHT * size / 10 * lines + 4))
    )


def add_spans(rows: Rows, spans: Sequence[Span], height: float = 0) -> int:
    """Write a row of joined cells: first and last column, text, style; return its number."""
    number, cells = rows.last + 1, []
    for first, last, text, style in spans:
        cells.append(cell(first, number, text_content(style, text)))
        cells += [cell(n, number, text_content(style, "")) for n in range(first + 1, last + 1)]
    rows.add(cells, height)
    for first, last, _, _ in spans:
        rows.merge(first, last)
    return number
