"""The line of conditions under the search: a chip for each, and the way to add or clear them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.flow import Flow
from ui.widgets import button, clear

if TYPE_CHECKING:
    from ui.record.page import RecordPage
    from ui.table.conditions import Condition


class FilterBar(QWidget):
    """The conditions that the page's rows must meet."""

    changed = Signal()

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._conditions: list[Condition] = []
        self.button = button("筛选", self.ask, "quiet", "list-filter")
        self.button.setToolTip("按任何一栏筛选：是哪几项、包含什么、是否为空、日期从哪天到哪天")
        self._chips = Flow(self)
        self.hide()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions in force."""
        return tuple(self._conditions)

    def ask(self, name: str = "") -> None:
        """Ask for one more condition, about the field of this name at first."""
        from ui.table.filter_dialog import FilterDialog  # noqa: PLC0415 - when first asked for

        dialog = FilterDialog(
            self._page.available, self._page.model.rows_in_scope, name, self._page
        )
        if dialog.exec() and dialog.condition:
            self.add(dialog.condition)

    def add(self, condition: Condition) -> None:
        """Show only what meets one more condition."""
        self._conditions.append(condition)
        self._apply()

    def remove(self, condition: Condition) -> None:
        """Ask for one condition no more."""
        self._conditions = [each for each in self._conditions if each is not condition]
        self._apply()
        self.button.setFocus()

    def clear(self) -> None:
        """Ask for no condition."""
        if self._conditions:
            self._conditions = []
            self._apply()

    def _apply(self) -> None:
        clear(self._chips)
        for condition in self._conditions:
            chip = button(condition.words, partial(self.remove, condition), "chip")
            chip.setIcon(icons.icon("x"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAccessibleName(f"去掉条件“{condition.words}”")
            chip.setToolTip("去掉这个条件")
            self._chips.addWidget(chip)
        self._chips.addWidget(button("清空筛选", self._clear_and_return, "quiet"))
        self.setVisible(bool(self._conditions))
        self._page.model.let_go()
        self._page.model.narrow([each.accepts for each in self._conditions])
        self.changed.emit()

    def _clear_and_return(self) -> None:
        self.clear()
        self.button.setFocus()
