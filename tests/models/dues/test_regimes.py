"""The regulation of 2008 and the notice of 2017, each by its date, in what is fixed and copied forward."""

from __future__ import annotations

from datetime import date

import pytest

from models.dues.account import Month
from models.dues.fixing import Item, copied_forward, explained, from_payroll, monthly_of
from models.dues.items import base_of
from models.dues.records import Basis, month_text
from models.rules.dues import Rounding

FEN = Rounding.FEN


def basis(year, month=1, payer="企业人员", base=6_000_000, amount=None, **more):
    since = month_text(Month(year, month))
    return Basis(member_id=1, since=since, payer=payer, base=base, amount=amount, **more)


@pytest.mark.parametrize(
    ("year", "month", "rule"),
    [(2016, 12, "R-11-retired-2008"), (2017, 1, "R-11-retired"), (2026, 1, "R-11-retired")],
)
def test_the_retired_pay_by_the_text_of_the_month(year, month, rule):
    found = monthly_of(basis(year, month, payer="离退休", base=500_001), FEN)
    assert (found.rule.id, found.amount) == (rule, 5_000)


def test_the_thousand_yuan_are_spoken_of_since_2017_alone():
    assert "一般不超过" not in explained(basis(2016, amount=120_000), FEN)
    assert "每人每月一般不超过1,000.00元（组电明字〔2017〕5号" in explained(
        basis(2017, amount=120_000), FEN
    )


@pytest.mark.parametrize(("year", "base"), [(2016, 500_000), (2017, 460_000)])
def test_what_is_insured_is_deducted_since_2017(year, base):
    pay = {"基本工资": 500_000, "养老保险": 40_000}
    made = from_payroll(basis(year, base=None), pay, FEN)
    assert made.basis.base == base_of(pay, "企业人员", date(year, 1, 1)).amount == base


def test_last_years_is_copied_forward_under_the_text_of_the_new_year():
    old = [
        basis(2016, payer="离退休", base=500_001, amount=5_000, id=7, cause="离退休"),
        basis(2016, base=800_000, amount=8_000, id=8, reason="核定时有误，保留"),
        basis(2016, payer="农民", base=None, amount=50, id=9),
    ]
    items = {8: (Item("基本工资", "计入", 800_000),)}
    made = copied_forward(old, items, Month(2017, 1), FEN)
    assert [str(one.basis.since) for one in made] == ["2017-01"] * 3
    assert [one.basis.amount for one in made] == [5_000, 8_000, 50]
    assert {one.basis.cause for one in made} == {"年初核定"}
    assert {one.basis.id for one in made} == {None}
    assert made[1].items == items[8]
    assert monthly_of(made[0].basis, FEN).rule.id == "R-11-retired"


def test_an_amount_of_the_old_rounding_is_worked_out_anew():
    [made] = copied_forward(
        [basis(2025, base=254_047, amount=1_270, id=1)], {}, Month(2026, 1), Rounding.YUAN
    )
    assert made.basis.amount == 1_300


@pytest.mark.parametrize("payer", ["不知道", "企业人员"])
def test_what_cannot_be_worked_out_anew_is_copied_as_it_was(payer):
    """One unknown class, or one without a base, does not stop the others."""
    old = [basis(2025, payer=payer, base=None, amount=500, id=1), basis(2025, amount=1, id=2)]
    made = copied_forward(old, {}, Month(2026, 1), FEN)
    assert [one.basis.amount for one in made] == [500, 120_000]
