"""The quick look at a file after it was opened: whether it reads, and which backup to take if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import database
from models.backup import backups_of, is_whole
from models.errors import AppError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.backup import Backup
    from models.store import Store

CHECKED = "check:day"


def is_check_due(store: Store, day: date) -> bool:
    """Return whether the last quick look is more than a day old."""
    noted = store.preference(CHECKED)
    return bool(store.path) and not store.read_only and noted != day.isoformat()


def note_checked(store: Store, day: date) -> None:
    """Remember that the file was looked at and found whole."""
    store.prefer(CHECKED, day.isoformat())


def damage_of(path: Path, key: str) -> str:
    """Return the sentence about a damaged file with the backup to take, "" if it is whole.

    It reads by a connection of its own, so it may run in another thread.
    """
    if reads_whole(path, key):
        return ""
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


def reads_whole(path: Path, key: str) -> bool:
    """Return whether a file opens and SQLite's quick check finds nothing in any table."""
    try:
        conn = database.connect(path, key=key, read_only=True)
    except (AppError, OSError, database.DatabaseError):
        return False
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
