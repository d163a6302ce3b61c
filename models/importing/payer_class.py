"""Of which class somebody on a payroll pays, where nobody has said so yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.codes import labels, normalise
from models.dues.fixing import RETIRED
from models.dues.items import items_counted_for
from models.members.standing import FULL, PROBATIONARY
from models.values import shorten

if TYPE_CHECKING:
    from datetime import date

    from models.members.records import Member

_OF_OFFICES = frozenset({"职务工资", "级别工资"})
_OFFICE = "机关工作人员"
_BY_COLUMNS = ("事业单位人员", "企业人员", "机关工人", RETIRED)
"""The classes told by most of their columns; of two that have as many the first."""


def known_class(text: str) -> str:
    """Return the class that a cell means, "" if it means none."""
    found = normalise("payer", "".join(text.split()))
    return found if found in labels("payer") else ""


def assumed_class(
    member: Member, on: date, items: frozenset[str], stated: str = ""
) -> tuple[str, str]:
    """Return the class that a member is taken for on a day, and why it is to be looked at.

    `items` are the items of the payroll; `stated` is what it says and no class is called. Who is
    retired by the roll is surely so, and there is nothing to look at.
    """
    if member.retired_on and member.retired_on.first <= on:
        return RETIRED, ""
    payer = _salaried(items, on)
    if stated and stated not in {FULL, PROBATIONARY}:
        why = f"“{shorten(stated)}”不是党费的类别"
    else:
        why = "没有写党费的类别"
    return payer, f"{why}，按工资表的栏目先作{payer}核定，请核对类别"


def _salaried(items: frozenset[str], on: date) -> str:
    if items & _OF_OFFICES:
        return _OFFICE
    return max(_BY_COLUMNS, key=lambda payer: len(items & items_counted_for(payer, on)))
