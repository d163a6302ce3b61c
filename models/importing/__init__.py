"""Taking in a workbook: read it, find its heading, show what each row would do, then do it.

Nothing is written before `take`; everything up to it is a pure function of the workbook and of
what was found on file of its kind (`subject.py`).
"""

from __future__ import annotations

from models.importing.judged import Kind, PreviewRow
from models.importing.preview import Preview, preview_of
from models.importing.roll import Roll, roll_of
from models.importing.subject import Subject
from models.importing.take import Taken, problem_rows, take
from models.importing.workbook import SheetRows, read_text, read_workbook

__all__ = [
    "Kind",
    "Preview",
    "PreviewRow",
    "Roll",
    "SheetRows",
    "Subject",
    "Taken",
    "preview_of",
    "problem_rows",
    "read_text",
    "read_workbook",
    "roll_of",
    "take",
]
