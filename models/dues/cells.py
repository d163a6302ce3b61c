"""The year's grid: how each month of each member stands, in a sign, an amount and a sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from models.dues.account import Month
from models.dues.fixing import explained
from models.meetings.reading import select
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.dues.account import MonthState
    from models.dues.book import DuesBook, YearLine
    from models.dues.records import Basis
    from models.dues.settings import DuesSettings
    from models.members.standing import Standing
    from models.store import Store


class Look(Enum):
    """How a month stands: its sign and its word."""

    NOTHING = ("", "不在本支部交纳")
    UNFIXED = ("定", "没有核定")
    TO_COME = ("", "还没到")
    DUE = ("待", "本月待交")
    OWED = ("欠", "欠交")
    PART = ("差", "没交足")
    PAID = ("✓", "已交")
    BACK = ("补", "补交")
    OVER = ("多", "多交")
    WAIVED = ("免", "免交")

    @property
    def sign(self) -> str:
        """What stands in the cell beside the amount, so that no colour says it alone."""
        return str(self.value[0])

    @property
    def word(self) -> str:
        """The same as a word."""
        return str(self.value[1])


class Receipt(NamedTuple):
    """A payment as one month has it."""

    number: str
    paid_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one member."""

    state: MonthState
    look: Look
    receipts: tuple[Receipt, ...] = ()

    @property
    def amount(self) -> int:
        """What the cell shows, in 分: what was paid, else what is asked."""
        return self.state.paid or self.state.asked

    @property
    def words(self) -> str:
        """What the cell shows as text, "" for nothing."""
        if self.look is Look.NOTHING:
            return ""
        if self.look in {Look.WAIVED, Look.UNFIXED}:
            return self.look.sign
        return format_money(self.amount) if self.amount else ""

    @property
    def sentence(self) -> str:
        """How the month stands, in one sentence."""
        state, look = self.state, self.look
        paid = "、".join(
            f"{one.paid_on}交{format_money(one.amount)}元（回执{one.number}）"
            for one in self.receipts
        )
        if look is Look.NOTHING:
            return "这个月不在本支部交纳"
        if look is Look.UNFIXED:
            return "没有核定，不知应交多少：请在“核定”登记" + (f"；{paid}" if paid else "")
        if look is Look.TO_COME:
            return f"还没到这个月{'；' + paid if paid else ''}"
        told = [f"应交{format_money(state.due)}元"] if state.due else []
        if state.waived:
            told.append(
                f"{look.word if look is Look.WAIVED else '少交'}{format_money(state.waived)}元"
            )
        if paid:
            told.append(paid)
        if state.owed:
            told.append(f"{'待交' if look is Look.DUE else '欠交'}{format_money(state.owed)}元")
        if state.overpaid:
            told.append(f"多交{format_money(state.overpaid)}元")
        if look is Look.BACK:
            told.append("补交")
        return "，".join(told)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One member's year: who, by what, twelve cells."""

    person: Standing
    basis: Basis | None
    cells: tuple[Cell, ...]
    line: YearLine

    @property
    def member_id(self) -> int:
        """The member's id."""
        return self.person.member.id or 0

    def total(self, of: str) -> int:
        """Return the year's sum, in 分, of `due`, `waived`, `paid`, `owed` or `overpaid`."""
        return self.line.total(of)


def grid_of(store: Store, book: DuesBook, year: int) -> list[GridRow]:
    """Return the grid of a year, in the branch's own order."""
    receipts = _receipts(store, year)
    found = []
    for line in book.year(year):
        number = line.person.member.id or 0
        spans = book.spans(line.person)
        cells = []
        for state in line.months:
            paid = tuple(receipts.get((number, state.month.month), ()))
            pays = any(span.holds(state.month) for span in spans)
            is_fixed = book.basis_in(number, state.month) is not None
            look = _before_due(state, pays=pays, is_fixed=is_fixed) or _look(
                state, paid, pays=pays, is_past=book.collected(state.month)
            )
            cells.append(Cell(state, look, paid))
        found.append(GridRow(line.person, line.basis, tuple(cells), line))
    return found


def _look(state: MonthState, receipts: tuple[Receipt, ...], *, pays: bool, is_past: bool) -> Look:
    """Return how a month stands of which something is known to be due, or was paid."""
    if not pays:
        return Look.OVER if state.paid else Look.NOTHING
    if state.owed:
        return Look.PART if state.paid else (Look.OWED if is_past else Look.DUE)
    if state.overpaid:
        return Look.OVER
    if not state.paid:
        return Look.WAIVED if state.waived else Look.NOTHING
    late = any(Month.of(one.paid_on) > state.month for one in receipts)
    return Look.BACK if late else Look.PAID


def _before_due(state: MonthState, *, pays: bool, is_fixed: bool) -> Look | None:
    """Return how a month stands that nothing is due of, as it is to come or nothing was fixed."""
    if state.paid or not pays:
        return None
    if state.is_to_come:
        return Look.TO_COME
    return None if is_fixed else Look.UNFIXED


def _receipts(store: Store, year: int) -> dict[tuple[int, int], list[Receipt]]:
    """Return by member and number of the month what was paid for each month of a year."""
    found: dict[tuple[int, int], list[Receipt]] = defaultdict(list)
    for row in select(store, _OF_YEAR, (f"{year}-01", f"{year}-12")):
        number = f"{row['receipt_year']}-{row['receipt_number']:03}"
        month = int(row["month"].split("-")[1])
        one = Receipt(number, date.fromisoformat(row["paid_on"]), row["amount"])
        found[row["member_id"], month].append(one)
    return found


_OF_YEAR = (
    "SELECT p.member_id, p.paid_on, p.receipt_year, p.receipt_number, m.month, m.amount"
    " FROM dues_month m JOIN dues_payment p ON p.id = m.payment_id"
    " WHERE p.voided_on IS NULL AND m.month BETWEEN ? AND ? ORDER BY p.paid_on, p.id"
)


class Totals(NamedTuple):
    """Sums in 分 of some members over some months."""

    people: int
    due: int
    waived: int
    paid: int
    owed: int
    overpaid: int


def totals(rows: Iterable[GridRow], months: Iterable[int] = range(1, 13)) -> Totals:
    """Return the sums of rows over some months of the year."""
    rows, places = list(rows), [month - 1 for month in months]
    states = [row.cells[place].state for row in rows for place in places]
    return Totals(
        len(rows),
        sum(s.due for s in states),
        sum(s.waived for s in states),
        sum(s.paid for s in states),
        sum(s.owed for s in states),
        sum(s.overpaid for s in states),
    )


def by_group(rows: Iterable[GridRow]) -> dict[str, Totals]:
    """Return the year's sums by party group, in the order they stand in the grid."""
    return _split(rows, lambda row: row.person.group.name if row.person.group else "未编组")


def by_payer(rows: Iterable[GridRow]) -> dict[str, Totals]:
    """Return the year's sums by class of payers."""
    return _split(rows, lambda row: row.basis.payer if row.basis else "未核定")


def _split(rows: Iterable[GridRow], name_of: Callable[[GridRow], str]) -> dict[str, Totals]:
    parts: dict[str, list[GridRow]] = defaultdict(list)
    for row in rows:
        parts[name_of(row)].append(row)
    return {name: totals(part) for name, part in parts.items()}


def cell_words(row: GridRow, month: int, settings: DuesSettings, basis: Basis | None) -> str:
    """Return what the foot says of a cell: what it is paid by with the clause, and how it stands."""
    cell = row.cells[month - 1]
    if basis is None or cell.look is Look.NOTHING:
        return f"{cell.sentence}。"
    return f"{explained(basis, settings.rounds)}{cell.sentence}。"
