"""双重组织生活: what leading members took part in of the branch's own life, from its meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.branch.records import Group
from models.life.records import DualLife
from models.meetings.attending import PRESENT
from models.meetings.kinds import APPRAISAL, LIFE, THEME_DAY
from models.meetings.minutes import minutes_between
from models.meetings.only_pictures import begun_among
from models.meetings.people import listed, names_of
from models.members import records
from models.members.records import Period
from models.members.standing import members_on
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.meetings.minutes import Minutes
    from models.store import Store

AREA = "meetings"
_ATTENDED, _LECTURED = "参加会议", "讲党课"


def dual_life_of_year(
    store: Store, year: int, held: Sequence[Minutes] | None = None
) -> list[DualLife]:
    """Return what leading members took part in, by day: as entered, and as the meetings say.

    Whoever is on file as 领导干部 on the day of a meeting they came to has a line of it, without
    id; where they have an entry of that day, the entry holds. `held` are the meetings of the year,
    where they are read already.
    """
    own = [one for one in store.all(DualLife) if one.held_on and one.held_on.year == year]
    entered = {(one.member_id, one.held_on) for one in own}
    found = [*own, *(one for one in _attended(store, year, held) if _key(one) not in entered)]
    return sorted(found, key=lambda one: (one.held_on, one.id is None, one.id, one.member_id))


def _key(one: DualLife) -> tuple[int | None, date | None]:
    return one.member_id, one.held_on


def _attended(store: Store, year: int, held: Sequence[Minutes] | None) -> Iterator[DualLife]:
    leading = store.where(Period, aspect=records.LEADING)
    if not leading:
        return
    names, body = names_of(store), store.branch.heading
    groups = {group.id: group.name for group in store.all(Group)}
    if held is None:
        held = minutes_between(store, date(year, 1, 1), date(year, 12, 31))
    begun = begun_among(store, (minutes.meeting for minutes in held))
    for minutes in held:
        meeting, day = minutes.meeting, minutes.meeting.held_on
        if meeting.id in begun:
            continue
        offices = {one.member_id: one.value for one in leading if day and one.covers(day)}
        for entry in minutes.attendance:
            number = entry.member_id or 0
            if number in offices and entry.status == PRESENT:
                yield DualLife(
                    held_on=day,
                    member_id=number,
                    office=offices[number],
                    meeting_id=meeting.id,
                    kind=_part_in(minutes, number, names),
                    body=groups.get(meeting.group_id, body),
                    content=f"{'、'.join(meeting.kinds)}：{meeting.name}".rstrip("："),
                )


def _part_in(minutes: Minutes, number: int, names: Mapping[int, str]) -> str:
    """Return the form of taking part, as resources/codes/dual_kind.toml calls it."""
    if names.get(number, "") in listed(minutes.meeting.lecturer, names.values()):
        return _LECTURED
    kinds = (kind for kind in (LIFE, APPRAISAL, THEME_DAY) if kind in minutes.meeting.kinds)
    return next(kinds, _ATTENDED)


def dual_life_findings(
    store: Store, year: int, day: date, held: Sequence[Minutes] | None = None
) -> list[Finding]:
    """Return the leading members of whom a year that is over, or nearly, shows no part in it.

    `held` are the meetings of the year, where they are read already.
    """
    found, reminder = rule(AREA, "dual-life"), rule(AREA, "dual-life-reminder")
    if day.year < year or (day.year == year and day.month < reminder["remind_from_month"]):
        return []
    there = {one.member_id for one in dual_life_of_year(store, year, held)}
    return [
        Finding(
            found,
            f"{person.member.name}是领导干部，{year}年未见参加所在支部组织生活的记录："
            "参加过的请补录，没有参加的请提醒本人。",
            DualLife.table,
        )
        for person in members_on(store, min(day, date(year, 12, 31)))
        if person.current(records.LEADING) and person.member.id not in there
    ]
