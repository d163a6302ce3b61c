"""A member's dues beside the grid: what is paid by, what is waived, every payment; or the year's sums."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.dues.cells import Totals, by_group, by_payer
from models.dues.fixing import explained
from models.dues.paying import payments_of
from models.dues.records import DuesWaiver, Payment, month_of
from models.dues.words import month_words, months_words
from models.members.records import Member
from models.values import format_money
from ui import theme
from ui.pages.paper_menu import print_button
from ui.widgets import button, column, label, row, rule, scrolled, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from models.dues.book import DuesBook
    from models.dues.cells import GridRow
    from models.dues.records import PaidMonth
    from models.store import Store


class DuesSide(QWidget):
    """One member: arrears first, then 核定, 减免 and all payments with their receipts."""

    close_asked = Signal()
    paper_asked = Signal(str, int)
    part_asked = Signal(str, int)
    """A tab is wanted, by its table, with a member's id."""
    retelling_asked = Signal(int)
    """How a payment came is to be put right, by its id."""

    def __init__(self, store: Store, book: DuesBook, line: GridRow, name: str) -> None:
        super().__init__()
        self.writing: list[QWidget] = []
        """What would change the file."""
        self._store, self._book, self._row = store, book, line
        inner = QWidget()
        self._lines = column(inner, spacing=8)
        self._head(name)
        self._add_owed()
        self._add_bases()
        self._add_waivers()
        self._add_payments()
        self._lines.addStretch(1)
        column(self, spacing=0).addWidget(scrolled(inner))

    def _head(self, name: str) -> None:
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭党费明细")
        member = self._row.person.member
        papers = print_button(Member, lambda: member, self.paper_asked.emit)
        first = row(label(name, "name", wrap=True), papers, close)
        first.setStretch(0, 1)
        self._lines.addLayout(first)
        person = self._row.person
        words = " · ".join(
            part
            for part in (person.group.name if person.group else "", person.member.work_post)
            if part
        )
        if words:
            self._lines.addWidget(label(words, "second", wrap=True))

    def _heading(self, words: str, act: str = "", table: str = "") -> None:
        self._lines.addWidget(rule())
        parts: list[QWidget | None] = [label(words, "cardtitle"), None]
        if act:
            go = button(act, partial(self.part_asked.emit, table, self._row.member_id), "quiet")
            go.setAccessibleName(f"{act}：{words}")
            parts.append(go)
        self._lines.addLayout(row(*parts))

    def _add_owed(self) -> None:
        owed = self._book.owed_until_now(self._row.person)
        if not owed:
            self._lines.addLayout(row(tag("✓ 到今天没有欠交", "good"), None))
            return
        months = months_words(state.month for state in owed)
        sum_ = format_money(sum(state.owed for state in owed))
        self._lines.addLayout(row(tag(f"欠交 {sum_} 元", "accent"), None))
        self._lines.addWidget(label(f"{months}。", "second", wrap=True))
        number = self._book.unpaid_on_end(self._row.person)
        if number > 1:
            self._lines.addWidget(
                label(f"连续 {number} 个月没有交纳（不含免交）。", "second", wrap=True)
            )

    def _add_bases(self) -> None:
        self._heading("核定", "登记核定", "dues_basis")
        bases = self._book.bases_of(self._row.member_id)
        if not bases:
            self._lines.addWidget(label("还没有核定，不知应交多少。", "second", wrap=True))
        for basis in reversed(bases):
            since = f"{month_words(month_of(basis.since))}起" if basis.since else ""
            words = explained(basis, self._book.settings.rounds)
            self._lines.addWidget(label(f"{since}　{basis.payer}（{basis.cause}）", "", wrap=True))
            self._lines.addWidget(label(words, "hint", wrap=True))

    def _add_waivers(self) -> None:
        waivers = self._book.waivers_of(self._row.member_id)
        if not waivers:
            return
        self._heading("减免", "登记减免", "dues_waiver")
        for waiver in waivers:
            self._lines.addWidget(label(_waiver_words(waiver), "", wrap=True))

    def _add_payments(self) -> None:
        self._heading("交纳")
        found = payments_of(self._store, self._row.member_id)
        if not found:
            self._lines.addWidget(label("没有交纳记录。", "second", wrap=True))
        for payment, parts in reversed(found):
            self._lines.addLayout(self._payment(payment, parts))

    def _payment(self, payment: Payment, parts: Sequence[PaidMonth]) -> QVBoxLayout:
        made = column(spacing=2)
        months = months_words(month_of(part.month) for part in parts if part.month)
        sum_ = format_money(sum(part.amount for part in parts))
        show = button(
            "", partial(self.paper_asked.emit, "receipt", payment.id or 0), "quiet", "printer"
        )
        show.setAccessibleName(f"打印回执{payment.receipt}")
        show.setToolTip(f"预览、打印回执{payment.receipt}")
        words = label(f"{payment.paid_on}　{sum_} 元")
        line = row(words, self._mend(payment), show)
        line.setStretch(0, 1)
        made.addLayout(line)
        more = [f"回执 {payment.receipt}", months, payment.way]
        more += [f"{payment.handed_by}代交" if payment.handed_by else "", payment.reason]
        more.append(payment.remark)
        more.append(f"{payment.voided_on}作废：{payment.void_reason}" if payment.voided_on else "")
        made.addWidget(label("　".join(filter(None, more)), "hint", wrap=True))
        return made

    def _mend(self, payment: Payment) -> QWidget:
        """Return the way to put right how a payment came; of one that is 作废, its mark."""
        if payment.voided_on:
            return tag("作废", "plain")
        mend = button("", partial(self.retelling_asked.emit, payment.id or 0), "quiet", "pencil")
        mend.setAccessibleName(f"改回执{payment.receipt}的方式、备注")
        mend.setToolTip("改方式、代交人、收款人、备注；金额和回执编号不变")
        self.writing.append(mend)
        return mend


def _waiver_words(waiver: DuesWaiver) -> str:
    since, until = waiver.since, waiver.until
    span = f"{since}至{until}" if since and until else str(since or "")
    amount = f"每月{format_money(waiver.amount)}元" if waiver.amount is not None else ""
    state = (
        f"{waiver.approved_on}{waiver.approved_by}"
        if waiver.approved_on
        else "还没有批准，不算减免"
    )
    return f"{span}　{waiver.kind}{amount}　{waiver.ground}　{state}"


class SumsSide(QWidget):
    """The year's sums by party group and by class."""

    close_asked = Signal()

    def __init__(self, rows: Sequence[GridRow]) -> None:
        super().__init__()
        inner = QWidget()
        lines = column(inner, spacing=12)
        lines.setContentsMargins(0, 0, theme.unit(8), 0)
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭分组合计")
        first = row(label("全年合计", "cardtitle"), None, close)
        lines.addLayout(first)
        for heading, sums in (("按党小组", by_group(rows)), ("按党员类别", by_payer(rows))):
            lines.addWidget(rule())
            lines.addLayout(_table(heading, sums))
        lines.addStretch(1)
        column(self, spacing=0).addWidget(scrolled(inner))


def _table(heading: str, sums: dict[str, Totals]) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(theme.unit(8))
    made.setVerticalSpacing(theme.unit(6))
    for place in range(3):
        made.setColumnStretch(place, 1)
    made.addWidget(label(heading, "hint"), 0, 0, 1, 3)
    right = Qt.AlignmentFlag.AlignRight
    for at, (name, found) in enumerate(sums.items()):
        line = 3 * at + 1
        made.addWidget(label(f"{name}　{found.people}人", "", wrap=True), line, 0, 1, 3)
        amounts = (found.due - found.waived, found.paid, found.owed)
        for place, (words, fen) in enumerate(zip(("应交", "实交", "欠交"), amounts, strict=True)):
            made.addWidget(label(words, "hint"), line + 1, place, right)
            made.addWidget(label(format_money(fen)), line + 2, place, right)
    return made
