"""A payroll's rows: whose, of which class, what enters the base, and what is said at a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.branch import Branch
from models.dues.fixing import Fixed, Item, items_of, save_fixed
from models.dues.records import Basis
from models.dues.settings import DuesSettings, keep_dues_settings
from models.importing import Kind, preview_of, read_text, take
from models.importing.amounts import amount_of
from models.importing.kept import Unfinished, from_text, to_text
from models.importing.payroll import Payroll
from models.importing.subjects import subjects_of
from models.members.movements import enter
from models.members.records import ON_ROLL, Member, Period
from models.store import Store
from models.values import PartialDate
from tests.models.dues.ledger import fix, member
from tests.models.importing.rosters import sheet_of

TITLE = "2026年3月工资表"
COUNTED = "pay:counted:"


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as made:
        member(made)
        yield made


def seen(store, head, *rows, title=TITLE):
    width = len(head)
    sheets = sheet_of((title, *[""] * (width - 1)), head, *rows)
    return preview_of(sheets, Payroll.of(store, 2026))


def only(preview):
    [row] = preview.rows
    return row


def fixed(row):
    return (row.made.basis.payer, row.made.basis.base, row.made.basis.amount)


WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@given(st.integers(0, 9_999_999_999), st.data())
def test_an_amount_is_read_from_whatever_way_it_is_spelt(fen, data):
    yuan, rest = divmod(fen, 100)
    text = f"{yuan:,}" if data.draw(st.booleans()) else str(yuan)
    text += f".{rest:02}" if rest or data.draw(st.booleans()) else ""
    if data.draw(st.booleans()):
        text = text.translate(WIDE)
    before = data.draw(st.sampled_from(["", "¥", "￥ ", "人民币", " "]))
    after = data.draw(st.sampled_from(["", "元", " 元 ", "元整", "圆", "\u3000元"]))
    assert amount_of(before + text + after) == (fen, "")
    assert amount_of(fen / 100) == (fen, "")


@pytest.mark.parametrize("cell", ["-1", -0.01, "123456789", 1e8, "12.345", "三千", "1e3", "见附表"])
def test_what_is_no_wage_is_refused_at_its_cell(store, cell):
    row = only(seen(store, ("姓名", "职务工资", "级别工资", "个税"), ("赵敏", 3000, cell, 0)))
    assert row.kind is Kind.FAULTY
    assert next(iter(row.problems.values())).startswith("第3行C列：级别工资：")


def test_words_in_a_column_that_does_not_count_harm_nothing(store):
    row = only(seen(store, ("姓名", "职务工资", "实发工资"), ("赵敏", 3000, "见附表")))
    assert fixed(row) == ("机关工作人员", 300_000, 1500)


@pytest.mark.parametrize(
    ("heads", "payer"),
    [
        (("职务工资", "级别工资"), "机关工作人员"),
        (("岗位工资", "薪级工资", "基础性绩效"), "事业单位人员"),
        (("岗位工资", "技术等级工资"), "机关工人"),
        (("基本工资", "岗位工资", "奖金"), "企业人员"),
        (("基本养老金", "住房补贴"), "离退休"),
    ],
)
def test_without_a_class_the_columns_tell_which_to_begin_with_and_it_is_said(store, heads, payer):
    row = only(seen(store, ("姓名", *heads), ("赵敏", *[1000] * len(heads))))
    assert (row.kind, row.made.basis.payer, row.made.basis.is_assumed) == (
        Kind.DOUBTFUL,
        payer,
        True,
    )
    assert f"先作{payer}核定" in row.problems["payer"]


def test_a_class_is_as_written_else_as_fixed_before_else_that_of_the_retired(store):
    fix(store, member(store, "钱伟"), 2025, payer="企业人员", base=100, amount=1)
    enter(store, Member(name="孙丽", joined_on=PartialDate(1980), retired_on=PartialDate(2026, 3)))
    head = ("姓名", "人员类别", "岗位工资", "基本退休费")
    rows = (("赵敏", "事业编", 3000, ""), ("钱伟", "正式党员", 3000, ""), ("孙丽", "", "", 4000))
    found = seen(store, (*head[:3], "退休费"), *rows).rows
    assert [row.kind for row in found] == [Kind.NEW] * 3
    assert [row.made.basis.payer for row in found] == ["事业单位人员", "企业人员", "离退休"]


def test_a_class_that_is_none_is_quoted_and_the_columns_tell(store):
    row = only(seen(store, ("姓名", "身份", "职务工资"), ("赵敏", "村医", 3000)))
    assert "“村医”不是党费的类别" in row.problems["payer"]


def test_a_column_that_is_not_known_is_asked_about_and_the_answer_is_remembered(store):
    head, row = ("姓名", "职务工资", "边防补助", "工号"), ("赵敏", 3000, 200, 7)
    asked = seen(store, head, row)
    assert asked.mapping == {0: "name", 1: "pay:rule:职务工资", 2: "pay:asked:边防补助"}
    sentence = only(asked).problems["pay:asked:边防补助"]
    assert sentence.startswith("第3行C列：“边防补助”200.00元不知是否计入基数，先没有计入")
    assert only(asked).made.basis.base == 300_000
    told = asked.with_mapping(2, COUNTED + "边防补助")
    assert only(told).made.basis.base == 320_000
    kept = from_text(to_text(Unfinished("工资", told)), subjects_of(store, 2026)).preview
    assert kept.mapping == told.mapping
    take(store, kept)
    again = seen(store, ("序号", "边防补助", "姓名", "职务工资"), (1, 200, "赵敏", 3000))
    assert (only(again).kind, again.mapping[1]) == (Kind.SAME, COUNTED + "边防补助")


def test_a_column_put_by_stays_so_the_next_time(store):
    head, row = ("姓名", "职务工资", "边防补助", "个税"), ("赵敏", 3000, 200, 10)
    take(store, seen(store, head, row).with_mapping(2, "").with_mapping(3, ""))
    again = seen(store, head, row)
    assert again.mapping == {0: "name", 1: "pay:rule:职务工资"}
    assert only(again).kind is Kind.SAME


def test_what_the_unit_pays_beside_the_wages_is_not_deducted(store):
    head = ("姓名", "职务工资", "养老保险（个人）", "养老保险（单位）")
    preview = seen(store, head, ("赵敏", 3000, 240, 480))
    unit = preview.heading.columns[3]
    assert preview.subject.uses_of(unit)[0].words == "不计入基数"
    assert only(preview).made.basis.base == 276_000
    assert only(preview).made.items[-1] == Item("养老保险（单位）", "不计", 48_000)


def test_a_heading_in_two_rows_names_the_items_below_it(store):
    rows = (
        ("2026年3月", "", "", "", ""), ("姓名", "应发", "", "扣款", ""),
        ("", "岗位工资", "薪级工资", "公积金", "合计"), ("赵敏", 3000, 2000, 500, 500),
    )  # fmt: skip
    row = only(preview_of(sheet_of(*rows), Payroll.of(store, 2026)))
    assert fixed(row)[1:] == (450_000, 4500)


def test_a_sheet_again_is_the_same_and_a_changed_one_says_what_changes(store):
    head = ("姓名", "人员类别", "职务工资", "个税")
    first = seen(store, head, ("赵敏", "公务员", 3000, 20))
    take(store, first)
    assert store.undoable.title == "按工资表核定党费：1人"
    assert only(seen(store, head, ("赵敏", "公务员", 3000, 20))).kind is Kind.SAME
    changed = only(seen(store, head, ("赵敏", "公务员", 3100, 20)))
    assert changed.kind is Kind.UPDATED
    assert changed.changes == {
        "base": ("2,980.00", "3,080.00"), "amount": ("14.90", "30.80"),
        "pay:rule:职务工资": ("3,000.00（计入）", "3,100.00（计入）"),
    }  # fmt: skip
    take(store, seen(store, head, ("赵敏", "公务员", 3100, 20)))
    [basis] = store.all(Basis)
    assert (basis.base, items_of(store, basis)[0].amount) == (308_000, 310_000)
    store.undo()
    assert store.all(Basis)[0].base == 298_000


def test_an_amount_fixed_otherwise_for_a_reason_outlives_the_same_payroll(store):
    [person] = store.all(Member)
    since, facts = PartialDate(2026, 3), {"payer": "机关工作人员", "base": 300_000}
    basis = Basis(member_id=person.id, since=since, amount=5000, reason="自愿多交", **facts)
    with store.change("核定") as change:
        save_fixed(change, Fixed(basis, (Item("职务工资", "计入", 300_000),)))
    assert only(seen(store, ("姓名", "职务工资"), ("赵敏", 3000))).kind is Kind.SAME


def test_within_a_year_that_has_its_amount_a_changed_wage_is_remarked_on(store):
    [person] = store.all(Member)
    fix(store, person, 2026, 1, payer="机关工作人员", base=300_000, amount=1500)
    row = only(seen(store, ("姓名", "职务工资"), ("赵敏", 4000)))
    assert (row.kind, row.made.basis.cause) == (Kind.NEW, "工资变动")
    assert "年内一般不变动（组电明字〔2017〕5号（1））" in row.remarks["since"]
    keep_dues_settings(store, DuesSettings(within_year=True))
    assert "since" not in only(seen(store, ("姓名", "职务工资"), ("赵敏", 4000))).remarks


def test_more_than_is_asked_of_anyone_is_offered_as_large(store):
    row = only(seen(store, ("姓名", "人员类别", "职务工资"), ("赵敏", "机关", 60_000)))
    assert row.kind is Kind.DOUBTFUL
    assert "每人每月一般不超过1,000.00元（组电明字〔2017〕5号（1））" in row.problems["base"]
    assert fixed(row)[2] == 120_000


@pytest.mark.parametrize(
    ("cells", "kind", "words"),
    [
        (("农民", "", 0.5), Kind.NEW, ""),
        (("农民", "", 0.1), Kind.FAULTY, "每月交0.20至1.00元"),
        (("农民", "", 1.01), Kind.FAULTY, "每月交0.20至1.00元"),
        (("学生", 0, ""), Kind.NEW, ""),
        (("公务员", 5000.01, ""), Kind.NEW, ""),
        (("公务员", 5000.01, 80), Kind.DOUBTFUL, "应为75.00元，填的多5.00元，请写明原因"),
        (("公务员", "", 80), Kind.DOUBTFUL, "请填交纳基数"),
        (("", "", ""), Kind.SAME, ""),
    ],
)
def test_a_list_of_bases_and_amounts_is_taken_as_a_payroll_is(store, cells, kind, words):
    row = only(seen(store, ("姓名", "党员类别", "交纳基数", "月交金额"), ("赵敏", *cells)))
    assert row.kind is kind
    assert words in "；".join(row.problems.values())


def test_several_months_of_one_person_stand_below_one_another(store):
    head = ("姓名", "起始月", "人员类别", "岗位工资")
    rows = (
        ("赵敏", "2025年1月", "企业", 3000),
        ("赵敏", "3月", "企业", 4000),
        ("赵敏", "春天", "企业", 1),
    )
    found = seen(store, head, *rows, title="工资").rows
    assert [row.kind for row in found] == [Kind.NEW, Kind.NEW, Kind.FAULTY]
    assert [str(row.made.basis.since) for row in found[:2]] == ["2025-01", "2026-03"]


def test_who_pays_elsewhere_or_is_not_known_is_said_at_the_name(store):
    gone = member(store, "钱伟")
    [period] = store.where(Period, member_id=gone.id, aspect=ON_ROLL)
    with store.change("转出") as change:
        change.save(replace(period, until=PartialDate(2025, 12)))
    rows = (("钱伟", 3000, 1), ("刘备", 3000, 1), ("", 3000, 1))
    found = seen(store, ("姓名", "职务工资", "级别工资"), *rows).rows
    said = [row.problems["name"] for row in found]
    assert "“钱伟”从2026年3月起不在本支部交纳党费" in said[0]
    assert "册上没有“刘备”" in said[1]
    assert "没有姓名" in said[2]


def test_a_temporary_branch_collects_none():
    with Store.memory(Branch(name="临时党支部", form="临时")) as store:
        member(store)
        row = only(seen(store, ("姓名", "职务工资"), ("赵敏", 3000)))
        assert "临时党支部不收缴党费" in row.problems["name"]


@pytest.mark.parametrize(
    ("title", "since"),
    [
        ("二〇二六年十二月份工资表", "2026-12"),
        ("2026.3工资", "2026-03"),
        ("工资（202603）", "2026-03"),
        ("2025年度工资表", "2025-01"),
        ("工资表", "2026-01"),
    ],
)
def test_the_month_is_the_titles(store, title, since):
    row = only(seen(store, ("姓名", "职务工资"), ("赵敏", 3000), title=title))
    assert str(row.made.basis.since) == since


def test_a_pasted_payroll_without_a_title_is_known_by_its_items(store):
    sheets = read_text("姓名\t岗位工资\t薪级工资\n赵敏\t3000 元\t２，０００\n")
    row = only(preview_of(sheets, Payroll.of(store, 2026)))
    assert fixed(row)[1:] == (500_000, 5000)


@pytest.mark.parametrize(
    ("title", "before", "cause"),
    [
        ("2026年1月工资表", 0, "年初核定"),
        ("2026年1月工资表", 2025, "年初核定"),
        (TITLE, 0, "其他"),
        (TITLE, 2025, "工资变动"),
        (TITLE, 2026, "工资变动"),
    ],
)
def test_why_it_is_fixed_follows_from_the_month_and_what_was_fixed_before(
    store, title, before, cause
):
    [person] = store.all(Member)
    if before:
        fix(store, person, before, 1, payer="机关工作人员", base=300_000, amount=1500)
    row = only(seen(store, ("姓名", "职务工资"), ("赵敏", 4000), title=title))
    assert row.made.basis.cause == cause
    assert ("since" in row.remarks) is (before == 2026)


def test_two_of_one_name_are_told_how_to_be_told_apart(store):
    for born in ((1991, 3), (1985, 7)):
        enter(store, Member(name="周宇旭", joined_on=PartialDate(2010), born_on=PartialDate(*born)))
    head = ("姓名", "人员类别", "职务工资")
    row = only(seen(store, head, ("周宇旭", "机关", 3000)))
    way = "请在姓名里写成“周宇旭（1991年3月生）”或“周宇旭（1985年7月生）”，或填公民身份号码"
    assert row.problems["name"].endswith(way)
    assert only(seen(store, head, ("周宇旭（1991年3月生）", "机关", 3000))).kind is Kind.NEW
