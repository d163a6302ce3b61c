"""Topics that an agenda offered and nothing was written under are asked about, nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from models.meetings.minutes import Point
from models.meetings.records import AgendaItem, Speech
from models.meetings.templates import points_of, templates_for
from models.rules.contradictions import Surroundings, contradictions
from tests.models.meetings.branches import people_of

DAY, TODAY = date(2026, 3, 20), date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(8)


def asked(people, minutes, today=TODAY):
    found = contradictions(minutes, Surroundings(people.store, today))
    return [(each.record_id, each.text) for each in found if each.table == "agenda_item"]


def offered(people, kind="党员大会"):
    return points_of(templates_for(people.store, kind)[0])


def test_of_a_meeting_on_file_the_untouched_topics_are_asked_about_once(people):
    first, *others = offered(people)
    told = Point(item=first.item, speeches=(Speech(words="学习了。"),))
    made = people.hold(points=(told, *others))
    number, text = made.points[1].item.id, f"议题“{others[0].item.topic}”等{len(others)}项"
    ((at, said),) = asked(people, made)
    assert (at, said.startswith(text)) == (number, True)
    assert said.endswith("讨论过的请补记，没有讨论的请删去。")


@pytest.mark.parametrize("what", ["not on file", "to come", "own topic", "told as a whole", "part"])
def test_a_topic_is_not_asked_about_where_it_may_well_stand_alone(people, what):
    points, facts, kind, today = offered(people), {}, "党员大会", TODAY
    if what == "own topic":
        points = (Point(item=AgendaItem(topic="通报捐款情况")),)
    if what == "told as a whole":
        facts["body"] = "会议逐项进行，一致同意。"
    if what == "part":
        kind, points = "主题党日", offered(people, "主题党日")
        assert any(point.item.part for point in points)
        points = tuple(point for point in points if point.item.part)
    if what == "to come":
        today = date(2026, 3, 1)
    make = people.minutes if what == "not on file" else people.hold
    assert asked(people, make(kind, DAY, points=points, **facts), today) == []
