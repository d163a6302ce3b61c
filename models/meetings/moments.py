"""Which meeting a moment belongs to: a photograph is offered to the one it was taken at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.meetings.reading import BETWEEN, iso, of_meetings
from models.meetings.records import Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.store import Store

_AROUND = timedelta(hours=2)


def meeting_at(store: Store, moment: datetime) -> Meeting | None:
    """Return the meeting held at a moment, else the nearest within two hours, else one of that day.

    Of a day with several meetings whose hours are not known none is chosen.
    """
    day = moment.date()
    held = [
        meeting
        for meeting in of_meetings(store, Meeting, BETWEEN, *iso(day - timedelta(days=31), day))
        if meeting.held_on and meeting.held_on <= day <= (meeting.last_day or day)
    ]
    timed = [
        (_distance(meeting, moment), meeting.id or 0, meeting)
        for meeting in held
        if meeting.starts_at
    ]
    near = [each for each in timed if each[0] <= _AROUND]
    if near:
        return min(near)[2]
    return held[0] if len(held) == 1 else None


def belonging_elsewhere(
    store: Store, meeting: Meeting, moments: Sequence[datetime | None]
) -> list[tuple[Meeting, list[int]]]:
    """Return the other meetings that moments belong to rather than to this, with their places."""
    found: dict[int, tuple[Meeting, list[int]]] = {}
    for place, moment in enumerate(moments):
        other = moment and meeting_at(store, moment)
        if not moment or not other or other.id == meeting.id or _suits(meeting, other, moment):
            continue
        found.setdefault(other.id or 0, (other, []))[1].append(place)
    return list(found.values())


def _suits(meeting: Meeting, other: Meeting, moment: datetime) -> bool:
    """Return whether a moment belongs to a meeting no less than to another."""
    day = moment.date()
    if not meeting.held_on or not meeting.held_on <= day <= (meeting.last_day or day):
        return False
    if not meeting.starts_at:
        return False
    return not other.starts_at or _distance(meeting, moment) <= _distance(other, moment)


def _distance(meeting: Meeting, moment: datetime) -> timedelta:
    """Return how far a moment lies outside a meeting's hours, nothing if within them."""
    if meeting.last_day != meeting.held_on:
        return timedelta(0)
    starts = _on(moment.date(), meeting.starts_at)
    ends = _on(moment.date(), meeting.ends_at) if meeting.ends_at else starts + _AROUND
    moment = moment.replace(tzinfo=None)
    return max(starts - moment, moment - ends, timedelta(0))


def _on(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}")
