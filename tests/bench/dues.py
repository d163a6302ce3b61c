"""The year's ledger of 545 branches of 50 members with five years of dues, against reading its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from models import database
from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.records import Basis, DuesWaiver, PaidMonth, Payment, month_text
from models.fields import to_row
from models.members import Member, Movement, Period
from models.members.records import ON_ROLL
from models.store import Store
from models.values import PartialDate
from tests.bench.measure import Row, in_turn, seconds

_MEMBERS = 545 * 50
_YEARS = range(2022, 2027)
_MONTHS = [Month(year, month) for year in _YEARS for month in range(1, 13)]
_LATE = 11
"""Of so many members one has paid nothing since spring, another is waived a part."""
_DAY = date(2026, 12, 31)
_READ = (Member, Period, Movement, Basis, DuesWaiver, Payment, PaidMonth)


def _insert(store: Store, records: Iterable[Any]) -> None:
    """Insert records of one type in bulk."""
    records = iter(records)
    first = next(records)
    names = [*to_row(first), "branch_id"]
    marks = ", ".join("?" * len(names))
    with database.transaction(store.connection):
        store.connection.executemany(
            f"INSERT INTO {first.table} ({', '.join(names)}) VALUES ({marks})",
            ((*to_row(each).values(), 0) for each in chain([first], records)),
        )


def _payments() -> Iterator[tuple[int, int, Month]]:
    """Yield the number of each payment, who pays and for which month, month by month."""
    number = 0
    for month in _MONTHS:
        for member in range(1, _MEMBERS + 1):
            if member % _LATE == 0 and month > Month(2026, 4):
                continue
            number += 1
            yield number, member, month


def _large_store(path: Path) -> Store:
    """Return a file with 27 250 people who have paid month by month, written in bulk."""
    store = Store.create(path, Branch(name="各支部"))
    people, joined = range(1, _MEMBERS + 1), PartialDate(2001, 7, 1)
    full = PartialDate(2002, 7, 1)
    _insert(store, (Member(id=n, name=f"党员{n}", joined_on=joined, full_on=full) for n in people))
    _insert(store, (Period(id=n, member_id=n, aspect=ON_ROLL) for n in people))
    _insert(
        store,
        (
            Basis(
                id=place * _MEMBERS + n, member_id=n, since=PartialDate(year, 1),
                payer="机关工作人员", base=500_000 + 100 * place, amount=5_000 + n % 7_000,
            )
            for place, year in enumerate(_YEARS)
            for n in people
        ),
    )  # fmt: skip
    waived = (n for n in people if n % _LATE == 1)
    span = {"since": PartialDate(2026, 3), "until": PartialDate(2026, 8)}
    _insert(
        store,
        (
            DuesWaiver(id=n, member_id=n, amount=1_000, approved_on=date(2026, 2, 1), **span)
            for n in waived
        ),
    )
    _insert(
        store,
        (
            Payment(
                id=number, member_id=n, paid_on=date(month.year, month.month, 10), way="微信",
                receipt_year=month.year, receipt_number=number, collector="钱磊",
                recorded_at="2026-01-10 16:00:00",
            )
            for number, n, month in _payments()
        ),
    )  # fmt: skip
    _insert(
        store,
        (
            PaidMonth(id=number, payment_id=number, month=month_text(month), amount=5_000)
            for number, _, month in _payments()
        ),
    )
    return store


def rows(folder: Path) -> Iterator[Row]:
    """Yield the row of the yearly ledger."""
    with _large_store(folder / "dues.zhibu") as store:

        def ledger() -> None:
            if len(DuesBook(store, _DAY).year(_DAY.year)) != _MEMBERS:
                raise AssertionError("someone is missing")

        def read() -> None:
            for each in _READ:
                store.all(each)

        ours, peer = in_turn(lambda: seconds(ledger), lambda: seconds(read), runs=1)
    yield Row(
        "545 个支部各 50 人、5 年党费：算出全年台账", "经 store 读出同样的记录", ours, peer, 2.0
    )
