"""Pages being set: where the next block goes, and what has been written on each page so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from exporters.typesetting import break_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporters.fonts import Role
    from exporters.pdf_fonts import Pen, Pens

Align: TypeAlias = Literal["left", "centre", "right"]

MM = 72 / 25.4
LINE_WEIGHT = 0.5
FOOT_SIZE = 10.0
HAN_CENTRE = 0.38
"""How high the middle of a Chinese character is above its baseline, in its size."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A paper and where its text stands, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    is_prose: bool = False

    @property
    def text_width(self) -> float:
        """How wide the text is."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """How high the text is."""
        return self.height - self.top - self.bottom


@dataclass(slots=True)
class Page:
    """The operators of one page, and the pictures laid on it."""

    marks: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes, float, float, float, float]] = field(default_factory=list)


class Flow:
    """Pages that fill from top to bottom; `y` is where the next block begins, measured upwards.

    `below` is how much must follow on the page on which the block being set ends;
    `is_close` asks tables to save height. In their feet the pages are numbered from `first` on, of
    `count`, and bear the `record`'s number.
    """

    def __init__(self, frame: Frame, pens: Pens, *, is_close: bool = False) -> None:
        self.is_close = is_close
        self.frame = frame
        self.pens = pens
        self.pages: list[Page] = []
        self.signatures: tuple[str, ...] = ()
        self.record = ""
        self.first, self.count = 1, 0
        self.y = self.below = 0.0
        self.new_page()

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(Page())
        self.y = self.frame.height - self.frame.top

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """How much of the page is left."""
        return self.y - self.frame.bottom

    @property
    def is_at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == self.frame.height - self.frame.top

    def need(self, height: float) -> None:
        """Begin a new page unless `height` is left on this one."""
        if self.room < height - 0.01 and not self.is_at_top:
            self.new_page()

    def pen(self, role: Role, size: float) -> Pen:
        """Return what writes in a role's font at a size."""
        return self.pens.pen(role, size)

    def write(self, pen: Pen, x: float, y: float, text: str, *, spacing: float = 0) -> None:
        """Write one line with its baseline's left end at x, y."""
        apart = f"{spacing:.3f} Tc " if spacing else ""
        self.page.marks.append(f"BT {apart}{pen.choice} {x:.2f} {y:.2f} Td {pen.show(text)} ET")
        if spacing:
            self.page.marks.append("0 Tc")

    def write_in(
        self, pen: Pen, box: tuple[float, float], y: float, text: str, align: Align
    ) -> None:
        """Write one line inside a box given by its left side and width."""
        self.write(pen, aligned(pen, box, text, align), y, text)

    def rules(self, lines: Iterable[tuple[float, float, float, float]]) -> None:
        """Draw straight lines."""
        strokes = [f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines]
        if strokes:
            self.page.marks.append(" ".join([*strokes, "S"]))

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """Draw a box."""
        self.page.marks.append(f"{x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S")


def aligned(pen: Pen, box: tuple[float, float], text: str, align: Align) -> float:
    """Return where a line begins inside a box given by its left side and width."""
    left, width = box
    if align == "left":
        return left
    spare = width - pen.width(text)
    return left + (spare if align == "right" else spare / 2)


def lines_in(pen: Pen, text: str, width: float) -> list[str]:
    """Return the lines of a box's text."""
    if "\n" not in text and pen.width(text) <= width:
        return [text]
    return break_lines(text, width, pen.width)
