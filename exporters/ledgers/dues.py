"""党费收缴: the year across, members by months; and 党费核定, what each pays and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import BY_PINYIN, Asked, Ledger
from exporters.ledgers.meetings import NUMBER
from exporters.sheet import Sum
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.cells import Look, grid_of
from models.dues.fixing import monthly_of
from models.dues.records import COUNTED, DEDUCTED, Basis, BasisItem, month_of
from models.dues.words import months_words
from models.errors import InvalidRecord
from models.fields import Field, Kind, field_of
from models.meetings.people import told_apart
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporters.sheet import Value
    from models.dues.book import YearLine
    from models.dues.cells import Cell, GridRow
    from models.dues.settings import DuesSettings
    from models.members.records import Movement
    from models.store import Store

NAME = Field("姓名", Kind.NAME, width=5, name="name")
_PAYER, _BASE, _AMOUNT = (field_of(Basis, name) for name in ("payer", "base", "amount"))
_MONTHS = tuple(
    Field(f"{month}月", Kind.MONEY, width=4, name=f"month{month}") for month in range(1, 13)
)
_MONTH_NAMES = tuple(field.name for field in _MONTHS)
_SIGNED = {Look.WAIVED, Look.OWED, Look.DUE, Look.UNFIXED}
"""How a month stands where nothing came, said by a sign."""
_TRANSFERS = {"转入", "转出"}


def money(label: str, name: str) -> Field:
    """Return a column of amounts."""
    return Field(label, Kind.MONEY, width=5, name=name)


def _year(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = told_apart(store)
    book = DuesBook(store, asked.day)
    return [
        (
            row.member_id,
            [
                number,
                names[row.member_id],
                row.person.group.name if row.person.group else "",
                row.basis.payer if row.basis else "",
                row.basis.base if row.basis else None,
                row.basis.amount if row.basis else None,
                *map(_month, row.cells),
                *_sums(row),
                _remark(row, book.movements_of(row.member_id), asked.year),
                "",
            ],
        )
        for number, row in enumerate(grid_of(store, book, asked.year), 1)
    ]


def _month(cell: Cell) -> Value:
    """Return what was paid for a month, else the sign of how it stands, nothing if not due."""
    if cell.state.paid:
        return cell.state.paid
    return cell.look.sign if cell.look in _SIGNED else ""


def _sums(row: GridRow) -> list[Value]:
    """Return 应交 without what is waived, 实交, and 欠交 and 多交 where there are any."""
    due = row.total("due") - row.total("waived")
    return [due, row.total("paid"), row.total("owed") or None, row.total("overpaid") or None]


def _remark(row: GridRow, movements: Iterable[Movement], year: int) -> str:
    """Return what is to be said of a year: a transfer; months late, in part, too much, entered late."""
    told = (
        ("补交", [c for c in row.cells if c.look is Look.BACK]),
        ("未交足", [c for c in row.cells if c.look is Look.PART]),
        ("少交", [c for c in row.cells if c.state.waived and not c.state.is_waived]),
        ("多交", [c for c in row.cells if c.state.overpaid]),
        ("补录", [c for c in row.cells if any(one.is_late for one in c.receipts)]),
    )
    said = [f"{word}{_months(cells)}" for word, cells in told if cells]
    return "；".join(filter(None, (_transfers(movements, year), *said)))


def _transfers(movements: Iterable[Movement], year: int) -> str:
    """Return when someone was transferred in or out within a year: why other months are blank."""
    found = sorted(
        (day.first, day.month, movement.kind)
        for movement in movements
        if movement.kind in _TRANSFERS
        and (day := movement.happened_on)
        and day.year == year
        and day.month
    )
    return "、".join(f"{month}月{kind}" for _, month, kind in found)


def _months(cells: Iterable[Cell]) -> str:
    months = [cell.state.month for cell in cells]
    return months_words(months).replace(f"{months[0].year}年", "").replace("月至", "—")


DUES = Ledger(
    code="dues",
    name="党费收缴台账",
    columns=(
        NUMBER,
        NAME,
        Field("党小组", width=5, name="group"),
        _PAYER,
        _BASE,
        _AMOUNT,
        *_MONTHS,
        money("应交", "due"),
        money("实交", "paid"),
        money("欠交", "owed"),
        money("多交", "overpaid"),
        Field("备注", width=6, name="remark"),
        Field("签名", width=6, name="signature"),
    ),
    standard=("number", "name", "base", *_MONTH_NAMES, "due", "paid", "owed", "remark"),
    rows=_year,
    orders=(BY_PINYIN,),
    totals=(*_MONTH_NAMES, "due", "paid", "owed", "overpaid"),
    sums=(
        Sum("paid", _MONTH_NAMES),
        Sum("owed", ("due", "overpaid"), ("paid",)),
        Sum("owed", ("due",), ("paid",)),
    ),
    as_needed=("overpaid",),
    by_hand=("signature",),
    note=(
        "各月为实交金额。免：经批准免交；欠：到期未交；待：本月收缴日未到；定：未见核定。"
        "应交、欠交算到收缴日已过的月份，已减去免交和少交；"
        "应交＋多交＝实交＋欠交。"
    ),
    paper="A4 landscape",
    signatures=("收缴人（签名）：", "支部书记（签名）："),
)


def _bases(store: Store, asked: Asked) -> list[tuple[int | None, list[Value]]]:
    names, book = told_apart(store), DuesBook(store, asked.day)
    items: dict[int, list[BasisItem]] = defaultdict(list)
    for item in sorted(store.all(BasisItem), key=lambda one: one.place):
        items[item.basis_id].append(item)
    rows: list[tuple[int | None, list[Value]]] = []
    for line in book.year(asked.year):
        name = names[line.person.member.id or 0]
        found = held_in(book, line, asked.year)
        for basis in found:
            told = _basis(basis, items[basis.id or 0], book.settings)
            rows.append((basis.id, [len(rows) + 1, name, *told]))
        if not found:
            rows.append((None, [len(rows) + 1, name, *_UNFIXED]))
    return rows


_UNFIXED: tuple[Value, ...] = ("", "", "", None, "", None, None, "", None, "未见核定")


def held_in(book: DuesBook, line: YearLine, year: int) -> list[Basis]:
    """Return the 核定 someone paid by in a year, earliest first; one of an earlier year may go on."""
    known = book.bases_of(line.person.member.id or 0)
    within = [one for one in known if one.since and one.since.year == year]
    before = book.basis_in(line.person.member.id or 0, Month(year - 1, 12))
    is_new = within and within[0].since and month_of(within[0].since).month == 1
    return within if before is None or is_new else [before, *within]


def _basis(basis: Basis, items: Iterable[BasisItem], settings: DuesSettings) -> list[Value]:
    items = list(items)
    return [
        basis.payer,
        items_used(items, COUNTED),
        items_used(items, DEDUCTED),
        basis.base,
        rate_words(basis, settings),
        basis.amount,
        basis.since,
        "；".join(filter(None, (basis.cause, basis.reason))),
        basis.decided_on,
        "；".join(filter(None, ("类别待核对" if basis.is_assumed else "", basis.remark))),
    ]


def items_used(items: Iterable[BasisItem], use: str) -> str:
    """Return the items of a base of one use with their amounts: 岗位工资2,185.00、薪级工资692.00."""
    return "、".join(f"{one.label}{format_money(one.amount)}" for one in items if one.use == use)


def rate_words(basis: Basis, settings: DuesSettings) -> str:
    """Return the rate a base is paid at, 1.5%; "" for a class that pays without one."""
    try:
        permille = monthly_of(basis, settings.rounds).permille
    except InvalidRecord:
        return ""
    return f"{permille / 10:g}%" if permille else ""


# Payrolls differ from one kind of unit to another, and a branch may have several: their columns
# side by side would be mostly empty and fit no paper, so what counts is told in words.
DUES_BASIS = Ledger(
    code="dues-basis",
    name="党费核定表",
    columns=(
        NUMBER,
        NAME,
        _PAYER,
        Field("计入基数的项目", Kind.LONG_TEXT, width=20, name="counted"),
        Field("扣除的项目", Kind.LONG_TEXT, width=21, name="deducted"),
        _BASE,
        Field("比例", width=3, name="rate"),
        _AMOUNT,
        field_of(Basis, "since"),
        Field("核定原因", width=6, name="cause"),
        field_of(Basis, "decided_on"),
        Field("备注", width=5, name="remark"),
    ),
    standard=(
        "number", "name", "payer", "counted", "deducted", "base", "rate", "amount", "since",
        "cause", "remark",
    ),
    rows=_bases,
    paper="A4 landscape",
)  # fmt: skip
