"""The cells of the dues grid: which months are chosen, whose they are, and how wide they stand."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView

from models.blocks import block_text
from ui import theme
from ui.pages.dues_model import BASE, DUE, FIRST, DuesModel
from ui.pages.dues_widths import month_width, widths_beside
from ui.table.quiet import QuietTable


class MonthCells(QuietTable):
    """Members by months, chosen in blocks and copied as in a workbook."""

    def __init__(self, name: str) -> None:
        model = DuesModel()
        super().__init__(model, name)
        self.records = model
        self._set_heads()
        self.keep_first_in_sight()

    def _set_heads(self) -> None:
        self.set_row_height(34)
        self.number_rows(36)
        heads = self.horizontalHeader()
        heads.setObjectName("months")
        heads.setFixedHeight(theme.unit(34))
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """Row and month (1 to 12) of the cells selected, in order; of those beside the months none."""
        cells = {
            (row, column - FIRST + 1)
            for part in self.ranges()
            for row in range(part.top(), part.bottom() + 1)
            for column in range(max(part.left(), FIRST), min(part.right(), DUE - 1) + 1)
        }
        return sorted(cells)

    @property
    def current(self) -> tuple[int, int] | None:
        """Row and month under the cursor; 0 for the month beside the months, None without rows."""
        at = self.currentIndex()
        if not at.isValid():
            return None
        return at.row(), at.column() - FIRST + 1 if FIRST <= at.column() < DUE else 0

    @property
    def place(self) -> tuple[int, int, int]:
        """The member under the cursor by id, the row and the column; 0, -1, -1 without one."""
        at = self.currentIndex()
        if not at.isValid():
            return 0, -1, -1
        return self.records.rows[at.row()].member_id, at.row(), at.column()

    def return_to(self, place: tuple[int, int, int]) -> None:
        """Go back to a member after the rows changed, or to the row that stands there now."""
        member, row, column = place
        now = self.records.place_of(member)
        if member and self.place[0] != member and self.records.rows:
            self.go_to(now if now >= 0 else min(row, len(self.records.rows) - 1), column)

    def go_to_month(self, row: int, month: int) -> None:
        """Make a member's month the current cell."""
        self.go_to(row, FIRST + month - 1)

    def select_line(self, *, across: bool) -> None:
        """Select the whole row, or the whole month, of the current cell."""
        at = self.currentIndex()
        if not at.isValid():
            return
        if across:
            self.select_block(self.records.index(at.row(), FIRST), 1, DUE - FIRST)
        else:
            self.select_block(self.records.index(0, at.column()), self.records.rowCount(), 1)

    def copy(self) -> None:
        """Copy the selected cells as a workbook takes them."""
        places = [(i.row(), i.column()) for i in self.selectedIndexes()]
        if not places:
            return
        rows = sorted({row for row, _ in places})
        columns = sorted({column for _, column in places})
        words = [[self.records.copied(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(block_text(words))

    def fit(self) -> None:
        """Give the columns the widths of what stands in them; the months share what is left."""
        widths = widths_beside(self.records, self.font())
        month = month_width(self.records, self.font())
        room = self.viewport().width() - sum(widths.values())
        # What is paid by stands at the foot and beside as well: the months come first.
        self.setColumnHidden(BASE, room < 12 * month)
        room += widths[BASE] if self.isColumnHidden(BASE) else 0
        month = max(month, room // 12)
        for place in range(self.records.columnCount()):
            self.setColumnWidth(place, widths.get(place, month))
