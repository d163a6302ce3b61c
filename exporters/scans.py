"""Photographs and scans brought in: a picture is cleaned, a PDF kept as it is if it can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exporters.pdf_pages import Pages
from models.errors import AppError
from models.meetings.photos import SCAN, Incoming
from models.pictures import MOST_BYTES, cleaned

if TYPE_CHECKING:
    from exporters.pdf_pages import Picture

_MARK, _MARKED_WITHIN = b"%PDF-", 1024
"""What a PDF begins with; readers take it within so many bytes."""


def readied(name: str, data: bytes) -> Incoming:
    """Return a photograph or scan fit to be kept under a name.

    Raises:
        AppError: if it is neither, with the sentence that says so.
    """
    if not data:
        raise AppError("这个文件是空的，没有放入；请换一个文件。")
    if _MARK in data[:_MARKED_WITHIN]:
        opened(data).close()
        return Incoming(name=name, body=data, media_type=SCAN)
    made = cleaned(data)
    return Incoming(name=name, body=made.body, taken=made.taken)


def opened(data: bytes) -> Pages:
    """Return the pages of a PDF that some other program made.

    Raises:
        AppError: if it cannot be read, or not without a password.
    """
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - with the first scan

    if len(data) > MOST_BYTES:
        raise AppError("这个 PDF 太大，没有放入；请换一个 60 MB 以内的文件。")
    try:
        pages = Pages(data)
    except PdfiumError as error:
        raise AppError(
            "这个 PDF 不能读取或有密码，没有放入；请另存为没有密码的 PDF 再放入。"
        ) from error
    if not pages.sizes:
        pages.close()
        raise AppError("这个 PDF 一页也没有，没有放入；请换一个文件。")
    return pages


def page_picture(pages: Pages, number: int, longest: int) -> Picture:
    """Return a page whose longer side has so many pixels, whatever size it says it has.

    Raises:
        AppError: if the page is broken.
    """
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - as above

    try:
        return pages.picture(number, longest / max(*pages.sizes[number], 1))
    except PdfiumError as error:
        raise AppError("这一页不能显示。") from error


def file_name(photo_name: str, media_type: str) -> str:
    """Return under which name what is kept is written to a file."""
    ending = ".pdf" if media_type == SCAN else ".jpg"
    return f"{Path(photo_name).stem or '照片'}{ending}"
