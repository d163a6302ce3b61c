"""R-11 to R-13: is everyone fixed who pays here, by the right class, and from the right month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.fixing import RETIRED, monthly_of, problems_of
from models.dues.records import Basis, month_of
from models.dues.words import month_words, months_words, yuan_words
from models.errors import InvalidRecord
from models.members.records import Member
from models.rules.dues import cap, needs_base
from models.rules.dues_year import dues_rule
from models.rules.findings import Finding
from models.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from models.members.standing import Standing
    from models.rules.dues_year import DuesYear
    from models.rules.findings import Rule

_NAMED = 8


def unfixed(case: DuesYear, people: Sequence[Standing]) -> Iterator[Finding]:
    """R-11: give, as one finding, who pays here in months for which nothing is fixed."""
    lacking = {
        person.member.id or 0: months
        for person in people
        if (months := [m for m in case.pays(person) if not _basis(case, person, m)])
    }
    if not lacking:
        return
    by_months: dict[str, list[int]] = {}
    for number, months in lacking.items():
        by_months.setdefault(months_words(months), []).append(number)
    told = "；".join(f"{_names(case, numbers)}{when}" for when, numbers in by_months.items())
    text = f"未见{told}的党费核定：核定过的请补登，没核定的请先核定。"
    yield Finding(dues_rule("R-11"), text, Member.table, next(iter(lacking)))


def carried_on(case: DuesYear, people: Sequence[Standing]) -> Iterator[Finding]:
    """R-11: give, as one finding, who pays by the 核定 of a year before."""
    found = dues_rule("R-11-yearly")
    if not found.holds_on(case.book.day):
        return
    old = [
        (person.member.id or 0, basis)
        for person in people
        if (months := case.pays(person))
        and (basis := _basis(case, person, months[-1]))
        and basis.since
        and basis.since.year < case.year
    ]
    if old:
        whom = _names(case, [number for number, _ in old])
        text = (
            f"未见{whom}{case.year}年的年初核定，沿用以前的核定：核定过的请补登，没核定的请核定。"
        )
        yield Finding(found, text, Basis.table, old[0][1].id, "since")


def fixed_otherwise(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-11, R-12: give what is wrong with the 核定 by which someone pays in the year."""
    name, rounding = case.name(person), case.book.settings.rounds
    for basis in _of_year(case, person):
        for field, text in problems_of(basis, rounding).items():
            yield Finding(_own_rule(case, basis), f"{name}：{text}。", Basis.table, basis.id, field)
        if basis.is_assumed:
            text = f"{name}的党员类别暂按“{basis.payer}”，还没有核对，请核对。"
            yield Finding(dues_rule("R-11"), text, Basis.table, basis.id, "is_assumed")
        yield from _too_much(case, person, basis)
    yield from _retired_since(case, person)


def _own_rule(case: DuesYear, basis: Basis) -> Rule:
    try:
        return monthly_of(basis, case.book.settings.rounds).rule
    except InvalidRecord:
        return dues_rule("R-11")


def _too_much(case: DuesYear, person: Standing, basis: Basis) -> Iterator[Finding]:
    """R-12: who wrote a reason, as 自愿多交, is asked no more."""
    limit = cap(basis.since.first) if basis.since else None
    amount = basis.amount or 0
    if limit and amount > limit["most"] and not basis.reason:
        text = (
            f"{case.name(person)}月交{yuan_words(amount)}，每人每月一般不超过"
            f"{yuan_words(limit['most'])}：自愿多交的请写明原因，一次多交的可以登记为大额党费，请核对。"
        )
        yield Finding(limit, text, Basis.table, basis.id, "amount")


def _retired_since(case: DuesYear, person: Standing) -> Iterator[Finding]:
    retired, months = person.member.retired_on, case.pays(person)
    basis = _basis(case, person, months[-1]) if months else None
    if (
        retired is None
        or basis is None
        or basis.since is None
        or not _by_earnings(basis, basis.since.first)
    ):
        return
    left = Month.of(retired.first)
    if month_of(basis.since) <= left < months[-1]:
        text = (
            f"{case.name(person)}{retired}离退休，仍按“{basis.payer}”核定的"
            f"{yuan_words(basis.amount or 0)}交纳，请重新核定。"
        )
        yield Finding(dues_rule("R-11-retiring"), text, Basis.table, basis.id, "payer")


def _by_earnings(basis: Basis, on: date) -> bool:
    """Return whether a 核定 is by what someone at work earns."""
    try:
        return basis.payer != RETIRED and needs_base(basis.payer, on)
    except InvalidRecord:
        return False


def admission(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-13: hold 入党日期 and the first 核定 against the meeting that admitted someone."""
    member = person.member
    held = case.book.admissions.get(member.id or 0)
    if held is None or held.year != case.year:
        return
    begins = f"党费从{month_words(Month.of(held))}起交"
    if member.joined_on and not member.joined_on.agrees(PartialDate.of(held)):
        text = (
            f"接收{case.name(person)}为预备党员的党员大会在{held}，入党日期登记为{member.joined_on}；"
            f"{begins}，请核对。"
        )
        yield Finding(dues_rule("R-13"), text, Member.table, member.id, "joined_on")
    bases = case.book.bases_of(member.id or 0)
    first = bases[0] if bases else None
    if first and first.since and month_of(first.since) < Month.of(held):
        text = (
            f"{case.name(person)}的党费核定从{month_words(month_of(first.since))}开始，早于接收其为"
            f"预备党员的党员大会（{held}）；{begins}，请核对。"
        )
        yield Finding(dues_rule("R-13"), text, Basis.table, first.id, "since")


def _basis(case: DuesYear, person: Standing, month: Month) -> Basis | None:
    return case.book.basis_in(person.member.id or 0, month)


def _of_year(case: DuesYear, person: Standing) -> list[Basis]:
    """Return by which 核定 someone pays in the year's months, each once."""
    found = {
        basis.id: basis for month in case.pays(person) if (basis := _basis(case, person, month))
    }
    return list(found.values())


def _names(case: DuesYear, numbers: Sequence[int]) -> str:
    more = f"等{len(numbers)}人" if len(numbers) > _NAMED else ""
    return "、".join(case.names[number] for number in numbers[:_NAMED]) + more
