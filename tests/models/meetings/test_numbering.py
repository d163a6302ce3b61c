"""第 N 次 counts by type and group within the year; kinds of 党员大会 share one numbering."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import InvalidRecord
from models.meetings.earlier import number_of
from models.meetings.kinds import Kinds
from models.meetings.numbering import numbers_of_year, ordinal, renumbered_without, was_late
from models.meetings.records import Meeting, OwnKind
from models.meetings.settings import MeetingSettings, keep_settings, meeting_settings
from tests.models.meetings.branches import people_of


@pytest.fixture
def people():
    return people_of(12, groups=2)


def numbers(people, *minutes, year=2026):
    found = numbers_of_year(people.store, year)
    return [found[each.meeting.id] for each in minutes]


def test_every_kind_of_meeting_of_all_members_is_numbered_as_one(people):
    meetings = [
        people.hold("党员大会", date(2026, 3, 20)),
        people.hold("换届选举", date(2026, 5, 4)),
        people.hold("发展党员", date(2026, 6, 1)),
        people.hold("民主评议", date(2026, 12, 20)),
        people.hold("党员大会", date(2026, 9, 20)),
    ]
    found = numbers(people, *meetings)
    assert [each["党员大会"] for each in found] == [1, 2, 3, 5, 4]
    assert ordinal(meetings[2].meeting, found[2]) == "2026年第3次党员大会"
    assert ordinal(Meeting(kind="党课"), {}) == "党课"


def test_an_appraisal_within_a_group_is_no_meeting_of_all(people):
    held = people.hold("民主评议", date(2026, 12, 1), group_id=people.groups[0].id)
    assert numbers(people, held) == [{"民主评议": 1}]


def test_what_a_deletion_does_to_the_numbers_of_others_is_known_before(people):
    held = [people.hold("党员大会", date(2026, month, 20)).meeting for month in (1, 3, 6, 9)]
    people.hold("支委会", date(2026, 10, 1))
    assert renumbered_without(people.store, held[1:2]) == 2
    assert renumbered_without(people.store, held[1:3]) == 1
    assert renumbered_without(people.store, held[3:]) == 0


def test_groups_are_numbered_each_for_itself_and_years_begin_at_1(people):
    first, second = people.groups
    meetings = [
        people.hold("党小组会", date(2026, month, 10), group_id=group.id)
        for month, group in ((1, first), (1, second), (2, first), (2, second))
    ]
    later = people.hold("党小组会", date(2027, 1, 10), group_id=first.id)
    assert [each["党小组会"] for each in numbers(people, *meetings)] == [1, 1, 2, 2]
    assert numbers(people, later, year=2027) == [{"党小组会": 1}]


def test_a_combined_meeting_counts_in_each_of_its_types_or_in_the_main_one_only(people):
    people.hold("党课", date(2026, 1, 15))
    both = people.hold("主题党日", date(2026, 2, 15), also="党课")
    assert numbers(people, both) == [{"主题党日": 1, "党课": 2}]
    keep_settings(people.store, MeetingSettings(main_only=True))
    assert numbers(people, both) == [{"主题党日": 1}]


def test_a_number_of_ones_own_holds_and_the_next_follow_on(people):
    meetings = [
        people.hold("支委会", date(2026, 8, 5), serial=8),
        people.hold("支委会", date(2026, 9, 5)),
    ]
    assert [each["支委会"] for each in numbers(people, *meetings)] == [8, 9]


def test_a_meeting_of_nothing_but_pictures_takes_no_number(people):
    begun = people.begin("支委会", date(2026, 3, 5))
    held = people.hold("支委会", date(2026, 4, 5))
    assert numbers(people, begun, held) == [{}, {"支委会": 1}]
    assert number_of(people.store, begun.meeting) == ("支委会", 0)
    assert number_of(people.store, held.meeting) == ("支委会", 1)
    assert renumbered_without(people.store, [begun.meeting]) == 0


def test_the_branchs_own_types_have_their_own_numbering_and_sheet(people):
    with people.store.change("类型") as change:
        change.save(OwnKind(name="支部共建", sheet="支部共建活动记录", scope="支委", is_study=True))
        with pytest.raises(InvalidRecord, match="不能有“、”"):
            change.save(OwnKind(name="甲、乙"))
    kinds = Kinds.of(people.store)
    held = people.hold("支部共建")
    assert held.meeting.due == 5
    assert numbers(people, held) == [{"支部共建": 1}]
    assert kinds.names[-1] == "支部共建"
    assert kinds.sheet(held.meeting) == "支部共建活动记录"
    assert kinds.sheet(Meeting(kind="支委会")) == "党支部委员会会议记录"
    assert kinds["没听过的会"].sheet == "没听过的会记录"


@pytest.mark.parametrize(
    ("recorded", "late"),
    [("2026-03-27 23:59:59", False), ("2026-03-28 00:00:00", True), ("2026-03-19 08:00:00", False)],
)
def test_what_was_entered_more_than_7_days_later_is_late(recorded, late):
    meeting = Meeting(kind="党课", held_on=date(2026, 3, 20), recorded_at=recorded)
    assert was_late(meeting, 7) is late
    assert was_late(meeting, 30) is False
    assert was_late(Meeting(kind="党课", held_on=date(2026, 3, 20)), 7) is False


def test_settings_are_kept_in_the_file_and_have_bounds(people):
    assert meeting_settings(people.store) == MeetingSettings()
    keep_settings(people.store, MeetingSettings(late_days=15, lectures=2))
    assert meeting_settings(people.store).late_days == 15
    with pytest.raises(InvalidRecord, match="应在0到366之间"):
        keep_settings(people.store, MeetingSettings(late_days=-1))
    assert meeting_settings(people.store).lectures == 2
