"""What of a payroll enters the base: counted, deducted or left out, by class and day."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from models.codes import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOISE = re.compile(r"[\s　]|[（(](?:元|个人|个人部分|个人缴纳|月)[）)]")


class Use(Enum):
    """What a column of a payroll does to the base."""

    COUNTED = "counted"
    DEDUCTED = "deducted"
    LEFT_OUT = "left_out"


class Item(NamedTuple):
    """One column known: what it is called, its use, since when and for whom (no name: for all)."""

    label: str
    use: Use
    since: date
    payers: frozenset[str]

    def use_for(self, payer: str, on: date) -> Use:
        """Return its use for a class on a day."""
        applies = self.since <= on and (not self.payers or payer in self.payers)
        return self.use if applies else Use.LEFT_OUT


class Base(NamedTuple):
    """A base in 分 with the columns it was made of, in the payroll's own words and order."""

    amount: int
    counted: dict[str, int]
    deducted: dict[str, int]
    left_out: dict[str, int]


def item_for(heading: str) -> Item | None:
    """Return what a heading of a payroll means, None if it is not known: the user is asked then."""
    return known_headings().get(_plain(heading))


def base_of(
    amounts: Mapping[str, int], payer: str, on: date, chosen: Mapping[str, Use] | None = None
) -> Base:
    """Return the base that a payroll's columns (heading to 分) give for a class on a day.

    `chosen` says of headings what the user made of them; one neither known nor chosen is left out.
    Of a class that pays by no column of a payroll, as 年薪制人员, nothing is counted.
    """
    parts: dict[Use, dict[str, int]] = {use: {} for use in Use}
    for heading, amount in amounts.items():
        use = (chosen or {}).get(heading)
        if use is None:
            item = item_for(heading)
            use = item.use_for(payer, on) if item else Use.LEFT_OUT
        parts[use][heading] = amount
    counted, deducted, left_out = parts[Use.COUNTED], parts[Use.DEDUCTED], parts[Use.LEFT_OUT]
    return Base(sum(counted.values()) - sum(deducted.values()), counted, deducted, left_out)


def _plain(heading: str) -> str:
    return _NOISE.sub("", heading)


@cache
def known_headings() -> dict[str, Item]:
    """Return each spelling of a heading that is known, without blanks, and the item it is."""
    data = tomllib.loads((RESOURCES / "pay_items.toml").read_text("utf-8"))
    known = {}
    for body in data["items"]:
        item = Item(
            body["label"],
            Use(body["use"]),
            body.get("since", date.min),
            frozenset(body.get("payers", ())),
        )
        known.update({_plain(name): item for name in (item.label, *body.get("aliases", ()))})
    return known


def items_counted_for(payer: str, on: date) -> frozenset[str]:
    """Return what the items are called that count for a class on a day."""
    return frozenset(
        item.label for item in known_headings().values() if item.use_for(payer, on) is Use.COUNTED
    )
