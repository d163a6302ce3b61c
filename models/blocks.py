"""A block of cells as a clipboard carries it: tabs between cells, quotes where Excel sets them."""

from __future__ import annotations

import csv
import io
from threading import Lock
from typing import TYPE_CHECKING

from models.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 2_000_000
"""Characters taken at once."""
MOST_ROWS = 5_000
_LONGEST_CELL = 100_000
_READING = Lock()
"""The csv module keeps the longest cell for the whole program, and imports read in other threads."""


def block_text(rows: Iterable[Sequence[str]]) -> str:
    """Return cells as the text that a workbook takes as a block."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def block_rows(text: str) -> list[list[str]]:
    """Return the cells of a pasted text as rows of one length; empty lines at the end are dropped.

    Raises:
        AppError: if it is more than is taken at once, with the sentence to show.
    """
    if len(text) > LONGEST:
        raise AppError(
            f"没有粘贴：剪贴板里有{len(text) / 10_000:.0f}万字，一次最多粘贴{LONGEST // 10_000}万字；"
            "表格没有改动，请分批粘贴，或从文件导入。"
        )
    try:
        rows = delimited_rows(text, "\t", _LONGEST_CELL)
    except ValueError:
        raise AppError(
            "没有粘贴：剪贴板里有一格长得不合情理；表格没有改动，请检查引号是否成对。"
        ) from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise AppError(
            f"没有粘贴：剪贴板里有{len(rows)}行，一次最多粘贴{MOST_ROWS}行；表格没有改动，请分批粘贴。"
        )
    return rows


def delimited_rows(text: str, delimiter: str, longest_cell: int) -> list[list[str]]:
    """Return the cells of a text as rows of one length.

    Raises:
        ValueError: if a cell is longer, as after a quote that is not closed.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    with _READING:
        previous = csv.field_size_limit(longest_cell)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise ValueError from error
        finally:
            csv.field_size_limit(previous)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
