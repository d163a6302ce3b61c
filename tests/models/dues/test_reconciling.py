"""A payroll beside what is fixed: who differs, why, who is missing; and taking what was chosen."""

from __future__ import annotations

from datetime import date

import pytest

from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.reconciling import take_differences
from models.dues.records import Basis
from models.importing import preview_of, take
from models.importing.payroll import Payroll, reconciliation
from models.store import Store
from tests.models.dues.ledger import fix, member
from tests.models.importing.rosters import sheet_of

DAY = date(2026, 6, 1)
HEAD = ("姓名", "人员类别", "职务工资", "级别工资", "个税")
JANUARY = (
    ("赵敏", "公务员", 3000, 2000, 100),
    ("钱伟", "公务员", 3000, 1000, 0),
    ("孙丽", "公务员", 4000, 1000, 0),
)


def seen(store, month, *rows, head=HEAD):
    title = (f"2026年{month}月工资表", *[""] * (len(head) - 1))
    return preview_of(sheet_of(title, head, *rows), Payroll.of(store, 2026))


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as made:
        for name in ("赵敏", "钱伟", "孙丽", "周老"):
            member(made, name)
        take(made, seen(made, 1, *JANUARY))
        yield made


def compared(store, *rows, month=6):
    return reconciliation(store, DuesBook(store, DAY), seen(store, month, *rows))


def test_a_payroll_that_says_what_is_fixed_differs_in_nobody(store):
    found = compared(store, *JANUARY)
    assert [person.member.name for person in found.agreeing] == ["赵敏", "钱伟", "孙丽"]
    assert (found.differences, found.refused, found.missing) == ((), (), ())
    assert found.words == "与2026年6月的核定相比：一致 3 人。"


def test_a_difference_says_why_in_words(store):
    found = compared(store, ("赵敏", "公务员", 3400, 2000, 120), *JANUARY[1:])
    [one] = found.differences
    assert one.words == (
        "基数4,900.00元→5,280.00元；职务工资3,000.00元→3,400.00元、个税100.00元→120.00元；"
        "月交49.00元→79.20元"
    )


def test_who_is_missing_on_either_side_is_named(store):
    fix(store, member(store, "吴农"), amount=50)
    found = compared(store, JANUARY[0], ("刘备", "公务员", 1, 1, 0), ("周老", "公务员", 3000, 0, 0))
    assert [person.member.name for person in found.missing] == ["钱伟", "孙丽"]
    assert "册上没有“刘备”" in found.refused[0]
    [one] = found.differences
    assert one.words == "没有核定；按工资表基数3,000.00元，月交15.00元"
    assert found.words.endswith("一致 1 人，不同 1 人，工资表里没有 2 人，没有认出 1 行。")


def test_an_amount_fixed_otherwise_for_a_reason_and_a_base_without_items_agree(store):
    facts = {"payer": "机关工作人员", "base": 300_000}
    fix(store, member(store, "郑多"), amount=9_900, reason="自愿多交", **facts)
    found = compared(store, ("郑多", "", 3000, "", ""))
    assert [person.member.name for person in found.agreeing] == ["郑多"]


def test_those_chosen_are_fixed_anew_from_a_month_on_as_one_step(store):
    found = compared(store, ("赵敏", "公务员", 3400, 2000, 120), ("钱伟", "企业", 3000, 1000, 0))
    assert "可计入基数的栏目" in found.refused[0]
    take_differences(store, found.differences, Month(2027, 1))
    book = DuesBook(store, date(2027, 1, 20))
    [person] = [each for each in book.everyone() if each.member.name == "赵敏"]
    old, new = book.bases_of(person.member.id)
    assert (old.amount, new.amount, str(new.since)) == (4900, 7920, "2027-01")
    assert (new.cause, new.base) == ("年初核定", 528_000)
    assert store.undoable.title == "按工资表核定党费：1人"
    store.undo()
    assert len(store.all(Basis)) == 3


@pytest.mark.parametrize(
    ("month", "causes"),
    [(1, {"年初核定"}), (7, {"工资变动", "其他"})],
)
def test_what_a_payroll_fixes_gives_the_same_reason_as_its_import_does(store, month, causes):
    rows = ("赵敏", "公务员", 3400, 2000, 120), ("周老", "公务员", 3000, 0, 0)
    taken = compared(store, *rows).differences
    take_differences(store, taken, Month(2027, month))
    fixed = [each for each in store.all(Basis) if each.since.year == 2027]
    assert {each.cause for each in fixed} == causes
    store.undo()
    take(
        store,
        preview_of(
            sheet_of((f"2027年{month}月工资表", *[""] * 4), HEAD, *rows), Payroll.of(store, 2027)
        ),
    )
    assert {e.member_id: e.cause for e in store.all(Basis) if e.since.year == 2027} == {
        each.member_id: each.cause for each in fixed
    }


def test_of_two_columns_of_one_heading_the_second_is_said_not_to_be_taken(store):
    head = (*HEAD, "职务工资")
    preview = seen(store, 6, *((*row, 100) for row in JANUARY), head=head)
    note = "F列“职务工资”未取入：已有同名的一列，请在表里改列名"
    assert preview.notes == (note,)
    found = reconciliation(store, DuesBook(store, DAY), preview)
    assert found.words.endswith(f"一致 3 人。{note}。")


def test_where_nobody_differs_it_says_so(store):
    found = compared(store, *JANUARY, ("刘备", "公务员", 1, 1, 0))
    assert found.outcome == "工资表里认出的人都与核定一致，没有要改的。"
    assert compared(store, ("刘备", "公务员", 1, 1, 0)).outcome == "没有要改的。"


def test_a_column_nobody_has_explained_is_said_not_to_count(store):
    head = (*HEAD, "边防补助")
    preview = seen(store, 6, *((*row, 100) for row in JANUARY), head=head)
    found = reconciliation(store, DuesBook(store, DAY), preview)
    assert len(found.agreeing) == 3
    assert "“边防补助”不知是否计入基数，没有计入" in found.words


def test_who_stands_in_a_row_that_was_not_understood_is_not_missing(store):
    found = compared(store, ("赵敏", "公务员", "三千", 2000, 100), JANUARY[2])
    assert [person.member.name for person in found.missing] == ["钱伟"]
    assert [person.member.name for person in found.unclear] == ["赵敏"]
    assert found.refused[0].startswith("赵敏，第3行C列：职务工资")


def test_a_class_whose_columns_have_no_amounts_is_said_to_be_so(store):
    head = (*HEAD, "离退休费")
    found = reconciliation(
        store, DuesBook(store, DAY), seen(store, 6, ("周老", "离退休", 3000, 0, 20, 0), head=head)
    )
    assert "“离退休”可计入基数的栏目都没有金额，请核对类别" in found.refused[0]


def test_an_amount_rounded_otherwise_before_agrees(store):
    facts = {"payer": "机关工作人员", "base": 308_000}
    fix(store, member(store, "郑圆"), amount=3_100, **facts)
    found = compared(store, ("郑圆", "", 3080, "", ""))
    assert [person.member.name for person in found.agreeing] == ["郑圆"]


def test_a_payroll_of_sums_alone_does_not_name_every_item_it_lacks(store):
    preview = seen(store, 6, ("赵敏", 6000), head=("姓名", "交纳基数"))
    (found,) = reconciliation(store, DuesBook(store, DAY), preview).differences
    assert "这张表只有合计，没有各项" in found.words
    assert "不再列" not in found.words
