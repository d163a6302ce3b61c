"""The hidden last sheet of our own exports: which field a column is, which record a row was.

Its rows are `code` and the ledger's code, `head` and the number of the heading's row, `columns`
and the field names, then for each row its number and its record's id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.importing.mapping import FIELDS
from models.importing.workbook import OWN_SHEET, SheetRows
from models.own_columns import is_own

CODE = "members"


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What our own export noted: field names by column, record ids by row number."""

    names: tuple[str, ...] = ()
    records: Mapping[int, int] = field(default_factory=dict)

    def mapping(self, usual: Mapping[int, str], said: Mapping[int, str]) -> dict[int, str]:
        """Return column index to field name: as noted, where the heading does not say otherwise.

        `said` is what the heading says by itself, `usual` with what was mapped by hand before. A
        column that a branch added counts by its heading alone: another file numbers its own.
        """
        noted = {
            index: name
            for index, name in enumerate(self.names)
            if (said.get(index) == name if is_own(name) else said.get(index, name) == name)
            and (name in FIELDS or is_own(name))
        }
        taken = set(noted.values())
        rest = {
            index: name for index, name in usual.items() if index not in noted and name not in taken
        }
        return dict(sorted((noted | rest).items()))

    def ids(self, sheet: SheetRows) -> dict[int, int]:
        """Return position in the sheet's rows to record id."""
        return {number - sheet.first_row: record for number, record in self.records.items()}


def own_sheet(sheets: Sequence[SheetRows], code: str = CODE) -> OwnSheet:
    """Return what our own export of a ledger noted; nothing, if the workbook is none of ours."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == OWN_SHEET), [])
    texts = {row[0]: row[1:] for row in rows if row and isinstance(row[0], str)}
    if texts.get("code", [""])[:1] != [code]:
        return OwnSheet()
    names = tuple(str(name) for name in texts.get("columns", ()) if name)
    return OwnSheet(names, {int(row[0]): int(row[1]) for row in rows if _is_record(row)})


def _is_record(row: Sequence[Any]) -> bool:
    return len(row) > 1 and all(
        isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 < cell < 2**63
        for cell in row[:2]
    )
