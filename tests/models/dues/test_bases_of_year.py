"""核定 of a year: whose is missing, what a new one begins with, and what follows from what is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch
from models.dues.account import Month
from models.dues.bases_of_year import (
    CARRIED,
    FIXED,
    UNFIXED,
    copies_of_year,
    lines_of_year,
    month_to_begin,
)
from models.dues.book import DuesBook
from models.dues.fixing import Fixed, Item, explained, items_of, problems_of, refixed, save_fixed
from models.dues.half_fixed import half_fixed, keep_half_fixed
from models.dues.item_text import base_of_text, items_of_text, items_problem, items_text
from models.dues.reclassing import refixed_with_items
from models.dues.records import Basis, month_text
from models.dues.settings import DuesSettings, keep_dues_settings
from models.errors import InvalidRecord
from models.members import Member
from models.members.movements import enter
from models.rules.dues import Rounding
from models.store import Store
from models.values import PartialDate

DAY = date(2026, 11, 23)
FEN = Rounding.FEN


def member(store, name):
    full = PartialDate(2001)
    return enter(store, Member(name=name, joined_on=PartialDate(2000), full_on=full)).id


def fixed_for(store, number, year, **values):
    basis = Basis(
        **{
            "member_id": number, "since": month_text(Month(year, 1)), "payer": "企业人员",
            "base": 500_001, "amount": 7500, **values,
        }
    )  # fmt: skip
    with store.change("核定") as change:
        return save_fixed(change, Fixed(basis, (Item("基本工资", "计入", basis.base or 0),)))


def basis(**values):
    return Basis(**{"member_id": 1, "since": PartialDate(2026, 1), "payer": "企业人员", **values})


def test_everyone_who_pays_has_a_line_whether_anything_is_fixed_or_not(store):
    numbers = [member(store, name) for name in ("赵敏", "钱伟", "孙丽")]
    own = fixed_for(store, numbers[0], 2026)
    old = fixed_for(store, numbers[1], 2025, is_assumed=True)
    lines = lines_of_year(DuesBook(store, DAY), 2026)
    assert [line.state for line in lines] == [FIXED, CARRIED, UNFIXED]
    assert lines[0].basis == lines[0].shown == own
    assert (lines[1].shown, lines[1].basis.id) == (old, None)
    assert (lines[1].basis.since, lines[1].basis.cause) == (PartialDate(2026, 1), "年初核定")
    assert (lines[2].basis.payer, lines[2].held) == ("", None)


def test_who_was_admitted_in_the_year_begins_in_that_month(store):
    enter(store, Member(name="李强", joined_on=PartialDate(2026, 7, 9)))
    (line,) = lines_of_year(DuesBook(store, DAY), 2026)
    assert line.basis.since == PartialDate(2026, 7)
    assert lines_of_year(DuesBook(store, DAY), 2025) == []


def test_a_temporary_branch_has_no_lines():
    with Store.memory(Branch(name="工地临时党支部", form="临时")) as store:
        member(store, "赵敏")
        assert lines_of_year(DuesBook(store, DAY), 2026) == []


def test_what_is_copied_forward_is_worked_out_anew_and_keeps_its_items(store):
    number = member(store, "赵敏")
    fixed_for(store, number, 2025)
    keep_dues_settings(store, DuesSettings(rounding="YUAN_UP"))
    fixed_for(store, number, 2025, base=500_100)
    book = DuesBook(store, DAY)
    (copy,) = copies_of_year(store, book, lines_of_year(book, 2026))
    assert (copy.before.amount, copy.fixed.basis.amount) == (7500, 7600)
    assert copy.fixed.items == items_of(store, copy.before)
    assert copy.fixed.basis.id is None


def test_the_most_that_is_usually_asked_needs_no_reason_and_is_explained_by_its_rule():
    made = basis(base=6_200_000, amount=100_000)
    assert problems_of(made, FEN) == {}
    assert "一般不超过1,000.00元" in explained(made, FEN)
    assert "未写原因" not in explained(made, FEN)
    assert problems_of(basis(base=6_200_000, amount=99_900), FEN)
    assert problems_of(basis(base=5_000_000, amount=99_900), FEN)
    assert problems_of(basis(base=3_000_000, amount=100_000), FEN), "more than the rule gives"


@pytest.mark.parametrize(
    ("values", "amount"),
    [
        ({"payer": "机关工作人员", "base": 500_001}, 7500),
        ({"base": 300_000}, 1500),
        ({"payer": "学生"}, 20),
        ({"payer": "农民"}, None),
        ({"amount": 9000}, 9000),
        ({"base": -1}, None),
    ],
)
def test_the_amount_follows_from_what_is_typed_unless_it_is_typed_itself(values, amount):
    assert refixed(basis(base=400_000, amount=4000), values, FEN).amount == amount


def test_an_amount_fixed_otherwise_for_a_reason_stays_until_it_is_typed_anew():
    held = basis(base=400_000, amount=10_000, reason="自愿多交")
    assert refixed(held, {"base": 500_001}, FEN).amount == 10_000
    assert refixed(held, {"amount": None}, FEN).amount == 4000
    assert refixed(held, {"payer": "低保"}, FEN).amount == 20


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"payer": ""}, "payer", "请先选党员类别"),
        ({"base": 123_456_789_00}, "base", "9位数"),
        ({"base": -100}, "base", "不能小于0"),
        ({"base": None}, "base", "请填交纳基数"),
    ],
)
def test_what_a_basis_lacks_is_said_at_its_field(values, field, words):
    assert words in problems_of(basis(**{"base": 300_000, "amount": 1500, **values}), FEN)[field]


def test_items_are_read_from_lines_and_the_base_is_their_sum():
    text = "岗位工资\t计入\t2,185元\n薪级工资\t\t692\n公积金\t扣除\t1094\n\n取暖费\t不计\t300"
    items = items_of_text(text)
    assert [item.use for item in items] == ["计入", "计入", "扣除", "不计"]
    assert base_of_text(text) == 178_300
    assert items_of_text(items_text(items)) == items
    assert base_of_text("") is None
    assert items_problem("岗位工资\t计入\t三千") == "“岗位工资”：“三千”不是金额"
    assert items_problem("岗位工资\t加上\t3000") == "“岗位工资”的用途应为计入、扣除、不计"
    assert items_problem("\t计入\t3000") == "金额3000没有写是哪一项"
    assert items_problem("岗位工资\t计入") == "“岗位工资”没有填金额"


def test_what_was_typed_in_part_is_kept_by_year_and_nonsense_is_as_none(store):
    typed = {"base": 500_001, "since": PartialDate(2026, 3), "remark": "等人事核实"}
    keep_half_fixed(store, 2026, {3: {**typed, "cause": ""}, 4: {"payer": ""}})
    assert half_fixed(store, 2026) == {3: typed}
    assert half_fixed(store, 2025) == {}
    for kept in ('{"3": {"payer": 7}}', '{"x": {"payer": "学生"}}', '{"3": {"since": "明天"}}'):
        store.keep_draft("half:dues_basis:2025", kept)
        assert half_fixed(store, 2025) == {}


def test_a_payroll_counts_from_january_while_the_year_is_being_fixed_else_as_is_set(store):
    book = DuesBook(store, DAY)
    own, old = basis(), basis(since=PartialDate(2025, 1))
    assert month_to_begin(book, 2026, [own, old])[0] == Month(2026, 1)
    assert month_to_begin(book, 2026, [None])[0] == Month(2026, 1)
    assert month_to_begin(book, 2026, [own])[0] == Month(2027, 1)
    keep_dues_settings(store, DuesSettings(within_year=True))
    assert month_to_begin(DuesBook(store, DAY), 2026, [own])[0] == Month(2026, 11)


def test_an_unknown_class_is_refused_with_those_there_are():
    with pytest.raises(InvalidRecord, match="没有“教师”这一类"):
        raise InvalidRecord(problems_of(basis(payer="教师"), FEN))


@pytest.mark.parametrize(
    ("amount", "is_said"), [(8375, True), (8380, False), (8381, False), (8400, False)]
)
def test_an_amount_that_any_rounding_gives_is_no_contradiction(amount, is_said):
    made = basis(payer="机关工作人员", base=558_700, amount=amount)  # 83.805
    assert bool(problems_of(made, FEN)) is is_said
    assert refixed(made, {"remark": "按旧办法"}, FEN).amount == amount


ITEMS = (Item("职务工资", "计入", 300_000), Item("岗位工资", "不计", 200_000))


def test_the_same_class_once_more_confirms_it_and_alters_nothing_else():
    for more in ({"amount": 9900, "reason": "自愿多交"}, {"amount": 1550}):
        held = Fixed(basis(base=300_000, is_assumed=True, **more), ITEMS)
        made = refixed_with_items(held, {"payer": held.basis.payer}, FEN)
        assert made == replace(held, basis=replace(held.basis, is_assumed=False))


def test_items_count_anew_for_another_class_and_go_where_none_is_needed():
    held = Fixed(basis(payer="机关工作人员", base=300_000, amount=1500, is_assumed=True), ITEMS)
    made = refixed_with_items(held, {"payer": "企业人员"}, FEN)
    assert (made.basis.base, made.basis.amount, made.basis.is_assumed) == (200_000, 1000, False)
    assert [item.use for item in made.items] == ["不计", "计入"]
    none = refixed_with_items(held, {"payer": "学生"}, FEN)
    assert (none.basis.base, none.basis.amount, none.items) == (None, 20, ())
    with pytest.raises(InvalidRecord, match="没有“离退休”可计入基数"):
        refixed_with_items(held, {"payer": "离退休"}, FEN)
    assert refixed_with_items(held, {"base": 300_000}, FEN).items == ITEMS
    assert refixed_with_items(held, {"base": 300_100}, FEN).items == ()
