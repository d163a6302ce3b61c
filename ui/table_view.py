"""The table on the screen: quiet lines, tinted words, and blocks copied as a workbook takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from ui import theme
from ui.table_model import TONE, RecordModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QItemSelectionRange

Index = QModelIndex | QPersistentModelIndex
_TONES = {
    "plain": ("second", "head"),
    "good": ("good", "good_tint"),
    "warn": ("warn", "warn_tint"),
    "note": ("note", "note_tint"),
    "accent": ("accent", "accent_tint"),
}


class _WordsOnTint(QStyledItemDelegate):
    """Draws a cell's word as a tag where the model gives it a tone."""

    # Qt overrides

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw the cell, then the tag in it."""
        tone = index.data(TONE)
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        self._draw_tag(painter, option.rect, text, tone)

    def _draw_tag(self, painter: QPainter, cell: QRect, text: str, tone: str) -> None:
        ink, tint = (getattr(theme.current(), name) for name in _TONES[tone])
        font = painter.font()
        font.setPixelSize(theme.unit(12))
        metrics = QFontMetrics(font)
        room = cell.width() - theme.unit(20)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - theme.unit(12), 0))
        width = metrics.horizontalAdvance(text) + theme.unit(14)
        height = metrics.height() + theme.unit(2)
        box = QRect(cell.left() + theme.unit(10), cell.center().y() - height // 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(box, theme.unit(4), theme.unit(4))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class RecordTable(QTableView):
    """A table of whole rows; Enter or a double click opens one, Delete asks to remove it."""

    opened = Signal(object)
    chosen = Signal(object)
    removal_asked = Signal()

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_WordsOnTint(self))
        self._set_rows()
        self._set_heads()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row_at(index)))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_choice())

    def _tell_choice(self) -> None:
        """Tell of the row selected; focus alone makes one current without selecting it."""
        places = self._chosen_places()
        current = self.currentIndex().row()
        place = current if len(places) > 1 and current in places else next(iter(places), None)
        self.chosen.emit(None if place is None else self._records.rows[place])

    def set_heads(self, heads: QHeaderView) -> None:
        """Use another head for the columns."""
        self.setHorizontalHeader(heads)
        self._set_heads()
        heads.setFixedHeight(heads.sizeHint().height())

    def _set_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(theme.unit(36))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()

    def _set_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setFixedHeight(theme.unit(34))
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(theme.unit(44))
        heads.setStretchLastSection(True)
        heads.setSectionsMovable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        for place, column in enumerate(self._records.columns):
            self.setColumnWidth(place, self._width(column.field.label, column.field.width))

    def _width(self, label: str, characters: int) -> int:
        metrics = self.fontMetrics()
        head = metrics.horizontalAdvance(label) + theme.unit(34)
        return max(head, metrics.horizontalAdvance("国") * min(characters, 16) + theme.unit(24))

    def choose(self, key: Any) -> bool:
        """Select the row with this key and bring it into sight; return whether it is shown."""
        index = self._records.index_of(key)
        if index.isValid():
            self.selectRow(index.row())
            self.scrollTo(index)
        return index.isValid()

    def chosen_rows(self) -> list[Any]:
        """Return the selected rows, top to bottom."""
        return [self._records.rows[place] for place in self._chosen_places()]

    def _chosen_places(self) -> list[int]:
        ranges = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        return sorted({place for each in ranges for place in range(each.top(), each.bottom() + 1)})

    def copy(self) -> None:
        """Copy the selected rows, as they are shown, for a workbook."""
        heads = self.horizontalHeader()
        columns = [heads.logicalIndex(place) for place in range(heads.count())]
        visible = [column for column in columns if not self.isColumnHidden(column)]
        lines = (self._line(row, visible) for row in self.chosen_rows())
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _line(self, row: Any, columns: Iterable[int]) -> str:
        cells = (self._records.words_of(row, column) for column in columns)
        return "\t".join(" ".join(cell.split()) for cell in cells)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open or remove what is selected; leave other keys to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            if (row := self._records.row_at(self.currentIndex())) is not None:
                self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return a size that leaves the layout free."""
        return QSize(theme.unit(400), theme.unit(300))
