"""Members for tests, their numbers well formed, and the whole content of a file to compare."""

from __future__ import annotations

from models.members import Member
from models.tables import RECORDS

NUMBERS = ("11010519491231002X", "440524188001010014", "370101190102039973", "53010219200508011X")


def save(store, *names, title="登记"):
    """Enter one member a name in one step; return them."""
    with store.change(title) as change:
        return [change.save(Member(name=name)) for name in names]


def content(store):
    """Return every row of every record table, by table and id."""
    return {
        table: {row["id"]: row for row in rows(store.connection, table)}
        for table in sorted(RECORDS)
    }


def rows(conn, table):
    """Yield a table's rows as dictionaries."""
    cursor = conn.execute(f"SELECT * FROM {table} ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
