"""What every table shares: quiet lines, a first column that stays in sight, and going to a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui import theme
from ui.table.frozen import FrozenColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QItemSelectionRange, QModelIndex, QRect

    from ui.table.model import Index

_Flag = QItemSelectionModel.SelectionFlag
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_MOVE = QAbstractItemView.CursorAction
_ENDS = {_MOVE.MoveLeft: _MOVE.MoveHome, _MOVE.MoveRight: _MOVE.MoveEnd}
_GOING = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End,
}  # fmt: skip


class QuietTable(QTableView):
    """A table without a grid that Tab leaves; its rows are all as high as each other."""

    _frozen: FrozenColumn | None = None
    _is_led = False

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def set_row_height(self, pixels: int) -> None:
        """Make every row as high as told, in pixels of the design."""
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(theme.unit(pixels))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def number_rows(self, pixels: int) -> None:
        """Show the numbers of the rows, as wide as told in pixels of the design."""
        numbers = self.verticalHeader()
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers.setObjectName("numbers")
        numbers.setFixedWidth(theme.unit(pixels))
        if corner := self.findChild(QAbstractButton):
            corner.setAccessibleName("全选")
            corner.setToolTip("全选")

    def keep_first_in_sight(self, count: int = 1) -> None:
        """Let the first columns stand over the left edge while the others are scrolled."""
        self._frozen = FrozenColumn(self, count)

    @property
    def width_that_stays(self) -> int:
        """How much of the left edge is covered by columns that stay in sight, in pixels."""
        return self._frozen.width() if self._frozen and self._frozen.isVisible() else 0

    def cuts(self, box: QRect) -> bool:
        """Return whether a cell stands partly out of sight, or under the column that stays."""
        return box.left() < self.width_that_stays or box.right() >= self.viewport().width()

    def ranges(self) -> list[QItemSelectionRange]:
        """Return the blocks that are selected."""
        selection = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        return [each for each in selection if each.isValid()]

    @property
    def _is_of_cells(self) -> bool:
        """Whether cells are chosen one by one; where rows are, Ctrl goes on without choosing."""
        return self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectItems

    def go_to(self, row: int, column: int) -> None:
        """Make one cell the current one, where blocks begin from now on, and bring it into sight."""
        index = self.model().index(row, column)
        if index.isValid():
            self._is_led = True
            try:
                self.setCurrentIndex(index)
            finally:
                self._is_led = False
            self.scrollTo(index)

    def select_block(self, first: Index, rows: int, columns: int) -> None:
        """Select a block of cells whose upper left one is given."""
        model = self.model()
        last = model.index(
            min(first.row() + rows, model.rowCount()) - 1,
            min(first.column() + columns, model.columnCount()) - 1,
        )
        if first.isValid() and last.isValid():
            chosen = QItemSelection(model.index(first.row(), first.column()), last)
            self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    # Qt overrides

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first or the last row or column with Ctrl and an arrow, as in a workbook."""
        at, leaps = self.currentIndex(), keys & _CTRL and self._is_of_cells
        if leaps and at.isValid() and action in {_MOVE.MoveUp, _MOVE.MoveDown}:
            row = 0 if action == _MOVE.MoveUp else self.model().rowCount() - 1
            return self.model().index(row, at.column())
        if leaps and action in _ENDS:
            return super().moveCursor(_ENDS[action], Qt.KeyboardModifier.NoModifier)
        return super().moveCursor(action, keys)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> _Flag:
        """Choose with Ctrl and an arrow as without Ctrl: it only leads farther."""
        if self._is_led:
            return _Flag.ClearAndSelect
        key = event if isinstance(event, QKeyEvent) and self._is_of_cells else None
        if key and key.key() in _GOING and key.modifiers() & _CTRL:
            is_block = key.modifiers() & _SHIFT
            return _Flag.SelectCurrent if is_block else _Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and out from under the column that stays."""
        super().scrollTo(index, hint)
        if self._frozen:
            self._frozen.uncover(index)

    def updateGeometries(self) -> None:
        """Let the scrolling end where a whole column stands beside the one that stays."""
        super().updateGeometries()
        if self._frozen:
            self._frozen.end_on_a_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the column that stays stand where the table now is."""
        super().resizeEvent(event)
        if self._frozen:
            self._frozen.stand()
