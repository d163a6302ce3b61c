"""A sheet as CSV in UTF-8 with a byte order mark, which Excel and WPS open as Chinese text."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, assert_never

from exporters.charts import share
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
from exporters.wording import NOTHING, data_text, rows_in, sign_here
from models.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporters.sheet import Block, Progress, Row, Sheet, Value
    from models.fields import Field

_STEP = 50
_NUMBER_LIKE = {Kind.IDENTITY, Kind.PHONE}
_FORMULA_STARTS = "=+-@"


def write_csv(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path`, its table's rows between the other words."""
    total = rows_in(sheet)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        lines = _lines(sheet)
        for done in range(_STEP, total + 2 * _STEP, _STEP):
            writer.writerows(islice(lines, _STEP))
            progress(min(done, total), total)
        writer.writerows(lines)


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    yield [_guarded(sheet.title)]
    for block in sheet.blocks:
        for line in _block_lines(block):
            yield [*line]


def _block_lines(block: Block) -> Iterator[list[str]]:
    match block:
        case Table():
            yield from _table_lines(block)
        case Line():
            yield [_guarded(text) for text in (block.left, block.middle, block.right)]
        case Paragraph():
            yield from ([_guarded(text)] for text in block.text.replace("\t", "　　　").split("\n"))
        case Facts():
            yield from ([fact.label, _guarded(fact.value)] for fact in block.pairs)
        case Chart():
            whole = sum(number for _, number in block.items)
            yield [_guarded(block.title)]
            for label, number in block.items:
                yield [_guarded(label), str(number), *_share(block, number, whole)]
        case Signatures():
            yield [sign_here(label) for label in block.labels]
        case Picture() | Photographs():
            yield from ([_guarded(picture.caption)] for picture in block.pictures)
        case PageBreak():
            return
        case _:
            assert_never(block)


def _share(chart: Chart, number: int, whole: int) -> list[str]:
    return [share(number, whole)] if chart.kind == "ring" else []


def _table_lines(table: Table) -> Iterator[list[str]]:
    if table.heads:
        heads = {first: label for label, first, _ in table.heads}
        yield [_guarded(heads.get(place, "")) for place in range(len(table.columns))]
    yield [_guarded(field.label) for field in table.columns]
    for row in table.rows:
        yield _cells(table, row)
    if not table.rows:
        yield [NOTHING]
    if table.total:
        yield _cells(table, table.total)


def _cells(table: Table, row: Row) -> list[str]:
    return [_cell(field, value) for field, value in zip(table.columns, row, strict=True)]


def _cell(field: Field, value: Value) -> str:
    """Return a cell; a tab, which readers strip, keeps a spreadsheet from counting with numbers."""
    text = data_text(field, value)
    if isinstance(value, str):
        return f"\t{text}" if field.kind in _NUMBER_LIKE and text else _guarded(text)
    return text


def _guarded(text: str) -> str:
    return f"\t{text}" if text.startswith(tuple(_FORMULA_STARTS)) else text
