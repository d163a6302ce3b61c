"""The working part of the window over one open file: navigation, head, pages and notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import AppError
from ui import theme
from ui.errors import sentence_for_bug
from ui.notice import Notice
from ui.shell.actions import UndoActions
from ui.shell.navigation import PLACES, Navigation
from ui.shell.top_bar import TopBar
from ui.tasks import attempt
from ui.widgets import scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from models.store import Store
    from ui.page import Page
    from ui.shell.palette import Palette
    from ui.shell.watch import Watch

NARROW = 1000
"""Below this width of the window the navigation keeps only its icons."""
_ROOMY = 400
"""From this height of a page on, room for what is said is kept below it all the time."""
FOOT = 48
"""That room."""
LEAST_WIDTH, LEAST_HEIGHT = 600, 272
"""What every page needs; in a smaller window it scrolls."""


class Desk(QWidget):
    """Everything that is shown of one open store."""

    other_file_asked = Signal()
    open_asked = Signal(object)
    redress_asked = Signal()
    restore_asked = Signal(object, str)
    followed = Signal(object)
    """A task of a page that has to end before the window may."""
    lock_asked = Signal()
    _changed = Signal(frozenset, str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.navigation = Navigation()
        self.notice = Notice()
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._given_up = False
        self._lost_told = False
        self._stack = QStackedWidget()
        self._undoing = UndoActions(self, store)
        self._palette: Palette | None = None
        self._watch: Watch | None = None
        self.top_bar = TopBar(self, self._undoing)
        self._build()
        self.navigation.chosen.connect(self.show_page)
        self.top_bar.year_chosen.connect(self._show_year)
        # Work in another thread writes too; a signal brings word of it to this one.
        self._changed.connect(self._on_change)
        self._unsubscribe = store.subscribe(self._changed.emit)
        self.top_bar.show_branch(store.heading)
        self.navigation.mark(PLACES[0].code)

    @property
    def page(self) -> Page:
        """The page that is shown, the first one if none is yet."""
        self.begin()
        page: Page = self._stack.currentWidget()  # type: ignore[assignment]
        return page

    @property
    def code(self) -> str:
        """The code of the page that is shown."""
        shown = self.page
        return next(code for code, page in self._pages.items() if page is shown)

    def begin(self) -> None:
        """Show the first page; it is made once the window stands, so that it stands sooner."""
        if not self._pages and not self._given_up:
            self.show_page(PLACES[0].code)
            from ui.shell.left_open import offer_half_done  # noqa: PLC0415 - after the first page

            offer_half_done(self)

    def show_page(self, code: str) -> None:
        """Show a page, made or brought up to date if need be."""
        if not self._pages:
            self._settle_in()
        if code not in self._pages:
            self._pages[code] = self._made(code)
        elif code in self._stale:
            self._pages[code].reload()
        self._stale.discard(code)
        page = self._pages[code]
        page.show_year(self.top_bar.year)
        if page is not self._stack.currentWidget():
            self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(page)
        self._undoing.follow(page.steps)
        self.navigation.mark(code)
        self.hush()
        page.begin()

    def _settle_in(self) -> None:
        """Do what has to be done once, whichever page is the first."""
        from ui.shell.kept_keys import KeptKeys  # noqa: PLC0415 - after the first paint

        KeptKeys(self)
        self.show_heading()

    def show_record(self, table: str, number: int, sought: str = "") -> None:
        """Show a record, or what it is kept with, on the page of its kind; there, the words sought."""
        from models.parts import whole_of  # noqa: PLC0415 - with every kind of record

        of, whole = whole_of(self.store, table, number)
        place = next((place for place in PLACES if of in place.records), None)
        if place:
            self.show_page(place.code)
            self._pages[place.code].show_record(of, whole)
            if sought:
                self._pages[place.code].show_part(table, number, sought)

    def show_paper(self, code: str, number: int) -> None:
        """Show a ledger, or a paper of a record, on the export page."""
        self.show_page("export")
        shown: Any = self.page
        shown.show_paper(code, number)

    def show_help(self) -> None:
        """Show what the help says about the page that is shown."""
        topic = self.code
        self.show_page("help")
        shown: Any = self.page
        if topic != "help":
            shown.show_topic(topic)

    def refuse(self, sentence: str) -> None:
        """Say what could not be done."""
        self._lost_told = self.has_lost_file
        act = self.put_file_back if self._lost_told else None
        self.notice.refuse(sentence, "写回原处" if act else "", act)

    def hush(self) -> None:
        """Take back what could not be done; that the file is gone holds on every page."""
        if not self._lost_told:
            self.notice.forget_refusal()

    def hush_done(self) -> None:
        """Take back what was said of the last step, done or not; a warning and an offer stay."""
        if self.notice.property("good"):
            self.notice.hide()
        else:
            self.hush()

    def hush_all(self) -> None:
        """Take back whatever was said, but that the file is gone."""
        if not (self._lost_told and self.notice.property("bad")):
            self.notice.hide()

    @property
    def has_lost_file(self) -> bool:
        """Whether the open file is no longer where it was opened."""
        return self.store.path is not None and not self.store.path.exists()

    def put_file_back(self) -> None:
        """Write the open file anew where it was opened.

        Raises:
            CannotWriteFile: if that cannot be done; what is open stays open.
        """
        from models.password import put_back  # noqa: PLC0415 - only when the file is gone

        put_back(self.store)
        self._lost_told = False
        self.show_heading()
        self.notice.say("已把全部记录写回原处；刚才没有保存的那一步请再做一次。")

    def look_after_file(self) -> None:
        """Look in the background whether the file and its backups are as they should be."""
        if self._watch is None and self.store.path:
            from ui.shell.watch import Watch  # noqa: PLC0415 - after the first paint

            self._watch = Watch(self)
            self._watch.begin()

    def leave(self) -> None:
        """Let every page keep what is half done.

        Raises:
            Exception: of the first page that could not; the others have kept theirs.
        """
        errors = [attempt(page.leave)[1] for page in self._pages.values()]
        if first := next(filter(None, errors), None):
            raise first

    def back_up_on_leaving(self) -> None:
        """Back up if something changed since the last time.

        Raises:
            AppError: the file is open and sound as before.
        """
        if self.store.path is None or self.store.read_only or self.has_lost_file:
            return
        from models.backup import back_up_if_changed  # noqa: PLC0415 - only on leaving
        from ui.whole_file import run_alone  # noqa: PLC0415 - as above

        run_alone(
            self,
            lambda _report: back_up_if_changed(self.store, "关闭时"),
            "正在做关闭时的备份…",
            stoppable=False,
        )

    def release(self) -> Store:
        """Give the store up, still open."""
        self._given_up = True
        self._unsubscribe()
        if self._watch:
            self._watch.stop()
        return self.store

    def put_away(self) -> None:
        """Close the file; what is half done was kept before."""
        self.release().close()

    def _made(self, code: str) -> Page:
        place = next(place for place in PLACES if place.code == code)
        page = place.build(self.store)
        page.said.connect(self.notice.say)
        page.refused.connect(self.refuse)
        page.settled.connect(self.hush)
        page.offered.connect(self.notice.offer)
        page.achieved.connect(self.notice.say)
        page.barred.connect(self.notice.refuse)
        page.failed.connect(self._on_failure)
        page.wanted.connect(self.show_page)
        page.record_wanted.connect(self.show_record)
        page.paper_wanted.connect(self.show_paper)
        page.followed.connect(self.followed)
        if join := getattr(page, "join", None):
            join(self)
        self._stack.addWidget(page)
        return page

    def _build(self) -> None:
        self._across = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        self._stack.setMinimumSize(theme.unit(LEAST_WIDTH), theme.unit(LEAST_HEIGHT))
        self._area = scrolled(self._stack)
        right.addWidget(self._area, 1)
        self._foot = QWidget()
        self._foot.setFixedHeight(theme.unit(FOOT))
        right.addWidget(self._foot)
        layout.addLayout(right, 1)
        self.notice.setParent(self)
        self.notice.changed.connect(self._place_notice)

    def _place_notice(self) -> None:
        """Let the notice stand on the foot, over the end of the page where it needs more room."""
        side, gap = theme.unit(24), theme.unit(8)
        left = self.navigation.width() + side
        width = self.width() - left - side
        height = max(self.notice.heightForWidth(width), theme.unit(FOOT) - gap)
        self.notice.setGeometry(left, self.height() - gap - height, width, height)
        self.notice.raise_()
        self._fit_foot(height + gap)

    def _fit_foot(self, height: int) -> None:
        """Keep a place for the notice, so that no page moves; a small window gives it one for once.

        Its pages scroll anyway: what stands at their end can be scrolled out from under it.
        """
        usual = theme.unit(FOOT)
        room = self.height() - self.top_bar.sizeHint().height() - usual
        self.notice.has_place = room >= theme.unit(_ROOMY)
        self._foot.setFixedHeight(usual if self.notice.has_place else height)
        self._foot.setVisible(self.notice.has_place or not self.notice.isHidden())
        self._across.activate()

    def find_anywhere(self) -> None:
        """Open the search over everything."""
        if self._palette is None:
            from ui.shell.palette import Palette  # noqa: PLC0415 - when first asked for

            self._palette = Palette(self)
        self._palette.begin()

    def find_on_page(self) -> None:
        """Put the cursor into the search of the page that is shown."""
        self.page.begin_search()

    def add(self) -> None:
        """Begin a new record on the page that is shown."""
        self.page.add()

    def back_up(self) -> None:
        """Make a backup now."""
        from models.backup import back_up, told  # noqa: PLC0415 - not needed for the first page
        from ui.whole_file import run_alone  # noqa: PLC0415 - as above

        made = run_alone(self, lambda _report: back_up(self.store), "正在备份…", stoppable=False)
        self.on_file_altered()
        (self.notice.refuse if made.doubled is False else self.notice.say)(told(made))

    def copy_to_stick(self) -> None:
        """Copy the file to a folder elsewhere, a USB stick if one is plugged in."""
        from ui.shell.copying import copy_elsewhere  # noqa: PLC0415 - only when copying

        if sentence := copy_elsewhere(self, self.store):
            self.on_file_altered()
            self.notice.say(sentence)

    def on_file_altered(self) -> None:
        """Show anew how the file and its backups stand."""
        self._stale.update(
            code
            for code, page in self._pages.items()
            if code == "backups" and page is not self.page
        )
        if self.code == "backups":
            self.page.reload()
        self.show_heading()

    def _show_year(self, year: int) -> None:
        self.page.show_year(year)

    def _on_change(self, tables: frozenset[str], title: str) -> None:
        for code, page in self._pages.items():
            if page.tables & tables or code == "history":
                if page is self._stack.currentWidget():
                    page.reload()
                else:
                    self._stale.add(code)
        self._undoing.refresh()
        self._lost_told = False
        self.show_heading()
        newest, undone = self.store.entries(1), self.store.redoable
        if newest and undone and undone.id == newest[0].id:
            self.notice.say(f"已撤销：{title}。", "重做", self._take_back)
        else:
            word = "已重做" if newest and newest[0].undoes else "已保存"
            self.notice.say(f"{word}：{title}。", "撤销", self._take_back)

    def _take_back(self) -> None:
        if newest := self.store.entries(1):
            self.store.undo_entry(newest[0].id)

    def _on_failure(self, error: Exception) -> None:
        self.refuse(str(error) if isinstance(error, AppError) else sentence_for_bug(error))

    def show_heading(self) -> None:
        """Show the branch, and how the file and its backups stand."""
        from ui.shell.file_words import file_words  # noqa: PLC0415 - after the first paint

        self.top_bar.show_branch(self.store.heading)
        self.navigation.show_status(*file_words(self.store))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin after the first time the window is painted."""
        super().paintEvent(event)
        if not self._pages:
            QTimer.singleShot(0, self.begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the page in a small window."""
        super().resizeEvent(event)
        narrow = self.width() < theme.unit(NARROW)
        self.navigation.set_narrow(narrow=narrow)
        self.top_bar.set_narrow(narrow=narrow)
        self._across.activate()
        self._place_notice()
        if self._palette:
            self._palette.place()
