"""The year of dues as a worksheet: members by months, paid with the space bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from models.values import parse_money
from ui.pages.dues_drawing import GridDelegate
from ui.pages.dues_model import FIRST
from ui.pages.dues_months import MonthCells
from ui.table.cell_editing import DOWN, NEXT, OUT, PREVIOUS, UP

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.table.judging import Typed


_STEPS = {DOWN: (1, 0), UP: (-1, 0), NEXT: (0, 1), PREVIOUS: (0, -1)}
"""How many rows down and columns to the right one goes from a cell that was typed into."""


class DuesGrid(MonthCells):
    """Members by months; keys pay, take back and fill, and whole blocks are chosen as in a workbook."""

    pay_asked = Signal()
    fill_asked = Signal()
    take_back_asked = Signal()
    paste_asked = Signal()
    given_up = Signal()
    """Escape was pressed outside a cell's editor."""
    day_asked = Signal()
    """The collection day of the month under the cursor is wanted for this batch."""
    opened = Signal(int)
    """A member is wanted, by id."""
    typed = Signal(int, int, int)
    """An amount was typed: row, month, 分."""
    moved = Signal()
    left_wrong = Signal(str)
    """The sentence about a text that is no amount, in a cell that was left."""
    stayed = Signal()
    """A text that is no amount stays in its cell, with the sentence there."""

    def __init__(self) -> None:
        super().__init__("党费收缴，每行一人，每列一个月")
        self.setObjectName("dues")
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self._cells = GridDelegate(self)
        self.setItemDelegate(self._cells)
        self._cells.finished.connect(self._finish)
        self._cells.left.connect(self.leave_cell)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.doubleClicked.connect(self._open_at)

    def _finish(self, how: str) -> None:
        typed = self._cells.take()
        if typed is None:
            self.stayed.emit()
            return
        if step := _STEPS.get(how):
            self._step(*step)
        elif how == OUT:
            self.focusNextChild()
        self._enter_amount(typed)

    def _enter_amount(self, typed: Typed) -> None:
        if typed.text.strip():
            amount = parse_money(typed.text)
            self.typed.emit(typed.at.row(), typed.at.column() - FIRST + 1, amount)

    def step_down(self) -> None:
        """Go on to the member below."""
        self._step(1, 0)

    def leave_cell(self) -> None:
        """Take a sound amount of a cell that is left otherwise than by a key; tell of another."""
        typed = self._cells.leave()
        if typed and typed.fault:
            self.left_wrong.emit(typed.fault)
        elif typed:
            self._enter_amount(typed)

    def _step(self, down: int, right: int) -> None:
        at = self.currentIndex()
        self.go_to(
            min(max(at.row() + down, 0), self.records.rowCount() - 1),
            min(max(at.column() + right, 0), self.records.columnCount() - 1),
        )

    def _open_at(self, index: QModelIndex) -> None:
        if self.records.cell(index) is None:
            self.opened.emit(self.records.rows[index.row()].member_id)
        elif self.records.can_write:
            self.edit(index)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the months, and keep the current cell in sight."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pay, take back, fill, choose and go on by the keys of a workbook."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif key == Qt.Key.Key_Space:
            self.select_line(across=shift) if control or shift else self.pay_asked.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_back_asked.emit()
        elif key == Qt.Key.Key_D and control:
            self.fill_asked.emit()
        elif key == Qt.Key.Key_F4:
            self.day_asked.emit()
        elif key == Qt.Key.Key_F8:  # Chinese input methods keep Ctrl+Space and Shift+Space
            self.select_line(across=shift)
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(control=control, shift=shift)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a cell with what an input method gives at once."""
        was_editing = self._cells.is_open
        super().inputMethodEvent(event)
        if not was_editing:
            self._cells.take_word(event.commitString())

    def _enter(self, *, control: bool, shift: bool) -> None:
        at = self.currentIndex()
        if not at.isValid():
            return
        if control or self.records.cell(at) is None:
            self.opened.emit(self.records.rows[at.row()].member_id)
        else:
            self._step(-1 if shift else 1, 0)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the grid from what they mean elsewhere in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_fill = (
                event.key() == Qt.Key.Key_D
                and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            )
            if is_fill or event.key() in {Qt.Key.Key_F4, Qt.Key.Key_Delete}:
                event.accept()
                return True
        return super().event(event)
