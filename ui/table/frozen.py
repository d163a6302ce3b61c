"""The first column of a table, which stays in sight while the others are scrolled sideways."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionHeader, QStyleOptionViewItem, QWidget

from ui import theme

_ON = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Active


class FrozenColumn(QWidget):
    """Shows the first column over the left edge of a table; a click leads back to it."""

    def __init__(self, table: Any) -> None:
        """Stand on a `QTableView` that has its model as `records` and goes to a cell by `go_to`."""
        super().__init__(table)
        self._table = table
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        model, heads = table.records, table.horizontalHeader()
        for signal in (model.modelReset, model.layoutChanged, heads.sectionResized):
            signal.connect(self._stand_again)
        heads.sectionMoved.connect(self._stand_again)
        heads.sortIndicatorChanged.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(self._stand_again)
        for told in (
            model.dataChanged,
            table.verticalScrollBar().valueChanged,
            table.selectionModel().selectionChanged,
            table.selectionModel().currentChanged,
        ):
            told.connect(lambda *_: self.update())

    @property
    def place(self) -> int:
        """The column that is shown, -1 for none."""
        heads = self._table.horizontalHeader()
        shown = (heads.logicalIndex(at) for at in range(heads.count()))
        return next((at for at in shown if not self._table.isColumnHidden(at)), -1)

    def _stand_again(self, *_told: Any) -> None:
        self.stand()

    def stand(self) -> None:
        """Stand over the left edge as soon as the first column is scrolled out of sight."""
        table, heads = self._table, self._table.horizontalHeader()
        width = table.columnWidth(self.place) if self.place >= 0 else 0
        has_room = width < table.viewport().width() // 2
        self.setVisible(table.horizontalScrollBar().value() > 0 and has_room)
        top = heads.y() if heads.isVisible() else table.viewport().y()
        height = table.viewport().geometry().bottom() + 1 - top
        self.setGeometry(table.viewport().x(), top, width, height)
        self.update()

    def uncover(self, index: Any) -> None:
        """Scroll a cell of another column out from under this one."""
        table, bar = self._table, self._table.horizontalScrollBar()
        if not self.isHidden() and index.column() != self.place:
            bar.setValue(bar.value() - max(self.width() - table.visualRect(index).left(), 0))
            self._cover_whole()

    def _cover_whole(self) -> None:
        """Scroll on where a column would stick out from under this one with half a word."""
        table, bar = self._table, self._table.horizontalScrollBar()
        at = table.columnAt(self.width())
        left = table.columnViewportPosition(at) if at >= 0 else self.width()
        if at != self.place and left < self.width():
            bar.setValue(bar.value() + left + table.columnWidth(at) - self.width())

    def _paint_head(self, painter: QPainter, height: int) -> None:
        tokens, box = theme.current(), QRect(0, 0, self.width(), height)
        painter.fillRect(box, QColor(tokens.head))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        font = painter.font()
        font.setPixelSize(theme.unit(13))
        painter.setFont(font)
        painter.setPen(QColor(tokens.second))
        words = self._table.records.headerData(self.place, Qt.Orientation.Horizontal)
        inner = box.adjusted(theme.unit(13), 0, -theme.unit(13), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self._paint_arrow(painter, box)

    def _paint_arrow(self, painter: QPainter, box: QRect) -> None:
        """Draw the sign of the order, where the rows are ordered by this column."""
        heads = self._table.horizontalHeader()
        if not heads.isSortIndicatorShown() or heads.sortIndicatorSection() != self.place:
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
        table, model = self._table, self._table.records
        first = max(table.rowAt(0), 0)
        for row in range(first, model.rowCount()):
            at = top + table.rowViewportPosition(row)
            if at > self.height():
                return
            index = model.index(row, self.place)
            option: Any = QStyleOptionViewItem()
            option.initFrom(table)
            is_chosen = table.selectionModel().isSelected(index)
            option.state = _ON | QStyle.StateFlag.State_Selected if is_chosen else _ON
            option.rect = QRect(0, at, self.width(), table.rowHeight(row))
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
            self._paint_head(painter, top)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back to the first column, in the row that was clicked."""
        table = self._table
        y = int(event.position().y()) - (table.viewport().y() - self.y())
        row = table.rowAt(y) if y >= 0 else -1
        table.setFocus(Qt.FocusReason.MouseFocusReason)
        if row >= 0:
            table.go_to(row, self.place)
        table.horizontalScrollBar().setValue(0)
