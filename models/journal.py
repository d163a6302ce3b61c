"""The journal: what was changed, when and from what to what; undo is read from it and added to it.

Each entry's hash is SHA-256 over the previous entry's hash and the canonical JSON of the entry and
its changes, so a line altered later shows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from models import database
from models.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from models.database import Connection

Row = dict[str, Any]
Key = tuple[str, str, Any]
StoredChange = tuple[str, int, "str | None", "str | None"]


class Entry(NamedTuple):
    """One step of the journal: its number, local ISO time, title, and the entry it takes back."""

    id: int
    time: str
    title: str
    undoes: int | None = None


class RowChange(NamedTuple):
    """One row's columns that differ: `before` is None for a new row, `after` for a deleted one."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None

    @property
    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.row_id, self.after, self.before)

    def is_as_left(self, present: Row | None) -> bool:
        """Return whether the row still is as this change left it."""
        if self.after is None or present is None:
            return self.after is present
        if self.before is None:
            return self.after == present
        return self.after.items() <= present.items()

    @property
    def stored(self) -> StoredChange:
        """The change as the file spells it."""
        return self.table, self.row_id, _or_null(self.before), _or_null(self.after)


class HistoryItem(NamedTuple):
    """One change of one record, with the step it was part of."""

    entry: Entry
    change: RowChange


def to_json(value: Any) -> str:
    """Return JSON in the one spelling that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(previous: str, entry: Entry, schema: int, changes: Iterable[StoredChange]) -> str:
    """Return the hash that ties an entry to all before it."""
    head = to_json([entry.time, entry.title, entry.undoes, schema]).removesuffix("]")
    spelt = ",".join(
        f'["{table}",{row_id},{before or "null"},{after or "null"}]'
        for table, row_id, before, after in changes
    )
    return sha256(f"{previous}{head},[{spelt}]]")


def last_hash(conn: Connection) -> str:
    """Return the newest entry's hash, "" in an empty journal."""
    row = conn.execute("SELECT hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def write_entry(
    conn: Connection, entry: Entry, changes: list[RowChange], *, schema: int, branch_id: int
) -> None:
    """Add an entry and its changes; the caller holds the transaction."""
    stored = [change.stored for change in changes]
    digest = entry_hash(last_hash(conn), entry, schema, stored)
    conn.execute(
        "INSERT INTO journal (id, branch_id, time, title, undoes, schema, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.id, branch_id, entry.time, entry.title, entry.undoes, schema, digest),
    )
    first = conn.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0] + 1
    conn.executemany(
        "INSERT INTO change (id, branch_id, journal_id, table_name, row_id, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((number, branch_id, entry.id, *change) for number, change in enumerate(stored, first)),
    )


def _or_null(row: Row | None) -> str | None:
    return None if row is None else to_json(row)


def changes_of(conn: Connection, entry_id: int) -> list[RowChange]:
    """Return an entry's changes in the order they were made."""
    return [read_change(*change) for change in stored_changes(conn, entry_id)]


def stored_changes(conn: Connection, entry_id: int) -> list[StoredChange]:
    """Return an entry's changes as the file spells them."""
    found: list[StoredChange] = conn.execute(
        "SELECT table_name, row_id, before, after FROM change WHERE journal_id = ? ORDER BY id",
        (entry_id,),
    ).fetchall()
    return found


def read_change(table: str, row_id: int, before: str | None, after: str | None) -> RowChange:
    """Return a change from its spelling in the file."""
    old, new = (None if text is None else json.loads(text) for text in (before, after))
    return RowChange(table, row_id, old, new)


def entry(conn: Connection, entry_id: int) -> tuple[Entry, int] | None:
    """Return an entry and the schema it was written under."""
    row = conn.execute(
        "SELECT id, time, title, undoes, schema FROM journal WHERE id = ?", (entry_id,)
    ).fetchone()
    return row and (Entry(*row[:4]), row[4])


def entries(conn: Connection, limit: int) -> list[Entry]:
    """Return the newest entries, newest first."""
    rows = conn.execute(
        "SELECT id, time, title, undoes FROM journal ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [Entry(*row) for row in rows]


def history(conn: Connection, table: str, row_id: int, limit: int) -> Iterator[HistoryItem]:
    """Yield the changes of one row, newest first."""
    rows = conn.execute(
        "SELECT j.id, j.time, j.title, j.undoes, c.table_name, c.row_id, c.before, c.after"
        " FROM change c JOIN journal j ON j.id = c.journal_id"
        " WHERE (c.table_name = ?1 AND c.row_id = ?2) OR (c.table_name = 'own_value' AND c.row_id IN"
        " (SELECT row_id FROM change WHERE table_name = 'own_value' AND before IS NULL"
        " AND after ->> 'owner_id' = ?2 AND after ->> 'owner_table' = ?1))"
        " ORDER BY c.id DESC LIMIT ?3",
        (table, row_id, limit),
    )
    return (HistoryItem(Entry(*row[:4]), read_change(*row[4:])) for row in rows)


def undo_stacks(conn: Connection) -> tuple[list[int], list[int]]:
    """Return the entries that can be undone and those that can be redone, the next one last.

    An entry that takes back an undo (a redo) is itself undone next, and so on.
    """
    undoable: list[int] = []
    redoable: list[int] = []
    for entry_id, undoes in conn.execute("SELECT id, undoes FROM journal ORDER BY id"):
        push(undoable, redoable, entry_id, undoes)
    return undoable, redoable


def push(undoable: list[int], redoable: list[int], entry_id: int, undoes: int | None) -> None:
    """Bring the two stacks up to date with one more entry."""
    if undoes in redoable:
        redoable.remove(undoes)
        undoable.append(entry_id)
    elif undoes in undoable:
        undoable.remove(undoes)
        redoable.append(entry_id)
    else:
        undoable.append(entry_id)
        redoable.clear()


def taken_back_by(conn: Connection, entry_id: int) -> Entry | None:
    """Return the entry that undid another and was not undone in turn, None if there is none."""
    undone_by = conn.execute("SELECT id FROM journal WHERE undoes = ?", (entry_id,)).fetchall()
    undo = next((later for (later,) in undone_by if taken_back_by(conn, later) is None), None)
    found = entry(conn, undo) if undo else None
    return found and found[0]


def first_conflict(conn: Connection, change: RowChange, among: Container[int]) -> Entry | None:
    """Return the first of some entries that touched what the change touched."""
    rows = conn.execute(
        "SELECT j.id, j.time, j.title, j.undoes, c.table_name, c.row_id, c.before, c.after"
        " FROM change c JOIN journal j ON j.id = c.journal_id"
        " WHERE c.table_name = ? AND c.row_id = ? ORDER BY c.id",
        (change.table, change.row_id),
    )
    for row in rows:
        if row[0] in among and _overlap(change, read_change(*row[4:])):
            return Entry(*row[:4])
    return None


def standing_on(
    conn: Connection, changes: Iterable[RowChange], later: Iterable[int]
) -> Entry | None:
    """Return the first of the later entries that would lose its way back with these changes."""
    named = _footing(conn, later)
    first = min((named[key] for key in _holdings(conn, changes) if key in named), default=None)
    found = entry(conn, first) if first else None
    return found and found[0]


def _footing(conn: Connection, entry_ids: Iterable[int]) -> dict[Key, int]:
    """Return what some entries stand on: rows they refer to, values that may stand once.

    Each is given with the first of the entries that names it. Taking such a row or value away
    alone would leave that entry without a way back.
    """
    referred: dict[str, list[tuple[str, str]]] = {}
    for table, column, parent in database.references(conn):
        referred.setdefault(table, []).append((column, parent))
    unique = database.unique_by_table(conn)
    found: dict[Key, int] = {}
    for entry_id in entry_ids:
        for change in changes_of(conn, entry_id):
            for side in filter(None, (change.before, change.after)):
                for column, parent in referred.get(change.table, ()):
                    found.setdefault((parent, "id", side.get(column)), entry_id)
                if "owner_id" in side:
                    found.setdefault((side["owner_table"], "id", side["owner_id"]), entry_id)
            for key in _once(change, unique, _NAMED):
                found.setdefault(key, entry_id)
    return found


def _holdings(conn: Connection, changes: Iterable[RowChange]) -> Iterator[Key]:
    """Yield what later entries may stand on that taking these changes back would take away."""
    unique = database.unique_by_table(conn)
    for change in changes:
        if change.before is None or change.after is None:
            yield change.table, "id", change.row_id
        yield from _once(change, unique, _HELD)


def _once(
    change: RowChange,
    unique: Mapping[str, frozenset[tuple[str, ...]]],
    matching: Mapping[str, tuple[str, ...]],
) -> Iterator[Key]:
    """Yield the values a change names that may stand once.

    A row put in or taken out tells a group of columns whole; an alteration may tell a part of it,
    and then any row with that part in common may be the one it would collide with.
    """
    for side in filter(None, (change.before, change.after)):
        for key in unique.get(change.table, ()):
            told = [column for column in key if side.get(column)]
            extent = _WHOLE if len(told) == len(key) else _PART
            if extent == _WHOLE:
                yield change.table, ",".join(key), tuple(side[column] for column in key)
            if len(key) > 1:
                for column in told:
                    yield from (
                        (change.table, f"{column} {other}", side[column])
                        for other in matching[extent]
                    )


_WHOLE, _PART = "whole", "part"
_NAMED = {_WHOLE: (_WHOLE,), _PART: (_PART,)}
_HELD = {_WHOLE: (_PART,), _PART: (_WHOLE, _PART)}


def _overlap(one: RowChange, other: RowChange) -> bool:
    if None in (one.before, one.after, other.before, other.after):
        return True
    return not (one.after or {}).keys().isdisjoint(other.after or {})


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Row, Row]:
    """Return the columns that differ, as they were and as they are."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
