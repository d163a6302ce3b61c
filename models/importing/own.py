"""The hidden last sheet of our own exports: which field a column is, which record a row was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.importing.heading import Heading, plain
from models.importing.mapping import FIELDS
from models.importing.workbook import OWN_SHEET, SheetRows
from models.members.roster import COMPUTED_FIELDS


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What an export of ours noted: column names by index, record ids by row."""

    code: str
    names: tuple[str, ...]
    ids_: tuple[int, ...]

    def mapping(self, heading: Heading, usual: Mapping[int, str]) -> dict[int, str]:
        """Return column index to field name: as noted, if the heading still stands there."""
        return dict(usual)

    def ids(self, heading: Heading, sheet: SheetRows) -> dict[int, int]:
        """Return position in the sheet's rows to record id."""
        return {}


def own_sheet(sheets: Sequence[SheetRows]) -> OwnSheet | None:
    """Return what our own export noted, if the workbook is one."""
    return None
