"""A table that is worked in like a worksheet: cells are chosen, typed into, copied and cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QWidget

from models.fields import Kind
from ui import theme
from ui.shell.place import Place
from ui.table.cell_editing import DOWN, NEXT, PREVIOUS, UP, CellDelegate
from ui.table.model import Index, RecordModel
from ui.table.view import RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable

_Flag = QItemSelectionModel.SelectionFlag
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Worksheet(RecordTable):
    """A table of cells; Ctrl+Enter opens a row, Ctrl+Delete asks to remove it."""

    edited = Signal(object, int, str)
    """A row, a column and the text typed into that cell, which can stand there."""
    left_wrong = Signal(object, int, str, str)
    """The same of a text that cannot stand there and was not taken, and the sentence about it."""
    paste_asked = Signal()
    fill_asked = Signal()
    clear_asked = Signal()
    passed_end = Signal()
    fixed = Signal(int)
    """Someone typed into a cell of a column that takes nothing."""
    menu_asked = Signal(QPoint)
    head_menu_asked = Signal(int, QPoint)

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._cells = CellDelegate(self)
        self._kept: Place | None = None
        self._is_restoring = False
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self._cells.finished.connect(self._finish)
        self._cells.given_up.connect(self._give_up)
        self._cells.left.connect(self._leave_cell)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._number_rows()
        heads = self.horizontalHeader()
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(
            lambda at: self.head_menu_asked.emit(heads.logicalIndexAt(at), heads.mapToGlobal(at))
        )
        self._keys = self._commands()

    def _number_rows(self) -> None:
        numbers = self.verticalHeader()
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers.setSectionsClickable(True)
        numbers.setHighlightSections(False)
        numbers.setObjectName("numbers")
        numbers.setFixedWidth(theme.unit(48))
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.sectionDoubleClicked.connect(
            lambda place: self.opened.emit(self._records.rows[place])
        )
        numbers.show()
        if corner := self.findChild(QAbstractButton):
            corner.setAccessibleName("全选")
            corner.setToolTip("全选")

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
            self._open_with(text)

    def take_typing(self) -> None:
        """Take what is being typed, as one does who leaves the cell."""
        if self.is_editing:
            self._leave_cell()

    def _open_with(self, text: str) -> None:
        self.setFocus()
        self.edit(self.currentIndex())
        if editor := self._cells.editor:
            editor.setText(text)
            editor.setFocus()

    def _finish(self, how: str) -> None:
        """Take the text and go on, or stay with the sentence that says why not."""
        editor, at = self._cells.editor, self.currentIndex()
        if editor is None:
            return
        text = editor.entered()
        changed = text != editor.was
        if changed and (sentence := self._records.fault(at, text)):
            self._cells.explain(sentence)
            return
        self._close()
        self._take(at, text, changed=changed)
        self._move(how)

    def _take(self, at: QModelIndex, text: str, *, changed: bool) -> None:
        if changed:
            self.edited.emit(self._records.row_at(at), at.column(), text)

    def _give_up(self) -> None:
        self._close()

    def _leave_cell(self) -> None:
        """Take a sound text; keep the old value in place of another, and tell what was typed."""
        editor, at = self._cells.editor, self.currentIndex()
        if editor is None:
            return
        text, was = editor.entered(), editor.was
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

    # Moving.

    def _move(self, how: str) -> None:
        at = self.currentIndex()
        if how in {DOWN, UP}:
            self._step(1 if how == DOWN else -1)
        elif how in {NEXT, PREVIOUS}:
            self._edit_beside(at, forward=how == NEXT)

    def _step(self, by: int) -> None:
        at = self.currentIndex()
        if at.row() + by >= self._records.rowCount():
            self.passed_end.emit()
        elif at.row() + by >= 0:
            self.go_to(at.row() + by, at.column())

    def _edit_beside(self, at: Index, *, forward: bool) -> None:
        """Go on in the next cell that can be typed into, in the next row after the last."""
        places = [p for p in range(len(self._records.columns)) if self._records.is_editable(p)]
        order = places if forward else places[::-1]
        beyond = [p for p in order if (p > at.column() if forward else p < at.column())]
        row = at.row() if beyond else at.row() + (1 if forward else -1)
        if 0 <= row < self._records.rowCount():
            self.go_to(row, (beyond or order)[0])
            self.edit(self.currentIndex())
        elif forward:
            self.passed_end.emit()

    # Staying in place while the rows are shown anew.

    def _remember(self) -> None:
        model, at = self._records, self.currentIndex()
        rows, columns = model.rows, model.columns
        current = None
        if at.isValid():
            current = model.key_of(rows[at.row()]), columns[at.column()].field.name, at.row()
        ranges = tuple(
            (
                model.key_of(rows[each.top()]), model.key_of(rows[each.bottom()]),
                columns[each.left()].field.name, columns[each.right()].field.name,
            )
            for each in self._ranges()
        )  # fmt: skip
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        typed = self._cells.editor.text() if self._cells.editor else None
        self._cells.explain("")
        self._cells.editor = None
        self._kept = Place(current, ranges, scrolled, typed)

    def _restore(self) -> None:
        kept, self._kept = self._kept, None
        if kept is None or not self._records.rowCount() or not self._records.columns:
            return
        self._is_restoring = True
        at = self._place_again(kept)
        self.executeDelayedItemsLayout()
        self.horizontalScrollBar().setValue(kept.scrolled[0])
        self.verticalScrollBar().setValue(kept.scrolled[1])
        self._is_restoring = False
        if kept.typed is not None and at:
            self._open_with(kept.typed)

    def _place_again(self, kept: Place) -> bool:
        """Select what was selected; return whether the current cell is still there."""
        wanted = {key for top, bottom, *_ in kept.ranges for key in (top, bottom)}
        if kept.current:
            wanted.add(kept.current[0])
        places: dict[Any, int] = {}
        if wanted:
            for place, row in enumerate(self._records.rows):
                if (key := self._records.key_of(row)) in wanted:
                    places[key] = place
        for top, bottom, left, right in kept.ranges:
            self._select_again(places.get(top), places.get(bottom), left, right)
        if kept.current is None:
            return False
        key, name, number = kept.current
        row = places.get(key, min(number, self._records.rowCount() - 1))
        index = self._records.index(row, max(self._records.place_of(name), 0))
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        return key in places and self._records.place_of(name) >= 0

    def _select_again(self, top: int | None, bottom: int | None, left: str, right: str) -> None:
        first, last = self._records.place_of(left), self._records.place_of(right)
        if top is None or bottom is None or min(first, last) < 0:
            return
        index = self._records.index
        low, high = sorted((top, bottom))
        near, far = sorted((first, last))
        self.selectionModel().select(
            QItemSelection(index(low, near), index(high, far)), _Flag.Select
        )

    def _tell_choice(self) -> None:
        if not self._is_restoring:
            super()._tell_choice()

    # Keys.

    def _commands(self) -> dict[tuple[Qt.KeyboardModifier, int], Callable[[], object]]:
        key = Qt.Key
        found: dict[tuple[Qt.KeyboardModifier, int], Callable[[], object]] = {
            (_CTRL, key.Key_D): self.fill_asked.emit,
            (_CTRL, key.Key_Delete): self.removal_asked.emit,
            (_NONE, key.Key_Delete): self.clear_asked.emit,
            (_NONE, key.Key_Backspace): self.clear_asked.emit,
            (_SHIFT, key.Key_Space): lambda: self.selectRow(self.currentIndex().row()),
        }
        for enter in (key.Key_Return, key.Key_Enter):
            found[_NONE, enter] = lambda: self._step(1)
            found[_SHIFT, enter] = lambda: self._step(-1)
            found[_CTRL, enter] = self._open_current
        return found

    def _open_current(self) -> None:
        if (row := self._records.row_at(self.currentIndex())) is not None:
            self.opened.emit(row)

    def _open_at(self, index: Index) -> None:
        if not self._records.is_editable(index.column()):
            super()._open_at(index)

    def _toggles(self, event: QKeyEvent) -> bool:
        """Turn a flag with the space bar; return whether the key did."""
        at = self.currentIndex()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not at.isValid():
            return False
        column = self._records.columns[at.column()]
        if column.field.kind is not Kind.FLAG or not self._records.is_editable(at.column()):
            return False
        turned = "否" if self._records.typed(at) == "是" else "是"
        self._take(at, turned, changed=True)
        return True

    def _passes_end(self, event: QKeyEvent) -> bool:
        last = self.currentIndex().row() == self._records.rowCount() - 1
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and last:
            self.passed_end.emit()
            return True
        return False

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work as a worksheet does; what is typed into a cell replaces what stands there."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = self._keys.get((modifiers, event.key()))
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif command:
            command()
        elif not self._toggles(event) and not self._passes_end(event):
            self._type(event)

    def _type(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        typing = event.text().isprintable() and event.text() and not event.modifiers() & _CTRL
        is_meant = typing or event.key() == Qt.Key.Key_F2
        if is_meant and at.isValid() and not self._records.is_editable(at.column()):
            self.fixed.emit(at.column())
            return
        QAbstractItemView.keyPressEvent(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a cell with a word that an input method gives at once; Qt would drop it."""
        was_editing = self.is_editing
        super().inputMethodEvent(event)
        editor, word = self._cells.editor, event.commitString()
        if editor is not None and not was_editing and word and editor.text() == editor.was:
            editor.setText(word)

    def keyboardSearch(self, _search: str) -> None:
        """Leave searching to the search box: Qt would ask every row."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cell: under the mouse, or the current one for the menu key."""
        at = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(at).bottomLeft())
        else:
            at, where = self.indexAt(event.pos()), event.globalPos()
            if at.isValid() and not self.is_chosen(at.row(), at.column()):
                self.go_to(at.row(), at.column())
        if at.isValid():
            self.menu_asked.emit(where)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the current cell, so that one sees where typing goes."""
        super().paintEvent(event)
        at = self.currentIndex()
        if not at.isValid() or not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(theme.current().note), theme.unit(2)))
        painter.drawRect(self.visualRect(at).adjusted(1, 1, -2, -2))
        painter.end()
