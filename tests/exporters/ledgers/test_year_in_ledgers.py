"""Every ledger and paper of a generated year agrees with what was entered of it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

from exporters.ledgers import CATALOGUE, Asked
from exporters.papers import CATALOGUE as PAPERS
from exporters.sheet import Table
from exporters.wording import data_text, words
from models.life.records import Appraisal, Talk
from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.minutes import minutes_between
from models.meetings.numbering import numbers_of_year
from models.meetings.records import Election, Meeting
from models.values import format_hours
from tests.models.meetings.branches import people_of
from tests.models.meetings.years import FIRST, LAST, YEAR, Year, counted

ASKED = Asked(YEAR, LAST)


@pytest.fixture(scope="module", params=[(7, 5, 3, 2), (11, 9, 0, 0)], ids=["a year", "another"])
def year(request):
    """Give a year entered, read by every test here and changed by none."""
    seed, absences, probationary, excluded = request.param
    people = people_of(45, groups=3, probationary=probationary)
    with people.store:
        made = Year(people, random.Random(seed), absences, excluded)
        made.enter()
        made.enter_the_rest()
        made.held.sort(key=lambda minutes: minutes.meeting.held_on)
        yield made


def rows(year, code):
    """Return a ledger's rows, each as label to words."""
    sheet = CATALOGUE[code].make(year.people.store, ASKED)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    return [
        {f.label: data_text(f, value) for f, value in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def name(year, number):
    return next(member.name for member in year.people.members if member.id == number)


def asked(minutes):
    return [entry for entry in minutes.attendance if entry.is_counted]


def away(minutes):
    return [entry for entry in asked(minutes) if entry.status != PRESENT]


def assert_attended(year, row, minutes, column="缺席人员及原因"):
    """Hold a ledger's row against the attendance of a meeting as it was entered."""
    missing = away(minutes)
    assert (int(row["应到"]), int(row["实到"])) == (
        len(asked(minutes)),
        len(asked(minutes)) - len(missing),
    )
    if not missing:
        assert row[column] == "无"
    for entry in missing:
        assert f"{name(year, entry.member_id)}（{entry.status}，{entry.reason}" in row[column]


def test_the_ledger_of_meetings_has_each_once_in_the_order_of_their_days(year):
    found = rows(year, "meetings")
    assert len(found) == len(year.held) == 68
    for row, minutes in zip(found, year.held, strict=True):
        assert row["会议类型"] == "、".join(minutes.meeting.kinds)
        assert row["日期"] == str(minutes.meeting.held_on)
        assert_attended(year, row, minutes)
    assert (
        Counter(part for row in found for part in row["会议类型"].split("、")) == year.tally.kinds
    )


def test_the_ledger_of_theme_days_has_the_twelve_with_both_parts(year):
    days = [minutes for minutes in year.held if minutes.meeting.kind == "主题党日"]
    found = rows(year, "theme-days")
    assert [row["规定动作"] for row in found] == [f"{month}月的规定动作" for month in range(1, 13)]
    for row, minutes in zip(found, days, strict=True):
        assert_attended(year, row, minutes, "缺席和补课")


def test_the_ledger_of_attendance_adds_up_to_the_entries_of_each(year):
    found = {row["姓名"]: row for row in rows(year, "attendance")}
    assert len(found) == 45
    for number, due in year.tally.due.items():
        row = found[name(year, number)]
        assert (int(row["应到次数"]), int(row["出席"])) == (due, year.tally.came[number])
    for status in (PRESENT, ON_LEAVE, ABSENT, MADE_UP):
        assert sum(int(row[status]) for row in found.values()) == year.tally.statuses[status]
    due = sum(
        year.due(minutes.meeting.held_on)
        for minutes in year.held
        if "党课" in minutes.meeting.kinds
    )
    lectures = [row["党课实到/应到"].split("/") for row in found.values()]
    came = sum(
        len(asked(minutes)) - len(away(minutes))
        for minutes in year.held
        if "党课" in minutes.meeting.kinds
    )
    assert [sum(map(int, each)) for each in zip(*lectures, strict=True)] == [came, due]


def test_the_ledger_of_study_ends_with_the_hours_of_each(year):
    last = {row["姓名"]: row["累计/应达"] for row in rows(year, "study")}
    for place, member in enumerate(year.people.members):
        hours = year.tally.hours[member.id] + year.tally.learnt[member.id]
        assert last[member.name] == f"{format_hours(hours)}/{56 if place < 5 else 32}"


def test_the_ledger_of_elections_has_votes_and_elected_as_counted(year):
    [row] = rows(year, "elections")
    [ballot] = [ballot for minutes in year.held for ballot in minutes.ballots]
    elected = [name(year, one.member_id) for one in ballot.candidates if one.is_elected]
    assert row["当选"] == "、".join(elected)
    for one in ballot.candidates:
        assert f"{name(year, one.member_id)}{one.yes}票" in row["候选人得票"]
    assert row["有效票"] == str(ballot.election.present)


def test_the_ledger_of_appraisals_has_everyone_with_their_votes(year):
    found = rows(year, "appraisals")
    assert len(found) == 45
    on_trial = [member for member in year.people.members if not member.full_on]
    assert sum(row["人员类别"] == "预备党员" for row in found) == len(on_trial)
    assert sum(row["等次"] == "优秀" for row in found) == 15
    for row in found:
        cast = sum(int(row[each] or 0) for each in ("优秀票", "合格票", "基本合格票", "不合格票"))
        assert cast == (0 if row["人员类别"] == "预备党员" else 40)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("members", 44), ("groups", 3), ("committee", 5), ("life-meetings", 5), ("dual-life", 4),
        ("talks", 12), ("thought", 4), ("volunteer", 2), ("changes", 0),
    ],
)  # fmt: skip
def test_every_other_ledger_has_a_row_for_each_entry(year, code, number):
    assert len(rows(year, code)) == number
    if code == "talks":
        assert all(row["谈话对象"].endswith("、群众甲") for row in rows(year, code))
    if code == "volunteer":
        assert [row["人数"] for row in rows(year, code)] == ["12", "12"]


def test_no_ledger_is_left_out_here():
    checked = {
        "meetings", "theme-days", "attendance", "study", "elections", "appraisals", "members",
        "groups", "committee", "life-meetings", "dual-life", "talks", "thought", "volunteer",
        "changes",
    }  # fmt: skip
    dues = {code for code in CATALOGUE if code.split("-")[0] == "dues"}  # test_dues_ledgers.py
    assert set(CATALOGUE) == checked | dues


def paper(year, code, number):
    sheet = PAPERS[code].make(year.people.store, number, ASKED)
    return "\n".join(text for _, text in words(sheet))


def test_the_minutes_of_every_meeting_say_who_came_what_was_voted_and_which_it_is(year):
    numbers = numbers_of_year(year.people.store, YEAR)
    saved = minutes_between(year.people.store, FIRST, LAST)
    for typed, minutes in zip(year.held, saved, strict=True):
        text = paper(year, "minutes", minutes.meeting.id)
        missing = away(typed)
        due = len(asked(typed))
        for label, number, voters in zip(
            ("应　　到", "实　　到"), (due, due - len(missing)), counted(typed), strict=True
        ):
            rest = f"（有表决权{voters}人）" if voters != number else ""
            assert f"{label}：{number}人{rest}" in text
        for entry in missing:
            assert f"{name(year, entry.member_id)}（{entry.status}，{entry.reason}" in text
        first = next(iter(numbers[minutes.meeting.id].values()))
        assert f"{YEAR}年第{first}次" in text
        for vote in typed.votes:
            passed = 2 * (vote.yes + vote.written_yes) > vote.due
            assert f"赞成{vote.yes}票，不赞成{vote.no}票" in text
            assert ("表决通过" if passed else "表决未通过") in text


def test_every_paper_of_every_record_of_the_year_is_made(year):
    for code, each in PAPERS.items():
        records = each.records(year.people.store, ASKED) if each.record_type else [None]
        chosen = records if len(records) < 5 else records[:: len(records) // 4]
        for record in chosen:
            assert paper(year, code, record.id if record else 0)


def test_the_papers_of_election_appraisal_and_talks_give_the_numbers_entered(year):
    store = year.people.store
    [election] = store.all(Election)
    [ballot] = [ballot for minutes in year.held for ballot in minutes.ballots]
    text = paper(year, "election-result", election.id)
    for one in ballot.candidates:
        assert name(year, one.member_id) in text
        assert f"\n{one.yes}\n" in text
    assert paper(year, "appraisal-summary", store.all(Appraisal)[0].id).count("优秀") >= 15
    talk = store.all(Talk)[0]
    assert name(year, year.people.id(5)) in paper(year, "talk", talk.id)
    assert len(store.all(Meeting)) == 68
    assert date(YEAR, 1, 20) == talk.held_on
