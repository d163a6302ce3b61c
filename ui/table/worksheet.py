"""A table that is worked in like a worksheet: what its keys do, and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from models.fields import Kind
from ui import theme
from ui.table.cell_editing import BACK_OUT, DOWN, NEXT, OUT, PREVIOUS, UP
from ui.table.cell_table import CellTable
from ui.table.holding import Holding
from ui.table.model import Index, RecordModel

if TYPE_CHECKING:
    from collections.abc import Callable

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Worksheet(CellTable):
    """A table of cells; Ctrl+Enter opens a row, Ctrl+Delete asks to remove it."""

    paste_asked = Signal()
    fill_asked = Signal()
    clear_asked = Signal()
    passed_end = Signal()
    fixed = Signal(int)
    """Someone typed into a cell of a column that takes nothing."""
    fixed_opened = Signal(int)
    """Someone double-clicked a cell of a column that says why it takes nothing."""
    menu_asked = Signal(QPoint)
    head_menu_asked = Signal(int, QPoint)

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._show_numbers()
        heads = self.horizontalHeader()
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(
            lambda at: self.head_menu_asked.emit(heads.logicalIndexAt(at), heads.mapToGlobal(at))
        )
        self._keys = self._commands()
        self._holding = Holding(self)
        self.keep_first_in_sight()
        self._is_going_out = False
        self._refused_at: tuple[int, int] | None = None
        """The cell that an input method composes for in vain."""

    def _show_numbers(self) -> None:
        self.number_rows(48)
        numbers = self.verticalHeader()
        numbers.setSectionsClickable(True)
        numbers.setHighlightSections(False)
        numbers.sectionDoubleClicked.connect(
            lambda place: self.opened.emit(self._records.rows[place])
        )
        numbers.show()

    # Moving.

    def move_on(self, how: str) -> None:
        """Go on to the cell that a key leads to once an edit was taken; the last one is stayed at."""
        at = self.currentIndex()
        if how in {DOWN, UP}:
            self.go_to(at.row() + (1 if how == DOWN else -1), at.column())
        elif how in {NEXT, PREVIOUS}:
            self._edit_beside(at, forward=how == NEXT)
        elif how in {OUT, BACK_OUT}:
            self._go_out(forward=how == OUT)

    def _step(self, by: int) -> None:
        at = self.currentIndex()
        if at.row() + by >= self._records.rowCount():
            self.passed_end.emit()
        elif at.row() + by >= 0:
            self.go_to(at.row() + by, at.column())

    def _edit_beside(self, at: Index, *, forward: bool) -> None:
        """Go on in the next cell that can be typed into, in the next row after the last."""
        order = [p for p in self._places(forward=forward) if self._records.is_editable(p)]
        if found := self._beside(at, order, forward=forward):
            self.go_to(*found)
            self.edit(self.currentIndex())
        elif forward:
            self.passed_last()

    def passed_last(self) -> None:
        """Go on after the last cell of the last row was typed into: nowhere, in a table."""

    def _places(self, *, forward: bool) -> list[int]:
        """Return the columns as they stand on the screen, from either side."""
        heads = self.horizontalHeader()
        places = [heads.logicalIndex(at) for at in range(heads.count())]
        shown = [place for place in places if not self.isColumnHidden(place)]
        return shown if forward else shown[::-1]

    def _beside(self, at: Index, order: list[int], *, forward: bool) -> tuple[int, int] | None:
        """Return the next cell among the columns in `order`, in the next row after the last."""
        passed = self._places(forward=forward)
        here = passed.index(at.column()) if at.column() in passed else -1
        beyond = [place for place in order if passed.index(place) > here]
        row = at.row() if beyond else at.row() + (1 if forward else -1)
        if not order or not 0 <= row < self._records.rowCount():
            return None
        return row, (beyond or order)[0]

    def tab_places(self) -> list[int]:
        """Return the columns that Tab stops at, left to right."""
        return self._places(forward=True)

    def _go_out(self, *, forward: bool) -> None:
        """Let the focus go on to what stands before or behind the table."""
        self._is_going_out = True
        self.focusNextPrevChild(forward)
        self._is_going_out = False

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
        for out in ((_NONE, key.Key_F6), (_CTRL, key.Key_Tab)):
            found[out] = lambda: self._go_out(forward=True)
        for back in ((_SHIFT, key.Key_F6), (_CTRL | _SHIFT, key.Key_Backtab)):
            found[back] = lambda: self._go_out(forward=False)
        for enter in (key.Key_Return, key.Key_Enter):
            found[_NONE, enter] = lambda: self._step(1)
            found[_SHIFT, enter] = lambda: self._step(-1)
            found[_CTRL, enter] = self._open_current
        return found

    def _open_current(self) -> None:
        if (row := self._records.row_at(self.currentIndex())) is not None:
            self.opened.emit(row)

    def _open_at(self, index: Index) -> None:
        if self._records.is_editable(index.column()):
            return
        column = self._records.columns[index.column()]
        if column.fixed:
            self.fixed_opened.emit(index.column())
        else:
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

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt has it
        """Make Tab go from cell to cell; from the last one, and with Ctrl, it leaves the table."""
        at = self.currentIndex()
        if self.hasFocus() and at.isValid() and not self._is_going_out:
            order = self.tab_places() if forward else self.tab_places()[::-1]
            if found := self._beside(at, order, forward=forward):
                self.go_to(*found)
                return True
        return super().focusNextPrevChild(forward)

    def _type(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        typing = event.text().isprintable() and event.text() and not event.modifiers() & _CTRL
        is_meant = typing or event.key() == Qt.Key.Key_F2
        if is_meant and at.isValid() and not self._records.is_editable(at.column()):
            self.fixed.emit(at.column())
            return
        QAbstractItemView.keyPressEvent(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a cell with a word that an input method gives at once."""
        was_editing, at = self.is_editing, self.currentIndex()
        is_typed = bool(event.preeditString() or event.commitString())
        if is_typed and at.isValid() and not self._records.is_editable(at.column()):
            self._refuse_word(event, at)
            return
        self._refused_at = None
        super().inputMethodEvent(event)
        if not was_editing:
            self._cells.take_word(event.commitString())

    def _refuse_word(self, event: QInputMethodEvent, at: Index) -> None:
        """Say that a cell takes nothing, once for all the letters that a word is composed of."""
        here = at.row(), at.column()
        if here != self._refused_at:
            self.fixed.emit(at.column())
        self._refused_at = here if event.preeditString() else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the word that was being composed: it may end without another event."""
        self._refused_at = None
        super().focusOutEvent(event)

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
