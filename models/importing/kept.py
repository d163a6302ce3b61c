"""A preview as text: with its workbook, what was chosen and what was mended, to be gone on with."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from models.aside import read_json
from models.errors import AppError
from models.importing.heading import heading_at
from models.importing.mapping import new_name
from models.importing.preview import begun
from models.importing.workbook import SheetRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.importing.preview import Preview
    from models.importing.subject import Subject

LARGEST = 20_000_000
"""Characters of the longest text that is kept."""
_CELL = (str, None, int, float, bool, {str: (str, int, float)})
_SHEET = [str, [[_CELL]], int, int, bool]
_SHAPE = {
    "name": str, "about": str, "sheet": int, "heading": [int, int], "sheets": [_SHEET],
    "mapping": [[int, str]], "new": [[int, str]], "mended": [[int, str, str]],
}  # fmt: skip
_TIMES: dict[str, type[datetime | date | time]] = {"datetime": datetime, "date": date, "time": time}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An import that was not confirmed yet, and what it was read from."""

    name: str
    preview: Preview


def to_text(unfinished: Unfinished) -> str:
    """Return an import as text, "" where it is too long to be kept."""
    preview = unfinished.preview
    text = json.dumps(
        {
            "name": unfinished.name,
            "about": preview.subject.table,
            "sheet": preview.sheets.index(preview.sheet),
            "heading": [preview.heading.first, preview.heading.last],
            "sheets": [
                [each.name, each.rows, each.first_row, each.first_column, each.hidden]
                for each in preview.sheets
            ],
            "mapping": list(preview.mapping.items()),
            "new": [(at, column.kind) for at, column in preview.new.items()],
            "mended": [(row, name, text) for (row, name), text in preview.mended.items()],
        },
        ensure_ascii=False,
        default=_spelt,
    )
    return text if len(text) <= LARGEST else ""


def from_text(text: str, subjects: Sequence[Subject]) -> Unfinished | None:
    """Return the import that `to_text` spelt, against what is on file now; None if it is none."""
    data = read_json(text, _SHAPE, None)
    if not data or data.keys() != _SHAPE.keys() or min(_places(data)) < 0:
        return None
    subject = next((each for each in subjects if each.table == data["about"]), None)
    try:
        sheets = tuple(_sheet(*each) for each in data["sheets"])
        sheet = sheets[data["sheet"]]
        heading = heading_at(sheet.rows, *data["heading"])
    except (KeyError, IndexError, ValueError, TypeError, OverflowError):
        return None
    if subject is None:
        return None
    mended = {(row, name): words for row, name, words in data["mended"]}
    mapping = dict(data["mapping"])
    preview = replace(begun(sheets, subject, sheet, heading), mapping=mapping, mended=mended)
    made = _with_new(preview.with_subject(subject), mapping, data["new"])
    return Unfinished(data["name"], made)


def _places(data: dict[str, Any]) -> Iterator[int]:
    """Yield every number that counts sheets, rows or columns: Python takes one below 0 for another."""
    yield data["sheet"]
    yield from data["heading"]
    for _, _, first_row, first_column, _ in data["sheets"]:
        yield from (first_row, first_column)
    for name in ("mapping", "new", "mended"):
        yield from (each[0] for each in data[name])


def _with_new(preview: Preview, mapping: dict[int, str], new: list[tuple[int, str]]) -> Preview:
    """Return a preview with its columns to be made; one that became a column meanwhile is none."""
    for at, kind in new:
        if mapping.get(at) == new_name(at) and preview.subject.makes_columns:
            try:
                preview = preview.with_new_column(at, kind)
            except AppError:
                continue
    return preview


def _spelt(cell: Any) -> dict[str, Any]:
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def _sheet(name: str, rows: list[list[Any]], *place: Any) -> SheetRows:
    return SheetRows(name, [[_read(cell) for cell in row] for row in rows], *place)


def _read(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    [(kind, text)] = cell.items()
    return timedelta(seconds=text) if kind == "seconds" else _TIMES[kind].fromisoformat(text)
