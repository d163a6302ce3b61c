"""What a meeting is called in undo steps and findings where several of its type were on one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.meetings.minutes import minutes_of, remove, save
from models.meetings.naming import name_of_meeting, names_of_meetings
from models.meetings.photos import Incoming, put
from models.meetings.records import Meeting
from models.rules.meetings import meeting_findings
from tests.models.meetings.branches import people_of

DAY = date(2026, 6, 5)


@pytest.fixture
def people():
    return people_of(8, groups=2)


def names(people):
    held = sorted(people.store.all(Meeting), key=lambda one: one.id)
    found = names_of_meetings(people.store, held)
    return [found[one.id] for one in held]


def test_one_of_its_type_on_a_day_is_called_by_day_and_type_alone(people):
    people.hold("党员大会", DAY, starts_at="09:00", name="换届选举")
    people.hold("支委会", DAY, starts_at="15:00")
    people.hold("党员大会", date(2025, 6, 5), starts_at="15:00")
    assert names(people) == ["6月5日党员大会", "6月5日支委会", "6月5日党员大会"]


def test_two_of_a_type_on_one_day_are_told_apart_by_the_hour(people):
    people.hold("党员大会", DAY, starts_at="09:00", name="换届选举")
    people.hold("党员大会", DAY, starts_at="15:00", name="换届选举")
    assert names(people) == ["6月5日党员大会（09:00）", "6月5日党员大会（15:00）"]


def test_two_without_an_hour_are_told_apart_by_their_subject(people):
    people.hold("党员大会", DAY, name="换届选举")
    people.hold("党员大会", DAY, name="接收预备党员")
    assert names(people) == ["6月5日党员大会（“换届选举”）", "6月5日党员大会（“接收预备党员”）"]


def test_meetings_of_party_groups_are_told_apart_by_the_group(people):
    for place, group in enumerate(people.groups):
        people.hold("党小组会", DAY, starts_at=f"1{place}:00", group_id=group.id)
    assert names(people) == ["6月5日党小组会（第一党小组）", "6月5日党小组会（第二党小组）"]


def test_what_nothing_tells_apart_is_counted(people):
    for _ in range(2):
        people.hold("党员大会", DAY, starts_at="09:00")
    assert names(people) == ["6月5日党员大会（当天第1次）", "6月5日党员大会（当天第2次）"]


def test_undo_steps_say_which_of_two_meetings_of_a_day_they_are_about(people):
    first = people.hold("党员大会", DAY, starts_at="09:00").meeting
    assert people.store.undoable.title == "登记6月5日党员大会"
    second = people.hold("党员大会", DAY, starts_at="15:00").meeting
    assert people.store.undoable.title == "登记6月5日党员大会（15:00）"
    put(people.store, first, [Incoming(name="会场.jpg", body=b"photo")])
    assert people.store.undoable.title == "给6月5日党员大会（09:00）放入1张照片"
    moved = replace(minutes_of(people.store, second.id), meeting=replace(second, starts_at="16:00"))
    save(people.store, moved)
    assert people.store.undoable.title == "修改6月5日党员大会（16:00）"
    remove(people.store, moved.meeting)
    assert people.store.undoable.title == "删除6月5日党员大会（16:00）"
    assert name_of_meeting(people.store, first) == "6月5日党员大会"


def test_a_meeting_moved_to_another_day_is_told_from_those_there_alone(people):
    people.hold("党员大会", DAY, starts_at="09:00")
    other = people.hold("党员大会", date(2026, 6, 8), starts_at="15:00").meeting
    moved = replace(other, held_on=DAY)
    assert name_of_meeting(people.store, moved) == "6月5日党员大会（15:00）"
    assert name_of_meeting(people.store, replace(other, held_on=None)) == "党员大会"


def test_findings_say_which_of_two_meetings_of_a_day_they_are_about(people):
    for begins, ends in (("09:00", "11:00"), ("10:00", "12:00")):
        people.hold("党员大会", DAY, starts_at=begins, ends_at=ends)
    texts = [found.text for found in meeting_findings(people.store, 2026, date(2026, 7, 1))]
    assert any(
        text.startswith("6月5日党员大会（09:00）：") and "出席了6月5日党员大会（10:00）" in text
        for text in texts
    )
