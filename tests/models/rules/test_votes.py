"""Votes and elections at their boundaries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.meetings.records import Candidate, Election, Vote
from models.rules.votes import least_candidates, needs, outcome, verdict, written_rule

DAY = date(2026, 11, 5)


def vote(kind="普通", due=20, present=11, **votes):
    return Vote(kind=kind, due=due, present=present, **votes)


@pytest.mark.parametrize(
    ("kind", "present", "holds"),
    [
        ("普通", 10, True),
        ("普通", 9, False),
        ("处置", 10, True),
        ("发展", 11, True),
        ("发展", 10, False),
        ("转正", 11, True),
        ("转正", 10, False),
    ],
)
def test_of_20_due_10_hold_an_ordinary_vote_and_11_one_on_a_member(kind, present, holds):
    found = verdict(vote(kind, present=present, yes=present), DAY)
    assert found.holds is holds
    assert needs(20, kind) == (11 if kind in {"发展", "转正"} else 10)
    if not holds:
        assert f"须有{needs(20, kind)}人到会" in found.text


@pytest.mark.parametrize(("present", "holds"), [(16, True), (15, False)])
def test_of_20_due_16_hold_an_election(present, holds):
    election = Election(due=20, present=present, seats=1)
    found = outcome(election, [Candidate(name="甲", yes=present)])
    assert found.holds is holds
    assert (found.rule.id == "R-37") is not holds
    assert needs(20, "选举") == 16


@given(st.integers(1, 200), st.sampled_from(["普通", "发展", "转正", "处置"]))
def test_exactly_half_never_passes_and_one_more_does(half, kind):
    due = 2 * half
    assert verdict(vote(kind, due=due, present=due, yes=half), DAY).passed is False
    assert verdict(vote(kind, due=due, present=due, yes=half + 1), DAY).passed is True


@given(st.integers(1, 400), st.integers(0, 400))
def test_the_number_needed_is_the_least_that_holds(due, present):
    for kind in ("普通", "发展"):
        assert verdict(vote(kind, due=due, present=present), DAY).holds == (
            present >= needs(due, kind)
        )
    election = Election(due=due, present=present, seats=1)
    assert outcome(election, []).holds == (present >= needs(due, "选举"))


@pytest.mark.parametrize("kind", ["发展", "转正"])
@pytest.mark.parametrize("day", [DAY, date(2026, 5, 10)], ids=["text of 2026", "text of 2014"])
@pytest.mark.parametrize(
    ("present", "yes", "written", "holds", "passed"),
    [
        pytest.param(
            11, 9, {"written_yes": 2}, True, True,
            id="art. 20: the opinions of two make 9 of those present 11 of 20",
        ),
        pytest.param(
            10, 10, {"written_yes": 9}, False, False,
            id="art. 19: 10 of 20 is no more than half, whatever the papers",
        ),
        pytest.param(
            11, 8, {"written_yes": 2}, True, False,
            id="art. 20: 10 of 20 with the papers is half and not more",
        ),
        pytest.param(
            11, 8, {"written_no": 2, "written_abstain": 1}, True, False,
            id="art. 20: papers against or without opinion count as papers, not as yes",
        ),
        pytest.param(11, 11, {}, True, True, id="art. 20: 11 of 20 is more than half"),
        pytest.param(11, 10, {}, True, False, id="art. 20: 10 of 20 is half and not more"),
    ],
)  # fmt: skip
def test_written_opinions_count_as_votes_and_make_nobody_present(
    kind, day, present, yes, written, holds, passed
):
    found = verdict(vote(kind, present=present, yes=yes, **written), day)
    assert (found.holds, found.passed) == (holds, passed)
    words = "书面" in found.text
    assert words is (holds and "written_yes" in written)


@pytest.mark.parametrize(
    ("day", "clause"),
    [
        (date(2026, 5, 10), "《中国共产党发展党员工作细则》（2014）"),
        (date(2026, 5, 11), "《中国共产党发展党员工作细则》（2026）第二十条、第三十二条"),
        (None, "《中国共产党发展党员工作细则》（2026）第二十条、第三十二条"),
    ],
)
def test_written_opinions_stand_under_the_text_of_their_day(day, clause):
    assert written_rule(day).citation == clause


def test_written_opinions_do_not_count_in_an_ordinary_vote():
    assert verdict(vote(present=11, yes=9, written_yes=2), DAY).passed is False


@pytest.mark.parametrize(
    ("kind", "day", "clause"),
    [
        ("发展", date(2026, 5, 10), "《中国共产党发展党员工作细则》（2014）第二十条"),
        ("发展", date(2026, 5, 11), "《中国共产党发展党员工作细则》（2026）第十九条、第二十条"),
        ("转正", date(2026, 5, 11), "《中国共产党发展党员工作细则》（2026）第三十二条"),
        ("普通", date(2026, 5, 11), "《中国共产党支部工作条例（试行）》第十一条"),
    ],
)
def test_a_vote_stands_under_the_text_of_its_day(kind, day, clause):
    assert verdict(vote(kind), day).rule.citation == clause


def test_half_of_the_committee_is_enough_for_it():
    found = verdict(vote(due=5, present=3, yes=3), DAY, kind="支委会")
    assert (found.holds, found.passed, found.rule.kind) == (True, True, "custom")
    assert verdict(vote(due=6, present=3, yes=3), DAY, kind="支委会").passed is False
    few = verdict(vote(due=5, present=2, yes=2), DAY, kind="支委会")
    assert (few.holds, few.rule.id) == (False, "R-07")


def test_without_the_numbers_nothing_is_said_of_the_result():
    assert verdict(Vote(yes=3), DAY).passed is None
    assert outcome(Election(), []).holds is None
    assert verdict(vote(due=0, present=0), DAY).passed is False


@pytest.mark.parametrize(("seats", "least"), [(3, 4), (5, 6), (6, 8), (7, 9), (1, 2), (10, 12)])
def test_a_fifth_more_candidates_than_seats_rounded_up(seats, least):
    assert least_candidates(seats, "委员") == least
    assert least_candidates(seats, "代表") == least
    assert least_candidates(seats, "书记") == seats
    assert least_candidates(seats, "书记", deputies_equal=False) == least


def people(*yes):
    return [Candidate(id=n, name=f"候选{n}", yes=votes) for n, votes in enumerate(yes, 1)]


@pytest.mark.parametrize(
    ("yes", "elected", "tied", "left"),
    [
        ((18, 17, 16, 3), 3, 0, 0),
        ((18, 17, 10, 3), 2, 0, 1),
        ((18, 17, 11, 12), 3, 0, 0),
        ((18, 15, 15, 15), 1, 3, 2),
        ((18, 17, 15, 15), 2, 2, 1),
        ((15, 15, 15, 11), 3, 0, 0),
        ((10, 10, 10, 10), 0, 0, 3),
    ],
)
def test_seats_go_to_the_most_votes_over_half_of_those_present(yes, elected, tied, left):
    found = outcome(Election(seats=3, due=20, present=20), people(*yes))
    assert (len(found.elected), len(found.tied), found.open_seats) == (elected, tied, left)
    assert str(elected) in found.text


@pytest.mark.parametrize(
    ("ballots", "rule"),
    [
        ({"issued": 20, "returned": 20, "voters": 20}, "R-39"),
        ({"issued": 20, "returned": 19, "voters": 19}, "R-39"),
        ({"issued": 20, "returned": 20, "voters": 19}, "R-40"),
        ({"issued": 18, "returned": 19}, "R-40"),
    ],
)
def test_more_ballots_than_voters_or_than_were_given_out_make_it_void(ballots, rule):
    found = outcome(Election(seats=1, due=20, present=20, **ballots), people(15))
    assert found.rule.id == rule
    assert found.holds is (rule == "R-39")
