"""The quick look at a file after it was opened: whether it reads, and which backup to take if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import database
from models.backup import backups_of, is_whole
from models.errors import AppError, Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from models.backup import Backup
    from models.store import Store

CHECKED = "check:day"
_STEPS = 2_000
"""How many steps of SQLite's own pass until it is asked again whether to stop."""


def is_check_due(store: Store, day: date) -> bool:
    """Return whether the last quick look is more than a day old."""
    noted = store.preference(CHECKED)
    return bool(store.path) and not store.read_only and noted != day.isoformat()


def note_checked(store: Store, day: date) -> None:
    """Remember that the file was looked at and found whole."""
    store.prefer(CHECKED, day.isoformat())


def look(store: Store) -> str:
    """Return the sentence about a damaged open file, "" if it is whole; for a thread of its own.

    Raises:
        Cancelled: a write waits for the file, or it is open under another key by now.
    """
    path, key = store.path, store.key
    if path is None:
        return ""
    with store.looked_at() as is_in_the_way:
        whole = reads_whole(path, key, is_in_the_way, live=True)
        if is_in_the_way() or store.key != key:
            raise Cancelled
    return "" if whole else _sentence(path, key)


def damage_of(path: Path, key: str) -> str:
    """Return the sentence about a damaged file with the backup to take, "" if it is whole."""
    return "" if reads_whole(path, key) else _sentence(path, key)


def _sentence(path: Path, key: str) -> str:
    sound = sound_backup(path, key)
    if sound is None:
        return (
            f"“{path.name}”有损坏，附近没有完好的备份；"
            "请先把这个文件另外复制一份，再到U盘或第二备份位置找备份。"
        )
    return (
        f"“{path.name}”有损坏；{sound.time:%m月%d日 %H:%M}的备份完好，"
        "请到“设置”的“备份和恢复”用它恢复。"
    )


def sound_backup(path: Path, key: str) -> Backup | None:
    """Return the newest backup that is whole and reads whole, None if there is none."""
    return next(
        (
            backup
            for backup in backups_of(path)
            if is_whole(backup) is not False and reads_whole(backup.path, key)
        ),
        None,
    )


def reads_whole(
    path: Path, key: str, is_to_stop: Callable[[], bool] | None = None, *, live: bool = False
) -> bool:
    """Return whether a file opens and SQLite's quick check finds nothing in any table.

    Once `is_to_stop` says so it ends early, and its answer means nothing. `live` is a file that
    this process has open.
    """
    try:
        conn = database.connect(path, key=key, read_only=True, live=live)
    except (AppError, OSError, database.DatabaseError):
        return False
    if is_to_stop:
        conn.set_progress_handler(is_to_stop, _STEPS)
    try:
        names = conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        # Table by table, so that a step saved meanwhile waits for one of them at most.
        return all(
            conn.execute(f'PRAGMA quick_check("{name}")').fetchone() == ("ok",) for (name,) in names
        )
    except (database.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        conn.close()
