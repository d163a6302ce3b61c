"""Which meeting of the year it will be, and which earlier ones give their agenda."""

from __future__ import annotations

from datetime import date

from models.meetings.earlier import earlier, number_of
from models.meetings.records import Meeting
from tests.models.meetings.branches import people_of


def test_a_new_meeting_takes_its_place_among_those_of_the_year():
    people = people_of()
    people.hold(day=date(2026, 3, 20))
    last = people.hold("发展党员", day=date(2026, 9, 20))
    new = Meeting(kind="党员大会", held_on=date(2026, 6, 20))
    assert number_of(people.store, new) == ("党员大会", 2)
    assert number_of(people.store, last.meeting) == ("党员大会", 2)
    assert number_of(people.store, Meeting(kind="党课", held_on=date(2026, 6, 20))) == ("党课", 1)


def test_a_meeting_without_a_day_has_no_number():
    people = people_of()
    people.hold()
    assert number_of(people.store, Meeting(kind="党员大会")) == ("党员大会", 0)


def test_earlier_meetings_of_a_type_come_newest_first():
    people = people_of()
    days = [date(2026, 3, 20), date(2026, 6, 20), date(2026, 9, 20)]
    for day in days:
        people.hold(day=day)
    people.hold("党课", day=date(2026, 5, 1))
    found = earlier(people.store, "党员大会", date(2026, 7, 1))
    assert [meeting.held_on for meeting in found] == days[1::-1]
    assert len(earlier(people.store, "党员大会", date(2026, 12, 1), limit=2)) == 2
