"""R-04 grades of 民主评议, R-44 学时 and R-61 absence, held against the records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.life.grading import grading_of
from models.life.records import Appraisal, AppraisalResult
from models.meetings.attending import ABSENT
from models.meetings.people import name_in, names_of
from models.meetings.reading import select
from models.meetings.settings import meeting_settings
from models.meetings.yearly import people_of_year
from models.members import records
from models.members.standing import members_on
from models.rules.findings import Finding, rule
from models.rules.structure import committee_posts
from models.values import add_months, format_hours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.life.grading import Grading
    from models.members.standing import Standing
    from models.store import Store

AREA = "meetings"


def appraisal_findings(store: Store, year: int) -> list[Finding]:
    """R-04: return what is wrong with the grades and ballots of a year's 民主评议."""
    names = names_of(store)
    grades_all = meeting_settings(store).grades_probationary
    grading = grading_of(store, year)
    found = rule(AREA, "R-04")
    problems = []
    if text := too_many_words(grading, year):
        first, _ = grading.results[0]
        problems.append(Finding(found, text, Appraisal.table, first.id))
    for held, result in grading.results:
        problems += [
            Finding(
                found, f"{name_in(result, names)}{text}。", AppraisalResult.table, result.id, field
            )
            for field, text in result_problems(result, held.valid, grades_all=grades_all).items()
        ]
    return problems


def too_many_words(grading: Grading, year: int) -> str:
    """Return the sentence about more 优秀 than there may be, "" where there are not."""
    if grading.best <= grading.most:
        return ""
    return (
        f"{year}年评为优秀{grading.best}人，多于参评{grading.appraised}人的{grading.share}"
        f"（{grading.most}人），请核对。"
    )


def result_problems(
    result: AppraisalResult, valid: int | None, *, grades_all: bool
) -> dict[str, str]:
    """R-04: return field name to the sentence about it; `valid` are the round's valid ballots."""
    found = {}
    if result.is_probationary and result.grade and not grades_all:
        found["grade"] = "是预备党员，不评定等次，请核对"
    if valid is not None and result.votes > valid:
        found["excellent"] = f"得票共{result.votes}张，多于有效票{valid}张，请核对"
    return found


def study_findings(store: Store, year: int, day: date) -> list[Finding]:
    """R-44: return who is short of 学时 in a year that is over, or nearly.

    Left out is who came within the year, whose earlier hours another branch knows, and of whom
    nothing is firmly asked (教育管理条例 第二十三条).
    """
    found = rule(AREA, "R-44")
    if day.year < year or (day.year == year and day.month < found["remind_from_month"]):
        return []
    settings = meeting_settings(store)
    hours = {person.member_id: person.hours for person in people_of_year(store, year)}
    last = min(day, date(year, 12, 31))
    before = {person.member.id for person in members_on(store, date(year, 1, 1))}
    people = [
        person
        for person in members_on(store, last)
        if person.member.id in before and person.current(records.EXEMPTION) is None
    ]
    return [
        finding
        for person in people
        if (finding := _short(person, hours, settings.hours, settings.leader_hours))
    ]


def _short(
    person: Standing, hours: Mapping[int | None, int], least: int, leaders: int
) -> Finding | None:
    has = hours.get(person.member.id, 0)
    leads = bool(committee_posts(person))
    needed = max(least, leaders) if leads else least
    if has >= 10 * needed:
        return None
    found = rule(AREA, "R-44" if has < 10 * least else "R-44-leaders")
    text = f"{person.member.name}累计{format_hours(has)}学时，距{needed}学时还差{format_hours(10 * needed - has)}学时，请核对。"
    return Finding(found, text, "member", person.member.id)


def absence_findings(store: Store, day: date) -> list[Finding]:
    """R-61: return who was absent without leave from all of organisation life for months on end.

    Only months with a meeting that the person should have come to count; leave and 补课 end the
    row. Left out is of whom nothing is firmly asked.
    """
    found = rule(AREA, "R-61")
    rows = select(
        store,
        "SELECT a.member_id, substr(meeting.held_on, 1, 7) AS month,"
        " sum(a.status <> ?) AS other FROM meeting JOIN attendance a ON a.meeting_id = meeting.id"
        " WHERE meeting.held_on BETWEEN ? AND ? AND a.is_counted AND a.status <> ''"
        " GROUP BY a.member_id, month ORDER BY a.member_id, month DESC",
        (ABSENT, add_months(day, -24).isoformat(), day.isoformat()),
    )
    months: dict[int, int] = {}
    ended: set[int] = set()
    for row in rows:
        if row["other"] or row["member_id"] in ended:
            ended.add(row["member_id"])
        else:
            months[row["member_id"]] = months.get(row["member_id"], 0) + 1
    return [
        Finding(found, _absent_words(person, number, found["months"]), "member", person.member.id)
        for person in members_on(store, day)
        if (number := months.get(person.member.id or 0, 0)) >= found["remind_months"]
        and person.current(records.EXEMPTION) is None
    ]


def _absent_words(person: Standing, number: int, limit: int) -> str:
    words = f"{person.member.name}有会议的月份里已连续{number}个月缺席组织生活"
    if number >= limit:
        return f"{words}，请核实原因，并按规定提请支部研究。"
    return f"{words}，请核实原因，及时谈话提醒。"
