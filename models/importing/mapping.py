"""Which field each column of a sheet fills: by its own words, and by what was chosen before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from models.fields import Field
from models.importing.heading import Column, Heading, plain
from models.members.roster import COMPUTED_FIELDS, ROSTER_FIELDS

FIELDS: Mapping[str, Field] = {field.name: field for field in ROSTER_FIELDS}
_SHOWN = {field.name for field in COMPUTED_FIELDS}


@cache
def known_labels() -> Mapping[str, tuple[str, int]]:
    """Return each heading a field goes by, with the field's name and how sure that is (0 surest)."""
    known: dict[str, tuple[str, int]] = {}
    for rank in (0, 1):
        for field in (*ROSTER_FIELDS, *COMPUTED_FIELDS):
            for label in field.aliases if rank else (field.label,):
                known.setdefault(plain(label), (field.name, rank))
    return known


@cache
def name_labels() -> frozenset[str]:
    """Return the headings a column of names goes by."""
    return frozenset(label for label, (name, _) in known_labels().items() if name == "name")


def choose(
    heading: Heading, remembered: Mapping[str, str]
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return column index to field name, and a sentence for each column left for another's sake.

    A column that was mapped by hand before goes first, then the one that bears the field's own
    label, then the leftmost.
    """
    wishes = []
    for column in heading.columns:
        name, rank = _wish(column, remembered)
        if name and name not in _SHOWN:
            wishes.append((rank, column.index, name, column.text))
    taken: dict[str, str] = {}
    chosen: dict[int, str] = {}
    notes = []
    for _, index, name, text in sorted(wishes):
        if name in taken:
            notes.append(
                f"{letter(index)}列“{plain(text)}”未取入：“{FIELDS[name].label}”已取自“{taken[name]}”"
            )
        else:
            taken[name] = plain(text)
            chosen[index] = name
    return dict(sorted(chosen.items())), tuple(notes)


def _wish(column: Column, remembered: Mapping[str, str]) -> tuple[str, int]:
    for label in column.labels:
        if label in remembered:
            name = remembered[label]
            return (name if name in FIELDS else "", -1)
    known = known_labels()
    return next((known[label] for label in column.labels if label in known), ("", 0))


def to_remember(
    heading: Heading, mapping: Mapping[int, str], remembered: Mapping[str, str]
) -> dict[str, str]:
    """Return heading to field name as chosen by hand, to be remembered with what was before."""
    usual, _ = choose(heading, {})
    kept = dict(remembered)
    for column in heading.columns:
        name = mapping.get(column.index, "")
        for label in column.labels[:1]:
            kept.pop(label, None)
            if name != usual.get(column.index, ""):
                kept[label] = name
    return kept


def letter(index: int) -> str:
    """Return a column's letters from its number, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
