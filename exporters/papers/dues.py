"""Papers of what one member pays: 核定表, 交纳证明, 党费证补登页, 欠交提醒."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporters.ledgers.dues import held_in, money, rate_words
from exporters.ledgers.ledger import TOTAL, chinese_day
from exporters.papers.dues_receipts import GROUP
from exporters.papers.held import signed
from exporters.papers.paper import Paper
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures, Table
from models.dues.account import Month, Span
from models.dues.arrears import arrear_of, arrears
from models.dues.book import DuesBook
from models.dues.fixing import explained, items_of
from models.dues.of_member import settled_until
from models.dues.paying import payments_of
from models.dues.records import COUNTED, DEDUCTED, LEFT_OUT, Basis, month_of
from models.dues.words import month_words, months_words, yuan_words
from models.errors import NotFound
from models.fields import Field, Kind
from models.meetings.people import told_apart
from models.members.names import name_of_file
from models.members.records import Member
from models.members.standing import person_on
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from exporters.ledgers.ledger import Asked
    from exporters.sheet import Block, Row
    from models.dues.account import MonthState
    from models.members.standing import Standing
    from models.store import Store

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Payer:
    """One member with the books as on a day."""

    store: Store
    book: DuesBook
    person: Standing
    name: str

    @classmethod
    def of(cls, store: Store, member_id: int, day: date) -> _Payer:
        """Return a member on file.

        Raises:
            NotFound: if there is none.
        """
        person = person_on(store, day, member_id)
        return cls(store, DuesBook(store, day), person, told_apart(store)[member_id])

    @property
    def id(self) -> int:
        """The member's id."""
        return self.person.member.id or 0

    def year(self, year: int) -> list[MonthState]:
        """Return how the months of a year stand."""
        return self.book.states(self.person, Span(Month(year, 1), Month(year, _MONTHS)))

    def sheet(self, code: str, title: str, year: int, blocks: Sequence[Block]) -> Sheet:
        """Return a paper about the member."""
        heading, name = self.store.branch.heading, name_of_file(self.store.all(Member), self.id)
        return Sheet(
            title=title,
            code=code,
            paper="A4",
            record=str(self.id),
            stem=f"{heading}{name}{title}{year}年度",
            blocks=tuple(blocks),
        )

    def line(self, asked: Asked) -> Line:
        """Return the line under a title."""
        return Line(
            f"党支部：{self.store.branch.heading}",
            f"{asked.year} 年度",
            f"制表日期：{chinese_day(asked.made_on)}　金额单位：元",
        )


def _basis_sheet(store: Store, member_id: int, asked: Asked) -> Sheet:
    payer = _Payer.of(store, member_id, asked.day)
    found = [
        basis
        for line in payer.book.year(asked.year)
        if line.person.member.id == member_id
        for basis in held_in(payer.book, line, asked.year)
    ]
    blocks: list[Block] = [payer.line(asked)]
    for basis in found or [Basis(member_id=member_id)]:
        blocks += _basis_blocks(payer, basis)
    blocks.append(Signatures(("党员本人（签名）：", "核定人（签名）：", "支部书记（签名）：")))
    return payer.sheet("dues-basis-sheet", "党员交纳党费核定表", asked.year, blocks)


def _basis_blocks(payer: _Payer, basis: Basis) -> Iterator[Block]:
    """Yield one 核定: the form, the items of its base, the words that explain the amount."""
    person, rounds = payer.person, payer.book.settings.rounds
    yield Facts(
        (
            Fact("姓名", payer.name, kind=Kind.NAME),
            Fact("党小组", person.group.name if person.group else ""),
            Fact("党员类别", basis.payer),
            Fact("起始月", month_words(month_of(basis.since)) if basis.since else ""),
            Fact("交纳基数", _amount(basis.base)),
            Fact("适用比例", rate_words(basis, payer.book.settings)),
            Fact("月交金额", _amount(basis.amount)),
            Fact("核定原因", "；".join(filter(None, (basis.cause, basis.reason)))),
            Fact("核定日期", chinese_day(basis.decided_on) if basis.decided_on else ""),
            Fact("备注", basis.remark),
        )
    )
    if not basis.id:
        yield Paragraph("未见本年度的核定记录：核定过的请补录，没核定的请写明原因。", "note")
        return
    if items := items_of(payer.store, basis):
        yield Paragraph("基数明细", "note")
        yield _items_table([(item.label, item.use, item.amount) for item in items])
    yield Paragraph(explained(basis, rounds), "note")


def _amount(fen: int | None) -> str:
    return "" if fen is None else format_money(fen)


_USES = (COUNTED, DEDUCTED, LEFT_OUT)


def _items_table(items: Sequence[tuple[str, str, int]]) -> Table:
    """Return the items of a base in a column for each use, with their sums."""
    # As wide as the boxes of the form above and the places to sign below ask for in a workbook.
    amounts = (replace(money(use, use), width=10) for use in _USES)
    columns = (Field("项目", width=10, name="label"), *amounts)
    rows: tuple[Row, ...] = tuple(
        (label, *(amount if use == own else None for own in _USES)) for label, use, amount in items
    )
    sums = (sum(amount for _, use, amount in items if use == own) or None for own in _USES)
    return Table(columns, rows, total=(TOTAL, *sums))


def _proof(store: Store, member_id: int, asked: Asked) -> Sheet:
    payer = _Payer.of(store, member_id, asked.day)
    states = payer.year(asked.year)
    who = "，".join(filter(None, (payer.name, payer.person.member.sex)))
    belongs = f"系本支部{payer.person.category}" if payer.person.on_roll else "曾在本支部交纳党费"
    told = [f"{who}，{belongs}。", *_paid_words(payer, states, asked.year)]
    if any(state.paid or state.is_waived for state in states):
        told.append(_paid_to(payer, states))
    return payer.sheet(
        "dues-proof",
        "党费交纳证明",
        asked.year,
        (Paragraph("".join(told)), Paragraph("特此证明。"), signed(store.branch, asked.made_on)),
    )


def _paid_words(payer: _Payer, states: Sequence[MonthState], year: int) -> Iterator[str]:
    """Yield what the books have of a year: what was paid, waived, and is not paid yet."""
    paid = [state for state in states if state.paid]
    if not paid:
        yield f"本支部没有登记{year}年度交纳的党费。"
    else:
        months = months_words(state.month for state in paid)
        yield f"已交纳{months}的党费，共{yuan_words(sum(state.paid for state in paid))}。"
    if waived := [state.month for state in states if state.is_waived]:
        yield f"{months_words(waived)}经批准免交。"
    if owed := [state for state in states if state.owed and payer.book.collected(state.month)]:
        sum_ = yuan_words(sum(state.owed for state in owed))
        yield f"{months_words(state.month for state in owed)}尚有{sum_}未交。"


def _paid_to(payer: _Payer, states: Sequence[MonthState]) -> str:
    """Return 党费交至 of a year in which nothing before that month is owed, else ""."""
    until = settled_until(payer.book, payer.person, states)
    return f"党费交至{month_words(until)}。" if until else ""


_CARD_COLUMNS = (
    Field("月份", width=4, name="month"),
    money("应交", "due"),
    money("实交", "paid"),
    Field("交纳日期", width=6, name="day"),
    Field("回执编号", width=6, name="receipt"),
    Field("收款人", Kind.NAME, width=5, name="collector"),
    Field("收款人签章", width=7, name="signature"),
)


def _card_page(store: Store, member_id: int, asked: Asked) -> Sheet:
    payer = _Payer.of(store, member_id, asked.day)
    rows = tuple(_card_rows(payer, asked.year))
    total = (TOTAL, None, sum(row[2] for row in rows if isinstance(row[2], int)), "", "", "", "")
    return payer.sheet(
        "dues-card",
        "党费证补登页",
        asked.year,
        (
            Line(f"姓名：{payer.name}", f"{asked.year} 年度", "金额单位：元"),
            Table(_CARD_COLUMNS, rows, total=total, row_mm=10),
            Paragraph("只列已登记的交纳，空着的月份没有登记；核对后由收款人签章，贴入党费证。", "note"),
            Signatures(("党员本人（签名）：", "补登人（签名）：")),
        ),
    )  # fmt: skip


def _card_rows(payer: _Payer, year: int) -> Iterator[Row]:
    """Yield the twelve months with what was paid for each, when and to whom."""
    payments = [
        (payment, {month_of(part.month) for part in parts if part.month})
        for payment, parts in payments_of(payer.store, payer.id)
        if payment.voided_on is None
    ]
    for state in payer.year(year):
        here = [payment for payment, months in payments if state.month in months]
        yield (
            f"{state.month.month}月",
            "免" if state.is_waived else state.asked or None,
            state.paid or None,
            "、".join(str(one.paid_on) for one in here),
            "、".join(one.receipt for one in here),
            "、".join(dict.fromkeys(one.collector for one in here if one.collector)),
            "",
        )


_CLAUSE = (
    "《关于中国共产党党费收缴、使用和管理的规定》第十三条：不按照规定交纳党费的，进行批评教育，限期改正；"
    "没有正当理由，连续六个月不交纳党费的，按自行脱党处理。"
)


def _reminder(store: Store, member_id: int, asked: Asked) -> Sheet:
    payer = _Payer.of(store, member_id, asked.made_on)
    found = arrear_of(payer.book, payer.person)
    since = f"按支部登记，截至{chinese_day(asked.made_on)}，"
    if found is None:
        raise NotFound(f"{since}{payer.name}没有欠交的党费，没有制作提醒。")
    told = (
        Paragraph(f"{since}你有{found.words}的党费未交，共{yuan_words(found.owed)}。"),
        Paragraph("请及时补交；确有困难或者登记与实际不符的，请告诉支部，一起核对。"),
        Paragraph(_CLAUSE, "note"),
    )
    return payer.sheet(
        "dues-reminder",
        "党费交纳提醒",
        asked.made_on.year,
        (Paragraph(f"{payer.name}同志：", "flush"), *told, signed(store.branch, asked.made_on)),
    )


def _owing(store: Store, asked: Asked) -> set[int]:
    book = DuesBook(store, asked.made_on)
    return {one.person.member.id or 0 for one in arrears(book)}


BASIS_SHEET = Paper(
    code="dues-basis-sheet",
    name="党费核定表（每人一份）",
    record_type=Member,
    make=_basis_sheet,
    group=GROUP,
)
PROOF = Paper(code="dues-proof", name="党费交纳证明", record_type=Member, make=_proof, group=GROUP)
CARD_PAGE = Paper(
    code="dues-card", name="党费证补登页", record_type=Member, make=_card_page, group=GROUP
)
REMINDER = Paper(
    code="dues-reminder",
    name="欠交党费提醒",
    record_type=Member,
    make=_reminder,
    group=GROUP,
    among=_owing,
    nobody="现在没有欠交党费的党员，不用提醒。",
)
