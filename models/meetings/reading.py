"""Reading what belongs to many meetings at once, by a condition on the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from models.database import translated
from models.fields import from_row

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store

R = TypeVar("R")
_WAYS = {
    "meeting": "",
    "attendance": "JOIN meeting ON meeting.id = attendance.meeting_id",
    "agenda_item": "JOIN meeting ON meeting.id = agenda_item.meeting_id",
    "candidate": (
        "JOIN election ON election.id = candidate.election_id"
        " JOIN agenda_item ON agenda_item.id = election.item_id"
        " JOIN meeting ON meeting.id = agenda_item.meeting_id"
    ),
}
_BY_ITEM = (
    "JOIN agenda_item ON agenda_item.id = {0}.item_id"
    " JOIN meeting ON meeting.id = agenda_item.meeting_id"
)
ONE = "meeting.id = ?"
BETWEEN = "meeting.held_on BETWEEN ? AND ?"


def of_meetings(store: Store, record_type: type[R], condition: str, *values: Any) -> list[R]:
    """Return the records of a type that belong to the meetings of a condition, in their order."""
    table = record_type.table  # type: ignore[attr-defined]
    way = _WAYS.get(table, _BY_ITEM.format(table))
    order = (
        "meeting.held_on, meeting.starts_at, meeting.id" if table == "meeting" else f"{table}.id"
    )
    sql = f"SELECT {table}.* FROM {table} {way} WHERE {condition} ORDER BY {order}"  # noqa: S608
    return [from_row(record_type, row) for row in select(store, sql, values)]


def select(store: Store, sql: str, values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """Return the rows of a query by column name."""
    with translated():
        cursor = store.connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def days_of(year: int) -> tuple[str, str]:
    """Return the first and last day of a year as they are stored."""
    return f"{year}-01-01", f"{year}-12-31"


def iso(first: date, last: date) -> tuple[str, str]:
    """Return two days as they are stored."""
    return first.isoformat(), last.isoformat()
