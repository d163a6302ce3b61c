"""A round of 民主评议 is held against itself and against who was there to be appraised."""

from __future__ import annotations

from datetime import date

import pytest

from models.life.records import Appraisal, AppraisalResult
from models.life.taking_part import begin_appraisal
from models.members import Member, Period, records
from models.rules.appraised import round_findings
from tests.models.meetings.branches import LONG_AGO, people_of

DAY = date(2026, 12, 20)


@pytest.fixture
def people():
    return people_of(6)


def found(people, appraisal):
    with people.store.change("评议") as change:
        begin_appraisal(people.store, change, appraisal, DAY)
    return [(finding.field, finding.text) for finding in round_findings(people.store, 2026)]


def test_a_sound_round_has_none(people):
    sound = Appraisal(
        year=2026, began_on=DAY, ended_on=DAY, due=6, present=5, issued=5, returned=5, valid=4
    )
    assert found(people, sound) == []


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"began_on": DAY, "ended_on": date(2026, 12, 1)}, "ended_on", "结束日期早于开始日期"),
        ({"due": 6, "present": 7}, "present", "实到7，多于应到6"),
        ({"present": 5, "issued": 6}, "issued", "发出测评票6，多于实到5"),
        ({"issued": 5, "returned": 6}, "returned", "收回测评票6，多于发出5"),
        ({"returned": 5, "valid": 6}, "valid", "有效票6，多于收回5"),
    ],
)
def test_each_number_is_held_against_its_whole(people, facts, field, words):
    [(where, text)] = found(people, Appraisal(year=2026, **facts))
    assert where == field
    assert words in text


def test_who_was_of_the_branch_and_has_no_result_is_named(people):
    people.period(4, records.STANDING, "停止党籍")
    assert found(people, Appraisal(year=2026, ended_on=DAY)) == []
    results = people.store.all(AppraisalResult)
    with people.store.change("删去") as change:
        for result in results[2:4]:
            change.delete(result)
    names = "、".join(member.name for member in people.members[2:4])
    [finding] = round_findings(people.store, 2026)
    assert finding.text == (
        f"2026年民主评议未见{names}的评议结果：评过的请补登，没有参加的请写明原因。"
    )
    assert finding.rule.id == "R-03-appraisal"


def test_a_round_has_a_line_for_everyone_it_is_held_for_and_for_nobody_else(people):
    people.period(4, records.STANDING, "停止党籍")
    with people.store.change("编入") as change:
        guest = change.save(Member(name="外单位党员", joined_on=LONG_AGO))
        change.save(Period(member_id=guest.id, aspect=records.ATTACHED))
    assert found(people, Appraisal(year=2026, ended_on=DAY)) == []
    results = people.store.all(AppraisalResult)
    assert {one.member_id for one in results} == {
        *(people.id(place) for place in range(6) if place != 4),
        guest.id,
    }
    with people.store.change("删去") as change:
        change.delete(next(one for one in results if one.member_id == guest.id))
    [finding] = round_findings(people.store, 2026)
    assert "未见外单位党员的评议结果" in finding.text


def test_a_round_without_its_days_names_nobody(people):
    with people.store.change("评议") as change:
        change.save(Appraisal(year=2026))
    assert round_findings(people.store, 2026) == []
