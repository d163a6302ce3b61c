"""Photographs and scans brought in: a picture is cleaned, a PDF kept as it is if it can be read."""

from __future__ import annotations

from pathlib import Path

from exporters import foreign_pages
from exporters.foreign_pages import BROKEN, EMPTY, UNREADABLE
from exporters.pdf_pages import Picture
from models.apart import NoAnswer, Why, answer_of
from models.digest import sha256
from models.errors import AppError
from models.meetings.photos import SCAN, Incoming
from models.pictures import MOST_BYTES, NOT_STARTED, cleaned, has_picture_mark

_MARK, _MARKED_WITHIN = b"%PDF-", 1024
"""What a PDF begins with; readers take it within so many bytes."""
_SECONDS = 15.0
"""How long reading a PDF and drawing a page of it may take; some were made to take for ever."""
_TRIED = 200
"""Pixels of the first page, drawn to see whether it can be."""
_TOO_LARGE = "这个 PDF 太大，没有放入；请换一个 60 MB 以内的文件。"
_ENDLESS = "这个 PDF 的第一页太复杂，显示不出来，没有放入；请把它另存为图片再放入。"
_WHY = {
    UNREADABLE: "这个 PDF 不能读取或有密码，没有放入；请另存为没有密码的 PDF 再放入。",
    EMPTY: "这个 PDF 一页也没有，没有放入；请换一个文件。",
}
_COUNTED: dict[str, int] = {}
"""Of what was looked at, by digest: how many pages it has, 0 if it cannot be read."""


def readied(name: str, data: bytes) -> Incoming:
    """Return a photograph or scan fit to be kept under a name.

    Raises:
        AppError: if it is neither, with the sentence that says so.
    """
    if not data:
        raise AppError("这个文件是空的，没有放入；请换一个文件。")
    if _MARK in data[:_MARKED_WITHIN] and not has_picture_mark(data):
        _refuse_unfit(data)
        return Incoming(name=name, body=data, media_type=SCAN)
    made = cleaned(data)
    return Incoming(name=name, body=made.body, taken=made.taken)


def _refuse_unfit(data: bytes) -> None:
    """Raise AppError for a PDF that cannot be read, or whose first page is drawn without end."""
    if len(data) > MOST_BYTES:
        raise AppError(_TOO_LARGE)
    try:
        _asked(data, 0, _TRIED)
    except NoAnswer as error:
        if error.why is Why.NOT_STARTED:
            raise AppError(NOT_STARTED) from error
        if error.code != BROKEN:
            raise AppError(_WHY.get(error.code or 0, _ENDLESS)) from error


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has that others made, 0 if it cannot be read."""
    digest = sha256(data)
    if digest not in _COUNTED:
        try:
            _asked(data, 0, 0)
        except NoAnswer as error:
            if error.why is Why.NOT_STARTED:
                return 0
            _COUNTED[digest] = 0
    return _COUNTED[digest]


def drawn_page(data: bytes, number: int, longest: int) -> tuple[Picture, int]:
    """Return a page, counted from 0, its longer side so many pixels, and how many pages there are.

    Raises:
        AppError: if it cannot be shown.
    """
    try:
        return _asked(data, number, longest)
    except NoAnswer as error:
        raise AppError("这一页不能显示。") from error


def _asked(data: bytes, number: int, longest: int) -> tuple[Picture, int]:
    """Return what a process of its own answers: PDFium here is for the pages of this program.

    Raises:
        NoAnswer: if it gave none in time.
    """
    asked = b"%d %d\n" % (number, longest)
    answer = answer_of(foreign_pages.__file__, asked + data, _SECONDS)
    head, _, pixels = answer.partition(b"\n")
    count, width, height, stride = map(int, head.split())
    _COUNTED[sha256(data)] = count
    return Picture(pixels, width, height, stride), count


def file_name(photo_name: str, media_type: str) -> str:
    """Return under which name what is kept is written to a file."""
    ending = ".pdf" if media_type == SCAN else ".jpg"
    return f"{Path(photo_name).stem or '照片'}{ending}"
