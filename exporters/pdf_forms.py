"""Forms and pictures, set into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.pdf_page import HAN_CENTRE, MM, aligned, lines_in
from exporters.pictures import NO_PICTURE, fitted
from exporters.wording import CONTINUED, printed_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.pdf_page import Align, Flow
    from exporters.sheet import Fact, Facts, Picture

_SIZE, _LEADING, _PAD, _LOW = 10.5, 15.0, 4.0, 26.0
_PHOTO = 33 * MM, 48 * MM


@dataclass(frozen=True, slots=True)
class _Box:
    """One box of a form with its text already in lines."""

    x: float
    width: float
    lines: tuple[str, ...]
    align: Align


def set_facts(flow: Flow, facts: Facts) -> None:
    """Set a form; the rows beside a photograph are narrower by its box."""
    flow.y -= 6 if not flow.is_at_top else 0
    waiting = list(facts.pairs)
    if facts.picture:
        flow.need(_PHOTO[1])
        _set_beside_photo(flow, facts, waiting)
    while waiting:
        row = list(_boxes(flow, facts, waiting, flow.frame.text_width))
        _set_row(flow, row, 0.0 if waiting else flow.below)


def _set_beside_photo(flow: Flow, facts: Facts, waiting: list[Fact]) -> None:
    top, width = flow.y, flow.frame.text_width - _PHOTO[0]
    rows: list[list[_Box]] = []
    height = 0.0
    while waiting and not waiting[0].wide and height < _PHOTO[1] - 1:
        rows.append(list(_boxes(flow, facts, waiting, width)))
        height += max(_height(rows[-1]), _PHOTO[1] / 5)
    for row in rows:
        _draw_row(flow, row, max(_height(row), _PHOTO[1] / 5, _PHOTO[1] / len(rows)))
    height = max(top - flow.y, _PHOTO[1])
    flow.y = top - height
    box = flow.frame.left + width, top, _PHOTO[0], height
    flow.box(*box)
    if facts.picture:
        _put_photo(flow, facts.picture, box)


def _put_photo(flow: Flow, picture: Picture, box: tuple[float, float, float, float]) -> None:
    x, top, width, height = box
    found = fitted(picture.data, width / MM)
    if found is None:
        pen = flow.pen("table", _SIZE)
        words = picture.caption or "照片"
        flow.write_in(pen, (x, width), top - height / 2 - HAN_CENTRE * _SIZE, words, "centre")
        return
    scale = min((width - 4) / found.width, (height - 4) / found.height)
    wide, high = found.width * scale, found.height * scale
    place = x + (width - wide) / 2, top - height + (height - high) / 2
    flow.page.pictures.append((found.data, *place, wide, high))


def _boxes(flow: Flow, facts: Facts, waiting: list[Fact], width: float) -> Iterator[_Box]:
    """Take the facts of one row and yield their boxes."""
    pen = flow.pen("table", _SIZE)
    columns = max(1, facts.columns)
    label_width = _label_width(flow, facts, width / columns)
    row = [waiting.pop(0)]
    while not row[0].wide and len(row) < columns and waiting and not waiting[0].wide:
        row.append(waiting.pop(0))
    for place, fact in enumerate(row):
        x = flow.frame.left + place * width / columns
        end = (place + 1) * width / columns if place < len(row) - 1 else width
        value_width = flow.frame.left + end - x - label_width
        label = lines_in(pen, fact.label, label_width - 2 * _PAD)
        yield _Box(x, label_width, tuple(label), "centre")
        value = lines_in(pen, printed_fact(fact), value_width - 2 * _PAD)
        align: Align = "left" if fact.wide or len(value) > 1 else "centre"
        yield _Box(x + label_width, value_width, tuple(value), align)


def _label_width(flow: Flow, facts: Facts, share: float) -> float:
    pen = flow.pen("table", _SIZE)
    longest = max((pen.width(fact.label) for fact in facts.pairs), default=0)
    return min(max(longest, 4 * _SIZE) + 2 * _PAD, 7 * _SIZE + 2 * _PAD, share / 2)


def _height(row: list[_Box]) -> float:
    return max(_LOW, max(len(box.lines) for box in row) * _LEADING + 8)


def _set_row(flow: Flow, row: list[_Box], kept: float) -> None:
    """Set a row of boxes with what is kept below it; one taller than a page goes on, marked 续."""
    if _height(row) <= flow.frame.text_height:
        flow.need(_height(row) + kept)
        _draw_row(flow, row, _height(row))
        return
    flow.need(4 * _LEADING)
    while True:
        fitting = max(1, int((flow.room - 8) / _LEADING))
        piece = [_Box(box.x, box.width, box.lines[:fitting], box.align) for box in row]
        _draw_row(flow, piece, _height(piece))
        row = [_Box(box.x, box.width, box.lines[fitting:], box.align) for box in row]
        if not any(box.lines for box in row):
            return
        row[0] = _Box(row[0].x, row[0].width, (CONTINUED, *row[0].lines), row[0].align)
        flow.new_page()


def _draw_row(flow: Flow, row: list[_Box], height: float) -> None:
    pen = flow.pen("table", _SIZE)
    for box in row:
        flow.box(box.x, flow.y, box.width, height)
        inner = box.x + _PAD, box.width - 2 * _PAD
        y = flow.y - height / 2 - HAN_CENTRE * _SIZE + (len(box.lines) - 1) * _LEADING / 2
        for line in box.lines:
            if line:
                flow.write(pen, aligned(pen, inner, line, box.align), y, line)
            y -= _LEADING
    flow.y -= height


def set_picture(flow: Flow, picture: Picture) -> None:
    """Set a picture in the middle, its caption below."""
    pen = flow.pen("table", _SIZE)
    found = fitted(picture.data, picture.width_mm)
    if found is None:
        flow.need(2 * _LEADING)
        flow.y -= 2 * _LEADING
        flow.write(pen, flow.frame.left, flow.y + 8, NO_PICTURE)
        return
    below = 20.0 if picture.caption else 6.0
    wide = min(picture.width_mm * MM, flow.frame.text_width)
    high = wide * found.height / found.width
    most = flow.frame.text_height - below - 6
    if high > most:
        wide, high = wide * most / high, most
    flow.need(high + below + 6 + flow.below)
    flow.y -= high + 6
    x = flow.frame.left + (flow.frame.text_width - wide) / 2
    flow.page.pictures.append((found.data, x, flow.y, wide, high))
    flow.y -= below
    if picture.caption:
        box = flow.frame.left, flow.frame.text_width
        flow.write_in(pen, box, flow.y + 6, picture.caption, "centre")
