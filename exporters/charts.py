"""A chart as shapes: arcs, bars and texts that a page and a window paint alike.

Lengths are in points, x to the right and y downwards from the chart's left top corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from exporters.sheet import Chart

PALETTE = "#C0161C", "#1B62C4", "#A65A00", "#1F7A3D", "#6B7280", "#9CA3AF", "#374151", "#C4C9D1"
INK, TRACK = "#1F2329", "#EEF0F3"


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a ring; angles in degrees, from the top and clockwise."""

    x: float
    y: float
    radius: float
    thickness: float
    start: float
    sweep: float
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled box."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words whose baseline is at `y`."""

    x: float
    y: float
    words: str
    size: float
    anchor: Literal["left", "centre", "right"] = "left"
    colour: str = INK


Shape: TypeAlias = Arc | Bar | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of a chart and the box they need."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def draw(chart: Chart, width: float = 440.0) -> Drawing:
    """Return a chart as shapes in a box of the given width."""
    return _ring(chart, width) if chart.kind == "ring" else _bars(chart, width)


def colour_of(place: int) -> str:
    """Return the colour of the item at a place."""
    return PALETTE[place % len(PALETTE)]


def share(part: int, whole: int) -> str:
    """Return a part as a percentage with one decimal."""
    return f"{100 * part / whole:.1f}%" if whole else "0.0%"


def _title(chart: Chart) -> list[Shape]:
    return [Text(0, 12, chart.title, 11)] if chart.title else []


def _ring(chart: Chart, width: float) -> Drawing:
    """Return a ring with its sum in the middle and every item named beside it."""
    top, radius, line = (24.0 if chart.title else 4.0), 52.0, 17.0
    height = top + max(2 * radius, line * len(chart.items)) + 6
    whole = sum(number for _, number in chart.items)
    shapes, start = _title(chart), 0.0
    middle = radius, top + radius
    if not whole:
        shapes.append(Arc(*middle, radius - 9, 18, 0, 360, TRACK))
    for place, (_, number) in enumerate(chart.items):
        sweep = 360 * number / whole if whole else 0
        if sweep:
            shapes.append(Arc(*middle, radius - 9, 18, start, sweep, colour_of(place)))
        start += sweep
    shapes.append(Text(middle[0], middle[1] + 6, str(whole), 18, "centre"))
    first = top + max(0.0, radius - line * len(chart.items) / 2)
    x, end = 2 * radius + 28, min(width, 2 * radius + 260)
    for place, (label, number) in enumerate(chart.items):
        y = first + line * place + 12
        shapes += [
            Bar(x, y - 8, 9, 9, colour_of(place)),
            Text(x + 15, y, label, 10),
            Text(end - 44, y, str(number), 10, "right"),
            Text(end, y, share(number, whole), 10, "right"),
        ]
    return Drawing(width, height, tuple(shapes))


def _bars(chart: Chart, width: float) -> Drawing:
    """Return bars that lie, each with its label before and its number behind."""
    top, line = (24.0 if chart.title else 4.0), 20.0
    label = min(width / 3, 10 + 10 * max((len(text) for text, _ in chart.items), default=0))
    largest = max((number for _, number in chart.items), default=0) or 1
    room = width - label - 44
    shapes = _title(chart)
    for place, (text, number) in enumerate(chart.items):
        y = top + line * place
        length = max(0.0, room * number / largest)
        shapes += [
            Text(label - 6, y + 12, text, 10, "right"),
            Bar(label, y + 2, room, 13, TRACK),
            Bar(label, y + 2, length, 13, PALETTE[1]),
            Text(label + length + 5, y + 12, str(number), 10),
        ]
    return Drawing(width, top + line * len(chart.items) + 4, tuple(shapes))
