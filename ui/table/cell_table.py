"""A table of cells: they are chosen in blocks, copied, and typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.table.cell_editing import CellDelegate
from ui.table.model import Index, RecordModel
from ui.table.staying import Staying
from ui.table.view import RecordTable

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelectionRange

_Flag = QItemSelectionModel.SelectionFlag


class CellTable(RecordTable):
    """A table whose cells are chosen one by one, and whose editors are judged as they are left."""

    edited = Signal(object, int, str)
    """A row, a column and the text typed into that cell, which can stand there."""
    left_wrong = Signal(object, int, str, str)
    """The same of a text that cannot stand there and was not taken, and the sentence about it."""
    set_aside = Signal(object, int, str)
    """The same of a text that was still being typed when the table was put away."""

    _is_built = False

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self._cells.finished.connect(self._finish)
        self._cells.given_up.connect(self._give_up)
        self._cells.left.connect(self._leave_cell)
        self._staying = Staying(self)
        self._is_built = True

    @property
    def records(self) -> RecordModel:
        """The rows shown."""
        return self._records

    def ranges(self) -> list[QItemSelectionRange]:
        """Return the blocks that are selected."""
        return self._ranges()

    @property
    def has_whole_row(self) -> bool:
        """Whether the rows selected are selected from the first column to the last."""
        last = len(self._records.columns) - 1
        ranges = self._ranges()
        return bool(ranges) and all(r.left() == 0 and r.right() == last for r in ranges)

    def chosen_block(self) -> tuple[list[int], list[int]]:
        """Return the rows and the columns of the selection, or of the current cell."""
        ranges = self._ranges()
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

    def go_to(self, row: int, column: int) -> None:
        """Make one cell the current one and bring it into sight."""
        index = self._records.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
            self.scrollTo(index)

    def select_block(self, first: Index, rows: int, columns: int) -> None:
        """Select a block of cells whose upper left one is given."""
        last = self._records.index(
            min(first.row() + rows, self._records.rowCount()) - 1,
            min(first.column() + columns, self._records.columnCount()) - 1,
        )
        if first.isValid() and last.isValid():
            chosen = QItemSelection(self._records.index(first.row(), first.column()), last)
            self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    # Editing.

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self._cells.editor is not None

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
        at, text, was = self._typed_at(), editor.text(), editor.was
        self._close(focus=False)
        if text != was and at.isValid():
            self.set_aside.emit(self._records.row_at(at), at.column(), text)

    def take_typing(self) -> None:
        """Take what is being typed, as one does who leaves the cell."""
        if self.is_editing:
            self._leave_cell()

    def open_with(self, text: str) -> None:
        """Open the current cell with a text in it."""
        self.setFocus()
        self.edit(self.currentIndex())
        if editor := self._cells.editor:
            editor.setText(text)
            editor.setFocus()

    def _typed_at(self) -> QModelIndex:
        """Return the cell that is being typed into, wherever the cursor is by now."""
        at = self._cells.editor.at if self._cells.editor else QPersistentModelIndex()
        return self._records.index(at.row(), at.column())

    def _finish(self, how: str) -> None:
        """Take the text and go on, or stay with the sentence that says why not."""
        editor = self._cells.editor
        if editor is None:
            return
        at, text = self._typed_at(), editor.entered()
        changed = text != editor.was
        if changed and (sentence := self._records.fault(at, text)):
            self._cells.explain(sentence)
            return
        self._close()
        self._take(at, text, changed=changed)
        self.move_on(how)

    def move_on(self, how: str) -> None:
        """Go where an edit that was taken leads: nowhere, unless the table knows better."""

    def _take(self, at: QModelIndex, text: str, *, changed: bool) -> None:
        if changed:
            self.edited.emit(self._records.row_at(at), at.column(), text)

    def _give_up(self) -> None:
        self._close()

    def _leave_cell(self) -> None:
        """Take a sound text; keep the old value in place of another, and tell what was typed."""
        editor = self._cells.editor
        if editor is None:
            return
        at, text, was = self._typed_at(), editor.entered(), editor.was
        sentence = self._records.fault(at, text) if text != was else ""
        self._close(focus=False)
        if sentence:
            self.left_wrong.emit(self._records.row_at(at), at.column(), text, sentence)
        else:
            self._take(at, text, changed=text != was)

    def _close(self, *, focus: bool = True) -> None:
        editor = self._cells.editor
        if editor is None:
            return
        self._cells.explain("")
        self._cells.editor = None
        if focus:
            self.setFocus()
        self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)

    def drop_editor(self) -> str | None:
        """Give up the editor, whose cell is about to go, and return its text."""
        typed = self._cells.editor.text() if self._cells.editor else None
        self._cells.explain("")
        self._cells.editor = None
        return typed

    def _tell_choice(self) -> None:
        if not self._staying.is_restoring:
            super()._tell_choice()

    # Qt overrides

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Lose no text of a cell that is left in a way that no key and no focus tells of."""
        editor = self._cells.editor if self._is_built else None
        if editor is not None and self._typed_at() != current:
            self._leave_cell()
        super().currentChanged(current, previous)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write nothing that was not finished when the page is put away."""
        if not event.spontaneous():
            self.set_typing_aside()
        super().hideEvent(event)
