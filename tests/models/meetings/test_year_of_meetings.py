"""Whatever a branch enters of a year, every count the program gives agrees with the entries."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.life.talks import talk_coverage
from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.minutes import Ballot, Point, minutes_between, save
from models.meetings.numbering import numbers_of_year
from models.meetings.overview import State, year_overview
from models.meetings.records import AgendaItem, Candidate, Election, Vote
from models.meetings.yearly import attendance_marks, people_of_year
from models.rules.contradictions import contradictions_between
from models.rules.frequency import frequency_findings
from models.rules.votes import outcome, verdict
from models.verify import verify
from tests.models.meetings.branches import People, people_of

YEAR, TODAY = 2026, date(2027, 4, 1)
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
STATUSES = (PRESENT, ON_LEAVE, ABSENT, MADE_UP)


@dataclass
class Tally:
    """What was entered, counted by hand as it was entered."""

    kinds: Counter = field(default_factory=Counter)
    groups: Counter = field(default_factory=Counter)
    general: int = 0
    due: Counter = field(default_factory=Counter)
    came: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    hours: Counter = field(default_factory=Counter)


class Year:
    """Enters a year of meetings, with absences drawn so that each vote still holds."""

    def __init__(self, people: People, draw: random.Random, absences: int) -> None:
        self.people, self.draw, self.absences = people, draw, absences
        self.tally = Tally()

    def hold(self, kind, day, *, points=(), quorum=False, **facts):
        day_facts = {"recorded_at": f"{day} 18:00:00", "starts_at": "14:00", "ends_at": "16:00"}
        minutes = self.people.minutes(kind, day, points=points, **(day_facts | facts))
        entries = list(minutes.attendance)
        most = len(entries) // (5 if quorum else 3)
        for place in self.draw.sample(range(len(entries)), min(most, self.absences)):
            status = self.draw.choice(STATUSES[1:])
            made_up = LAST if status == MADE_UP else None
            entries[place] = replace(entries[place], status=status, made_up_on=made_up)
        minutes = replace(minutes, attendance=tuple(entries))
        for entry in entries:
            self.tally.due[entry.member_id] += 1
            self.tally.came[entry.member_id] += entry.status == PRESENT
            self.tally.statuses[entry.status] += 1
            if entry.status in {PRESENT, MADE_UP}:
                self.tally.hours[entry.member_id] += minutes.meeting.study or 0
        for each in minutes.meeting.kinds:
            self.tally.kinds[each] += 1
        if kind == "党小组会":
            self.tally.groups[facts["group_id"]] += 1
        self.tally.general += kind in {"党员大会", "换届选举", "发展党员"}
        return minutes

    def enter(self) -> None:
        people = self.people
        for month in range(1, 13):
            save(people.store, self.hold("支委会", date(YEAR, month, 3), quorum=True, study=0))
            for number, group in enumerate(people.groups):
                day = date(YEAR, month, 8 + number)
                save(people.store, self.hold("党小组会", day, group_id=group.id, study=0))
            also = "党课" if month % 3 == 2 else ""
            save(people.store, self.hold("主题党日", date(YEAR, month, 15), also=also, study=20))
            if month % 3 == 0:
                save(people.store, self.hold("党员大会", date(YEAR, month, 22), study=0))
        self.elect(date(YEAR, 5, 6))
        for number, day in enumerate((date(YEAR, 6, 12), date(YEAR, 11, 12))):
            self.admit(day, number)
        life = self.hold("组织生活会", date(YEAR, 12, 28), also="民主评议", appraisal_year=YEAR)
        self.tally.general += 1
        save(people.store, life)

    def elect(self, day) -> None:
        minutes = self.hold("换届选举", day, quorum=True)
        due, present = counted(minutes)
        votes = sorted((self.draw.randint(0, present) for _ in range(6)), reverse=True)
        votes[0] -= max(0, sum(votes) - 5 * present)
        election = Election(
            seats=5, due=due, present=present, voters=present, issued=present, returned=present,
            valid=present, invalid=0,
        )  # fmt: skip
        standing = [
            Candidate(member_id=self.people.id(n), yes=yes, no=present - yes)
            for n, yes in enumerate(votes)
        ]
        elected = outcome(election, standing).elected
        ballot = Ballot(
            election=election,
            candidates=tuple(replace(one, is_elected=one in elected) for one in standing),
        )
        save(
            self.people.store,
            replace(minutes, points=(Point(item=AgendaItem(), ballots=(ballot,)),)),
        )

    def admit(self, day, number) -> None:
        minutes = self.hold("发展党员", day, quorum=True)
        due, present = counted(minutes)
        yes = self.draw.randint(0, present)
        vote = Vote(
            kind="发展", name=f"发展对象{number}", due=due, present=present, yes=yes, no=present - yes,
            written_yes=self.draw.randint(0, due - present),
        )  # fmt: skip
        save(self.people.store, replace(minutes, points=(Point(item=AgendaItem(), votes=(vote,)),)))


def counted(minutes):
    voters = [entry for entry in minutes.attendance if entry.may_vote]
    return len(voters), sum(entry.status == PRESENT for entry in voters)


@given(st.integers(0, 2**32), st.integers(0, 9), st.integers(0, 6))
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_every_count_of_a_generated_year_agrees_with_the_entries(seed, absences, probationary):
    people = people_of(45, groups=3, probationary=probationary)
    with people.store:
        year = Year(people, random.Random(seed), absences)
        year.enter()
        check_numbers(people, year.tally)
        check_overview(people, year.tally)
        check_people(people, year.tally)
        check_meetings(people)
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
    assert Counter(status for each in marks.values() for status in each.values()) == Counter(
        {status: number for status, number in tally.statuses.items() if number}
    )


def check_meetings(people):
    for minutes in minutes_between(people.store, FIRST, LAST):
        meeting = minutes.meeting
        came = [entry for entry in minutes.attendance if entry.status == PRESENT]
        assert (meeting.due, meeting.present) == (len(minutes.attendance), len(came))
        assert (meeting.voters_due, meeting.voters_present) == counted(minutes)
        for vote in minutes.votes:
            found = verdict(vote, meeting.held_on)
            assert found.passed == (2 * (vote.yes + vote.written_yes) > vote.due)
    assert talk_coverage(people.store, YEAR, TODAY).held == 0
