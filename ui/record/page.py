"""The page of any kind of record: a table, a search, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui import theme
from ui.flow import Flow
from ui.page import PageHead
from ui.record.beside import Beside
from ui.record.cell_work import CellWork, Edit
from ui.record.column_setup import ColumnSetup
from ui.record.filters import FilterBar
from ui.record.form import RecordForm
from ui.record.layout import EmptyPage, table_card
from ui.record.new_line import NewLine
from ui.record.own_parts import OwnParts
from ui.record.reading import RowReading
from ui.record.row_menu import RowMenu
from ui.record.side_panel import SidePanel
from ui.record.view import View
from ui.table.columns import Column
from ui.table.model import RecordModel
from ui.table.worksheet import Worksheet
from ui.widgets import Button, button, column, rank, row, search_box
from ui.writing import READ_ONLY, for_writing, is_refused

if TYPE_CHECKING:
    from models.store import Store

_TWO_LINES = 48
"""More than one line of tools takes."""
_LOW = 440
"""Below this height of a page the keys are not told under the table, and a form hides the table."""
NARROW = 760
"""Below this width of a page the chosen record takes the place of the table."""


class RecordPage(OwnParts):
    """A table of records, with the form or profile of the chosen one at its right."""

    begins_by_pasting: ClassVar[bool] = True
    """Whether rows pasted into the empty page are new records."""

    def __init__(self, store: Store, view: View, *, in_tab: bool = False) -> None:
        super().__init__(store)
        self.view = view
        self.side = SidePanel()
        self.model = RecordModel(
            view.columns,
            key=lambda shown: view.key(view.record_of(shown)),
            words=view.words,
            parent=self,
        )
        self.model.set_editable(editable=not store.read_only)
        self.table = Worksheet(self.model, view.title)
        self.search = search_box(view.search_hint)
        self.columns = ColumnSetup(self)
        self.conditions = FilterBar(self)
        self.reading = RowReading(self)
        self.beside = Beside(self)
        self.work = CellWork(self)
        self._menu = RowMenu(self)
        self.line = NewLine(self)
        self._build(in_tab=in_tab)
        self._connect()
        self.reload()
        self.beside.resume_kept()

    @property
    def available(self) -> tuple[Column, ...]:
        """Every column that can be shown here, own ones included."""
        return self.columns.available

    # Parts a kind of record may have of its own.

    def head_buttons(self) -> list[QWidget]:
        """Return the buttons of the head, the primary one last."""
        return [self.adding()]

    def adding(self, text: str = "", name: str = "primary") -> Button:
        """Return the button that begins a new record, by the name of its style."""
        made = button(text or f"新增{self.view.record.title}", self.add, name, "plus")
        for_writing(self.store, made)
        return made

    def first_steps(self) -> list[QWidget]:
        """Return the buttons of the empty page."""
        return [self.adding()]

    def make_form(self) -> RecordForm:
        """Return the form of this kind of record."""
        return RecordForm(self.view.record, self.view.groups, remarks=self.remarks)

    def way_to(self, shown: Any, name: str) -> tuple[str, Callable[[], object]]:
        """Return where a field that is not typed in the table is changed, and the way there."""
        return "打开资料", lambda: self.edit_field(shown, name)

    def stored(self, key: Any) -> Any:
        """Return the record of a row as the file has it now.

        Raises:
            NotFound: if there is none.
        """
        return self.store.get(self.view.record, key)

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
    ) -> list[int]:
        """Change values of some rows, and enter new records, as one step; return the new ids.

        A new record has its values, and those it may have besides.

        Raises:
            AppError: nothing is written then.
        """
        view, numbers = self.view, []
        with self.store.change(title) as change:
            for shown, values in edits:
                view.save_own(change, change.save(view.changed(shown, values)), values)
            for new, extra in added:
                made = view.insert(change, view.made(new), {**self.extra_of(None), **extra})
                view.save_own(change, made, new)
                numbers.append(made.id)
        return numbers

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete the records of some rows as one step."""
        from models.own_columns import remove_own  # noqa: PLC0415 - when first needed

        records = [self.view.record_of(shown) for shown in rows]
        with self.store.change(self.view.removal_title(records)) as change:
            for record in records:
                remove_own(change, record.table, record.id)
                change.delete(record)

    # Building.

    def _build(self, *, in_tab: bool) -> None:
        view = self.view
        if in_tab:
            self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self._actions = QWidget()
        heads = self.head_buttons()
        self._actions.setLayout(row(*heads))
        self._primary = [made for made in heads if isinstance(made, Button)][-1:]
        self.head = PageHead(view.title, self._actions, name="cardtitle" if in_tab else "title")
        self.body.addWidget(self.head)
        self._tools = QWidget()
        self._named = {each: each.text() for each in (self.conditions.button, self.columns.button)}
        line = QWidget()
        self._line_of_tools = Flow(line, self.search, *self.filters(), *self._named)
        above = column(self._tools)
        above.addWidget(line)
        above.addWidget(self.conditions)
        self.body.addWidget(self._tools)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)  # from the outside in: what moves is styled anew
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._stack.addWidget(self._split)
        self._split.setHandleWidth(theme.unit(16))
        self._split.setChildrenCollapsible(False)
        self._left, self._none, self._keys = table_card(self._split, self.table, self.line)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 1)
        self._none_yet = EmptyPage(view.empty, self.first_steps())
        if self.store.read_only:
            self._none_yet.say(f"{READ_ONLY}。")
        else:
            self._take_pasted()
        self._stack.addWidget(self._none_yet)

    def _take_pasted(self) -> None:
        if self.begins_by_pasting:
            self._none_yet.take_pasted(self.work.paste_new)

    def _connect(self) -> None:
        self.side.turned.connect(self._rank)
        self.model.modelReset.connect(self.beside.follow)
        self.reading.came.connect(self.beside.follow)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.model.modelReset.connect(self.show_count)
        self.reading.came.connect(self.show_count)
        self.table.passed_end.connect(self._begin_line)
        self.table.chosen.connect(self.beside.choose)
        self.table.opened.connect(self._open)
        self.table.fixed_opened.connect(self.work.point_on)
        self.table.copied_masked.connect(self._tell_masked)
        self.table.removal_asked.connect(self._remove_chosen)

    # What a person does.

    def reload(self) -> None:
        """Show the store as it is now; what was chosen and scrolled to stays so."""
        key = self.beside.key
        self.reading.read()
        self._fit_tools()
        if key is not None:
            self.beside.show_again(key)
        self.show_count()

    def show_record(self, table: str, number: int) -> None:
        """Choose a record's row, without the search and the conditions that hide it."""
        if table == self.view.record.table and not self.beside.is_busy():
            self.show_key(number)

    def show_key(self, key: Any) -> None:
        """Choose the row with this key, without the search and the conditions that hide it."""
        self.search.clear()
        self.conditions.clear()
        if not self.model.index_of(key).isValid():
            self.reading.finish()
            self.model.finish()
        if self.table.choose(key):
            self.table.setFocus()

    def begin(self) -> None:
        """Put the cursor into the form or the table, or on the first step of an empty page."""
        if self._stack.currentIndex():
            self._none_yet.begin()
        elif self.side.form is not None:
            self.side.form.begin()
        else:
            self.table.setFocus()
        self.work.unfinished.offer_again()
        self.beside.tell_resumed()

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def add(self) -> None:
        """Begin a new record."""
        if not is_refused(self) and not self.beside.is_busy():
            self.beside.add()

    def edit(self, shown: Any) -> None:
        """Open the form of a row's record."""
        if not self.beside.is_busy():
            self.beside.edit(shown)

    def edit_field(self, shown: Any, name: str) -> None:
        """Open the form of a row's record at one field."""
        self.edit(shown)
        if name and self.side.form is not None:
            self.side.form.focus_field(name)

    def _open(self, shown: Any) -> None:
        """Open a row, at the field of the cell that one stands on if it is not typed in place."""
        at = self.table.currentIndex().column()
        is_typed = at < 0 or self.model.is_editable(at)
        self.edit_field(shown, "" if is_typed else self.model.columns[at].field.name)

    def _tell_masked(self) -> None:
        self.said.emit("已复制；号码按遮盖的样子复制，要完整的，先勾选“显示完整号码”。")

    def leave(self) -> None:
        """Keep what is half done: a form, a line, a cell."""
        self.reading.stop()
        self.table.set_typing_aside()
        self.work.unfinished.keep()
        self.line.leave()
        self.columns.keep()
        self.beside.keep_draft()

    def close_side(self) -> None:
        """Close what stands beside the table."""
        self.beside.close_for_good()

    def remove_rows(self, rows: Sequence[Any]) -> None:
        """Delete the records of some rows, and go on in the table."""
        self.beside.close_up()
        self.remove(rows)
        self.table.setFocus()

    def _remove_chosen(self) -> None:
        rows = self.table.chosen_rows()
        if rows and not is_refused(self) and not self.beside.is_busy():
            self.remove_rows(rows)

    def _search(self, text: str) -> None:
        self.model.let_go()
        self.model.search(text)
        self.show_count()

    @property
    def is_narrowed(self) -> bool:
        """Whether someone asked to see only some of the rows."""
        return bool(self.search.text().strip() or self.conditions.conditions)

    def _begin_line(self) -> None:
        """Go on from the last row to a new one, unless rows behind it are only not shown."""
        if not self.is_narrowed:
            self.line.begin()

    def show_count(self) -> None:
        """Show how many rows there are, or what to do where there is none."""
        total, shown = self.model.total, len(self.model.rows)
        words = f"{total} {self.view.unit}"
        self.head.count.setText(words if shown == total else f"{shown} / {words}")
        finds_none = bool(total) and not shown
        self._none.setVisible(finds_none)
        policy = Qt.ScrollBarPolicy
        self.table.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if finds_none else policy.ScrollBarAsNeeded
        )
        # A double click on what opens a form must not end in the table, where no word is taken.
        focus = Qt.FocusPolicy
        self.table.setFocusPolicy(focus.StrongFocus if shown else focus.TabFocus)
        is_empty = total == 0 and self.side.isHidden()
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._tools.setVisible(not is_empty and not self.is_alone)
        self._actions.setVisible(not is_empty)

    @property
    def has_profile(self) -> bool:
        """Whether a chosen row is shown by a profile of its own."""
        return type(self).profile is not RecordPage.profile

    @property
    def is_narrow(self) -> bool:
        """Whether the page has no room for a table and something beside it."""
        return self.width() < theme.unit(NARROW)

    def _rank(self) -> None:
        """Leave the accent to the button that saves, while a form is open."""
        for made in self._primary:
            rank(made, "primary" if self.side.form is None else "")

    @property
    def is_alone(self) -> bool:
        """Whether the chosen record has the place of the table: a form also on a low page."""
        is_low = self.beside.is_at_work and self.height() < theme.unit(_LOW)
        return not self.side.isHidden() and (self.is_narrow or is_low)

    def fit(self) -> None:
        """Give the table and what stands beside it their widths."""
        self._tools.setVisible(not self._stack.currentIndex() and not self.is_alone)
        self._left.setVisible(not self.is_alone)
        wanted = min(self.side.wanted_width, max(theme.unit(280), self.width() - theme.unit(80)))
        self.side.setMinimumWidth(wanted)
        self._split.setSizes([max(self.width() - wanted, 1), wanted])

    def _fit_tools(self) -> None:
        """Leave the tools at the end only their signs where their words would take another line."""
        sides = self.body.contentsMargins()
        room = self.width() - sides.left() - sides.right()
        for is_named, width in ((True, 232), (True, 168), (False, 168)):
            self.search.setMinimumWidth(theme.unit(width))
            for made, name in self._named.items():
                made.setText(name if is_named else "")
                made.setAccessibleName(name)
            if self._line_of_tools.heightForWidth(room) < theme.unit(_TWO_LINES):
                return

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chosen record take the whole width of a narrow page."""
        super().resizeEvent(event)
        self._keys.setVisible(self.height() >= theme.unit(_LOW) and not self.store.read_only)
        self._fit_tools()
        self.fit()
