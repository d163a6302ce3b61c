"""The items of a base in a form: a small table, each line what it is, what it does, how much."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.blocks import block_rows
from models.codes import labels, normalise
from models.dues.item_text import base_of_text, cells_of, items_problem, usual_use
from models.dues.records import COUNTED
from models.errors import AppError
from models.values import format_money, parse_money
from ui import theme
from ui.clipboard import pasted_text
from ui.record.field_row import WIDE
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QStyleOptionViewItem

    from models.fields import Field
    from ui.table.model import Index

_LABEL, _USE, _AMOUNT = range(3)
_HEADS = ("项目", "用途", "金额")
_ROW, _HEAD = 32, 34
_HINT = "在最后的空行填新的一项；工资条可以从 Excel 复制过来，在表里按 Ctrl+V；按 Delete 去掉一行。"


class _CellMaker(QStyledItemDelegate):
    """Makes the editor of a cell: a list for what an item does, else a line."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor, named for a screen reader."""
        made: QComboBox | QLineEdit
        if index.column() == _USE:
            made = QComboBox(parent)
            made.addItems(labels("item_use"))
            made.activated.connect(lambda _at: self.commitData.emit(made))
        else:
            made = QLineEdit(parent)
            made.setObjectName("cell")
        made.setAccessibleName(_HEADS[index.column()])
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell."""
        text = str(index.data() or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text or COUNTED)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Take what was typed."""
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text().strip()
        model.setData(index, text)  # type: ignore[attr-defined]  # Qt's own model


class _Lines(QTableWidget):
    """The lines; the last one is empty and takes the next item."""

    pasted = Signal()
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.setAccessibleName("基数的各项")
        self.setItemDelegate(_CellMaker(self))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.unit(_ROW))
        heads.setFixedHeight(theme.unit(_HEAD))
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_USE, theme.unit(88))
        self.setColumnWidth(_AMOUNT, theme.unit(112))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.model().setHeaderData(
            _AMOUNT, Qt.Orientation.Horizontal, right, Qt.ItemDataRole.TextAlignmentRole
        )

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a payslip, remove a line; leave other keys to Qt."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class ItemsEditor(QWidget):
    """Shows, takes and announces the items as text, as every editor of a form does."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, field: Field, class_and_month: Callable[[], tuple[str, date | None]]
    ) -> None:
        super().__init__()
        self.setProperty(WIDE, True)
        self.setObjectName(f"field_{field.name}")
        self._about = class_and_month
        self._lines = _Lines()
        self._sum = label("", "second", wrap=True)
        self._hint = label(_HINT, "hint", wrap=True)
        self._open = button("列出各项…", self._show_lines, "", "plus")
        layout = column(self, spacing=4)
        layout.addLayout(row(self._open, None))
        for part in (self._lines, self._sum, self._hint):
            layout.addWidget(part)
        self.setFocusProxy(self._open)
        self._lines.itemChanged.connect(self._on_change)
        self._lines.pasted.connect(self._paste)
        self._lines.removed.connect(self._remove)
        self.show_text("")

    # As an editor.

    def entered(self) -> str:
        """Return the items as lines."""
        lines = ("\t".join(cells) for cells in self._cells() if any(cells))
        return "\n".join(lines)

    def show_text(self, text: str) -> None:
        """Show the items that lines hold."""
        self._fill([[*cells] for cells in cells_of(text)])
        self._turn(is_open=bool(text.strip()))

    def setAccessibleName(self, name: str) -> None:
        """Name the table as well as what is around it."""
        super().setAccessibleName(name)
        self._lines.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        """Say of the table as well what is wrong with it."""
        super().setAccessibleDescription(words)
        self._lines.setAccessibleDescription(words)

    # What a person does.

    def _turn(self, *, is_open: bool) -> None:
        for part in (self._lines, self._sum, self._hint):
            part.setVisible(is_open)
        self._open.setVisible(not is_open)
        self.setFocusProxy(self._lines if is_open else self._open)

    def _show_lines(self) -> None:
        self._turn(is_open=True)
        self._lines.setCurrentCell(0, _LABEL)
        self._lines.setFocus()

    def _cells(self) -> list[list[str]]:
        found = []
        for at in range(self._lines.rowCount()):
            items = [self._lines.item(at, place) for place in range(len(_HEADS))]
            found.append([item.text().strip() if item else "" for item in items])
        return [cells for cells in found if cells[_LABEL] or cells[_AMOUNT]]

    def _fill(self, lines: Sequence[Sequence[str]]) -> None:
        with QSignalBlocker(self._lines):
            self._lines.setRowCount(0)
            for cells in (*lines, ("", "", "")):
                self._add(cells)
        self._show_sum()

    def _add(self, cells: Sequence[str]) -> None:
        at = self._lines.rowCount()
        self._lines.insertRow(at)
        for place, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if place == _AMOUNT:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._lines.setItem(at, place, item)

    def _on_change(self, item: QTableWidgetItem) -> None:
        at = item.row()
        with QSignalBlocker(self._lines):
            cells = [self._lines.item(at, place) for place in range(len(_HEADS))]
            texts = self._settled([cell.text().strip() if cell else "" for cell in cells])
            for cell, text in zip(cells, texts, strict=True):
                if cell:
                    cell.setText(text)
            if at == self._lines.rowCount() - 1 and any(texts):
                self._add(("", "", ""))
        self._show_sum()
        self.edited.emit()

    def _settled(self, texts: Sequence[str]) -> list[str]:
        """Return a line with the use its name usually has, and its amount as amounts are written."""
        name, use, amount = texts
        if name and not use:
            use = usual_use(name, *self._about()) or COUNTED
        with suppress(ValueError):  # it stays as typed, and what is wrong with it is said below
            amount = format_money(parse_money(amount)) if amount else ""
        return [name, normalise("item_use", use), amount]

    def _show_sum(self) -> None:
        text = self.entered()
        problem, base = items_problem(text), base_of_text(text)
        words = f"{problem}。" if problem else f"合计 {format_money(base)} 元" if base else ""
        self._sum.setText(words)
        # As high as all lines: it is the form that scrolls.
        self._lines.setFixedHeight(theme.unit(_HEAD + self._lines.rowCount() * _ROW + 4))

    def _remove(self, at: int) -> None:
        with QSignalBlocker(self._lines):
            self._lines.removeRow(at)
            if not self._lines.rowCount():
                self._add(("", "", ""))
        self._show_sum()
        self.edited.emit()

    def _paste(self) -> None:
        try:
            block = block_rows(pasted_text())
        except AppError as error:
            self._sum.setText(str(error))
            return
        if len(block) == 2 and len(block[0]) > len(_HEADS):
            block = [list(pair) for pair in zip(*block, strict=True)]
        lines = self._cells()
        for cells in block:
            name, *rest = (cell.strip() for cell in cells)
            if name and rest:
                use = rest[0] if len(rest) > 1 else ""
                lines.append(self._settled([name, use, rest[-1]]))
        self._fill(lines)
        self.edited.emit()
