"""Whatever a branch enters of a year, every count the program gives agrees with the entries."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.meetings.attending import MADE_UP, PRESENT
from models.meetings.minutes import minutes_between
from models.meetings.numbering import numbers_of_year
from models.meetings.overview import State, year_overview
from models.meetings.yearly import attendance_marks, people_of_year
from models.rules.contradictions import contradictions_between
from models.rules.frequency import frequency_findings
from models.rules.votes import outcome, verdict
from models.verify import verify
from tests.models.meetings.branches import people_of
from tests.models.meetings.years import FIRST, LAST, YEAR, Year, counted

TODAY = date(2027, 4, 1)


@given(st.integers(0, 2**32), st.integers(0, 9), st.integers(0, 6), st.integers(0, 3))
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_every_count_of_a_generated_year_agrees_with_the_entries(
    seed, absences, probationary, excluded
):
    people = people_of(45, groups=3, probationary=probationary)
    with people.store:
        year = Year(people, random.Random(seed), absences, excluded)
        year.enter()
        check_numbers(people, year.tally)
        check_overview(people, year.tally)
        check_people(people, year.tally)
        check_meetings(people, year)
        assert contradictions_between(people.store, FIRST, LAST, TODAY) == []
        assert frequency_findings(people.store, YEAR, TODAY) == []
        assert verify(people.store) == []


def check_numbers(people, tally):
    numbers = numbers_of_year(people.store, YEAR)
    last = Counter()
    for each in numbers.values():
        for series, number in each.items():
            last[series] = max(last[series], number)
    assert last["党员大会"] == tally.general == 8
    assert last["支委会"] == 12
    assert last["党小组会"] == 12
    assert last["党课"] == tally.kinds["党课"] == 4
    assert last["主题党日"] == 12
    assert len(numbers) == 12 + 36 + 12 + 4 + 1 + 2 + 1


def check_overview(people, tally):
    rows = {row.name: row for row in year_overview(people.store, YEAR, TODAY).rows}
    assert rows["党员大会"].held == tally.general
    assert rows["支委会"].held == tally.kinds["支委会"]
    for group in people.groups:
        assert rows[f"{group.name}会"].held == tally.groups[group.id] == 12
    assert {cell.state for name in rows for cell in rows[name].cells if cell.needed} == {State.DONE}


def check_people(people, tally):
    found = {person.member_id: person for person in people_of_year(people.store, YEAR)}
    assert {number: person.due for number, person in found.items()} == dict(tally.due)
    assert {number: person.present for number, person in found.items()} == {
        number: tally.came[number] for number in tally.due
    }
    assert {number: person.hours for number, person in found.items()} == {
        number: tally.hours[number] for number in tally.due
    }
    assert sum(person.made_up for person in found.values()) == tally.statuses[MADE_UP]
    marks = attendance_marks(people.store, YEAR)
    assert Counter(status for each in marks.values() for status in each.values()) == tally.marks


def check_meetings(people, year):
    entered = sorted(year.held, key=lambda minutes: minutes.meeting.held_on)
    for minutes, typed in zip(minutes_between(people.store, FIRST, LAST), entered, strict=True):
        meeting = minutes.meeting
        asked = [entry for entry in typed.attendance if entry.is_counted]
        came = [entry for entry in asked if entry.status == PRESENT]
        assert (meeting.due, meeting.present) == (len(asked), len(came))
        if meeting.kind not in {"支委会", "党小组会"}:
            assert meeting.due == year.due(meeting.held_on)
        assert (meeting.voters_due, meeting.voters_present) == counted(typed)
        for vote in minutes.votes:
            found = verdict(vote, meeting.held_on)
            assert found.passed == (2 * (vote.yes + vote.written_yes) > vote.due)
        for ballot in minutes.ballots:
            elected = [one for one in ballot.candidates if one.is_elected]
            assert all(2 * one.yes > meeting.voters_present for one in elected)
            assert len(elected) == len(outcome(ballot.election, ballot.candidates).elected) <= 5
