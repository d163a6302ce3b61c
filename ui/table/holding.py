"""A changed row stays in sight, though the filter no longer lets it through, until one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.table.cell_table import CellTable


class Holding(QObject):
    """Lets the held rows of a table go once the cursor stands on another row."""

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._table = table
        table.selectionModel().currentRowChanged.connect(lambda *_: self._look())

    def _look(self) -> None:
        # The rows may be shown anew: not while the table is still going to the cell.
        if self._table.records.held:
            QTimer.singleShot(0, self, self._let_go)

    def _let_go(self) -> None:
        model, at = self._table.records, self._table.currentIndex()
        if model.held and (not at.isValid() or model.key_of(model.row_at(at)) not in model.held):
            model.let_go()
