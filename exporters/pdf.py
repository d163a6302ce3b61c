"""A sheet as PDF: what is previewed, printed and filed."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import IO, TYPE_CHECKING, assert_never

from exporters.fonts import load_fonts
from exporters.pdf_charts import set_charts
from exporters.pdf_contents import number_through, set_contents
from exporters.pdf_fonts import Pens
from exporters.pdf_forms import set_facts
from exporters.pdf_grouped import GroupedSetter
from exporters.pdf_keeping import height_below
from exporters.pdf_page import FOOT_SIZE, MM, Flow, Frame
from exporters.pdf_photographs import set_pictures
from exporters.pdf_table import TableSetter, natural_width
from exporters.pdf_text import set_line, set_paragraph, set_signatures, set_title
from exporters.sheet import (
    PROSE_STYLES,
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
from exporters.wording import rows_in, sign_here

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporters.sheet import Block, Paper, Progress, Sheet

_SIZES: dict[Paper, tuple[float, float]] = {
    "A4": (210 * MM, 297 * MM),
    "A4 landscape": (297 * MM, 210 * MM),
    "A3 landscape": (420 * MM, 297 * MM),
}
_STEP = 50


def write_pdf(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path`."""
    with path.open("wb") as file:
        _write(file, sheet, progress)


def pdf_bytes(sheet: Sheet, progress: Progress) -> bytes:
    """Return `sheet` as a PDF kept in memory, for a preview."""
    file = BytesIO()
    _write(file, sheet, progress)
    return file.getvalue()


def _write(file: IO[bytes], sheet: Sheet, progress: Progress) -> None:
    rows = rows_in(sheet)
    done = 0

    def tell() -> None:
        nonlocal done
        done += _STEP
        progress(min(done, rows), 2 * rows)

    flows = _bound(sheet, Pens(load_fonts()), tell)
    from exporters.pdf_canvas import paint  # noqa: PLC0415 - brings reportlab, loaded when first used

    paint(file, sheet, flows, lambda share: progress(rows + int(share * rows), 2 * rows))


def _bound(sheet: Sheet, pens: Pens, tell: Callable[[], None]) -> list[Flow]:
    """Return a sheet's pages and those of its parts, numbered through where it has contents."""
    parts = [_set_sheet(part, pens, tell) for part in sheet.parts]
    flows = [_set_sheet(sheet, pens, tell), *parts]
    if sheet.contents:
        set_contents(flows[0], sheet.contents, [len(flow.pages) for flow in parts])
        number_through(flows)
    return flows


def _set_sheet(sheet: Sheet, pens: Pens, tell: Callable[[], None]) -> Flow:
    """Return the pages of a sheet without its parts, as if it stood alone."""
    flow = _set_pages(sheet, pens, tell)
    if len(flow.pages) > 1 and any(isinstance(block, Chart) for block in sheet.blocks):
        closer = _set_pages(sheet, pens, lambda: None, is_close=True)
        flow = closer if len(closer.pages) < len(flow.pages) else flow
    flow.record, flow.count = sheet.record, len(flow.pages)
    tell()
    return flow


def _set_pages(
    sheet: Sheet, pens: Pens, tell: Callable[[], None], *, is_close: bool = False
) -> Flow:
    """Return a sheet's pages; `is_close` sets the rows of its tables closer together."""
    flow = Flow(frame_for(sheet), pens, is_close=is_close)
    set_title(flow, sheet.title)
    runs, place = _runs(sheet.blocks), 0
    for run in runs:
        if isinstance(run[0], Signatures) and run is runs[-1] and _fits_foot(flow, run[0]):
            flow.signatures = run[0].labels
        else:
            flow.below = height_below(flow, sheet.blocks[place + len(run) - 1 :])
            _set(flow, run, tell)
        place += len(run)
    return flow


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks each alone, charts that follow one another together."""
    keyed = groupby(enumerate(blocks), lambda each: -isinstance(each[1], Chart) or each[0])
    return [[block for _, block in run] for _, run in keyed]


def _set(flow: Flow, run: list[Block], tell: Callable[[], None]) -> None:
    block = run[0]
    match block:
        case Table():
            setter = GroupedSetter if block.grouped else TableSetter
            setter(flow, block).fill(tell)
        case Line():
            set_line(flow, block)
        case Paragraph():
            set_paragraph(flow, block)
        case Facts():
            set_facts(flow, block)
        case Chart():
            set_charts(flow, [chart for chart in run if isinstance(chart, Chart)])
        case Picture() | Photographs():
            set_pictures(flow, block)
        case Signatures():
            set_signatures(flow, block.labels)
        case PageBreak():
            if not flow.is_at_top:
                flow.new_page()
        case _:
            assert_never(block)


def frame_for(sheet: Sheet) -> Frame:
    """Return the paper and margins of a sheet: an official document's, or a ledger's."""
    is_prose, paper = _is_prose(sheet), paper_for(sheet)
    width, height = _SIZES[paper]
    if is_prose and paper == "A4":
        return Frame(width, height, 28 * MM, 26 * MM, 37 * MM, 35 * MM, is_prose=True)
    left = 25 * MM if paper == "A4" else 14 * MM
    return Frame(width, height, left, 14 * MM, 44.0, 52.0)


def _is_prose(sheet: Sheet) -> bool:
    return any(
        isinstance(block, Paragraph) and block.style in PROSE_STYLES for block in sheet.blocks
    )


def paper_for(sheet: Sheet) -> Paper:
    """Return the sheet's paper, or the smallest on which its tables have the widths they ask for."""
    if sheet.paper:
        return sheet.paper
    tables = (block for block in sheet.blocks if isinstance(block, Table))
    widest = max((natural_width(table.columns) for table in tables), default=0)
    margins = 54 * MM if _is_prose(sheet) else 39 * MM
    if widest <= _SIZES["A4"][0] - margins:
        return "A4"
    return (
        "A4 landscape" if widest <= 1.1 * (_SIZES["A4 landscape"][0] - 28 * MM) else "A3 landscape"
    )


def _fits_foot(flow: Flow, block: Signatures) -> bool:
    """Return whether a ledger's places to sign stand side by side before the page number."""
    pen = flow.pen("table", FOOT_SIZE)
    needed = sum(pen.width(sign_here(label)) + 70 for label in block.labels)
    return not flow.frame.is_prose and needed <= flow.frame.text_width - 130
