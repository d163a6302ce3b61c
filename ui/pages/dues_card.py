"""The card of the year's grid: a hint above it, its totals, what the cell under the cursor says, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from models.dues.cells import cell_words
from ui import theme
from ui.pages.dues_grid import DuesGrid
from ui.pages.dues_reason import ReasonBar
from ui.pages.dues_totals import TotalsLine
from ui.widgets import column, label, unbroken

if TYPE_CHECKING:
    from models.dues.book import DuesBook
    from models.dues.cells import GridRow

_KEYS = (
    "空格 按上方日期登记　直接输入金额　Ctrl+D 照第一行填　Shift+方向键 选多格　F8 选整月　Shift+F8 选整年　"
    "F4 收缴日期改为该月　Delete 取回　Ctrl+Enter 看此人明细"
)
_UNFIXED = "还没有核定：先到“核定”登记每人的月交金额，或者导入工资表，这里就会列出应交的数。"
_LOW = 440
"""The height of the page below which the keys are left out, in pixels of the design."""


class GridCard(QFrame):
    """The grid with what stands directly above and below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.grid = DuesGrid()
        self.sums = TotalsLine(self.grid)
        self.reason = ReasonBar()
        self._hint: QLabel = label("", "second", wrap=True)
        self._hint.setContentsMargins(*[theme.unit(16)] * 4)
        self.foot: QLabel = label("", "", wrap=True)
        self.foot.setContentsMargins(theme.unit(16), theme.unit(8), theme.unit(16), theme.unit(4))
        self._keys = label(unbroken(_KEYS), "keys", wrap=True)
        self._keys.setContentsMargins(theme.unit(16), theme.unit(4), theme.unit(16), theme.unit(8))
        below = column(foot := QWidget(), spacing=0)
        for part in (self.foot, self.reason, self._keys):
            below.addWidget(part)
        layout = column(self, spacing=0)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._hint)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.sums)
        layout.addWidget(foot)

    @property
    def row(self) -> GridRow | None:
        """The member under the cursor, None without one."""
        found, rows = self.grid.current, self.grid.records.rows
        return rows[found[0]] if found and found[0] < len(rows) else None

    def tell_unfixed(self) -> None:
        """Say above the grid what comes first where nothing is fixed yet."""
        rows = self.grid.records.rows
        words = _UNFIXED if rows and not any(each.basis for each in rows) else ""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def tell_cell(self, book: DuesBook) -> None:
        """Say below the grid how the cell under the cursor stands, and by which clause."""
        row, found = self.row, self.grid.current
        if row is None or found is None:
            self.foot.setText("")
            return
        month = found[1]
        name = self.grid.records.names.get(row.member_id, row.person.member.name)
        if month:
            basis = book.basis_in(row.member_id, row.cells[month - 1].state.month)
            words = cell_words(row, month, book.settings, basis)
            self.foot.setText(f"{name} · {month}月　{words}")
        else:
            self.foot.setText(f"{name}　按 Enter 看此人的核定、减免和全部交纳记录。")

    def fit(self, height: int) -> None:
        """Leave the keys out on a page as low as told, in pixels: they stand in the help."""
        self._keys.setHidden(height < theme.unit(_LOW))
