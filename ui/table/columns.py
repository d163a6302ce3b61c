"""The columns of a table: what a value is, what it says, how it is ordered and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from models.errors import InvalidRecord
from models.fields import Field, Kind
from models.values import could_be_masked, mask_identity, mask_phone

_MASKS = {Kind.IDENTITY: mask_identity, Kind.PHONE: mask_phone}
KEPT = object()
"""What a text means that only repeats what stands in the cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its value is, where it is in a row, and how it is ordered and tinted.

    `own` tells that the value is the record's own and may be typed in place; `fixed` is the
    sentence about one that is not. `offers` gives the records that a reference can name, `among`
    the words that are suggested where they are fewer than the field's.
    """

    field: Field
    value: Callable[[Any], Any]
    order: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    own: bool = False
    fixed: str = ""
    offers: Callable[[], Sequence[tuple[int, str]]] | None = None
    among: tuple[str, ...] = ()

    def shown(self, row: Any, *, masked: bool = True) -> str:
        """Return the words of the cell, personal numbers hidden unless asked for in full."""
        return self.words_for(self.value(row), masked=masked)

    def words_for(self, value: Any, *, masked: bool = True) -> str:
        """Return the words that a value is shown by."""
        mask = _MASKS.get(self.field.kind) if masked else None
        if mask and value:
            return mask(value)
        text = self.field.display(value)
        return " ".join(text.split()) if self.field.kind is Kind.LONG_TEXT else text

    def hides(self, row: Any) -> bool:
        """Return whether the cell shows a number only in part until asked for in full."""
        return self.field.kind in _MASKS and bool(self.value(row))

    def typed(self, row: Any) -> str:
        """Return the whole text of the cell, to be edited."""
        return self.field.display(self.value(row))

    def meaning(self, text: str, row: Any = None) -> Any:
        """Return the value that a text means in the cell of a row, or of a new one for None.

        `KEPT` is returned for a text that only repeats, in full or hidden, what stands there.

        Raises:
            InvalidRecord: with the sentence to show beside the cell.
        """
        if row is not None and text in {self.typed(row), self.shown(row), self.shown_full(row)}:
            return KEPT
        if "*" in text and self.field.kind in _MASKS:
            return self._hidden(text, row)
        value = self._named(text.strip()) if self.offers else self.field.parse(text)
        if sentence := self.field.problem(value):
            raise InvalidRecord({self.field.name: sentence})
        return value

    def shown_full(self, row: Any) -> str:
        """Return the words of the cell without hiding anything."""
        return self.shown(row, masked=False)

    def fault(self, text: str, row: Any = None) -> str:
        """Return the sentence about a text for the cell, "" if it can stand there."""
        try:
            self.meaning(text, row)
        except InvalidRecord as error:
            return str(error)
        return ""

    def _hidden(self, text: str, row: Any) -> Any:
        present = "" if row is None else str(self.value(row) or "")
        if present and could_be_masked(text.strip(), present):
            return KEPT
        sentence = f"{self.field.label}：“{text}”只写出了一部分，请写完整的号码"
        raise InvalidRecord({self.field.name: sentence})

    def _named(self, text: str) -> int | None:
        if not text:
            return None
        found = [number for number, name in (self.offers() if self.offers else ()) if name == text]
        if len(found) == 1:
            return found[0]
        many = f"有{len(found)}个“{text}”，请打开这一条来选"
        sentence = many if found else f"没有“{text}”，请从列表中选"
        raise InvalidRecord({self.field.name: f"{self.field.label}：{sentence}"})


def column(field: Field, of: Callable[[Any], Any] | None = None) -> Column:
    """Return the column of a record's own field; `of` gives the record of a report row."""
    name, own = field.name, field.kind is not Kind.REFERENCE
    if of is None:
        return Column(field, attrgetter(name), own=own)
    return Column(field, lambda row: getattr(of(row), name), own=own)


def order_of(column: Column, rows: Sequence[Any]) -> list[Any]:
    """Return what orders each row by a column; dates as numbers, a tenth of the time of dates."""
    if column.order:
        return list(map(column.order, rows))
    values = list(map(column.value, rows))
    if column.field.kind is not Kind.PARTIAL_DATE:
        return values
    return [
        value and value.year * 10_000 + (value.month or 0) * 100 + (value.day or 0)
        for value in values
    ]
