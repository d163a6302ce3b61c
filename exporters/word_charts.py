"""A chart as rows of a Word table: its shapes as pictures, its words as words."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from exporters.charts import PALETTE, TRACK, Arc, colour_of, draw, share
from exporters.word_styles import twips
from exporters.word_tables import WHOLE_ROW, cell, row
from exporters.word_text import KEEP, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporters.sheet import Chart
    from exporters.word_pictures import Pictures

_RING = 120.0, 150.0, 50.0, 60.0
_BARS = 110.0, 300.0
_LONGEST, _THICK, _SQUARE, _ACROSS = 240.0, 9.0, 7.0, 104.0
_DOTS, _FINER = 4, 4
"""Dots a point, and how much finer a ring is drawn before it is brought down to them."""


class ChartRows:
    """Spells the rows of one chart."""

    def __init__(self, chart: Chart, pictures: Pictures, *, is_kept: bool) -> None:
        self._is_kept = is_kept
        self._chart, self._pictures = chart, pictures
        self.widths: Sequence[float] = _RING if chart.kind == "ring" else _BARS

    def rows(self) -> Iterator[str]:
        """Yield a row an item."""
        last = len(self._chart.items) - 1
        for place, (label, number) in enumerate(self._chart.items):
            marks = KEEP if place < last or self._is_kept else ""
            if self._chart.kind == "ring":
                yield self._part_of_ring(place, label, number, marks)
            else:
                yield self._bar(label, number, marks)

    def _part_of_ring(self, place: int, label: str, number: int, marks: str) -> str:
        ring, words, count, part = _RING
        whole = sum(each for _, each in self._chart.items)
        square = self._pictures.shown(_solid(colour_of(place)), _SQUARE, _SQUARE, "")
        shown = _ring(self._chart) if place == 0 else b""
        drawn = self._pictures.shown(shown, _ACROSS, _ACROSS, self._chart.title) if shown else ""
        several = len(self._chart.items)
        joined = ("begin" if place == 0 else "go on") if several > 1 else ""
        height = f'<w:trHeight w:val="{twips((_ACROSS + 4) / several)}" w:hRule="atLeast"/>'
        return row(
            cell(paragraph("FactCentre", drawn, marks), ring, joined=joined)
            + cell(paragraph("FactLeft", f"{square}{run('　' + label)}", marks), words)
            + cell(paragraph("FactRight", run(str(number)), marks), count)
            + cell(paragraph("FactRight", run(share(number, whole)), marks), part),
            WHOLE_ROW + height,
        )

    def _bar(self, label: str, number: int, marks: str) -> str:
        words, room = _BARS
        largest = max(each for _, each in self._chart.items) or 1
        length = max(0.5, _LONGEST * number / largest)
        colour = PALETTE[1] if number > 0 else TRACK
        bar = self._pictures.shown(_solid(colour), length, _THICK, "")
        return row(
            cell(paragraph("FactRight", run(label), marks), words)
            + cell(paragraph("FactLeft", f"{bar}{run(f'  {number}')}", marks), room)
        )


@cache
def _solid(colour: str) -> bytes:
    """Return one dot of a colour, to be shown in any size."""
    from PIL import Image  # noqa: PLC0415 - loaded when first used

    file = BytesIO()
    Image.new("RGB", (1, 1), colour).save(file, "PNG")
    return file.getvalue()


def _ring(chart: Chart) -> bytes:
    """Return the picture of a ring, its words left out."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loaded when first used

    scale = _DOTS * _FINER
    side = round(_ACROSS)
    image = Image.new("RGB", (side * scale, side * scale), "white")
    brush = ImageDraw.Draw(image)
    for arc in draw(chart).shapes:
        if isinstance(arc, Arc):
            outer = (arc.radius + arc.thickness / 2) * scale
            middle = side * scale / 2
            box = middle - outer, middle - outer, middle + outer, middle + outer
            ends = arc.start - 90, arc.start + arc.sweep - 90
            brush.arc(box, *ends, fill=arc.colour, width=round(arc.thickness * scale))
    file = BytesIO()
    image.resize((side * _DOTS, side * _DOTS), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()
