"""How the open file and its copies stand, in the few words at the foot of the navigation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store import Store


def file_words(store: Store) -> list[str]:
    """Return the lines: the file, when it was saved and backed up, and a copy that is lacking."""
    name = store.path.name if store.path else "内存中的样例"
    state = "只读" if store.read_only else f"已保存{_saved_at(store)}"
    return [
        line for line in (name, f"{state} · {_backup_words(store)}", _copy_words(store)) if line
    ]


def _saved_at(store: Store) -> str:
    """Return the time of the last step if it was made today, as the file has it."""
    newest = next(iter(store.entries(1)), None)
    is_today = newest and newest.time[:10] == f"{datetime.now().astimezone():%Y-%m-%d}"
    return f" {newest.time[11:16]}" if newest and is_today else ""


def _backup_words(store: Store) -> str:
    if store.path is None:
        return "不备份"
    from models.backup import backups_of  # noqa: PLC0415 - after the first paint

    newest = next(iter(backups_of(store.path)), None)
    if newest is None:
        return "尚未备份"
    days = (datetime.now().astimezone().date() - newest.time.date()).days
    return (
        f"已备份 {newest.time:%H:%M}"
        if days == 0
        else "昨天备份"
        if days == 1
        else f"{days} 天前备份"
    )


def _copy_words(store: Store) -> str:
    """Say that there is no copy elsewhere, once that is so for too long."""
    if store.path is None:
        return ""
    from models import backup  # noqa: PLC0415 - as above

    if backup.has_failed_second(store):
        return "第二备份位置没存成"
    days = backup.days_without_copy(store, datetime.now().astimezone().date())
    return f"{days} 天没有另存到别处" if days > backup.PATIENCE_DAYS else ""
