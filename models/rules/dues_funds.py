"""R-19 and the books: what was collected is handed up, what is used was decided, and all is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.dues.account import Month, Span
from models.dues.records import Basis, DuesUse, Payment, Publication, Remittance, month_of
from models.dues.words import months_between, months_words, yuan_words
from models.rules.dues_year import dues_rule
from models.rules.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.rules.dues_year import DuesYear

_MONTHS = 12


def collected_though_temporary(case: DuesYear) -> Iterator[Finding]:
    """Give that a 临时党支部 has dues on file."""
    if len(case.store.all(Basis)) + len(case.store.all(Payment)):
        text = (
            "本支部登记为临时党支部，一般不收缴党费，却登记有党费的核定或者交纳，请核对支部形式。"
        )
        yield Finding(dues_rule("R-11-temporary"), text, "branch", case.store.branch.id, "form")


def collected_by_month(case: DuesYear) -> dict[Month, int]:
    """Return what came in, in 分, by the month of its day, up to the day's."""
    found: dict[Month, int] = {}
    for payments in case.paid.values():
        for paid in payments:
            day = paid.payment.paid_on
            if day and day <= case.today:
                month = Month.of(day)
                found[month] = found.get(month, 0) + sum(paid.months.values())
    return found


def remittances(case: DuesYear) -> Iterator[Finding]:
    """Give months whose dues nobody saw handed up in time, and sums unlike what came in."""
    came = collected_by_month(case)
    kept = [(_span(one), one) for one in case.store.all(Remittance) if one.since and one.until]
    for span in _past_terms(case):
        months = [
            month
            for month in months_between(span.first, span.last or span.first)
            if came.get(month) and not any(sent.holds(month) for sent, _ in kept)
        ]
        if months:
            text = (
                f"未见{months_words(months)}收缴的党费（{yuan_words(sum(came[m] for m in months))}）"
                "的上缴记录：上缴过的请补登，没上缴的请及时上缴。"
            )
            yield Finding(dues_rule("remitting"), text, Remittance.table)
    yield from _unlike(case, came, kept)


def _unlike(
    case: DuesYear, came: dict[Month, int], kept: list[tuple[Span, Remittance]]
) -> Iterator[Finding]:
    """Give the months handed up for whose sum is not what came in; of one span all count."""
    by_span: dict[Span, list[Remittance]] = {}
    for span, one in kept:
        by_span.setdefault(span, []).append(one)
    for span, sent in by_span.items():
        if span.first.year != case.year or any(one.remark for one in sent):
            continue
        months = months_between(span.first, span.last or span.first)
        due = sum(came.get(month, 0) for month in months)
        amount = sum(one.amount or 0 for one in sent)
        if amount == due:
            continue
        how = "少" if amount < due else "多"
        text = (
            f"{months_words(months)}收缴{yuan_words(due)}，上缴{yuan_words(amount)}，"
            f"{how}{yuan_words(abs(due - amount))}：按规定留存或者另行上缴的，请在备注里写明。"
        )
        yield Finding(dues_rule("remitting"), text, Remittance.table, sent[-1].id, "amount")


def uses(case: DuesYear) -> Iterator[Finding]:
    """Give where the balance fell below 0, then what was spent without a decision or a category."""
    balance, was_below = 0, False
    spent: list[Finding] = []
    lines = sorted(case.store.all(DuesUse), key=lambda one: (one.used_on or date.min, one.id or 0))
    for line in lines:
        balance += (line.income or 0) - (line.outlay or 0)
        falls, was_below = balance < 0 and not was_below, balance < 0
        if not line.used_on or not case.holds(line.used_on):
            continue
        told = f"{line.used_on}“{line.summary}”"
        if line.outlay:
            spent += _spent(line, f"{told}支出{yuan_words(line.outlay)}")
        if falls:
            text = f"{told}以后，党费使用的结余为{yuan_words(balance)}，请核对收入和支出。"
            yield Finding(dues_rule("R-19-balance"), text, DuesUse.table, line.id, "outlay")
    yield from spent


def _spent(line: DuesUse, told: str) -> Iterator[Finding]:
    if line.decided_on is None:
        text = f"{told}，未见集体讨论决定的日期：讨论过的请补登，没讨论的请写明原因。"
        yield Finding(dues_rule("R-19-use"), text, DuesUse.table, line.id, "decided_on")
    elif line.used_on and line.decided_on > line.used_on:
        text = f"{told}，会议决定日期{line.decided_on}在支出以后，请核对。"
        yield Finding(dues_rule("R-19-use"), text, DuesUse.table, line.id, "decided_on")
    if not line.category:
        text = f"{told}，没有填用途类别，请补登。"
        yield Finding(dues_rule("R-19-category"), text, DuesUse.table, line.id, "category")


def publication(case: DuesYear) -> Iterator[Finding]:
    """R-19: give that nobody saw a past year's dues made known to the members."""
    if case.today.year <= case.year or case.store.where(Publication, year=case.year):
        return
    came = collected_by_month(case)
    if any(month.year == case.year for month in came):
        text = (
            f"未见{case.year}年党费收缴、使用情况的公布记录：公布过的请补登，没公布的请安排公布。"
        )
        yield Finding(dues_rule("R-19"), text, Publication.table)


def _past_terms(case: DuesYear) -> Iterator[Span]:
    """Yield the year's terms of remitting after which a month's collection has passed as well."""
    length = case.book.settings.remit_months
    now = Month.of(case.today)
    for first in range(1, _MONTHS + 1, length):
        last = Month(case.year, min(first + length - 1, _MONTHS))
        if now.since(last) > 1 or (now.since(last) == 1 and _is_collected(case)):
            yield Span(Month(case.year, first), last)


def _is_collected(case: DuesYear) -> bool:
    return case.today.day >= case.book.settings.collection_day


def _span(one: Remittance) -> Span:
    if one.since is None or one.until is None:
        raise AssertionError("a remittance on file has its months")
    return Span(month_of(one.since), Month.of(one.until.last))
