"""Meetings that are no more than a type, a day and pictures as yet: begun, not on record as held.

A picture put into a new meeting saves it first. Until someone has it recorded it is as a draft is:
a meeting that is about to be entered. Whatever else is known of one, it counts as held.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.fields import from_row
from models.meetings.attending import PRESENT, with_counts
from models.meetings.minutes import minutes_of
from models.meetings.reading import iso, select
from models.meetings.records import Attendance, Meeting
from models.meetings.templates import chair_on, offered_topics
from models.own_columns import own_values_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.meetings.minutes import Minutes
    from models.store import Store

_QUERY = """
    SELECT meeting.* FROM (
        SELECT owner_id FROM attachment WHERE owner_table = 'meeting'
        GROUP BY owner_id HAVING min(media_type LIKE 'image/%')
    ) AS kept
    CROSS JOIN meeting ON meeting.id = kept.owner_id
    WHERE meeting.held_on BETWEEN ? AND ? AND meeting.recorded_at = ''
"""
"""From the attachments on: most meetings of a file have none. A scan may be of signed minutes."""


def only_pictures(store: Store, first: date, last: date) -> list[Meeting]:
    """Return such meetings of some days, both included."""
    rows = select(store, _QUERY, iso(first, last))
    found = [from_row(Meeting, row) for row in rows]
    return [one for one in found if says_nothing(store, minutes_of(store, one.id or 0))]


def begun_among(store: Store, meetings: Iterable[Meeting]) -> frozenset[int]:
    """Return the ids of those of some meetings; nothing is read where all of them are recorded."""
    days = [one.held_on for one in meetings if one.id and one.held_on and not one.recorded_at]
    if not days:
        return frozenset()
    return frozenset(one.id or 0 for one in only_pictures(store, min(days), max(days)))


def says_nothing(store: Store, minutes: Minutes) -> bool:
    """Return whether a meeting, saved or not, holds no more than a new one of its type and day.

    That is its chair, its agenda, and those who are due, taken to be present on a past day.
    """
    meeting, day = minutes.meeting, minutes.meeting.held_on
    plain = Meeting(
        id=meeting.id, kind=meeting.kind, also=meeting.also, held_on=day,
        group_id=meeting.group_id, chair_id=meeting.chair_id, recorded_at=meeting.recorded_at,
    )  # fmt: skip
    if day is None or meeting != with_counts(plain, minutes.attendance):
        return False
    return (
        all(map(_is_assumed, minutes.attendance))
        and all(point.is_bare for point in minutes.points)
        and _is_offered(store, minutes)
        and meeting.chair_id in {None, chair_on(store, day, meeting.group_id)}
        and not any(own_values_of(store, Meeting.table, meeting.id or 0).values())
    )


def _is_assumed(entry: Attendance) -> bool:
    typed = entry.reason or entry.made_up_on or entry.name
    return entry.status in {"", PRESENT} and not typed


def _is_offered(store: Store, minutes: Minutes) -> bool:
    """Return whether an agenda of its types gave every topic."""
    given = {topic for kind in minutes.meeting.kinds for topic in offered_topics(store, kind)}
    return all(point.item.topic.strip() in given for point in minutes.points)
