"""View settings, remembered mappings and drafts: kept in the file, outside journal and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.digest import sha256

if TYPE_CHECKING:
    from models.database import Connection


def read_aside(conn: Connection, name: str) -> str:
    """Return what is kept under a name, "" for nothing."""
    row = conn.execute("SELECT body FROM aside WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def keep_aside(conn: Connection, name: str, body: str) -> None:
    """Write a view setting or draft in place of the last, with its check sum; "" removes it."""
    conn.execute("DELETE FROM aside WHERE name = ?", (name,))
    if body:
        number = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM aside").fetchone()[0]
        conn.execute(
            "INSERT INTO aside (id, branch_id, name, body, sum) VALUES (?, ?, ?, ?, ?)",
            (number, 0, name, body, aside_sum(number, name, body)),
        )


def aside_sum(number: int, name: str, body: str) -> str:
    """Return the check sum a view setting or draft is kept with."""
    return sha256(f"{number}\n{name}\n{body}")
