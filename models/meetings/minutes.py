"""A meeting with all that belongs to it, read and written as one."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from models.attachments import attachments_of
from models.fields import from_row, to_row
from models.meetings.attending import with_counts
from models.meetings.naming import name_of_meeting
from models.meetings.reading import BETWEEN, ONE, iso, of_meetings
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    Speech,
    Vote,
)
from models.own_columns import remove_own, set_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.store import Store

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """An election and who was voted on."""

    election: Election
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the agenda and what was said, voted and given to someone under it."""

    item: AgendaItem
    speeches: tuple[Speech, ...] = ()
    tasks: tuple[MeetingTask, ...] = ()
    votes: tuple[Vote, ...] = ()
    ballots: tuple[Ballot, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands under its topic."""
        item = self.item
        written = (item.report, item.resolution, item.reporter)
        return not (
            any(text.strip() for text in written)
            or self.speeches
            or self.tasks
            or self.votes
            or self.ballots
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A meeting, who attended, and the points of its agenda."""

    meeting: Meeting
    attendance: tuple[Attendance, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def votes(self) -> tuple[Vote, ...]:
        """Every vote of the meeting."""
        return tuple(vote for point in self.points for vote in point.votes)

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """Every election of the meeting."""
        return tuple(ballot for point in self.points for ballot in point.ballots)

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """Every speech of the meeting."""
        return tuple(speech for point in self.points for speech in point.speeches)


def minutes_of(store: Store, meeting_id: int) -> Minutes:
    """Return a meeting with all that belongs to it.

    Raises:
        NotFound: if it is not on file.
    """
    return _assembled(store, [store.get(Meeting, meeting_id)], ONE, meeting_id)[0]


def minutes_between(store: Store, first: date, last: date) -> list[Minutes]:
    """Return the meetings of some days, both included, with all that belongs to them."""
    days = iso(first, last)
    return _assembled(store, of_meetings(store, Meeting, BETWEEN, *days), BETWEEN, *days)


def _assembled(
    store: Store, meetings: list[Meeting], condition: str, *values: Any
) -> list[Minutes]:
    def by(record_type: type[R], column: str) -> dict[int, list[R]]:
        found: dict[int, list[R]] = defaultdict(list)
        for record in of_meetings(store, record_type, condition, *values):
            found[getattr(record, column)].append(record)
        for records in found.values():
            records.sort(key=lambda record: getattr(record, "place", 0))
        return found

    candidates = by(Candidate, "election_id")
    elections, votes = by(Election, "item_id"), by(Vote, "item_id")
    speeches, tasks = by(Speech, "item_id"), by(MeetingTask, "item_id")
    items, attendance = by(AgendaItem, "meeting_id"), by(Attendance, "meeting_id")

    def point(item: AgendaItem) -> Point:
        key = item.id or 0
        ballots = (
            Ballot(election=one, candidates=tuple(candidates[one.id or 0]))
            for one in elections[key]
        )
        return Point(
            item=item,
            speeches=tuple(speeches[key]),
            tasks=tuple(tasks[key]),
            votes=tuple(votes[key]),
            ballots=tuple(ballots),
        )

    return [
        Minutes(
            meeting=meeting,
            attendance=tuple(attendance[meeting.id or 0]),
            points=tuple(map(point, items[meeting.id or 0])),
        )
        for meeting in meetings
    ]


def parts_of(minutes: Minutes) -> Iterator[Any]:
    """Yield every record that belongs to a meeting, itself not."""
    yield from minutes.attendance
    for point in minutes.points:
        yield point.item
        yield from (*point.speeches, *point.tasks, *point.votes)
        for ballot in point.ballots:
            yield ballot.election
            yield from ballot.candidates


def save(
    store: Store,
    minutes: Minutes,
    own: Mapping[str, Any] | None = None,
    *,
    is_recorded: bool = True,
) -> Minutes:
    """Write a meeting and all that belongs to it, as one step; return it with its ids.

    `own` is what stands in the columns that the branch added, by field name. One that is not
    recorded yet is on file only for what is kept with it (see models.meetings.only_pictures).

    Raises:
        InvalidRecord, NotFound: with nothing written.
    """
    verb = "修改" if minutes.meeting.id else "登记"
    with store.change(f"{verb}{name_of_meeting(store, minutes.meeting)}") as change:
        made = save_in(store, change, minutes, is_recorded=is_recorded)
        set_own(change, Meeting.table, made.meeting.id or 0, own or {})
        return made


def save_in(store: Store, change: Change, minutes: Minutes, *, is_recorded: bool = True) -> Minutes:
    """Write a meeting within a step; what it no longer has is taken off the file."""
    from models.store import now  # noqa: PLC0415 - store lists this area's records

    given = minutes.meeting
    if given.id:
        _drop(change, minutes_of(store, given.id), minutes)
    counted = with_counts(given, minutes.attendance)
    at = counted.recorded_at or (now() if is_recorded else "")
    meeting = change.save(replace(counted, recorded_at=at))
    number = meeting.id or 0
    return Minutes(
        meeting=meeting,
        attendance=tuple(change.save(replace(e, meeting_id=number)) for e in minutes.attendance),
        points=tuple(
            _save_point(change, replace(point.item, meeting_id=number, place=place), point)
            for place, point in enumerate(minutes.points, 1)
        ),
    )


def _save_point(change: Change, item: AgendaItem, point: Point) -> Point:
    item = change.save(item)

    def put(records: Sequence[R]) -> tuple[R, ...]:
        return tuple(
            change.save(replace(record, item_id=item.id, place=place))  # type: ignore[type-var]
            for place, record in enumerate(records, 1)
        )

    elections = put([ballot.election for ballot in point.ballots])
    return Point(
        item=item,
        speeches=put(point.speeches),
        tasks=put(point.tasks),
        votes=put(point.votes),
        ballots=tuple(
            Ballot(election=election, candidates=_save_candidates(change, election, ballot))
            for election, ballot in zip(elections, point.ballots, strict=True)
        ),
    )


def _save_candidates(change: Change, election: Election, ballot: Ballot) -> tuple[Candidate, ...]:
    return tuple(
        change.save(replace(candidate, election_id=election.id or 0, place=place))
        for place, candidate in enumerate(ballot.candidates, 1)
    )


def _drop(change: Change, before: Minutes, after: Minutes) -> None:
    kept = {(part.table, part.id) for part in parts_of(after)}
    for part in parts_of(before):
        if (part.table, part.id) not in kept:
            change.delete(part)


def remove(store: Store, *meetings: Meeting) -> None:
    """Take meetings off the file, with all that belongs to them, as one step."""
    what = name_of_meeting(store, *meetings) if len(meetings) == 1 else f"{len(meetings)}次会议"
    with store.change(f"删除{what}") as change:
        for meeting in meetings:
            _release(store, change, meeting)
            for part in parts_of(minutes_of(store, meeting.id or 0)):
                change.delete(part)
            for attached in attachments_of(store, meeting):
                change.delete(attached)
            remove_own(change, Meeting.table, meeting.id or 0)
            change.delete(meeting)


def _release(store: Store, change: Change, meeting: Meeting) -> None:
    """Keep what only refers to a meeting: an appraisal, a problem, a leader's part in it."""
    from models.life.records import (  # noqa: PLC0415 - its fields are built on this area's
        Appraisal,
        DualLife,
        LifeEntry,
    )

    for record_type in (Appraisal, LifeEntry, DualLife):
        for record in store.where(record_type, meeting_id=meeting.id):
            change.save(replace(record, meeting_id=None))  # type: ignore[type-var]


def copied(minutes: Minutes, day: date) -> Minutes:
    """Return a new meeting like an earlier one: its facts and topics, nothing that was said or done."""
    meeting = replace(
        minutes.meeting,
        id=None, held_on=day, ends_on=None, serial=None, body="", remark="", recorded_at="",
        due=None, present=None, voters_due=None, voters_present=None, has_typed_counts=False,
        appraisal_year=None,
    )  # fmt: skip
    points = tuple(
        Point(item=replace(point.item, id=None, meeting_id=0, report="", resolution=""))
        for point in minutes.points
    )
    return Minutes(meeting=meeting, points=points)


def to_text(minutes: Minutes) -> str:
    """Return a meeting as text, to keep as a draft."""
    return json.dumps(
        {
            "meeting": to_row(minutes.meeting),
            "attendance": _rows(minutes.attendance),
            "points": [
                {
                    "item": to_row(point.item),
                    "speeches": _rows(point.speeches),
                    "tasks": _rows(point.tasks),
                    "votes": _rows(point.votes),
                    "ballots": [
                        {"election": to_row(b.election), "candidates": _rows(b.candidates)}
                        for b in point.ballots
                    ],
                }
                for point in minutes.points
            ],
        },
        ensure_ascii=False,
    )


def from_text(text: str) -> Minutes:
    """Return the meeting that `to_text` spelt."""
    data = json.loads(text)
    return Minutes(
        meeting=from_row(Meeting, data["meeting"]),
        attendance=_read(Attendance, data["attendance"]),
        points=tuple(
            Point(
                item=from_row(AgendaItem, point["item"]),
                speeches=_read(Speech, point["speeches"]),
                tasks=_read(MeetingTask, point["tasks"]),
                votes=_read(Vote, point["votes"]),
                ballots=tuple(
                    Ballot(
                        election=from_row(Election, ballot["election"]),
                        candidates=_read(Candidate, ballot["candidates"]),
                    )
                    for ballot in point["ballots"]
                ),
            )
            for point in data["points"]
        ),
    )


def _rows(records: Iterable[Any]) -> list[dict[str, Any]]:
    return [to_row(record) for record in records]


def _read(record_type: type[R], rows: Iterable[dict[str, Any]]) -> tuple[R, ...]:
    return tuple(from_row(record_type, row) for row in rows)
