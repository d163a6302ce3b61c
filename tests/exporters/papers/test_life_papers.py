"""Papers of an 组织生活会 count what came before it, and name nobody whom no record names."""

from __future__ import annotations

from datetime import date

import pytest

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.sheet import Table
from models.life.records import LifeEntry, Talk
from tests.exporters.papers.test_meeting_papers import said
from tests.exporters.papers.test_told_papers import ASKED, made
from tests.models.meetings.branches import people_of


@pytest.fixture
def people():
    return people_of(8, groups=2)


def test_a_criticism_without_a_name_is_of_nobody(people):
    with people.store.change("登记") as change:
        change.save(LifeEntry(year=2026, kind="批评意见", problem="联系少"))
    for code, branch in (("criticism", "支委会班子"), ("problems", "党支部\n批评意见")):
        text = said(made(people, code))
        assert "联系少" in text
        assert branch not in text
    row = next(b for b in LEDGERS["life-meetings"].make(people.store, ASKED).blocks
               if isinstance(b, Table)).rows[0]  # fmt: skip
    assert row[1] == ""


def test_the_grades_of_a_committee_are_called_local_and_no_ballot_void(people):
    text = said(made(people, "committee-ballot"))
    assert "等次是地方做法" in text
    assert "无效" not in text


def test_the_talks_before_a_life_meeting_are_those_since_the_last_one(people):
    people.hold("组织生活会", date(2025, 2, 10), appraisal_year=2024)
    meeting = people.hold("组织生活会", date(2026, 1, 20), appraisal_year=2025).meeting
    days = [
        (2025, 1, 9),
        (2025, 1, 8),
        (2025, 2, 11),
        (2025, 12, 3),
        (2026, 1, 20),
        (2026, 1, 21),
    ]
    with people.store.change("登记") as change:
        for day in days:
            change.save(Talk(held_on=date(*day)))
    assert "谈心谈话：登记谈话3次。" in said(made(people, "life-report", meeting))


def test_a_life_meeting_of_a_group_does_not_end_the_talks_for_that_of_all(people):
    people.hold("组织生活会", date(2026, 3, 19), group_id=people.groups[0].id)
    meeting = people.hold("组织生活会").meeting
    with people.store.change("登记") as change:
        change.save(Talk(held_on=date(2026, 3, 2)))
    assert "登记谈话1次" in said(made(people, "life-report", meeting))


def test_what_was_studied_before_is_of_the_year_the_meeting_is_of(people):
    kind, topic = "集中学习", {"campaign": "主题教育"}
    people.hold(kind, date(2024, 12, 5), name="前一年", **topic)
    people.hold(kind, date(2025, 11, 5), name="十一月学", **topic)
    people.hold(kind, date(2026, 1, 20), name="早上学", starts_at="08:30", **topic)
    people.hold(kind, date(2026, 1, 20), name="会后学", starts_at="16:00", **topic)
    people.hold(kind, date(2026, 1, 20), name="不知几点", **topic)
    group = people.groups[0].id
    people.hold("组织生活会", date(2026, 1, 19), name="小组的会", group_id=group, **topic)
    meeting = people.hold(
        "组织生活会", date(2026, 1, 20), appraisal_year=2025, starts_at="14:00", **topic
    ).meeting
    table = next(b for b in made(people, "life-study", meeting).blocks if isinstance(b, Table))
    assert [row[3] for row in table.rows if row[3]] == ["十一月学", "早上学"]
