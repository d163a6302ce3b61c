"""Who should attend a meeting on its day, and the counts stored with it."""

from __future__ import annotations

from datetime import date

import pytest

from models.meetings.attending import (
    ABSENT,
    MADE_UP,
    ON_LEAVE,
    counts_of,
    due_each_day,
    due_on,
    renewed,
    why_nobody,
)
from models.meetings.minutes import minutes_of, save
from models.meetings.records import Attendance, Meeting
from models.members import records
from models.members.movements import enter
from models.members.records import Member, Period
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 3, 20)


def names(people, entries):
    known = {member.id: member.name for member in people.members}
    return [known[entry.member_id] for entry in entries]


def asked(people, kind="党员大会", day=DAY, **facts):
    return due_on(people.store, Meeting(kind=kind, held_on=day, **facts))


def test_everyone_the_committee_or_a_group_is_asked_by_type():
    people = people_of(12, groups=3)
    assert len(asked(people)) == 12
    assert len(asked(people, "主题党日")) == 12
    assert names(people, asked(people, "支委会")) == [m.name for m in people.members[:5]]
    in_group = asked(people, "党小组会", group_id=people.groups[0].id)
    assert 0 < len(in_group) < 12
    assert len(asked(people, "党小组会")) == 12
    assert len(asked(people, "支委会", also="党课")) == 12


def test_a_committee_of_its_day_is_asked_not_that_of_today():
    people = people_of(8, committee=0)
    from models.branch import Post

    with people.store.change("任职") as change:
        change.save(Post(member_id=people.id(0), post="书记", until=PartialDate(2026, 2, 28)))
        change.save(Post(member_id=people.id(1), post="书记", since=PartialDate(2026, 3, 1)))
    assert [e.member_id for e in asked(people, "支委会", date(2026, 2, 28))] == [people.id(0)]
    assert [e.member_id for e in asked(people, "支委会", date(2026, 3, 1))] == [people.id(1)]


def test_who_left_was_not_yet_taken_in_or_is_suspended_is_not_asked():
    people = people_of(6)
    people.period(1, records.STANDING, "停止党籍", since=PartialDate(2026, 1))
    people.period(2, records.STANDING, "已转出未接收")
    newcomer = enter(people.store, Member(name="新人", joined_on=PartialDate(2026, 3, 20)))
    entries = asked(people)
    ids = {entry.member_id for entry in entries}
    assert people.id(1) not in ids
    assert people.id(2) in ids
    assert newcomer.id not in ids
    assert newcomer.id in {e.member_id for e in asked(people, day=date(2026, 3, 21))}


def test_only_full_members_on_the_roll_have_a_vote():
    people = people_of(6, probationary=1)
    people.period(1, records.DISCIPLINE, "留党察看一年", until=PartialDate(2026, 12))
    people.period(2, records.DISCIPLINE, "警告")
    guest = enter(people.store, Member(name="编入", full_on=PartialDate(2010)), attached=True)
    entries = {entry.member_id: entry for entry in asked(people)}
    without = {number for number, entry in entries.items() if not entry.may_vote}
    assert without == {people.id(5), people.id(1), guest.id}
    assert counts_of(entries.values()).due == 7
    assert counts_of(entries.values()).voters_due == 4


def test_who_is_left_out_of_the_count_keeps_class_ground_and_approval():
    people = people_of(6)
    people.period(
        4,
        records.EXCLUDED,
        "自费出国半年以上",
        ground="2026年第1次党员大会",
        approval="机党〔2026〕2号",
    )
    minutes = people.hold()
    entry = next(e for e in minutes.attendance if e.member_id == people.id(4))
    assert (entry.is_counted, entry.excluded_as, entry.approval) == (
        False, "自费出国半年以上", "机党〔2026〕2号",
    )  # fmt: skip
    assert (minutes.meeting.due, minutes.meeting.present) == (5, 5)


def test_the_counts_stay_as_they_were_when_the_roll_changes():
    people = people_of(6, probationary=1)
    minutes = people.hold(away={3: ON_LEAVE, 4: MADE_UP})
    assert (minutes.meeting.due, minutes.meeting.present) == (6, 4)
    assert (minutes.meeting.voters_due, minutes.meeting.voters_present) == (5, 3)
    people.period(0, records.STANDING, "停止党籍")
    assert minutes_of(people.store, minutes.meeting.id).meeting.due == 6
    assert len(asked(people)) == 5


def test_before_anything_is_registered_nobody_was_present():
    people = people_of(4)
    minutes = people.minutes(away=dict.fromkeys(range(4), ""))
    meeting = save(people.store, minutes).meeting
    assert (meeting.due, meeting.present) == (4, None)


def test_a_meeting_without_a_day_asks_for_nobody():
    assert due_on(people_of(4).store, Meeting(kind="党课")) == []


def test_why_nobody_is_due_is_true_of_those_on_the_roll():
    people = people_of(0)
    newcomer = enter(people.store, Member(name="新人", joined_on=PartialDate(2026, 3, 20)))

    def why(day):
        assert asked(people, day=day) == []
        return why_nobody(people.store, Meeting(kind="党员大会", held_on=day))

    assert "2026-03-20这天名册上的人都不计入应到（当天或以后才入党，或停止党籍）" in why(DAY)
    assert "这天名册上没有党员" in why(date(2026, 3, 1))
    with people.store.change("停止党籍") as change:
        change.save(Period(member_id=newcomer.id, aspect=records.STANDING, value="停止党籍"))
    assert "名册上的人都不计入应到" in why(date(2026, 3, 25))


def test_counts_typed_without_a_list_of_names_are_kept():
    people = people_of(4)
    from models.meetings.minutes import Minutes

    meeting = Meeting(kind="党员大会", held_on=DAY, due=63, present=62)
    saved = save(people.store, Minutes(meeting=meeting)).meeting
    assert (saved.due, saved.present) == (63, 62)


@pytest.mark.parametrize(("day", "due"), [(date(2026, 3, 1), 6), (date(2026, 3, 31), 5)])
def test_how_many_are_due_is_known_of_every_day(day, due):
    people = people_of(6)
    people.period(2, records.EXCLUDED, "正在服刑", since=PartialDate(2026, 3, 15))
    assert due_each_day(people.store, [day]) == {day: due}


def test_a_changed_type_keeps_what_was_registered():
    people = people_of(8)
    entries = [
        *people.minutes(away={0: ABSENT, 6: ON_LEAVE, 7: ""}).attendance,
        Attendance(name="外来人", status=ABSENT),
    ]
    fewer = renewed(entries, asked(people, "支委会"))
    assert {e.member_id for e in fewer if e.member_id} == {people.id(n) for n in range(7)}
    assert fewer[0].status == ABSENT
    assert fewer[-1].name == "外来人"
    more = renewed(fewer, asked(people))
    assert len([e for e in more if e.member_id]) == 8
