"""A sheet as a Word document: to correct a wording, to send on, to copy from.

Imported when the first document is made: python-docx takes half a second to load.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from exporters.pdf import frame_for
from exporters.pdf_table import fitting_size
from exporters.sheet import Signatures, Table
from exporters.word_body import STEP, Body
from exporters.word_bound import (
    add_contents,
    dress_part,
    end_section,
    mark_beginning,
    number_pictures,
)
from exporters.word_package import Section, empty_document
from exporters.word_styles import PROSE_SIZE, SMALL, Dress
from exporters.word_text import ems
from exporters.wording import rows_in, sign_here

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docx.document import Document

    from exporters.pdf_page import Frame
    from exporters.sheet import Progress, Sheet

_MOST_SIGNS = {True: 2, False: 6}


def write_document(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path`, its parts in sections of their own."""
    total, done = rows_in(sheet), 0

    def tell() -> None:
        nonlocal done
        done += STEP
        progress(min(done, total), total)

    sheets = (sheet, *sheet.parts)
    sections = _sections(sheets)
    document = empty_document(sheet.title, sections)
    for place, (part, section) in enumerate(zip(sheets, sections, strict=True)):
        before = len(document.element.body)
        _fill(document, part, section.dress, tell)
        if place == 0 and sheet.contents:
            add_contents(document, sheet.contents, section.dress)
        dress_part(document, before, section.dress)
        if sheet.contents and place:
            mark_beginning(document, before, place)
        if place < len(sheets) - 1:
            end_section(document, section, place)
    number_pictures(document)
    file = BytesIO()
    document.save(file)
    path.write_bytes(file.getvalue())
    progress(total, total)


def _sections(sheets: Sequence[Sheet]) -> list[Section]:
    """Return the section of each sheet; those dressed otherwise than the first bear a mark."""
    dresses: dict[Dress, Dress] = {}
    sections = []
    for sheet in sheets:
        frame = frame_for(sheet)
        plain = Dress(frame, _table_size(sheet, frame), _signs_across(sheet, frame))
        mark = f"_{len(dresses) + 1}" if dresses else ""
        dress = dresses.setdefault(plain, replace(plain, mark=mark))
        sections.append(Section(dress, sheet.record))
    return sections


def _fill(document: Document, sheet: Sheet, dress: Dress, tell: Callable[[], None]) -> None:
    body = Body(document, dress.frame, signs_across=dress.signs_across)
    body.title(sheet.title)
    for place, block in enumerate(sheet.blocks, 1):
        body.add(block, sheet.blocks[place:], tell)
    body.end()


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
