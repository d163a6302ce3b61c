"""A page of people that can be counted in classes, each of which lists its people in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.record.page import RecordPage
from ui.record.view import View
from ui.widgets import button

if TYPE_CHECKING:
    from models.members.standing import Standing
    from models.members.statistics import Breakdown
    from models.store import Store
    from ui.pages.statistics import StatisticsView


class CountedPage(RecordPage):
    """A table of people, or 统计 in its place."""

    def __init__(self, store: Store, view: View) -> None:
        self._class: tuple[Breakdown, str] | None = None
        self._charts: StatisticsView | None = None
        self.counting = button("统计", self._show_charts)
        self._only = button("", self._show_everyone, "chip", "x")
        self._only.hide()
        super().__init__(store, view)
        left = Qt.AlignmentFlag.AlignLeft
        self.body.insertWidget(self.body.indexOf(self._tools) + 1, self._only, 0, left)

    # Parts the page has of its own.

    def clear_filters(self, *, gone: bool = True) -> None:
        """Lift every filter; `gone` brings those who left into sight as well."""

    def refilter(self) -> None:
        """Show the rows that pass the filters as they are now."""

    def reload(self) -> None:
        """Show the store as it is now, in the table and in the charts."""
        super().reload()
        if self._charts is not None:
            self._charts.show_day(self.store, self.day)

    def _show_charts(self) -> None:
        """Show the people counted in classes in place of the table, or the table again."""
        from ui.pages.statistics import StatisticsView  # noqa: PLC0415 - when first asked for

        if self._charts is not None:
            self.leave_charts()
            return
        if self.beside.is_busy():
            return
        self._charts = StatisticsView()
        self._charts.class_chosen.connect(self._show_class)
        self._charts.show_day(self.store, self.day)
        self.body.addWidget(self._charts, 1)
        self._charts.show()
        self.show_count()
        self._charts.begin()

    def leave_charts(self) -> None:
        """Show the table again."""
        if self._charts is not None:
            self._charts.hide()
            self._charts.deleteLater()
            self._charts = None
            self.show_count()
            self.table.setFocus()

    def _show_class(self, breakdown: Breakdown, name: str) -> None:
        """List the people of one class, whatever is filtered out now."""
        self.search.clear()
        self.clear_filters()
        self._class = (breakdown, name)
        self.leave_charts()
        self.refilter()

    def forget_class(self) -> None:
        """List the people of every class."""
        self._class = None

    def _show_everyone(self) -> None:
        self.forget_class()
        self.clear_filters(gone=False)
        self.refilter()

    @property
    def has_class(self) -> bool:
        """Whether one class alone is listed."""
        return self._class is not None

    def is_of_class(self, person: Standing) -> bool:
        """Return whether someone is of the class that alone is listed, if there is one."""
        if self._class is None:
            return True
        breakdown, name = self._class
        return person.on_roll and breakdown.class_of(person) == name

    def show_count(self) -> None:
        """Show how many there are, and the charts where they are asked for."""
        super().show_count()
        charts = self._charts is not None
        self.counting.setText("返回名册" if charts else "统计")
        self._stack.setVisible(not charts)
        if charts:
            self._tools.hide()
        self._only.setVisible(self._class is not None and not charts)
        if self._class is not None:
            breakdown, name = self._class
            self._only.setText(f"只看{breakdown.title}：{name}")
            self._only.setAccessibleName(f"只看{breakdown.title}为{name}的党员，点击显示全部")
