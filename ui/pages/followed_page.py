"""A table in a tab in which nothing is typed: every line follows from what is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.page import Page
from ui.pages.life_page import LOW
from ui.pages.rule_strip import RuleStrip
from ui.record.layout import EmptyPage
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.widgets import Button, card, label, row, search_box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from models.store import Store
    from ui.table.columns import Column


class Words(NamedTuple):
    """What such a page says: its title, below its table, and where there is nothing to list."""

    title: str
    hint: str
    empty: str


class FollowedPage(Page):
    """A search, where the lines stand against a rule, and the table; or what stands for none."""

    def __init__(
        self,
        store: Store,
        words: Words,
        columns: Sequence[Column],
        key: Callable[[Any], Any],
        act: Button,
    ) -> None:
        """Show `columns` of lines told apart by `key`; `act` is what is done with them."""
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.model = RecordModel(columns, key=key, parent=self)
        self.table = RecordTable(self.model, words.title)
        self.table.opened.connect(self.open)
        self.search = search_box("姓名")
        self.search.textChanged.connect(self.model.search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.count = label("", "subtitle")
        self._act = act
        self.body.addLayout(
            row(label(words.title, "cardtitle"), self.count, None, self.search, act)
        )
        self.strip = RuleStrip(self.lead_on)
        self.body.addWidget(self.strip)
        self._frame, layout = card()
        layout.setContentsMargins(1, 1, 1, theme.unit(8))
        layout.addWidget(self.table, 1)
        hint = label(words.hint, "hint", wrap=True)
        hint.setContentsMargins(theme.unit(16), 0, theme.unit(16), 0)
        layout.addWidget(hint)
        self._none = EmptyPage(words.empty, [])
        self.body.addWidget(self._frame, 1)
        self.body.addWidget(self._none, 1)

    # Parts such a page has of its own.

    def open(self, line: Any) -> None:
        """Show more of a line."""

    def lead_on(self) -> None:
        """Show more of where the lines stand."""

    # As a page.

    def show_any(self, *, has_any: bool) -> None:
        """Show the table, or what stands where there is nothing to list."""
        parts: tuple[QWidget, ...] = (self._frame, self.count, self.search, self._act)
        for part in parts:
            part.setVisible(has_any)
        self._none.setVisible(not has_any)

    def begin(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clause where there is room."""
        super().resizeEvent(event)
        self.strip.set_low(low=self.height() < theme.unit(LOW))
