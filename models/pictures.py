"""Pictures brought in: read whatever wrote them, made upright, small enough, and without place."""

from __future__ import annotations

import struct
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from models.errors import AppError
from models.heic import MARKS, TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image, Transpose

    from models.apart import NoAnswer

LARGEST_SIDE = 2560
"""Pixels of the longer side that are kept."""
MOST_BYTES = 60 * 2**20
MOST_PIXELS = 80_000_000
PICTURE = "image/jpeg"
"""What a prepared picture is, whatever it was before."""
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "TIFF")
"""The formats taken: of the others Pillow knows, one starts another program."""
_QUALITY = 90
_ORIENTATION, _DATE_TIME, _EXIF, _TAKEN = 0x0112, 0x0132, 0x8769, 0x9003
_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
DEFECTS = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, AttributeError,
    EOFError, RuntimeError, MemoryError, struct.error,
)  # fmt: skip
"""What Pillow and its formats raise over a file that somebody broke, by chance or on purpose."""
_TOO_LARGE = "图片太大，没有放入；请换一张 8000 万像素、60 MB 以内的照片。"
_UNREADABLE = "这不是能读取的图片，没有放入；请换一张 JPG 或 PNG 照片。"
_TOO_SLOW = "这张照片读了很久也没有读完，没有放入；请稍后重试，或先另存为 JPG 再选。"
_NO_MEMORY = "内存不够，没有放入；请关闭别的程序后重试。"
NOT_STARTED = "读取它的那部分程序没能启动，没有放入；请重新打开本程序后再试。"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture as JPEG fit to be kept, and the local time it was taken at, if it says."""

    body: bytes
    taken: datetime | None = None


def has_picture_mark(data: bytes) -> bool:
    """Return whether a file begins as a photograph or scan does that is a picture."""
    return (
        data.startswith(_MARKS)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12] in MARKS
    )


def prepared(data: bytes) -> bytes:
    """Return a picture upright, without place and camera data, at most 2560 pixels long, as JPEG.

    Raises:
        AppError: if it is no picture that can be read.
    """
    return cleaned(data).body


def cleaned(data: bytes) -> Cleaned:
    """Return a picture as `prepared` does, with when it was taken.

    Raises:
        AppError: if it is no picture that can be read.
    """
    if len(data) > MOST_BYTES:
        raise AppError(_TOO_LARGE)
    from PIL import Image  # noqa: PLC0415 - loaded with the first photograph

    told = None
    if data[4:12] in MARKS:
        data, told = _from_telephone(data)
    try:
        with opened(data, _FORMATS) as image:
            _refuse_unfit(image)
            small = made_small(image, LARGEST_SIDE, LARGEST_SIDE)
            turn, taken = told_by(image)
    except Image.DecompressionBombError as error:
        raise AppError(_TOO_LARGE) from error
    except DEFECTS as error:
        raise AppError(_UNREADABLE) from error
    made = on_white(small.transpose(turn) if turn is not None else small)
    out = BytesIO()
    made.save(out, "JPEG", quality=_QUALITY)
    return Cleaned(out.getvalue(), told or taken)


@contextmanager
def opened(data: bytes, formats: tuple[str, ...]) -> Iterator[Image]:
    """Give a picture of one of some formats, not decoded yet; raises one of `DEFECTS` for none."""
    from PIL import Image  # noqa: PLC0415 - as above

    # Of a damaged file Pillow also warns; what matters of that is raised when it is decoded. The
    # filter stays, because to put back the last one is not safe with several threads.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    with Image.open(BytesIO(data), formats=formats) as image:
        yield image


def on_white(image: Image) -> Image:
    """Return a picture with transparency as it shows on white paper."""
    from PIL import Image as pillow  # noqa: N813, PLC0415 - as above

    white = pillow.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _from_telephone(data: bytes) -> tuple[bytes, datetime | None]:
    """Return a HEIC photograph in a format that Pillow reads, and when it was taken.

    Raises:
        AppError: if it cannot be read, or the part that decodes them is not installed.
    """
    from models import heic  # noqa: PLC0415 - only when such a file comes
    from models.apart import NoAnswer, answer_of  # noqa: PLC0415 - as above

    if not heic.is_known():
        raise AppError(
            "这是 HEIC 照片，本机不能读取，没有放入；请先在手机或电脑上另存为 JPG 再选。"
        )
    head = f"{MOST_PIXELS} {LARGEST_SIDE}\n".encode()
    try:
        answer = answer_of(heic.__file__, head + data)
    except NoAnswer as error:
        raise AppError(_why_unread(error)) from error
    return answer[heic.MOMENT :], _moment(answer[: heic.MOMENT].decode("ascii", "replace"))


def _why_unread(error: NoAnswer) -> str:
    """Return the sentence for a picture that the process of its own did not read."""
    from models.apart import Why  # noqa: PLC0415 - as above

    if error.code == TOO_LARGE:
        return _TOO_LARGE
    return {
        Why.ENDED: _UNREADABLE, Why.TOO_SLOW: _TOO_SLOW, Why.NO_MEMORY: _NO_MEMORY,
        Why.NOT_STARTED: NOT_STARTED,
    }[error.why]  # fmt: skip


def _refuse_unfit(image: Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise AppError(_TOO_LARGE)
    # How many they are is not asked: of thousands counting them takes minutes.
    if image.format == "TIFF" and getattr(image, "is_animated", False):
        raise AppError("这个扫描件不止一页，没有放入；请把它另存为 PDF 再放入。")


def made_small(image: Image, widest: int, highest: int) -> Image:
    """Return a picture of at most so many pixels, as it lies, in colours with transparency."""
    image.draft("RGB", (widest, highest))
    if image.mode.startswith("I"):  # 16 bits a dot, as some scanners write
        image = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    elif image.mode in {"1", "P", "PA"}:  # made smaller as they are, their lines would break
        image = image.convert("L" if image.mode == "1" else "RGBA")
    image.thumbnail((widest, highest))
    return image.convert("RGBA")


def told_by(image: Image) -> tuple[Transpose | None, datetime | None]:
    """Return how to turn a picture upright and when it was taken, as far as it says so.

    It is asked once decoded: of a TIFF Pillow turns the picture itself by then.
    """
    from PIL import Image as pillow  # noqa: N813, PLC0415 - as above

    turn = pillow.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE, 6: turn.ROTATE_270, 7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }  # fmt: skip
    try:
        exif = image.getexif()
        lies, changed = exif.get(_ORIENTATION), exif.get(_DATE_TIME)
        taken = exif.get_ifd(_EXIF).get(_TAKEN)
    except DEFECTS:  # the picture may be sound although this part of it is not
        return None, None
    return turns.get(lies) if isinstance(lies, int) else None, _moment(taken) or _moment(changed)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.strptime(str(text).strip(" \0"), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera's local time
    except ValueError:
        return None


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture or scan, not read further than one may be long.

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
