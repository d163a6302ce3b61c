"""The checks of a year's dues by what they are about, so that each page makes its own alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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
    from models.members.standing import Standing
    from models.rules.findings import Finding
    from models.store import Store

BASES, WAIVERS, LARGE, REMITTANCES = "bases", "waivers", "large", "remittances"
USES, PUBLICATIONS, PAYMENTS = "uses", "publications", "payments"


class Part(NamedTuple):
    """Checks of everyone at once, of each member, and of the branch."""

    of_all: Sequence[Callable[[DuesYear, Sequence[Standing]], Iterator[Finding]]] = ()
    of_each: Sequence[Callable[[DuesYear, Standing], Iterator[Finding]]] = ()
    of_branch: Sequence[Callable[[DuesYear], Iterator[Finding]]] = ()


PARTS = {
    BASES: Part((unfixed, carried_on), (fixed_otherwise, admission)),
    WAIVERS: Part(of_each=(waivers,)),
    LARGE: Part(of_each=(large_dues,)),
    REMITTANCES: Part(of_branch=(remittances,)),
    USES: Part(of_branch=(uses,)),
    PUBLICATIONS: Part(of_branch=(publication,)),
    PAYMENTS: Part(
        of_each=(transfers, unpaid, payments_elsewhere, overpayments, back_payments),
    ),
}


def findings_of_part(store: Store, name: str, year: int, day: date) -> list[Finding]:
    """Return what one part of a year's dues leaves to be checked; none for a year to come."""
    if day < date(year, 1, 1):
        return []
    case, part = DuesYear(store, year, day), PARTS[name]
    if not case.book.collects:
        return list(collected_though_temporary(case)) if name == BASES else []
    found = [each for check in part.of_all for each in check(case, case.people)]
    if part.of_each:
        for person in case.people:
            found += [each for check in part.of_each for each in check(case, person)]
    return found + [each for check in part.of_branch for each in check(case)]
