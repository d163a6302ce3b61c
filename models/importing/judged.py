"""What taking one row of a workbook would do, whatever the workbook is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

MADE = "explained"
"""The name of the remark that says what a row makes: of all that is said it differs most."""


class Kind(StrEnum):
    """What taking a row does."""

    NEW = "新增"
    UPDATED = "更新"
    SAME = "相同"
    DOUBTFUL = "存疑"
    FAULTY = "有误"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is none of what is taken: its number, what it is, and its first words."""

    row_number: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: what it says, what is wrong with it, and what taking it would do.

    `cells` are the values understood, by field name; `problems` are sentences that name row and
    column; `doubts` are their bare reasons, kept with the record until someone confirms them;
    `changes` are (old, new) of a record on file, whose id is `target`. `made` is the whole that a
    row would enter, where it is more than its cells.
    """

    row_number: int
    kind: Kind
    raw: Sequence[Any]
    cells: Mapping[str, Any]
    problems: Mapping[str, str]
    remarks: Mapping[str, str]
    doubts: Mapping[str, str]
    target: int | None
    changes: Mapping[str, tuple[Any, Any]]
    made: Any = None

    @property
    def alters(self) -> bool:
        """Whether taking it alters a record that is on file, be it with a doubt."""
        return self.target is not None or bool(self.changes)


class Judged(NamedTuple):
    """A sheet's rows below its heading, those left out, and sentences about the whole sheet."""

    rows: tuple[PreviewRow, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()


def by_row(mended: Mapping[tuple[int, str], str]) -> dict[int, dict[str, str]]:
    """Return cells mended, given by row number and field name, as field name to words by row."""
    rows: dict[int, dict[str, str]] = {}
    for (row, name), text in mended.items():
        rows.setdefault(row, {})[name] = text
    return rows


def faulty_row(
    row: int, raw: Sequence[Any], letters: Mapping[str, str], faults: Mapping[str, str]
) -> PreviewRow:
    """Return a row that is not taken, with the sentence at each cell why."""
    return PreviewRow(row, Kind.FAULTY, raw, {}, placed(row, letters, faults), {}, {}, None, {})


def placed(row: int, letters: Mapping[str, str], sentences: Mapping[str, str]) -> Mapping[str, str]:
    """Return sentences with their place in the workbook before them."""
    if not sentences:
        return sentences
    places = {name: f"{letters[name]}列" if name in letters else "" for name in sentences}
    return {name: f"第{row}行{places[name]}：{text}" for name, text in sentences.items()}
