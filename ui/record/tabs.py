"""Pages in tabs, each made when it is first looked at and read again when it is looked at next."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.widgets import column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.store import Store
    from ui.page import Page


@dataclass(slots=True)
class Part:
    """One tab: its name, the records it shows, and its page once it was looked at."""

    name: str
    module: str
    page_name: str
    table: str = ""
    page: Any = None
    is_stale: bool = False


class PageTabs(QTabWidget):
    """The tabs of a page; what their pages say is said by the page they stand on."""

    def __init__(self, page: Page, name: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self._page = page
        self.parts = list(parts)
        self._answers: dict[str, Callable[..., object]] = {}
        self.setDocumentMode(True)
        self.setAccessibleName(name)
        self.tabBar().setUsesScrollButtons(True)
        for each in self.parts:
            holder = QWidget()
            column(holder, spacing=0)
            self.addTab(holder, each.name)
        self.currentChanged.connect(self.show_part)

    @property
    def store(self) -> Store:
        """The file whose records the pages show."""
        return self._page.store

    def answer(self, **answers: Callable[..., object]) -> None:
        """Connect signals that only some of the pages have, by their names, as they are made."""
        self._answers.update(answers)

    @property
    def part(self) -> Page:
        """The page of the tab that is shown."""
        return self.made(self.currentIndex())

    @property
    def pages(self) -> list[Any]:
        """The pages that were looked at."""
        return [each.page for each in self.parts if each.page is not None]

    def made(self, at: int) -> Page:
        """Return the page of a tab, made if it was not yet."""
        tab = self.parts[at]
        if tab.page is None:
            of: Any = getattr(import_module(tab.module), tab.page_name)
            tab.page = of(self.store)
            self._join(tab.page)
            holder = self.widget(at).layout()
            if holder is not None:
                holder.addWidget(tab.page)
            tab.page.show()
        made: Page = tab.page
        return made

    def _join(self, page: Any) -> None:
        mine = self._page
        for ours, theirs in (
            (mine.said, page.said), (mine.refused, page.refused), (mine.offered, page.offered),
            (mine.failed, page.failed), (mine.wanted, page.wanted),
            (mine.record_wanted, page.record_wanted), (mine.barred, page.barred),
            (mine.paper_wanted, page.paper_wanted), (mine.achieved, page.achieved),
            (mine.followed, page.followed), (mine.settled, page.settled),
        ):  # fmt: skip
            theirs.connect(ours)
        for name, answer in self._answers.items():
            if signal := getattr(page, name, None):
                signal.connect(answer)

    def show_part(self, at: int) -> None:
        """Show the page of a tab, in the page's year and as the file is now."""
        page = self.made(at)
        page.show_year(self._page.year)
        if self.parts[at].is_stale:
            page.reload()
        self.parts[at].is_stale = False

    def go_to(self, table: str) -> Page:
        """Show the tab of a kind of record and return its page."""
        at = next(at for at, tab in enumerate(self.parts) if tab.table == table)
        self.setCurrentIndex(at)
        return self.made(at)

    def reload(self, *, hidden: bool = False) -> None:
        """Read the page that is shown; the others when they are, and that one too if `hidden`."""
        for at, tab in enumerate(self.parts):
            if tab.page is not None:
                tab.is_stale = hidden or at != self.currentIndex()
        if not hidden:
            self.part.reload()

    def leave(self) -> None:
        """Keep what is half done in any of them."""
        for page in self.pages:
            page.leave()
