"""What someone puts right by hand in a preview: what it is about, its heading, what a column is."""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import CannotReadFile
from models.importing.preview import Preview, preview_of
from models.importing.subject import Subject
from models.importing.subjects import recognised
from models.importing.workbook import Progress, SheetRows

_LEAST_COLUMNS = 3
"""Cells filled in a row that make it look like a row of a table."""


def first_look(
    sheets: Sequence[SheetRows], subjects: Sequence[Subject], progress: Progress
) -> tuple[Preview, str]:
    """Return the preview of a workbook, and why its heading has to be pointed out, "" if it need not."""
    subject = subjects[0]
    try:
        subject = recognised(sheets, subjects)
        return preview_of(sheets, subject, progress=progress), ""
    except CannotReadFile as error:
        table = next((each for each in sheets if _is_table(each)), None)
        if table is None:
            raise
        made = preview_of(sheets, subject, sheet=table.name, heading_row=table.first_row)
        what = str(error).partition("；")[0]
        return made, f"{what}；请确认选对了文件，或改“表头在第几行”，再在列名上方选各列取作什么。"


def _is_table(sheet: SheetRows) -> bool:
    """Return whether a sheet could be one whose heading is not known."""
    filled = [sum(cell not in ("", None) for cell in row) for row in sheet.rows[:50]]
    return not sheet.hidden and sum(count >= _LEAST_COLUMNS for count in filled) >= 2


def swapped(preview: Preview, at: int, name: str) -> Preview:
    """Return the preview with a column as another field; what gave it gets this one's, as a swap."""
    before = preview.mapping
    other = next((place for place, each in before.items() if name and each == name), at)
    made = preview.with_mapping(at, name)
    if other != at and at in before:
        made = made.with_mapping(other, before[at])
    return made


def other_sheet(preview: Preview, name: str) -> Preview:
    """Return the preview of another sheet, its first row as heading where none was found."""
    try:
        return preview.with_sheet(name)
    except CannotReadFile:
        sheet = next((each for each in preview.sheets if each.name == name), None)
        if sheet is None:
            raise
        return preview_of(preview.sheets, preview.subject, sheet=name, heading_row=sheet.first_row)


def taken_as(preview: Preview, subject: Subject) -> Preview:
    """Return the preview as one about something else; the heading stays where none is found."""
    try:
        return preview_of(preview.sheets, subject, sheet=preview.sheet.name)
    except CannotReadFile:
        return preview.with_subject(subject)
