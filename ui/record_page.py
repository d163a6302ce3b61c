"""The page of any kind of record: a table, a search, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from models.errors import AppError, InvalidRecord
from ui import drafts, theme
from ui.page import Page, PageHead
from ui.record_form import Group, RecordForm
from ui.side_panel import SidePanel
from ui.table_model import Column, RecordModel
from ui.table_view import RecordTable
from ui.widgets import button, card, label, row, search_box

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store

NARROW = 760
"""Below this width of a page the chosen record takes the place of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How one kind of record is shown: the only thing a plain page needs."""

    record: type[Any]
    title: str
    unit: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rows: Callable[[Store, date], Sequence[Any]]
    """The rows of the store as they stand on a day."""
    record_of: Callable[[Any], Any] = lambda row: row
    name_of: Callable[[Any], str] = lambda record: record.title
    words: Callable[[Any], str] | None = None
    search_hint: str = "搜索"
    empty: str = ""
    tables: frozenset[str] = frozenset()


class RecordPage(Page):
    """A table of records, with the form or profile of the chosen one at its right."""

    def __init__(self, store: Store, view: View, *, in_tab: bool = False) -> None:
        super().__init__(store)
        self.view = view
        self._row: Any = None
        self.side = SidePanel()
        self.model = RecordModel(
            view.columns,
            key=lambda shown: view.record_of(shown).id,
            words=view.words,
            parent=self,
        )
        self.table = RecordTable(self.model, view.title)
        self.search = search_box(view.search_hint)
        self._build(in_tab=in_tab)
        self._connect()
        self.reload()
        self._resume_draft()

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
        with self.store.change(f"{verb}{self.view.record.title}{self._quoted(record)}") as change:
            return change.save(record)

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete the records of some rows as one step."""
        records = [self.view.record_of(shown) for shown in rows]
        with self.store.change(self.removal_title(records)) as change:
            for record in records:
                change.delete(record)

    def removal_title(self, records: Sequence[Any]) -> str:
        """Return the name of the step that deletes some records."""
        title = self.view.record.title
        if len(records) == 1:
            return f"删除{title}{self._quoted(records[0])}"
        return f"删除{len(records)}{self.view.unit}{title}"

    def _quoted(self, record: Any) -> str:
        name = self.view.name_of(record)
        return name if name != self.view.record.title else ""

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
        tools = row(self.search, *self.filters(), None)
        tools.setStretch(0, 1)
        self._tools.setLayout(tools)
        self.body.addWidget(self._tools)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(theme.unit(16))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._table_card())
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty_page())
        self.body.addWidget(self._stack, 1)

    def _table_card(self) -> QFrame:
        self._left, layout = card()
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.table)
        self._none = label("没有找到，请换个词，或清空搜索框。", "second")
        self._none.setContentsMargins(theme.unit(16), 0, 0, theme.unit(16))
        layout.addWidget(self._none)
        return self._left

    def _empty_page(self) -> QWidget:
        frame, layout = card()
        layout.addStretch(1)
        sentence = label(self.view.empty, "second", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(sentence)
        layout.addSpacing(theme.unit(8))
        layout.addLayout(row(None, *self.first_steps(), None))
        layout.addStretch(2)
        return frame

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.edit)
        self.table.removal_asked.connect(self._remove_chosen)
        self.side.save_asked.connect(self._save)
        self.side.cancelled.connect(self._cancel)
        self.side.removal_asked.connect(self._remove_shown)
        self.side.closed.connect(self.close_side)

    # What a person does.

    def reload(self) -> None:
        """Show the store as it is now, the chosen row kept."""
        key = self._key
        self.model.set_rows(self.view.rows(self.store, self.day))
        if key is not None and not self.table.choose(key) and self.side.form is None:
            self.close_side()
        self._show_count()

    def show_record(self, table: str, number: int) -> None:
        """Choose a record's row, without the search that hides it."""
        if table == self._table and not self._is_busy():
            self.search.clear()
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
        if self.side.form is not None and self.side.has_typing:
            drafts.keep(self.store, self._table, self._key, self.side.form.typed())
        else:
            drafts.drop(self.store, self._table)

    @property
    def _key(self) -> Any:
        return None if self._row is None else self.model.key_of(self._row)

    @property
    def _table(self) -> str:
        table: str = self.view.record.table
        return table

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
        if shown is None or self.side.has_typing:
            return
        self._row = shown
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
        self.close_side()
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

    def close_side(self) -> None:
        """Give the table the whole width again."""
        self._row = None
        self.side.close_up()
        self.table.clearSelection()
        self._fit()

    def _remove_chosen(self) -> None:
        if (rows := self.table.chosen_rows()) and not self._is_busy():
            self._remove(rows)

    def _remove_shown(self) -> None:
        if self._row is not None:
            self._remove([self._row])

    def _remove(self, rows: Sequence[Any]) -> None:
        self.close_side()
        self.remove(rows)
        self.table.setFocus()

    def _fit(self) -> None:
        narrow = self.width() < theme.unit(NARROW)
        self._left.setVisible(self.side.isHidden() or not narrow)
        wanted = min(self.side.wanted_width, max(theme.unit(280), self.width() - theme.unit(80)))
        self.side.setMinimumWidth(wanted)
        self._split.setSizes([max(self.width() - wanted, 1), wanted])

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chosen record take the whole width of a narrow page."""
        super().resizeEvent(event)
        self._fit()
