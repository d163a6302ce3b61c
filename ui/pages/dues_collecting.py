"""收缴: the year's grid, the day of this batch, and what the cell under the cursor says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal

from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.cells import GridRow, Look, grid_of
from models.dues.records import Basis, DuesWaiver, PaidMonth, Payment, ReceiptCount, month_of
from models.dues.stroke import collection_day, usual_day
from models.meetings.people import told_apart
from ui import theme
from ui.page import Page, today
from ui.pages.dues_batch import BatchBar
from ui.pages.dues_beside import NARROW, BesideGrid
from ui.pages.dues_card import GridCard
from ui.pages.dues_tools import GridOrWhy, GridTools
from ui.pages.dues_work import GridWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from models.store import Store
    from ui.record.side_panel import SidePanel

_OPEN = {Look.OWED, Look.PART, Look.DUE}


class CollectingPage(Page):
    """The grid of the working year, filled in by keys; each stroke is one step."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"branch", "member", "period", "movement", "party_group", "post", "meeting", "vote",
         Basis.table, DuesWaiver.table, Payment.table, PaidMonth.table, ReceiptCount.table}
    )  # fmt: skip

    part_wanted = Signal(str, int)
    """Another tab, by the table of its records, for a member by id."""
    hushed = Signal()
    """Something is asked or refused where one types: what was said before is out of the way."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.body.setSpacing(theme.unit(12))
        self.book = DuesBook(store, self.day)
        self._card = GridCard()
        self.grid, self.sums = self._card.grid, self._card.sums
        self.reason, self.foot = self._card.reason, self._card.foot
        self.grid.records.can_write = not store.read_only
        self.batch_bar = BatchBar(store)
        self.work = GridWork(self)
        self._build()
        self._connect()
        self.batch_bar.show_day(usual_day(self.year, self.book.settings.collection_day, today()))
        self.reload()
        self.work.resume()

    # Building.

    def _build(self) -> None:
        self.tools = GridTools(self)
        self.body.addLayout(self.tools.line)
        self.body.addWidget(self.batch_bar)
        self.beside = BesideGrid(self, self._card)
        self._shown = GridOrWhy(self, self.beside)
        self.body.addWidget(self._shown, 1)

    def _connect(self) -> None:
        grid = self.grid
        grid.pay_asked.connect(self.work.pay_chosen)
        grid.fill_asked.connect(self.work.fill_chosen)
        grid.take_back_asked.connect(self.work.take_back_chosen)
        grid.paste_asked.connect(self.work.paste)
        grid.day_asked.connect(self._take_month_day)
        grid.typed.connect(self.work.enter)
        grid.opened.connect(self.show_member)
        grid.moved.connect(self._on_move)
        grid.given_up.connect(self.reason.give_up)
        grid.left_wrong.connect(self.refused)
        grid.stayed.connect(self.hushed)
        self.batch_bar.refused.connect(self.refused)
        self.reason.begun.connect(self.hushed)
        self.reason.given.connect(self.work.pay_with_reason)
        self.reason.given_up.connect(self.work.give_up_reason)

    # What is shown.

    def show_year(self, year: int) -> None:
        """Show another year; its batch begins with the collection day last past."""
        if year != self.year:
            self.grid.leave_cell()
            self.batch_bar.show_day(usual_day(year, self.book.settings.collection_day, today()))
        super().show_year(year)
        self.work.resume()

    def reload(self) -> None:
        """Show the year as the file has it now."""
        self.book = DuesBook(self.store, self.day)
        self.batch_bar.show_usual(self.book.settings)
        rows = grid_of(self.store, self.book, self.year)
        here = self.grid.place
        self.grid.records.set_rows(rows, told_apart(self.store))
        self.grid.return_to(here)
        self.grid.fit()
        self.sums.show_sums()
        for each in (self._shown, self.tools):
            each.show_filled(is_filled=bool(rows))
        self._card.tell_unfixed()
        if rows and not self.grid.currentIndex().isValid():
            self.grid.go_to_month(0, self._first_month(rows))
        self.beside.refresh()
        self.work.judge_again()
        self._on_move()

    def _first_month(self, rows: Sequence[GridRow]) -> int:
        """Return the first month of which something is owed, else the last that is due."""
        for month in range(1, 13):
            if any(each.cells[month - 1].look in _OPEN for each in rows):
                return month
        return self.day.month

    def _on_move(self) -> None:
        if line := self._card.row:
            self.beside.follow(line.member_id)
        self._card.tell_cell(self.book)

    # The batch.

    def _take_month_day(self) -> None:
        """Make the collection day of the month under the cursor that of this batch."""
        found = self.grid.current
        if found is None or not found[1]:
            return
        day = collection_day(Month(self.year, found[1]), self.book.settings.collection_day)
        if day > today():
            self.refused.emit(f"{day}还没到，收缴日期没有改。")
            return
        self.batch_bar.show_day(day)
        self.said.emit(f"本批收缴日期改为{day}。")

    # Beside the grid.

    @property
    def side(self) -> SidePanel:
        """What stands beside the grid."""
        return self.beside.panel

    def show_member(self, member_id: int) -> None:
        """Show a member's dues beside the grid."""
        self.beside.show_member(member_id)

    def show_sums(self) -> None:
        """Show the year's sums by party group and class beside the grid."""
        self.beside.show_sums()

    def go_to(self, member_id: int, month: int) -> None:
        """Put the cursor on a member's month."""
        at = self.grid.records.place_of(member_id)
        if at >= 0:
            self.grid.go_to_month(at, max(month, 1))
            self.grid.setFocus()

    # As a page.

    def show_record(self, table: str, number: int) -> None:
        """Show whose payment a record is, at the first month it is for."""
        found = self.store.row(table, number)
        if not found or not (member := found.get("member_id")):
            return
        months = [
            month_of(part.month)
            for part in self.store.where(PaidMonth, payment_id=number)
            if part.month
        ]
        here = [month.month for month in months if month.year == self.year]
        if self.grid.records.place_of(member) < 0:
            self.refused.emit("这个人这一年不在收缴表里；请换到交纳月份所在的年度。")
            return
        self.go_to(member, min(here, default=1))
        self.show_member(member)

    def begin(self) -> None:
        """Put the cursor into the grid, or on what comes first."""
        self._shown.begin()

    def begin_search(self) -> None:
        """There is nothing to search in: the whole year is in sight."""

    def add(self) -> None:
        """Begin as on coming here: what is chosen is paid by its own key alone."""
        self.begin()

    def leave(self) -> None:
        """Keep an amount that still waits for its reason."""
        self.grid.leave_cell()
        self.work.keep_waiting()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew; a small page leaves out what can be found elsewhere."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.unit(NARROW)
        self.tools.set_narrow(narrow=is_narrow)
        self.batch_bar.set_narrow(narrow=is_narrow)
        self._card.fit(self.height())
        self.beside.share()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns once the room is known."""
        super().showEvent(event)
        self.beside.share()
