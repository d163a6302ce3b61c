"""Where a sheet's heading stands: below notes, in one row or in several with merged cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Any

from models.values import cell_text

_DEEPEST = 3
_SEARCHED = 40
_NAMED = frozenset({"name"})
_LONGEST_LABEL = 40
_BRACKETED = re.compile(r"[(\[【〔<{].*?[)\]】〕>}]")
_DROPPED = re.compile(r"[\s:*_、,，。.?\"'“”]|^\d+[.、]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading: `labels` are its spellings to look up, the surest first."""

    index: int
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """Rows `first` to `last` of a sheet's rows, from 0, both included, and the columns they name."""

    first: int
    last: int
    columns: tuple[Column, ...]


def plain(text: str) -> str:
    """Return a heading without blanks, line breaks and closing marks, in one width."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def spellings(text: str) -> tuple[str, ...]:
    """Return what a heading may be looked up by: whole, then without what stands in brackets."""
    whole = plain(text)
    bare = plain(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))
    return tuple(dict.fromkeys(label for label in (whole, bare) if label))


def heading_at(rows: Sequence[Sequence[Any]], first: int, last: int) -> Heading:
    """Return the heading that rows `first` to `last` make."""
    width = max((len(row) for row in rows[first : last + 1]), default=0)
    levels = [_level(rows[at], width, spread=at < last) for at in range(first, last + 1)]
    own = [_level(rows[at], width, spread=False) for at in range(first, last + 1)]
    return Heading(first, last, tuple(_column(at, levels, own) for at in range(width)))


def _level(row: Sequence[Any], width: int, *, spread: bool) -> list[str]:
    texts = [cell_text(cell).strip() for cell in row] + [""] * (width - len(row))
    if spread:
        for at in range(1, width):
            texts[at] = texts[at] or texts[at - 1]
    return texts


def _column(index: int, levels: list[list[str]], own: list[list[str]]) -> Column:
    """Name a column by its lowest label; a label above it, maybe merged from the left, helps."""
    filled = [at for at, level in enumerate(own) if level[index]]
    if not filled:
        return Column(index, "")
    lowest = filled[-1]
    text = own[lowest][index]
    above = dict.fromkeys(level[index] for level in levels[:lowest] if level[index])
    joined = ["".join(above) + text, *(upper + text for upper in reversed(above))] if above else []
    labels = [label for each in (*joined, text) for label in spellings(each)]
    return Column(index, text, tuple(dict.fromkeys(labels)))


def find_heading(
    rows: Sequence[Sequence[Any]], fields: Mapping[str, str], needed: AbstractSet[str] = _NAMED
) -> tuple[Heading, int] | None:
    """Return the heading that names most fields, all those needed among them, and how many it names.

    `fields` gives the field name each known label stands for.
    """
    best: tuple[Heading, int] | None = None
    filled = (at for at, row in enumerate(rows) if any(cell not in ("", None) for cell in row))
    for first in islice(filled, _SEARCHED):
        for last in range(first, min(first + _DEEPEST, len(rows))):
            if not _reads_as_heading(rows[last]):
                break
            heading = heading_at(rows, first, last)
            score = _score(heading, fields, needed)
            most = best[1] if best else 0
            is_tighter = best is not None and score == most > 0 and last == best[0].last
            if score > most or is_tighter:
                best = heading, score
    return best


def _reads_as_heading(row: Sequence[Any]) -> bool:
    texts = [cell for cell in row if cell not in ("", None)]
    return bool(texts) and all(isinstance(cell, str) for cell in texts)


def _score(heading: Heading, fields: Mapping[str, str], needed: AbstractSet[str]) -> int:
    hits = {
        next((fields[label] for label in column.labels if label in fields), "")
        for column in heading.columns
        if len(column.text) <= _LONGEST_LABEL
    }
    return len(hits - {""}) if needed <= hits else 0
