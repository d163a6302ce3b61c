"""A sheet as an Excel workbook: to read, to print, to fill in and to take back in."""

from __future__ import annotations

import re
from errno import ENOSPC
from itertools import groupby
from typing import TYPE_CHECKING, Any, assert_never
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from exporters.excel_blocks import PHOTO_COLUMNS, BlockRows
from exporters.excel_keeping import Closing
from exporters.excel_rows import ROW_HEIGHT, Rows, cell, letters, number_content, text_content
from exporters.excel_table import TableRows, column_units, form_of
from exporters.pdf import paper_for
from exporters.private import private_folder
from exporters.sheet import (
    Chart,
    Facts,
    Line,
    PageBreak,
    Paragraph,
    Photographs,
    Picture,
    Signatures,
    Table,
)
from exporters.wording import rows_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporters.sheet import Block, Paper, Progress, Sheet

HIDDEN_PAGE = "_支部台账"
"""A hidden page, last: `code`; then for each table `head` and its row, `columns` and their field
names, and for each row its number and its record's id. No personal value stands there."""
_STEP = 50
_PAPER_SIZES = {"A4": 9, "A4 landscape": 9, "A3 landscape": 8}
_SIZES: dict[Paper, tuple[float, float]] = {
    "A4": (595.3, 841.9), "A4 landscape": (841.9, 595.3), "A3 landscape": (1190.6, 841.9)
}  # fmt: skip
"""Width and height of a page in points."""
_FORM_COLUMNS, _FORM_WIDTH = 12, 7.5
_HIGHEST_HEAD = 10
USUAL_FONT = Font(name="宋体", size=10)
"""The workbook's own font, that of most cells: column widths are counted in its digits."""
_SIDE, _TOP, _FOOT = 0.35, 0.6, 0.7
"""Inches around what is printed; 9 mm left and right every printer has."""


def write_workbook(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path`."""
    book = Workbook(write_only=True)
    fonts: list[Any] = vars(book)["_fonts"]  # openpyxl has no other way to them
    fonts[0] = USUAL_FONT
    book.properties.creator = "支部台账"
    book.properties.title = sheet.title
    page = book.create_sheet(page_name(sheet.title))
    total, done = rows_in(sheet), 0

    def tell() -> None:
        nonlocal done
        done += _STEP
        progress(min(done, total), total)

    try:
        widths = _column_widths(sheet)
        _set_up(page, sheet, widths)
        tables = _write_blocks(page, sheet, widths, tell)
        _write_hidden(book.create_sheet(HIDDEN_PAGE), sheet, tables)
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
    except SerialisationError as error:  # lxml's word for a passing file that took no more
        raise OSError(ENOSPC, str(error)) from error
    finally:
        for each in book.worksheets:
            _drop(each)
    progress(total, total)


def page_name(title: str) -> str:
    """Return a title as the name of a workbook page."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31] or "台账"


def _column_widths(sheet: Sheet) -> list[float]:
    """Return the page's column widths: the widest each place has in any table, else a form's."""
    widths: list[float] = []
    for block in sheet.blocks:
        if isinstance(block, Table):
            wanted = [column_units(field) for field in block.columns]
            longer = wanted if len(wanted) > len(widths) else widths
            widths = [max(pair) for pair in zip(wanted, widths, strict=False)] + longer[
                min(len(wanted), len(widths)) :
            ]
    if not widths:
        return [_FORM_WIDTH] * _FORM_COLUMNS
    return widths + [_FORM_WIDTH] * (_columns_needed(sheet) - len(widths))


def _columns_needed(sheet: Sheet) -> int:
    """Return how many columns the blocks beside tables cannot do without."""
    forms = (block for block in sheet.blocks if isinstance(block, Facts))
    needed = [2 * form.columns + (PHOTO_COLUMNS + 1 if form.picture else 0) for form in forms]
    charts = [3 for block in sheet.blocks if isinstance(block, Chart)]
    return max([*needed, *charts], default=0)


def _set_up(page: Any, sheet: Sheet, widths: list[float]) -> None:
    """Set what stands before the rows, and how the page prints."""
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    for place, width in enumerate(widths):
        column = page.column_dimensions[letters(place)]
        column.width = width
        if len(tables) == 1 and place < len(tables[0].columns):
            column.number_format = form_of(tables[0].columns[place])
            column.alignment = Alignment(vertical="center", wrap_text=True)
    page.sheet_format.defaultRowHeight = ROW_HEIGHT
    page.sheet_format.customHeight = True
    paper = paper_for(sheet)
    page.page_setup.paperSize = _PAPER_SIZES[paper]
    page.page_setup.orientation = "portrait" if paper == "A4" else "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = _SIDE
    page.page_margins.top, page.page_margins.bottom = _TOP, _FOOT
    page.oddFooter.center.text = "第 &P 页　共 &N 页"
    if sheet.record:
        page.oddFooter.right.text = f"&8 {sheet.record.replace('&', '&&')}"
    head = _head_row(sheet)
    if head:
        page.freeze_panes = f"A{head + 1}"


def _head_row(sheet: Sheet) -> int:
    """Return the row of the first table's head, 0 where more stands before it than fits a screen."""
    row = 1
    for block in sheet.blocks:
        match block:
            case Line():
                row += 1
            case Paragraph():
                row += block.text.count("\n") + 1
            case Table():
                row += 2 if block.heads else 1
                return row if row <= _HIGHEST_HEAD else 0
            case _:
                return 0
    return 0


def _write_blocks(
    page: Any, sheet: Sheet, widths: list[float], tell: Callable[[], None]
) -> list[TableRows]:
    rows = Rows(page, private_folder())
    blocks, tables = BlockRows(rows, widths, _printed_size(sheet)), []
    blocks.title(sheet.title)
    head, before = 0.0, rows.last
    for is_closing, group in groupby(sheet.blocks, _is_closing):
        start = rows.last
        for block in group:
            if isinstance(block, Table):
                tables.append(TableRows(rows, block, widths))
                tables[-1].write(tell)
                start = tables[-1].first - 1
                head = tables[-1].head_height if _repeats_head(sheet) else 0.0
            else:
                _write_block(blocks, block)
        if is_closing:
            blocks.keep(Closing(rows.last - start, start - before, head))
        before = start
    if tables:
        _make_handy(page, tables[0], repeated=_repeats_head(sheet))
    return tables


def _write_block(blocks: BlockRows, block: Block) -> None:
    match block:
        case Line():
            blocks.line(block)
        case Paragraph():
            blocks.paragraph(block)
        case Facts():
            blocks.facts(block)
        case Chart():
            blocks.chart(block)
        case Signatures():
            blocks.signatures(block)
        case Picture() | Photographs():
            blocks.pictures(block.pictures)
        case PageBreak():
            blocks.page_break()
        case Table():
            raise AssertionError(block)
        case _:
            assert_never(block)


def _is_closing(block: Block) -> bool:
    """Return whether a block is of what stands below a table or a text: a note, a date, names."""
    is_last_words = isinstance(block, Paragraph) and block.style in {"note", "right"}
    return is_last_words or isinstance(block, Signatures)


def _printed_size(sheet: Sheet) -> tuple[float, float]:
    """Return width and height of what is printed on a page, in points."""
    width, height = _SIZES[paper_for(sheet)]
    return width - 2 * 72 * _SIDE, height - 72 * (_TOP + _FOOT)


def _repeats_head(sheet: Sheet) -> bool:
    """Return whether nothing follows the first table but what belongs to it, and its head is near."""
    if not _head_row(sheet):
        return False
    big = [b for b in sheet.blocks if isinstance(b, Table | Chart | Facts | Picture | PageBreak)]
    return isinstance(big[-1], Table) and sum(isinstance(block, Table) for block in big) == 1


def _make_handy(page: Any, table: TableRows, *, repeated: bool) -> None:
    """Give the first table a filter, and its head on every printed page that is all its own."""
    last = letters(len(table.table.columns) - 1)
    if table.table.rows and not table.table.grouped:
        page.auto_filter.ref = f"A{table.head}:{last}{table.end}"
    if repeated:
        page.print_title_rows = f"{table.head - bool(table.table.heads)}:{table.head}"


def _write_hidden(page: Any, sheet: Sheet, tables: list[TableRows]) -> None:
    page.sheet_state = "hidden"
    rows = Rows(page, private_folder())

    def add(*values: str | int) -> None:
        row = rows.last + 1
        rows.add(
            cell(
                n, row, text_content("0", v) if isinstance(v, str) else number_content("0", str(v))
            )
            for n, v in enumerate(values)
        )

    add("code", sheet.code)
    for table in tables:
        add("head", table.head)
        add("columns", *(field.name for field in table.table.columns))
        for number, record in enumerate(table.table.ids, table.first):
            if record is not None:
                add(number, record)


def _drop(page: Any) -> None:
    """Remove the passing file of a page that was not saved."""
    writer = page._writer  # noqa: SLF001 - openpyxl keeps it there until the program ends
    if writer is not None:
        writer.drop()
