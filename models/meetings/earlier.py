"""What came before a meeting: its number in the year, and meetings to take an agenda from."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.meetings.kinds import Kinds
from models.meetings.numbering import numbered
from models.meetings.reading import BETWEEN, days_of, iso, of_meetings
from models.meetings.records import Meeting
from models.meetings.settings import meeting_settings

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
    numbers = numbered(year, Kinds.of(store), main_only=meeting_settings(store).main_only).get(
        meeting.id or 0, {}
    )
    return next(iter(numbers.items()), (meeting.kind, 0))


def earlier(store: Store, kind: str, day: date, limit: int = 8) -> list[Meeting]:
    """Return the last meetings of a type up to a day, newest first, of the last two years."""
    found = of_meetings(store, Meeting, BETWEEN, *iso(day - _BACK, day))
    return [meeting for meeting in reversed(found) if kind in meeting.kinds][:limit]
