"""党费交纳回执: the branch's own voucher of a payment, alone or four on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.capital_amounts import capital_amount
from exporters.ledgers.ledger import chinese_day
from exporters.papers.paper import Paper
from exporters.sheet import Fact, Facts, Line, PageBreak, Paragraph, Sheet
from models.dues.records import PaidMonth, Payment, month_of
from models.dues.words import months_words, yuan_words
from models.errors import NotFound
from models.fields import Kind
from models.meetings.numbering import entered_late
from models.meetings.people import told_apart
from models.meetings.settings import meeting_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporters.ledgers.ledger import Asked
    from exporters.sheet import Block
    from models.store import Store

GROUP = "党费"
"""The heading under which the papers of 党费 are chosen."""
_NAME = "党费交纳回执（支部内部凭据）"
_A_PAGE = 4
_CUT = Paragraph(f"{'－' * 12}　沿此线裁开　{'－' * 12}", "centre")
_NOTE = Paragraph("本回执由支部和交纳人留存，不是上级党组织开具的党费收据。", "note")


def _receipt(store: Store, payment_id: int, _asked: Asked) -> Sheet:
    payment = _counting(store, payment_id)
    branch = store.branch
    return Sheet(
        title=_NAME,
        code="receipt",
        paper="A4",
        record=payment.receipt,
        stem=f"{branch.heading}党费交纳回执{payment.receipt}",
        blocks=(
            Line(f"党支部：{branch.heading}", "", f"编号：{payment.receipt}"),
            _facts(store, payment, told_apart(store)),
            _NOTE,
        ),
    )


def _receipts(store: Store, numbers: Sequence[int], asked: Asked) -> Sheet:
    payments = sorted(
        (_counting(store, number) for number in numbers),
        key=lambda one: (one.receipt_year, one.receipt_number),
    )
    heading = store.branch.heading
    return Sheet(
        title="党费交纳回执",
        code="receipt",
        paper="A4",
        stem=f"{heading}{asked.year}年度党费交纳回执（{len(payments)}份）",
        blocks=tuple(_slips(store, payments)),
    )


def _slips(store: Store, payments: Sequence[Payment]) -> Iterator[Block]:
    names, heading = told_apart(store), store.branch.heading
    for place, payment in enumerate(payments):
        if place:
            yield PageBreak() if place % _A_PAGE == 0 else _CUT
        yield Line(f"编号：{payment.receipt}", _NAME, f"党支部：{heading}")
        yield _facts(store, payment, names)
        yield _NOTE


def _counting(store: Store, number: int) -> Payment:
    """Return a payment that counts.

    Raises:
        NotFound: if it was taken back.
    """
    payment = store.get(Payment, number)
    if payment.voided_on:
        raise NotFound(f"{payment.receipt}号回执已经作废，不再制作；请选这名党员其他的交纳。")
    return payment


def _facts(store: Store, payment: Payment, names: Mapping[int, str]) -> Facts:
    parts = store.where(PaidMonth, payment_id=payment.id)
    amount = sum(part.amount for part in parts)
    months = months_words(month_of(part.month) for part in parts if part.month)
    return Facts(
        (
            Fact("交纳人", names.get(payment.member_id, ""), kind=Kind.NAME),
            Fact("交纳日期", chinese_day(payment.paid_on) if payment.paid_on else ""),
            Fact("交纳方式", payment.way),
            Fact("交纳月份", f"{months}{_late(store, payment)}", wide=True),
            Fact("交纳金额", f"{yuan_words(amount)}　人民币（大写）{capital_amount(amount)}", wide=True),
            Fact("代交人", payment.handed_by, kind=Kind.NAME),
            Fact("收款人", payment.collector, kind=Kind.NAME),
            Fact("收款人签名"),
        ),
        columns=3,
    )  # fmt: skip


def _late(store: Store, payment: Payment) -> str:
    """Return 补录 of a payment that was entered late, else ""."""
    days, day = meeting_settings(store).late_days, payment.paid_on
    return "（补录）" if day and entered_late(payment.recorded_at, day, days) else ""


def _numbered(store: Store, text: str) -> int:
    """Return the id of the payment with a receipt number, 2026-012 or 2026-12.

    Raises:
        NotFound: if there is none.
    """
    year, _, number = text.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        raise NotFound(f"“{text}”不是回执编号；请写成2026-012的样子，编号见“党费”页或者回执。")
    found = store.where(Payment, receipt_year=int(year), receipt_number=int(number))
    if not found:
        raise NotFound(f"没有{text}号回执；编号见“党费”页或者回执。")
    return found[0].id or 0


def _counts(payment: Payment) -> bool:
    return payment.voided_on is None


RECEIPT = Paper(
    code="receipt",
    name="党费交纳回执",
    record_type=Payment,
    make=_receipt,
    make_several=_receipts,
    group=GROUP,
    suits=_counts,
    numbered=_numbered,
    nobody="这个年度还没有登记交纳的党费，先到“党费”页登记，或者换一个年度。",
)
