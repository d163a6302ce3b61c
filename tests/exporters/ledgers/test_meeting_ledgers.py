"""The ledgers of organisation life say what was entered of its meetings, talks and studies."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from exporters.excel import HIDDEN_PAGE
from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE, Asked
from exporters.sheet import Table
from exporters.wording import data_text, printed
from models.attachments import attach
from models.fields import field_of
from models.life.records import DualLife, Service, ServicePerson, Study, Talk, TalkPerson
from models.meetings.attending import MADE_UP, ON_LEAVE
from models.meetings.minutes import Ballot, Point
from models.meetings.records import AgendaItem, Candidate, Election
from models.members import records
from models.members.movements import remove
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(8, groups=2)


@pytest.fixture
def leading(people):
    """Give a leading member who came to a meeting, and has an entry of another day."""
    people.period(6, records.LEADING, "副处长", since=PartialDate(2026, 1))
    people.hold("党员大会")
    with people.store.change("登记") as change:
        change.save(DualLife(held_on=date(2026, 9, 1), member_id=people.id(6)))
    return people


def test_what_only_the_meetings_tell_has_no_number_of_a_record(leading, tmp_path, no_progress):
    sheet = CATALOGUE["dual-life"].make(leading.store, Asked(2026, DAY))
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    [entry] = leading.store.all(DualLife)
    assert table.ids == (None, entry.id)
    write_sheet(tmp_path / "a.xlsx", sheet, no_progress)
    hidden = load_workbook(tmp_path / "a.xlsx")[HIDDEN_PAGE]
    numbered = [row[:2] for row in hidden.values if isinstance(row[0], int)]
    assert numbered == [(5, entry.id)]


def rows(people, code, year=2026):
    """Return the ledger's rows, each as label to words."""
    sheet = CATALOGUE[code].make(people.store, Asked(year, DAY))
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    return [
        {
            field.label: data_text(field, value)
            for field, value in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def test_every_meeting_of_every_type_stands_once_with_its_number_and_who_was_away(people):
    names = [member.name for member in people.members]
    people.hold(
        "党员大会",
        date(2026, 3, 20),
        name="第一季度",
        chair_id=people.id(0),
        recorder_name="外来人",
    )
    people.hold(
        "主题党日", date(2026, 4, 15), also="党课", starts_at="14:30", ends_at="16:30", away={6: ON_LEAVE, 7: MADE_UP},
    )  # fmt: skip
    people.hold("换届选举", date(2026, 5, 4), recorded_at="2026-06-30 09:00:00")
    people.hold("支委会", date(2025, 5, 4))
    first, second, third = rows(people, "meetings")
    assert (first["会议类型"], first["次数"], first["主持人"], first["记录人"]) == (
        "党员大会", "党员大会第1次", names[0], "外来人",
    )  # fmt: skip
    assert (second["会议类型"], second["次数"]) == ("主题党日、党课", "主题党日第1次、党课第1次")
    assert (second["起止时间"], second["应到"], second["实到"], second["到会率"]) == (
        "14:30—16:30", "8", "6", "75.0%",
    )  # fmt: skip
    assert second["缺席人员及原因"] == f"{names[6]}（请假）、{names[7]}（补课）"
    assert (first["缺席人员及原因"], first["状态"]) == ("无", "已开")
    assert (third["次数"], third["状态"]) == ("党员大会第2次", "补录")


def test_what_is_still_to_come_and_what_nobody_registered_is_told_apart(people):
    people.hold("支委会", date(2026, 11, 20), away=dict.fromkeys(range(5), ""))
    people.hold("支委会", date(2026, 10, 20), away=dict.fromkeys(range(5), ""))
    assert [row["状态"] for row in rows(people, "meetings")] == ["未登记出席", "待开"]
    assert rows(people, "meetings")[0]["到会率"] == ""


def test_a_theme_day_shows_both_its_parts_and_what_is_kept_of_it(people):
    points = (
        Point(item=AgendaItem(topic="重温入党誓词", part="规定动作")),
        Point(item=AgendaItem(topic="交纳党费", part="规定动作")),
        Point(item=AgendaItem(topic="植树", part="自选动作")),
    )
    held = people.hold("主题党日", date(2026, 4, 15), name="绿色行动", points=points)
    people.hold("党课", date(2026, 4, 16))
    with people.store.change("材料") as change:
        attach(people.store, change, held.meeting, "签到表.jpg", b"1")
        attach(people.store, change, held.meeting, "合影.jpg", b"2")
    [row] = rows(people, "theme-days")
    assert (row["月份"], row["主题"]) == ("4月", "绿色行动")
    assert (row["规定动作"], row["自选动作"]) == ("重温入党誓词；交纳党费", "植树")
    assert row["材料"] == "签到表.jpg；合影.jpg"


def test_attendance_counts_each_person_over_all_and_by_type(people):
    people.hold("党员大会", date(2026, 3, 20), away={6: ON_LEAVE})
    people.hold("支委会", date(2026, 3, 21))
    found = {row["姓名"]: row for row in rows(people, "attendance")}
    absent, leader = found[people.members[6].name], found[people.members[0].name]
    assert (absent["应到次数"], absent["请假"], absent["出席率（含补课）"]) == ("1", "1", "0%")
    assert (leader["党员大会实到/应到"], leader["支委会实到/应到"]) == ("1/1", "1/1")
    assert absent["支委会实到/应到"] == ""
    remove(people.store, people.members[6])
    assert people.members[6].name in {row["姓名"] for row in rows(people, "attendance")}


def test_an_election_shows_ballots_votes_and_who_was_elected(people):
    election = Election(seats=1, due=8, present=8, issued=8, returned=8, valid=8, approval="1号")
    candidates = (
        Candidate(member_id=people.id(0), yes=7, is_elected=True), Candidate(member_id=people.id(1), yes=1),
    )  # fmt: skip
    ballot = Ballot(election=election, candidates=candidates)
    people.hold("换届选举", date(2026, 5, 4), points=(Point(item=AgendaItem(), ballots=(ballot,)),))
    [row] = rows(people, "elections")
    names = [member.name for member in people.members]
    assert row["候选人得票"] == f"{names[0]}7票、{names[1]}1票"
    assert (row["当选"], row["发出选票"], row["批复文号"]) == (names[0], "8", "1号")


def test_a_talk_shows_both_sides_with_their_posts(people):
    with people.store.change("谈话") as change:
        talk = change.save(Talk(held_on=date(2026, 3, 1), occasion="岗位变动", content="谈打算"))
        change.save(TalkPerson(talk_id=talk.id, member_id=people.id(0), is_host=True))
        change.save(TalkPerson(talk_id=talk.id, member_id=people.id(7)))
        change.save(TalkPerson(talk_id=talk.id, name="群众甲"))
        change.save(Talk(held_on=date(2025, 3, 1)))
    [row] = rows(people, "talks")
    assert (row["谈话人"], row["五必谈情形"], row["谈话内容"]) == (
        people.members[0].name,
        "岗位变动",
        "谈打算",
    )
    assert row["谈话对象"] == f"{people.members[7].name}、群众甲"
    sheet = CATALOGUE["talks"].make(people.store, Asked(2026, DAY))
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    assert "书记" in table.rows[0]
    assert "党员" in table.rows[0]


def test_study_adds_up_to_what_is_expected_of_each(people):
    people.hold("党课", date(2026, 3, 20), name="讲党史", study=15)
    with people.store.change("学时") as change:
        change.save(
            Study(
                member_id=people.id(7),
                held_on=date(2026, 5, 1),
                content="培训班",
                form="集中培训",
                hours=80,
            )
        )
    found = [row for row in rows(people, "study") if row["姓名"] == people.members[7].name]
    assert [(row["内容"], row["学时"], row["累计/应达"]) for row in found] == [
        ("讲党史", "1.5", "1.5/32"), ("培训班", "8", "9.5/32"),
    ]  # fmt: skip
    assert printed(field_of(Study, "hours"), 15) == "1.5"
    assert rows(people, "study")[0]["累计/应达"] == "1.5/56"


def test_service_lists_who_served(people):
    with people.store.change("服务") as change:
        service = change.save(Service(held_on=date(2026, 3, 5), name="社区清洁", hours=20))
        for place in (6, 7):
            change.save(ServicePerson(service_id=service.id, member_id=people.id(place)))
    [row] = rows(people, "volunteer")
    names = [member.name for member in people.members]
    assert (row["参加人"], row["人数"], row["时长（小时）"]) == (
        f"{names[6]}、{names[7]}",
        "2",
        "2",
    )
