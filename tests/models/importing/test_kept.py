"""An import half done is kept as text and comes back as it was."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest

from models.importing import kept, preview_of, roll_of
from models.importing.kept import Unfinished, from_text, to_text
from models.importing.ledger import Ledger
from models.importing.subjects import subjects_of
from models.importing.workbook import SheetRows
from models.own_columns import OwnColumn, save_column
from tests.models.importing.rosters import DAY, new_store, sheet_of

CELLS = (
    "字", "", None, 3, 2.5, True, date(2026, 1, 2), datetime(2026, 1, 2, 14, 30),  # noqa: DTZ001
    time(9, 5), timedelta(hours=26), "𠮷\n二",
)  # fmt: skip


def again(store, found, name="名册.xlsx"):
    text = to_text(Unfinished(name, found))
    return from_text(text, subjects_of(store, 2026))


def test_every_kind_of_cell_comes_back_as_it_was():
    rows = [["姓名", "性别"], *(["张三", cell] for cell in CELLS)]
    with new_store() as store:
        sheets = [SheetRows("说明", [["无"]], 1, 0, hidden=True), SheetRows("表", rows, 7, 25)]
        found = preview_of(sheets, roll_of(store, DAY))
        back = again(store, found)
        assert back.name == "名册.xlsx"
        assert back.preview.sheets == tuple(sheets)
        assert back.preview.sheet == sheets[1]
        assert back.preview.heading == found.heading
        assert back.preview.rows == found.rows


def test_what_was_chosen_and_mended_comes_back_against_what_is_on_file_now():
    with new_store() as store:
        found = preview_of(
            sheet_of(("支部",), ("姓名", "性别", "绰号", "车牌"), ("张三", "女", "小张", "浙A")),
            roll_of(store, DAY),
        )
        found = found.with_mapping(2, "remark").with_new_column(3, "文本")
        found = found.with_cells({(3, "name"): "张叁"})
        back = again(store, found).preview
        assert back.mapping == found.mapping
        assert back.new == found.new
        assert back.rows == found.rows
        with store.change("新设车牌") as change:
            save_column(change, OwnColumn(owner_table="member", label="车牌"))
        assert 3 not in again(store, found).preview.mapping


def test_a_ledger_of_meetings_comes_back_as_one():
    with new_store() as store:
        sheets = sheet_of(("会议类型", "时间"), ("党课", "3月9日"), ("党课", "择日"))
        found = preview_of(sheets, Ledger.of(store, 2026)).with_cells({(3, "held_on"): "4月9日"})
        back = again(store, found).preview
        assert (type(back.subject), back.rows, back.told) == (Ledger, found.rows, found.told)


def test_what_is_too_long_is_not_kept(monkeypatch):
    monkeypatch.setattr(kept, "LARGEST", 100)
    with new_store() as store:
        found = preview_of(sheet_of(("姓名", "性别"), ("张三", "男")), roll_of(store, DAY))
        assert to_text(Unfinished("名册", found)) == ""


def text_of(about, place, *rows, at=(1, 0), **rest):
    sheets = [["表", rows, *at, False]] if rows else []
    body = {"name": "甲", "about": about, "sheet": place, "heading": [0, 0], "sheets": sheets}
    return json.dumps({**body, "mapping": [], "new": [], "mended": [], **rest})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"name": "甲"}',
        text_of("member", 3),
        text_of("别的", 0, ["姓名"]),
        text_of("member", 0, [{"别的": "1"}]),
        text_of("member", 0, ["姓名"], [{"seconds": 1e308}]),
        text_of("member", 0, ["姓名"], [{"seconds": float("nan")}]),
        text_of("member", 0, ["姓名"], [["张三"]]),
        text_of("member", 0, ["姓名"], [{"date": ["2026-01-01"]}]),
        text_of("member", 0, ["姓名"], [{}]),
        text_of("member", -1, ["姓名"], ["张三"]),
        text_of("member", 0, ["姓名"], ["张三"], heading=[-1, 0]),
        text_of("member", 0, ["姓名"], ["张三"], at=(1, -5)),
        text_of("member", 0, ["姓名"], ["张三"], mapping=[[-5, "name"]]),
        text_of("member", 0, ["姓名"], ["张三"], mapping=[[0, "name"]], new=[[-5, "文本"]]),
    ],
)
def test_what_is_no_import_gives_none(text):
    with new_store() as store:
        assert from_text(text, subjects_of(store, 2026)) is None


@pytest.mark.parametrize("cell", ["张三", 10**400, float("inf"), float("nan"), {"seconds": 5}])
@pytest.mark.parametrize("about", ["member", "meeting"])
def test_what_is_one_is_taken_for_one_whatever_its_cells(about, cell):
    heads = ["姓名", "出生日期", "入党时间", "会议类型", "日期", "应到"]
    mapping = [[0, "name"], [1, "born_on"], [2, "joined_on"], [900, "sex"]]
    if about == "meeting":
        mapping = [[3, "kind"], [4, "held_on"], [5, "due"]]
    text = text_of(about, 0, heads, [cell] * 6, mapping=mapping, new=[[900, "文本"]])
    with new_store() as store:
        assert len(from_text(text, subjects_of(store, 2026)).preview.rows) == 1
