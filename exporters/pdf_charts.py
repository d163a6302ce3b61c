"""Charts, set into pages: side by side where their words allow it."""

from __future__ import annotations

from math import cos, radians, sin, tan
from typing import TYPE_CHECKING

from exporters.charts import Arc, Bar, Drawing, Text, draw, fits
from exporters.pdf_page import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.pdf_page import Flow
    from exporters.sheet import Chart

_WIDEST, _GAP, _ABOVE = 440.0, 16.0, 10.0


def set_charts(flow: Flow, charts: Sequence[Chart]) -> None:
    """Set charts that follow one another, two beside each other where both are readable so."""
    half = (flow.frame.text_width - _GAP) / 2
    across = 2 if len(charts) > 1 and all(fits(chart, half) for chart in charts) else 1
    width = half if across > 1 else min(flow.frame.text_width, _WIDEST)
    for first in range(0, len(charts), across):
        _set_row(flow, charts[first : first + across], width)


def _set_row(flow: Flow, charts: Sequence[Chart], width: float) -> None:
    """Set charts side by side, closer together where that saves a page."""
    drawings = [draw(chart, width, flow.room - _ABOVE) for chart in charts]
    if max(drawing.height for drawing in drawings) + _ABOVE > flow.room:
        flow.need(flow.frame.text_height)
        drawings = [draw(chart, width, flow.room - _ABOVE) for chart in charts]
    flow.y -= _ABOVE
    for place, drawing in enumerate(drawings):
        _paint(flow, drawing, flow.frame.left + place * (width + _GAP))
    flow.y -= max(drawing.height for drawing in drawings)


def _paint(flow: Flow, drawing: Drawing, left: float) -> None:
    marks = flow.page.marks
    marks.append("q")
    for shape in drawing.shapes:
        match shape:
            case Arc():
                marks.append(_arc(shape, left + shape.x, flow.y - shape.y))
            case Bar():
                x, y = left + shape.x, flow.y - shape.y - shape.height
                box = f"{x:.2f} {y:.2f} {shape.width:.2f} {shape.height:.2f} re f"
                marks.append(f"{_colour(shape.colour)} rg {box}")
            case Text():
                marks.append(f"{_colour(shape.colour)} rg")
                pen = flow.pen("table", shape.size)
                x = aligned(pen, (left + shape.x, 0), shape.words, shape.anchor)
                flow.write(pen, x, flow.y - shape.y, shape.words)
    marks.append("Q")


def _colour(name: str) -> str:
    return " ".join(f"{int(name[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))


def _arc(arc: Arc, x: float, y: float) -> str:
    """Return the operators of a part of a ring, as curves of at most a quarter turn."""
    count = max(1, -(-int(arc.sweep * 100) // 9000))
    step = radians(arc.sweep / count)
    bend = 4 / 3 * tan(step / 4) * arc.radius
    marks = [f"{_colour(arc.colour)} RG {arc.thickness:.2f} w"]
    for part in range(count):
        a, b = radians(arc.start) + part * step, radians(arc.start) + (part + 1) * step
        ax, ay = x + arc.radius * sin(a), y + arc.radius * cos(a)
        bx, by = x + arc.radius * sin(b), y + arc.radius * cos(b)
        if part == 0:
            marks.append(f"{ax:.2f} {ay:.2f} m")
        curve = (
            ax + bend * cos(a),
            ay - bend * sin(a),
            bx - bend * cos(b),
            by + bend * sin(b),
            bx,
            by,
        )
        marks.append(" ".join(f"{place:.2f}" for place in curve) + " c")
    return " ".join([*marks, "S"])
