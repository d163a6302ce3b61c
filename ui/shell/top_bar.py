"""The head of the desk: the branch, the working year, the last step, the search and the file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from ui import icons, theme
from ui.shell.actions import action
from ui.widgets import button, label, restyle
from ui.writing import READ_ONLY, for_writing

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.shell.actions import UndoActions
    from ui.shell.desk import Desk

_YEARS = 10
_BRANCH_WIDTH = 220
_SEARCH_WIDTH = 260


class TopBar(QWidget):
    """What stands above every page."""

    year_chosen = Signal(int)

    def __init__(self, desk: Desk, undoing: UndoActions) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.unit(56))
        self._desk = desk
        self._name = ""
        self._branch = label("", "branch")
        self._branch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.years = self._year_box()
        self._past = label("往年", "tag_warn")
        self._past.hide()
        self._read_only = label("只读", "tag_note")
        self._read_only.setToolTip(READ_ONLY)
        self._read_only.setVisible(desk.store.read_only)
        self._tools = [_tool(made) for made in (undoing.undo, undoing.redo)]
        self.search = self._search_button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.unit(24), 0, theme.unit(24), 0)
        layout.setSpacing(theme.unit(8))
        for part in (self._branch, self._read_only, self.years, self._past, *self._tools):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self.search)
        layout.addWidget(self._file_menu())

    @property
    def year(self) -> int:
        """The working year that is chosen."""
        year: int = self.years.currentData()
        return year

    def show_year(self, year: int) -> None:
        """Choose a working year, be it one that is not offered usually."""
        at = self.years.findData(year)
        if at < 0:
            offered = (self.years.itemData(place) for place in range(self.years.count()))
            at = sum(each > year for each in offered)
            self.years.insertItem(at, f"{year} 年度", year)
        self.years.setCurrentIndex(at)

    def show_branch(self, name: str) -> None:
        """Show whose file is open."""
        self._name = name
        self._fit_branch()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the steps and the search only their icons where the window is small."""
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
        for tool in self._tools:
            tool.setToolButtonStyle(shown)
        self.search.setText("" if narrow else "查找人和文字　Ctrl+K")
        self.search.setFixedWidth(theme.unit(40 if narrow else _SEARCH_WIDTH))

    def _fit_branch(self) -> None:
        room = theme.unit(_BRANCH_WIDTH)
        metrics = self._branch.fontMetrics()
        self._branch.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room))
        self._branch.setToolTip(self._name)

    def _year_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("year")
        box.setAccessibleName("工作年度")
        box.setToolTip("工作年度：各页按这一年显示；往年按当年12月31日")
        this_year = datetime.now().astimezone().year
        for year in range(this_year, this_year - _YEARS, -1):
            box.addItem(f"{year} 年度", year)
        box.currentIndexChanged.connect(self._on_year)
        return box

    def _on_year(self, _place: int) -> None:
        is_past = self.year < datetime.now().astimezone().year
        restyle(self.years, "past", value=is_past)
        self._past.setVisible(is_past)
        self.year_chosen.emit(self.year)

    def _search_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("find")
        made.setAccessibleName("查找人和文字")
        made.setToolTip("查找人、文字、页面和命令（Ctrl+K）")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIcon(icons.icon("search"))
        made.setIconSize(QSize(theme.unit(16), theme.unit(16)))
        made.setFixedWidth(theme.unit(_SEARCH_WIDTH))
        made.setText("查找人和文字　Ctrl+K")
        made.clicked.connect(self._desk.find_anywhere)
        return made

    def _file_menu(self) -> QWidget:
        desk = self._desk
        menu = QMenu(desk)
        menu.addAction(action(desk, "打开或新建…", desk.other_file_asked.emit, "Ctrl+O"))
        menu.addAction(action(desk, "立即备份", desk.back_up, icon="archive"))
        stick = action(desk, "复制到U盘…", desk.copy_to_stick, icon="hard-drive")
        menu.addAction(stick)
        menu.addAction(action(desk, "备份和恢复", lambda: desk.show_page("backups")))
        menu.addSeparator()
        menu.addAction(action(desk, "在本页查找", desk.find_on_page, "Ctrl+F", "search"))
        new = action(desk, "新增", desk.add, "Ctrl+N", "plus")
        for_writing(desk.store, new)
        menu.addAction(new)
        menu.addSeparator()
        lock = action(desk, "锁定", desk.lock_asked.emit, "Ctrl+L", "lock")
        menu.addAction(lock)
        desk.addAction(action(desk, "查找人和文字", desk.find_anywhere, "Ctrl+K"))
        desk.addAction(action(desk, "帮助", desk.show_help, "F1"))
        made = button("文件", lambda: None, "", "chevron-down")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setAccessibleName("文件菜单")

        def show() -> None:
            from ui.shell.preferences import Preferences  # noqa: PLC0415 - when the menu opens

            stick.setVisible(Preferences().sticks_allowed and desk.store.path is not None)
            lock.setVisible(desk.store.encrypted)
            corner = made.mapToGlobal(made.rect().bottomRight())
            menu.exec(corner - QPoint(menu.sizeHint().width(), 0))

        made.clicked.connect(show)
        return made

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut a long name of a branch."""
        super().resizeEvent(event)
        self._fit_branch()


def _tool(made: QAction) -> QToolButton:
    tool = QToolButton()
    tool.setObjectName("quiet")
    tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    tool.setIconSize(QSize(theme.unit(16), theme.unit(16)))
    tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    tool.setDefaultAction(made)
    return tool
