"""R-11 and R-12: the monthly amount is right to the 分 and says its clause."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import labels
from models.errors import InvalidRecord
from models.rules.dues import EXACT, Rounding, by_base, cap, fixed, needs_base, rule_for

DAY = date(2026, 1, 1)
SALARIED = ("机关工作人员", "机关工人", "事业单位人员", "企业人员", "年薪制人员", "不按月取得收入")


def yuan(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def paid(base, payer="机关工作人员", rounding=Rounding.FEN):
    return by_base(payer, yuan(base), DAY, rounding).amount


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("8000", "120"), ("3000", "15"), ("3000.01", "30"), ("5000", "50"), ("5000.01", "75"),
        ("10000", "150"), ("10000.01", "200"), ("50000", "1000"), ("60000", "1200"), ("0", "0"),
    ],
)  # fmt: skip
def test_one_rate_on_the_whole_of_a_wage(base, amount):
    """T1, T2, T8, T11, and neither N1 nor N2."""
    assert paid(base) == yuan(amount)


@pytest.mark.parametrize(("base", "amount"), [("5000", "25"), ("5000.01", "50"), ("3200", "16")])
def test_the_retired_have_two_rates(base, amount):
    """T9."""
    assert paid(base, "离退休") == yuan(amount)


@pytest.mark.parametrize(
    ("base", "exact", "jiao", "fen"),
    [("1586.47", 793_235, "7.9", "7.93"), ("2540.47", 1_270_235, "12.7", "12.70")],
)
def test_what_is_paid_is_rounded_once(base, exact, jiao, fen):
    """T3, T4."""
    assert by_base("事业单位人员", yuan(base), DAY).exact == exact
    assert paid(base) == yuan(fen)
    assert paid(base, rounding=Rounding.JIAO) == yuan(jiao)


def test_the_exact_amounts_of_months_add_up_unrounded():
    """T5, T6."""
    months = ("2033.42", "3211.51", "3153.54", "3176.02", "3102.86", "4012.85")
    exact = [by_base("企业人员", yuan(month), DAY).exact for month in months]
    assert sum(exact) * 10_000 == 1_767_349 * EXACT
    assert by_base("企业人员", yuan("18032.89"), DAY).exact * 10_000 == 3_606_578 * EXACT


@pytest.mark.parametrize(
    ("rounding", "amounts"),
    [
        (Rounding.FEN, ("7.93", "7.95", "8.00")),
        (Rounding.JIAO, ("7.9", "8.0", "8.0")),
        (Rounding.YUAN, ("8", "8", "8")),
        (Rounding.YUAN_UP, ("8", "8", "8")),
    ],
)
def test_an_amount_is_rounded_as_the_branch_chose(rounding, amounts):
    exact = (793_235, 795_000, 800_000)
    assert [rounding.of(each) for each in exact] == [yuan(amount) for amount in amounts]
    assert Rounding.YUAN.of(749_999) == 700
    assert Rounding.YUAN_UP.of(700_001) == 800


def test_those_without_a_wage_pay_the_amount_of_the_text():
    """T10, N3: a student pays 0.20, never 0."""
    for payer in ("学生", "下岗失业", "抚恤救济", "低保"):
        assert not needs_base(payer, DAY)
        assert fixed(payer, DAY).amount == 20
    with pytest.raises(InvalidRecord, match="每月金额"):
        by_base("学生", 0, DAY)


@pytest.mark.parametrize(("amount", "right"), [(19, False), (20, True), (100, True), (101, False)])
def test_a_farmer_pays_what_the_branch_chose_within_the_text(amount, right):
    """T10: 0.10 and 1.01 are refused."""
    if right:
        assert fixed("农民", DAY, amount).amount == amount
        return
    with pytest.raises(InvalidRecord, match=r"0\.20至1\.00元（第六条）"):
        fixed("农民", DAY, amount)


def test_a_farmer_pays_nothing_by_default():
    with pytest.raises(InvalidRecord, match="农民"):
        fixed("农民", DAY)


def test_the_amount_is_explained_with_its_clause():
    assert by_base("机关工作人员", 500_001, DAY).words == (
        "基数 5,000.01 元，适用 1.5%，月交 75.00 元，第二条"
    )
    assert by_base("离退休", 500_000, DAY).words == (
        "基数 5,000.00 元，适用 0.5%，月交 25.00 元，第五条"
    )
    assert fixed("学生", DAY).words == "月交 0.20 元，第六条"


def test_the_text_of_the_day_says_what_the_base_of_the_retired_is():
    assert rule_for("离退休", date(2016, 12, 1)).parameters["base"] == "离退休费或养老金总额"
    assert rule_for("离退休", date(2017, 1, 1)).parameters["base"] == "基本离退休费或基本养老金"
    assert cap(date(2016, 12, 1)) is None
    assert cap(DAY)["most"] == 100_000


def test_every_class_of_the_table_has_its_rule_and_no_other_is_taken():
    for payer in labels("payer"):
        assert rule_for(payer, DAY).clause.startswith("第")
    with pytest.raises(InvalidRecord, match="没有“临时工”这一类"):
        rule_for("临时工", DAY)


def test_a_base_below_nothing_is_refused():
    with pytest.raises(InvalidRecord, match="不能小于0"):
        by_base("企业人员", -1, DAY)


def by_the_text(base):
    """第二条 once more, by another way of counting: tenths of a 分, half up."""
    rate = 5 * (1 + (base > 300_000) + (base > 500_000) + (base > 1_000_000))
    whole, rest = divmod(base * rate, 1000)
    return whole + (rest >= 500)


@pytest.mark.parametrize("edge", [0, 300_000, 500_000, 1_000_000, 5_000_000])
def test_every_fen_near_an_edge_is_as_an_independent_table_has_it(edge):
    for base in range(max(0, edge - 1500), edge + 1500):
        for payer in SALARIED:
            assert by_base(payer, base, DAY).amount == by_the_text(base)


@given(st.integers(0, 100_000_000))
def test_any_base_is_as_an_independent_table_has_it(base):
    assert by_base("企业人员", base, DAY).amount == by_the_text(base)
    rate = 5 if base <= 500_000 else 10
    assert by_base("离退休", base, DAY).exact == base * rate


@given(st.integers(0, 10**10), st.sampled_from(Rounding))
def test_rounding_moves_an_amount_by_less_than_its_step(exact, rounding):
    step = rounding.value[1]
    moved = rounding.of(exact) * (EXACT // 100) - exact
    if rounding.value[2]:
        assert -step / 2 < moved <= step / 2
    else:
        assert 0 <= moved < step
