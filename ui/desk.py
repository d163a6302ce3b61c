"""The working part of the window over one open file: navigation, head, pages and notices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.errors import AppError
from ui import theme
from ui.actions import UndoActions, action
from ui.errors import sentence_for_bug
from ui.navigation import PLACES, Navigation
from ui.notice import Notice
from ui.widgets import button, label, scrolled

if TYPE_CHECKING:
    from models.store import Store
    from ui.page import Page

NARROW = 1000
"""Below this width of the window the navigation keeps only its icons."""
LEAST_WIDTH, LEAST_HEIGHT = 600, 430
"""What a page needs; in a smaller window it scrolls."""


class Desk(QWidget):
    """Everything that is shown of one open store."""

    other_file_asked = Signal()
    _changed = Signal(frozenset, str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.navigation = Navigation()
        self.notice = Notice()
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._stack = QStackedWidget()
        self._undoing = UndoActions(self, store)
        self._branch = label("", "branch")
        self._build()
        self.navigation.chosen.connect(self.show_page)
        # Work in another thread writes too; a signal brings word of it to this one.
        self._changed.connect(self._on_change)
        self._unsubscribe = store.subscribe(self._changed.emit)
        self._branch.setText(store.branch.heading)
        self.navigation.mark(PLACES[0].code)

    @property
    def page(self) -> Page:
        """The page that is shown, the first one if none is yet."""
        self.begin()
        page: Page = self._stack.currentWidget()  # type: ignore[assignment]
        return page

    def begin(self) -> None:
        """Show the first page; it is made once the window stands, so that it stands sooner."""
        if not self._pages:
            self._show_heading()
            self.show_page(PLACES[0].code)

    def show_page(self, code: str) -> None:
        """Show a page, made or brought up to date if need be."""
        if code not in self._pages:
            self._pages[code] = self._made(code)
        elif code in self._stale:
            self._pages[code].reload()
        self._stale.discard(code)
        self._stack.setCurrentWidget(self._pages[code])
        self.navigation.mark(code)
        self._pages[code].begin()
        self.notice.forget_refusal()

    def show_record(self, table: str, number: int) -> None:
        """Show a record on the page of its kind."""
        place = next((place for place in PLACES if table in place.records), None)
        if place:
            self.show_page(place.code)
            self._pages[place.code].show_record(table, number)

    def refuse(self, sentence: str) -> None:
        """Say what could not be done."""
        self.notice.refuse(sentence)

    def put_away(self) -> None:
        """Keep what is half done, back up if something changed, and close the file."""
        self._unsubscribe()
        try:
            for page in self._pages.values():
                page.leave()
            if self.store.path and not self.store.read_only:
                from models.backup import back_up_if_changed  # noqa: PLC0415 - only on leaving

                back_up_if_changed(self.store, "关闭时")
        finally:
            self.store.close()

    def _made(self, code: str) -> Page:
        place = next(place for place in PLACES if place.code == code)
        page = place.build(self.store)
        page.said.connect(self.notice.say)
        page.refused.connect(self.notice.refuse)
        page.offered.connect(self.notice.say)
        page.failed.connect(self._on_failure)
        page.wanted.connect(self.show_page)
        page.record_wanted.connect(self.show_record)
        self._stack.addWidget(page)
        return page

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        self._stack.setMinimumSize(theme.unit(LEAST_WIDTH), theme.unit(LEAST_HEIGHT))
        right.addWidget(scrolled(self._stack), 1)
        below = QHBoxLayout()
        side = theme.unit(24)
        below.setContentsMargins(side, 0, side, 0)
        self.notice.setMinimumHeight(theme.unit(56))
        below.addWidget(self.notice)
        right.addLayout(below)
        layout.addLayout(right, 1)

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topbar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(theme.unit(56))
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(theme.unit(24), 0, theme.unit(24), 0)
        layout.setSpacing(theme.unit(8))
        layout.addWidget(self._branch)
        layout.addSpacing(theme.unit(8))
        for made in (self._undoing.undo, self._undoing.redo):
            tool = QToolButton()
            tool.setObjectName("quiet")
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tool.setDefaultAction(made)
            layout.addWidget(tool)
        layout.addStretch(1)
        layout.addWidget(self._file_menu())
        return bar

    def _file_menu(self) -> QWidget:
        menu = QMenu(self)
        menu.addAction(action(self, "打开或新建…", self.other_file_asked.emit, "Ctrl+O"))
        menu.addAction(action(self, "立即备份", self._back_up, icon="check"))
        menu.addSeparator()
        menu.addAction(action(self, "查找", self._search, "Ctrl+F"))
        menu.addAction(action(self, "新增", self._add, "Ctrl+N"))
        made = button("文件", lambda: None, "", "chevron-down")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setAccessibleName("文件菜单")
        made.clicked.connect(lambda: menu.exec(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _search(self) -> None:
        self.page.begin_search()

    def _add(self) -> None:
        self.page.add()

    def _back_up(self) -> None:
        from models.backup import back_up  # noqa: PLC0415 - not needed for the first page

        made = back_up(self.store)
        self._show_heading()
        self.notice.say(f"已备份并验证：{made.path.name}。")

    def _on_change(self, tables: frozenset[str], title: str) -> None:
        for code, page in self._pages.items():
            if page.tables & tables or code == "history":
                if page is self._stack.currentWidget():
                    page.reload()
                else:
                    self._stale.add(code)
        self._undoing.refresh()
        self._show_heading(saved=datetime.now().astimezone())
        newest = self.store.entries(1)
        undone = self.store.redoable
        if newest and undone and undone.id == newest[0].id:
            self.notice.say(f"已撤销：{title}。", "重做", self._take_back)
        else:
            word = "已重做" if newest and newest[0].undoes else "已保存"
            self.notice.say(f"{word}：{title}。", "撤销", self._take_back)

    def _take_back(self) -> None:
        newest = self.store.entries(1)
        if newest:
            self.store.undo_entry(newest[0].id)

    def _on_failure(self, error: Exception) -> None:
        sentence = str(error) if isinstance(error, AppError) else sentence_for_bug(error)
        self.notice.refuse(sentence)

    def _show_heading(self, saved: datetime | None = None) -> None:
        self._branch.setText(self.store.branch.heading)
        path = self.store.path
        name = path.name if path else "内存中的样例"
        state = "只读" if self.store.read_only else f"已保存 {saved:%H:%M}" if saved else "已保存"
        self.navigation.show_status(name, f"{state} · {self._backup_words()}")

    def _backup_words(self) -> str:
        if self.store.path is None:
            return "不备份"
        from models.backup import backups_of  # noqa: PLC0415 - after the first paint

        newest = next(iter(backups_of(self.store.path)), None)
        if newest is None:
            return "尚未备份"
        days = (datetime.now().astimezone().date() - newest.time.date()).days
        return "备份 今天" if days == 0 else f"备份 {days} 天前"

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin after the first time the window is painted."""
        super().paintEvent(event)
        if not self._pages:
            QTimer.singleShot(0, self.begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the page in a small window."""
        super().resizeEvent(event)
        self.navigation.set_narrow(narrow=self.width() < theme.unit(NARROW))
