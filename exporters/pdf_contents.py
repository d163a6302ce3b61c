"""The contents of sheets that are bound together, and the page numbers that run through them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from exporters.pdf_page import Flow, lines_in
from exporters.pdf_text import LINE, PITCH
from exporters.wording import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.pdf_fonts import Pen

_SIZE = 16.0
_FOR_NUMBER = 4 * PITCH
"""The width kept free for the page number behind a name."""


def set_contents(flow: Flow, names: Sequence[str], lengths: Sequence[int]) -> None:
    """Add pages with the names of parts, each with the page it begins on.

    `lengths` are the parts' numbers of pages.
    """
    trial = Flow(flow.frame, flow.pens)
    _list(trial, names, [0] * len(names))
    before = len(flow.pages) + len(trial.pages)
    begins = accumulate(lengths[:-1], initial=before + 1)
    flow.new_page()
    _list(flow, names, list(begins))


def number_through(flows: Sequence[Flow]) -> None:
    """Number the pages of all flows as those of one."""
    count, first = sum(len(flow.pages) for flow in flows), 1
    for flow in flows:
        flow.first, flow.count = first, count
        first += len(flow.pages)


def _list(flow: Flow, names: Sequence[str], numbers: Sequence[int]) -> None:
    heading, pen = flow.pen("hei", _SIZE), flow.pen("body", _SIZE)
    box = flow.frame.left, flow.frame.text_width
    flow.y -= 2 * LINE
    flow.write_in(heading, box, flow.y + LINE + 9, CONTENTS, "centre")
    for name, number in zip(names, numbers, strict=True):
        *before, last = lines_in(pen, name, box[1] - _FOR_NUMBER)
        for line in before:
            flow.need(LINE)
            flow.y -= LINE
            flow.write(pen, box[0], flow.y + 9, line)
        flow.need(LINE)
        flow.y -= LINE
        flow.write(pen, box[0], flow.y + 9, last)
        _lead_to(flow, pen, box[0] + pen.width(last), str(number))


def _lead_to(flow: Flow, pen: Pen, start: float, number: str) -> None:
    """Write a page number at the margin, with dots that lead to it."""
    end = flow.frame.left + flow.frame.text_width
    at = end - pen.width(number)
    flow.write(pen, at, flow.y + 9, number)
    dot = pen.width("…")
    count = int((at - start - _SIZE) / dot)
    if count > 0:
        flow.write(pen, at - _SIZE / 2 - count * dot, flow.y + 9, "…" * count)
