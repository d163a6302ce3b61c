"""Sums in a workbook as formulas, wherever a formula gives the very figure that the table has."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from exporters.excel_rows import letters
from exporters.wording import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporters.sheet import Row, Table, Value


class _Placed(NamedTuple):
    """A sum with the places of its columns."""

    column: int
    plus: tuple[int, ...]
    minus: tuple[int, ...]
    goes_on: bool


class Formulas:
    """The formulas of a table's rows, asked for one row after another, and of its total."""

    def __init__(self, table: Table) -> None:
        places = {field.name: place for place, field in enumerate(table.columns)}
        self._table = table
        self._above: Row = ()
        self._sums = [
            _Placed(
                places[one.column],
                tuple(places[name] for name in one.plus),
                tuple(places[name] for name in one.minus),
                one.goes_on,
            )
            for one in table.sums
            if {one.column, *one.plus, *one.minus} <= places.keys()
        ]

    def of_row(self, row: Row, number: int) -> dict[int, str]:
        """Return by column the formulas of a row that stands in a line of the page."""
        found: dict[int, str] = {}
        for one in self._sums:
            if one.column not in found and self._is_true(one, row):
                found[one.column] = _spelt(one, number)
        self._above = row
        return found

    def _is_true(self, one: _Placed, row: Row) -> bool:
        parts = *one.plus, *one.minus
        if isinstance(row[one.column], str) or (
            len(parts) == _ALONE and any(isinstance(row[place], str) for place in parts)
        ):
            return False
        before = 0
        if one.goes_on:
            if not self._above or not isinstance(self._above[one.column], int):
                return False
            before = _number(self._above[one.column])
        more = sum(_number(row[place]) for place in one.plus)
        less = sum(_number(row[place]) for place in one.minus)
        return before + more - less == _number(row[one.column])

    def of_total(self, first: int, last: int) -> dict[int, str]:
        """Return by column the formulas of the total of rows from one line of the page to another."""
        total = self._table.total or ()
        return {
            place: f"SUM({letters(place)}{first}:{letters(place)}{last})"
            for place, value in enumerate(total)
            if self._table.columns[place].kind in NUMBERS and self._is_total(place, value)
        }

    def _is_total(self, place: int, value: Value) -> bool:
        """Return whether a value is the sum of its column, be it of one still empty."""
        numbers = [row[place] for row in self._table.rows if isinstance(row[place], int)]
        if value is None:
            return not numbers
        return isinstance(value, int) and value == sum(map(_number, numbers))


_ALONE = 2


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _spelt(one: _Placed, number: int) -> str:
    before = f"{letters(one.column)}{number - 1}+" if one.goes_on else ""
    less = "".join(f"-{_sum((place,), number)}" for place in one.minus)
    return f"{before}{_sum(one.plus, number)}{less}"


def _sum(places: tuple[int, ...], number: int) -> str:
    """Return one cell, or the SUM of several, which passes over words: SUM(D4:O4)."""
    if len(places) == 1:
        return f"{letters(places[0])}{number}"
    return f"SUM({','.join(_ranges(places, number))})"


def _ranges(places: Iterable[int], number: int) -> Iterable[str]:
    for _, run in groupby(enumerate(sorted(places)), key=lambda one: one[1] - one[0]):
        found = [f"{letters(place)}{number}" for _, place in run]
        yield found[0] if len(found) == 1 else f"{found[0]}:{found[-1]}"
