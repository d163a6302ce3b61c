"""Ctrl+K: people, meetings by day, texts, pages and commands found from anywhere, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.finding import find
from ui import icons, theme
from ui.shell.navigation import PLACES
from ui.widgets import column, label, search_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ui.shell.desk import Desk

_PAUSE = 120
_CUT = "…"
_ENDING = "　　"
"""Room kept for the words that follow what was sought."""
_WIDTH, _ROW, _MOST_ROWS = 680, 40, 9
_SOUGHT = Qt.ItemDataRole.UserRole + 1
"""The role of the text a line was found by."""
_HINT = "姓名、拼音首字母（zs 找张三）、开会日期、任何文字、页面和命令"
_INITIALS = {
    "党员": "dy", "组织生活": "zzsh", "组织建设": "zzjs", "导入": "dr", "导出": "dc", "历史": "ls", "设置": "sz",
    "备份和恢复": "bfhhf", "帮助": "bz", "立即备份": "ljbf", "复制到U盘": "fzdup",
    "打开或新建": "dkhxj", "新增": "xz", "撤销": "cx", "重做": "cz", "锁定": "sd",
}  # fmt: skip


class Way(NamedTuple):
    """One line of the list: its words, where it leads, and its sign."""

    title: str
    where: str
    go: Callable[[], object]
    icon: str


class Palette(QFrame):
    """A search that hangs from the head of the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("palette")
        self._desk = desk
        self._ways: list[Way] = []
        self.search = search_box(_HINT)
        self.search.setMaximumWidth(16_777_215)
        self.list = QListWidget()
        self.list.setObjectName("found")
        self.list.setAccessibleName("找到的")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Line(self.list))
        self._words = label("", "hint", wrap=True)
        layout = column(self, margin=12, spacing=8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addWidget(self._words)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._go())
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self.hide()

    @property
    def titles(self) -> list[str]:
        """What is listed now, from top to bottom."""
        return [way.title for way in self._ways]

    @property
    def sentence(self) -> str:
        """What is said below the list."""
        return self._words.text()

    def begin(self) -> None:
        """Appear, empty, with the cursor in the search."""
        self.search.clear()
        self.look()
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> None:
        """Hang in the middle below the head, as high as what is found."""
        width = min(theme.unit(_WIDTH), self._desk.width() - theme.unit(32))
        rows = min(len(self._ways), _MOST_ROWS)
        room = max(theme.unit(_ROW), self._desk.height() - theme.unit(168))
        self.list.setFixedHeight(min(rows * theme.unit(_ROW) + theme.unit(2), room))
        self.list.setVisible(bool(rows))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._desk.width() - width) // 2, theme.unit(60))

    def look(self) -> None:
        """List what the typed text finds."""
        self._pause.stop()
        text = self.search.text().strip()
        commands = list(self._commands(text))
        found = list(self._records(text)) if text else []
        first = [way for way in commands if text and way.title.startswith(text)]
        rest = [way for way in commands if way not in first]
        self._ways = [*first, *found, *rest]
        self.list.clear()
        for way in self._ways:
            item = QListWidgetItem(icons.icon(way.icon), way.title)
            item.setData(Qt.ItemDataRole.UserRole, way.where)
            item.setData(_SOUGHT, text)
            item.setSizeHint(QSize(0, theme.unit(_ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._words.setText(
            "↑ ↓ 选择，回车前往，Esc 关闭。"
            if self._ways
            else f"没有找到“{text}”；可以少打几个字，或用姓名的拼音首字母。"
        )
        self.place()

    def _records(self, text: str) -> Iterable[Way]:
        shown = {table: place for place in PLACES for table in place.records}
        for one in find(self._desk.store, text):
            if place := shown.get(one.table):
                yield Way(
                    one.title,
                    one.where,
                    lambda one=one: self._desk.show_record(one.table, one.record_id, text),  # type: ignore[misc]
                    place.icon,
                )

    def _commands(self, text: str) -> Iterable[Way]:
        desk = self._desk
        pages = [
            Way(place.name, "页面", lambda code=place.code: desk.show_page(code), place.icon)  # type: ignore[misc]
            for place in PLACES
        ]
        commands = [
            Way("立即备份", "命令", desk.back_up, "archive"),
            Way("打开或新建", "命令　Ctrl+O", desk.other_file_asked.emit, "folder-open"),
        ]
        if not desk.store.read_only:
            commands.insert(0, Way("新增", "命令　Ctrl+N", desk.add, "plus"))
        if desk.store.encrypted:
            commands.append(Way("锁定", "命令　Ctrl+L", desk.lock_asked.emit, "lock"))
        typed = text.lower()
        for way in (*pages, *commands):
            if typed in way.title.lower() or _INITIALS.get(way.title, "").startswith(typed):
                yield way

    def _go(self) -> None:
        if self._pause.isActive():
            self.look()
        number = self.list.currentRow()
        if 0 <= number < len(self._ways):
            way = self._ways[number]
            self.close_up()
            way.go()

    def close_up(self) -> None:
        """Vanish and give the cursor back to the page."""
        self._pause.stop()
        self.hide()
        self._desk.page.setFocus()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now and self.isVisible() and now is not self and not self.isAncestorOf(now):
            self.hide()

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter and Escape of the search work on the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            QApplication.sendEvent(self.list, event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go()
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True


class _Line(QStyledItemDelegate):
    """Paints a line: its sign, what it is, and where, quieter, at the right."""

    # Qt overrides

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        space = theme.unit(12)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, tokens.accent_tint)
        size = theme.unit(16)
        top = rect.top() + (rect.height() - size) // 2
        index.data(Qt.ItemDataRole.DecorationRole).paint(
            painter, QRect(rect.left() + space, top, size, size)
        )
        left = rect.left() + 2 * space + size
        metrics = painter.fontMetrics()
        title = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, (rect.width() - left) * 2 // 3
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(tokens.text)
        painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), middle, title)
        room = rect.width() - left - metrics.horizontalAdvance(title) - 3 * space
        where = str(index.data(Qt.ItemDataRole.UserRole))
        before, hit, after = parted(where, str(index.data(_SOUGHT) or ""), metrics, room)
        right = rect.right() - space - metrics.horizontalAdvance(before + hit + after)
        for words, colour in ((before, tokens.second), (hit, tokens.text), (after, tokens.second)):
            painter.setPen(colour)
            painter.drawText(rect.adjusted(right - rect.left(), 0, 0, 0), middle, words)
            right += metrics.horizontalAdvance(words)
        painter.restore()


def parted(where: str, sought: str, metrics: QFontMetrics, room: int) -> tuple[str, str, str]:
    """Return what stands before the text sought, itself, and what follows, cut to `room` pixels.

    What was sought is seen whole wherever there is room for it: the words before it give way first.
    """
    place = where.lower().find(sought.lower()) if sought else -1
    if place < 0:
        return metrics.elidedText(where, Qt.TextElideMode.ElideRight, room), "", ""
    before, hit = where[:place], where[place : place + len(sought)]
    while before and metrics.horizontalAdvance(before + hit + _ENDING) > room:
        before = f"{_CUT}{before.removeprefix(_CUT)[1:]}" if len(before) > len(_CUT) else ""
    hit = metrics.elidedText(hit, Qt.TextElideMode.ElideRight, room)
    left = room - metrics.horizontalAdvance(before + hit)
    return (
        before,
        hit,
        metrics.elidedText(where[place + len(sought) :], Qt.TextElideMode.ElideRight, left),
    )
