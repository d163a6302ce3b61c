"""The table on the screen: quiet lines, tinted words, and blocks copied as a workbook takes them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QWidget

from models.blocks import block_text
from ui import theme
from ui.table.model import NUMBERS, Index, RecordModel
from ui.table.quiet import QuietTable
from ui.table.tags import TONE, draw_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.fields import Field


_FITTED = 60
"""Rows that are made as high as their words need: laying out thousands takes seconds."""


class WordsOnTint(QStyledItemDelegate):
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
        font = painter.font()
        font.setPixelSize(theme.unit(12))
        metrics = QFontMetrics(font)
        room = cell.width() - theme.unit(20)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - theme.unit(12), 0))
        width = metrics.horizontalAdvance(text) + theme.unit(14)
        height = metrics.height() + theme.unit(2)
        box = QRect(cell.left() + theme.unit(10), cell.center().y() - height // 2, width, height)
        painter.save()
        painter.setFont(font)
        draw_tag(painter, box, text, tone)
        painter.restore()


class RecordTable(QuietTable):
    """A table of whole rows; Enter or a double click opens one, Delete asks to remove it."""

    opened = Signal(object)
    chosen = Signal(object)
    removal_asked = Signal()
    copied_masked = Signal()
    """Personal numbers were copied as they are shown, in part."""

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._records = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(WordsOnTint(self))
        self._set_rows()
        self._set_heads()
        self.doubleClicked.connect(self._open_at)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_choice())

    def _open_at(self, index: Index) -> None:
        self.opened.emit(self._records.row_at(index))

    def _tell_choice(self) -> None:
        """Tell of the row selected; focus alone makes one current without selecting it."""
        place = self._chosen_place()
        self.chosen.emit(None if place is None else self._records.rows[place])

    def _chosen_place(self) -> int | None:
        """Return the current row if it is among several selected, else the first selected."""
        ranges = self.ranges()
        current = self.currentIndex().row()
        if any(each.top() <= current <= each.bottom() for each in ranges):
            return current
        return min((each.top() for each in ranges), default=None)

    def set_heads(self, heads: QHeaderView) -> None:
        """Use another head for the columns."""
        self.setHorizontalHeader(heads)
        self._set_heads()
        heads.setFixedHeight(heads.sizeHint().height())

    def _set_rows(self) -> None:
        self.set_row_height(36)
        rows = self.verticalHeader()
        self._detach(rows)
        rows.hide()

    def show_whole_sentences(self) -> None:
        """Let the first rows be as high as their words need; those far below are cut at a line."""
        self.setWordWrap(True)
        fitting = QTimer(self)
        fitting.setSingleShot(True)
        fitting.timeout.connect(self._fit_rows)
        for changed in (self.horizontalHeader().sectionResized, self._records.modelReset):
            changed.connect(lambda *_: fitting.start())
        fitting.start()

    def _fit_rows(self) -> None:
        for place in range(min(self._records.rowCount(), _FITTED)):
            self.setRowHeight(place, max(map(partial(self._height, place), self._shown())))

    def _shown(self) -> list[int]:
        return [at for at in range(len(self._records.columns)) if not self.isColumnHidden(at)]

    def _height(self, place: int, column: int) -> int:
        """Return the height in pixels that a cell's words need, with air above and below."""
        words = str(self._records.index(place, column).data() or "")
        room = QRect(0, 0, self.columnWidth(column) - theme.unit(26), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        lines = self.fontMetrics().boundingRect(room, flags, words).height()
        return max(theme.unit(36), lines + theme.unit(16))

    def _set_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setFixedHeight(theme.unit(34))
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(theme.unit(44))
        heads.setStretchLastSection(True)
        heads.setSectionsMovable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorClearable(True)
        self._detach(heads)
        self.setSortingEnabled(True)
        self.show_widths({})

    def _detach(self, heads: QHeaderView) -> None:
        """Give a head a selection of its own: it asks of each row whether it is selected."""
        heads.setSelectionModel(QItemSelectionModel(self._records, heads))

    def show_widths(self, widths: Mapping[str, int]) -> None:
        """Make each column as wide as told by its field's name, in pixels, or as its field says."""
        columns = self._records.columns
        # A number at the far edge of a wide window would stand beside nothing.
        ends_in_words = bool(columns) and columns[-1].field.kind not in NUMBERS
        self.horizontalHeader().setStretchLastSection(ends_in_words)
        for place, column in enumerate(columns):
            usual = self.usual_width(column.field)
            self.setColumnWidth(place, widths.get(column.field.name, usual))

    def usual_width(self, field: Field) -> int:
        """Return how wide a field's column is where nobody says otherwise, in pixels."""
        metrics = self.fontMetrics()
        head = self._head_width(field)
        return max(head, metrics.horizontalAdvance("国") * min(field.width, 16) + theme.unit(24))

    def least_width(self, field: Field) -> int:
        """Return how narrow a column of short words may be, in pixels: there is room to type."""
        return max(self._head_width(field), self.usual_width(field) // 2)

    def _head_width(self, field: Field) -> int:
        return self.fontMetrics().horizontalAdvance(field.label) + theme.unit(34)

    def choose(self, key: Any) -> bool:
        """Select the row with this key and bring it into sight; return whether it is shown."""
        index = self._records.index_of(key)
        if index.isValid():
            self.selectRow(index.row())
            self.scrollTo(index)
        return index.isValid()

    def chosen_rows(self) -> list[Any]:
        """Return the selected rows, top to bottom."""
        return [self._records.rows[place] for place in self.chosen_places()]

    def chosen_places(self) -> list[int]:
        """Return the numbers of the selected rows, from 0, top to bottom."""
        ranges = sorted((each.top(), each.bottom()) for each in self.ranges())
        places: list[int] = []
        for top, bottom in ranges:
            first = max(top, places[-1] + 1) if places else top
            places += range(first, bottom + 1)
        return places

    def copy(self) -> None:
        """Copy the selected rows, as they are shown, for a workbook."""
        heads = self.horizontalHeader()
        columns = [heads.logicalIndex(place) for place in range(heads.count())]
        visible = [column for column in columns if not self.isColumnHidden(column)]
        self.copy_block(self.chosen_places(), visible)

    def copy_block(self, places: Iterable[int], columns: list[int]) -> None:
        """Copy some cells as a block."""
        model = self._records
        rows = [model.rows[place] for place in places]
        text = block_text([model.words_of(row, at) for at in columns] for row in rows)
        QGuiApplication.clipboard().setText(text)
        if any(model.hides(row, at) for at in columns for row in rows):
            self.copied_masked.emit()

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
