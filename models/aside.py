"""View settings, remembered mappings and drafts: kept in the file, outside journal and undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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


def read_json(body: str, shape: Any, default: Any) -> Any:
    """Return the JSON value of a text, `default` where it is of another shape or not JSON at all.

    What lies aside may come from another version or another hand, and must not stop a page.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return default
    return value if is_shaped(value, shape) else default


def is_shaped(value: Any, shape: Any) -> bool:
    """Return whether a JSON value is of a shape.

    `object` is anything, another type a value of that very type, None is null, a tuple is any one of several,
    [shape] is a list of them, [one, other] just these in order, {str: shape} names any members,
    {"name": shape} those that are known if they are there.
    """
    match shape:
        case None | type():
            return shape is object or value is shape or type(value) is shape
        case tuple():
            return any(is_shaped(value, one) for one in shape)
        case list():
            shapes = shape if len(shape) > 1 else shape * _length(value)
            return _length(value) == len(shapes) and all(map(is_shaped, value, shapes))
    members = shape.get(str)
    return type(value) is dict and all(
        is_shaped(one, members or shape[name])
        for name, one in value.items()
        if members or name in shape
    )


def _length(value: Any) -> int:
    """Return how many a list holds, -1 for what is none."""
    return len(value) if type(value) is list else -1
