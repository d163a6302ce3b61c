"""The rows and columns of the dues grid: what each cell says, shows and takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.dues.cells import totals
from models.fields import Field, Kind
from models.values import format_money, parse_money
from ui.table.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dues.cells import Cell, GridRow, Totals

Index = QModelIndex | QPersistentModelIndex
NAME, BASE, FIRST, DUE, PAID, OWED = 0, 1, 2, 14, 15, 16
"""The places of the columns; the months stand from FIRST on."""
_TOTALS = {DUE: "due", PAID: "paid", OWED: "owed"}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _columns() -> tuple[Column, ...]:
    def money(label: str, name: str) -> Column:
        return Column(Field(label, Kind.MONEY, name=name), lambda _row: None)

    months = (money(f"{month}月", f"month{month}") for month in range(1, 13))
    return (
        Column(Field("姓名", Kind.NAME, name="name"), lambda row: row.person.member.name),
        money("基数", "base"),
        *months,
        money("应交", "due"),
        money("实交", "paid"),
        money("欠交", "owed"),
    )


class DuesModel(QAbstractTableModel):
    """The rows of a year's grid."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = _columns()
        self.rows: list[GridRow] = []
        self.names: dict[int, str] = {}
        self.can_write = True
        self.month_sums: list[Totals] = []
        """The sums of each month over all rows."""

    def set_rows(self, rows: Sequence[GridRow], names: dict[int, str]) -> None:
        """Show other rows, people alike told apart by `names`; as many rows stay where they stand."""
        same = [row.member_id for row in rows] == [row.member_id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self.names = list(rows), names
        self.month_sums = [totals(self.rows, [month]) for month in range(1, 13)]
        if not same:
            self.endResetModel()
        elif self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, OWED))

    def cell(self, index: Index) -> Cell | None:
        """Return the month that stands at a place, None beside the months."""
        if not index.isValid() or not FIRST <= index.column() < DUE:
            return None
        return self.rows[index.row()].cells[index.column() - FIRST]

    def place_of(self, member_id: int) -> int:
        """Return the row of a member, -1 if there is none."""
        return next((at for at, row in enumerate(self.rows) if row.member_id == member_id), -1)

    def typed(self, _index: Index) -> str:
        """Return what an editor begins with: an amount is typed anew."""
        return ""

    def fault(self, _index: Index, text: str) -> str:
        """Return the sentence about a text that is no amount to be paid, "" for none or a sound one."""
        if not text.strip():
            return ""
        try:
            amount = parse_money(text)
        except ValueError as error:
            return f"{error}，没有登记；请填实交的金额，如17.16。"
        if amount <= 0:
            return "实交的金额应大于0；要取回已登记的，请按 Delete。"
        return ""

    def copied(self, row: int, column: int) -> str:
        """Return what a workbook gets of a cell."""
        if FIRST <= column < DUE:
            return self.rows[row].cells[column - FIRST].copied
        return self._words(self.rows[row], column)

    def _words(self, row: GridRow, column: int) -> str:
        if column == NAME:
            return self.names.get(row.member_id, row.person.member.name)
        if column == BASE:
            return format_money(row.basis.base) if row.basis and row.basis.base is not None else ""
        if name := _TOTALS.get(column):
            sum_ = row.total(name) - (row.total("waived") if name == "due" else 0)
            return format_money(sum_) if sum_ or name != "owed" else ""
        return row.cells[column - FIRST].words

    def _told(self, row: GridRow, column: int) -> str:
        """Return the words of a cell for a screen reader, and for resting on it."""
        name, head = self._words(row, NAME), self.columns[column].field.label
        if FIRST <= column < DUE:
            return f"{name}{head}：{row.cells[column - FIRST].sentence}"
        return f"{name}{head}：{self._words(row, column)}"

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many members there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its sentence, or how it is set."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, index.column())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._told(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if index.column() == NAME else RIGHT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the label of a column, or the number of a row."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return LEFT if section == NAME else RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.columns[section].field.label

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the months be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_month = FIRST <= index.column() < DUE
        return flags | Qt.ItemFlag.ItemIsEditable if is_month and self.can_write else flags
