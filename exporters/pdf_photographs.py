"""Photographs side by side, set into pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.pdf_forms import set_picture
from exporters.pdf_page import MM, lines_in
from exporters.pictures import NO_PICTURE, Fitted, fitted, sized
from exporters.sheet import Photographs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.pdf_page import Flow
    from exporters.sheet import Picture

APART = 6 * MM
"""Between photographs side by side."""
_SIZE, _LEADING = 10.5, 15.0
_ABOVE, _BELOW = 6.0, 8.0
"""What is free above a photograph and below its caption."""


def set_pictures(flow: Flow, block: Picture | Photographs) -> None:
    """Set a picture alone, or photographs row by row, none parted from its caption."""
    if not isinstance(block, Photographs):
        set_picture(flow, block)
        return
    columns = block.columns
    width = (flow.frame.text_width - (columns - 1) * APART) / columns
    for start in range(0, len(block.pictures), columns):
        _set_row(flow, block.pictures[start : start + columns], width, block.height_mm * MM)


def _set_row(flow: Flow, pictures: Sequence[Picture], width: float, highest: float) -> None:
    """Set photographs on one line, as high as the highest of them, their captions below."""
    pen = flow.pen("table", _SIZE)
    found = [fitted(picture.data, picture.width_mm) for picture in pictures]
    sizes = [sized(one, width, highest) if one else (width, 2 * _LEADING) for one in found]
    captions = [lines_in(pen, picture.caption, width) for picture in pictures]
    high, below = max(height for _, height in sizes), max(map(len, captions)) * _LEADING + _BELOW
    flow.need(_ABOVE + high + below)
    flow.y -= _ABOVE + high
    x = flow.frame.left
    for lines, one, size in zip(captions, found, sizes, strict=True):
        _put(flow, one, (x, width), size)
        for number, line in enumerate(lines, 1):
            flow.write_in(pen, (x, width), flow.y - number * _LEADING, line, "centre")
        x += width + APART
    flow.y -= below


def _put(
    flow: Flow, found: Fitted | None, box: tuple[float, float], size: tuple[float, float]
) -> None:
    """Put a photograph in the middle of its box, or say that it cannot be shown."""
    if found is None:
        flow.write_in(flow.pen("table", _SIZE), box, flow.y + 8, NO_PICTURE, "centre")
    else:
        x = box[0] + (box[1] - size[0]) / 2
        flow.page.pictures.append((found.data, x, flow.y, *size))
