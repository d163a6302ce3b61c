"""The meetings behind one cell of the year overview."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.meetings.kinds import APPRAISAL, GROUP, LIFE, Kinds
from models.meetings.overview import months_words
from models.meetings.reading import BETWEEN, days_of, of_meetings, select
from models.meetings.records import Meeting, NotHeld
from models.meetings.settings import meeting_settings

if TYPE_CHECKING:
    from models.meetings.overview import Cell, Overview, Row
    from models.store import Store


def meetings_of_year(store: Store, year: int) -> list[Meeting]:
    """Return the meetings held in a year, by day and time."""
    return of_meetings(store, Meeting, BETWEEN, *days_of(year))


def has_meetings(store: Store) -> bool:
    """Return whether any meeting is on file."""
    return bool(select(store, "SELECT 1 AS one FROM meeting LIMIT 1"))


def meetings_in(store: Store, year: int, row: Row, cell: Cell) -> list[Meeting]:
    """Return the meetings that a cell of a year counts, held or planned, by day and time."""
    kinds, main_only = Kinds.of(store), meeting_settings(store).main_only
    first, last = days_of(year)[0], days_of(year + 1)[1]
    return [
        meeting
        for meeting in of_meetings(store, Meeting, BETWEEN, first, last)
        if row.kind in kinds.counted(meeting, main_only=main_only)
        and _stands_in(meeting, year, row, cell)
    ]


def _stands_in(meeting: Meeting, year: int, row: Row, cell: Cell) -> bool:
    if row.kind in {LIFE, APPRAISAL}:
        return (meeting.appraisal_year or meeting.year) == year
    if meeting.held_on is None or meeting.year != year:
        return False
    group = row.group.id if row.group else None
    is_theirs = row.kind != GROUP or meeting.group_id in {None, group}
    return is_theirs and cell.first <= meeting.held_on.month <= cell.last


def reasons_for(store: Store, year: int, row: Row, cell: Cell) -> list[NotHeld]:
    """Return what was written on why a cell's meeting was not held."""
    group = row.group.id if row.group else None
    return [
        one
        for one in store.where(NotHeld, kind=row.kind, year=year, group_id=group)
        if cell.first <= one.month <= cell.last
    ]


def of_reason(store: Store, overview: Overview, number: int) -> tuple[Row, Cell] | None:
    """Return the cell of a year that a reason on file stands in, None if there is none."""
    return next(
        (
            (row, cell)
            for row in overview.rows
            for cell in row.cells
            if cell.reason
            and number in {one.id for one in reasons_for(store, overview.year, row, cell)}
        ),
        None,
    )


def explain(store: Store, year: int, row: Row, cell: Cell, reason: str) -> None:
    """Keep why a cell's meeting was not held, as one step; "" takes the reason back.

    Raises:
        InvalidRecord: with nothing written.
    """
    known = reasons_for(store, year, row, cell)
    verb = "写明" if reason.strip() else "去掉"
    months = months_words(cell.first, cell.last)
    with store.change(f"{verb}{year}年{months}{row.name}的未开原因") as change:
        for extra in known if not reason.strip() else known[1:]:
            change.delete(extra)
        if not reason.strip():
            return
        made = known[0] if known else _not_held(year, row, cell)
        change.save(replace(made, reason=reason.strip()))


def _not_held(year: int, row: Row, cell: Cell) -> NotHeld:
    from models.store import now  # noqa: PLC0415 - store lists this area's records

    group = row.group.id if row.group else None
    return NotHeld(
        kind=row.kind, year=year, month=cell.first, group_id=group, reason="", recorded_at=now()
    )
