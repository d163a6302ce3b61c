"""The sample's dues look like a branch's and pass the program's own checks."""

from __future__ import annotations

from datetime import date

import pytest

from models.branch import Branch
from models.dues.arrears import arrears
from models.dues.book import DuesBook
from models.dues.records import (
    Basis,
    BasisItem,
    DuesUse,
    DuesWaiver,
    LargeDues,
    PaidMonth,
    Payment,
    Publication,
    ReceiptCount,
    Remittance,
)
from models.rules.dues_checks import dues_findings
from models.sample import make_sample
from models.store import Store
from models.verify import verify
from tests.people import content

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(("members", "seed", "day"), [
    (12, 7, date(2026, 1, 10)), (9, 8, date(2026, 6, 10)), (8, 9, date(2026, 7, 1)),
])  # fmt: skip
def test_the_sample_passes_every_check_of_its_dues_around_a_day_of_collection(members, seed, day):
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=members, years=3, seed=seed, on=day)
        years = range(day.year - 2, day.year + 1)
        found = {year: [f.text for f in dues_findings(store, year, day)] for year in years}
        assert found == {year: [] for year in years}
        assert verify(store) == []


def test_every_book_of_dues_has_its_lines_and_none_lies_ahead():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=50, years=2, on=DAY)
        books = (
            Basis, BasisItem, DuesUse, DuesWaiver, LargeDues, PaidMonth, Payment, Publication,
            ReceiptCount, Remittance,
        )  # fmt: skip
        assert all(store.all(each) for each in books)
        assert max(payment.paid_on for payment in store.all(Payment)) <= DAY
        assert {basis.payer for basis in store.all(Basis)} >= {"机关工作人员", "离退休"}
        assert any(payment.handed_by for payment in store.all(Payment))
        for count in store.all(ReceiptCount):
            given = [p.receipt_number for p in store.where(Payment, receipt_year=count.year)]
            assert sorted(given) == [*range(1, count.last + 1)]
        for basis in store.all(Basis):
            items = store.where(BasisItem, basis_id=basis.id)
            sums = {"计入": 1, "扣除": -1, "不计": 0}
            assert not items or sum(sums[i.use] * i.amount for i in items) == basis.base


def test_one_owes_a_month_and_nobody_pays_more_than_is_due():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=30, years=2, on=DAY)
        book = DuesBook(store, DAY)
        assert [len(one.months) for one in arrears(book)].count(1) >= 1
        assert {one.notice for one in arrears(book)} == {""}
        assert sum(line.total("overpaid") for line in book.year(2026)) == 0
        assert any(line.total("waived") for line in book.year(2026))


def test_the_same_seed_holds_the_same_dues():
    def made(seed):
        with Store.memory(Branch(name="示例", uid="x")) as store:
            make_sample(store, members=8, years=1, seed=seed, on=DAY)
            return content(store)["dues_payment"]

    assert made(1) == made(1)
