"""统计: the branch's people counted in classes, drawn; a class that is chosen lists its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QToolTip, QVBoxLayout, QWidget

from exporters.charts import INK, PALETTE, TRACK, Arc, Bar, Shape, Text, draw, fits, share
from exporters.sheet import Chart
from models.members.standing import members_on
from models.members.statistics import BREAKDOWNS, Breakdown
from ui import theme
from ui.widgets import card, clear, label, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.store import Store

_TONES = dict(
    zip(PALETTE, ("accent", "note", "warn", "good", "text", "third", "second", "line"), strict=True)
)
_TONES |= {INK: "text", TRACK: "line"}
_SCALE = 1.3
"""Pixels of the design for a point of a chart: its words of 10 points get 13 pixels."""
_TWO_COLUMNS = 760
"""From this width of the page two charts stand side by side."""
_AROUND = 60
"""Pixels of a half of the page that its chart does not have."""
_MOST_IN_RING = 5
"""More classes than this are drawn as bars."""
_HIGHEST = 18.0
_SMALLEST = 7
"""Points of the words of a chart that is too narrow for them."""
_QUARTER, _SIXTEENTH = 90, 16


class ChartView(QWidget):
    """One chart whose items are chosen by mouse, or by arrow keys and Enter."""

    chosen = Signal(str)
    """The label of an item."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self._at = 0
        self._drawing = draw(chart)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{chart.title}统计，用上下键选择，按回车键列出人员")
        words = "；".join(f"{name} {number}人" for name, number in chart.items)
        self.setAccessibleDescription(words)
        self._arrange()

    def fits(self, width: int) -> bool:
        """Return whether its words have room in so many pixels."""
        return fits(self._chart, width / self._scale)

    def label_at(self, place: QPoint) -> str:
        """Return the label of the item under a point, "" for none."""
        boxes = enumerate(self._boxes())
        at = next((at for at, box in boxes if box.contains(place.toPointF())), None)
        return "" if at is None else self._chart.items[at][0]

    def middle_of(self, name: str) -> QPoint:
        """Return the middle of an item's line."""
        at = [each for each, _ in self._chart.items].index(name)
        return self._boxes()[at].center().toPoint()

    @property
    def _scale(self) -> float:
        return theme.unit(100) * _SCALE / 100

    def _arrange(self) -> None:
        width = max(self.width(), theme.unit(260)) / self._scale
        plain = Chart(self._chart.kind, "", self._chart.items)
        self._drawing = draw(plain, width)
        self.setFixedHeight(round(self._drawing.height * self._scale))

    def _boxes(self) -> list[QRectF]:
        """Return the line of each item, in pixels."""
        texts = [shape for shape in self._drawing.shapes if isinstance(shape, Text)]
        scale, found = self._scale, []
        for name, _ in self._chart.items:
            text = next(each for each in texts if each.words == name)
            left, right = 0.0, self._drawing.width
            if text.anchor == "left":
                left = text.x - 20
                right = max(each.x for each in texts if each.y == text.y) + 5
            width = min(right, self._drawing.width) - left
            found.append(
                QRectF(left * scale, (text.y - 13) * scale, width * scale, _HIGHEST * scale)
            )
        return found

    def _choose(self, at: int) -> None:
        name, number = self._chart.items[at]
        if number:
            self.chosen.emit(name)

    # Drawing.

    def _paint_shape(self, painter: QPainter, shape: Shape) -> None:
        ink = QColor(getattr(theme.current(), _TONES[shape.colour]))
        if isinstance(shape, Arc):
            pen = QPen(ink, shape.thickness)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            side = 2 * shape.radius
            box = QRectF(shape.x - shape.radius, shape.y - shape.radius, side, side)
            start = round((_QUARTER - shape.start) * _SIXTEENTH)
            painter.drawArc(box, start, round(-shape.sweep * _SIXTEENTH))
        elif isinstance(shape, Bar):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            box = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.drawRoundedRect(box, 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            self._paint_text(painter, shape, ink)

    def _paint_text(self, painter: QPainter, shape: Text, ink: QColor) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(1, round(shape.size)))
        wide = QFontMetricsF(font).horizontalAdvance(shape.words)
        if shape.anchor == "right" and wide > shape.x:
            font.setPixelSize(max(_SMALLEST, int(shape.size * shape.x / wide)))
        painter.setFont(font)
        painter.setPen(ink)
        width = self._drawing.width
        left = {"left": shape.x, "centre": shape.x - width, "right": shape.x - 2 * width}
        flag = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "centre": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
        }[shape.anchor]
        height = 2 * shape.size
        box = QRectF(left[shape.anchor], shape.y - height + 0.6 * shape.size, 2 * width, height)
        painter.drawText(box, flag | Qt.AlignmentFlag.AlignVCenter, shape.words)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and the frame of the item the keys stand on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._chart.items:
            painter.setPen(QPen(QColor(theme.current().note), 2))
            box = self._boxes()[self._at].adjusted(1, 0, -1, 0)
            painter.drawRoundedRect(box, theme.unit(4), theme.unit(4))
        painter.scale(self._scale, self._scale)
        for shape in self._drawing.shapes:
            self._paint_shape(painter, shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the chart as wide as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from item to item, and choose one."""
        last = len(self._chart.items) - 1
        if event.key() == Qt.Key.Key_Down:
            self._at = min(self._at + 1, last)
        elif event.key() == Qt.Key.Key_Up:
            self._at = max(self._at - 1, 0)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the item that was clicked."""
        names = [name for name, _ in self._chart.items]
        if name := self.label_at(event.position().toPoint()):
            self._at = names.index(name)
            self._choose(self._at)

    def event(self, event: QEvent) -> bool:
        """Tell what a click on an item does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            name = self.label_at(event.pos())
            QToolTip.showText(event.globalPos(), f"点击列出{name}的党员" if name else "", self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return the least width; the height follows from the items."""
        return QSize(theme.unit(260), self.height())


class StatisticsView(QWidget):
    """Every breakdown of the members of a day."""

    class_chosen = Signal(object, str)
    """A breakdown, and the class whose people are to be listed."""

    def __init__(self) -> None:
        super().__init__()
        self._charts: list[QFrame] = []
        self._views: list[ChartView] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(12))
        self._words = label("", "second", wrap=True)
        layout.addWidget(self._words)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, theme.unit(8), 0)
        self._grid.setSpacing(theme.unit(16))
        layout.addWidget(scrolled(page), 1)

    def show_day(self, store: Store, day: date) -> None:
        """Count the members on the roll of a day."""
        people = members_on(store, day, attached=False)
        self._words.setText(
            f"{day} 在册党员 {len(people)} 人（不含编入）。点击一类，列出这些人。"
            if people
            else f"{day} 没有在册党员；请先录入或导入党员。"
        )
        clear(self._grid)
        self._views = []
        self._charts = [self._card(each, each.count(people)) for each in BREAKDOWNS if people]
        self._place()

    def begin(self) -> None:
        """Put the cursor into the first chart."""
        if self._views:
            self._views[0].setFocus()

    def _card(self, breakdown: Breakdown, items: Sequence[tuple[str, int]]) -> QFrame:
        frame, layout = card()
        whole = sum(number for _, number in items)
        few = len(breakdown.order) <= _MOST_IN_RING
        view = ChartView(Chart("ring" if few else "bars", breakdown.title, tuple(items)))
        self._views.append(view)
        view.chosen.connect(lambda name: self.class_chosen.emit(breakdown, name))
        layout.addWidget(label(breakdown.title, "cardtitle"))
        layout.addWidget(view)
        largest = max(items, key=lambda item: item[1])
        layout.addWidget(
            label(f"最多：{largest[0]}，{largest[1]} 人，占 {share(largest[1], whole)}", "hint")
        )
        layout.addStretch(1)
        return frame

    def _place(self) -> None:
        half = self.width() // 2 - theme.unit(_AROUND)
        wide = self.width() >= theme.unit(_TWO_COLUMNS)
        columns = 2 if wide and all(view.fits(half) for view in self._views) else 1
        for at, frame in enumerate(self._charts):
            self._grid.addWidget(frame, at // columns, at % columns)
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._grid.setRowStretch(len(self._charts), 1)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the charts side by side where there is room."""
        super().resizeEvent(event)
        self._place()
