"""Sheets of paper under one another; only those in sight are drawn, one at a time, off the window."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.tasks import Task

if TYPE_CHECKING:
    from exporters.pdf_pages import Pages, Picture

_SCREEN = 96 / 72
"""Pixels a point at 100 %."""
_WIDEST = 2.0
_OF_BEFORE = 0.0
"""The scale of a picture that is of the pages shown before."""
_KEPT = 10
"""Pictures of pages kept beside those in sight; those seen longest ago go first."""
_PAPER, _INK = QColor("white"), QColor(theme.LIGHT.second)
_PALE = 0.3
"""How much is left to be seen of a page that is out of date."""
SOON = 150
"""Milliseconds within which pages may come without a word of the wait."""
SETTING = "正在排版…"


class Papers(QWidget):
    """The pages themselves, to be put into a scroll area."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("papers")
        self.pages: Pages | None = None
        self.zoom = 1.0
        self._places: list[QRect] = []
        self._tops: list[int] = []
        self._drawn: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._drawing: Task | None = None
        self._is_old = False
        self._is_late = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SOON)
        self._late.timeout.connect(self._on_late)

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages, or none; a picture of before stands for a page of its size until then."""
        before = self.pages.sizes if self.pages else ()
        if self.pages:
            self.pages.close()
        self.pages = pages
        after = pages.sizes if pages else ()
        self._drawn = OrderedDict(
            (number, (_OF_BEFORE, image))
            for number, (_, image) in self._drawn.items()
            if before[number : number + 1] == after[number : number + 1]
        )
        self._drawing = None
        self._be_late(late=self._is_old)
        self._is_old = False
        self._places, self._tops = [], []

    def grow_old(self) -> None:
        """Show the pages pale: others are being set in their place."""
        self._is_old = True
        self.update()

    def lay_out(self, room: int, zoom: float) -> None:
        """Place the pages in `room` pixels of width; a zoom of 0 makes the widest fill it."""
        margin = theme.unit(24)
        sizes = self.pages.sizes if self.pages else ()
        widest = max((width for width, _ in sizes), default=0)
        fitting = (room - 2 * margin) / (widest * _SCREEN) if widest else 1.0
        self.zoom = zoom or max(min(fitting, _WIDEST), 0.1)
        scale = self.zoom * _SCREEN
        whole = max(room, round(widest * scale) + 2 * margin)
        top = margin
        self._places, self._tops = [], []
        for wide, high in sizes:
            width, height = round(wide * scale), round(high * scale)
            self._places.append(QRect((whole - width) // 2, top, width, height))
            self._tops.append(top)
            top += height + theme.unit(16)
        self.setFixedSize(whole, max(top - theme.unit(16) + margin, 1) if sizes else 1)
        self.update()

    def number_at(self, height: int) -> int:
        """Return which page stands at a height, counted from 1; 0 where there is none."""
        return max(bisect_right(self._tops, height), min(len(self._tops), 1))

    def top_of(self, number: int) -> int:
        """Return where a page begins, counted from 1."""
        return self._tops[min(max(number, 1), len(self._tops)) - 1]

    @property
    def is_drawn(self) -> bool:
        """Whether every page in sight stands there as sharp as it gets."""
        return self._drawing is None and not self._wanted(self.visibleRegion().boundingRect())

    def _scale(self) -> float:
        return self.zoom * _SCREEN * self.devicePixelRatioF()

    def _wanted(self, seen: QRect) -> list[int]:
        scale = self._scale()
        return [
            number
            for number, place in enumerate(self._places)
            if place.intersects(seen) and self._drawn.get(number, (0.0,))[0] != scale
        ]

    def _has_picture(self, number: int) -> bool:
        """Return whether a page stands there, if only in another size than it should."""
        return self._drawn.get(number, (_OF_BEFORE,))[0] != _OF_BEFORE

    def _on_late(self) -> None:
        self._be_late(late=True)
        self.update()

    def _be_late(self, *, late: bool) -> None:
        self._late.stop()
        self._is_late = late

    def _draw_next(self, seen: QRect) -> None:
        wanted = self._wanted(seen)
        if self._drawing or self.pages is None or not wanted:
            return
        number, scale, pages = wanted[0], self._scale(), self.pages
        if not (self._has_picture(number) or self._is_late or self._late.isActive()):
            self._late.start()
        task = Task(lambda _report: pages.picture(number, scale), "正在画页面…")
        self._drawing = task

        def keep(picture: Picture) -> None:
            if self._drawing is task:
                self._drawing = None
                self._keep(number, scale, picture)

        task.succeeded.connect(keep)
        task.start()

    def _keep(self, number: int, scale: float, picture: Picture) -> None:
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGBX8888,
        ).copy()
        self._drawn[number] = (scale, image)
        self._drawn.move_to_end(number)
        in_sight = self.visibleRegion().boundingRect()
        if all(map(self._has_picture, self._wanted(in_sight))):
            self._be_late(late=False)
        most = _KEPT + sum(place.intersects(in_sight) for place in self._places)
        while len(self._drawn) > most:
            self._drawn.popitem(last=False)
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight; one not drawn yet is white, and soon says that it is being set."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = self.visibleRegion().boundingRect()
        for number, place in enumerate(self._places):
            if place.intersects(event.rect()):
                self._paint_page(painter, number, place, seen)
        painter.end()
        self._draw_next(seen)

    def _paint_page(self, painter: QPainter, number: int, place: QRect, seen: QRect) -> None:
        painter.fillRect(place, _PAPER)
        awaits = self._is_late and not self._has_picture(number)
        if number in self._drawn:
            self._drawn.move_to_end(number)
            _, image = self._drawn[number]
            painter.setOpacity(_PALE if self._is_old or awaits else 1.0)
            painter.drawImage(QRectF(place), image, QRectF(image.rect()))
            painter.setOpacity(1.0)
        elif awaits:
            painter.setPen(_INK)
            painter.drawText(place.intersected(seen), Qt.AlignmentFlag.AlignCenter, SETTING)
