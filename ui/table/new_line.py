"""The last, empty line of a table: what is typed there becomes a new record on Enter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame

from models.errors import AppError, InvalidRecord
from ui import theme
from ui.table.model import Column, Index, RecordModel, Role
from ui.table.worksheet import Worksheet

if TYPE_CHECKING:
    from ui.record.page import RecordPage

HINT = "在此新增…"


class _LineModel(RecordModel):
    """One row of texts by field name, none of which is on file yet."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page.model.columns, key=lambda _row: 0, parent=page)
        self.texts: dict[str, str] = {}
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
        return fault_of(self.columns[index.column()], text) if text.strip() else ""

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

    # Qt overrides

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what was typed; an empty line says what it is for."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            first = next((p for p in range(len(self.columns)) if self.is_editable(p)), 0)
            hint = HINT if not self.texts and index.column() == first else ""
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


def fault_of(column: Column, text: str) -> str:
    """Return the sentence about a text for a new record, "" if it can stand there."""
    if column.own:
        return column.fault(text)
    try:
        column.field.parse(text)
    except InvalidRecord as error:
        return str(error)
    return ""


class NewLine(Worksheet):
    """One row under a table, as wide as it and scrolled with it."""

    def __init__(self, page: RecordPage) -> None:
        self._line = _LineModel(page)
        super().__init__(self._line, f"新增{page.view.record.title}", page)
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
            self._page.write([], title, [(values, extra)])
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
            self._go_to_first()

    def _values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        values, extra, faults = {}, {}, {}
        for column in self._page.available:
            name = column.field.name
            if not (text := self.texts.get(name, "").strip()):
                continue
            if sentence := fault_of(column, text):
                faults[name] = sentence
            elif column.own:
                values[name] = column.meaning(text)
            else:
                extra[name] = column.field.parse(text)
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
        if kept := self._page.store.draft(self._draft):
            self.texts.update(json.loads(kept))
            self._line.show_texts()

    def _clear_cells(self) -> None:
        for place in self.chosen_block()[1]:
            self._line.put(place, "")

    # As a worksheet, with one row.

    def _take(self, at: QModelIndex, text: str, *, changed: bool) -> None:
        if changed:
            self._line.put(at.column(), text)

    def _leave_cell(self) -> None:
        """Keep what was typed, whatever it is: nothing is written before Enter."""
        editor, at = self._cells.editor, self.currentIndex()
        if editor is not None:
            text = editor.text()
            self._close(focus=False)
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
