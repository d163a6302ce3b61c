"""What taking a payroll's row does to the 核定 that is on file for the same month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from models.codes import labels
from models.dues.fixing import Fixed
from models.importing.judged import Kind, PreviewRow, placed
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.dues.fixing import Item
    from models.dues.records import Basis
    from models.importing.rows import Draft

ASSUMED = "类别待核对"
"""What our own ledger says of a class that was taken and not yet looked at."""
_COMPARED = ("payer", "base", "amount", "cause", "reason", "decided_on", "remark")
_MONEY = frozenset({"base", "amount"})
Changes = dict[str, tuple[Any, Any]]


class Places(NamedTuple):
    """Where a sheet has its fields: letters by field name, field names by the items' labels."""

    letters: Mapping[str, str]
    names: Mapping[str, str]


class Said(NamedTuple):
    """What is to be looked at in a row, and what is worth knowing; by field name."""

    doubts: Mapping[str, str]
    remarks: Mapping[str, str]


def own_words(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row states of a 核定, as our own ledger joins it: 年初核定；自愿多交."""
    found = {name: value for name, value in stated.items() if value}
    cause, mark, reason = str(found.get("cause", "")).partition("；")
    if mark and cause in labels("basis_cause"):
        found |= {"cause": cause, "reason": found.get("reason") or reason}
    remark = str(found.get("remark", "")).removeprefix(ASSUMED).removeprefix("；")
    return {name: value for name, value in (found | {"remark": remark}).items() if value}


def judged_row(
    draft: Draft, made: Fixed, before: Fixed | None, said: Said, places: Places
) -> PreviewRow:
    """Return what a row does: a new 核定, or what it changes of the one on file of that month.

    A row that says what is on file is the same, whatever there was to look at in it.
    """
    doubts, remarks = said
    changes: Changes = {}
    kind = Kind.DOUBTFUL if doubts else Kind.NEW
    if before:
        made = _settled(made, before)
        changes = _changes(made, before, places.names)
        kind = Kind.UPDATED if changes and not doubts else kind
        if not changes:
            kind, doubts, remarks = Kind.SAME, {}, {**remarks, **doubts}
    return PreviewRow(
        draft.row_number,
        kind,
        draft.raw,
        draft.cells,
        placed(draft.row_number, places.letters, doubts),
        placed(draft.row_number, places.letters, remarks),
        {},
        None,
        changes,
        made,
    )


def _settled(made: Fixed, before: Fixed) -> Fixed:
    """Return a 核定 with what is on file and the row does not speak against.

    An amount fixed otherwise for a reason stays while class and base do; so do the items, of which
    a row may tell some or none.
    """
    basis, old = made.basis, before.basis
    if (basis.payer, basis.base) != (old.payer, old.base):
        return made
    if old.reason and basis.reason == old.reason:
        basis = replace(basis, amount=old.amount)
    is_told_in_part = set(made.items) <= set(before.items)
    return Fixed(basis, before.items if is_told_in_part else made.items)


def _changes(made: Fixed, before: Fixed, names: Mapping[str, str]) -> Changes:
    """Return field name to what is on file and what the row says, in words."""
    pairs = {name: (getattr(before.basis, name), getattr(made.basis, name)) for name in _COMPARED}
    found: Changes = {
        name: (_said(name, old), _said(name, new))
        for name, (old, new) in pairs.items()
        if old != new
    }
    if made.basis.is_assumed != before.basis.is_assumed:
        found["payer"] = (_class(before.basis), _class(made.basis))
    if made.items == before.items:
        return found
    old = {item.label: item for item in before.items}
    new = {item.label: item for item in made.items}
    for label in dict.fromkeys([*new, *old]):
        if old.get(label) != new.get(label):
            found[names.get(label, label)] = (_item(old.get(label)), _item(new.get(label)))
    return found


def _said(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    return format_money(value) if name in _MONEY else str(value)


def _class(basis: Basis) -> str:
    return f"{basis.payer}（待核对）" if basis.is_assumed else basis.payer


def _item(item: Item | None) -> str:
    return f"{format_money(item.amount)}（{item.use}）" if item else ""
