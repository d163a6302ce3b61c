"""Backups: made without asking, thinned, each verified by opening it; and the way back."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models import database, journal
from models.digest import sha256_of
from models.elsewhere import note_copy, second_place
from models.errors import AppError, CannotWriteFile, NotFound, NotOurFile, StorageBusy, StorageFull
from models.opening import open_store
from models.places import data_folder, new_private, write_private
from models.store import FOUNDING
from models.thinning import kept_backups

if TYPE_CHECKING:
    from models.store import Store

_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2}) (\d{6})(?:-(\d+))? (.+)\.zhibu$")
LAST_ENTRY = "backup:last-entry"
ELSEWHERE = "backup:elsewhere"
SECOND_FAILED = "backup:second-failed"
PATIENCE_DAYS = 14
"""After so many days without a copy elsewhere the window says so."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk."""

    path: Path
    time: datetime
    reason: str
    size: int
    doubled: bool | None = None
    """When just made: whether the second place took a copy too, None if it was not there."""

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
    if folder is not None:
        note_copy(store, backup.path)
        _note_copy_elsewhere(store)
        return backup
    if not store.read_only:
        store.prefer(LAST_ENTRY, _newest_entry(store))
    thin(backup.path.parent)
    doubled = _copy_to_second_place(store, backup)
    if doubled is not None and has_failed_second(store) == doubled and not store.read_only:
        store.prefer(SECOND_FAILED, not doubled)
    return replace(backup, doubled=doubled)


def has_failed_second(store: Store) -> bool:
    """Return whether the second place was there last time and took no copy, perhaps on closing."""
    failed: bool = store.preference(SECOND_FAILED, default=False, shape=bool)
    return failed


def told(backup: Backup) -> str:
    """Return the sentence about a backup just made."""
    done = f"已备份并验证：{backup.path.name}"
    if backup.doubled is None:
        return f"{done}。"
    if backup.doubled:
        return f"{done}；第二备份位置也存了一份。"
    return f"{done}；但第二备份位置没有存成，请检查那里的空间和权限后再备份一次。"


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
    chosen = second_place(store)
    return chosen / (store.path.name + ".备份") if chosen and store.path else None


def _copy_to_second_place(store: Store, backup: Backup) -> bool | None:
    """Return whether the second place took a whole copy, None if it is not there or none is chosen."""
    folder = second_folder(store)
    if folder is None or not folder.parent.is_dir():
        return None
    try:
        folder.mkdir(exist_ok=True)
        whole = _copy_whole(backup.path, folder / backup.path.name)
    except OSError:
        return False
    if whole:
        _note_copy_elsewhere(store)
        thin(folder)
    return whole


def _copy_whole(source: Path, target: Path) -> bool:
    """Copy a backup with its sum; return whether it arrived whole, nothing remains if not.

    Raises:
        OSError: nothing remains.
    """
    draft = target.with_name(target.name + ".part")
    try:
        _copy_privately(source, draft)
        digest = sha256_of(draft)
        if digest != sha256_of(source):
            return False
        draft.replace(target)
        _note_sum(target, digest)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return True


def _copy_privately(source: Path, target: Path) -> None:
    """Copy bytes to a new file of this user alone, on the disk when it returns."""
    new_private(target)
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _note_copy_elsewhere(store: Store) -> None:
    store.prefer(ELSEWHERE, datetime.now().date().isoformat())  # noqa: DTZ005 - local


def days_without_copy(store: Store, day: date) -> int:
    """Return how many days ago a copy was last made elsewhere; since the founding if never."""
    noted = _day_of(store.preference(ELSEWHERE, "", str))
    if noted is None:
        founded = journal.entry(store.connection, FOUNDING)
        noted = _day_of(founded[0].time[:10]) if founded else day
    return (day - (noted or day)).days


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def copy_file(
    conn: database.Connection, path: Path, reason: str, folder: Path | None = None, *, key: str = ""
) -> Backup:
    """Copy a file page by page under a read transaction, with a SHA-256, and verify the copy."""
    folder = folder or folder_of(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, reason)
        draft = target.with_suffix(".part")
        try:
            new_private(draft)
            _copy_pages(conn, draft, key)
            _verify_copy(conn, draft, key)
            draft.replace(target)
            write_sum(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(folder, error.strerror or "读写出错") from error
    except (StorageFull, StorageBusy) as error:
        full = isinstance(error, StorageFull)
        raise _not_written(folder, "磁盘已满" if full else "读写出错") from error
    match = _NAME.match(target.name)
    reason = match[4] if match else reason
    return Backup(target, datetime.now(), reason, target.stat().st_size)  # noqa: DTZ005 - local


def _not_written(folder: Path, why: str) -> CannotWriteFile:
    return CannotWriteFile(
        f"没有备份：不能写入“{folder}”（{why}）；记录本身完好，请检查磁盘空间和文件夹权限后再备份。"
    )


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
    _note_sum(backup, sha256_of(backup))


def _note_sum(backup: Path, digest: str) -> None:
    write_private(backup.with_name(backup.name + ".sha256"), f"{digest}  {backup.name}\n")


def _copy_pages(conn: database.Connection, draft: Path, key: str) -> None:
    with database.translated():
        conn.execute("BEGIN")
        try:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
            database.copy_pages(conn, draft, key)
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


def is_whole(backup: Backup) -> bool | None:
    """Return whether a backup still is what its SHA-256 says, None where it has none."""
    try:
        noted = backup.sum_path.read_text("utf-8").split()[:1]
        return noted == [sha256_of(backup.path)]
    except (OSError, UnicodeDecodeError):
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
        _copy_privately(backup, draft)
        if lock:
            _set_aside(to)
            shutil.copymode(to, draft)
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
    if not noted.is_file():
        return
    if noted.read_text("utf-8", "replace").split()[:1] != [sha256_of(backup)]:
        raise NotOurFile(f"备份“{backup.name}”已损坏，没有恢复；请改用另一份备份。")


def _set_aside(path: Path) -> None:
    folder = folder_of(path)
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, "恢复前")
    _copy_privately(path, target)
    # Left beside the file, the journal of a process that died would be played into the new one.
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        shutil.move(journal, target.with_name(target.name + "-journal"))
