"""What a year of meetings says of each member: attendance and 学时."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.life.records import Study
from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.kinds import Kinds
from models.meetings.only_pictures import begun_among
from models.meetings.people import told_apart
from models.meetings.reading import BETWEEN, days_of, of_meetings, select
from models.meetings.records import Attendance, Meeting
from models.meetings.settings import MeetingSettings, meeting_settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.store import Store


@dataclass(slots=True)
class PersonYear:
    """One person's year: how often they should have come, came, and what they learnt, in tenths.

    A person who is not on file any more is known by name alone.
    """

    member_id: int | None
    name: str
    due: int = 0
    present: int = 0
    on_leave: int = 0
    absent: int = 0
    made_up: int = 0
    open: int = 0
    by_kind: dict[str, tuple[int, int]] = field(default_factory=dict)
    from_meetings: int = 0
    from_entries: int = 0

    @property
    def hours(self) -> int:
        """学时 of the year in tenths."""
        return self.from_meetings + self.from_entries

    @property
    def rate(self) -> int | None:
        """Attendance in whole percent, 补课 counted as coming; None where nothing was asked."""
        asked = self.due - self.open
        return (self.present + self.made_up) * 100 // asked if asked else None


def times_present(store: Store, members: Iterable[int]) -> int:
    """Return to how many meetings one or more of some members came, in all the years on file."""
    query = "SELECT DISTINCT meeting_id FROM attendance WHERE status = ? AND member_id = ?"
    return len(
        {row["meeting_id"] for one in members for row in select(store, query, (PRESENT, one))}
    )


@dataclass(frozen=True, slots=True)
class StudyTaken:
    """学时 that someone gained on a day, in tenths, and what by."""

    held_on: date
    content: str
    form: str
    organiser: str
    hours: int
    table: str
    record_id: int


_FIELDS = {
    PRESENT: "present",
    ON_LEAVE: "on_leave",
    ABSENT: "absent",
    MADE_UP: "made_up",
    "": "open",
}


def study_hours(meeting: Meeting, kinds: Kinds, settings: MeetingSettings) -> int:
    """Return the 学时 a meeting gives in tenths: as entered, else by its length if it is for study."""
    if meeting.study is not None:
        return meeting.study
    if not any(kinds[kind].is_study for kind in meeting.kinds) or not meeting.span:
        return 0
    begin, end = meeting.starts_at, meeting.ends_at
    minutes = (int(end[:2]) - int(begin[:2])) * 60 + int(end[3:]) - int(begin[3:])
    same_day = meeting.last_day == meeting.held_on
    return max(0, minutes) * 10 // settings.minutes_an_hour if same_day else 0


def people_of_year(store: Store, year: int) -> list[PersonYear]:
    """Return everyone who was asked to a meeting or learnt something in a year, by member id."""
    kinds, settings = Kinds.of(store), meeting_settings(store)
    names = told_apart(store)
    people: dict[tuple[int | None, str], PersonYear] = {}

    def person(number: int | None, name: str) -> PersonYear:
        key = (number, "" if number else name)
        known = names.get(number, name) if number else name
        return people.setdefault(key, PersonYear(number, known))

    held = of_meetings(store, Meeting, BETWEEN, *days_of(year))
    begun = begun_among(store, held)
    meetings = {meeting.id: meeting for meeting in held if meeting.id not in begun}
    rows = select(
        store,
        "SELECT a.meeting_id, a.member_id, a.name, a.status, a.is_counted FROM meeting"
        " JOIN attendance a ON a.meeting_id = meeting.id WHERE meeting.held_on BETWEEN ? AND ?",
        days_of(year),
    )
    for row in rows:
        if (meeting := meetings.get(row["meeting_id"])) is None:
            continue
        _count(
            person(row["member_id"], row["name"]), row["status"], meeting, bool(row["is_counted"])
        )
        if row["status"] in {PRESENT, MADE_UP}:
            hours = study_hours(meeting, kinds, settings)
            person(row["member_id"], row["name"]).from_meetings += hours
    for study in _studies(store, year):
        person(study.member_id, study.name).from_entries += study.hours
    return sorted(people.values(), key=lambda one: (one.member_id is None, one.member_id, one.name))


def _count(person: PersonYear, status: str, meeting: Meeting, is_counted: bool) -> None:  # noqa: FBT001
    if not is_counted:
        return
    person.due += 1
    name = _FIELDS.get(status, "absent")
    setattr(person, name, getattr(person, name) + 1)
    for kind in meeting.kinds:
        due, came = person.by_kind.get(kind, (0, 0))
        person.by_kind[kind] = due + 1, came + (status == PRESENT)


def studies_of(store: Store, member_id: int, year: int) -> list[StudyTaken]:
    """Return what a member learnt in a year, from meetings and own entries, by day."""
    return studies_by_member(store, year).get(member_id, [])


def studies_by_member(store: Store, year: int) -> dict[int, list[StudyTaken]]:
    """Return member id to what each learnt in a year, from meetings and own entries, by day."""
    kinds, settings = Kinds.of(store), meeting_settings(store)
    given = {
        m.id: StudyTaken(
            m.held_on, m.name or m.kind, m.kind, "本支部", hours, Meeting.table, m.id or 0
        )
        for m in of_meetings(store, Meeting, BETWEEN, *days_of(year))
        if m.held_on and (hours := study_hours(m, kinds, settings))
    }
    found: dict[int, list[StudyTaken]] = defaultdict(list)
    condition = f"{BETWEEN} AND attendance.status IN (?, ?)"
    for entry in of_meetings(store, Attendance, condition, *days_of(year), PRESENT, MADE_UP):
        if entry.member_id and entry.meeting_id in given:
            found[entry.member_id].append(given[entry.meeting_id])
    for s in _studies(store, year):
        if s.member_id and s.held_on:
            taken = StudyTaken(
                s.held_on, s.content, s.form, s.organiser, s.hours, Study.table, s.id or 0
            )
            found[s.member_id].append(taken)
    for each in found.values():
        each.sort(key=lambda one: (one.held_on, one.table, one.record_id))
    return dict(found)


def _studies(store: Store, year: int) -> list[Study]:
    """Return own entries of a year: each counts in the year it began in, as years stay apart."""
    return [one for one in store.all(Study) if one.held_on and one.held_on.year == year]


def attendance_marks(store: Store, year: int) -> dict[int, dict[int, str]]:
    """Return meeting id to member id to status of a year, for a sheet of members by meetings."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for entry in of_meetings(store, Attendance, BETWEEN, *days_of(year)):
        if entry.member_id:
            found[entry.meeting_id][entry.member_id] = entry.status
    return dict(found)
