"""The words of a sheet: what a value says in print and in data, the same for every format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporters.sheet import Chart, Facts, Line, Paragraph, Photographs, Picture, Signatures, Table
from models.fields import Kind
from models.values import format_hours, format_money, spaced_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Block, Fact, Sheet, Value
    from models.fields import Field

NOTHING = "无"
"""What an empty table says."""
CONTINUED = "续"
CONTENTS = "目　录"
"""The heading of a page of contents."""
NUMBERS = {Kind.MONEY, Kind.INTEGER, Kind.HOURS}
NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold: a workbook or a document with it would not be written, or not open."""
_HAN = "\u3400", "\u9fff"


def data_text(field: Field, value: Value) -> str:
    """Return a cell's words as data: a name unspaced, an amount without commas."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if field.kind is Kind.MONEY and isinstance(value, int):
        return format_money(value).replace(",", "")
    if field.kind is Kind.HOURS and isinstance(value, int):
        return format_hours(value)
    return str(value)


def printed(field: Field, value: Value) -> str:
    """Return a cell's words in print: a name of two characters spaced, an amount with commas."""
    if field.kind is Kind.MONEY and isinstance(value, int) and not isinstance(value, bool):
        return format_money(value)
    text = data_text(field, value)
    return _spaced(text) if field.kind is Kind.NAME else text


def printed_fact(fact: Fact) -> str:
    """Return a fact's value in print, a name as in a table."""
    return _spaced(fact.value) if fact.kind is Kind.NAME else fact.value


def _spaced(name: str) -> str:
    return spaced_name(name) if len(name) == 2 and all(map(is_han, name)) else name


def is_han(character: str) -> bool:
    """Return whether it is a Chinese character, of the common or the far planes."""
    return _HAN[0] <= character <= _HAN[1] or character >= "\U00020000"


def sign_here(label: str) -> str:
    """Return the words before a place to sign."""
    return label if label.endswith(("：", ":")) else f"{label}："


def page_words(number: int | str, count: int | str) -> str:
    """Return the words of a page number in the foot."""
    return f"第 {number} 页　共 {count} 页"


def total_span(table: Table) -> int:
    """Return over how many columns the first words of a table's total reach."""
    total = table.total or ()
    span = 1
    while (
        span < len(total) and total[span] in {None, ""} and table.columns[span].kind not in NUMBERS
    ):
        span += 1
    return span


def rows_in(sheet: Sheet) -> int:
    """Return how many table rows a sheet has, with those of its parts."""
    own = sum(len(block.rows) for block in sheet.blocks if isinstance(block, Table))
    return own + sum(map(rows_in, sheet.parts))


def words(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield every text of a sheet as it is printed, each with where it stands."""
    yield "标题", sheet.title
    for block in sheet.blocks:
        if isinstance(block, Table):
            yield from _table_words(block)
        else:
            yield from (("正文", text) for text in _block_words(block))
    if sheet.contents:
        yield from (("目录", text) for text in (CONTENTS, *sheet.contents))
    for part in sheet.parts:
        yield from words(part)


def _table_words(table: Table) -> Iterator[tuple[str, str]]:
    for label, _, _ in table.heads:
        yield "表头", label
    for field in table.columns:
        yield "表头", field.label
    for number, row in enumerate(table.rows, 1):
        for field, value in zip(table.columns, row, strict=True):
            yield f"第{number}行{field.label}", printed(field, value)
    for field, value in zip(table.columns, table.total or (), strict=False):
        yield "合计行", printed(field, value)
    if not table.rows:
        yield "表内", NOTHING


def _block_words(block: Block) -> Iterator[str]:
    match block:
        case Line():
            yield from (block.left, block.middle, block.right)
        case Paragraph():
            yield from block.text.split("\n")
        case Facts():
            for fact in block.pairs:
                yield from (fact.label, printed_fact(fact))
            if block.picture:
                yield block.picture.caption
        case Chart():
            yield block.title
            for label, number in block.items:
                yield from (label, str(number))
        case Signatures():
            yield from (sign_here(label) for label in block.labels)
        case Picture() | Photographs():
            yield from (picture.caption for picture in block.pictures)
