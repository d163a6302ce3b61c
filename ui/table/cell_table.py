"""A table of cells: they are chosen in blocks, copied, and typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.table.judging import JudgedCells
from ui.table.model import Index, RecordModel
from ui.table.staying import Staying
from ui.table.view import RecordTable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex


class CellTable(RecordTable):
    """A table whose cells are chosen one by one, and whose editors are judged as they are left."""

    edited = Signal(object, int, str)
    """A row, a column and the text typed into that cell, which can stand there, or stood there."""
    left_wrong = Signal(object, int, str, str)
    """The same of a text that cannot stand there and was not taken, and the sentence about it."""
    set_aside = Signal(object, int, str)
    """The same of a text that was still being typed when the table was put away."""

    _is_built = False

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._cells = JudgedCells(self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self._cells.finished.connect(self._finish)
        self._cells.left.connect(self._leave_cell)
        self._staying = Staying(self)
        self._is_built = True

    @property
    def records(self) -> RecordModel:
        """The rows shown."""
        return self._records

    @property
    def has_whole_row(self) -> bool:
        """Whether the rows selected are selected from the first column to the last."""
        last = len(self._records.columns) - 1
        ranges = self.ranges()
        return bool(ranges) and all(r.left() == 0 and r.right() == last for r in ranges)

    def chosen_block(self) -> tuple[list[int], list[int]]:
        """Return the rows and the columns of the selection, or of the current cell."""
        ranges = self.ranges()
        if not ranges:
            at = self.currentIndex()
            return ([at.row()], [at.column()]) if at.isValid() else ([], [])
        columns = sorted({at for r in ranges for at in range(r.left(), r.right() + 1)})
        return self.chosen_places(), columns

    def is_chosen(self, row: int, column: int) -> bool:
        """Return whether a cell is selected."""
        return self.selectionModel().isSelected(self._records.index(row, column))

    def copy(self) -> None:
        """Copy the selected cells, as they are shown, for a workbook."""
        rows, columns = self.chosen_block()
        self.copy_block(rows, columns)

    # Editing.

    def offer_year(self, year: int) -> None:
        """Offer a day typed without its year as one of this year."""
        self._cells.year = year

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self._cells.is_open

    def edit_again(self, key: Any, name: str, text: str) -> None:
        """Open the cell of a row again with a text that could not stand there."""
        place, row = self._records.place_of(name), self._records.index_of(key).row()
        if row >= 0 and place >= 0:
            self.go_to(row, place)
            self.open_with(text)

    def set_typing_aside(self) -> None:
        """Close the open cell without taking its text, and tell what it was."""
        editor = self._cells.editor
        if editor is None:
            return
        at, text, was = self._cells.at, editor.text(), editor.was
        self._cells.close(focus=False)
        if text != was and at.isValid():
            self.set_aside.emit(self._records.row_at(at), at.column(), text)

    def take_typing(self) -> None:
        """Take what is being typed, as one does who leaves the cell."""
        if self.is_editing:
            self._leave_cell()

    def open_with(self, text: str) -> None:
        """Open the current cell with a text in it."""
        self._cells.open_with(text)

    def _finish(self, how: str) -> None:
        """Take the text and go on, or stay with the sentence that says why not."""
        if typed := self._cells.take():
            self._take(typed.at, typed.text, changed=typed.changed)
            self.move_on(how)

    def move_on(self, how: str) -> None:
        """Go where an edit that was taken leads: nowhere, unless the table knows better."""

    def _take(self, at: QModelIndex, text: str, *, changed: bool) -> None:
        if changed:
            self.edited.emit(self._records.row_at(at), at.column(), text)

    def _leave_cell(self) -> None:
        """Take a sound text; keep the old value in place of another, and tell what was typed."""
        typed = self._cells.leave()
        if typed is None:
            return
        at, text = typed.at, typed.text
        if typed.fault:
            self.left_wrong.emit(self._records.row_at(at), at.column(), text, typed.fault)
        else:
            self._take(at, text, changed=typed.changed)

    def drop_editor(self) -> str | None:
        """Give up the editor, whose cell is about to go, and return its text."""
        editor = self._cells.drop()
        return editor.text() if editor else None

    def _tell_choice(self) -> None:
        if not self._staying.is_restoring:
            super()._tell_choice()

    # Qt overrides

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Lose no text of a cell that is left in a way that no key and no focus tells of."""
        if self._is_built and self._cells.is_open and self._cells.at != current:
            self._leave_cell()
        super().currentChanged(current, previous)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write nothing that was not finished when the page is put away."""
        if not event.spontaneous():
            self.set_typing_aside()
        super().hideEvent(event)
