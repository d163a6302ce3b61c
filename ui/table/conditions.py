"""Conditions that rows must meet, one a field, each with the words it is shown by."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.fields import Kind
from models.values import PartialDate

if TYPE_CHECKING:
    from ui.table.columns import Column

ONE_OF, CONTAINS, BETWEEN, EMPTY, FILLED = "是其中之一", "包含", "在两个日期之间", "为空", "不为空"
_MOST_NAMED = 3
_DATES = {Kind.DATE, Kind.PARTIAL_DATE}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must meet, and the words on its chip."""

    words: str
    accepts: Callable[[Any], bool]


def ways(column: Column) -> tuple[str, ...]:
    """Return how a column can be asked about."""
    if column.field.kind in _DATES:
        return (BETWEEN, EMPTY, FILLED, ONE_OF)
    return (ONE_OF, CONTAINS, EMPTY, FILLED)


def _by_value(column: Column, test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a test of rows that tries each value of a column once: most rows share theirs."""
    value_of = column.value
    if column.field.kind in _DATES:
        return _by_date(value_of, test)
    known: dict[Any, bool] = {}

    def accepts(row: Any) -> bool:
        value = value_of(row)
        found = known.get(value)
        if found is None:
            found = known[value] = test(value)
        return found

    return accepts


def _by_date(value_of: Callable[[Any], Any], test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return the same for dates, which are told apart by identity: comparing them takes longer."""
    known: dict[int, tuple[Any, bool]] = {}

    def accepts(row: Any) -> bool:
        value = value_of(row)
        found = known.get(id(value))
        if found is None:
            found = known[id(value)] = value, test(value)
        return found[1]

    return accepts


def one_of(column: Column, texts: Collection[str]) -> Condition:
    """Return that a column shows one of some texts."""
    wanted = frozenset(texts)
    names = [text or "空白" for text in texts]
    told = "、".join(names[:_MOST_NAMED]) + (
        f"等{len(names)}项" if len(names) > _MOST_NAMED else ""
    )
    return Condition(
        f"{column.field.label}：{told}",
        _by_value(column, lambda value: column.words_for(value) in wanted),
    )


def contains(column: Column, text: str) -> Condition:
    """Return that a column holds a text, whatever is hidden of it."""
    wanted = text.strip().lower()
    return Condition(
        f"{column.field.label}含“{text.strip()}”",
        _by_value(column, lambda value: wanted in column.words_for(value, masked=False).lower()),
    )


def empty(column: Column, *, is_so: bool = True) -> Condition:
    """Return that nothing stands in a column, or that something does."""
    word = EMPTY if is_so else FILLED
    return Condition(
        f"{column.field.label}{word}",
        _by_value(column, lambda value: (not column.words_for(value, masked=False)) is is_so),
    )


def between(column: Column, first: PartialDate | None, last: PartialDate | None) -> Condition:
    """Return that a date may fall between two days, both included; None is no limit."""
    begin = first.first if first else date.min
    end = last.last if last else date.max

    def accepts(value: Any) -> bool:
        if not value:
            return False
        if isinstance(value, PartialDate):
            return value.first <= end and begin <= value.last
        return bool(begin <= value <= end)

    return Condition(
        f"{column.field.label}：{first or '最早'} 至 {last or '最晚'}", _by_value(column, accepts)
    )
