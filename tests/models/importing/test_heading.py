from __future__ import annotations

import pytest

from models.errors import CannotReadFile, NotFound
from models.importing import SheetRows, preview_of, roll_of, take
from models.importing.mapping import letter
from models.importing.roll import Roll
from models.importing.workbook import OWN_SHEET
from tests.models.importing.rosters import DAY, new_store, seen, sheet_of

ROLL = Roll(DAY)


def mapped(*rows):
    found = preview_of(sheet_of(*rows), ROLL)
    return {found.letter(column): name for column, name in found.mapping.items()}


def test_blanks_line_breaks_and_brackets_in_a_heading_do_not_count():
    heading = (
        "序 号",
        "党员 姓名",
        "性\u3000别",
        "出生\n年月",
        "入党时间\n(yyyy-MM-dd)",
        "转正时间（大会讨论）：",
    )
    assert mapped(heading, (1, "张三", "男", "1990.1")) == {
        "B": "name", "C": "sex", "D": "born_on", "E": "joined_on", "F": "full_on",
    }  # fmt: skip


def test_the_lower_label_of_a_merged_heading_wins_and_the_joined_one_is_tried():
    upper = ("姓名", "入党", "", "联系方式", "", "紧急联系人", "")
    lower = ("", "日期", "介绍人", "手机", "办公电话", "", "电话")
    assert mapped(("某支部党员名册",), ("填表日期：2026年",), upper, lower, ("张三",)) == {
        "A": "name", "B": "joined_on", "C": "introducers", "D": "phone", "E": "landline",
        "F": "emergency_contact", "G": "emergency_phone",
    }  # fmt: skip


def test_what_stands_above_the_heading_is_no_part_of_it():
    rows = (
        ("某支部党员名册",),
        ("填表日期：2026年10月8日",),
        ("姓名", "性别", "绰号"),
        ("张三", "男", "小张"),
    )
    found = preview_of(sheet_of(*rows), ROLL)
    assert (found.heading.first, found.heading.last) == (2, 2)
    assert found.with_mapping(2, "remark").to_remember == {"绰号": "remark"}
    assert found.with_mapping(1, "").to_remember == {"性别": ""}


def test_what_our_own_export_noted_maps_columns_and_finds_people():
    with new_store() as store:
        take(store, seen(store, ("姓名", "手机"), ("张三", "1"), ("李四", "2")))
        rows = [
            ["姓名", "出生", "手机"],
            ["张三", "1990.1", "3"],
            ["李四改", "", ""],
            ["王五", "", ""],
        ]
        noted = [
            ["code", "members", ""],
            ["head", 1, ""],
            ["columns", "name", "born_on"],
            [2, 1],
            [3, 2],
            [4, 99],
        ]
        found = preview_of(
            [SheetRows("花名册", rows), SheetRows(OWN_SHEET, noted, hidden=True)],
            roll_of(store, DAY),
        )
        assert found.mapping == {0: "name", 1: "born_on", 2: "phone"}
        assert [row.target for row in found.rows] == [1, 2, None]
        rows[1:3] = [["李四", "", ""], ["张三", "1990.1", "3"]]
        swapped = preview_of(
            [SheetRows("花名册", rows), SheetRows(OWN_SHEET, noted, hidden=True)],
            roll_of(store, DAY),
        )
        assert [row.target for row in swapped.rows] == [2, 1, None]
        other = [["code", "changes"], *noted[1:]]
        assert preview_of(
            [SheetRows("花名册", rows), SheetRows(OWN_SHEET, other, hidden=True)],
            roll_of(store, DAY),
        ).mapping == {0: "name", 2: "phone"}


def test_two_columns_never_fill_one_field_silently():
    found = preview_of(sheet_of(("姓名", "电话", "手机号码"), ("张三", "1", "2")), ROLL)
    assert dict(found.mapping) == {0: "name", 2: "phone"}
    assert found.notes == ("B列“电话”未取入：“手机号码”已取自“手机号码”",)


def test_computed_columns_are_known_and_not_taken_in():
    assert mapped(("序号", "姓名", "年龄", "党龄"), (1, "张三", 30, 5)) == {"B": "name"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((("张三", "男"), ("李四", "女")), "没有找到写着“姓名”的表头"),
        ((("姓名", "性别"),), "没有一行人员"),
        ((("姓名", "基本工资", "津贴"), ("张三", 1, 2)), "像是别的表"),
    ],
)
def test_what_is_no_roster_is_said(rows, words):
    with pytest.raises(CannotReadFile, match=words):
        preview_of(sheet_of(*rows), ROLL)


def test_the_heading_the_sheet_and_the_columns_can_be_mended():
    sheets = sheet_of(("党员", "出身"), ("张三", "1990.1")) + sheet_of(
        ("姓名", "性别", "绰号"), ("李四", "男", "小李"), name="第二张"
    )
    found = preview_of(sheets, ROLL)
    assert found.sheet.name == "第二张"
    assert found.sheet_names == ("花名册", "第二张")
    assert found.with_mapping(2, "remark").rows[0].cells["remark"] == "小李"
    assert found.with_mapping(1, "").mapping == {0: "name"}
    first = preview_of(sheets, ROLL, sheet="花名册", heading_row=1)
    mended = first.with_mapping(0, "name").with_mapping(1, "born_on")
    assert str(mended.rows[0].cells["born_on"]) == "1990-01"
    assert mended.to_remember == {"党员": "name", "出身": "born_on"}
    again = preview_of(sheets[:1], Roll(DAY, remembered=mended.to_remember))
    assert again.mapping == mended.mapping
    assert found.with_sheet("第二张").rows == found.rows
    assert found.with_heading_row(1).heading_row == 1
    with pytest.raises(CannotReadFile, match="另选一张"):
        found.with_sheet("没有")
    with pytest.raises(CannotReadFile, match="不能作表头"):
        found.with_heading_row(99)
    with pytest.raises(NotFound):
        found.with_mapping(0, "没有")
    with pytest.raises(NotFound):
        found.with_cells({(2, "没有"): ""})


def test_rows_that_are_no_people_are_left_out_and_told():
    found = preview_of(
        sheet_of(
            ("序号", "姓名", "性别"),
            ("", "", ""),
            (1, "张三", "男"),
            ("序号", "姓名", "性别"),
            (2, "", ""),
            (3, "李四", "女"),
            ("小计", "2人", ""),
            ("填表人：王五", "", "审核人：赵六"),
            ("注：本表一式两份，报上级党委一份", "", ""),
            ("第一党小组（12人）", "", ""),
            ("合  计", "2人", ""),
            ("", "", ""),
        ),
        ROLL,
    )
    assert [row.cells["name"] for row in found.rows] == ["张三", "李四"]
    assert [(row.row_number, row.reason) for row in found.left_out] == [
        (2, "空行"), (4, "重复的表头"), (5, "只有序号"), (7, "合计行"), (8, "表下说明"),
        (9, "表下说明"), (10, "表下说明"), (11, "合计行"),
    ]  # fmt: skip


def test_rows_and_columns_are_named_as_on_the_sheets_edge():
    found = preview_of([SheetRows("表", [["姓名", "转正日期"], ["张三", "文字"]], 7, 25)], ROLL)
    assert found.heading_row == 7
    assert found.rows[0].problems == {"full_on": "第8行AA列：转正日期：“文字”不是日期"}
    assert (letter(0), letter(25), letter(26), letter(701), letter(702)) == (
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    )
