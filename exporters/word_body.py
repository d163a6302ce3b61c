"""The blocks of a sheet, put one after another into the body of a Word document."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, assert_never

from exporters.pictures import NO_PICTURE
from exporters.sheet import (
    Chart,
    Facts,
    Line,
    PageBreak,
    Paragraph,
    Photographs,
    Picture,
    Signatures,
    Table,
)
from exporters.typesetting import packed_lines
from exporters.word_charts import ChartRows
from exporters.word_photographs import PhotographRows
from exporters.word_pictures import Pictures
from exporters.word_styles import PROSE_EM, SMALL
from exporters.word_tables import PHOTO, TABLE_END, FormRows, TableRows, table_start
from exporters.word_text import KEEP, elements, ems, labelled, paragraph, run
from exporters.wording import sign_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document

    from exporters.pdf_page import Frame
    from exporters.sheet import Block, Style

STEP = 50
_STYLES: dict[Style, str] = {
    "body": "Body",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "note": "Note",
    "centre": "Centre",
    "flush": "Flush",
    "right": "Right",
}
_PADS = 4.0


class Body:
    """Fills a document from top to bottom; a low line parts a table from prose or another table."""

    def __init__(self, document: Document, frame: Frame, *, signs_across: int) -> None:
        self._end = document.sections[-1]._sectPr  # noqa: SLF001 - blocks stand before it
        self._frame = frame
        self._across = signs_across
        self._pictures = Pictures(document)
        self._is_after_table = self._is_after_prose = self._is_new_page = False

    def title(self, title: str) -> None:
        """Put the title at the head of the page."""
        self._add(paragraph("Title", run(title)))
        self._is_new_page = True

    def add(self, block: Block, after: Sequence[Block], tell: Callable[[], None]) -> None:
        """Put a block into the document, on one page with a closing one that comes `after`.

        `tell` is called every `STEP` rows of a table.
        """
        is_kept = _closes(after[:1])
        match block:
            case Table():
                self._add_table(TableRows(block, self._frame.text_width, is_kept=is_kept), tell)
            case Line():
                self._add_line(block)
            case Paragraph():
                self._add_paragraph(block, is_kept=is_kept)
            case Facts():
                self._add_form(block, is_kept=is_kept)
            case Chart():
                self._add_chart(block, is_kept=is_kept)
            case Picture():
                self._add_picture(block, is_kept=is_kept)
            case Photographs():
                self._add_photographs(PhotographRows(block, self._pictures, self._frame.text_width))
            case Signatures():
                self._add_signatures(block)
            case PageBreak():
                self._add_page_break()
            case _:
                assert_never(block)

    def end(self) -> None:
        """End the document, a table with the paragraph that Word wants behind it."""
        if self._is_after_table:
            self._add(paragraph("End", ""))

    def _add(self, xml: str) -> None:
        for element in elements(xml):
            self._end.addprevious(element)
        self._is_after_table = self._is_after_prose = self._is_new_page = False

    def _add_rows(
        self,
        style: str,
        widths: Sequence[float],
        rows: Iterable[str],
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        if self._is_after_table or self._is_after_prose:
            self._add(paragraph("Gap", ""))
        [table] = elements(table_start(style, widths) + TABLE_END)
        self._end.addprevious(table)
        waiting = iter(rows)
        while some := list(islice(waiting, STEP)):
            table.extend(elements("".join(some)))
            tell()
        self._is_after_table, self._is_after_prose, self._is_new_page = True, False, False

    def _add_table(self, table: TableRows, tell: Callable[[], None]) -> None:
        self._add_rows("Ledger", table.widths, table.rows(), tell)

    def _add_line(self, line: Line) -> None:
        parts = [line.left, line.middle, line.right]
        needed = sum(ems(part) * SMALL + 12 for part in parts)
        if needed <= self._frame.text_width:
            self._add(paragraph("Line", run("\t".join(parts).rstrip("\t"))))
        else:
            for words in packed_lines(parts, self._frame.text_width / SMALL, ems):
                self._add(paragraph("Line", run(words)))

    def _add_paragraph(self, block: Paragraph, *, is_kept: bool) -> None:
        texts, em = block.text.split("\n"), PROSE_EM if self._frame.is_prose else SMALL
        for number, text in enumerate(texts, 1):
            marks = KEEP if is_kept and number == len(texts) else ""
            if block.style == "label":
                self._add(labelled(text, em, marks))
            else:
                self._add(paragraph(_STYLES[block.style], run(text), marks))
        self._is_after_prose = self._frame.is_prose

    def _add_form(self, facts: Facts, *, is_kept: bool) -> None:
        form = FormRows(facts, self._frame.text_width, is_kept=is_kept)
        photo = self._photo(facts.picture) if facts.picture else ""
        self._add_rows("Form", form.widths, form.rows(photo))

    def _photo(self, picture: Picture) -> str:
        room = PHOTO[0] - _PADS, PHOTO[1] - _PADS
        drawn = self._pictures.drawn(picture, *room)
        return paragraph("FactCentre", drawn or run(picture.caption or "照片"))

    def _add_chart(self, chart: Chart, *, is_kept: bool) -> None:
        if chart.title:
            self._add(paragraph("ChartTitle", run(chart.title)))
        rows = ChartRows(chart, self._pictures, is_kept=is_kept)
        self._add_rows("Chart", rows.widths, rows.rows())

    def _add_picture(self, picture: Picture, *, is_kept: bool) -> None:
        marks = KEEP if is_kept else ""
        below = 30.0 if picture.caption else 6.0
        room = self._frame.text_width, self._frame.text_height - below
        drawn = self._pictures.drawn(picture, *room)
        if not drawn:
            self._add(paragraph("Flush", run(NO_PICTURE), marks))
        else:
            self._add(paragraph("Picture", drawn, marks or (KEEP if picture.caption else "")))
        if picture.caption:
            self._add(paragraph("Caption", run(picture.caption), marks))

    def _add_photographs(self, photographs: PhotographRows) -> None:
        self._add_rows("Chart", photographs.widths, photographs.rows())

    def _add_signatures(self, signatures: Signatures) -> None:
        labels = [sign_here(label) for label in signatures.labels]
        for start in range(0, len(labels), self._across):
            part = labels[start : start + self._across]
            self._add(paragraph("Signature", run("\t".join(part))))

    def _add_page_break(self) -> None:
        if not self._is_new_page:
            self._add(paragraph("NewPage", ""))
            self._is_new_page = True


def _closes(after: Sequence[Block]) -> bool:
    """Return whether what comes next, a date or places to sign, must not stand alone on a page."""
    return bool(after) and (
        isinstance(after[0], Signatures)
        or (isinstance(after[0], Paragraph) and after[0].style == "right")
    )
