"""What a record's fields are called, hold and accept: declared once, read by every layer.

A record is a frozen dataclass; ``Annotated[type, Field(...)]`` on an attribute describes it. The
description says what a value is, never how a layer shows it: each layer maps `Kind` to its look.
"""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, MISSING, dataclass, fields, replace
from datetime import date
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import repeat
from operator import call, itemgetter
from typing import Any, TypeVar, get_args, get_type_hints

from models import values
from models.codes import normalise
from models.errors import InvalidRecord
from models.values import PartialDate

R = TypeVar("R")
T = TypeVar("T")


class Kind(Enum):
    """What a value is."""

    TEXT = auto()
    LONG_TEXT = auto()
    NAME = auto()
    CHOICE = auto()
    DATE = auto()
    TIME = auto()
    PARTIAL_DATE = auto()
    INTEGER = auto()
    MONEY = auto()
    HOURS = auto()
    FLAG = auto()
    IDENTITY = auto()
    PHONE = auto()
    REFERENCE = auto()


_TEXTUAL = {
    Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.CHOICE, Kind.IDENTITY, Kind.PHONE, Kind.TIME,
}  # fmt: skip
_TRUE = {"是", "有", "√", "✓", "1", "y", "yes", "true", "对"}
_FALSE = {"否", "无", "没有", "×", "✗", "0", "n", "no", "false", "不是", ""}
_MOST = 2**62
_EMPTY = {"", "-", "—", "——", "/", "\\", "无", "None"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label, what its value is, and what is accepted.

    `choices` names a code table of `models.codes`; `width` is in Chinese characters of a printed
    column; `aliases` are other headings a workbook may use; `name` is filled in by `fields_of`.
    """

    label: str
    kind: Kind = Kind.TEXT
    _: KW_ONLY
    required: bool = False
    choices: str = ""
    width: int = 8
    check: Callable[[Any], str | None] | None = None
    aliases: tuple[str, ...] = ()
    name: str = ""
    none: tuple[str, ...] = ()
    """Words that mean that nothing is entered here, as 免交 for an amount that is all."""

    def parse(self, value: object) -> Any:
        """Return the value that a typed text or a workbook cell means; None or "" for nothing.

        Raises:
            InvalidRecord: with the sentence to show beside the field.
        """
        text = values.cell_text(value).strip().strip("\u3000")
        if (text in _EMPTY or text in self.none) and self.kind is not Kind.FLAG:
            return self.empty
        try:
            return _PARSERS[self.kind](self, value)
        except ValueError as error:
            raise InvalidRecord({self.name: f"{self.label}：{error}"}) from None

    def display(self, value: Any) -> str:
        """Return the value in the words a screen shows."""
        if value is None or value == "":
            return ""
        if self.kind is Kind.MONEY:
            return values.format_money(value)
        if self.kind is Kind.HOURS:
            return values.format_hours(value)
        if self.kind is Kind.FLAG:
            return "是" if value else "否"
        return str(value)

    def problem(self, value: Any) -> str | None:
        """Return the sentence that says why `value` is unacceptable, if it is."""
        if value is None or value == "":
            return f"{self.label}不能为空" if self.required else None
        return self.check(value) if self.check else None

    @property
    def empty(self) -> Any:
        """The value that means nothing was entered."""
        if self.kind in _TEXTUAL:
            return ""
        return False if self.kind is Kind.FLAG else None


def _parse_flag(_field: Field, value: object) -> bool:
    text = values.cell_text(value).strip().lower()
    if text in _TRUE or value is True:
        return True
    if text in _FALSE or value is False:
        return False
    raise ValueError(f"“{values.shorten(text)}”不是“是”或“否”")


def _parse_integer(_field: Field, value: object) -> int:
    text = values.cell_text(value).strip().replace(",", "")
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"“{values.shorten(text)}”不是整数") from None
    if abs(number) > _MOST:
        raise ValueError(f"“{values.shorten(text)}”太大")
    return number


def _parse_name(_field: Field, value: object) -> str:
    name = values.clean_name(value)
    if name and (sentence := values.name_fault(name)):
        raise ValueError(sentence)
    return name


_PARSERS: dict[Kind, Callable[[Field, object], Any]] = {
    Kind.TEXT: lambda _, value: values.cell_text(value).strip(),
    Kind.LONG_TEXT: lambda _, value: values.cell_text(value).strip(),
    Kind.NAME: _parse_name,
    Kind.CHOICE: lambda field, value: normalise(field.choices, values.cell_text(value).strip()),
    Kind.DATE: lambda _, value: values.parse_date(value),
    Kind.TIME: lambda _, value: values.parse_time(value),
    Kind.PARTIAL_DATE: lambda _, value: values.parse_partial_date(value),
    Kind.INTEGER: _parse_integer,
    Kind.MONEY: lambda _, value: values.parse_money(value),
    Kind.HOURS: lambda _, value: values.parse_hours(value),
    Kind.FLAG: _parse_flag,
    Kind.IDENTITY: lambda _, value: values.clean_identity(value),
    Kind.PHONE: lambda _, value: values.clean_identity(value),
    Kind.REFERENCE: _parse_integer,
}


def by_type(function: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Remember what a function gives for each record type."""
    return cache(function)  # type: ignore[return-value]  # a type is hashable


@by_type
def _hints(record_type: type[Any]) -> dict[str, Any]:
    return get_type_hints(record_type, include_extras=True)


@by_type
def fields_of(record_type: type[Any]) -> tuple[Field, ...]:
    """Return the described fields of a record type, in declaration order."""
    return tuple(
        replace(mark, name=name)
        for name, hint in _hints(record_type).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Field)
    )


def field_of(record_type: type, name: str) -> Field:
    """Return one described field of a record type."""
    return next(field for field in fields_of(record_type) if field.name == name)


@by_type
def _readers(record_type: type[Any]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    hints = _hints(record_type)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(record_type))


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """Return what reads a column's value, None where it is the value itself."""
    if hasattr(hint, "__metadata__"):
        hint = hint.__origin__
    accepted = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if PartialDate in accepted:
        return _partial_date
    if date in accepted:
        return lambda value: value and date.fromisoformat(value)
    return bool if hint is bool else None


@lru_cache(maxsize=40_000)
def _partial_date(value: str) -> PartialDate | None:
    """Return the date that a column spells; many rows share one."""
    return PartialDate.from_iso(value) if value else None


def from_row(record_type: type[R], row: dict[str, Any]) -> R:
    """Return the record that a database row holds."""
    return record_maker(record_type, tuple(row))(tuple(row.values()))


def record_maker(record_type: type[R], columns: Sequence[str]) -> Callable[[Sequence[Any]], R]:
    """Return what makes a record of a row that has these columns; others than its own are left.

    What lies in the file is written into the record's slots: its own `__init__` takes four times
    as long, which a table of 100 000 rows does not have.
    """
    at = {name: place for place, name in enumerate(columns)}
    readers = _readers(record_type)
    taken = itemgetter(*(at[name] for name, _ in readers))
    slots = [getattr(record_type, name).__set__ for name, _ in readers]
    read = [(place, reader) for place, (_, reader) in enumerate(readers) if reader]
    bare = record_type.__new__

    def made(row: Sequence[Any]) -> R:
        values = list(taken(row))
        for place, reader in read:
            if (value := values[place]) is not None:
                values[place] = reader(value)
        record = bare(record_type)
        deque(map(call, slots, repeat(record), values), 0)
        return record

    return made


def to_row(record: Any) -> dict[str, Any]:
    """Return the database row of a record: dates as ISO text, flags as 0 and 1."""
    values_of = {name: getattr(record, name) for name, _ in _readers(type(record))}
    return {
        name: value if value.__class__ in _STORED_AS_IS else _stored(value)
        for name, value in values_of.items()
    }


_STORED_AS_IS = {str, int, type(None)}


def _stored(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else str(value)


@by_type
def _checked_fields(record_type: type[Any]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(record_type) if field.required or field.check)


def validate(record: Any) -> None:
    """Raise InvalidRecord unless every field of `record` is acceptable."""
    found = {f.name: f.problem(getattr(record, f.name)) for f in _checked_fields(type(record))}
    found.update(getattr(record, "problems", dict)())
    if problems := {name: sentence for name, sentence in found.items() if sentence}:
        raise InvalidRecord(problems)


def blank(record_type: type) -> dict[str, Any]:
    """Return the default of every field that has one."""
    return {f.name: f.default for f in fields(record_type) if f.default is not MISSING}
