"""A 核定 with other values: its items follow a changed class, or go where they make its base no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.dues.fixing import Fixed, pays_by_base, refixed
from models.dues.item_text import base_of_items, usual_use
from models.dues.records import COUNTED
from models.errors import InvalidRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.dues.fixing import Item
    from models.rules.dues import Rounding


def refixed_with_items(held: Fixed, values: Mapping[str, Any], rounding: Rounding) -> Fixed:
    """Return a 核定 with other values, its base made anew of its items where the class changes.

    Items that do not make the base any more are left out. The same class once more says that it
    was looked at, and alters nothing else.

    Raises:
        InvalidRecord: if nothing of the items counts for the new class.
    """
    basis, items = held.basis, held.items
    if set(values) == {"payer"} and values["payer"] == basis.payer and basis.amount is not None:
        return replace(held, basis=replace(basis, is_assumed=False))
    made = refixed(basis, values, rounding)
    is_theirs = bool(items) and base_of_items(items) == basis.base
    is_other = bool(made.payer and basis.payer) and made.payer != basis.payer
    if is_theirs and is_other and "base" not in values and pays_by_base(made) and made.since:
        items = reclassed(items, basis.payer, made.payer, made.since.first)
        made = refixed(basis, {**values, "base": base_of_items(items)}, rounding)
    if made.base != basis.base and (made.base is None or base_of_items(items) != made.base):
        items = ()
    return Fixed(made, items)


def reclassed(items: Sequence[Item], before: str, payer: str, on: date) -> tuple[Item, ...]:
    """Return items with the use each has for another class; a use of someone's own choice stays.

    Raises:
        InvalidRecord: if none of them counts for it, or more is deducted than counted.
    """
    found = tuple(
        item._replace(use=usual_use(item.label, payer, on))
        if usual_use(item.label, before, on) == item.use
        else item
        for item in items
    )
    if not any(item.use == COUNTED and item.amount for item in found):
        sentence = f"原来列出的各项没有“{payer}”可计入基数的，请连同各项一起改"
        raise InvalidRecord({"payer": sentence})
    if base_of_items(found) < 0:
        sentence = f"按“{payer}”，各项扣除的多于计入的，请连同各项一起改"
        raise InvalidRecord({"payer": sentence})
    return found
