"""What every page is to the window: it says sentences, asks for pages, and reloads when told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import OneLine, button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMargins
    from PySide6.QtGui import QResizeEvent

    from models.store import Store
    from ui.own_steps import OwnSteps
    from ui.tasks import Task

_LOW = 400
"""Below this height a page draws its parts together."""


def today() -> date:
    """Return today's date where the user is."""
    return datetime.now().astimezone().date()


class Page(QWidget):
    """One page of the window, over one store."""

    tables: ClassVar[frozenset[str]] = frozenset()
    """The tables whose change makes the page reload."""

    said = Signal(str)
    refused = Signal(str)
    settled = Signal()
    """What was refused before is out of the way."""
    failed = Signal(object)
    offered = Signal(str, str, object)
    """What was given up, the name of the way back to it, and the going there."""
    achieved = Signal(str, str, object)
    """What was done, the name of what can be done next, and the doing of it."""
    followed = Signal(object)
    """A task that was begun, whose result is lost if the program ends first."""
    barred = Signal(str, str, object)
    """What could not be done, the name of what can be done instead, and the doing of it."""
    wanted = Signal(str)
    paper_wanted = Signal(str, int)
    """A ledger or paper to be shown on the export page: its code, and a record's id or 0."""
    record_wanted = Signal(str, int)
    """A record to be shown on the page that shows its kind: its table and its id."""
    steps: OwnSteps | None = None
    """What 撤销 takes back on this page before the file's own steps."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self._year = today().year
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = QVBoxLayout(self)
        side = theme.unit(24)
        self._layout.setContentsMargins(side, theme.unit(20), side, theme.unit(12))
        self._layout.setSpacing(theme.unit(16))
        self._roomy: tuple[QMargins, int] | None = None

    @property
    def year(self) -> int:
        """The working year that is shown."""
        return self._year

    @property
    def day(self) -> date:
        """The day people stand on: today, or the last day of an earlier year."""
        return min(today(), date(self._year, 12, 31))

    def show_year(self, year: int) -> None:
        """Show the branch as it was in another year."""
        if year != self._year:
            self._year = year
            self.reload()

    def show_record(self, table: str, number: int) -> None:
        """Bring a record into sight, whatever is filtered out now."""

    def show_part(self, table: str, number: int, sought: str) -> None:
        """Put the cursor on a part of the record that is shown, at the words sought in it."""

    @property
    def body(self) -> QVBoxLayout:
        """Where the page's parts go, from top to bottom."""
        return self._layout

    def reload(self) -> None:
        """Show the store as it is now."""

    def begin(self) -> None:
        """Put the cursor where one begins on this page."""

    def leave(self) -> None:
        """Keep what is half done; the window is about to close."""

    def begin_search(self) -> None:
        """Put the cursor where one searches on this page."""

    def add(self) -> None:
        """Begin a new record, where the page has one."""

    def follow(self, task: Task, done: Callable[[Any], None], place: QHBoxLayout) -> None:
        """Run a task, with what it does and 取消 shown in `place` until it has finished.

        `done` is a method of a page: Qt does not call it once the page is gone.
        """
        strip = Progress(task)
        place.addWidget(strip)
        task.succeeded.connect(done)
        task.failed.connect(self.failed)
        task.finished.connect(strip.deleteLater)
        self.followed.emit(task)
        task.start()

    def _draw_together(self) -> None:
        """Draw the parts together in a low window, for more of them to be seen."""
        layout = self._layout
        if self._roomy is None:
            self._roomy = layout.contentsMargins(), layout.spacing()
        margins, spacing = self._roomy
        most = theme.unit(8 if self.height() < theme.unit(_LOW) else 24)
        layout.setSpacing(min(spacing, most))
        layout.setContentsMargins(
            margins.left(), min(margins.top(), most), margins.right(), min(margins.bottom(), most)
        )

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less between the parts where there is little height."""
        super().resizeEvent(event)
        self._draw_together()

    def hasHeightForWidth(self) -> bool:
        """Return False: a page takes the height the window has, and its parts scroll."""
        return False


class Progress(QWidget):
    """What is being done, how far it is, and the way to stop it."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.label)
        self._bar.setFixedWidth(theme.unit(120))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(8))
        layout.addWidget(label(task.label, "hint"))
        layout.addWidget(self._bar)
        layout.addWidget(button("取消", task.cancel, "quiet"))
        task.progressed.connect(self._show)

    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)


class PageHead(QWidget):
    """The title of a page with its count, and the actions at the right."""

    def __init__(self, title: str, *actions: QWidget, name: str = "title") -> None:
        super().__init__()
        self.count = OneLine("subtitle")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(8))
        layout.addWidget(label(title, name))
        layout.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addStretch(1)
        self.place = QHBoxLayout()
        layout.addLayout(self.place)
        for action in actions:
            layout.addWidget(action)
        self.count.setContentsMargins(0, 0, 0, theme.unit(4))
        # As high without its actions as with them: the count stands on the title's line in both.
        self.setMinimumHeight(theme.unit(32))
