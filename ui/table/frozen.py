"""The first columns of a table, which stay in sight while the others are scrolled sideways."""

from __future__ import annotations

from itertools import accumulate, islice
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionHeader, QStyleOptionViewItem, QWidget

from ui import theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_REST = 150
"""Milliseconds without a move after which a scrolling is over."""
_HEAD = 34
"""The height of a name in the head, in pixels of the design."""
_ON = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Active


class FrozenColumn(QWidget):
    """Shows the first column or columns over the left edge of a table; a click leads back there."""

    def __init__(self, table: Any, count: int = 1) -> None:
        """Stand on a `QTableView` that goes to a cell by `go_to`, for as many columns as told."""
        super().__init__(table)
        self._table, self._count = table, count
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        model, heads = table.model(), table.horizontalHeader()
        for signal in (model.modelReset, model.layoutChanged, heads.sectionResized):
            signal.connect(self._stand_again)
        heads.sectionMoved.connect(self._stand_again)
        heads.sortIndicatorChanged.connect(lambda *_: self.update())
        self._at, self._goes_back = 0, False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_REST)
        self._settling.timeout.connect(self._settle)
        table.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        for told in (
            model.dataChanged,
            table.verticalScrollBar().valueChanged,
            table.selectionModel().selectionChanged,
            table.selectionModel().currentChanged,
        ):
            told.connect(lambda *_: self.update())

    @property
    def places(self) -> list[int]:
        """The columns that are shown, from the left."""
        heads = self._table.horizontalHeader()
        shown = (heads.logicalIndex(at) for at in range(heads.count()))
        return [*islice((at for at in shown if not self._table.isColumnHidden(at)), self._count)]

    def _stand_again(self, *_told: Any) -> None:
        self.stand()

    def _on_scrolled(self, value: int) -> None:
        self._goes_back, self._at = value < self._at, value
        self._settling.start()
        self.stand()

    def _settle(self) -> None:
        """Let no half of a column stand beside this one once the scrolling is over."""
        bar = self._table.horizontalScrollBar()
        if bar.isSliderDown():
            self._settling.start()
        elif not self.isHidden():
            self._cover_whole()

    def end_on_a_column(self) -> None:
        """Let the last place that is scrolled to begin with a whole column beside this one."""
        table, bar = self._table, self._table.horizontalScrollBar()
        heads, places = table.horizontalHeader(), self.places
        width = sum(map(table.columnWidth, places))
        if not bar.maximum() or width >= table.viewport().width() // 2:
            return
        lefts = (
            heads.sectionPosition(at) - width
            for at in range(heads.count())
            if at not in places and not heads.isSectionHidden(at)
        )
        bar.setMaximum(
            min((left for left in lefts if left >= bar.maximum()), default=bar.maximum())
        )

    def stand(self) -> None:
        """Stand over the left edge as soon as the first column is scrolled out of sight."""
        table, heads = self._table, self._table.horizontalHeader()
        width = sum(map(table.columnWidth, self.places))
        has_room = width < table.viewport().width() // 2
        self.setVisible(table.horizontalScrollBar().value() > 0 and has_room)
        top = heads.y() if heads.isVisible() else table.viewport().y()
        height = table.viewport().geometry().bottom() + 1 - top
        self.setGeometry(table.viewport().x(), top, width, height)
        self.update()

    def uncover(self, index: Any) -> None:
        """Scroll a cell of another column out from under this one."""
        table, bar = self._table, self._table.horizontalScrollBar()
        if not self.isHidden() and index.column() not in self.places:
            bar.setValue(bar.value() - max(self.width() - table.visualRect(index).left(), 0))
            self._cover_whole()

    def _cover_whole(self) -> None:
        """Scroll on where a column would stick out from under this one with half a word.

        One too wide for the room beside stays where it is: it is read bit by bit.
        """
        table, bar = self._table, self._table.horizontalScrollBar()
        at = table.columnAt(self.width())
        left = table.columnViewportPosition(at) if at >= 0 else self.width()
        wide = table.columnWidth(at)
        if at in self.places or left >= self.width():
            return
        if wide <= table.viewport().width() - self.width():
            bar.setValue(bar.value() + left + (0 if self._goes_back else wide) - self.width())

    def _boxes(self) -> list[tuple[int, int, int]]:
        """Return each column with its left edge and its width."""
        widths = [self._table.columnWidth(place) for place in self.places]
        lefts = accumulate(widths, initial=0)
        return [*zip(self.places, lefts, widths, strict=False)]

    def _paint_heads(self, painter: QPainter, height: int) -> None:
        """Draw the names at the foot of the head, whatever else stands in it."""
        tokens, whole = theme.current(), QRect(0, 0, self.width(), height)
        painter.fillRect(whole, QColor(tokens.head))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        font = painter.font()
        font.setPixelSize(theme.unit(13))
        painter.setFont(font)
        low = min(height, theme.unit(_HEAD))
        for place, left, width in self._boxes():
            box = QRect(left, height - low, width, low)
            painter.setPen(QColor(tokens.second))
            words = self._table.model().headerData(place, Qt.Orientation.Horizontal)
            inner = box.adjusted(theme.unit(13), 0, -theme.unit(13), 0)
            painter.drawText(inner, _LEFT, words)
            self._paint_arrow(painter, box, place)

    def _paint_arrow(self, painter: QPainter, box: QRect, place: int) -> None:
        """Draw the sign of the order, where the rows are ordered by this column."""
        heads = self._table.horizontalHeader()
        if not heads.isSortIndicatorShown() or heads.sortIndicatorSection() != place:
            return
        option: Any = QStyleOptionHeader()
        option.initFrom(heads)
        option.rect = box
        sign = QStyleOptionHeader.SortIndicator
        is_rising = heads.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        # Qt calls the arrow of an ascending order SortDown.
        option.sortIndicator = sign.SortDown if is_rising else sign.SortUp
        style = heads.style()
        option.rect = style.subElementRect(style.SubElement.SE_HeaderArrow, option, heads)
        arrow = style.PrimitiveElement.PE_IndicatorHeaderArrow
        style.drawPrimitive(arrow, option, painter, heads)

    def _paint_rows(self, painter: QPainter, top: int) -> None:
        table, model, boxes = self._table, self._table.model(), self._boxes()
        first = max(table.rowAt(0), 0)
        for row in range(first, model.rowCount()):
            at = top + table.rowViewportPosition(row)
            if at > self.height():
                return
            for place, left, width in boxes:
                index = model.index(row, place)
                option: Any = QStyleOptionViewItem()
                option.initFrom(table)
                is_chosen = table.selectionModel().isSelected(index)
                option.state = _ON | QStyle.StateFlag.State_Selected if is_chosen else _ON
                option.rect = QRect(left, at, width, table.rowHeight(row))
                option.displayAlignment = _LEFT
                option.widget = table
                table.itemDelegate().paint(painter, option, index)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the head and the rows in sight as the table does, and an edge at the right."""
        tokens, heads = theme.current(), self._table.horizontalHeader()
        top = self._table.viewport().y() - self.y()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface if heads.isVisible() else tokens.head))
        painter.save()
        painter.setClipRect(0, top, self.width(), self.height() - top)
        self._paint_rows(painter, top)
        painter.restore()
        if heads.isVisible():
            self._paint_heads(painter, top)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back to the column and row that were clicked."""
        table = self._table
        y = int(event.position().y()) - (table.viewport().y() - self.y())
        row = table.rowAt(y) if y >= 0 else -1
        table.setFocus(Qt.FocusReason.MouseFocusReason)
        x = int(event.position().x())
        place = next((at for at, left, width in self._boxes() if left <= x < left + width), -1)
        if row >= 0 and place >= 0:
            table.go_to(row, place)
        table.horizontalScrollBar().setValue(0)
