"""The rows of an import as they stand in the workbook: tinted where amiss, mended by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyledItemDelegate,
    QWidget,
)

from models.importing import Kind
from models.importing.judged import MADE
from models.values import cell_text, name_keys
from ui import theme
from ui.table.quiet import QuietTable
from ui.table.tags import TONE, draw_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.importing import Preview, PreviewRow
    from ui.pages.mapping_header import MappingHeader

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NUMBER, KIND, REASON = range(3)
FIXED = 3
"""Columns before those of the workbook: 行号, 情况, 原因."""
_STAYING = 2
"""Of these, those that stay in sight: 行号 and 情况."""
_HEADS = ("行号", "情况", "原因")
_TONES = {
    Kind.NEW: "good", Kind.UPDATED: "note", Kind.SAME: "plain", Kind.DOUBTFUL: "warn",
    Kind.FAULTY: "accent",
}  # fmt: skip


def heading_of(column: Any) -> str:
    """Return what a column of the workbook is called."""
    return "".join(column.text.split()) or f"第{column.index + 1}列"


class PreviewModel(QAbstractTableModel):
    """A preview's rows of the chosen kind; a mended cell changes in its place."""

    mended = Signal(object)
    """Cells were typed into: (the row's number, the field's name) to the text."""

    def __init__(self, preview: Preview, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview = preview
        self._rows: list[PreviewRow] = list(preview.rows)
        self._kind: Kind | None = None

    @property
    def rows(self) -> list[PreviewRow]:
        """The rows shown, top to bottom."""
        return self._rows

    def show_preview(self, preview: Preview) -> None:
        """Show the same rows judged anew; none moves or goes away under the cursor.

        Where other rows are taken for such than before, all of the kind chosen are shown anew.
        """
        judged = {shown.row_number: shown for shown in preview.rows}
        same = judged.keys() == {shown.row_number for shown in self._preview.rows}
        self._preview = preview
        if not same:
            self.show_kind(self._kind)
            return
        self._rows = [judged[shown.row_number] for shown in self._rows]
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def show_kind(self, kind: Kind | None) -> None:
        """Show the rows of one kind, or all."""
        self._kind = kind
        self.beginResetModel()
        self._rows = [row for row in self._preview.rows if kind is None or row.kind is kind]
        self.endResetModel()

    def field_of(self, section: int) -> str:
        """Return the name of the field a column fills, "" for none."""
        if section < FIXED:
            return ""
        column = self._preview.heading.columns[section - FIXED]
        return self._preview.mapping.get(column.index, "")

    def why(self, index: Index) -> str:
        """Return what there is to say about a cell, or else about its row."""
        if not index.isValid():
            return ""
        shown = self._rows[index.row()]
        return self._about(shown, self.field_of(index.column())) or self._reason(shown)

    def complained(self, row: int) -> Index | None:
        """Return the first cell of a row that something is wrong with, if any is."""
        problems = self._rows[row].problems
        for section in range(FIXED, self.columnCount()):
            if self.field_of(section) in problems:
                return self.index(row, section)
        return None

    def _about(self, shown: PreviewRow, name: str) -> str:
        if not name:
            return ""
        if sentence := shown.problems.get(name) or shown.remarks.get(name):
            return sentence
        return f"册上{self._change(shown, name)}" if name in shown.changes else ""

    def _change(self, shown: PreviewRow, name: str) -> str:
        old, new = shown.changes[name]
        field = self._preview.fields.get(name)
        return f"{field.label if field else name}：{_said(old)} → {_said(new)}"

    def _reason(self, shown: PreviewRow) -> str:
        remarks = dict(shown.remarks)
        made = remarks.pop(MADE, "")
        said = [*filter(None, [made]), *shown.problems.values(), *remarks.values()]
        if shown.kind is Kind.UPDATED and not shown.problems:
            said[:0] = [self._change(shown, name) for name in shown.changes]
        # The number of the row stands beside.
        row = f"第{shown.row_number}行"
        return "；".join(text.removeprefix(row).removeprefix("：") for text in said)

    def _text(self, shown: PreviewRow, section: int) -> str:
        match section:
            case 0:
                return str(shown.row_number)
            case 1:
                return str(shown.kind)
            case 2:
                return self._reason(shown)
        if name := self.field_of(section):
            return self._preview.texts(shown).get(name, "")
        at = self._preview.heading.columns[section - FIXED].index
        return cell_text(shown.raw[at]) if at < len(shown.raw) else ""

    def _tone(self, shown: PreviewRow, section: int) -> str:
        if section == KIND:
            return _TONES[shown.kind]
        name = self.field_of(section)
        if name and name in shown.problems:
            return "accent" if shown.kind is Kind.FAULTY else "warn"
        is_news = name in shown.remarks or (shown.kind is Kind.UPDATED and name in shown.changes)
        return "note" if name and is_news else ""

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many columns there are."""
        return 0 if parent.isValid() else FIXED + len(self._preview.heading.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says and on which tint."""
        if not index.isValid():
            return None
        shown = self._rows[index.row()]
        if role in {Role.DisplayRole, Role.EditRole}:
            text = self._text(shown, index.column())
            return text if role == Role.EditRole else " ".join(text.split())
        if role == TONE:
            return self._tone(shown, index.column())
        if role == Role.ToolTipRole:
            return self._about(shown, self.field_of(index.column())) or self._reason(shown) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the workbook's own headings."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        if section < FIXED:
            return _HEADS[section]
        return heading_of(self._preview.heading.columns[section - FIXED])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that what is taken in can be mended."""
        flags = super().flags(index)
        is_taken = index.isValid() and self.field_of(index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if is_taken else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask to have a cell mended."""
        if role != Role.EditRole or not self.field_of(index.column()):
            return False
        self.mend([index], str(value))
        return True

    def mend(self, places: Iterable[Index], text: str) -> None:
        """Ask to have cells mended; those that are not taken in or say it already stay."""
        wanted = {
            (self._rows[at.row()].row_number, name): text
            for at in places
            if (name := self.field_of(at.column())) and at.data(Role.EditRole) != text
        }
        if wanted:
            self.mended.emit(wanted)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows shown by a column, empty cells last; -1 is the workbook's order."""
        self.beginResetModel()
        rows = sorted(self._rows, key=lambda shown: shown.row_number)
        if column > NUMBER:
            key_of = name_keys if self.field_of(column) == "name" else str
            texts = {shown.row_number: self._text(shown, column) for shown in rows}
            keys = {number: key_of(text) for number, text in texts.items()}
            rows.sort(key=lambda shown: keys[shown.row_number], reverse=order is _DOWN)
            rows.sort(key=lambda shown: not texts[shown.row_number])
        elif column == NUMBER and order is _DOWN:
            rows.reverse()
        self._rows = rows
        self.endResetModel()


_DOWN = Qt.SortOrder.DescendingOrder


def _said(value: Any) -> str:
    return "是" if value is True else str(value) if value else "空"


class _Tinted(QStyledItemDelegate):
    """Draws a cell on a tint where something is to be said about it."""

    # Qt overrides

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        """Return an editor that looks as in every table."""
        editor: QWidget = super().createEditor(parent, option, index)
        editor.setObjectName("cell")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: Any, _index: Index) -> None:
        """Let the editor fill its cell."""
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Fill the cell with its tint, then draw its words in the ink that goes with it."""
        tone = index.data(TONE)
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(theme.unit(6), 0, -theme.unit(4), -1)
        if index.column() == KIND:
            room.setWidth(option.fontMetrics.horizontalAdvance(text) + theme.unit(14))
        above = (room.height() - theme.unit(24)) // 2
        box = room.adjusted(0, above, 0, -above)
        draw_tag(painter, box, text, tone, Qt.AlignmentFlag.AlignLeft)


class PreviewTable(QuietTable):
    """The rows as in a worksheet: type to overwrite, F2 mends, Enter goes down, Delete empties."""

    refused = Signal(str)

    def __init__(self, model: PreviewModel) -> None:
        super().__init__(model, "导入预览")
        self._preview = model
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setItemDelegate(_Tinted(self))
        self.doubleClicked.connect(self._explain)
        self.set_row_height(36)
        rows = self.verticalHeader()
        rows.setHighlightSections(False)
        rows.hide()

    def set_heads(self, heads: MappingHeader) -> None:
        """Use a head with combos over the columns."""
        self.setHorizontalHeader(heads)
        heads.setFixedHeight(heads.sizeHint().height())
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(theme.unit(44))
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        # Qt's own scrolling does not ask the head's class.
        self.horizontalScrollBar().valueChanged.connect(heads.place)
        self.keep_first_in_sight(_STAYING)

    def copy(self) -> None:
        """Copy the block of cells that is selected."""
        places = [(index.row(), index.column()) for index in self.selectedIndexes()]
        lines = []
        for row in sorted({row for row, _ in places}):
            columns = sorted(column for at, column in places if at == row)
            texts = (self._preview.index(row, column).data() for column in columns)
            lines.append("\t".join(texts))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _explain(self, index: QModelIndex) -> None:
        if index.column() >= FIXED and not self._preview.field_of(index.column()):
            self.refused.emit("这一列没有取入，不能改正；请先在列名上方选它取作什么。")

    def show_complaint(self) -> None:
        """Scroll to the cell of the current row that is complained about.

        A cell being worked on stays in sight: where there is no room for both, it is not left.
        """
        here = self.currentIndex()
        there = self._preview.complained(here.row()) if here.isValid() else None
        if there is None:
            return
        places = (self.visualRect(here), self.visualRect(there))
        width = max(each.right() for each in places) - min(each.left() for each in places)
        room = self.viewport().width() - sum(map(self.columnWidth, range(_STAYING)))
        if here.column() < FIXED or width < room:
            self.scrollTo(there)

    def fill(self, text: str) -> None:
        """Write one text into every selected cell."""
        self._preview.mend(self.selectedIndexes(), text)

    def _go(self, down: int) -> None:
        now = self.currentIndex()
        there = self._preview.index(now.row() + down, now.column())
        if there.isValid():
            self.setCurrentIndex(there)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, copy and empty as in a worksheet; leave the rest to Qt."""
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # an editor's key that it passed on
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Delete:
            self.fill("")
        else:
            if event.text().isprintable() and event.text():
                self._explain(self.currentIndex())
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go(1)
