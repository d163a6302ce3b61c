"""What came before a meeting: its number in the year, and meetings to take an agenda from."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.meetings.numbering import numbered_in
from models.meetings.reading import BETWEEN, days_of, iso, of_meetings
from models.meetings.records import Meeting

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store

_BACK = timedelta(days=760)


def number_of(store: Store, meeting: Meeting) -> tuple[str, int]:
    """Return the numbering a meeting stands in first and its number there, 0 without a day."""
    if meeting.held_on is None:
        return meeting.kind, 0
    others = of_meetings(store, Meeting, BETWEEN, *days_of(meeting.year))
    year = [other for other in others if other.id != meeting.id]
    key = (meeting.held_on, meeting.starts_at or "99", meeting.id or 2**62)
    place = sum((other.held_on, other.starts_at or "", other.id or 0) < key for other in year)
    year.insert(place, meeting)
    numbers = numbered_in(store, year).get(meeting.id or 0, {})
    return next(iter(numbers.items()), (meeting.kind, 0))


def earlier(store: Store, kind: str, day: date, limit: int = 8) -> list[Meeting]:
    """Return the last meetings of a type up to a day, newest first, of the last two years."""
    found = of_meetings(store, Meeting, BETWEEN, *iso(day - _BACK, day))
    return [meeting for meeting in reversed(found) if kind in meeting.kinds][:limit]
