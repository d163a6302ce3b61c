"""What a year of meetings says of each member: attendance and 学时."""

from __future__ import annotations

from datetime import date

import pytest

from models.life.records import Study
from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.kinds import Kinds
from models.meetings.records import Meeting
from models.meetings.settings import MeetingSettings, keep_settings
from models.meetings.yearly import (
    attendance_marks,
    people_of_year,
    studies_of,
    study_hours,
    times_present,
)
from models.members import records
from models.members.movements import remove
from models.rules.life import absence_findings, study_findings
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(8)


def year_of(people, place, year=2026):
    return next(p for p in people_of_year(people.store, year) if p.member_id == people.id(place))


def test_a_members_year_is_the_sum_of_the_meetings(people):
    people.hold("党员大会", date(2026, 3, 20), away={6: ON_LEAVE})
    people.hold("主题党日", date(2026, 3, 21), away={6: MADE_UP})
    people.hold("党员大会", date(2026, 6, 20), away={6: ABSENT})
    people.hold("支委会", date(2026, 6, 21))
    people.hold("党员大会", date(2025, 6, 20), away={6: ABSENT})
    one = year_of(people, 6)
    assert (one.due, one.present, one.on_leave, one.absent, one.made_up) == (3, 0, 1, 1, 1)
    assert one.by_kind == {"党员大会": (2, 0), "主题党日": (1, 0)}
    assert one.rate == 33
    assert (year_of(people, 0).due, year_of(people, 0).rate) == (4, 100)


def test_a_meeting_that_several_came_to_is_one(people):
    people.hold("党员大会", date(2025, 5, 1), away={2: ABSENT})
    people.hold("主题党日", date(2026, 5, 1), away={0: ON_LEAVE, 1: MADE_UP, 2: ""})
    people.hold("主题党日", date(2026, 6, 1), away=dict.fromkeys(range(3), ABSENT))
    came = [times_present(people.store, [people.id(at) for at in who]) for who in ((0, 1, 2), (3,))]
    assert came == [1, 3]


def test_a_meeting_nobody_is_registered_at_yet_says_nothing_of_attendance(people):
    people.hold("党课", date(2026, 12, 20), away=dict.fromkeys(range(8), ""), study=20)
    one = year_of(people, 6)
    assert (one.due, one.open, one.present, one.rate, one.hours) == (1, 1, 0, None, 0)


def test_who_is_not_counted_is_owed_no_attendance_but_learns(people):
    people.period(6, records.EXCLUDED, "年老体弱或长期生病", approval="1号")
    people.hold("党课", date(2026, 3, 20), study=20)
    one = year_of(people, 6)
    assert (one.due, one.rate, one.hours) == (0, None, 20)


@pytest.mark.parametrize(
    ("facts", "tenths"),
    [
        ({"kind": "主题党日", "starts_at": "14:30", "ends_at": "16:30"}, 20),
        ({"kind": "党课", "starts_at": "14:30", "ends_at": "16:00"}, 15),
        ({"kind": "党员大会", "starts_at": "14:30", "ends_at": "16:30"}, 0),
        ({"kind": "党员大会", "also": "党课", "starts_at": "14:30", "ends_at": "16:30"}, 20),
        ({"kind": "党员大会", "study": 10}, 10),
        ({"kind": "党课", "starts_at": "14:30", "ends_at": "16:30", "study": 0}, 0),
        ({"kind": "党课", "starts_at": "14:30"}, 0),
        ({"kind": "党课", "starts_at": "16:30", "ends_at": "14:30"}, 0),
        (
            {
                "kind": "党课",
                "starts_at": "09:00",
                "ends_at": "17:00",
                "ends_on": date(2026, 3, 22),
            },
            0,
        ),
    ],
)
def test_a_meeting_gives_the_hours_entered_or_those_of_its_length_if_it_is_for_study(facts, tenths):
    meeting = Meeting(held_on=date(2026, 3, 20), **facts)
    assert study_hours(meeting, Kinds([]), MeetingSettings()) == tenths


def test_an_hour_may_have_45_minutes():
    meeting = Meeting(kind="党课", held_on=DAY, starts_at="14:00", ends_at="15:30")
    assert study_hours(meeting, Kinds([]), MeetingSettings(minutes_an_hour=45)) == 20


def test_hours_are_those_of_meetings_attended_or_made_up_and_of_own_entries(people):
    facts = {"starts_at": "14:30", "ends_at": "16:30", "name": "党纪学习"}
    people.hold("主题党日", date(2026, 3, 20), away={5: MADE_UP, 6: ABSENT}, **facts)
    with people.store.change("学时") as change:
        for place, day in ((6, date(2026, 5, 1)), (7, date(2026, 2, 1)), (7, date(2025, 2, 1))):
            change.save(
                Study(
                    member_id=people.id(place),
                    held_on=day,
                    content="培训班",
                    form="集中培训",
                    hours=85,
                )
            )
        change.save(Study(name="已调走的人", held_on=date(2026, 1, 1), content="网课", hours=5))
    assert [year_of(people, place).hours for place in (5, 6, 7)] == [20, 85, 105]
    assert [(s.content, s.hours) for s in studies_of(people.store, people.id(7), 2026)] == [
        ("培训班", 85), ("党纪学习", 20),
    ]  # fmt: skip
    gone = people_of_year(people.store, 2026)[-1]
    assert (gone.member_id, gone.name, gone.hours) == (None, "已调走的人", 5)


def test_the_marks_of_a_year_are_meetings_by_members(people):
    one = people.hold("党课", date(2026, 3, 20), away={6: ON_LEAVE})
    people.hold("支委会", date(2026, 3, 21))
    marks = attendance_marks(people.store, 2026)
    assert marks[one.meeting.id][people.id(6)] == ON_LEAVE
    assert marks[one.meeting.id][people.id(0)] == PRESENT
    assert [len(each) for each in marks.values()] == [8, 5]


def test_someone_taken_off_the_file_keeps_a_year_by_name(people):
    people.hold("党课", date(2026, 3, 20), study=20)
    remove(people.store, people.members[6])
    last = people_of_year(people.store, 2026)[-1]
    assert (last.member_id, last.name, last.due, last.hours) == (
        None,
        people.members[6].name,
        1,
        20,
    )


def enter_hours(people, tenths):
    with people.store.change("学时") as change:
        for place, hours in enumerate(tenths):
            change.save(
                Study(
                    member_id=people.id(place), held_on=date(2026, 5, 1), content="班", hours=hours
                )
            )


def test_32_hours_are_expected_of_members_and_56_of_the_committee(people):
    enter_hours(people, [560, 559, 560, 560, 560, 320, 319, 0])
    texts = [finding.text for finding in study_findings(people.store, 2026, DAY)]
    names = [member.name for member in people.members]
    assert texts == [
        f"{names[1]}累计55.9学时，距56学时还差0.1学时，请核对。",
        f"{names[6]}累计31.9学时，距32学时还差0.1学时，请核对。",
        f"{names[7]}累计0学时，距32学时还差32学时，请核对。",
    ]
    rules = [finding.rule.id for finding in study_findings(people.store, 2026, DAY)]
    assert rules == ["R-44-leaders", "R-44", "R-44"]
    keep_settings(people.store, MeetingSettings(hours=0, leader_hours=0))
    assert study_findings(people.store, 2026, DAY) == []


def test_nothing_is_asked_of_the_exempt_of_newcomers_or_early_in_the_year(people):
    enter_hours(people, [560] * 5)
    people.period(5, records.EXEMPTION, "身患重病")
    [roll] = [
        p for p in people.store.where(records.Period, member_id=people.id(6)) if p.aspect == "在册"
    ]
    from dataclasses import replace

    with people.store.change("转入") as change:
        change.save(replace(roll, since=PartialDate(2026, 6, 1)))
    assert [f.record_id for f in study_findings(people.store, 2026, DAY)] == [people.id(7)]
    assert study_findings(people.store, 2026, date(2026, 10, 31)) == []
    assert study_findings(people.store, 2027, DAY) == []


def absent_for(people, months, *, status=ABSENT, place=6):
    for month in range(1, months + 1):
        people.hold("主题党日", date(2026, month, 15), away={place: status})


@pytest.mark.parametrize(
    ("months", "words"),
    [(2, ""), (3, "及时谈话提醒"), (5, "及时谈话提醒"), (6, "按规定提请支部研究")],
)
def test_months_of_absence_on_end_are_told_and_nothing_is_decided(people, months, words):
    absent_for(people, months)
    texts = [finding.text for finding in absence_findings(people.store, DAY)]
    assert bool(texts) is bool(words)
    if texts:
        assert texts == [texts[0]]
        assert f"已连续{months}个月缺席组织生活" in texts[0]
        assert words in texts[0]


@pytest.mark.parametrize("status", [ON_LEAVE, MADE_UP])
def test_leave_and_lessons_made_up_are_no_absence(people, status):
    absent_for(people, 6, status=status)
    assert absence_findings(people.store, DAY) == []


def test_one_meeting_attended_ends_the_row_and_the_exempt_are_not_told(people):
    absent_for(people, 6)
    people.hold("党员大会", date(2026, 7, 1))
    assert absence_findings(people.store, DAY) == []
    assert len(absence_findings(people.store, date(2026, 6, 30))) == 1
    people.period(6, records.EXEMPTION, "年老体弱")
    assert absence_findings(people.store, date(2026, 6, 30)) == []
