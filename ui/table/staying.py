"""Where someone is in a table, found again when its rows are shown anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.table.cell_table import CellTable

_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Block:
    """Selected cells, told by the keys and names at their corners."""

    top: Any
    bottom: Any
    rows: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where someone was, told by keys and names so that it outlives other rows."""

    current: tuple[Any, str, int] | None
    blocks: tuple[_Block, ...]
    scrolled: tuple[int, int]
    typed: str | None


class Staying(QObject):
    """Keeps the selection, the scroll and the text being typed over a reset of the model."""

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._table = table
        self._model = table.records
        self._kept: _Place | None = None
        self.is_restoring = False
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._restore)

    def _remember(self) -> None:
        model, table, at = self._model, self._table, self._table.currentIndex()
        current = None
        if at.isValid():
            name = model.columns[at.column()].field.name
            current = model.key_of(model.rows[at.row()]), name, at.row()
        scrolled = table.horizontalScrollBar().value(), table.verticalScrollBar().value()
        self._kept = _Place(current, tuple(self._blocks()), scrolled, table.drop_editor())

    def _blocks(self) -> Iterable[_Block]:
        rows, columns, key_of = self._model.rows, self._model.columns, self._model.key_of
        for each in self._table.ranges():
            yield _Block(
                key_of(rows[each.top()]), key_of(rows[each.bottom()]), each.height(),
                columns[each.left()].field.name, columns[each.right()].field.name,
            )  # fmt: skip

    def _restore(self) -> None:
        kept, self._kept = self._kept, None
        if kept is None or not self._model.rowCount() or not self._model.columns:
            return
        table = self._table
        self.is_restoring = True
        for block in kept.blocks:
            self._select(block)
        is_there = self._go_back(kept)
        table.executeDelayedItemsLayout()
        table.horizontalScrollBar().setValue(kept.scrolled[0])
        table.verticalScrollBar().setValue(kept.scrolled[1])
        self.is_restoring = False
        if kept.typed is not None and is_there:
            table.open_with(kept.typed)

    def _go_back(self, kept: _Place) -> bool:
        """Make the same cell the current one; return whether it is still there."""
        if kept.current is None:
            return False
        key, name, number = kept.current
        row, column = self._model.index_of(key).row(), self._model.place_of(name)
        nearest = row if row >= 0 else min(number, self._model.rowCount() - 1)
        index = self._model.index(nearest, max(column, 0))
        self._table.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        return row >= 0 and column >= 0

    def _select(self, block: _Block) -> None:
        """Select a block again, unless other rows have come between its corners."""
        model = self._model
        top, bottom = sorted(model.index_of(key).row() for key in (block.top, block.bottom))
        left, right = sorted(model.place_of(name) for name in (block.left, block.right))
        if min(top, left) < 0 or bottom - top + 1 != block.rows:
            return
        chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
        self._table.selectionModel().select(chosen, _Flag.Select)
