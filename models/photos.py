"""Photographs of members: made fit to keep, and kept with the record as an attachment."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from models.attachments import Attachment, attach, body_of
from models.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path

    from models.change import Change
    from models.members.records import Member
    from models.store import Store

LARGEST_SIDE = 2560
"""Pixels of the longer side that are kept."""
MOST_BYTES = 60 * 2**20
MOST_PIXELS = 80_000_000
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "TIFF")
"""The formats taken: of the others Pillow knows, one starts another program."""
_QUALITY = 90
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")
_TOO_LARGE = "图片太大，没有放入；请换一张 8000 万像素、60 MB 以内的照片。"


def prepared(data: bytes) -> bytes:
    """Return a picture upright, without place and camera data, at most 2560 pixels long, as JPEG.

    Raises:
        AppError: if it is no picture that can be read.
    """
    if len(data) > MOST_BYTES:
        raise AppError(_TOO_LARGE)
    if data[4:12] in _HEIC:
        raise AppError(
            "这是 HEIC 照片，本机不能读取，没有放入；请先在手机或电脑上另存为 JPG 再选。"
        )
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded with the first photograph

    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(BytesIO(data), formats=_FORMATS) as image,
        ):
            if image.width * image.height > MOST_PIXELS:
                raise AppError(_TOO_LARGE)
            image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            turned = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise AppError("这不是能读取的图片，没有放入；请换一张 JPG 或 PNG 照片。") from error
    white = Image.new("RGB", turned.size, "white")
    white.paste(turned, mask=turned.getchannel("A"))
    out = BytesIO()
    white.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def read_photo(path: Path) -> bytes:
    """Return the bytes of a picture file, not read further than one may be long.

    Raises:
        AppError: if it is no file or cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise AppError(f"“{path.name}”不是文件，没有放入照片；请选一张 JPG 或 PNG 照片。")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AppError(
            f"没有放入照片：不能读取“{path.name}”（{error.strerror}），请换一张。"
        ) from error


def change_photo(store: Store, change: Change, member: Member, body: bytes) -> Member:
    """Keep a prepared photograph with a saved member in place of the last, or b"" for none.

    Returns the member as saved.
    """
    _take_off(store, change, member)
    digest = attach(store, change, member, "照片.jpg", body).digest if body else ""
    return change.save(replace(member, photo=digest))


def set_photo(store: Store, member: Member, body: bytes) -> None:
    """Set or, for b"", take off a member's photograph as one step."""
    verb = ("更换" if member.photo else "放入") if body else "移除"
    with store.change(f"{verb}{member.name}的照片") as change:
        change_photo(store, change, member, body)


def photo_of(store: Store, member: Member) -> bytes:
    """Return a member's photograph, b"" if there is none.

    Raises:
        NotFound: if the file has lost it.
    """
    found = store.where(Attachment, digest=member.photo) if member.photo else []
    return body_of(store, found[0]) if found else b""


def _take_off(store: Store, change: Change, member: Member) -> None:
    if not member.photo:
        return
    owned = store.where(
        Attachment, owner_table=member.table, owner_id=member.id, digest=member.photo
    )
    for each in owned:
        change.delete(each)
