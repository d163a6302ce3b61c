"""A year of meetings, months by types: held, due, missing, explained."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.meetings.attending import ON_LEAVE
from models.meetings.minutes import Point, save
from models.meetings.overview import State, gap_words, gaps, year_overview
from models.meetings.photos import SCAN, Incoming, put
from models.meetings.records import AgendaItem, NotHeld
from models.meetings.settings import MeetingSettings, keep_settings
from models.meetings.templates import begun
from models.meetings.year_doubts import doubts_of
from models.meetings.yearly import people_of_year
from models.rules.frequency import frequency_findings
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(12, groups=2)


def row(people, name, day=DAY, year=2026):
    overview = year_overview(people.store, year, day)
    return next(row for row in overview.rows if row.name == name)


def states(people, name, day=DAY, year=2026):
    return [cell.state for cell in row(people, name, day, year).cells]


def test_the_duties_of_a_branch_are_quarterly_monthly_and_yearly(people):
    overview = year_overview(people.store, 2026, DAY)
    assert [(each.name, len(each.cells)) for each in overview.rows] == [
        ("党员大会", 4), ("支委会", 12), ("第一党小组会", 12), ("第二党小组会", 12),
        ("主题党日", 12), ("党课", 4), ("组织生活会", 1), ("民主评议", 1),
    ]  # fmt: skip
    assert all(each.rule and each.rule.citation for each in overview.rows)


def test_a_quarter_is_held_missing_due_or_ahead(people):
    people.hold("党员大会", date(2026, 2, 20))
    people.hold("换届选举", date(2026, 5, 20))
    assert states(people, "党员大会") == [State.DONE, State.DONE, State.MISSING, State.DUE]
    assert states(people, "党员大会", date(2026, 9, 30)) == [
        State.DONE, State.DONE, State.DUE, State.AHEAD,
    ]  # fmt: skip
    assert states(people, "党员大会", date(2027, 1, 1))[3] == State.MISSING


def test_what_is_planned_does_not_count_as_held(people):
    people.hold("支委会", date(2026, 11, 20))
    cell = row(people, "支委会").cells[10]
    assert (cell.state, cell.held, cell.planned) == (State.DUE, 0, 1)
    assert states(people, "支委会", date(2026, 11, 20))[10] == State.DONE


def test_a_group_has_its_own_duty_for_as_long_as_it_is_there(people):
    first, second = people.groups
    with people.store.change("小组") as change:
        change.save(
            replace(second, formed_on=PartialDate(2026, 3), dissolved_on=PartialDate(2026, 9, 10))
        )
    people.hold("党小组会", date(2026, 4, 10), group_id=first.id)
    assert states(people, "第一党小组会")[3] == State.DONE
    found = states(people, "第二党小组会")
    assert found[:2] == [State.NONE, State.NONE]
    assert found[3] == State.MISSING
    assert found[9:] == [State.NONE] * 3


def test_a_group_meeting_of_all_groups_together_counts_for_each(people):
    people.hold("党小组会", date(2026, 4, 10))
    assert states(people, "第一党小组会")[3] == State.DONE
    assert states(people, "第二党小组会")[3] == State.DONE


def test_a_combined_meeting_stands_in_each_row_or_in_the_main_one_only(people):
    people.hold("主题党日", date(2026, 5, 15), also="党课")
    assert states(people, "党课")[1] == State.DONE
    keep_settings(people.store, MeetingSettings(main_only=True))
    assert states(people, "党课")[1] == State.MISSING
    assert states(people, "主题党日")[4] == State.DONE


@pytest.mark.parametrize(
    ("number", "spans", "first"),
    [
        (4, 4, "第一季度、第二季度、第三季度、第四季度未见党课记录"), (2, 2, "上半年、下半年未见"), (12, 12, "1至12月未见"), (1, 1, "2025 年"), (3, 3, "1至4月、5至8月、9至12月未见"),
        (5, 1, "2025 年"), (24, 1, "2025 年"), (0, 1, ""),
    ],
)  # fmt: skip
def test_lectures_are_as_many_a_year_as_the_place_asks(people, number, spans, first):
    keep_settings(people.store, MeetingSettings(lectures=number))
    missing = [f.text for f in frequency_findings(people.store, 2025, DAY) if "党课" in f.text]
    assert (missing[0] if missing else "").startswith(first)
    assert bool(missing) is bool(first)
    cells = row(people, "党课").cells
    assert len(cells) == spans
    assert sum(cell.needed for cell in cells) == number


def test_too_few_lectures_of_an_uneven_number_are_counted(people):
    keep_settings(people.store, MeetingSettings(lectures=5))
    people.hold("党课", date(2026, 3, 1))
    [text] = [
        f.text for f in frequency_findings(people.store, 2026, date(2027, 1, 2)) if "党课" in f.text
    ]
    assert text == "2026 年党课记录1次，少于5次：开过的请补录，没开的请写明原因。"


def test_the_life_meeting_is_due_late_in_the_year_and_may_follow_it(people):
    assert states(people, "组织生活会", date(2026, 9, 30)) == [State.AHEAD]
    assert states(people, "组织生活会", date(2026, 10, 1)) == [State.DUE]
    assert states(people, "组织生活会", date(2027, 3, 31)) == [State.DUE]
    assert states(people, "组织生活会", date(2027, 4, 1)) == [State.MISSING]
    people.hold("组织生活会", date(2027, 2, 10), appraisal_year=2026, also="民主评议")
    assert states(people, "组织生活会", date(2027, 4, 1)) == [State.DONE]
    assert states(people, "民主评议", date(2027, 4, 1)) == [State.DONE]
    assert states(people, "组织生活会", date(2028, 5, 1), 2027) == [State.MISSING]


def test_a_branch_without_a_committee_owes_no_committee_meeting():
    few = people_of(5, committee=1)
    assert set(states(few, "支委会")) == {State.NONE}
    assert State.MISSING in states(people_of(9, committee=0), "支委会")


def test_nothing_is_due_before_the_branch_was_founded():
    people = people_of(12, founded_on=PartialDate(2026, 5, 20))
    assert states(people, "支委会")[:5] == [State.NONE] * 4 + [State.MISSING]
    assert states(people, "党员大会")[:2] == [State.NONE, State.MISSING]


def test_a_gap_is_worded_so_that_nobody_makes_up_a_record(people):
    for month in (1, 2, 3, 4, 5, 6, 7, 8, 10):
        people.hold("支委会", date(2026, month, 5))
    texts = [f.text for f in frequency_findings(people.store, 2026, DAY)]
    assert "9月未见支委会会议记录：开过的请补录，没开的请写明原因。" in texts
    assert (
        "第一季度、第二季度、第三季度未见党员大会会议记录：开过的请补录，没开的请写明原因。"
        in texts
    )
    assert "1至10月未见第一党小组会会议记录：开过的请补录，没开的请写明原因。" in texts
    overview = year_overview(people.store, 2026, DAY)
    assert len(texts) == len(list(gaps(overview)))
    first, cells = next(gaps(overview))
    assert gap_words(2026, first, cells[0]).startswith("第一季度未见党员大会")


def test_a_reason_for_none_takes_the_gap_away_and_is_kept(people):
    with people.store.change("说明") as change:
        change.save(NotHeld(kind="支委会", year=2026, month=9, reason="集中抗洪，经上级同意未开"))
        change.save(NotHeld(kind="党员大会", year=2026, month=7, reason="同上"))
        change.save(
            NotHeld(
                kind="党小组会", year=2026, month=9, group_id=people.groups[0].id, reason="同上"
            )
        )
        change.save(NotHeld(kind="组织生活会", year=2026, month=12, reason="上级统一推迟"))
    cell = row(people, "支委会").cells[8]
    assert (cell.state, cell.reason) == (State.EXPLAINED, "集中抗洪，经上级同意未开")
    assert states(people, "党员大会")[2] == State.EXPLAINED
    assert states(people, "第一党小组会")[8] == State.EXPLAINED
    assert states(people, "第二党小组会")[8] == State.MISSING
    assert states(people, "组织生活会", date(2027, 5, 1)) == [State.EXPLAINED]


def test_a_reason_beside_the_meetings_held_after_all_is_found(people):
    with people.store.change("说明") as change:
        kept = change.save(NotHeld(kind="支委会", year=2026, month=3, reason="集中抗洪"))
        change.save(NotHeld(kind="党员大会", year=2026, month=7, reason="集中抗洪"))
    people.hold("支委会", date(2026, 3, 5))
    found = [f for f in frequency_findings(people.store, 2026, DAY) if "留一样" in f.text]
    assert [(f.text, f.table, f.record_id) for f in found] == [
        ("3月已有支委会记录，又写了没有开的原因“集中抗洪”，请留一样。", "not_held", kept.id)
    ]


def test_too_few_meetings_and_the_reason_for_it_do_not_contradict(people):
    keep_settings(people.store, MeetingSettings(lectures=5))
    people.hold("党课", date(2026, 3, 1))
    with people.store.change("说明") as change:
        change.save(NotHeld(kind="党课", year=2026, month=1, reason="其余因防汛未上"))
    assert not row(people, "党课").cells[0].is_doubly_told


def test_a_group_meeting_that_names_no_group_is_told_once_of_all_it_counts_for(people):
    people.hold("党小组会", date(2026, 4, 10))
    people.hold("党小组会", date(2026, 5, 10), group_id=people.groups[0].id)
    told = [each.text for each in doubts_of(year_overview(people.store, 2026, DAY))]
    assert told == [
        "4月有1次党小组会没有写是哪个党小组，按各党小组一起开计入；是一个组开的，请选上组名"
    ]
    assert row(people, "第二党小组会").cells[3].shared == 1
    alone = people_of(12, groups=1)
    alone.hold("党小组会", date(2026, 4, 10))
    assert not list(doubts_of(year_overview(alone.store, 2026, DAY)))


def test_a_meeting_of_nothing_but_a_photo_is_begun_and_not_held(people):
    held = people.begin("支委会", date(2026, 3, 5))
    cell = row(people, "支委会").cells[2]
    assert (cell.state, cell.held, cell.begun, cell.meetings) == (State.MISSING, 0, 1, 1)
    [told] = doubts_of(year_overview(people.store, 2026, DAY))
    assert told.text.startswith("3月有1次支委会只有照片，没有时间、地点和内容，没有计入")
    assert people_of_year(people.store, 2026) == []
    save(people.store, replace(held, points=(Point(item=AgendaItem(resolution="同意")),)))
    cell = row(people, "支委会").cells[2]
    assert (cell.state, cell.held, cell.begun) == (State.DONE, 1, 0)
    assert {person.present for person in people_of_year(people.store, 2026)} == {1}


def test_a_meeting_on_record_stays_held_with_its_people_when_pictures_are_put_to_it(people):
    held = people.hold("支委会", date(2026, 3, 5))
    put(people.store, held.meeting, [Incoming(name="会场.jpg", body=b"photo")])
    assert row(people, "支委会").cells[2].held == 1
    assert {person.present for person in people_of_year(people.store, 2026)} == {1}
    assert not list(doubts_of(year_overview(people.store, 2026, DAY)))


@pytest.mark.parametrize(
    "facts",
    [
        {"remark": "见纸质记录"}, {"study": 20}, {"campaign": "主题教育"}, {"serial": 3},
        {"chair_name": "上级领导"}, {"chair_id": 2}, {"venue": "会议室"}, {"starts_at": "14:00"},
        {"has_typed_counts": True, "due": 9, "present": 8}, {"away": {3: ON_LEAVE}},
        {"points": [Point(item=AgendaItem(topic="自己写的议题"))]},
    ],
)  # fmt: skip
def test_whatever_someone_typed_a_meeting_with_pictures_counts_as_held(people, facts):
    people.begin("支委会", date(2026, 3, 5), **facts)
    assert row(people, "支委会").cells[2].held == 1


def test_what_the_program_itself_put_into_a_new_meeting_is_nothing_typed(people):
    made = begun(people.store, "支委会", date(2026, 3, 5))
    assert made.points
    assert made.meeting.chair_id == people.id(0)
    people.begin("支委会", date(2026, 3, 5), points=made.points, chair_id=people.id(0))
    assert row(people, "支委会").cells[2].begun == 1


def test_a_scan_of_signed_minutes_is_a_record(people):
    made = people.begin("支委会", date(2026, 3, 5))
    put(people.store, made.meeting, [Incoming(name="记录.pdf", body=b"scan", media_type=SCAN)])
    assert row(people, "支委会").cells[2].held == 1


def test_a_meeting_begun_by_one_group_is_told_of_that_group_and_by_all_once(people):
    first, second = people.groups
    people.hold("党小组会", date(2026, 4, 10), group_id=first.id)
    people.begin("党小组会", date(2026, 4, 11), group_id=second.id)
    people.begin("党小组会", date(2026, 5, 11))
    told = [each.text for each in doubts_of(year_overview(people.store, 2026, DAY))]
    assert [text.split("只有照片")[0] for text in told] == [
        "5月有1次党小组会",
        "4月有1次第二党小组会",
    ]


def test_a_ledger_of_days_and_types_alone_counts_as_held(people):
    people.hold("支委会", date(2026, 3, 5))
    assert row(people, "支委会").cells[2].held == 1


def test_other_types_are_listed_with_what_was_held(people):
    people.hold("集中学习", date(2026, 4, 2))
    people.hold("支部共建", date(2026, 4, 3))
    found = year_overview(people.store, 2026, DAY).rows[-2:]
    assert [(each.name, each.held, each.rule) for each in found] == [
        ("集中学习", 1, None), ("支部共建", 1, None),
    ]  # fmt: skip
    assert found[0].cells[3].state == State.DONE


def test_the_overview_of_100_000_meetings_in_one_year_opens_within_100_ms(people):
    last, text = date(2026, 12, 31), "文" * 200
    kinds = ("党员大会", "支委会", "党小组会", "主题党日", "党课")
    rows = [
        (number, kinds[number % 5], (last - timedelta(days=number % 365)).isoformat(), text)
        for number in range(1, 100_001)
    ]
    people.store.connection.executemany(
        "INSERT INTO meeting (id, branch_id, kind, held_on, body) VALUES (?, 0, ?, ?, ?)", rows
    )
    best = min(_seconds(people.store) for _ in range(7))
    assert best < 0.1
    assert row(people, "支委会").held > 100


def _seconds(store):
    begun = time.perf_counter()
    year_overview(store, 2026, DAY)
    return time.perf_counter() - begun
