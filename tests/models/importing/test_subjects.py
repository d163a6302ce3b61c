"""Which kind of workbook a workbook is; and a further kind is no more than a declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from models.branch.records import Group
from models.errors import CannotReadFile
from models.fields import field_of
from models.importing import Kind, Subject, read_workbook, roll_of, take
from models.importing.by_hand import first_look, taken_as
from models.importing.judged import Judged, PreviewRow, placed
from models.importing.ledger import Ledger
from models.importing.mapping import labels_of
from models.importing.payments import Payments
from models.importing.payroll import Payroll
from models.importing.preview import preview_of
from models.importing.roll import Roll
from models.importing.subjects import recognised, subjects_of
from models.values import cell_text
from tests.models.importing.rosters import DATA, new_store, sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

YEAR = 2026
ROSTER = (("姓名", "性别", "出生日期"), ("张三", "女", "1990.1"))
MEETINGS = (("会议类型", "时间", "会议主题"), ("党课", "3月9日", "讲党史"))


def unheard(_done, _total):
    """Hear nothing of the progress."""


def looked_at(store, *sheets):
    return first_look(list(sheets), subjects_of(store, YEAR), unheard)


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        (ROSTER, Roll),
        (MEETINGS, Ledger),
        ((("会议类型", "日期"), ("党课", "2026-03-09")), Ledger),
        ((("姓名", "类别", "时间"), ("张三", "正式党员", "2026-03-09")), Roll),
        ((("姓名", "性别", "类别", "时间"), ("张三", "女", "正式党员", "2026-03-09")), Roll),
        ((("姓名", "基本工资"), ("张三", 1)), Payroll),
        ((("姓名", "性别", "党员类别", "月交金额"), ("张三", "女", "学生", 0.2)), Roll),
        ((("姓名", "党员类别", "月交金额"), ("张三", "学生", 0.2)), Payroll),
        ((("姓名", "月份", "金额"), ("张三", "3月", 20)), Payments),
        ((("序号", "姓名", "一月", "二月", "合计"), (1, "张三", 20, 20, 40)), Payments),
        ((("姓名", "金额", "用途"), ("张三", 20, "买书")), None),
        ((("品名", "数量"), ("书", 1)), None),
    ],
)
def test_a_workbook_is_what_knows_most_of_its_columns(rows, subject):
    with new_store() as store:
        if subject:
            found = recognised(sheet_of(*rows), subjects_of(store, YEAR))
            assert type(found) is subject
        else:
            with pytest.raises(CannotReadFile, match="什么也没有取入"):
                recognised(sheet_of(*rows), subjects_of(store, YEAR))


def test_what_is_none_of_them_is_told_what_each_of_them_needs():
    with new_store() as store, pytest.raises(CannotReadFile) as caught:
        recognised(sheet_of(("品名", "数量"), ("书", 1)), subjects_of(store, YEAR))
    sentence = str(caught.value)
    assert "党员名册要有“姓名”" in sentence
    assert "会议登记表要有“会议类型”和“日期”" in sentence


def test_the_sheet_that_is_a_table_is_shown_where_nothing_is_recognised():
    with new_store() as store:
        rows = (("项目", "哪天", "内容"), ("党课", "3月9日", "讲党史"), ("会", "4月9日", "学"))
        found, amiss = looked_at(store, *sheet_of(*rows))
        assert "改“表头在第几行”" in amiss
        as_meetings = taken_as(found, Ledger.of(store, YEAR))
        assert as_meetings.heading == found.heading
        mapped = as_meetings.with_mapping(0, "kind").with_mapping(1, "held_on")
        assert [row.kind for row in mapped.rows] == [Kind.NEW, Kind.NEW]


def test_a_workbook_with_both_kinds_of_sheets_gives_either():
    with new_store() as store:
        sheets = sheet_of(*ROSTER, name="名册") + sheet_of(*MEETINGS, name="会议")
        found, amiss = looked_at(store, *sheets)
        assert (found.sheet.name, amiss) == ("名册", "")
        other = preview_of(sheets, Ledger.of(store, YEAR))
        assert (other.sheet.name, len(other.rows)) == ("会议", 1)


def test_columns_of_meetings_mapped_by_hand_are_remembered_apart_from_those_of_rosters():
    rows = (("会议类型", "时间", "学了什么"), ("党课", "2026-03-09", "讲党史"))
    with new_store() as store:
        take(store, preview_of(sheet_of(*rows), Ledger.of(store, YEAR)).with_mapping(2, "name"))
        again = preview_of(sheet_of(*rows), Ledger.of(store, YEAR))
        assert again.mapping == {0: "kind", 1: "held_on", 2: "name"}
        assert again.counts[Kind.SAME] == 1
        assert roll_of(store).remembered == {}


@pytest.mark.parametrize("name", ["第三党支部三会一课登记表.xlsx", "村党支部三会一课登记表.xls"])
def test_the_shared_ledgers_come_in_by_the_way_of_every_workbook(name):
    roster = name.replace("三会一课登记表.xlsx", "党员花名册.xlsx").replace(
        "三会一课登记表.xls", "党员名册.xls"
    )
    with new_store() as store:
        take(store, preview_of(read_workbook(DATA / roster), roll_of(store)))
        told = []
        found, amiss = first_look(
            read_workbook(DATA / name), subjects_of(store, YEAR), lambda *at: told.append(at)
        )
        assert (type(found.subject), amiss, len(found.rows)) == (Ledger, "", 36)
        assert told[-1] == (36, 36)
        assert found.counts[Kind.FAULTY] == 0
        lost = [row.problems["absent"] for row in found.rows if "absent" in row.problems]
        assert all("周宇旭" in text and "有同名的人" in text for text in lost)
        taken = take(store, found)
        assert taken.new + taken.doubtful == 36
        assert store.undoable.title == "导入会议记录：36次"


@dataclass(frozen=True, slots=True)
class Groups(Subject):
    """The branch's groups: a kind of workbook that the program does not take in."""

    code = "groups"
    table = Group.table
    title = "党小组名单"
    unit = "个"
    contents = "党小组"
    needed = frozenset({"name"})
    tables = frozenset({"party_group"})

    on_file: frozenset[str] = frozenset()
    remembered: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Any, ...] = ()

    @classmethod
    def of(cls, store, _year):
        return cls(frozenset(group.name for group in store.all(Group)))

    @property
    def fields(self):
        return {"name": field_of(Group, "name")}

    @property
    def labels(self):
        return labels_of(self.fields.values())

    def judge(self, preview, progress):
        rows = []
        begin = preview.heading.last + 1
        for number, raw in enumerate(preview.sheet.rows[begin:], preview.sheet.first_row + begin):
            [at] = preview.mapping
            name = preview.mends_of(number).get("name", cell_text(raw[at]))
            said = {} if name else {"name": "没有名称"}
            kind = Kind.FAULTY if said else Kind.SAME if name in self.on_file else Kind.NEW
            problems = placed(number, preview.letters, said)
            rows.append(PreviewRow(number, kind, raw, {}, problems, {}, {}, None, {}, name))
        return Judged(tuple(rows), ())

    def step(self, count):
        return f"导入党小组：{count}个"

    def writer(self, store, change, preview):
        return lambda row: change.save(Group(name=row.made))


def test_a_further_kind_of_workbook_is_no_more_than_a_declaration():
    rows = (("党小组名称",), ("第一党小组",), ("",), ("第二党小组",))
    with new_store() as store:
        [label] = [field_of(Group, "name").label]
        subject = Groups.of(store, YEAR)
        found = preview_of(sheet_of((label,), *rows[1:]), subject)
        assert [row.kind for row in found.rows] == [Kind.NEW, Kind.FAULTY, Kind.NEW]
        assert found.rows[1].problems == {"name": "第3行A列：没有名称"}
        take(store, found.with_cells({(3, "name"): "第三党小组"}))
        assert {group.name for group in store.all(Group)} == {
            "第一党小组", "第二党小组", "第三党小组",
        }  # fmt: skip
        assert store.undoable.title == "导入党小组：3个"
        again = found.with_subject(Groups.of(store, YEAR))
        assert again.counts[Kind.SAME] == 2


def test_other_sheets_of_the_same_kind_are_told_of():
    with new_store() as store:
        sheets = [
            *sheet_of(*MEETINGS, name="一月"), *sheet_of(*MEETINGS, name="二月"),
            *sheet_of(("说明",), ("无",), name="说明"),
        ]  # fmt: skip
        found = preview_of(sheets, Ledger.of(store, YEAR))
        assert found.others == ("二月",)
        assert found.with_sheet("二月").others == ("一月",)
