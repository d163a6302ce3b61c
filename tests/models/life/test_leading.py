"""What a leading member took part in follows from the branch's meetings; nobody enters it twice."""

from __future__ import annotations

from datetime import date

import pytest

from models.life.leading import dual_life_findings, dual_life_of_year
from models.life.records import DualLife
from models.meetings.attending import ON_LEAVE
from models.meetings.minutes import save
from models.members import records
from models.rules import rule
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    people = people_of(8, groups=2)
    people.period(6, records.LEADING, "副处长", since=PartialDate(2026, 3))
    return people


def lines(people, year=2026):
    return [
        (str(one.held_on), one.member_id, one.office, one.kind, one.content)
        for one in dual_life_of_year(people.store, year)
    ]


def test_each_meeting_a_leading_member_came_to_counts_with_its_form(people):
    name, number = people.members[6].name, people.id(6)
    people.hold(day=date(2026, 2, 20))
    people.hold(day=date(2026, 3, 20), name="第一季度")
    people.hold("党课", date(2026, 4, 1), lecturer=name)
    people.hold("主题党日", date(2026, 4, 15), also="党课")
    people.hold("组织生活会", date(2026, 5, 15), also="民主评议")
    people.hold("党小组会", date(2026, 6, 15), group_id=people.groups[1].id)
    people.hold(day=date(2026, 6, 20), away={6: ON_LEAVE})
    assert lines(people) == [
        ("2026-03-20", number, "副处长", "参加会议", "党员大会：第一季度"),
        ("2026-04-01", number, "副处长", "讲党课", "党课"),
        ("2026-04-15", number, "副处长", "主题党日", "主题党日、党课"),
        ("2026-05-15", number, "副处长", "组织生活会", "组织生活会、民主评议"),
        ("2026-06-15", number, "副处长", "参加会议", "党小组会"),
    ]
    found = dual_life_of_year(people.store, 2026)
    assert [one.body for one in found[-2:]] == ["第三党支部", "第二党小组"]


@pytest.mark.parametrize("written", ["{}同志，外请专家", "{0[0]} {0[1]} {0[2]}；外请专家"])
def test_who_lectured_is_known_however_the_names_are_typed(people, written):
    name = people.members[6].name
    people.hold("党课", date(2026, 4, 1), lecturer=written.format(name))
    assert [line[3] for line in lines(people)] == ["讲党课"]


def test_a_meeting_of_nothing_but_a_photo_is_no_part_in_anything(people):
    begun = people.begin(day=date(2026, 3, 20))
    assert lines(people) == []
    save(people.store, begun)
    assert len(lines(people)) == 1


def test_meetings_read_already_are_not_read_again(people):
    held = [people.hold(day=date(2026, 3, 20))]
    assert dual_life_of_year(people.store, 2026, held) == dual_life_of_year(people.store, 2026)
    assert dual_life_of_year(people.store, 2026, []) == []


def test_an_entry_of_the_same_day_holds_in_place_of_the_meeting(people):
    held = people.hold(day=date(2026, 3, 20))
    with people.store.change("登记") as change:
        facts = {"member_id": people.id(6), "office": "处长", "meeting_id": held.meeting.id}
        change.save(DualLife(held_on=date(2026, 3, 20), content="作了发言", **facts))
        change.save(DualLife(held_on=date(2026, 9, 1), name="上级领导", kind="讲党课"))
    assert [(day, office, content) for day, _, office, _, content in lines(people)] == [
        ("2026-03-20", "处长", "作了发言"), ("2026-09-01", "", ""),
    ]  # fmt: skip


def test_a_leading_member_without_any_is_told_late_in_the_year(people):
    assert dual_life_findings(people.store, 2026, date(2026, 9, 30)) == []
    [found] = dual_life_findings(people.store, 2026, DAY)
    assert found.text == (
        f"{people.members[6].name}是领导干部，2026年未见参加所在支部组织生活的记录："
        "参加过的请补录，没有参加的请提醒本人。"
    )
    assert found.clause == "《中国共产党党员教育管理工作条例》第十六条"
    month = rule("meetings", "dual-life-reminder")
    assert (month["remind_from_month"], month.kind) == (10, "custom")
    assert "remind_from_month" not in found.rule.parameters
    people.hold(day=date(2026, 4, 20))
    assert dual_life_findings(people.store, 2026, DAY) == []
