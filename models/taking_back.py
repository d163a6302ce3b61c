"""Whether one step can be taken back alone: nothing that still stands may rest on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from models import journal
from models.errors import AppError

if TYPE_CHECKING:
    from models.change import Change
    from models.database import Connection
    from models.journal import Entry, RowChange


def refuse_touched(
    conn: Connection,
    stacks: tuple[list[int], list[int]],
    change: Change,
    entry: Entry,
    made: list[RowChange],
) -> None:
    """Raise if a step is undone already, or a later one that still stands touched the same.

    `stacks` are the steps that stand and those that can be made again.
    """
    standing, redoable = stacks
    known = entry.id in standing or entry.id in redoable
    if not known and (undo := journal.taken_back_by(conn, entry.id)):
        raise AppError(
            f"“{entry.title}”没有撤销：它已经撤销过（{undo.time[:16]}）；"
            "想恢复它，请到“历史”里撤销那时的“撤销”一步。"
        )
    later = standing[standing.index(entry.id) + 1 :] if entry.id in standing else []
    if later and (used := journal.standing_on(conn, made, later)):
        name = f"后来的“{used.title}”"
        raise AppError(f"“{entry.title}”没有撤销：{name}用到了它的记录，请先撤销那一步。")
    for one in made:
        conflict = journal.first_conflict(conn, one, later) if later else None
        if conflict is None and one.is_as_left(change.present(one.table, one.row_id)):
            continue
        after = range(entry.id + 1, sys.maxsize)
        conflict = conflict or journal.first_conflict(conn, one, after)
        name = f"后来的“{conflict.title}”" if conflict else "后来的步骤"
        raise AppError(f"“{entry.title}”没有撤销：{name}改过同一条记录，请先撤销那一步。")
