"""Finding any substring, from one character on, in every record's text.

One contentless FTS5 table holds each record's text with a space between characters; a query is a
phrase of its characters. Snippets are cut in Python from the record itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from models.fields import Kind, by_type, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.database import Connection
    from models.journal import Row

_SEARCHED = {
    Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.CHOICE, Kind.IDENTITY, Kind.PHONE,
}  # fmt: skip
_SNIPPET = 24
_LINE_END = "\N{SYMBOL FOR NEWLINE}"
INDEX = (
    "fts5(body, content='', contentless_delete=1,"
    " tokenize=\"unicode61 categories 'L* N* M* Co P* S*'\")"
)


class Hit(NamedTuple):
    """One record that holds the text looked for."""

    table: str
    record_id: int
    title: str
    snippet: str


@by_type
def columns_of(record_type: type[Any]) -> tuple[str, ...]:
    """Return the columns of a record type that are searched, its name keys last; () for none."""
    if not getattr(record_type, "searched", True):
        return ()
    names = [field.name for field in fields_of(record_type) if field.kind in _SEARCHED]
    return (*names, "keys") if hasattr(record_type, "keys") else tuple(names)


def text_of(record_type: type, row: Row) -> str:
    """Return a row's words, one column a line."""
    return "\n".join(filter(None, [row[name] for name in columns_of(record_type)]))


def spaced(text: str) -> str:
    """Return the text as it is indexed: no phrase runs from one line into the next."""
    return " ".join(text.replace("\n", _LINE_END))


def index(conn: Connection, table: str, row_id: int, text: str, *, branch_id: int) -> int:
    """Write a record's text into the index in place of what was there; return its number there."""
    number = _number(conn, table, row_id)
    if number is None:
        number = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM search_row").fetchone()[0]
        conn.execute(
            "INSERT INTO search_row (id, branch_id, table_name, row_id) VALUES (?, ?, ?, ?)",
            (number, branch_id, table, row_id),
        )
    conn.execute(
        "INSERT OR REPLACE INTO search (rowid, body) VALUES (?, ?)", (number, spaced(text))
    )
    return number


def forget(conn: Connection, table: str, row_id: int) -> list[int]:
    """Take a record's text out of the index; return the number it had there, if it had one."""
    number = _number(conn, table, row_id)
    if number is None:
        return []
    conn.execute("DELETE FROM search WHERE rowid = ?", (number,))
    conn.execute("DELETE FROM search_row WHERE id = ?", (number,))
    return [number]


def _number(conn: Connection, table: str, row_id: int) -> int | None:
    row = conn.execute(
        "SELECT id FROM search_row WHERE table_name = ? AND row_id = ?", (table, row_id)
    ).fetchone()
    return row[0] if row else None


def matches(conn: Connection, query: str, limit: int) -> list[tuple[str, int]]:
    """Return (table, row id) of the newest records whose indexed text holds the phrase."""
    phrase = spaced(query.strip()).replace('"', '""')
    numbers = conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        (f'"{phrase}"', limit),
    ).fetchall()
    found = (
        conn.execute("SELECT table_name, row_id FROM search_row WHERE id = ?", number).fetchone()
        for number in numbers
    )
    return [row for row in found if row]


def hits(
    conn: Connection, row_of: Callable[[str, int], Row | None], query: str, limit: int
) -> list[Hit]:
    """Return the newest records that hold `query`; what stands in an own column is its record's."""
    from models.own_columns import OwnValue  # noqa: PLC0415 - with the first search
    from models.tables import RECORDS  # noqa: PLC0415 - every kind of record, 20 ms

    found: dict[tuple[str, int], Hit] = {}
    for table, row_id in matches(conn, query, limit):
        row = row_of(table, row_id)
        if row is None:
            continue
        of, owner = (table, row_id), row
        if table == OwnValue.table:
            of = row["owner_table"], row["owner_id"]
            owner = row_of(*of) or {}
        title = owner.get("name") or RECORDS[of[0]].title
        found.setdefault(of, Hit(*of, title, snippet(text_of(RECORDS[table], row), query)))
    return list(found.values())


def snippet(text: str, query: str) -> str:
    """Return the text around the first place of `query`, on one line."""
    place = max(0, text.lower().find(query.lower()))
    begin = max(0, place - _SNIPPET)
    cut = text[begin : place + len(query) + _SNIPPET].replace("\n", " ")
    return ("…" if begin else "") + cut + ("…" if begin + len(cut) < len(text) else "")
