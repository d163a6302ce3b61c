"""The sample's meetings look like a branch's; with its dues they pass the program's own checks."""

from __future__ import annotations

from datetime import date

import pytest

from models.branch import Branch
from models.meetings.kinds import Kinds
from models.meetings.minutes import minutes_between
from models.meetings.records import Meeting
from models.rules.dues_checks import dues_findings
from models.rules.meetings import meeting_findings
from models.sample import make_sample
from models.store import Store
from models.verify import verify
from tests.people import content

DAY = date(2026, 11, 5)


def every_finding(store, year, day):
    found = [*meeting_findings(store, year, day), *dues_findings(store, year, day)]
    return [finding.text for finding in found]


@pytest.mark.parametrize(("members", "seed", "day"), [
    (50, 1, DAY), (24, 2, date(2026, 3, 31)), (8, 3, date(2027, 1, 1)), (45, 4, date(2026, 12, 31)), (5, 5, DAY), (1, 6, DAY),
])  # fmt: skip
def test_the_sample_passes_every_check_of_its_meetings_and_dues(members, seed, day):
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=members, years=3, seed=seed, on=day)
        assert {
            year: every_finding(store, year, day) for year in range(day.year - 2, day.year + 1)
        } == {year: [] for year in range(day.year - 2, day.year + 1)}
        assert verify(store) == []


def test_every_type_of_meeting_occurs_with_its_agenda_and_none_lies_ahead():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=24, years=2, on=DAY)
        held = minutes_between(store, date(2025, 1, 1), date(2026, 12, 31))
        kinds = {kind for minutes in held for kind in minutes.meeting.kinds}
        assert kinds == set(Kinds([]).names) - {"集中学习"}
        assert max(minutes.meeting.held_on for minutes in held) <= DAY
        assert all(minutes.points and minutes.attendance for minutes in held)
        assert any(minutes.ballots for minutes in held)
        assert {vote.kind for minutes in held for vote in minutes.votes} >= {"普通", "发展"}
        assert store.search("志愿服务")


def test_the_same_seed_holds_the_same_meetings():
    def made(seed):
        with Store.memory(Branch(name="示例", uid="x")) as store:
            make_sample(store, members=10, years=1, seed=seed, on=DAY)
            return content(store)

    assert made(1) == made(1)
    assert (
        made(1)["meeting"] != made(2)["meeting"] or made(1)["attendance"] != made(2)["attendance"]
    )


def test_a_year_asked_is_a_year_given():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=8, years=1, on=DAY)
        assert {meeting.year for meeting in store.all(Meeting)} == {2026}
