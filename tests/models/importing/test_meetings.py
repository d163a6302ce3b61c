"""A ledger of meetings comes in with every row, and with every absent person found by name."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from models.branch import Branch
from models.errors import CannotReadFile
from models.importing import Kind, preview_of, read_text, read_workbook, roll_of, take
from models.importing.ledger import Ledger
from models.importing.when import When, parse_when
from models.meetings.attending import ABSENT, ON_LEAVE, PRESENT
from models.meetings.minutes import minutes_between
from models.meetings.own_kinds import save_kind
from models.meetings.records import Meeting, OwnKind
from models.members import Member
from models.rules.contradictions import contradictions_between
from models.store import Store
from models.verify import verify
from tests.models.meetings.branches import people_of

SAMPLES = Path(__file__).parents[2] / "data"
PAIRS = [
    ("第三党支部党员花名册.xlsx", "第三党支部三会一课登记表.xlsx"),
    ("村党支部党员名册.xls", "村党支部三会一课登记表.xls"),
]
HEAD = (
    "序号\t会议类型\t时间\t地点\t主持人\t记录人\t应到\t实到\t缺席人员及原因\t会议主题\t主要内容\n"
)


@pytest.fixture
def people():
    return people_of(8)


def preview(people, *lines, year=2026, head=HEAD):
    return preview_of(read_text(head + "\n".join(lines)), Ledger.of(people.store, year))


def counts(found):
    return Counter(row.kind for row in found.rows)


def texts(found):
    return [text for row in found.rows for text in row.problems.values()]


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2026-01-18", When(date(2026, 1, 18))),
        ("1月16日下午", When(date(2026, 1, 16), about="下午")),
        ("2026年1月17日 14:30", When(date(2026, 1, 17), "14:30")),
        ("2026-03-09 09:00-11:00", When(date(2026, 3, 9), "09:00", "11:00")),
        ("2026.3.9（星期一）下午2:30至4:30", When(date(2026, 3, 9), "14:30", "16:30")),
        ("3月9日 下午2点半", When(date(2026, 3, 9), "14:30")),
        ("3/9 9时～11时30分", When(date(2026, 3, 9), "09:00", "11:30")),
        ("20260309", When(date(2026, 3, 9))),
        ("3月9日 散会后", When(date(2026, 3, 9), about="散会后")),
        (datetime(2026, 3, 9, 14, 30), When(date(2026, 3, 9), "14:30")),  # noqa: DTZ001
        (datetime(2026, 3, 9), When(date(2026, 3, 9))),  # noqa: DTZ001
        (date(2026, 3, 9), When(date(2026, 3, 9))),
    ],
)
def test_when_a_meeting_was_is_read_as_offices_write_it(written, when):
    assert parse_when(written, 2026) == when


@pytest.mark.parametrize(
    ("written", "year", "words"),
    [
        ("上周五", 2026, "不是日期"),
        ("3月9日", None, "没有写年份"),
        ("2月30日", 2026, "不是日历上的一天"),
        ("", 2026, "不是日期"),
    ],
)
def test_what_is_no_day_is_said(written, year, words):
    with pytest.raises(ValueError, match=words):
        parse_when(written, year)


def test_a_row_whose_numbers_agree_gives_the_attendance_of_everyone(people):
    name = people.members[7].name
    found = preview(
        people,
        f"1\t支部大会\t3月9日下午2:30-4:30\t三楼\t{people.members[0].name}\t外来人\t8\t7\t{name}（值班）\t学习\t传达精神",
    )
    assert counts(found) == {Kind.NEW: 1}
    take(people.store, found)
    [held] = minutes_between(people.store, date(2026, 1, 1), date(2026, 12, 31))
    assert (held.meeting.kind, held.meeting.starts_at, held.meeting.ends_at) == (
        "党员大会",
        "14:30",
        "16:30",
    )
    assert (held.meeting.chair_id, held.meeting.recorder_name) == (people.id(0), "外来人")
    assert (held.meeting.due, held.meeting.present, held.meeting.body) == (8, 7, "传达精神")
    assert Counter(entry.status for entry in held.attendance) == {PRESENT: 7, ON_LEAVE: 1}
    assert held.attendance[7].reason == "值班"
    assert people.store.undoable.title == "导入会议记录：1次"
    assert verify(people.store) == []


def test_numbers_that_differ_from_the_roll_are_kept_and_said(people):
    found = preview(
        people, f"1\t党课\t2026-03-09\t\t\t\t63\t61\t{people.members[7].name}、刘备（病假）\t\t"
    )
    assert counts(found) == {Kind.DOUBTFUL: 1}
    assert texts(found) == ["第2行I列：缺席人员“刘备（病假）”不在名册中，没有登记到人，名字已保留"]
    assert list(found.rows[0].remarks.values()) == [
        "第2行G列：应到63人，按名册当日应到8人，人数照登记表保留"
    ]
    take(people.store, found)
    [held] = minutes_between(people.store, date(2026, 3, 9), date(2026, 3, 9))
    assert (held.meeting.due, held.meeting.present) == (63, 61)
    assert [(e.member_id, e.name, e.status) for e in held.attendance] == [
        (people.id(7), "", ABSENT), (None, "刘备", ON_LEAVE),
    ]  # fmt: skip


def test_a_count_that_is_none_and_absences_that_do_not_add_up_are_said(people):
    found = preview(
        people,
        "1\t党课\t2026-03-09\t\t\t\t全体\t7\t无\t\t",
        "2\t党课\t2026-03-10\t\t\t\t8人\t7\t无\t\t",
    )
    assert "“全体”不是整数" in texts(found)[0]
    assert any("应到减实到是1人，写明缺席的有0人" in text for text in texts(found))


def test_a_committee_that_is_not_on_file_is_said():
    nobody = people_of(8, committee=0)
    found = preview(nobody, "1\t支委会\t2026-03-09\t\t\t\t5\t5\t无\t\t")
    assert counts(found) == {Kind.NEW: 1}, "there is nothing to decide in the row"
    assert list(found.rows[0].remarks.values()) == [
        "第2行G列：当日应参加的人（如支委会成员）没有登记，人数照登记表保留，请补登任职"
    ]
    assert found.rows[0].made.meeting.present == 5


def test_several_types_and_a_group_are_read(people):
    grouped = people_of(8, groups=2)
    head = HEAD.replace("地点", "党小组")
    found = preview(
        grouped,
        "1\t主题党日、讲党课\t3月9日\t\t\t\t\t\t\t\t",
        "2\t小组会\t3月9日\t第一党小组\t\t\t\t\t\t\t",
        head=head,
    )
    first, second = (row.made.meeting for row in found.rows)
    assert first.kinds == ("主题党日", "党课")
    assert (second.kind, second.group_id) == ("党小组会", grouped.groups[0].id)


def test_a_row_without_day_or_type_is_faulty_and_the_others_come_in(people):
    found = preview(
        people,
        "1\t党课\t择日\t\t\t\t\t\t\t甲\t",
        "2\t\t3月9日\t\t\t\t\t\t\t乙\t",
        "3\t党课\t3月9日\t\t\t\t\t\t\t丙\t",
        "合计\t\t\t\t\t\t\t\t\t\t",
    )
    assert counts(found) == {Kind.FAULTY: 2, Kind.NEW: 1}
    assert texts(found) == ["第2行C列：“择日”不是日期", "第3行B列：没有写会议类型"]
    take(people.store, found)
    assert [meeting.name for meeting in people.store.all(Meeting)] == ["丙"]


def test_what_is_on_file_already_or_stands_twice_is_not_taken_again(people):
    lines = ["1\t党课\t3月9日\t\t\t\t\t\t\t甲\t", "2\t党课\t3月9日\t\t\t\t\t\t\t甲\t"]
    found = preview(people, *lines)
    assert [row.kind for row in found.rows] == [Kind.NEW, Kind.SAME]
    take(people.store, found)
    assert counts(preview(people, *lines)) == {Kind.SAME: 2}


def test_a_name_that_two_share_is_kept_as_a_name(people):
    with people.store.change("同名") as change:
        change.save(Member(name=people.members[0].name))
    found = preview(people, f"1\t党课\t3月9日\t\t{people.members[0].name}\t\t\t\t\t甲\t")
    assert found.rows[0].made.meeting.chair_name == people.members[0].name
    assert "有2人同名" in found.rows[0].problems["chair_id"]


def test_a_roster_is_no_ledger_of_meetings(people):
    sheets = read_text("姓名\t性别\n王伟\t男")
    with pytest.raises(CannotReadFile, match="没有找到写着“会议类型”和“日期”的表头"):
        preview_of(sheets, Ledger.of(people.store, 2026))
    sheets = read_text("姓名\t类别\t时间\n王伟\t正式党员\t2026-03-09")
    with pytest.raises(CannotReadFile, match="像是别的表"):
        preview_of(sheets, Ledger.of(people.store, 2026))


@pytest.mark.parametrize(("roster", "ledger"), PAIRS)
def test_the_shared_ledgers_come_in_with_every_row_and_every_absent_person(roster, ledger):
    with Store.memory(Branch(name="第三党支部")) as store:
        take(store, preview_of(read_workbook(SAMPLES / roster), roll_of(store)))
        found = preview_of(read_workbook(SAMPLES / ledger), Ledger.of(store, None))
        assert len(found.rows) == 36
        assert found.counts[Kind.FAULTY] == 0
        lost = [text for text in texts(found) if "缺席人员" in text]
        assert all("周宇旭" in text and "有同名的人" in text for text in lost)
        take(store, found)
        held = minutes_between(store, date(2026, 1, 1), date(2026, 12, 31))
        assert len(held) == 36
        for minutes in held:
            away = [entry for entry in minutes.attendance if entry.status != PRESENT]
            assert len(away) == minutes.meeting.due - minutes.meeting.present
            assert all(entry.reason for entry in away)
            assert {entry.name for entry in away if not entry.member_id} <= {"周宇旭"}
        contradictions_between(store, date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 5))
        again = preview_of(read_workbook(SAMPLES / ledger), Ledger.of(store, None))
        assert counts(again) == {Kind.SAME: 36}
        assert verify(store) == []


@pytest.mark.parametrize(
    ("written", "kinds", "problem"),
    [
        ("学习和交流会", ("学习和交流会",), ""),
        ("党课、学习和交流会", ("党课", "学习和交流会"), ""),
        ("支部大会和主题党日", ("党员大会", "主题党日"), ""),
        ("支部大会/ 主题党日/", ("党员大会", "主题党日"), ""),
        ("学习暨交流会", ("学习暨交流会",), "第2行B列：没有“学习暨交流会”这一会议类型，已照写保留"),
        ("党课；共建", ("党课", "共建"), "第2行B列：没有“共建”这一会议类型，已照写保留"),
        ("共建", ("共建",), ""),
    ],
)
def test_a_cell_of_several_types_is_parted_only_where_each_is_known(
    people, written, kinds, problem
):
    save_kind(people.store, OwnKind(name="学习和交流会"))
    found = preview(people, f"1\t{written}\t3月9日")
    [row] = found.rows
    assert row.made.meeting.kinds == kinds
    assert row.kind is (Kind.DOUBTFUL if problem else Kind.NEW)
    assert [text.partition("；")[0] for text in texts(found)] == [problem] * bool(problem)
