"""The items of a base as our own ledger tells them: 岗位工资2,185.00、薪级工资692.00."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.dues.fixing import Item
from models.dues.records import COUNTED, DEDUCTED
from models.fields import Field
from models.fields import Kind as ValueKind
from models.values import parse_money

if TYPE_CHECKING:
    from collections.abc import Mapping

TOLD = (
    Field("计入基数的项目", ValueKind.LONG_TEXT, width=12, name="counted"),
    Field("扣除的项目", ValueKind.LONG_TEXT, width=12, name="deducted"),
)
_ITEM = re.compile(r"(.+?)([\d,]+\.\d\d)(?:、|$)")


def told_items(cells: Mapping[str, str], base: int | None) -> tuple[Item, ...]:
    """Return the items that a row tells, if they make the base it has; else none."""
    uses = zip(TOLD, (COUNTED, DEDUCTED), strict=True)
    items = [
        Item(label, use, parse_money(amount))
        for field, use in uses
        for label, amount in _ITEM.findall(cells.get(field.name, ""))
    ]
    total = sum(item.amount if item.use == COUNTED else -item.amount for item in items)
    return tuple(items) if items and total == base else ()
