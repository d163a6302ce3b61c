"""Meetings that are no more than a type, a day and pictures as yet: begun, not on record as held.

A picture put into a new meeting saves it first. Until it has a time, a place or a word of what was
done, it is as a draft is: a meeting that someone is about to enter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.meetings.reading import days_of, select

if TYPE_CHECKING:
    from models.store import Store

_QUERY = """
    SELECT DISTINCT meeting.id, held_on, kind, also, group_id, appraisal_year
    FROM attachment CROSS JOIN meeting ON meeting.id = attachment.owner_id
    WHERE attachment.owner_table = 'meeting' AND held_on BETWEEN ? AND ?
    AND starts_at = '' AND ends_at = '' AND meeting.name = '' AND venue = '' AND lecturer = ''
    AND recorder_id IS NULL AND recorder_name = '' AND observers = '' AND body = ''
    AND NOT EXISTS (
        SELECT 1 FROM agenda_item AS item WHERE item.meeting_id = meeting.id
        AND (
            item.report <> '' OR item.resolution <> '' OR item.reporter <> ''
            OR EXISTS (SELECT 1 FROM speech WHERE item_id = item.id)
            OR EXISTS (SELECT 1 FROM meeting_task WHERE item_id = item.id)
            OR EXISTS (SELECT 1 FROM vote WHERE item_id = item.id)
            OR EXISTS (SELECT 1 FROM election WHERE item_id = item.id)
        )
    )
"""
"""From the attachments on: most meetings of a file have none."""


def only_pictures(store: Store, year: int) -> list[dict[str, Any]]:
    """Return day, types, group and 评议年度 of such meetings of a year and the one after it."""
    return select(store, _QUERY, (days_of(year)[0], days_of(year + 1)[1]))
