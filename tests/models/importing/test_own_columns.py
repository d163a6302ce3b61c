"""A branch's own columns in an import: matched, judged, updated, and made from a workbook's column."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import AppError, InvalidRecord
from models.importing import Kind, preview_of, read_workbook, roll_of, take
from models.importing.new_columns import kind_of
from models.members import Member
from models.own_columns import (
    DATE,
    NUMBER,
    TEXT,
    OwnColumn,
    own_columns,
    own_values,
    remove_column,
    save_column,
    set_own,
)
from models.values import PartialDate
from models.verify import verify
from tests.models.importing.rosters import DAY, OTHER_SOUND, SOUND, THIRD, new_store, seen, sheet_of
from tests.people import content

HEAD = ("姓名", "性别", "身份证号")


@pytest.fixture
def store():
    with new_store() as made:
        yield made
        assert verify(made) == []


def add(store, label, kind=TEXT):
    with store.change(f"新设{label}") as change:
        return save_column(change, OwnColumn(owner_table="member", label=label, kind=kind))


def values(store):
    """Return what stands in the own columns, by label, of the one person or by name."""
    labels = {f"own_{column.id}": column.label for column in own_columns(store, "member")}
    names = {member.id: member.name for member in store.all(Member)}
    return {
        names[key]: {labels[name]: value for name, value in row.items()}
        for key, row in own_values(store, "member").items()
    }


def test_an_own_column_is_matched_by_its_label_and_read_as_its_kind(store):
    for label, kind in (("车牌号（本人）", TEXT), ("子女数", NUMBER), ("入职时间", DATE)):
        add(store, label, kind)
    head = (*HEAD, "车 牌 号(本人)", "子女数：", "入职时间")
    found = seen(store, head, ("张三", "女", SOUND, "浙A12345", 2.0, "1998.7"))
    assert found.mapping == {
        0: "name", 1: "sex", 2: "identity_number", 3: "own_1", 4: "own_2", 5: "own_3",
    }  # fmt: skip
    assert [row.kind for row in found.rows] == [Kind.NEW]
    assert found.to_remember == {}
    take(store, found)
    assert values(store) == {
        "张三": {"车牌号（本人）": "浙A12345", "子女数": 2, "入职时间": PartialDate(1998, 7)}
    }
    store.undo()
    assert own_values(store, "member") == {}


def test_an_own_label_goes_before_another_word_for_a_field_of_the_roster(store):
    head = (*HEAD, "部门")
    assert seen(store, head, ("张三", "女", SOUND, "办公室")).mapping[3] == "work_unit"
    add(store, "部门")
    assert seen(store, head, ("张三", "女", SOUND, "办公室")).mapping[3] == "own_1"


def test_a_cell_of_another_kind_is_doubted_and_the_person_taken_all_the_same(store):
    add(store, "子女数", NUMBER)
    add(store, "入职时间", DATE)
    found = seen(store, (*HEAD, "子女数", "入职时间"), ("张三", "女", SOUND, "两个", "去年"))
    [row] = found.rows
    assert row.kind is Kind.DOUBTFUL
    assert list(row.problems.values()) == [
        "第2行D列：子女数：“两个”不是整数，这一格未取入",
        "第2行E列：入职时间：“去年”不是日期，这一格未取入",
    ]
    mended = found.with_cells({(2, "own_1"): "2"}).with_cells({(2, "own_2"): "2001年"})
    assert mended.rows[0].kind is Kind.NEW
    take(store, mended)
    assert values(store) == {"张三": {"子女数": 2, "入职时间": PartialDate(2001)}}


def test_a_large_number_is_a_number_in_an_own_column(store):
    add(store, "积分", NUMBER)
    found = seen(store, (*HEAD, "积分"), ("张三", "女", SOUND, 12_345_678))
    assert found.rows[0].kind is Kind.NEW


def test_an_update_changes_what_the_sheet_says_and_empties_nothing(store):
    add(store, "车牌号")
    add(store, "入职时间", DATE)
    head = (*HEAD, "车牌号", "入职时间")
    take(store, seen(store, head, ("张三", "女", SOUND, "浙A", "1998-07-01")))
    same = seen(store, head, ("张三", "女", SOUND, "", "1998.07"))
    assert [row.kind for row in same.rows] == [Kind.SAME]
    found = seen(store, head, ("张三", "女", SOUND, "浙B", ""))
    [row] = found.rows
    assert row.kind is Kind.UPDATED
    assert row.changes == {"own_1": ("浙A", "浙B")}
    take(store, found)
    assert values(store)["张三"] == {"车牌号": "浙B", "入职时间": PartialDate(1998, 7, 1)}
    store.undo()
    assert values(store)["张三"]["车牌号"] == "浙A"


def test_a_column_of_the_workbook_becomes_a_new_own_column_in_the_same_step(store):
    before = content(store)
    head = (*HEAD, "车牌\n号码", "子女数", "入职时间")
    rows = [
        ("张三", "女", SOUND, "浙A", 2.0, "1998.7"),
        ("李四", "男", OTHER_SOUND, "", "", "2001年5月"),
    ]
    found = seen(store, head, *rows)
    assert 3 not in found.mapping
    for column in (3, 4, 5):
        found = found.with_new_column(column)
    assert found.fields["own_new_3"].label == "车牌号码"
    assert found.mapping[5] == "own_new_5"
    assert found.rows[0].cells["own_new_4"] == 2
    take(store, found)
    assert store.entries(1)[0].title == "导入名册：2人"
    assert [(column.label, column.kind) for column in own_columns(store, "member")] == [
        ("车牌号码", TEXT), ("子女数", NUMBER), ("入职时间", DATE),
    ]  # fmt: skip
    assert values(store) == {
        "张三": {"车牌号码": "浙A", "子女数": 2, "入职时间": PartialDate(1998, 7)},
        "李四": {"入职时间": PartialDate(2001, 5)},
    }
    again = seen(store, head, *rows)
    assert [again.mapping[column] for column in (3, 4, 5)] == ["own_1", "own_2", "own_3"]
    assert {row.kind for row in again.rows} == {Kind.SAME}
    store.undo()
    assert content(store) == before


def test_a_new_column_comes_to_people_on_file_as_well(store):
    take(store, seen(store, HEAD, ("张三", "女", SOUND)))
    found = seen(store, (*HEAD, "血型"), ("张三", "女", SOUND, "AB")).with_new_column(3)
    assert found.rows[0].changes == {"own_new_3": ("", "AB")}
    take(store, found)
    assert values(store) == {"张三": {"血型": "AB"}}


def test_what_is_doubted_in_a_new_column_waits_under_the_columns_own_name(store):
    found = seen(store, (*HEAD, "子女数"), ("张三", "女", SOUND, "两个")).with_new_column(3, NUMBER)
    take(store, found)
    [member] = store.all(Member)
    assert member.doubtful == {"own_1": "子女数：“两个”不是整数，这一格未取入"}
    take(store, seen(store, (*HEAD, "子女数"), ("张三", "女", SOUND, 2)))
    assert store.all(Member)[0].doubtful == {}


def test_a_new_column_may_be_of_another_kind_or_be_given_up(store):
    found = seen(store, (*HEAD, "班次"), ("张三", "女", SOUND, 3)).with_new_column(3)
    assert found.new[3].kind == NUMBER
    found = found.with_new_column(3, TEXT)
    assert (found.new[3].kind, found.rows[0].cells["own_new_3"]) == (TEXT, "3")
    given_up = found.with_mapping(3, "")
    assert (given_up.new, given_up.rows[0].cells.get("own_new_3")) == ({}, None)
    take(store, given_up)
    assert own_columns(store, "member") == []
    assert seen(store, (*HEAD, "班次"), ("李四", "男", OTHER_SOUND, 3)).to_remember == {}


def test_a_column_left_out_before_is_known_by_its_label_once_it_is_an_own_column(store):
    head, rows = (*HEAD, "手机"), [("张三", "女", SOUND, "浙A")]
    left = seen(store, head, *rows).with_mapping(3, "")
    take(store, left)
    assert seen(store, head, *rows).mapping.get(3) is None
    take(store, seen(store, head, *rows).with_new_column(3))
    assert values(store) == {"张三": {"手机": "浙A"}}
    assert seen(store, head, *rows).mapping[3] == "own_1"


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("", "这一列没有列名，没有取作自设栏目"),
        ("籍 贯", "已有“籍贯”这一栏，请在列名上方直接选它"),
        ("车牌号", "已有“车牌号”这一栏"),
    ],
)
def test_a_column_that_cannot_be_a_new_one_is_refused_with_a_sentence(store, heading, sentence):
    add(store, "车牌号")
    found = seen(store, (*HEAD, heading, "末列"), ("张三", "女", SOUND, "甲", "乙"))
    with pytest.raises(InvalidRecord, match=sentence):
        found.with_new_column(3)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([], TEXT),
        (["浙A", 1], TEXT),
        ([1.0, "2", -3], NUMBER),
        (["007"], TEXT),
        ([13800000000.0], TEXT),
        ([1.5], TEXT),
        ([True], TEXT),
        (["1998.7", date(2001, 1, 1), "2001年"], DATE),
        (["1998"], NUMBER),
        (["1998.7", "不详"], TEXT),
    ],
)
def test_the_kind_of_a_new_column_is_what_all_its_cells_are(cells, kind):
    assert kind_of(cells) == kind


def test_a_mapping_chosen_by_hand_is_remembered_until_its_column_is_gone(store):
    column = add(store, "车牌号")
    head, rows = (*HEAD, "汽车"), [("张三", "女", SOUND, "浙A")]
    take(store, seen(store, head, *rows).with_mapping(3, "own_1"))
    assert seen(store, head, *rows).mapping[3] == "own_1"
    with store.change("删除车牌号") as change:
        remove_column(change, column)
    assert 3 not in seen(store, head, *rows).mapping
    store.undo()
    assert seen(store, head, *rows).mapping[3] == "own_1"


def test_a_preview_older_than_the_columns_end_writes_nothing_and_says_so(store):
    column = add(store, "车牌号")
    found = seen(store, (*HEAD, "车牌号"), ("张三", "女", SOUND, "浙A"))
    with store.change("删除车牌号") as change:
        remove_column(change, column)
    before = content(store)
    with pytest.raises(AppError, match="已被删除或撤销，没有保存"):
        take(store, found)
    assert content(store) == before
    assert 3 not in found.with_subject(roll_of(store, DAY)).mapping


def test_a_real_roster_is_taken_with_a_column_of_its_own(store):
    sheets = read_workbook(THIRD)
    found = preview_of(sheets, roll_of(store, DAY))
    labels = {field.label for field in found.fields.values()}
    spare = next(
        column.index
        for column in found.heading.columns
        if column.text and column.text not in {*labels, "序号", "姓名"}
    )
    found = found.with_mapping(spare, "")
    taken = found.with_new_column(spare)
    assert taken.counts == found.counts
    take(store, taken)
    assert len(own_values(store, "member")) > 0
    again = preview_of(sheets, roll_of(store, DAY))
    assert again.counts[Kind.NEW] == again.counts[Kind.UPDATED] == 0


def test_the_columns_of_another_file_are_not_taken_for_ours_by_their_number(store):
    add(store, "血型")
    with store.change("登记") as change:
        member = change.save(Member(name="张三"))
        set_own(change, "member", member.id, {"own_1": "AB"})
    noted = sheet_of(("code", "members"), ("columns", "name", "nation", "own_1"), name="_支部台账")
    sheets = [*sheet_of(("姓名", "民族", "车牌号"), ("张三", "", "浙A")), *noted]
    found = preview_of(sheets, roll_of(store, DAY))
    assert found.mapping == {0: "name", 1: "nation"}
    assert found.rows[0].changes == {}
