"""What stands beside the year's grid: a member's dues, or the year's sums; on a narrow page in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter

from models.dues.book import DuesBook
from models.dues.paying import is_receipt_unlike
from models.dues.records import Payment
from ui import theme
from ui.page import today
from ui.pages.dues_side import DuesSide, SumsSide
from ui.record.side_panel import SidePanel
from ui.writing import for_writing, is_refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.pages.dues_collecting import CollectingPage

NARROW = 720
"""The width below which a page is narrow, in pixels of the design."""


class BesideGrid(QSplitter):
    """The grid's card, and at its right what is asked for."""

    def __init__(self, page: CollectingPage, left: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._page, self._left = page, left
        self._shown: QWidget | None = None
        self.member_id = 0
        """Whose dues are shown, 0 for nobody's."""
        self.panel = SidePanel()
        self.setHandleWidth(theme.unit(16))
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(self.panel)
        self.setStretchFactor(0, 1)
        self.panel.closed.connect(self.close_up)

    def show_member(self, member_id: int) -> None:
        """Show a member's dues; nothing of one who is not in the grid."""
        page, records = self._page, self._page.grid.records
        at = records.place_of(member_id)
        if at < 0:
            self.close_up()
            return
        self.member_id = member_id
        line = records.rows[at]
        name = records.names.get(member_id, line.person.member.name)
        # What is owed is owed until today, whichever year is shown.
        now = page.book if page.book.day == today() else DuesBook(page.store, today())
        side = DuesSide(page.store, now, line, name)
        side.close_asked.connect(self.close_up)
        side.paper_asked.connect(page.paper_wanted)
        side.part_asked.connect(page.part_wanted)
        side.retelling_asked.connect(self._retell)
        for_writing(page.store, *side.writing)
        self._show(side)

    def show_sums(self) -> None:
        """Show the year's sums by party group and class."""
        self.member_id = 0
        sums = SumsSide(self._page.grid.records.rows)
        sums.close_asked.connect(self.close_up)
        self._show(sums)

    def refresh(self) -> None:
        """Show the same as the file has it now."""
        if self.member_id:
            self.show_member(self.member_id)
        elif isinstance(self._shown, SumsSide):
            self.show_sums()

    def follow(self, member_id: int) -> None:
        """Show another member's dues where somebody's are shown."""
        if self.member_id and self.member_id != member_id:
            self.show_member(member_id)

    def show_grid(self) -> None:
        """Show the grid where this took its place."""
        if self._left.isHidden():
            self.close_up()

    def close_up(self) -> None:
        """Show the grid alone."""
        had_focus = self._has_focus
        self.member_id, self._shown = 0, None
        self.panel.close_up()
        self.share()
        if had_focus:
            self._page.grid.setFocus()

    def share(self) -> None:
        """Give the side its width; on a narrow page it takes the place of the grid."""
        grid, is_shown, wide = self._page.grid, self._shown is not None, self._page.width()
        self._left.setHidden(is_shown and wide < theme.unit(NARROW))
        if is_shown and self._left.isVisible():
            beside = min(self.panel.wanted_width, wide // 2)
            self.setSizes([max(wide - beside, 1), beside])
        grid.fit()
        grid.scrollTo(grid.currentIndex())

    def _show(self, widget: QWidget) -> None:
        had_focus = self._has_focus
        self._shown = widget
        self.panel.show_profile(widget)
        self.share()
        if had_focus:
            self._page.grid.setFocus()

    @property
    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.panel.isAncestorOf(focus)

    def _retell(self, payment_id: int) -> None:
        """Put right how a payment came and its remark; its amounts and its receipt stay."""
        from ui.pages.dues_payment import PaymentDialog  # noqa: PLC0415 - when first asked for

        page = self._page
        if is_refused(page):
            return
        before = page.store.get(Payment, payment_id)
        shown = PaymentDialog(page, page.store, before)
        if shown.exec():
            page.said.emit(_retold_words(before, shown.saved))
            page.grid.setFocus()  # the button that was pressed went with what was shown
        shown.deleteLater()


def _retold_words(before: Payment, after: Payment | None) -> str:
    """Return what is said of a payment whose form was saved; `after` is None where all agreed."""
    if after is None:
        return f"回执{before.receipt}没有改动。"
    reprint = "已经印发的回执请重印换回；" if is_receipt_unlike(before, after) else ""
    return f"已修改回执{after.receipt}，金额和编号没有变；{reprint}按 Ctrl+Z 可以恢复。"
