"""类型和议程: the branch's own types of meetings, and the agendas that a meeting begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent

from models.meetings.records import OwnKind, Template
from ui import theme
from ui.page import Page
from ui.pages.agenda_list import AgendaList, Entry
from ui.pages.agenda_side import AgendaSide
from ui.record.page import NARROW
from ui.widgets import button, card, label, rank, row, unbroken
from ui.writing import for_writing, is_refused

if TYPE_CHECKING:
    from models.store import Store
    from ui.pages.agenda_list import Key

_LIST = 280
_HINT = "Enter 打开来改　改过的自带模板可以恢复"


class AgendasPage(Page):
    """The types with their agendas at the left, the chosen one as a form at the right."""

    tables: ClassVar[frozenset[str]] = frozenset({OwnKind.table, Template.table})

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.list = AgendaList()
        self.side = AgendaSide(store)
        self._build()
        self.list.currentRowChanged.connect(lambda _row: self._on_move())
        self.list.itemActivated.connect(lambda _item: self._begin_form())
        self.list.itemClicked.connect(lambda _item: self._show_narrow())
        self.side.refused.connect(self.refused)
        self.side.done.connect(self._after)
        self.side.cancelled.connect(self._cancel)
        self.side.closed.connect(self._close)
        self.reload()
        self._resume()

    def _build(self) -> None:
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        new_kind = button("新增类型", self._add_kind, "", "plus")
        self._new = button("新增议程模板", self.add, "primary", "plus")
        for_writing(self.store, new_kind, self._new)
        self.side.turned.connect(self._rank)
        self._back = button("返回", self._close, "quiet", "corner-up-left")
        title = label("类型和议程", "cardtitle")
        self.body.addLayout(row(title, None, self._back, new_kind, self._new))
        self._left, inside = card()
        inside.setContentsMargins(*[theme.unit(8)] * 4)
        inside.addWidget(self.list, 1)
        inside.addWidget(label(unbroken(_HINT), "keys", wrap=True))
        across = row(self._left, self.side, spacing=16)
        across.setStretch(1, 1)
        self.body.addLayout(across, 1)

    def _rank(self) -> None:
        """Leave the accent to the button that saves, while a form is open."""
        rank(self._new, "primary" if self.side.form is None else "")

    # The list.

    def reload(self) -> None:
        """Show the types and agendas as they are now; what is half typed stays."""
        self.list.show_of(self.store, self.side.key)
        if not self.side.has_typing:
            self._on_move()

    def _choose(self, key: Key) -> None:
        self.list.stand_on(key)
        self._on_move()
        self.list.setFocus()

    def _on_move(self) -> None:
        """Show what the list stands on, unless something half typed is in the way."""
        if self.side.is_busy():
            self.list.stand_on(self.side.key)
        elif self.list.entry is not None:
            self.side.show_entry(self.list.entry)
            self.side.setHidden(self._is_narrow)
            self._fit()

    # A narrow page.

    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme.unit(NARROW)

    def _show_narrow(self) -> None:
        self.side.show()
        self._fit()

    def _fit(self) -> None:
        """Show both side by side; on a narrow page the form alone, once one was opened."""
        narrow = self._is_narrow
        if not narrow:
            self.side.show()
        is_alone = narrow and not self.side.isHidden()
        self._left.setVisible(not is_alone)
        self._back.setVisible(is_alone and self.side.form is None)
        if narrow:
            self._left.setMaximumWidth(theme.unit(NARROW))
        else:
            self._left.setFixedWidth(theme.unit(_LIST))

    # What a person does.

    def begin(self) -> None:
        """Put the cursor into the form half filled, or into the list."""
        if self.side.has_typing:
            self.side.begin()
        else:
            self.list.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the list: letters go to a line there."""
        self.list.setFocus()

    def add(self) -> None:
        """Begin a new agenda of the type that is chosen."""
        entry = self.list.entry or self.list.entries[0]
        self._begin_new(Entry(entry.kind, template=Template(kind=entry.kind, name="")))

    def _add_kind(self) -> None:
        self._begin_new(Entry("", own=OwnKind(name="")))

    def _begin_new(self, entry: Entry) -> None:
        if not is_refused(self) and not self.side.is_busy():
            self.side.show_entry(entry)
            self._begin_form()

    def _begin_form(self) -> None:
        self._show_narrow()
        if self.side.form is not None:
            self.side.begin()
        elif self._is_narrow:
            self._back.setFocus()

    def show_record(self, table: str, number: int) -> None:
        """Choose a type or an agenda that is on file."""
        for entry in self.list.entries:
            record: Any = entry.template or entry.own
            if record is not None and (record.table, record.id) == (table, number):
                self._choose(entry.key)

    def show_kind(self, kind: str) -> None:
        """Choose a type."""
        self._choose(Entry(kind).key)

    def _after(self, key: Key) -> None:
        self.reload()
        self._choose(key)

    def _cancel(self) -> None:
        if self.side.has_typing:
            self.leave()
            self.offered.emit("已取消，没有保存刚才的输入。", "恢复输入", self._resume)
        key = self.side.key
        self.side.give_up()
        self._choose(key)

    def _close(self) -> None:
        self.side.hide()
        self._fit()
        self.list.setFocus()

    def leave(self) -> None:
        """Keep what is half typed."""
        self.side.keep()

    def _resume(self) -> None:
        """Show what was kept half typed, unless something else that is half typed is in the way."""
        if self.side.is_busy():
            return
        self.side.resume(self.list.entry_of)
        self._fit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form a narrow page."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: Any) -> None:
        """Begin a narrow page with the list."""
        super().showEvent(event)
        if self._is_narrow and not self.side.has_typing:
            self.side.hide()
        self._fit()
