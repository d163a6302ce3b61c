"""R-11 to R-19: everything a year's dues leave to be checked, of all or of one member."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.rules.dues_bases import admission, carried_on, fixed_otherwise, unfixed
from models.rules.dues_funds import collected_though_temporary, publication, remittances, uses
from models.rules.dues_months import (
    back_payments,
    large_dues,
    overpayments,
    payments_elsewhere,
    transfers,
    unpaid,
    waivers,
)
from models.rules.dues_year import DuesYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.members.standing import Standing
    from models.rules.findings import Finding
    from models.store import Store

_OF_A_MEMBER = (
    fixed_otherwise,
    admission,
    transfers,
    waivers,
    unpaid,
    payments_elsewhere,
    overpayments,
    back_payments,
    large_dues,
)
_OF_THE_BRANCH = (remittances, uses, publication)


def dues_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return the findings of R-11 to R-19 for a year on `day`; none for a year to come."""
    if day < date(year, 1, 1):
        return []
    case = DuesYear(store, year, day)
    if not case.book.collects:
        return list(collected_though_temporary(case))
    found = [*unfixed(case, case.people), *carried_on(case, case.people)]
    for person in case.people:
        found += _of_member(case, person)
    return found + [finding for check in _OF_THE_BRANCH for finding in check(case)]


def dues_findings_of(store: Store, member_id: int, year: int, day: date) -> list[Finding]:
    """Return what is to be checked of one member's dues in a year on `day`."""
    if day < date(year, 1, 1):
        return []
    case = DuesYear(store, year, day)
    if not case.book.collects:
        return []
    found: list[Finding] = []
    for person in case.people:
        if person.member.id == member_id:
            found += [*unfixed(case, [person]), *carried_on(case, [person])]
            found += _of_member(case, person)
    return found


def _of_member(case: DuesYear, person: Standing) -> Iterator[Finding]:
    for check in _OF_A_MEMBER:
        yield from check(case, person)
