"""党费: what each pays, the year's grid, arrears, what is handed up and used, in tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal

from models.dues.book import DuesBook
from models.dues.records import (
    Basis,
    BasisItem,
    DuesUse,
    DuesWaiver,
    LargeDues,
    PaidMonth,
    Payment,
    Publication,
    ReceiptCount,
    Remittance,
)
from models.dues.settings import dues_settings
from models.own_columns import OwnColumn, OwnValue
from models.parts import whole_of
from ui import theme
from ui.page import Page, today
from ui.pages.dues_half_steps import TabSteps
from ui.pages.dues_head import DuesHead
from ui.record.tabs import PageTabs, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from models.store import Store
    from ui.shell.desk import Desk

_LOW = 520
"""The height below which a page is low, in pixels of the design."""
_DATED = ("since", "used_on", "sent_on", "published_on", "paid_on")


def _parts() -> tuple[Part, ...]:
    books = "ui.pages.dues_records"
    return (
        Part("收缴", "ui.pages.dues_collecting", "CollectingPage", Payment.table),
        Part("核定", "ui.pages.dues_bases", "BasesPage", Basis.table),
        Part("减免", books, "WaiversPage", DuesWaiver.table),
        Part("欠交", "ui.pages.dues_arrears", "ArrearsPage"),
        Part("上缴", books, "RemittancesPage", Remittance.table),
        Part("使用", books, "UsesPage", DuesUse.table),
        Part("大额党费", books, "LargeDuesPage", LargeDues.table),
        Part("公布", books, "PublicationsPage", Publication.table),
    )


class DuesPage(Page):
    """The tabs of 党费, under the sums of the year."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"branch", "member", "period", "movement", "post", "party_group", "meeting", "vote",
         Basis.table, BasisItem.table, DuesWaiver.table, Payment.table, PaidMonth.table,
         ReceiptCount.table, LargeDues.table, Remittance.table, DuesUse.table, Publication.table,
         OwnColumn.table, OwnValue.table}
    )  # fmt: skip

    year_wanted = Signal(int)
    """The working year of a record that is to be shown."""
    hushed = Signal()
    """Something is asked or refused where one types: what was said before is out of the way."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._settings = dues_settings(store)
        self._tabs = PageTabs(self, "党费的各部分", _parts())
        self._tabs.answer(
            part_wanted=self.show_part_for,
            member_wanted=self.show_month,
            tab_wanted=self._tabs.go_to,
            hushed=self.hushed.emit,
        )
        self.steps = TabSteps(self._tabs)
        self._head = DuesHead()
        self._head.unfixed_asked.connect(partial(self.show_part_for, Basis.table))
        self.body.addWidget(self._head)
        self.body.addWidget(self._tabs, 1)
        self._tabs.currentChanged.connect(lambda _at: self.settled.emit())
        self._tabs.show_part(0)
        self._show_sums()

    @property
    def part(self) -> Page:
        """The page of the tab that is shown."""
        return self._tabs.part

    @property
    def tabs(self) -> PageTabs:
        """The tabs."""
        return self._tabs

    def _show_sums(self) -> None:
        """Say in the head how the year's sums stand; of a year to come there are none."""
        until = "到今天" if self.year == today().year else "全年"
        is_begun = self.year <= today().year
        self._head.show_sums(
            DuesBook(self.store, self.day).year(self.year) if is_begun else (), until
        )

    # Ways between the tabs.

    def show_part_for(self, table: str, member_id: int) -> None:
        """Show a tab, and in it what concerns a member."""
        page: Any = self._tabs.go_to(table)
        if show := getattr(page, "show_member", None):
            show(member_id)
        page.begin()

    def show_month(self, member_id: int, month: int) -> None:
        """Show a member's month in the grid."""
        page: Any = self._tabs.go_to(Payment.table)
        page.go_to(member_id, month)

    # As a page.

    def join(self, desk: Desk) -> None:
        """Let the desk go to the year of a record."""
        self.year_wanted.connect(desk.top_bar.show_year)
        self.hushed.connect(desk.hush_done)

    def reload(self) -> None:
        """Show the store as it is now, in the tab that is shown; the others when they are."""
        self._tabs.reload()
        self._show_sums()

    def show_year(self, year: int) -> None:
        """Show another year in the tab that is shown; in the others when they are."""
        self._year = year
        self._tabs.show_part(self._tabs.currentIndex())
        self._show_sums()

    def show_record(self, table: str, number: int) -> None:
        """Show the tab of a record's kind, its year, and the record in it."""
        table, number = whole_of(self.store, table, number)
        if table == ReceiptCount.table:
            table, number = self._last_payment(number)
        found = self.store.row(table, number)
        if found is None:
            self.refused.emit("这条记录已不在文件中，可能刚被删除或撤销。")
            return
        page = self._tabs.go_to(table)
        year = self._year_of(table, number, found)
        if year != self.year:
            self.year_wanted.emit(year)
            self.said.emit(f"这条记录在 {year} 年度，已换到那一年。")
        page.show_record(table, number)

    def _year_of(self, table: str, number: int, found: Mapping[str, Any]) -> int:
        """Return the year in which a record stands: a payment in that of the months it is for."""
        if table == Payment.table:
            months = [part.month for part in self.store.where(PaidMonth, payment_id=number)]
            if years := [month.year for month in months if month]:
                return min(years)
        days = (found[name] for name in _DATED if found.get(name))
        year: int = found.get("year") or next((int(day[:4]) for day in days), self.year)
        return year

    def _last_payment(self, number: int) -> tuple[str, int]:
        """Return the payment with the last number of a year, which a count of receipts leads to."""
        count = self.store.row(ReceiptCount.table, number) or {}
        found = self.store.where(
            Payment, receipt_year=count.get("year"), receipt_number=count.get("last")
        )
        return Payment.table, (found[0].id or 0) if found else 0

    def begin(self) -> None:
        """Begin in the tab that is shown, with what is due as it is set now."""
        if self._settings != (now := dues_settings(self.store)):
            self._settings = now
            self.reload()
        self.part.begin()

    def begin_search(self) -> None:
        """Search in the tab that is shown."""
        self.part.begin_search()

    def add(self) -> None:
        """Begin a new record of the tab that is shown."""
        self.part.add()

    def leave(self) -> None:
        """Keep what is half done."""
        self._tabs.leave()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the title on a low page: the tabs need the room."""
        super().resizeEvent(event)
        self._head.setHidden(self.height() < theme.unit(_LOW))
