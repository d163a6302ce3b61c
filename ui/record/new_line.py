"""The last, empty line of a table: what is typed there becomes a new record on Enter."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from models.aside import read_json
from models.errors import AppError, InvalidRecord
from ui import theme
from ui.record import noticing
from ui.table.cell_editing import DOWN
from ui.table.columns import Column
from ui.table.model import NUMBERS, Index, RecordModel, Role
from ui.table.worksheet import Worksheet

if TYPE_CHECKING:
    from ui.record.page import RecordPage

HINT = "新增…"


class _LineModel(RecordModel):
    """One row of texts by field name, none of which is on file yet."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page.model.columns, key=lambda _row: 0, parent=page)
        self.texts: dict[str, str] = {}
        self._page = page
        self._extra = frozenset(page.extra_of(None))
        self.set_rows([self.texts])

    def is_editable(self, place: int) -> bool:
        """Return whether a new record takes a value in this column."""
        column = self.columns[place]
        return column.own or column.field.name in self._extra

    def typed(self, index: Index) -> str:
        """Return what was typed."""
        return self.texts.get(self.columns[index.column()].field.name, "")

    def fault(self, index: Index, text: str) -> str:
        """Return the sentence about a text; what is still empty is no fault here."""
        return fault_of(self._page, self.columns[index.column()], text) if text.strip() else ""

    def put(self, place: int, text: str) -> None:
        """Keep what was typed."""
        name = self.columns[place].field.name
        if text.strip():
            self.texts[name] = text
        else:
            self.texts.pop(name, None)
        self.show_texts()

    def show_texts(self) -> None:
        """Show the texts as they are now."""
        self.dataChanged.emit(self.index(0, 0), self.index(0, len(self.columns) - 1))

    def _place_of_hint(self) -> int:
        """Return the first column that takes words: one of figures may be too narrow for the hint."""
        taken = [place for place in range(len(self.columns)) if self.is_editable(place)]
        wordy = (place for place in taken if self.columns[place].field.kind not in NUMBERS)
        return next(wordy, taken[0] if taken else 0)

    # Qt overrides

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what was typed; an empty line says what it is for."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            hint = HINT if not self.texts and index.column() == self._place_of_hint() else ""
            return self.typed(index) or hint
        if role == Role.ForegroundRole:
            wrong = self.fault(index, self.typed(index))
            tokens = theme.current()
            return QColor(tokens.accent if wrong else tokens.text if self.texts else tokens.third)
        if role == Role.ToolTipRole:
            return self.fault(index, self.typed(index)) or None
        return super().data(index, role) if role == Role.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return a plus in place of a number."""
        if orientation == Qt.Orientation.Vertical:
            return "＋" if role == Role.DisplayRole else None
        return super().headerData(section, orientation, role)


def fault_of(page: RecordPage, column: Column, text: str) -> str:
    """Return the sentence about a text for a new record, "" if it can stand there."""
    if column.own:
        return column.fault(text)
    try:
        page.meaning_of(column, text)
    except InvalidRecord as error:
        return str(error)
    return ""


class NewLine(Worksheet):
    """One row under a table, as wide as it and scrolled with it."""

    def __init__(self, page: RecordPage) -> None:
        self._line = _LineModel(page)
        super().__init__(self._line, f"新增{page.view.record.title}", page.table)  # next to Tab
        self._page = page
        self._line.set_editable(editable=True)
        self.setObjectName("newline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionsClickable(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(theme.unit(36))
        self._follow()
        self.passed_end.connect(self.save)
        self._keys[Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape] = self._clear_line
        self.opened.connect(lambda _row: self.save())
        self.paste_asked.connect(page.work.paste_new)
        self.clear_asked.connect(self._clear_cells)
        self.fixed.connect(page.work.refuse_fixed)
        self._resume()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the line, by field name."""
        return self._line.texts

    def _follow(self) -> None:
        table = self._page.table
        heads = table.horizontalHeader()
        heads.sectionResized.connect(lambda at, _old, new: self.setColumnWidth(at, new))
        table.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(table.horizontalScrollBar().setValue)
        self._page.model.modelReset.connect(self.show_columns)
        self.show_columns()

    def show_columns(self) -> None:
        """Stand under the columns of the table; hide where a new record could not be entered."""
        columns = self._page.model.columns
        if columns != self._line.columns:
            self._line.set_columns(columns)
        for at in range(len(columns)):
            self.setColumnWidth(at, self._page.table.columnWidth(at))
        demanded = {c.field.name for c in self._page.available if c.field.required}
        shown = {columns[at].field.name for at in range(len(columns)) if self._line.is_editable(at)}
        writable = not self._page.store.read_only
        self.setVisible(writable and demanded <= shown and bool(shown))

    def begin(self) -> None:
        """Put the cursor into the first cell that takes a value."""
        if self.isVisible():
            self.setFocus()
            self._go_to_first()

    def _go_to_first(self) -> None:
        places = range(len(self._line.columns))
        self.go_to(0, next((at for at in places if self._line.is_editable(at)), 0))

    def save(self) -> None:
        """Enter a new record of what was typed; say what is missing and keep the texts."""
        if not self.texts:
            return
        try:
            values, extra = self._values()
            made = self._page.view.made(values)
            title = f"新增{self._page.view.record.title}{self._page.view.name_of(made)}"
            numbers = self._page.write([], title, [(values, extra)])
        except InvalidRecord as error:
            self._page.refused.emit(
                f"没有新增：{error}；已输入的内容都在这一行，请改好后再按 Enter。"
            )
            self._go_to_fault(error.problems)
        except AppError as error:
            self._page.refused.emit(str(error))
        else:
            self.texts.clear()
            self._line.show_texts()
            self._show_added(replace(made, id=numbers[0]))
            self._go_to_first()

    def _show_added(self, made: Any) -> None:
        """Choose the new row in the table, or tell that it is filtered out; and what wants a look."""
        page = self._page
        page.reading.finish()
        page.model.finish()
        row = page.model.index_of(made.id).row()
        if row >= 0:
            page.table.go_to(row, max(page.model.place_of(page.view.columns[0].field.name), 0))
        if row >= 0 or page.elsewhere(made):
            noticing.tell(page, [(None, made)])
        else:
            doubt = noticing.words_about(page, [(None, made)])
            page.barred.emit(
                f"已新增{page.view.name_of(made)}，但现在的搜索或筛选不列出这一条。{doubt}",
                "显示出来",
                lambda: page.show_record(page.view.record.table, made.id),
            )

    def _values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        values, extra, faults = {}, {}, {}
        for column in self._page.available:
            name = column.field.name
            if not (text := self.texts.get(name, "").strip()):
                continue
            if sentence := fault_of(self._page, column, text):
                faults[name] = sentence
            elif column.own:
                values[name] = column.meaning(text)
            else:
                extra[name] = self._page.meaning_of(column, text)
        if faults:
            raise InvalidRecord(faults)
        return values, extra

    def _go_to_fault(self, names: dict[str, str]) -> None:
        places = [at for at in map(self._line.place_of, names) if at >= 0]
        if places:
            self.go_to(0, places[0])
            self.edit(self.currentIndex())

    def leave(self) -> None:
        """Keep a half-filled line for the next time."""
        self.take_typing()
        kept = json.dumps(self.texts, ensure_ascii=False) if self.texts else ""
        if self._page.store.draft(self._draft) != kept:
            self._page.store.keep_draft(self._draft, kept)

    @property
    def _draft(self) -> str:
        return f"line:{self._page.view.record.table}"

    def _resume(self) -> None:
        if kept := read_json(self._page.store.draft(self._draft), {str: str}, {}):
            self.texts.update(kept)
            self._line.show_texts()

    def _clear_line(self) -> None:
        """Give up what was typed; it can be put back."""
        if self.texts:
            given_up = dict(self.texts)
            self.texts.clear()
            self._line.show_texts()
            self._go_to_first()
            self._page.offered.emit(
                "已清空新增这一行，没有新增。", "恢复输入", lambda: self._put_back(given_up)
            )

    def _put_back(self, texts: dict[str, str]) -> None:
        self.texts.update(texts)
        self._line.show_texts()
        self.begin()

    def _clear_cells(self) -> None:
        for place in self.chosen_block()[1]:
            self._line.put(place, "")

    # As a worksheet, with one row.

    def _take(self, at: QModelIndex, text: str, *, changed: bool) -> None:
        if changed:
            self._line.put(at.column(), text)

    def move_on(self, how: str) -> None:
        """Enter the record on Enter; go on in the line otherwise."""
        if how == DOWN:
            self.save()
        else:
            super().move_on(how)

    def passed_last(self) -> None:
        """Enter the record behind the last cell."""
        self.save()

    def tab_places(self) -> list[int]:
        """Return the columns that take a value."""
        return [place for place in super().tab_places() if self._line.is_editable(place)]

    def set_typing_aside(self) -> None:
        """Keep what is being typed with the line."""
        self._leave_cell()

    def _leave_cell(self) -> None:
        """Keep what was typed, whatever it is: nothing is written before Enter."""
        editor = self._cells.editor
        if editor is not None:
            at, text = self._cells.at, editor.text()
            self._cells.close(focus=False)
            self._take(at, text, changed=True)

    def _passes_end(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Up and not event.modifiers():
            table = self._page.table
            table.setFocus()
            table.go_to(self._page.model.rowCount() - 1, self.currentIndex().column())
            return True
        return False

    def _tell_choice(self) -> None:
        """Tell nothing: no record stands here."""

    # Qt overrides

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tint no cell of the line while one works elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in {
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        }:
            self.clearSelection()
