"""Of the five occasions for a talk, those the file knows of are held against the talks on file."""

from __future__ import annotations

from datetime import date

import pytest

from models.fields import field_of
from models.life.occasions import occasion_findings
from models.life.records import Talk
from models.life.taking_part import save_talk
from models.members import Movement, records
from models.members.movements import apply
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    people = people_of(6)
    moved = Movement(
        member_id=people.id(4), kind="调岗", happened_on=PartialDate(2026, 8, 1), other_party="财务科"
    )  # fmt: skip
    apply(people.store, moved)
    people.period(5, records.DISCIPLINE, "警告", since=PartialDate(2026, 9, 1))
    people.period(3, records.DISCIPLINE, "警告", since=PartialDate(2025, 9, 1))
    return people


def talk(people, place, occasion, day=date(2026, 9, 2)):
    with people.store.change("谈话") as change:
        made = Talk(held_on=day, occasion=occasion)
        save_talk(change, made, [(people.id(0), "")], [(people.id(place), "")])


def texts(people, year=2026, day=DAY):
    return [finding.text for finding in occasion_findings(people.store, year, day)]


def test_a_new_post_and_a_sanction_ask_for_a_talk(people):
    names = [member.name for member in people.members]
    assert texts(people) == [
        f"{names[4]}2026-08-01调岗，未见“岗位变动”的谈心谈话记录：谈过的请补录，没谈的请安排。",
        f"{names[5]}2026-09-01受到处分（警告），未见“处分”或“组织处理”的谈心谈话记录：谈过的请补录，没谈的请安排。",
    ]
    assert len(texts(people, 2025)) == 1
    assert texts(people, day=date(2026, 7, 31)) == []


@pytest.mark.parametrize("sanction", ["处分", "组织处理"])
def test_a_talk_on_that_occasion_answers_it_also_early_in_the_next_year(people, sanction):
    talk(people, 4, "岗位变动", date(2027, 1, 10))
    talk(people, 5, "岗位变动")
    assert len(texts(people)) == 1
    talk(people, 5, sanction)
    assert texts(people) == []


def test_a_sanction_and_other_measures_are_entered_as_what_they_were():
    occasion = field_of(Talk, "occasion")
    assert [occasion.parse(text) for text in ("受到处分", "受到组织处理")] == ["处分", "组织处理"]


def test_a_talk_before_a_sanction_was_not_about_it_but_one_before_a_new_post_may_be(people):
    talk(people, 4, "岗位变动", date(2026, 7, 20))
    talk(people, 5, "组织处理", date(2026, 7, 20))
    (text,) = texts(people)
    assert "受到处分（警告）" in text
