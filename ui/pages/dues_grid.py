"""The year of dues as a worksheet: members by months, paid with the space bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from models.blocks import block_text
from models.dues.cells import totals
from models.values import format_money, parse_money
from ui import theme
from ui.pages.dues_drawing import SUMS, TEXT, GridDelegate
from ui.pages.dues_model import BASE, DUE, FIRST, NAME, OWED, PAID, DuesModel
from ui.table.cell_editing import DOWN, NEXT, OUT, PREVIOUS, UP
from ui.table.frozen import FrozenColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtGui import QResizeEvent

    from ui.pages.dues_model import Index


_FLAG = QItemSelectionModel.SelectionFlag


class DuesGrid(QTableView):
    """Members by months; keys pay, take back and fill, and whole blocks are chosen as in a workbook."""

    pay_asked = Signal()
    fill_asked = Signal()
    take_back_asked = Signal()
    paste_asked = Signal()
    given_up = Signal()
    """Escape was pressed outside a cell's editor."""
    day_asked = Signal()
    """The collection day of the month under the cursor is wanted for this batch."""
    _frozen: FrozenColumn | None = None
    opened = Signal(int)
    """A member is wanted, by id."""
    typed = Signal(int, int, int)
    """An amount was typed: row, month, 分."""
    moved = Signal()
    left_wrong = Signal(str)
    """The sentence about a text that is no amount, in a cell that was left."""

    def __init__(self) -> None:
        super().__init__()
        self.records = DuesModel()
        self.setModel(self.records)
        self.setObjectName("dues")
        self.setAccessibleName("党费收缴，每行一人，每列一个月")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self._cells = GridDelegate(self)
        self.setItemDelegate(self._cells)
        self._cells.finished.connect(self._finish)
        self._cells.given_up.connect(self._give_up)
        self._cells.left.connect(self.leave_cell)
        self._set_heads()
        self._frozen = FrozenColumn(self)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.doubleClicked.connect(self._open_at)

    def _set_heads(self) -> None:
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(theme.unit(34))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setObjectName("numbers")
        rows.setFixedWidth(theme.unit(36))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        heads.setObjectName("months")
        heads.setFixedHeight(theme.unit(34))
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if corner := self.findChild(QAbstractButton):
            corner.setAccessibleName("全选")
            corner.setToolTip("全选")

    # What is chosen.

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """Row and month (1 to 12) of the cells selected, in order; of those beside the months none."""
        cells = {
            (row, column - FIRST + 1)
            for part in cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
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

    def go_to(self, row: int, column: int) -> None:
        """Make one cell the current one and bring it into sight."""
        index = self.records.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
            self.scrollTo(index)

    def go_to_month(self, row: int, month: int) -> None:
        """Make a member's month the current cell."""
        self.go_to(row, FIRST + month - 1)

    def select_line(self, *, across: bool) -> None:
        """Select the whole row, or the whole month, of the current cell."""
        at = self.currentIndex()
        last = self.records.rowCount() - 1
        if not at.isValid():
            return
        first, end = (at.row(), at.row()) if across else (0, last)
        left, right = (FIRST, DUE - 1) if across else (at.column(), at.column())
        block = QItemSelection(self.records.index(first, left), self.records.index(end, right))
        self.selectionModel().select(block, _FLAG.ClearAndSelect)

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
        font = QFont(self.font())
        font.setPixelSize(theme.unit(TEXT))
        metrics = QFontMetrics(font)
        font.setBold(True)
        bold = QFontMetrics(font)
        font.setPixelSize(theme.unit(SUMS))
        small = QFontMetrics(font)
        sums = totals(self.records.rows)
        amounts = {len(c.words): c.words for row in self.records.rows for c in row.cells}
        wide = max(map(metrics.horizontalAdvance, amounts.values()), default=0)
        wide += theme.unit(22)
        of_sums = [
            small.horizontalAdvance(format_money(each.paid)) for each in self.records.month_sums
        ]
        head = metrics.horizontalAdvance("12月") + theme.unit(14)
        month = max(wide, *(width + theme.unit(8) for width in of_sums), head)
        name_font = QFontMetrics(self.font())
        names = [str(self.records.index(at, NAME).data()) for at in range(len(self.records.rows))]
        name = max([theme.unit(56), *(name_font.horizontalAdvance(each) for each in names)])
        widths = {NAME: min(name, theme.unit(156)) + theme.unit(14)}
        for place, words in (
            (BASE, [str(self.records.index(at, BASE).data()) for at in range(len(names))]),
            (DUE, [format_money(sums.due - sums.waived)]),
            (PAID, [format_money(sums.paid)]),
            (OWED, [format_money(sums.owed)]),
        ):
            widest = max((bold.horizontalAdvance(each) for each in words), default=0)
            head = metrics.horizontalAdvance(self.records.columns[place].field.label)
            widths[place] = max(widest, head) + theme.unit(14)
        room = self.viewport().width() - sum(widths.values())
        # What is paid by stands at the foot and beside as well: the months come first.
        self.setColumnHidden(BASE, room < 12 * month)
        room += widths[BASE] if self.isColumnHidden(BASE) else 0
        month = max(month, room // 12)
        for place in range(self.records.columnCount()):
            self.setColumnWidth(place, widths.get(place, month))

    # Typing.

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self._cells.editor is not None

    def open_with(self, text: str) -> None:
        """Open the current cell with a text in it."""
        self.setFocus()
        self.edit(self.currentIndex())
        if editor := self._cells.editor:
            editor.setText(text)
            editor.setFocus()

    def _finish(self, how: str) -> None:
        editor = self._cells.editor
        if editor is None:
            return
        at = self.records.index(editor.at.row(), editor.at.column())
        text = editor.text().strip()
        if text and (sentence := self.records.fault(at, text)):
            self._cells.explain(sentence)
            return
        self._close()
        if step := {DOWN: (1, 0), UP: (-1, 0), NEXT: (0, 1), PREVIOUS: (0, -1)}.get(how):
            self._step(*step)
        elif how == OUT:
            self.focusNextChild()
        if text:
            self.typed.emit(at.row(), at.column() - FIRST + 1, parse_money(text))

    def step_down(self) -> None:
        """Go on to the member below."""
        self._step(1, 0)

    def _give_up(self) -> None:
        self._close()

    def leave_cell(self) -> None:
        """Take a sound amount of a cell that is left otherwise than by a key; tell of another."""
        editor = self._cells.editor
        if editor is None:
            return
        at = self.records.index(editor.at.row(), editor.at.column())
        text = editor.text().strip()
        sentence = self.records.fault(at, text) if text else ""
        self._close(focus=False)
        if sentence:
            self.left_wrong.emit(sentence)
        elif text:
            self.typed.emit(at.row(), at.column() - FIRST + 1, parse_money(text))

    def _step(self, down: int, right: int) -> None:
        at = self.currentIndex()
        self.go_to(
            min(max(at.row() + down, 0), self.records.rowCount() - 1),
            min(max(at.column() + right, 0), self.records.columnCount() - 1),
        )

    def _close(self, *, focus: bool = True) -> None:
        editor = self._cells.editor
        if editor is None:
            return
        self._cells.explain("")
        self._cells.editor = None
        if focus:
            self.setFocus()
        self.closeEditor(editor, GridDelegate.EndEditHint.NoHint)

    def _open_at(self, index: QModelIndex) -> None:
        if self.records.cell(index) is None:
            self.opened.emit(self.records.rows[index.row()].member_id)
        elif self.records.can_write:
            self.edit(index)

    # Qt overrides

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and out from under the names."""
        super().scrollTo(index, hint)
        if self._frozen:
            self._frozen.uncover(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the names stand where the grid now is."""
        super().resizeEvent(event)
        if self._frozen:
            self._frozen.stand()
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
        was_editing = self.is_editing
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
