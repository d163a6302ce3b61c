"""Which field each column of a sheet fills: by its own words, and by what was chosen before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from models.fields import Field
from models.importing.heading import Column, Heading, plain
from models.members.roster import COMPUTED_FIELDS, ROSTER_FIELDS

FIELDS: Mapping[str, Field] = {field.name: field for field in ROSTER_FIELDS}
_NEW = "own_new_"


def labels_of(fields: Iterable[Field]) -> dict[str, tuple[str, int]]:
    """Return each heading that fields go by, with the field's name and how sure that is (0 surest)."""
    fields = tuple(fields)
    known: dict[str, tuple[str, int]] = {}
    for rank in (0, 1):
        for field in fields:
            for label in field.aliases if rank else (field.label,):
                known.setdefault(plain(label), (field.name, rank))
    return known


@cache
def known_labels() -> Mapping[str, tuple[str, int]]:
    """Return each heading that the roster's fields go by, those it computes as well."""
    return labels_of((*ROSTER_FIELDS, *COMPUTED_FIELDS))


def labels_with(
    known: Mapping[str, tuple[str, int]], own: Iterable[Field]
) -> Mapping[str, tuple[str, int]]:
    """Return the headings known with the branch's own columns; its labels go before other words."""
    known = dict(known)
    for field in own:
        label = plain(field.label)
        if label and known.get(label, ("", 1))[1]:
            known[label] = (field.name, 0)
    return known


@cache
def name_labels() -> frozenset[str]:
    """Return the headings a column of names goes by."""
    return frozenset(label for label, (name, _) in known_labels().items() if name == "name")


def choose(
    heading: Heading,
    remembered: Mapping[str, str],
    fields: Mapping[str, Field],
    known: Mapping[str, tuple[str, int]],
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return column index to field name, and a sentence for each column left for another's sake.

    A column that was mapped by hand before goes first, then the one that bears the field's own
    label, then the leftmost. What is known but none of `fields` is computed, and not taken in.
    """
    wishes = []
    for column in heading.columns:
        name, rank = _wish(column, remembered, fields, known)
        if name in fields:
            wishes.append((rank, column.index, name, column.text))
    taken: dict[str, str] = {}
    chosen: dict[int, str] = {}
    notes = []
    for _, index, name, text in sorted(wishes):
        if name in taken:
            notes.append(
                f"{letter(index)}列“{plain(text)}”未取入：“{fields[name].label}”已取自“{taken[name]}”"
            )
        else:
            taken[name] = plain(text)
            chosen[index] = name
    return dict(sorted(chosen.items())), tuple(notes)


def _wish(
    column: Column,
    remembered: Mapping[str, str],
    fields: Mapping[str, Field],
    known: Mapping[str, tuple[str, int]],
) -> tuple[str, int]:
    """Return the field a column fills and how sure that is; a field since removed is forgotten."""
    for label in column.labels:
        name = remembered.get(label)
        if name == "" or name in fields:
            return name or "", -1
    return next((known[label] for label in column.labels if label in known), ("", 0))


def to_remember(
    heading: Heading,
    mapping: Mapping[int, str],
    remembered: Mapping[str, str],
    usual: Mapping[int, str],
) -> dict[str, str]:
    """Return heading to field name as chosen by hand, to be remembered with what was before.

    `usual` is what the headings say by themselves. A column that is about to become one of the
    branch's own will be known by its label.
    """
    kept = dict(remembered)
    for column in heading.columns:
        name = mapping.get(column.index, "")
        for label in column.labels[:1]:
            kept.pop(label, None)
            if name != usual.get(column.index, "") and not is_new(name):
                kept[label] = name
    return kept


def new_name(column: int) -> str:
    """Return the field name that a workbook's column goes by until it is one of the branch's own."""
    return f"{_NEW}{column}"


def is_new(name: str) -> bool:
    """Return whether a field's name is that of a column yet to be made."""
    return name.startswith(_NEW)


def letter(index: int) -> str:
    """Return a column's letters from its number, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
