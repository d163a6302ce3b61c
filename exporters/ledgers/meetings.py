"""三会一课, 主题党日, 组织生活考勤, 换届选举: what the year's meetings give."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, Ledger
from models.branch import Group
from models.fields import Field, Kind, field_of
from models.meetings.attending import PRESENT
from models.meetings.kinds import COMMITTEE, GENERAL, GROUP, LECTURE, LIFE, THEME_DAY
from models.meetings.minutes import Minutes, minutes_between
from models.meetings.numbering import numbered_in, was_late
from models.meetings.people import name_in, names_of, told_apart, with_note
from models.meetings.records import Candidate, Election, Meeting
from models.meetings.settings import meeting_settings
from models.meetings.yearly import PersonYear, people_of_year
from models.members.standing import everyone_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporters.sheet import Value
    from models.store import Store

NUMBER = Field("序号", Kind.INTEGER, width=3, name="number")
_DAY = field_of(Meeting, "held_on")
_VENUE = field_of(Meeting, "venue")
_DUE, _PRESENT = field_of(Meeting, "due"), field_of(Meeting, "present")
_AWAY = Field("缺席人员及原因", Kind.LONG_TEXT, width=14, name="away")


def held_in(store: Store, asked: Asked) -> list[Minutes]:
    """Return the meetings of the year asked for, with all that belongs to them."""
    return minutes_between(store, date(asked.year, 1, 1), date(asked.year, 12, 31))


def away_words(minutes: Minutes, names: Mapping[int, str]) -> str:
    """Return who did not come and why: 尹强（请假，出差）、余娟（缺席）; 无 if all came."""
    away = []
    for entry in minutes.attendance:
        if entry.status in {"", PRESENT} or not entry.is_counted:
            continue
        made_up = f"{entry.made_up_on}补课" if entry.made_up_on else ""
        why = "，".join(filter(None, dict.fromkeys((entry.status, entry.reason, made_up))))
        away.append(with_note(name_in(entry, names), why))
    registered = minutes.meeting.present is not None
    return "、".join(away) or ("无" if registered else "")


def _span(meeting: Meeting) -> str:
    return "—".join(filter(None, (meeting.starts_at, meeting.ends_at)))


def _rate(meeting: Meeting) -> str:
    if not meeting.due or meeting.present is None:
        return ""
    return f"{meeting.present * 1000 // meeting.due / 10:.1f}%"


def _state(meeting: Meeting, late_days: int, made_on: date) -> str:
    if meeting.held_on and meeting.held_on > made_on:
        return "待开"
    if was_late(meeting, late_days):
        return "补录"
    return "已开" if meeting.present is not None else "未登记出席"


def _meetings(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names, settings = names_of(store), meeting_settings(store)
    groups = {group.id: group.name for group in store.all(Group)}
    held = held_in(store, asked)
    numbers = numbered_in(store, [minutes.meeting for minutes in held])
    return [
        (
            minutes.meeting.id or 0,
            [
                number,
                "、".join(minutes.meeting.kinds),
                "、".join(f"{s}第{n}次" for s, n in numbers[minutes.meeting.id or 0].items()),
                minutes.meeting.name,
                groups.get(minutes.meeting.group_id, ""),
                minutes.meeting.held_on,
                _span(minutes.meeting),
                minutes.meeting.venue,
                name_in(minutes.meeting, names, "chair_id"),
                name_in(minutes.meeting, names, "recorder_id"),
                minutes.meeting.due,
                minutes.meeting.present,
                _rate(minutes.meeting),
                away_words(minutes, names),
                _state(minutes.meeting, settings.late_days, asked.made_on),
            ],
        )
        for number, minutes in enumerate(held, 1)
    ]


MEETINGS = Ledger(
    code="meetings",
    name="三会一课台账",
    owner="meeting",
    columns=(
        NUMBER,
        field_of(Meeting, "kind"),
        Field("次数", width=7, name="ordinal"),
        field_of(Meeting, "name"),
        Field("党小组", width=6, name="group"),
        _DAY,
        Field("起止时间", width=6, name="span"),
        _VENUE,
        Field("主持人", Kind.NAME, width=4, name="chair"),
        Field("记录人", Kind.NAME, width=4, name="recorder"),
        replace(_DUE, width=3),
        replace(_PRESENT, width=3),
        Field("到会率", width=4, name="rate"),
        _AWAY,
        Field("状态", width=4, name="state"),
    ),
    rows=_meetings,
    paper="A4 landscape",
)


def _theme_days(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = names_of(store)
    kept = _attached(store)
    held = [minutes for minutes in held_in(store, asked) if THEME_DAY in minutes.meeting.kinds]
    return [
        (
            minutes.meeting.id or 0,
            [
                number,
                f"{minutes.meeting.held_on.month}月" if minutes.meeting.held_on else "",
                minutes.meeting.held_on,
                minutes.meeting.name,
                _topics(minutes, "规定动作"),
                _topics(minutes, "自选动作"),
                minutes.meeting.venue,
                minutes.meeting.due,
                minutes.meeting.present,
                away_words(minutes, names),
                kept[minutes.meeting.id or 0],
            ],
        )
        for number, minutes in enumerate(held, 1)
    ]


def _topics(minutes: Minutes, part: str) -> str:
    return "；".join(point.item.topic for point in minutes.points if point.item.part == part)


def _attached(store: Store) -> dict[int, str]:
    from models.attachments import Attachment  # noqa: PLC0415 - only this ledger asks

    found: dict[int, str] = defaultdict(str)
    for each in store.where(Attachment, owner_table=Meeting.table):
        found[each.owner_id] += (
            f"；{each.caption or each.name}"
            if found[each.owner_id]
            else (each.caption or each.name)
        )
    return found


THEME_DAYS = Ledger(
    code="theme-days",
    name="主题党日台账",
    owner="meeting",
    columns=(
        NUMBER,
        Field("月份", width=3, name="month"),
        _DAY,
        Field("主题", width=12, name="name"),
        Field("规定动作", Kind.LONG_TEXT, width=12, name="required"),
        Field("自选动作", Kind.LONG_TEXT, width=10, name="chosen"),
        _VENUE,
        replace(_DUE, width=3),
        replace(_PRESENT, width=3),
        Field("缺席和补课", Kind.LONG_TEXT, width=14, name="away"),
        Field("材料", Kind.LONG_TEXT, width=8, name="kept"),
    ),
    rows=_theme_days,
    paper="A4 landscape",
)

_COUNTED = (GENERAL, COMMITTEE, GROUP, LECTURE, THEME_DAY, LIFE)


def _attendance(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    people = {person.member_id: person for person in people_of_year(store, asked.year)}
    order = [standing.member.id for standing in everyone_on(store, asked.day)]
    listed = [people.pop(number) for number in order if number in people]
    found = [person for person in (*listed, *people.values()) if person.due]
    return [
        (person.member_id or 0, _attendance_row(number, person))
        for number, person in enumerate(found, 1)
    ]


def _attendance_row(number: int, person: PersonYear) -> list[Value]:
    came = (person.by_kind.get(kind) for kind in _COUNTED)
    return [
        number,
        person.name,
        person.due,
        person.present,
        person.on_leave,
        person.absent,
        person.made_up,
        "" if person.rate is None else f"{person.rate}%",
        *(f"{each[1]}/{each[0]}" if each else "" for each in came),
    ]


ATTENDANCE = Ledger(
    code="attendance",
    name="组织生活考勤台账",
    columns=(
        NUMBER,
        Field("姓名", Kind.NAME, width=5, name="name"),
        Field("应到次数", Kind.INTEGER, width=4, name="due"),
        Field("出席", Kind.INTEGER, width=3, name="present"),
        Field("请假", Kind.INTEGER, width=3, name="on_leave"),
        Field("缺席", Kind.INTEGER, width=3, name="absent"),
        Field("补课", Kind.INTEGER, width=3, name="made_up"),
        Field("出席率（含补课）", width=5, name="rate"),
        *(Field(f"{kind}实到/应到", width=5, name=f"of_{n}") for n, kind in enumerate(_COUNTED)),
    ),
    rows=_attendance,
    paper="A4 landscape",
)


def _elections(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = told_apart(store)
    found = [
        (minutes.meeting, ballot) for minutes in held_in(store, asked) for ballot in minutes.ballots
    ]
    return [
        (
            ballot.election.id or 0,
            [
                number,
                meeting.held_on,
                *(getattr(ballot.election, field.name) for field in _ELECTION),
                _votes(ballot.candidates, names),
                "、".join(name_in(one, names) for one in ballot.candidates if one.is_elected),
                ballot.election.approval,
            ],
        )
        for number, (meeting, ballot) in enumerate(found, 1)
    ]


def _votes(candidates: Iterable[Candidate], names: Mapping[int, str]) -> str:
    return "、".join(f"{name_in(one, names)}{one.yes}票" for one in candidates)


_ELECTION = tuple(
    field_of(Election, name)
    for name in ("office", "term", "seats", "due", "present", "issued", "returned", "valid")
)

ELECTIONS = Ledger(
    code="elections",
    name="换届选举台账",
    columns=(
        NUMBER,
        Field("选举日期", Kind.DATE, width=6, name="held_on"),
        *_ELECTION,
        Field("候选人得票", Kind.LONG_TEXT, width=16, name="votes"),
        Field("当选", Kind.LONG_TEXT, width=10, name="elected"),
        field_of(Election, "approval"),
    ),
    rows=_elections,
    paper="A4 landscape",
)
