"""A meeting that was open while the file went on is saved whole."""

from __future__ import annotations

from dataclasses import replace

from models.meetings.fitting import fitting
from models.meetings.minutes import Point, minutes_of, remove, save
from models.meetings.records import AgendaItem, Meeting, Speech, Vote
from tests.models.meetings.branches import people_of


def held(people):
    point = Point(
        item=AgendaItem(topic="报告"),
        speeches=(Speech(name="马磊", words="同意"),),
        votes=(Vote(yes=9),),
    )
    return people.hold(points=[point])


def test_a_new_meeting_stays_as_it_is():
    people = people_of()
    minutes = people.minutes()
    assert fitting(people.store, minutes) is minutes


def test_what_is_on_file_keeps_its_ids():
    people = people_of()
    minutes = held(people)
    assert fitting(people.store, minutes) == minutes


def test_a_deleted_meeting_is_entered_anew():
    people = people_of()
    minutes = held(people)
    remove(people.store, minutes.meeting)
    made = save(people.store, fitting(people.store, minutes))
    assert [meeting.id for meeting in people.store.all(Meeting)] == [made.meeting.id]
    assert [vote.yes for vote in made.votes] == [9]


def test_a_part_taken_off_the_file_is_entered_anew():
    people = people_of()
    minutes = held(people)
    number = minutes.meeting.id
    bare = replace(minutes.points[0], speeches=())
    save(people.store, replace(minutes, points=(bare,)))
    save(people.store, fitting(people.store, minutes))
    assert [speech.words for speech in minutes_of(people.store, number).speeches] == ["同意"]
