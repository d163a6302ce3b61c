"""A sheet as a Word document: to correct a wording, to send on, to copy from.

Imported when the first document is made: python-docx takes half a second to load.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from exporters.pdf import frame_for
from exporters.pdf_table import fitting_size
from exporters.sheet import Signatures, Table
from exporters.word_body import STEP, Body
from exporters.word_package import empty_document
from exporters.word_styles import PROSE_SIZE, SMALL
from exporters.word_text import ems
from exporters.wording import rows_in, sign_here

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.pdf_page import Frame
    from exporters.sheet import Progress, Sheet

_MOST_SIGNS = {True: 2, False: 6}


def write_document(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path`."""
    frame, total, done = frame_for(sheet), rows_in(sheet), 0

    def tell() -> None:
        nonlocal done
        done += STEP
        progress(min(done, total), total)

    across = _signs_across(sheet, frame)
    document = empty_document(
        sheet, frame, table_size=_table_size(sheet, frame), signs_across=across
    )
    body = Body(document, frame, signs_across=across)
    body.title(sheet.title)
    for place, block in enumerate(sheet.blocks, 1):
        body.add(block, sheet.blocks[place:], tell)
    body.end()
    file = BytesIO()
    document.save(file)
    path.write_bytes(file.getvalue())
    progress(total, total)


def _table_size(sheet: Sheet, frame: Frame) -> float:
    """Return the size of type in which all tables of a sheet have the widths they ask for."""
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    return min((fitting_size(table.columns, frame.text_width) for table in tables), default=SMALL)


def _signs_across(sheet: Sheet, frame: Frame) -> int:
    """Return how many places to sign stand side by side."""
    blocks = [block for block in sheet.blocks if isinstance(block, Signatures)]
    labels = [sign_here(label) for block in blocks for label in block.labels]
    size = PROSE_SIZE if frame.is_prose else SMALL
    longest = (max(map(ems, labels), default=0) + 4) * size
    most = max((len(block.labels) for block in blocks), default=1)
    return max(1, min(most, int(frame.text_width / longest), _MOST_SIGNS[frame.is_prose]))
