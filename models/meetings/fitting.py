"""A meeting that was open while the file went on: its parts fitted to what is still on file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.errors import NotFound
from models.meetings.minutes import Minutes, minutes_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from models.store import Store

    Known = AbstractSet[tuple[str, int | None]]


def fitting(store: Store, minutes: Minutes) -> Minutes:
    """Return a meeting in which what is no longer on file counts as new."""
    number = minutes.meeting.id
    if not number:
        return minutes
    try:
        on_file = minutes_of(store, number)
    except NotFound:
        return without_ids(minutes)
    return without_ids(minutes, {(part.table, part.id) for part in parts_of(on_file)})


def without_ids(minutes: Minutes, known: Known | None = None) -> Minutes:
    """Return a meeting as a new one, or with the ids alone that are known."""

    def bare(record: Any) -> Any:
        if known is not None and (record.table, record.id) in known:
            return record
        return replace(record, id=None)

    return Minutes(
        meeting=minutes.meeting if known is not None else replace(minutes.meeting, id=None),
        attendance=tuple(map(bare, minutes.attendance)),
        points=tuple(
            replace(
                point,
                item=bare(point.item),
                speeches=tuple(map(bare, point.speeches)),
                tasks=tuple(map(bare, point.tasks)),
                votes=tuple(map(bare, point.votes)),
                ballots=tuple(
                    replace(
                        ballot,
                        election=bare(ballot.election),
                        candidates=tuple(map(bare, ballot.candidates)),
                    )
                    for ballot in point.ballots
                ),
            )
            for point in minutes.points
        ),
    )
