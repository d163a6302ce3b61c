"""Tabs whose names are read whole, and pages in them, each made when it is first looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar, QTabWidget, QWidget

from ui.widgets import button, column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

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


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _TabBar(QTabBar):
    """A bar that tells how wide its names are, shown or not."""

    def wanted(self) -> list[int]:
        """Return the width each name wants, in pixels."""
        return [self.tabSizeHint(at).width() for at in range(self.count())]

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the tab before or after, shown or not."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and 0 <= self.currentIndex() + step < self.count():
            self.setCurrentIndex(self.currentIndex() + step)
        elif not step:
            super().keyPressEvent(event)


class Tabs(QTabWidget):
    """Tabs with whole names: those there is no room for wait in a menu at the end of the bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTabBar(_TabBar())
        self.setDocumentMode(True)
        self.setAccessibleName(name)
        # Else the bar would be as wide as all its names at the least, and the page with it.
        self.tabBar().setUsesScrollButtons(True)
        self._more = button("更多", self._offer_rest, "quiet", "chevron-down")
        self._more.setParent(self)
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._more.setAccessibleName(f"{name}：更多")
        self._more.hide()
        self.setTabOrder(self.tabBar(), self._more)
        self.currentChanged.connect(self._arrange)

    @property
    def more(self) -> QPushButton:
        """What opens the menu of the names there is no room for; hidden while all are shown."""
        return self._more

    def rename(self, at: int, name: str) -> None:
        """Give a tab another name."""
        self.setTabText(at, name)
        self._arrange()

    def _arrange(self) -> None:
        """Show as many names as have room, the current one among them."""
        bar, current = self.tabBar(), self.currentIndex()
        if not isinstance(bar, _TabBar) or current < 0:
            return
        widths = bar.wanted()
        has_rest = sum(widths) > self.width()
        size = self._more.sizeHint()
        room = self.width() - widths[current] - (size.width() if has_rest else 0)
        shown = {current}
        for at, width in enumerate(widths):
            if at != current:
                room -= width
                if room < 0:
                    break
                shown.add(at)
        self.setTabVisible(current, True)
        for at in range(self.count()):
            self.setTabVisible(at, at in shown)
        middle = (bar.sizeHint().height() - size.height()) // 2
        self._more.setGeometry(QRect(QPoint(self.width() - size.width(), middle), size))
        self._more.setVisible(has_rest)
        self._more.raise_()

    def _offer_rest(self) -> None:
        menu = QMenu(self)
        for at in range(self.count()):
            if not self.isTabVisible(at):
                menu.addAction(self.tabText(at), partial(self._choose, at))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
        menu.setActiveAction(menu.actions()[0])

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(at)
        self.tabBar().setFocus()

    # Qt overrides

    def tabInserted(self, at: int) -> None:
        """Find room for one more."""
        super().tabInserted(at)
        self._arrange()

    def tabRemoved(self, at: int) -> None:
        """Give the room to the others."""
        super().tabRemoved(at)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk round all tabs by Ctrl+Tab, shown or not."""
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            step = -1 if event.key() == Qt.Key.Key_Backtab else 1
            self.setCurrentIndex((self.currentIndex() + step) % self.count())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the names there is room for now."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the names as they are drawn."""
        super().showEvent(event)
        self._arrange()


class PageTabs(Tabs):
    """The tabs of a page; what their pages say is said by the page they stand on."""

    def __init__(self, page: Page, name: str, parts: Sequence[Part]) -> None:
        super().__init__(name)
        self._page = page
        self.parts = list(parts)
        self._answers: dict[str, Callable[..., object]] = {}
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
