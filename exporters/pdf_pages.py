"""The pages of a finished PDF: how large they are, how they look, and some of them as a PDF."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING
from weakref import finalize

from models.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument

POINTS = 72
"""Points in an inch."""
_ONE_AT_A_TIME = Lock()
"""PDFium takes one call at a time in a whole process, whichever document it is about."""
_FORGOTTEN: list[PdfDocument] = []
"""Documents of pages that nobody closed. The garbage collector may come upon them while another
thread is inside PDFium, even in this module's own calls, so they wait here for the next one."""


@contextmanager
def _alone() -> Iterator[None]:
    """Have PDFium to oneself."""
    with _ONE_AT_A_TIME:
        while _FORGOTTEN:
            _FORGOTTEN.pop().close()
        yield


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in pixels, four bytes each: red, green, blue and one unused."""

    pixels: bytes
    width: int
    height: int
    stride: int


class Pages:
    """A PDF kept in memory, for a preview and for printing; usable from any thread."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF that this program has made."""
        from pypdfium2 import PdfDocument  # noqa: PLC0415 - when pages are first looked at

        self.data = data
        with _alone():
            self._document = PdfDocument(data)
            self._forgotten = finalize(self, _FORGOTTEN.append, self._document)
            self._forgotten.atexit = False
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
        self._closed = False

    def picture(self, number: int, scale: float) -> Picture:
        """Return a page, counted from 0, at `scale` pixels a point.

        Raises:
            Cancelled: if the pages were closed meanwhile.
        """
        with _alone():
            if self._closed:
                raise Cancelled
            with (
                closing(self._document[number]) as page,
                closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)) as bitmap,
            ):
                return Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)

    def part(self, numbers: Sequence[int]) -> bytes:
        """Return a PDF of some of the pages, counted from 0; all of them are the PDF as it is."""
        if list(numbers) == list(range(len(self.sizes))):
            return self.data
        from pypdfium2 import PdfDocument  # noqa: PLC0415 - as above

        with _alone():
            if self._closed:
                raise Cancelled
            with closing(PdfDocument.new()) as some:
                some.import_pages(self._document, list(numbers))
                file = BytesIO()
                some.save(file)
        return file.getvalue()

    def close(self) -> None:
        """Let go of the PDF."""
        with _alone():
            if not self._closed:
                self._closed = True
                self._forgotten.detach()
                self._document.close()
