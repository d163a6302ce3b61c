"""Photographs and scans made ready for a page: upright, as small as print allows, as JPEG or PNG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from models.pictures import DEFECTS, MOST_PIXELS, made_small, on_white, opened, told_by

_DOTS_PER_MM = 300 / 25.4
_LYING = frozenset({"TRANSPOSE", "ROTATE_90", "ROTATE_270", "TRANSVERSE"})
"""The turns that make a picture's height its width."""
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
        with opened(data, _FORMATS) as image:
            return min(widest_mm, highest_mm * image.width / image.height)
    except (*DEFECTS, Image.DecompressionBombError):
        return widest_mm


@lru_cache(maxsize=8)
def fitted(data: bytes, width_mm: float) -> Fitted | None:
    """Return a picture fit to be printed `width_mm` wide, or None where it is no picture."""
    from PIL import Image  # noqa: PLC0415 - loaded when first used

    most = max(1, round(width_mm * _DOTS_PER_MM))
    try:
        with opened(data, _FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            turn, _ = told_by(image)
            is_plain = image.format == "JPEG" and image.mode in {"RGB", "L"}
            if is_plain and turn is None and image.width <= most:
                return Fitted(data, image.width, image.height)
            lies = turn is not None and turn.name in _LYING
            small = made_small(image, *((20 * most, most) if lies else (most, 20 * most)))
    except (*DEFECTS, Image.DecompressionBombError):
        return None
    made = on_white(small.transpose(turn) if turn is not None else small)
    out = BytesIO()
    made.save(out, "JPEG", quality=88)
    return Fitted(out.getvalue(), made.width, made.height)
