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


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must meet, and the words on its chip."""

    words: str
    accepts: Callable[[Any], bool]


def ways(column: Column) -> tuple[str, ...]:
    """Return how a column can be asked about."""
    if column.field.kind in {Kind.DATE, Kind.PARTIAL_DATE}:
        return (BETWEEN, EMPTY, FILLED, ONE_OF)
    return (ONE_OF, CONTAINS, EMPTY, FILLED)


def one_of(column: Column, texts: Collection[str]) -> Condition:
    """Return that a column shows one of some texts."""
    wanted = frozenset(texts)
    names = [text or "空白" for text in texts]
    told = "、".join(names[:_MOST_NAMED]) + (
        f"等{len(names)}项" if len(names) > _MOST_NAMED else ""
    )
    return Condition(f"{column.field.label}：{told}", lambda row: column.shown(row) in wanted)


def contains(column: Column, text: str) -> Condition:
    """Return that a column holds a text, whatever is hidden of it."""
    wanted = text.strip().lower()
    return Condition(
        f"{column.field.label}含“{text.strip()}”",
        lambda row: wanted in column.shown_full(row).lower(),
    )


def empty(column: Column, *, is_so: bool = True) -> Condition:
    """Return that nothing stands in a column, or that something does."""
    word = EMPTY if is_so else FILLED
    return Condition(
        f"{column.field.label}{word}", lambda row: (not column.shown_full(row)) is is_so
    )


def between(column: Column, first: PartialDate | None, last: PartialDate | None) -> Condition:
    """Return that a date may fall between two days, both included; None is no limit."""
    begin = first.first if first else date.min
    end = last.last if last else date.max

    def accepts(row: Any) -> bool:
        value = column.value(row)
        if not value:
            return False
        if isinstance(value, PartialDate):
            return value.first <= end and begin <= value.last
        return bool(begin <= value <= end)

    return Condition(f"{column.field.label}：{first or '最早'} 至 {last or '最晚'}", accepts)
