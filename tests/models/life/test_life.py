"""Talks, grades and what else of organisation life the texts count."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import InvalidRecord
from models.fields import field_of
from models.life.grading import most_excellent
from models.life.records import Appraisal, AppraisalResult, Service, Study, Talk, TalkPerson
from models.life.taking_part import save_talk
from models.life.talks import talk_coverage, talk_findings, talked_pairs
from models.meetings.records import Meeting
from models.meetings.settings import MeetingSettings, keep_settings
from models.rules.life import appraisal_findings
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


def talk(people, hosts, guests, day=date(2026, 3, 1)):
    with people.store.change("谈心谈话") as change:
        made = change.save(Talk(held_on=day))
        for places, is_host in ((hosts, True), (guests, False)):
            for place in places:
                change.save(
                    TalkPerson(talk_id=made.id, member_id=people.id(place), is_host=is_host)
                )


def open_ones(people, year=2026, day=DAY):
    found = talk_coverage(people.store, year, day)
    places = {member.id: place for place, member in enumerate(people.members)}

    def place(person):
        return places[person.member.id]

    return (
        {(place(a), place(b)) for a, b in found.pairs},
        set(map(place, found.alone)),
        set(map(place, found.apart)),
    )


@pytest.fixture
def people():
    return people_of(6, committee=3)


def test_at_first_every_pair_of_the_committee_and_every_member_is_open(people):
    assert open_ones(people) == ({(0, 1), (0, 2), (1, 2)}, {3, 4, 5}, {3, 4, 5})
    assert talk_coverage(people.store, 2026, DAY).needed == 9
    assert talk_coverage(people.store, 2026, DAY).held == 0


def test_a_talk_covers_both_sides_whoever_began_it(people):
    talk(people, [0], [1])
    talk(people, [3], [2])
    talk(people, [4], [5])
    assert open_ones(people) == ({(0, 2), (1, 2)}, {4, 5}, {3})
    assert talk_coverage(people.store, 2026, DAY).held == 4


def test_a_talk_with_several_covers_each_with_each_who_was_talked_to(people):
    talk(people, [0, 1], [3, 4, 5])
    assert open_ones(people) == ({(0, 1), (0, 2), (1, 2)}, set(), {3, 4, 5})
    assert len(talked_pairs(people.store, 2026)) == 6


def test_a_year_counts_its_own_talks(people):
    talk(people, [0], [1], date(2025, 12, 31))
    assert (0, 1) in open_ones(people)[0]
    assert (0, 1) not in open_ones(people, 2025)[0]


def test_what_is_open_is_said_from_the_last_quarter_on(people):
    talk(people, [0], [1, 2])
    talk(people, [1], [2, 3, 4])
    texts = [finding.text for finding in talk_findings(people.store, 2026, date(2026, 10, 1))]
    names = [member.name for member in people.members]
    assert (
        texts[0]
        == f"2026年未见支委和党员之间的谈心谈话记录：{names[5]}；谈过的请补录，没谈的请安排。"
    )
    assert texts[1].startswith("2026年未见党员之间的谈心谈话记录")
    assert talk_findings(people.store, 2026, date(2026, 9, 30)) == []
    assert talk_findings(people.store, 2026, date(2027, 1, 1))


def test_a_branch_of_a_secretary_and_one_member_needs_one_talk():
    two = people_of(2, committee=1)
    assert talk_coverage(two.store, 2026, DAY).needed == 1
    talk(two, [0], [1])
    assert talk_coverage(two.store, 2026, DAY).held == 1


@pytest.mark.parametrize(("members", "most"), [(45, 15), (46, 15), (47, 15), (48, 16), (2, 0)])
def test_a_third_rounded_down_may_be_excellent(members, most):
    assert most_excellent(members) == most


def appraise(people, grades, **facts):
    with people.store.change("评议") as change:
        held = change.save(Appraisal(year=2026, valid=6))
        for place, grade in enumerate(grades):
            change.save(
                AppraisalResult(
                    appraisal_id=held.id, member_id=people.id(place), grade=grade,
                    is_probationary=place == 5, **facts,
                )
            )  # fmt: skip


def test_more_than_a_third_excellent_is_found(people):
    appraise(people, ["优秀", "优秀", "合格", "合格", "合格", ""])
    assert appraisal_findings(people.store, 2026) == []
    appraise(people, ["优秀", "合格"])
    assert appraisal_findings(people.store, 2027) == []
    [finding] = [f for f in appraisal_findings(people.store, 2026) if "三分之一" in f.text] or [
        None
    ]
    assert finding is not None
    assert "评为优秀3人，多于参评8人的三分之一（2人）" in finding.text


def test_who_is_on_probation_is_given_no_grade_unless_the_place_does(people):
    appraise(people, ["合格"] * 6)
    [finding] = appraisal_findings(people.store, 2026)
    assert "是预备党员，不评定等次" in finding.text
    assert finding.field == "grade"
    keep_settings(people.store, MeetingSettings(grades_probationary=True))
    assert appraisal_findings(people.store, 2026) == []


def test_more_votes_than_ballots_are_found(people):
    appraise(people, ["合格"], excellent=4, qualified=3)
    [finding] = appraisal_findings(people.store, 2026)
    assert "得票共7张，多于有效票6张" in finding.text


@pytest.mark.parametrize(
    ("typed", "tenths", "shown"),
    [
        ("1.5", 15, "1.5"),
        ("2学时", 20, "2"),
        ("8", 80, "8"),
        ("半个学时", 5, "0.5"),
        ("１.０", 10, "1"),
    ],
)
def test_hours_are_read_and_shown_with_one_place(typed, tenths, shown):
    field = field_of(Study, "hours")
    assert field.parse(typed) == tenths
    assert field.display(tenths) == shown


@pytest.mark.parametrize("typed", ["1.55", "两", "-1", "1,5"])
def test_what_are_no_hours_is_said(typed):
    from models.errors import InvalidRecord

    with pytest.raises(InvalidRecord, match="不是学时"):
        field_of(Service, "hours").parse(typed)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:30", "14:30"), ("14：30", "14:30"), ("1430", "14:30"), ("930", "09:30"), ("下午2:30", "14:30"),
        ("下午2点半", "14:30"), ("9时30分", "09:30"), ("上午9点", "09:00"), ("9点整", "09:00"), ("晚上7点", "19:00"),
        ("14:30:00", "14:30"), ("中午12点", "12:00"), ("中午1点", "13:00"), ("24:00", "00:00"), ("", ""),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, time):
    assert field_of(Meeting, "starts_at").parse(typed) == time


@pytest.mark.parametrize("typed", ["25:00", "14:60", "下午", "两点", "2460"])
def test_what_is_no_time_is_said(typed):
    from models.errors import InvalidRecord

    with pytest.raises(InvalidRecord, match="时间"):
        field_of(Meeting, "starts_at").parse(typed)


@pytest.mark.parametrize(
    ("batch", "heading"),
    [("", "2026年度"), ("年度", "2026年度"), ("第一批", "2026年度第一批"),
     ("2026年度第一批", "2026年度第一批"), ("年终", "2026年度年终")],
)  # fmt: skip
def test_a_round_is_called_by_its_year_once(batch, heading):
    assert Appraisal(year=2026, batch=batch).heading == heading


def test_nobody_talks_to_himself(store):
    with (
        pytest.raises(InvalidRecord, match="既是谈话人又是谈话对象"),
        store.change("登记") as change,
    ):
        save_talk(change, Talk(held_on=date(2026, 3, 1)), [(None, "甲")], [(None, "甲")])
    assert store.all(Talk) == []
