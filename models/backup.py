"""Backups: made without asking, thinned, each verified by opening it; and the way back."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models import database, journal
from models.digest import sha256
from models.errors import AppError, CannotWriteFile, NotFound, NotOurFile
from models.opening import open_store
from models.places import data_folder
from models.store import FOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store import Store

_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2}) (\d{6})(?:-(\d+))? (.+)\.zhibu$")
DAILY, WEEKLY, MONTHLY = 7, 5, 12
LAST_ENTRY = "backup:last-entry"
SECOND_PLACE = "backup:second-place"
ELSEWHERE = "backup:elsewhere"
PATIENCE_DAYS = 14
"""After so many days without a copy elsewhere the window says so."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk."""

    path: Path
    time: datetime
    reason: str
    size: int

    @property
    def sum_path(self) -> Path:
        """Where its SHA-256 lies."""
        return self.path.with_name(self.path.name + ".sha256")


def folder_of(path: Path) -> Path:
    """Return where a file's backups go: beside it, or the user's data folder if that is barred."""
    beside = path.with_name(path.name + ".备份")
    if os.access(beside if beside.is_dir() else path.parent, os.W_OK):
        return beside
    return data_folder() / beside.name


def backups_of(path: Path) -> list[Backup]:
    """Return the backups of a branch file, newest first."""
    return backups_in(folder_of(path))


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.glob("*.zhibu"):
        if match := _NAME.match(path.name):
            time = datetime.strptime(f"{match[1]} {match[2]}", "%Y-%m-%d %H%M%S")  # noqa: DTZ007 - local
            found.append(Backup(path, time, match[4], path.stat().st_size))
    return sorted(found, key=lambda backup: (backup.time, backup.path.name), reverse=True)


def back_up(store: Store, reason: str = "手动", folder: Path | None = None) -> Backup:
    """Copy the open file to its backup folder (or `folder`), verify the copy, thin the old ones.

    Raises:
        CannotWriteFile: nothing half-written remains.
    """
    if store.path is None:
        raise AppError("内存中的样例没有文件可备份。")
    backup = copy_file(store.connection, store.path, reason, folder, key=store.key)
    if folder is None:
        if not store.read_only:
            store.prefer(LAST_ENTRY, _newest_entry(store))
        _copy_to_second_place(store, backup)
        thin(backup.path.parent)
    else:
        _note_copy_elsewhere(store)
    return backup


def back_up_if_changed(store: Store, reason: str) -> Backup | None:
    """Back up unless nothing was changed since the last backup."""
    if store.path is None or store.read_only:
        return None
    unchanged = store.preference(LAST_ENTRY) == _newest_entry(store)
    return None if unchanged and backups_of(store.path) else back_up(store, reason)


def _newest_entry(store: Store) -> int:
    newest = store.entries(1)
    return newest[0].id if newest else 0


def second_folder(store: Store) -> Path | None:
    """Return the folder of the second place chosen for backups, there or not; None if none is."""
    chosen = store.preference(SECOND_PLACE)
    return Path(chosen) / (store.path.name + ".备份") if chosen and store.path else None


def _copy_to_second_place(store: Store, backup: Backup) -> None:
    folder = second_folder(store)
    if folder is None or not folder.parent.is_dir():
        return
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(backup.path, folder / backup.path.name)
        shutil.copyfile(backup.sum_path, folder / backup.sum_path.name)
        _note_copy_elsewhere(store)
        thin(folder)


def _note_copy_elsewhere(store: Store) -> None:
    store.prefer(ELSEWHERE, datetime.now().date().isoformat())  # noqa: DTZ005 - local


def days_without_copy(store: Store, day: date) -> int:
    """Return how many days ago a copy was last made elsewhere; since the founding if never."""
    noted = store.preference(ELSEWHERE)
    if noted is None:
        founded = journal.entry(store.connection, FOUNDING)
        noted = founded[0].time[:10] if founded else day.isoformat()
    return (day - date.fromisoformat(noted)).days


def copy_file(
    conn: database.Connection, path: Path, reason: str, folder: Path | None = None, *, key: str = ""
) -> Backup:
    """Copy a file's bytes under a read transaction, with a SHA-256, and verify the copy."""
    folder = folder or folder_of(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, reason)
        draft = target.with_suffix(".part")
        try:
            _copy_bytes(conn, path, draft)
            _verify_copy(conn, draft, key)
            draft.replace(target)
            write_sum(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteFile(
            f"没有备份：不能写入“{folder}”（{error.strerror or '读写出错'}）；"
            "记录本身完好，请检查磁盘空间和文件夹权限后再备份。"
        ) from error
    match = _NAME.match(target.name)
    reason = match[4] if match else reason
    return Backup(target, datetime.now(), reason, target.stat().st_size)  # noqa: DTZ005 - local


def _free_name(folder: Path, reason: str) -> Path:
    stamp = datetime.now().strftime("%Y-%m-%d %H%M%S")  # noqa: DTZ005 - local
    target = folder / f"{stamp} {reason}.zhibu"
    number = 2
    while target.exists():
        target = folder / f"{stamp}-{number} {reason}.zhibu"
        number += 1
    return target


def write_sum(backup: Path) -> None:
    """Write a backup's SHA-256 beside it."""
    digest = sha256(backup.read_bytes())
    beside = backup.with_name(backup.name + ".sha256")
    draft = beside.with_suffix(".part")
    draft.write_text(f"{digest}  {backup.name}\n", "utf-8")
    draft.replace(beside)


def _copy_bytes(conn: database.Connection, path: Path, draft: Path) -> None:
    with database.translated():
        conn.execute("BEGIN")
        try:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with path.open("rb") as source, draft.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
        finally:
            conn.execute("COMMIT")


def _verify_copy(conn: database.Connection, draft: Path, key: str) -> None:
    if not holds_the_same(conn, draft, key):
        raise CannotWriteFile("没有备份：副本与原文件不一致；记录本身完好，请换一个位置再备份。")


def holds_the_same(conn: database.Connection, copy: Path, key: str) -> bool:
    """Return whether a copy opens with `key` and has as many rows in each table as the open file."""
    opened = database.connect(copy, key=key, read_only=True)
    try:
        return row_counts(opened) == row_counts(conn)
    finally:
        opened.close()


def row_counts(conn: database.Connection) -> dict[str, int]:
    """Return how many rows each plain table holds."""
    tables = [
        name
        for (name,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    return {
        name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in tables
    }


def thin(folder: Path) -> None:
    """Remove what 7 days, 5 weeks and 12 months of backups do not need."""
    for cut_off in folder.glob("*.part"):
        with suppress(OSError):
            cut_off.unlink()
    found = backups_in(folder)
    kept = kept_backups([backup.time for backup in found])
    for backup in found:
        if backup.time not in kept:
            with suppress(OSError):
                backup.path.unlink()
                backup.sum_path.unlink(missing_ok=True)


def kept_backups(times: Iterable[datetime]) -> set[datetime]:
    """Return which of these to keep: each day's newest of 7 days, each week's of 5, month's of 12.

    Days, weeks and months without a backup do not count; all of the newest day are kept.
    """
    ordered = sorted(times, reverse=True)
    if not ordered:
        return set()
    kept = {time for time in ordered if time.date() == ordered[0].date()}
    for period, number in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        newest: dict[date, datetime] = {}
        for time in ordered:
            newest.setdefault(period(time), time)
        kept.update(list(newest.values())[:number])
    return kept


def _day(time: datetime) -> date:
    return time.date()


def _week(time: datetime) -> date:
    return time.date() - timedelta(days=time.weekday())


def _month(time: datetime) -> date:
    return time.date().replace(day=1)


def is_whole(backup: Backup) -> bool | None:
    """Return whether a backup still is what its SHA-256 says, None where it has none."""
    try:
        noted = backup.sum_path.read_text("utf-8").split()[:1]
        return noted == [sha256(backup.path.read_bytes())]
    except OSError:
        return None


def restore(backup: Path, to: Path, *, password: str = "") -> list[str]:
    """Put a backup back as the file `to`, keeping what was there as one more backup.

    Returns what `verify` finds wrong with it, [] if it is sound.

    Raises:
        WrongPassword, NotOurFile, NotFound, StorageBusy, CannotWriteFile: `to` is untouched.
    """
    from models.lock import FileLock  # noqa: PLC0415 - only when something is replaced
    from models.verify import verify  # noqa: PLC0415 - verify needs sqlite-utils

    _check_sum(backup)
    with open_store(backup, password=password, read_only=True) as store:
        problems = verify(store)
    draft = to.with_name(f".{to.name}.part")
    lock = FileLock(to) if to.exists() else None
    try:
        shutil.copyfile(backup, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if lock:
            _set_aside(to)
        draft.replace(to)
    except OSError as error:
        raise CannotWriteFile(
            f"没有恢复：不能写入“{to}”（{error.strerror or '读写出错'}）；原文件和备份都没有改动。"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
        if lock:
            lock.release()
    return problems


def _check_sum(backup: Path) -> None:
    if not backup.is_file():
        raise NotFound(f"找不到备份“{backup.name}”；请检查它是否被移走。")
    noted = backup.with_name(backup.name + ".sha256")
    if noted.is_file():
        digest = sha256(backup.read_bytes())
        if noted.read_text("utf-8").split()[:1] != [digest]:
            raise NotOurFile(f"备份“{backup.name}”已损坏，没有恢复；请改用另一份备份。")


def _set_aside(path: Path) -> None:
    folder = folder_of(path)
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, "恢复前")
    shutil.copyfile(path, target)
    # Left beside the file, the journal of a process that died would be played into the new one.
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        shutil.move(journal, target.with_name(target.name + "-journal"))
