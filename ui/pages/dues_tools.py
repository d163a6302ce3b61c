"""The line above the year's grid, and what stands in the grid's place while there is nobody in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from models.dues.records import Basis, Payment
from ui.pages.paper_menu import print_button
from ui.record.layout import EmptyPage
from ui.widgets import button, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from ui.pages.dues_collecting import CollectingPage

_EMPTY = "这一年还没有应交党费的人：先在“党员”登记名册，再到“核定”登记每人的月交金额。"
_TEMPORARY = "临时党支部不收缴党费（《中国共产党支部工作条例（试行）》第八条），党员向组织关系所在党组织交纳。"


class GridTools:
    """The day of the batch, and what can be done with the grid."""

    def __init__(self, page: CollectingPage) -> None:
        self.pay = button("登记所选月份", page.work.pay_chosen, "primary", "check")
        self.pay.setToolTip("把所选的格按上方日期登记为已交（空格键）")
        self.sums = button("分组合计", page.show_sums, "", "columns-3")
        taking = button("导入…", lambda: page.wanted.emit("import"), "", "download")
        papers = print_button(Payment, lambda: None, page.paper_wanted.emit, "")
        self._named = {each: each.text() for each in (self.sums, taking, papers)}
        for each, words in self._named.items():
            each.setAccessibleName(words)
            each.setToolTip(words)
        self._is_read_only = page.store.read_only
        for_writing(page.store, self.pay, taking)
        bar = page.batch_bar
        acts = (*self._named, self.pay)
        self.line: QHBoxLayout = row(label("本批收缴日期"), bar.box, bar.toggle, None, *acts)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the buttons only their signs on a narrow page."""
        for each, words in self._named.items():
            each.setText("" if narrow else words)

    def show_filled(self, *, is_filled: bool) -> None:
        """Offer to pay where there is somebody to."""
        self.pay.setVisible(is_filled)
        if not self._is_read_only:
            self.pay.setEnabled(is_filled)


class GridOrWhy(QStackedWidget):
    """The grid with what stands beside it, or why there is none and what comes first."""

    def __init__(self, page: CollectingPage, grid: QWidget) -> None:
        super().__init__()
        self._page, self._grid = page, grid
        fixing = partial(page.part_wanted.emit, Basis.table, 0)
        to_bases = button("登记核定", fixing, "primary", "plus")
        to_import = button("导入工资表…", lambda: page.wanted.emit("import"), "", "download")
        to_members = button("去“党员”登记", lambda: page.wanted.emit("members"), "primary", "user")
        for_writing(page.store, to_bases, to_import)
        self._nobody = EmptyPage(_EMPTY, (to_bases, to_import))
        self._no_member = EmptyPage(_EMPTY, (to_members,))
        self._temporary = EmptyPage(_TEMPORARY, ())
        for part in (grid, self._nobody, self._no_member, self._temporary):
            self.addWidget(part)

    def show_filled(self, *, is_filled: bool) -> None:
        """Show the grid, or why it is empty."""
        nobody = self._nobody if self._page.grid.records.names else self._no_member
        why = nobody if self._page.book.collects else self._temporary
        self.setCurrentWidget(self._grid if is_filled else why)

    def begin(self) -> None:
        """Put the cursor into the grid, or on what comes first."""
        shown = self.currentWidget()
        if isinstance(shown, EmptyPage):
            shown.begin()
        else:
            self._page.grid.setFocus()
