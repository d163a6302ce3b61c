"""A chart as shapes: arcs, bars and texts that a page and a window paint alike.

Lengths are in points, x to the right and y downwards from the chart's left top corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from exporters.sheet import Chart

PALETTE = "#C0161C", "#1B62C4", "#A65A00", "#1F7A3D", "#374151", "#9CA3AF", "#6B7280", "#C4C9D1"
INK, TRACK = "#1F2329", "#EEF0F3"
_WIDE, _LEAST_RADIUS, _CLOSEST = 300.0, 34.0, 13.0


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


def draw(chart: Chart, width: float = 440.0, height: float = math.inf) -> Drawing:
    """Return a chart as shapes in a box of the given width.

    It is drawn closer to fit into `height`, as far as its words stay apart.
    """
    return _ring(chart, width, height) if chart.kind == "ring" else _bars(chart, width, height)


def fits(chart: Chart, width: float) -> bool:
    """Return whether every label of a chart so wide ends before its number or its bar."""
    longest = max((_width(text) for text, _ in chart.items), default=0.0)
    if chart.kind == "bars":
        return longest <= width / 3 - 6
    radius, gap = _ring_size(width)
    return 2 * radius + gap + 15 + longest <= min(width, 2 * radius + 260) - 58


def _width(text: str) -> float:
    """Return how wide a text of size 10 is, near enough to keep it apart from others."""
    return sum(5.5 if character.isascii() else 10.0 for character in text)


def colour_of(place: int) -> str:
    """Return the colour of the item at a place."""
    return PALETTE[place % len(PALETTE)]


def share(part: int, whole: int) -> str:
    """Return a part as a percentage with one decimal."""
    return f"{100 * part / whole:.1f}%" if whole else "0.0%"


def _title(chart: Chart) -> list[Shape]:
    return [Text(0, 12, chart.title, 11)] if chart.title else []


def _ring_size(width: float) -> tuple[float, float]:
    """Return a ring's radius, and how far its labels stand from it."""
    return (52.0, 28.0) if width >= _WIDE else (40.0, 16.0)


def _ring(chart: Chart, width: float, most: float) -> Drawing:
    """Return a ring with its sum in the middle and every item named beside it."""
    top = 24.0 if chart.title else 4.0
    radius, gap = _ring_size(width)
    radius = max(_LEAST_RADIUS, min(radius, (most - top - 6) / 2))
    line = _line(17.0, most - top - 6, len(chart.items))
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
    x, end = 2 * radius + gap, min(width, 2 * radius + 260)
    for place, (label, number) in enumerate(chart.items):
        y = first + line * place + 12
        shapes += [
            Bar(x, y - 8, 9, 9, colour_of(place)),
            Text(x + 15, y, label, 10),
            Text(end - 40, y, str(number), 10, "right"),
            Text(end, y, share(number, whole), 10, "right"),
        ]
    return Drawing(width, height, tuple(shapes))


def _line(wanted: float, room: float, count: int) -> float:
    """Return the height of each of so many lines: as wanted, or closer to go into a room."""
    return max(_CLOSEST, min(wanted, room / count)) if count else wanted


def _bars(chart: Chart, width: float, most: float) -> Drawing:
    """Return bars that lie, each with its label before and its number behind."""
    top = 24.0 if chart.title else 4.0
    line = _line(20.0, most - top - 4, len(chart.items))
    label = min(width / 3, 10 + 10 * max((len(text) for text, _ in chart.items), default=0))
    largest = max((number for _, number in chart.items), default=0) or 1
    room = width - label - 44
    shapes = _title(chart)
    for place, (text, number) in enumerate(chart.items):
        y = top + line * place
        length = max(0.0, room * number / largest)
        shapes += [
            Text(label - 6, y + line / 2 + 2, text, 10, "right"),
            Bar(label, y + 2, room, line - 7, TRACK),
            Bar(label, y + 2, length, line - 7, PALETTE[1]),
            Text(label + length + 5, y + line / 2 + 2, str(number), 10),
        ]
    return Drawing(width, top + line * len(chart.items) + 4, tuple(shapes))
