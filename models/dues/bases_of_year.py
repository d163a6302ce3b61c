"""核定 of a year: one line for everyone who pays here in it, those without one among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.dues.account import Month, Span
from models.dues.fixing import Fixed, copied_forward, items_of
from models.dues.records import Basis, month_of, month_text
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.dues.book import DuesBook
    from models.members.standing import Standing
    from models.store import Store

FIXED, CARRIED, UNFIXED, HALF = "已核定", "沿用以前", "未核定", "待填全"
YEARLY, WAGE_CHANGE, OTHER = "年初核定", "工资变动", "其他"
_ARRIVED, _ADMITTED = "转入", frozenset({"新发展", "重新入党"})


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One member's 核定 of a year.

    `basis` is what is on file for the year, or what a new one begins with; `held` is the one on
    file that is paid by at the year's end, an earlier year's where none was made; `all` are all of
    them, earliest first.
    """

    person: Standing
    basis: Basis
    held: Basis | None
    all: tuple[Basis, ...]
    state: str

    @property
    def id(self) -> int | None:
        """The id of the year's own 核定, None where there is none yet."""
        return self.basis.id

    @property
    def member_id(self) -> int:
        """The member's id."""
        return self.person.member.id or 0

    @property
    def shown(self) -> Basis:
        """What is paid by, be it of an earlier year; else what a new one begins with."""
        return self.held if self.state == CARRIED and self.held else self.basis


def lines_of_year(book: DuesBook, year: int) -> list[BasisLine]:
    """Return a line for everyone who pays here in a year, in the branch's own order."""
    whole = Span(Month(year, 1), Month(year, 12))
    found = []
    for person in book.everyone():
        months = [
            max(span.first, whole.first)
            for span in book.spans(person)
            if span.first <= Month(year, 12) and (span.last is None or span.last >= whole.first)
        ]
        if months:
            found.append(_line(book, person, min(months)))
    return found


def words_of_lines(lines: Sequence[BasisLine]) -> str:
    """Return how many of a year's are fixed, and what all of them pay a month."""
    number = Counter(line.state for line in lines)
    lacking = number[UNFIXED] + number[HALF]
    monthly = sum(line.shown.amount or 0 for line in lines)
    words = f"应核定 {len(lines)} 人，已核定 {number[FIXED]} 人"
    words += f"，沿用以前的核定 {number[CARRIED]} 人" if number[CARRIED] else ""
    words += f"，未核定 {lacking} 人" if lacking else ""
    return f"{words}；每月合计 {format_money(monthly)} 元。"


def _line(book: DuesBook, person: Standing, first: Month) -> BasisLine:
    number = person.member.id or 0
    known = tuple(book.bases_of(number))
    held = book.basis_in(number, Month(first.year, 12))
    if held is not None and held.since is not None and held.since.year == first.year:
        return BasisLine(person, held, held, known, FIXED)
    if held is not None:
        return BasisLine(person, _anew(held, first), held, known, CARRIED)
    empty = Basis(member_id=number, since=month_text(first), cause=_cause(book, number, first))
    return BasisLine(person, empty, None, known, UNFIXED)


def _anew(held: Basis, first: Month) -> Basis:
    """Return what the 核定 of a new year begins with, after that of an earlier one."""
    return replace(
        held, id=None, since=month_text(first), cause=YEARLY, decided_on=None, recorded_at=""
    )


def _cause(book: DuesBook, number: int, first: Month) -> str:
    """Return why someone's first 核定 is made: the year's beginning, a transfer or an admission."""
    in_year = [
        m.kind
        for m in book.movements_of(number)
        if m.happened_on and m.happened_on.year == first.year
    ]
    if _ARRIVED in in_year:
        return _ARRIVED
    admitted = book.admissions.get(number)
    if _ADMITTED & set(in_year) or (admitted and admitted.year == first.year):
        return "新发展"
    return YEARLY


@dataclass(frozen=True, slots=True)
class Copy:
    """A 核定 of an earlier year as it would be copied into the new one."""

    person: Standing
    before: Basis
    fixed: Fixed

    @property
    def member_id(self) -> int:
        """The member's id."""
        return self.person.member.id or 0


def copies_of_year(store: Store, book: DuesBook, lines: Iterable[BasisLine]) -> list[Copy]:
    """Return what 照去年核定 would enter: for each line that goes by an earlier year's, a new one."""
    found = []
    for line in lines:
        if line.state != CARRIED or line.held is None or line.basis.since is None:
            continue
        items = {line.held.id or 0: items_of(store, line.held)}
        month = month_of(line.basis.since)
        (made,) = copied_forward([line.held], items, month, book.settings.rounds)
        found.append(Copy(line.person, line.held, made))
    return found


def cause_from(month: Month, *, is_fixed: bool) -> str:
    """Return why a payroll's 核定 from a month on is made; `is_fixed` says that one was before."""
    if month.month == 1:
        return YEARLY
    return WAGE_CHANGE if is_fixed else OTHER


def month_to_begin(book: DuesBook, year: int, befores: Iterable[Basis | None]) -> tuple[Month, str]:
    """Return from which month 核定 from a payroll hold, by those before them, and why.

    It is January while the year's 核定 are being made, else the month a changed wage counts from.
    """
    made = all(b is not None and b.since is not None and b.since.year == year for b in befores)
    if not made:
        return Month(year, 1), "本年还在核定，从1月起。"
    if book.settings.within_year:
        return next_change(book, year), "按本支部的设置，从按新标准领取工资的当月起。"
    return next_change(book, year), "按本支部的设置，年内一般不变动，从下一年1月起。"


def next_change(book: DuesBook, year: int) -> Month:
    """Return from which month a changed wage counts: this one, or else next January (R-11).

    It lies in the working year or, for a change that waits, in January after it.
    """
    now = Month.of(book.day)
    return now if book.settings.within_year else Month(year, 12).plus(1)
