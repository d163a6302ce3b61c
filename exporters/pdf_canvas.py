"""Pages that were set, painted on a reportlab canvas: feet, pictures, fonts and the file's title.

Imported when the first PDF is made: reportlab takes 0.1 s to load.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from exporters.pdf_page import FOOT_SIZE, LINE_WEIGHT, MM
from exporters.wording import page_words, sign_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporters.pdf_page import Flow, Page
    from exporters.sheet import Sheet

_FOOT, _PROSE_FOOT, _STEP = 28.0, 35 * MM - 7 * MM - 14, 10
_PROGRAM = "支部台账"


class _BareCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas whose pages do not begin with a font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def paint(
    file: IO[bytes], sheet: Sheet, flows: Sequence[Flow], tell: Callable[[float], None]
) -> None:
    """Write the pages that were set, each with its foot, then the fonts they used."""
    frame, count, done = flows[0].frame, sum(len(flow.pages) for flow in flows), 0
    canvas = _BareCanvas(
        file, pagesize=(frame.width, frame.height), pageCompression=1, lang="zh-CN"
    )
    canvas.setTitle(sheet.title)
    canvas.setAuthor(_PROGRAM)
    canvas.setCreator(_PROGRAM)
    canvas.setProducer(_PROGRAM)
    canvas.setSubject(sheet.code)
    for flow in flows:
        canvas.setPageSize((flow.frame.width, flow.frame.height))
        for number, page in enumerate(flow.pages, flow.first):
            _paint_page(canvas, flow, page, number)
            done += 1
            if done % _STEP == 0:
                tell(done / count)
    flows[0].pens.add_to(canvas._doc)  # noqa: SLF001 - the only way to a font object of one's own
    canvas.save()
    tell(1.0)


def _paint_page(canvas: Canvas, flow: Flow, page: Page, number: int) -> None:
    feet = _prose_foot(flow, number) if flow.frame.is_prose else _ledger_foot(flow, page, number)
    marks = [f"{LINE_WEIGHT} w", *page.marks, *feet, *_record_mark(flow, number)]
    canvas.addLiteral("\n".join(marks))
    page.marks.clear()
    for data, x, y, width, height in page.pictures:
        canvas.drawImage(ImageReader(BytesIO(data)), x, y, width, height)
    canvas.showPage()


def _words_at(flow: Flow, x: float, y: float, words: str, size: float) -> str:
    pen = flow.pen("table", size)
    return f"BT {pen.choice} {x:.2f} {y:.2f} Td {pen.show(words)} ET"


def _ledger_foot(flow: Flow, page: Page, number: int) -> Iterator[str]:
    """Yield a ledger's foot: page x of y, and on the last page where to sign."""
    frame = flow.frame
    pages = page_words(number, flow.count)
    width = flow.pen("table", FOOT_SIZE).width(pages)
    yield _words_at(flow, frame.width - frame.right - width, _FOOT, pages, FOOT_SIZE)
    if page is flow.page and flow.signatures:
        step = min(181.0, (frame.text_width - 130) / len(flow.signatures))
        for place, label in enumerate(flow.signatures):
            yield _words_at(flow, frame.left + place * step, _FOOT, sign_here(label), FOOT_SIZE)


def _prose_foot(flow: Flow, number: int) -> Iterator[str]:
    """Yield the page number of prose, page x of y: outside, one character in from the margin."""
    frame, words, size = flow.frame, page_words(number, flow.count), 14.0
    width = flow.pen("table", size).width(words)
    is_right = number % 2 == 1
    x = frame.width - frame.right - width - size if is_right else frame.left + size
    yield _words_at(flow, x, _PROSE_FOOT, words, size)


def _record_mark(flow: Flow, number: int) -> Iterator[str]:
    """Yield the record's number, small, below the foot."""
    if record := flow.record:
        frame, size = flow.frame, 7.0
        width = flow.pen("table", size).width(record)
        is_left = frame.is_prose and number % 2 == 1
        x = frame.left if is_left else frame.width - frame.right - width
        yield _words_at(flow, x, _FOOT - 13 if not frame.is_prose else _PROSE_FOOT, record, size)
