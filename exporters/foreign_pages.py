"""A page of a PDF that others made, drawn in a process of its own that needs nothing but this file.

A few thousand bytes can keep PDFium drawing for ever, and nothing else of it could be asked then.
"""

from __future__ import annotations

import sys

UNREADABLE, EMPTY, BROKEN = 3, 4, 5
"""The exit codes for a PDF that cannot be read or not without a password, for one without a page,
and for a page that cannot be drawn."""


def _answer(data: bytes, number: int, longest: int) -> bytes:
    """Return how many pages there are, then a page, counted from 0, its longer side so many pixels.

    The first line is the count, the width, the height and the bytes of a line; `longest` 0 draws
    nothing.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - only in the process of its own

    try:
        document = PdfDocument(data)
    except PdfiumError:
        sys.exit(UNREADABLE)
    if not len(document):
        sys.exit(EMPTY)
    if not longest:
        return b"%d 0 0 0\n" % len(document)
    try:
        scale = longest / max(*document.get_page_size(number), 1)
        drawn = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    except (PdfiumError, LookupError, ValueError, ArithmeticError):
        sys.exit(BROKEN)
    head = b"%d %d %d %d\n" % (len(document), drawn.width, drawn.height, drawn.stride)
    return head + bytes(drawn.buffer)


def _main() -> None:
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    number, longest = map(int, head.split())
    sys.stdout.buffer.write(_answer(data, number, longest))


if __name__ == "__main__":
    _main()
