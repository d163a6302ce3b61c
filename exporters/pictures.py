"""Photographs and scans made ready for a page: upright, as small as print allows, as JPEG or PNG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

_DOTS_PER_MM = 300 / 25.4
_UPRIGHT = {None, 0, 1}
_ORIENTATION = 0x0112
_FORMATS = ("JPEG", "PNG")
"""What is ever kept; of the others Pillow knows, one starts another program."""
NO_PICTURE = "（这张图片无法显示）"
"""What stands where a picture cannot be shown."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture's file and its size in dots."""

    data: bytes
    width: int
    height: int


def sized(picture: Fitted, widest: float, highest: float) -> tuple[float, float]:
    """Return the width and height in which a picture fills a room as far as its shape allows."""
    share = min(widest / picture.width, highest / picture.height)
    return picture.width * share, picture.height * share


def width_within(data: bytes, widest_mm: float, highest_mm: float) -> float:
    """Return how many millimetres wide a picture stands in a room, all of it for no picture."""
    from PIL import Image  # noqa: PLC0415 - loaded when first used

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            return min(widest_mm, highest_mm * image.width / image.height)
    except (OSError, ValueError, SyntaxError, ZeroDivisionError, Image.DecompressionBombError):
        return widest_mm


@lru_cache(maxsize=8)
def fitted(data: bytes, width_mm: float) -> Fitted | None:
    """Return a picture fit to be printed `width_mm` wide, or None where it is no picture."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded when first used

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            most = max(1, round(width_mm * _DOTS_PER_MM))
            is_upright = image.getexif().get(_ORIENTATION) in _UPRIGHT
            is_plain = image.format == "JPEG" and image.mode in {"RGB", "L"}
            if is_plain and is_upright and image.width <= most:
                return Fitted(data, image.width, image.height)
            turned = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    turned.thumbnail((most, 20 * most))
    white = Image.new("RGB", turned.size, "white")
    white.paste(turned, mask=turned.getchannel("A"))
    out = BytesIO()
    white.save(out, "JPEG", quality=88)
    return Fitted(out.getvalue(), white.width, white.height)
