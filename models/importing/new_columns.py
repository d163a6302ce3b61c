"""A workbook's column as one the branch may add to its own: its label, what its cells are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.errors import InvalidRecord
from models.fields import Field, validate
from models.importing.cells import BLANK
from models.importing.heading import plain
from models.members.records import Member
from models.own_columns import DATE, NUMBER, TEXT, OwnColumn
from models.values import cell_text, clean_name, parse_partial_date

if TYPE_CHECKING:
    from models.importing.heading import Heading
    from models.importing.workbook import SheetRows

_NARROWEST, _WIDEST = 4, 16
_MOST_DIGITS = 9


def column_of(
    sheet: SheetRows, heading: Heading, index: int, kind: str, *, taken: Mapping[str, Field]
) -> OwnColumn:
    """Return a column of a sheet as one of the branch's own, of a kind or of what its cells are.

    Raises:
        InvalidRecord: with the sentence why it cannot be; `taken` are the fields there are.
    """
    text = next((each.text for each in heading.columns if each.index == index), "")
    label = clean_name(text)
    if not label:
        raise InvalidRecord({"label": "这一列没有列名，没有取作自设栏目；请先在表里写上列名"})
    if any(plain(label) == plain(field.label) for field in taken.values()):
        raise InvalidRecord({"label": f"已有“{label}”这一栏，请在列名上方直接选它"})
    rows = sheet.rows[heading.last + 1 :]
    cells = [row[index] for row in rows if index < len(row) and row[index] not in (*BLANK, None)]
    column = OwnColumn(
        owner_table=Member.table,
        label=label,
        kind=kind or kind_of(cells),
        width=_width(label, cells),
    )
    validate(column)
    return column


def kind_of(cells: list[Any]) -> str:
    """Return what all cells of a column are: dates as such, small whole numbers, else text."""
    if cells and all(map(_is_date, cells)):
        return DATE
    return NUMBER if cells and all(map(_is_number, cells)) else TEXT


def _is_date(cell: Any) -> bool:
    """Return whether a cell is a date beyond doubt: bare digits may be a number as well."""
    if isinstance(cell, (date, datetime)):
        return True
    if not isinstance(cell, str) or cell.strip().isdecimal():
        return False
    try:
        parse_partial_date(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: Any) -> bool:
    """Return whether a cell is a whole number that is surely no numbering: 0123 keeps its nought."""
    text = cell_text(cell).strip()
    digits = text.removeprefix("-")
    if not (digits.isdecimal() and digits.isascii()) or isinstance(cell, bool):
        return False
    return str(int(digits)) == digits and len(digits) <= _MOST_DIGITS


def _width(label: str, cells: list[Any]) -> int:
    longest = max((_characters(cell_text(cell)) for cell in cells), default=0)
    return min(max(_NARROWEST, _characters(label), longest), _WIDEST)


def _characters(text: str) -> int:
    """Return how many Chinese characters wide a text is."""
    return -(-sum(2 if ord(each) > 0x2E7F else 1 for each in text) // 2)
