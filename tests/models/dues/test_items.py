"""Which columns of a payroll enter the base, and what base they give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.dues.items import Use, base_of, item_for
from models.rules.dues import Rounding, by_base

DATA = Path(__file__).parents[2] / "data"

DAY = date(2026, 1, 1)
TEACHERS = [
    (
        {"岗位": 218500, "薪级": 69200, "高定": 0, "基础绩效": 110000, "公积金": 109400, "医疗": 15262,
         "养老": 70672, "职业年金": 35336, "大额医疗": 3966, "失业": 4417, "个税": 0},
        158647,
        790,
    ),
    (
        {"岗位": 237500, "薪级": 84500, "高定": 0, "基础绩效": 203000, "公积金": 120000, "医疗": 16578,
         "养老": 78562, "职业年金": 39281, "大额医疗": 4532, "失业": 5243, "个税": 6757},
        254047,
        1270,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pay", "base", "amount"), TEACHERS)
def test_a_teachers_pay_gives_the_published_base_and_amount(pay, base, amount):
    """T3, T4."""
    found = base_of({_long(name): fen for name, fen in pay.items()}, "事业单位人员", DAY)
    assert found.amount == base
    assert by_base("事业单位人员", found.amount, DAY, Rounding.JIAO).amount == amount


def _long(name):
    return {"岗位": "岗位工资", "薪级": "薪级工资"}.get(name, name)


def test_five_items_less_the_tax_make_a_cadres_base():
    """T7."""
    names = ("职务工资", "级别工资", "保留福补", "工作性津贴", "生活性补贴")
    pay = dict.fromkeys(names, 100000) | {"个人所得税": 3_000}
    found = base_of(pay, "机关工作人员", DAY)
    assert found.amount == 497_000
    assert list(found.counted) == list(names)


def test_insurances_are_deducted_since_the_notice_of_2017_alone():
    pay = {"职务工资": 500_000, "住房公积金": 60_000, "个税": 1_000}
    assert base_of(pay, "机关工作人员", date(2016, 12, 31)).amount == 499_000
    assert base_of(pay, "机关工作人员", date(2017, 1, 1)).amount == 439_000


@pytest.mark.parametrize(
    ("heading", "payer", "use"),
    [
        ("奖励性绩效", "事业单位人员", Use.LEFT_OUT),
        ("奖金", "企业人员", Use.COUNTED),
        ("奖金", "机关工作人员", Use.LEFT_OUT),
        ("公务交通补贴", "机关工作人员", Use.LEFT_OUT),
        ("应发合计", "企业人员", Use.LEFT_OUT),
        (" 住房 公积金（个人）", "企业人员", Use.DEDUCTED),
    ],
)
def test_a_heading_is_known_by_its_usual_spellings(heading, payer, use):
    assert item_for(heading).use_for(payer, DAY) is use


def test_what_is_not_known_is_left_out_until_the_user_says():
    pay = {"职务工资": 100_000, "边防补助": 20_000}
    assert item_for("边防补助") is None
    assert base_of(pay, "机关工作人员", DAY).left_out == {"边防补助": 20_000}
    chosen = base_of(pay, "机关工作人员", DAY, {"边防补助": Use.COUNTED})
    assert chosen.amount == 120_000


@pytest.mark.parametrize(
    ("payer", "counted"),
    [
        ("机关工作人员", {"职务工资", "职务（岗位）工资", "级别工资", "津贴补贴"}),
        ("机关工人", {"职务（岗位）工资", "岗位工资", "技术等级工资", "津贴补贴"}),
        ("事业单位人员", {"职务（岗位）工资", "岗位工资", "薪级工资", "基础性绩效", "津贴补贴"}),
        ("企业人员", {"职务（岗位）工资", "基本工资", "岗位工资", "奖金"}),
        ("离退休", {"基本养老金"}),
        *((payer, set()) for payer in ("年薪制人员", "不按月取得收入", "农民", "学生", "低保")),
    ],
)
def test_each_class_pays_by_its_own_columns_alone(payer, counted):
    every = (
        "职务工资", "职务（岗位）工资", "级别工资", "岗位工资", "薪级工资", "技术等级工资", "基本工资",
        "基础性绩效", "津贴补贴", "奖金", "基本养老金",
    )  # fmt: skip
    found = base_of(dict.fromkeys(every, 100_000), payer, DAY)
    assert set(found.counted) == counted
    assert found.amount == 100_000 * len(counted)


def test_the_base_of_the_retired_has_no_allowances():
    pay = {"基本养老金": 400_000, "津贴补贴": 90_000, "岗位工资": 200_000}
    found = base_of(pay, "离退休", DAY)
    assert (found.amount, list(found.left_out)) == (400_000, ["津贴补贴", "岗位工资"])


@pytest.mark.parametrize("name", ["第三党支部工资表.xlsx", "村党支部工资表.xls"])
def test_every_column_of_a_payroll_is_known(name):
    book = CalamineWorkbook.from_path(DATA / name)
    headings = book.get_sheet_by_index(0).to_python()[1]
    assert [heading for heading in headings[2:] if item_for(heading) is None] == []
