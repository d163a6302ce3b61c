"""What can be done with the chosen cells and with a column, under the right button or menu key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.writing import for_writing

if TYPE_CHECKING:
    from ui.record.page import RecordPage

Act: TypeAlias = tuple[str, Callable[[], object] | None]
"""What can be done with the chosen rows: its words, and the doing, None if not with so many."""


class RowMenu(QObject):
    """The two menus of a page's table."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        page.table.menu_asked.connect(self._show)
        page.table.head_menu_asked.connect(self._show_head)

    def _show(self, where: QPoint) -> None:
        menu = self.made(self._page.table.currentIndex().column())
        menu.exec(where)
        menu.deleteLater()

    def _show_head(self, place: int, where: QPoint) -> None:
        menu = QMenu(self._page)
        self._add_column_part(menu, place)
        menu.exec(where)
        menu.deleteLater()

    def made(self, place: int) -> QMenu:
        """Return the menu of the chosen cells, the current one in the column at `place`."""
        page, table = self._page, self._page.table
        menu = QMenu(page)
        rows = table.chosen_places()
        is_open = self._add(
            menu, "打开", lambda: page.edit(page.model.row_at(table.currentIndex()))
        )
        is_open.setShortcut("Ctrl+Return")
        chosen = table.chosen_rows() or [page.model.row_at(table.currentIndex())]
        for text, act in page.row_actions(chosen):
            self._add(menu, text, act or menu.close).setEnabled(act is not None)
        menu.addSeparator()
        self._add(menu, "复制", table.copy).setShortcut("Ctrl+C")
        writing = []
        for text, act, key in (
            ("粘贴", page.work.paste, "Ctrl+V"),
            ("向下填充", page.work.fill_down, "Ctrl+D"),
            ("清空格子", page.work.clear, "Del"),
        ):
            writing.append(self._add(menu, text, act))
            writing[-1].setShortcut(key)
        writing.append(self._add(menu, "批量修改…", lambda: self._edit_many(place)))
        menu.addSeparator()
        self._add_column_part(menu, place)
        menu.addSeparator()
        count = f" {len(rows)} {page.view.unit}" if len(rows) > 1 else ""
        writing.append(self._add(menu, f"删除{count}", table.removal_asked.emit))
        writing[-1].setShortcut("Ctrl+Del")
        for_writing(page.store, *writing)
        return menu

    def _edit_many(self, place: int) -> None:
        from ui.record.many_rows import ManyRows  # noqa: PLC0415 - when first asked for

        ManyRows(self._page, self._page.model.columns[place].field.name).exec()

    def _add_column_part(self, menu: QMenu, place: int) -> None:
        columns = self._page.columns
        if 0 <= place < len(self._page.model.columns):
            field = self._page.model.columns[place].field
            self._add(menu, f"按“{field.label}”升序", lambda: columns.sort_by(field.name))
            self._add(
                menu,
                f"按“{field.label}”降序",
                lambda: columns.sort_by(field.name, descending=True),
            )
            if self._page.model.order:
                self._add(menu, "恢复原来的次序", lambda: columns.sort_by(""))
            self._add(menu, f"筛选“{field.label}”…", lambda: self._page.conditions.ask(field.name))
            if len(columns.chosen) > 1:
                self._add(menu, f"不显示“{field.label}”", lambda: columns.hide(field.name))
        self._add(menu, "选择列…", columns.choose)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
        made = menu.addAction(text)
        made.triggered.connect(lambda _on=False: act())
        return made
