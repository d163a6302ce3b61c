"""The page of any kind of record: a table, a search, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from models.errors import AppError, InvalidRecord
from ui import theme
from ui.flow import Flow
from ui.page import Page, PageHead
from ui.record import drafts
from ui.record.form import RecordForm
from ui.record.layout import empty_page, table_card
from ui.record.side_panel import SidePanel
from ui.record.view import View
from ui.table.cell_work import CellWork, Edit
from ui.table.column_setup import ColumnSetup
from ui.table.filters import FilterBar
from ui.table.model import Column, RecordModel
from ui.table.new_line import NewLine
from ui.table.row_menu import RowMenu
from ui.table.worksheet import Worksheet
from ui.widgets import button, column, row, search_box

if TYPE_CHECKING:
    from models.store import Store

__all__ = ["NARROW", "RecordPage", "View"]

NARROW = 760
"""Below this width of a page the chosen record takes the place of the table."""


class RecordPage(Page):
    """A table of records, with the form or profile of the chosen one at its right."""

    def __init__(self, store: Store, view: View, *, in_tab: bool = False) -> None:
        super().__init__(store)
        self.view = view
        self._row: Any = None
        self._is_closed = False
        self.side = SidePanel()
        self.model = RecordModel(
            view.columns, key=lambda shown: view.record_of(shown).id, words=view.words, parent=self
        )
        self.model.set_editable(editable=not store.read_only)
        self.table = Worksheet(self.model, view.title)
        self.search = search_box(view.search_hint)
        self.columns = ColumnSetup(self)
        self.conditions = FilterBar(self)
        self.work = CellWork(self)
        self._menu = RowMenu(self)
        self.line = NewLine(self)
        self._build(in_tab=in_tab)
        self._connect()
        self.reload()
        self._resume_draft()

    @property
    def available(self) -> tuple[Column, ...]:
        """Every column that can be shown here, own ones included."""
        return self.columns.available

    # Parts a kind of record may have of its own.

    def head_buttons(self) -> list[QWidget]:
        """Return the buttons of the head, the primary one last."""
        return [button(f"新增{self.view.record.title}", self.add, "primary", "plus")]

    def filters(self) -> list[QWidget]:
        """Return what stands beside the search."""
        return []

    def first_steps(self) -> list[QWidget]:
        """Return the buttons of the empty page."""
        return [button(f"新增{self.view.record.title}", self.add, "primary", "plus")]

    def profile(self, _shown: Any) -> QWidget | None:
        """Return what is shown beside a chosen row; None for its form."""
        return None

    def prepare_form(self, form: RecordForm, record: Any) -> None:
        """Offer the records that references can name."""

    def make_form(self) -> RecordForm:
        """Return the form of this kind of record."""
        return RecordForm(self.view.record, self.view.groups)

    def extra_of(self, _shown: Any) -> dict[str, Any]:
        """Return the extra values of a row, or of a new record for None."""
        return {}

    def save(self, record: Any, _extra: Mapping[str, Any]) -> Any:
        """Write a record from the form, and its extra values; return it with its id."""
        verb = "新增" if record.id is None else "修改"
        with self.store.change(
            f"{verb}{self.view.record.title}{self.view.quoted(record)}"
        ) as change:
            return change.save(record)

    def write(
        self,
        edits: Sequence[Edit],
        title: str,
        added: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = (),
    ) -> None:
        """Change values of some rows, and enter new records, as one step.

        A new record has its values, and those it may have besides.

        Raises:
            AppError: nothing is written then.
        """
        view = self.view
        with self.store.change(title) as change:
            for shown, values in edits:
                view.save_own(change, change.save(view.changed(shown, values)), values)
            for new, extra in added:
                made = view.insert(change, view.made(new), {**self.extra_of(None), **extra})
                view.save_own(change, made, new)

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete the records of some rows as one step."""
        records = [self.view.record_of(shown) for shown in rows]
        with self.store.change(self.view.removal_title(records)) as change:
            for record in records:
                change.delete(record)

    # Building.

    def _build(self, *, in_tab: bool) -> None:
        view = self.view
        if in_tab:
            self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self._actions = QWidget()
        self._actions.setLayout(row(*self.head_buttons()))
        self.head = PageHead(view.title, self._actions, name="cardtitle" if in_tab else "title")
        self.body.addWidget(self.head)
        self._tools = QWidget()
        self.search.setMinimumWidth(theme.unit(232))
        tools = (self.search, *self.filters(), self.conditions.button, self.columns.button)
        line = QWidget()
        Flow(line, *tools)
        above = column(self._tools)
        above.addWidget(line)
        above.addWidget(self.conditions)
        self.body.addWidget(self._tools)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(theme.unit(16))
        self._split.setChildrenCollapsible(False)
        self._left, self._none = table_card(self.table, self.line)
        self._split.addWidget(self._left)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(empty_page(view.empty, self.first_steps()))
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.model.modelReset.connect(self._show_count)
        self.table.passed_end.connect(self.line.begin)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.edit)
        self.table.removal_asked.connect(self._remove_chosen)
        self.side.save_asked.connect(self._save)
        self.side.cancelled.connect(self._cancel)
        self.side.removal_asked.connect(self._remove_shown)
        self.side.closed.connect(self.close_side)

    # What a person does.

    def reload(self) -> None:
        """Show the store as it is now; what was chosen and scrolled to stays so."""
        key = self._key
        self.columns.reload()
        self.model.set_rows(self.view.rows(self.store, self.day))
        if key is not None:
            self._show_again(key)
        self._show_count()

    def _show_again(self, key: Any) -> None:
        """Show the chosen record as it is now beside the table, if it still stands there."""
        index = self.model.index_of(key)
        if index.isValid():
            shown = self.model.row_at(index)
            if self.side.isHidden() or self.side.has_typing:
                self._row = shown
                if self.side.form is not None:
                    self.side.form.refresh(self.view.record_of(shown), self.extra_of(shown))
            else:
                self._show_beside(shown)
        elif self.side.form is None:
            self._close_side()

    def show_record(self, table: str, number: int) -> None:
        """Choose a record's row, without the search and the conditions that hide it."""
        if table == self._table and not self._is_busy():
            self.search.clear()
            self.conditions.clear()
            if self.table.choose(number):
                self.table.setFocus()

    def begin(self) -> None:
        """Put the cursor into the form or the table."""
        (self.side.form or self.table).setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def add(self) -> None:
        """Begin a new record."""
        if not self._is_busy():
            self.table.clearSelection()
            self._row = None
            self._open_form(None)

    def edit(self, shown: Any) -> None:
        """Open the form of a row's record."""
        if not self._is_busy():
            self._row = shown
            self._open_form(self.view.record_of(shown))

    def leave(self) -> None:
        """Keep a half-filled form as a draft; what was cancelled is not offered again."""
        self.table.take_typing()
        self.line.leave()
        self.columns.keep()
        if self.side.form is not None and self.side.has_typing:
            drafts.keep(self.store, self._table, self._key, self.side.form.typed())
        else:
            drafts.drop(self.store, self._table)

    @property
    def _key(self) -> Any:
        return None if self._row is None else self.model.key_of(self._row)

    @property
    def _table(self) -> str:
        return str(self.view.record.table)

    def _resume_draft(self) -> None:
        found = drafts.kept(self.store, self._table)
        if found is None:
            return
        number, typed = found
        shown = None if number is None else self._row_of(number)
        if number is not None and shown is None:
            return
        self._row = shown
        form = self._open_form(None if shown is None else self.view.record_of(shown))
        form.restore(typed)

    def _row_of(self, number: int) -> Any:
        """Return the row of a record, be it filtered out; None if the record is gone."""
        rows = self.view.rows(self.store, self.day)
        return next((row for row in rows if self.view.record_of(row).id == number), None)

    def _is_busy(self) -> bool:
        if self.side.form is None or not self.side.has_typing:
            return False
        self.refused.emit("这里还有没保存的修改，请先按“保存”或“取消”。")
        self.side.form.focus_first()
        return True

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._show_count()

    def _show_count(self) -> None:
        total, shown = self.model.total, len(self.model.rows)
        words = f"{total} {self.view.unit}"
        self.head.count.setText(words if shown == total else f"{shown} / {words}")
        self._none.setVisible(bool(total) and not shown)
        is_empty = total == 0 and self.side.form is None
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._tools.setVisible(not is_empty)
        self._actions.setVisible(not is_empty)

    def _choose(self, shown: Any) -> None:
        """Show the record of a chosen row, where that leaves room for the table being worked in."""
        if shown is None or self.side.has_typing:
            return
        self._row = shown
        if self.table.has_whole_row or not self.side.isHidden() or self._opens_by_cell:
            self._show_beside(shown)

    @property
    def _opens_by_cell(self) -> bool:
        """Whether someone appears beside the table as soon as one of their cells is chosen."""
        has_profile = type(self).profile is not RecordPage.profile
        return has_profile and not self._is_narrow and not self._is_closed

    def _show_beside(self, shown: Any) -> None:
        self._row = shown
        self._is_closed = False
        profile = self.profile(shown)
        if profile is None:
            self._open_form(self.view.record_of(shown), focus=False)
        else:
            self.side.show_profile(profile)
            self._fit()

    def _open_form(self, record: Any, *, focus: bool = True) -> RecordForm:
        form = self.make_form()
        self.prepare_form(form, record)
        form.show_record(record, self.extra_of(self._row))
        title = f"新增{self.view.record.title}" if record is None else self.view.name_of(record)
        self.side.show_form(form, title, removable=record is not None)
        self._fit()
        self._show_count()
        if focus:
            form.focus_first()
        return form

    def _save(self) -> None:
        form = self.side.form
        if form is None:
            return
        try:
            if self._key is not None:
                form.rebase(self.store.get(self.view.record, self._key))
            saved = self.save(form.record(), form.extra())
        except InvalidRecord as error:
            form.explain(error.problems)
            self.refused.emit(f"没有保存：{error}。")
            return
        except AppError as error:
            self.refused.emit(str(error))
            return
        drafts.drop(self.store, self._table)
        self._after_form(saved.id)

    def _after_form(self, key: Any) -> None:
        self._close_side()
        self._show_count()
        if key is not None and self.table.choose(key):
            self._choose(self.model.row_at(self.table.currentIndex()))
            self.table.setFocus()

    def _cancel(self) -> None:
        form, key = self.side.form, self._key
        if form is not None and form.is_dirty:
            drafts.keep(self.store, self._table, key, form.typed())
            self.offered.emit("已取消，没有保存刚才的输入。", "恢复输入", self._resume_draft)
        else:
            drafts.drop(self.store, self._table)
        self._after_form(key)

    def _close_side(self) -> None:
        """Give the table the whole width again."""
        self._row = None
        self.side.close_up()
        self.table.clearSelection()
        self._fit()

    def close_side(self) -> None:
        """Close what stands beside at someone's wish; from now on only a whole row opens it."""
        self._close_side()
        self._is_closed = True
        self.table.setFocus()

    def _remove_chosen(self) -> None:
        if (rows := self.table.chosen_rows()) and not self._is_busy():
            self._remove(rows)

    def _remove_shown(self) -> None:
        if self._row is not None:
            self._remove([self._row])

    def _remove(self, rows: Sequence[Any]) -> None:
        self._close_side()
        self.remove(rows)
        self.table.setFocus()

    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme.unit(NARROW)

    def _fit(self) -> None:
        self._left.setVisible(self.side.isHidden() or not self._is_narrow)
        wanted = min(self.side.wanted_width, max(theme.unit(280), self.width() - theme.unit(80)))
        self.side.setMinimumWidth(wanted)
        self._split.setSizes([max(self.width() - wanted, 1), wanted])

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chosen record take the whole width of a narrow page."""
        super().resizeEvent(event)
        self._fit()
