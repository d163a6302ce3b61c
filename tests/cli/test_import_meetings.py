"""Ledgers of meetings as offices send them, taken in by `import` without a window."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from models.branch import Branch
from models.importing import preview_of, read_workbook
from models.importing.ledger import Ledger
from models.meetings.attending import ON_LEAVE, PRESENT
from models.meetings.minutes import minutes_between
from models.meetings.records import Meeting
from models.store import Store
from models.verify import verify
from tests.models.meetings.branches import people_of
from ui.command_line import run

SAMPLES = Path(__file__).parents[1] / "data"
HEAD = ("会议类型", "时间", "党小组", "应到", "实到", "缺席人员及原因", "会议主题", "主要内容")
DAY = date(2026, 3, 9)


@pytest.fixture
def branch(tmp_path):
    """Give a file of eight members in two groups."""
    path = tmp_path / "第三党支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        people_of(8, groups=2, store=store)
    return path


def workbook(path, *rows, head=HEAD, title=""):
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("三会一课")
    if title:
        page.append([title])
    page.append(head)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def taken(branch, *arguments):
    assert run(["import", str(branch), *map(str, arguments)]) == 0
    with Store.open(branch, read_only=True) as store:
        return minutes_between(store, date(2026, 1, 1), date(2026, 12, 31))


def printed(capsys):
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("roster", "ledger"),
    [
        ("第三党支部党员花名册.xlsx", "第三党支部三会一课登记表.xlsx"),
        ("村党支部党员名册.xls", "村党支部三会一课登记表.xls"),
    ],
)
def test_every_row_of_the_shared_ledgers_and_every_absent_person_stand_in_our_own(
    tmp_path, roster, ledger, capsys
):
    path, out = tmp_path / "支部.zhibu", tmp_path / "三会一课.csv"
    assert run(["new", str(path), "--name", "第三党支部"]) == 0
    assert run(["import", str(path), str(SAMPLES / roster)]) == 0
    capsys.readouterr()
    assert run(["import", str(path), str(SAMPLES / ledger)]) == 0
    assert printed(capsys).partition("；")[0] == "新增 36，更新 0，相同 0，有误 0"
    assert run(["export", str(path), "meetings", "--year", "2026", "--to", str(out)]) == 0
    printed_rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    labels = next(row for row in printed_rows if row[0] == "序号")
    ours = [row for row in printed_rows if row[0].isdigit()]
    sheet = python_calamine.CalamineWorkbook.from_path(SAMPLES / ledger).get_sheet_by_index(0)
    theirs = [row for row in sheet.to_python() if isinstance(row[0], (int, float))]
    assert len(ours) == len(theirs) == 36
    counts = sorted((int(row[6]), int(row[7]), row[1], row[9]) for row in theirs)
    place = labels.index
    assert counts == sorted(
        (
            int(row[place("应到")]),
            int(row[place("实到")]),
            row[place("会议类型")],
            row[place("会议主题")],
        )
        for row in ours
    )
    away = "；".join(row[place("缺席人员及原因")] for row in ours)
    for row in theirs:
        for person in filter(None, row[8].replace("无", "").split("、")):
            name, reason = person.rstrip("）").split("（")
            assert f"{name}（请假，{reason}）" in away


def test_a_ledger_needs_no_subject_and_no_column_in_its_usual_place(branch, tmp_path):
    head = ("主要内容", "编号", "实到", "会议类型", "上级要求", "时间", "应到")
    row = ("传达精神", "A1", 8, "支部大会", "按季", "2026年3月9日 14:30", 8)
    [held] = taken(branch, workbook(tmp_path / "a.xlsx", row, head=head))
    assert (held.meeting.kind, held.meeting.starts_at) == ("党员大会", "14:30")
    assert (held.meeting.body, held.meeting.due) == ("传达精神", 8)


@pytest.mark.parametrize(
    "head",
    [
        ("标题", "金额", "经办人"),
        ("会议类型", "地点", "会议主题"),
        ("时间", "地点", "会议主题"),
        ("会议类型、时间、地点",),
    ],
)
def test_a_workbook_without_type_and_day_is_refused_in_one_sentence(branch, tmp_path, capsys, head):
    before = branch.read_bytes()
    path = workbook(tmp_path / "a.xlsx", ("党课", "3月9日", "三楼"), head=head)
    capsys.readouterr()
    assert run(["import", str(branch), str(path), "--as", "meetings"]) == 1
    told = capsys.readouterr().err
    assert "什么也没有取入" in told
    assert told.count("\n") == 1
    assert branch.read_bytes() == before


def test_ten_thousand_rows_are_looked_through(tmp_path, capsys):
    path = tmp_path / "支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        people_of(2, committee=1, store=store)
    rows = [
        ("党课", date(2026, 1 + n % 12, 1 + n % 28), "", 2, 2, "无", f"第{n}课", "")
        for n in range(10_000)
    ]
    capsys.readouterr()
    taken(path, workbook(tmp_path / "a.xlsx", *rows), "--dry-run")
    assert printed(capsys) == "新增 10000，更新 0，相同 0，有误 0（只看结果，没有写入）"


def test_formulas_without_a_result_are_told_of_and_texts_like_formulas_stay_texts(
    branch, tmp_path, capsys
):
    rows = [
        ("党课", "=DATE(2026,3,9)", "", 8, 8, "无", "公式的日期", ""),
        ("党课", "3月9日", "", "=4+4", "=8", "无", "公式的人数", ""),
    ]
    problems = tmp_path / "存疑.csv"
    path = workbook(tmp_path / "a.xlsx", *rows)
    capsys.readouterr()
    [held] = taken(branch, path, "--year", "2026", "--problems", problems)
    assert printed(capsys).endswith("有误 1")
    assert "不是日期" in problems.read_text("utf-8-sig")
    assert held.meeting.name == "公式的人数"
    text = tmp_path / "b.csv"
    text.write_text("会议类型,时间,会议主题\n党课,2026-3-9,=1+1\n", "utf-8-sig")
    found = taken(branch, text)
    assert {each.meeting.name for each in found} == {"公式的人数", "=1+1"}


def test_a_name_twice_in_a_cell_is_one_absence_and_the_last_word_holds(branch, tmp_path):
    name = "党员甲"
    row = ("党课", DAY, "", 8, 7, f"{name}（出差）、{name}（病假）", "讲党史", "")
    [held] = taken(branch, workbook(tmp_path / "a.xlsx", row))
    away = [entry for entry in held.attendance if entry.status != PRESENT]
    assert [(entry.status, entry.reason) for entry in away] == [(ON_LEAVE, "病假")]
    assert (held.meeting.due, held.meeting.present) == (8, 7)


def test_a_group_that_is_none_is_told_of_and_its_name_kept(branch, tmp_path):
    problems = tmp_path / "存疑.csv"
    rows = [
        ("党小组会", DAY, group, "", "", "", "学习", "")
        for group in ("第一党小组", "第九党小组", "全体")
    ]
    held = taken(branch, workbook(tmp_path / "a.xlsx", *rows), "--problems", problems)
    assert [bool(each.meeting.group_id) for each in held] == [True, False, False]
    assert held[1].meeting.remark == "党小组：第九党小组"
    text = problems.read_text("utf-8-sig")
    assert "没有名为“第九党小组”的党小组，没有登记到组，名称已写在备注里" in text


def test_three_groups_on_one_day_about_one_topic_are_three_meetings(branch, tmp_path, capsys):
    rows = [("党小组会", DAY, "", due, due, "无", "学习党章", "") for due in (3, 4, 5)]
    path = workbook(tmp_path / "a.xlsx", *rows, rows[0])
    assert len(taken(branch, path)) == 3
    capsys.readouterr()
    assert len(taken(branch, path)) == 3
    assert printed(capsys) == "新增 0，更新 0，相同 4，有误 0"


def test_a_row_that_says_nothing_of_who_came_puts_nobody_down_as_present(branch, tmp_path):
    rows = [
        ("党课", DAY, "", "", "", "", "没有写人数", ""),
        ("党课", DAY, "", "", "", "无", "全都到了", ""),
    ]
    silent, full = taken(branch, workbook(tmp_path / "a.xlsx", *rows))
    assert {entry.status for entry in silent.attendance} == {""}
    assert silent.meeting.present is None
    assert (full.meeting.due, full.meeting.present) == (8, 8)


def test_of_two_called_alike_the_one_who_should_have_come_is_meant(tmp_path):
    from models.members import Member
    from models.members.movements import enter
    from models.values import PartialDate

    path = tmp_path / "支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        people = people_of(8, store=store)
        enter(store, Member(name=people.members[0].name, joined_on=PartialDate(2010)))
        number = people.id(0)
    row = ("支委会", DAY, "", 5, 4, "党员甲（病假）", "研究工作", "")
    [held] = taken(path, workbook(tmp_path / "a.xlsx", row))
    assert [entry.member_id for entry in held.attendance if entry.status != PRESENT] == [number]


def test_a_day_without_its_year_needs_one_from_the_title_or_the_command(branch, tmp_path, capsys):
    row = ("党课", "3月9日", "", 8, 8, "无", "讲党史", "")
    bare = workbook(tmp_path / "a.xlsx", row)
    capsys.readouterr()
    assert run(["import", str(branch), str(bare)]) == 1
    told = capsys.readouterr().err
    assert "没有一行可以取入（有误1行；第2行B列：“3月9日”没有写年份，请指明年度）" in told
    titled = workbook(tmp_path / "b.xlsx", row, title="2026年度三会一课情况登记表")
    assert [each.meeting.held_on for each in taken(branch, titled)] == [DAY]
    assert len(taken(branch, bare, "--year", "2026")) == 1
    with Store.open(branch, read_only=True) as store:
        assert verify(store) == []
        assert len(store.all(Meeting)) == 1


def test_further_sheets_of_meetings_are_told_of_and_taken_when_asked_for(branch, tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.title = "上半年"
    for page in (book.active, book.create_sheet("下半年"), book.create_sheet("说明")):
        page.append(HEAD if page.title != "说明" else ["填表说明"])
        page.append(["党课", DAY, "", 8, 8, "无", f"{page.title}的课", ""])
    book.save(tmp_path / "a.xlsx")
    assert len(taken(branch, tmp_path / "a.xlsx")) == 1
    assert (
        capsys.readouterr().err == "工作表“下半年”里也列有会议，没有取入；请用 --sheet 逐个导入。\n"
    )
    assert len(taken(branch, tmp_path / "a.xlsx", "--sheet", "下半年")) == 2
    assert capsys.readouterr().err == ""


def test_a_group_meeting_without_its_group_is_said_to_count_for_all(branch, tmp_path):
    rows = [
        ("党小组会", DAY, group, "", "", "", "学习", "") for group in ("第一党小组", "", "全体")
    ]
    path = workbook(tmp_path / "a.xlsx", *rows)
    with Store.open(branch) as store:
        preview = preview_of(read_workbook(path), Ledger.of(store, None))
    said = [list(row.remarks.values()) for row in preview.rows]
    assert [any("没有写是哪个党小组" in text for text in texts) for texts in said] == [
        False,
        True,
        False,
    ]


def test_what_is_said_of_a_column_the_sheet_lacks_stands_at_its_type(branch, tmp_path):
    head = ("会议类型", "时间", "会议主题")
    path = workbook(tmp_path / "a.xlsx", ("党小组会", DAY, "学习"), head=head)
    with Store.open(branch) as store:
        (row,) = preview_of(read_workbook(path), Ledger.of(store, None)).rows
    assert [text.startswith("第2行A列：没有写是哪个党小组") for text in row.remarks.values()] == [
        True
    ]
