"""The year's grid: how each month of each member stands, in a sign, an amount and a sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from models.dues.account import Month, Span
from models.dues.fixing import explained
from models.meetings.numbering import entered_late
from models.meetings.reading import select
from models.meetings.settings import meeting_settings
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    FREE = ("", "不用交")
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
    is_late: bool = False
    """Whether it was entered later than the branch's days for 补录."""
    handed_by: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one member."""

    state: MonthState
    look: Look
    receipts: tuple[Receipt, ...] = ()
    asked: int = 0
    """What is asked for the month, in 分, or will be on its day of collection."""
    pays: bool = True
    """Whether the member pays here in that month."""

    @property
    def payable(self) -> int:
        """What can still be paid of that, in 分."""
        return max(0, self.asked - self.state.paid)

    @property
    def amount(self) -> int:
        """What the cell shows, in 分: what was paid, else what is asked or will be."""
        return self.state.paid or self.asked

    @property
    def words(self) -> str:
        """What the cell shows as text, "" for nothing."""
        if self.look is Look.NOTHING:
            return ""
        if self.look in {Look.WAIVED, Look.UNFIXED}:
            return self.look.sign
        return format_money(self.amount) if self.amount or self.look is Look.FREE else ""

    @property
    def copied(self) -> str:
        """What a workbook gets of the cell: amounts of what was paid alone, else how it stands."""
        if self.state.paid or self.look in {Look.WAIVED, Look.NOTHING}:
            return self.words
        return self.look.word

    @property
    def sentence(self) -> str:
        """How the month stands, in one sentence."""
        plain = self._of_nothing_due()
        return plain if plain is not None else "，".join(self._told())

    @property
    def paid_words(self) -> str:
        """What was paid for it, by day and receipt, "" for nothing."""
        return "、".join(
            f"{one.paid_on}交{format_money(one.amount)}元（{'，'.join(_about(one))}）"
            for one in self.receipts
        )

    def _of_nothing_due(self) -> str | None:
        asked = f"，应交{format_money(self.asked)}元" if self.asked else ""
        plain = {
            Look.NOTHING: "这个月不在本支部交纳",
            Look.UNFIXED: "没有核定，不知应交多少：请在“核定”登记",
            Look.TO_COME: f"还没到这个月{asked}",
            Look.DUE: f"应交{format_money(self.asked)}元，还没到收缴日",
            Look.FREE: "核定的月交金额是0.00元",
        }
        if self.look is Look.WAIVED and not self.state.waived:
            return "还没到这个月，已批准免交"
        return plain.get(self.look)

    def _told(self) -> Iterator[str]:
        state = self.state
        if due := state.waived + self.asked:
            yield f"应交{format_money(due)}元"
        if state.waived:
            word = self.look.word if self.look is Look.WAIVED else "少交"
            yield f"{word}{format_money(state.waived)}元"
        if self.receipts:
            yield self.paid_words
        if state.owed:
            yield f"欠交{format_money(state.owed)}元"
            if self.receipts:
                yield "再填金额是另交一笔，登记错的按 Delete 取回"
        elif self.payable:
            yield f"还可交{format_money(self.payable)}元"
        if state.overpaid:
            yield f"多交{format_money(state.overpaid)}元"
        if self.look is Look.BACK:
            yield "补交"


def _about(receipt: Receipt) -> Iterator[str]:
    yield f"回执{receipt.number}"
    if receipt.handed_by:
        yield f"{receipt.handed_by}代交"
    if receipt.is_late:
        yield "补录"


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
    receipts = _receipts(store, year, meeting_settings(store).late_days)
    found = []
    for line in book.year(year):
        number = line.person.member.id or 0
        spans = line.account.member
        cells = []
        coming = _coming(book, line, year)
        for state in line.months:
            paid = tuple(receipts.get((number, state.month.month), ()))
            pays = any(span.holds(state.month) for span in spans)
            then = coming.get(state.month, state)
            is_fixed = book.basis_in(number, state.month) is not None
            look = _before_due(state, then, pays=pays, is_fixed=is_fixed, now=Month.of(book.day))
            look = look or _look(state, then, paid, pays=pays)
            cells.append(Cell(state, look, paid, then.asked, pays))
        found.append(GridRow(line.person, line.basis, tuple(cells), line))
    return found


def _coming(book: DuesBook, line: YearLine, year: int) -> dict[Month, MonthState]:
    """Return how the months to come will stand, as far as is known."""
    if book.due_until >= Month(year, 12):
        return {}
    last = Month(year, 12)
    states = line.account.states(Span(book.due_until.plus(1), last), due_until=last)
    return {state.month: state for state in states}


def _look(
    state: MonthState, then: MonthState, receipts: tuple[Receipt, ...], *, pays: bool
) -> Look:
    """Return how a month stands of which something is known to be due, or was paid."""
    if not pays:
        return Look.OVER if state.paid else Look.NOTHING
    if state.owed:
        return Look.PART if state.paid else Look.OWED
    if state.paid and state.paid < then.asked:
        return Look.PART
    if state.overpaid:
        return Look.OVER
    if not state.paid:
        return Look.WAIVED if state.waived else Look.FREE
    late = any(Month.of(one.paid_on) > state.month for one in receipts)
    return Look.BACK if late else Look.PAID


def _before_due(
    state: MonthState, then: MonthState, *, pays: bool, is_fixed: bool, now: Month
) -> Look | None:
    """Return how a month stands that nothing is due of, as it is to come or nothing was fixed.

    `then` is how it will stand once it is due.
    """
    if state.paid or not pays:
        return None
    if not state.is_to_come:
        return None if is_fixed else Look.UNFIXED
    if then.is_waived:
        return Look.WAIVED
    return Look.DUE if state.month == now and then.asked else Look.TO_COME


def _receipts(store: Store, year: int, late_days: int) -> dict[tuple[int, int], list[Receipt]]:
    """Return by member and number of the month what was paid for each month of a year."""
    found: dict[tuple[int, int], list[Receipt]] = defaultdict(list)
    for row in select(store, _OF_YEAR, (f"{year}-01", f"{year}-12")):
        number = f"{row['receipt_year']}-{row['receipt_number']:03}"
        month = int(row["month"].split("-")[1])
        paid_on = date.fromisoformat(row["paid_on"])
        is_late = entered_late(row["recorded_at"], paid_on, late_days)
        one = Receipt(number, paid_on, row["amount"], is_late, row["handed_by"])
        found[row["member_id"], month].append(one)
    return found


_OF_YEAR = (
    "SELECT p.member_id, p.paid_on, p.recorded_at, p.handed_by, p.receipt_year, p.receipt_number, m.month, m.amount"
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
