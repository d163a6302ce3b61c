"""What the columns of a payroll do to a base: known ones by rule, the others as someone says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from models.dues.items import Item, Use, item_for, known_headings
from models.fields import Field
from models.fields import Kind as ValueKind
from models.importing.heading import plain
from models.importing.subject import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.importing.heading import Column, Heading

_PAY = "pay"
_BY_RULE, _ASKED = "rule", "asked"
_BY_UNIT = "单位"
_WORDS = {
    Use.COUNTED: "计入基数", Use.DEDUCTED: "从基数扣除", Use.LEFT_OUT: "不计入基数",
}  # fmt: skip
_BY_CLASS = "计入基数（按类别）"
_ANY_CLASS = "计入基数（各类别）"
TO_ASK = "请选用途"


@dataclass(frozen=True, slots=True)
class PayColumn:
    """A column that holds amounts: the field it fills, what it is called, what it is taken for."""

    name: str
    label: str
    item: Item | None
    chosen: Use | None
    is_asked: bool

    def use(self, payer: str, on: date) -> Use:
        """Return what it does to the base of a class on a day; one not known does nothing."""
        if self.chosen:
            return self.chosen
        return self.item.use_for(payer, on) if self.item else Use.LEFT_OUT


def is_pay(name: str) -> bool:
    """Return whether a field's name is that of an amount of a payroll."""
    return name.startswith(f"{_PAY}:")


@cache
def item_labels() -> Mapping[str, tuple[str, int]]:
    """Return each heading of an item known, with what tells the items apart: to find a heading by."""
    return {plain(text): (f"{_PAY}::{item.label}", 1) for text, item in known_headings().items()}


def uses_of(column: Column) -> tuple[ColumnUse, ...]:
    """Return what a column may do to the base, what it does by rule first."""
    return _uses(column.labels, "".join(column.text.split()))


@lru_cache(maxsize=1024)
def _uses(labels: tuple[str, ...], text: str) -> tuple[ColumnUse, ...]:
    if not labels:
        return ()
    item = _item(labels)
    usual = Use.LEFT_OUT if _is_of_unit(labels) else item.use if item else None
    if usual is None:
        words = {_ASKED: TO_ASK}
    elif item and item.payers:
        words = {_BY_RULE: _BY_CLASS, Use.COUNTED.value: _ANY_CLASS}
    else:
        words = {_BY_RULE: _WORDS[usual]}
    for use in Use:
        if use is not usual and use.value not in words:
            words[use.value] = _WORDS[use]
    return tuple(
        ColumnUse(Field(text, ValueKind.MONEY, width=6, name=f"{_PAY}:{what}:{labels[0]}"), said)
        for what, said in words.items()
    )


def pay_column(column: Column, name: str) -> PayColumn:
    """Return a column that is taken as one of its uses, by the use's field."""
    what = name.split(":")[1]
    item = None if _is_of_unit(column.labels) else _item(column.labels)
    chosen = None if what in {_BY_RULE, _ASKED} else Use(what)
    return PayColumn(name, "".join(column.text.split()), item, chosen, what == _ASKED)


def by_rule(column: Column) -> str:
    """Return the field that a column fills if it is known what it does, else ""."""
    uses = uses_of(column)
    return uses[0].field.name if uses and uses[0].words != TO_ASK else ""


def to_ask(column: Column) -> str:
    """Return the field that a column of amounts fills whose use is not known."""
    return uses_of(column)[0].field.name


def counted_items(heading: Heading) -> frozenset[str]:
    """Return the items named that count for some class: 职务工资, 薪级工资."""
    found = (_item(column.labels) for column in heading.columns if column.labels)
    return frozenset(item.label for item in found if item and item.use is Use.COUNTED)


def _item(labels: tuple[str, ...]) -> Item | None:
    """Return the item a heading names; merged with what stands above it, or by itself."""
    return next((item for label in labels if (item := item_for(label))), None)


def _is_of_unit(labels: tuple[str, ...]) -> bool:
    """Return whether a heading is what the employer pays beside the wages, which enters no base."""
    return any(_BY_UNIT in label for label in labels) and _item(labels) is not None
