"""Setting, changing and removing the password: a new file each time, and every backup with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models import database
from models.backup import Backup, backups_in, folder_of, holds_the_same, second_folder, write_sum
from models.errors import AppError, CannotWriteFile
from models.opening import key_for, new_key, refuse_short
from models.recovery import code_from_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store import Store

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """What came of a change: the new recovery code ("" without password), backups left as they were."""

    recovery_code: str
    remaining: tuple[Path, ...]


def recovery_code(store: Store) -> str:
    """Return the code of the recovery sheet, "" for a file without password."""
    return code_from_key(store.key) if store.key else ""


def set_password(store: Store, password: str, progress: Progress | None = None) -> PasswordChange:
    """Encrypt the file and every known backup with a password; "" removes it.

    Raises:
        AppError, CannotWriteFile, StorageFull: the file is as it was, under its old password.
    """
    if store.path is None or store.read_only:
        raise AppError("文件以只读方式打开，密码没有改动；请重新打开后再设。")
    refuse_short(password)
    old_key = store.key
    key = new_key(password) if password else ""
    draft = _exported(store.connection, store.path, key)
    store.exchange(draft, key[:64])
    remaining = _rewrite_backups(store, old_key, key, progress)
    return PasswordChange(recovery_code(store), remaining)


def _exported(conn: database.Connection, path: Path, key: str) -> Path:
    """Write a copy of an open file under another key beside it, checked row by row."""
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with database.translated():
            database.export(conn, draft, key)
            _refuse_unlike(conn, draft, key)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException as error:
        draft.unlink(missing_ok=True)
        # The driver's copying names the fault in words only, so it comes here untranslated.
        if isinstance(error, (database.DatabaseError, OSError)):
            raise CannotWriteFile(
                "密码没有改动：新文件没有写成；原文件完好，请检查磁盘空间后重试。"
            ) from error
        raise
    return draft


def _refuse_unlike(conn: database.Connection, draft: Path, key: str) -> None:
    if not holds_the_same(conn, draft, key):
        raise CannotWriteFile("密码没有改动：新文件与原文件不一致；原文件完好，请重试。")


def _rewrite_backups(
    store: Store, old_key: str, key: str, progress: Progress | None
) -> tuple[Path, ...]:
    backups, remaining = _known_backups(store)
    for done, backup in enumerate(backups, 1):
        if not _rewrite(backup.path, old_key, key):
            remaining.append(backup.path)
        if progress:
            progress(done, len(backups))
    return tuple(remaining)


def _known_backups(store: Store) -> tuple[list[Backup], list[Path]]:
    """Return the backups within reach, and the second place if it is not there now."""
    assert store.path is not None  # noqa: S101 - the caller has looked
    folder = second_folder(store)
    backups = backups_in(folder_of(store.path))
    if folder is None:
        return backups, []
    return backups + backups_in(folder), [] if folder.parent.is_dir() else [folder]


def _rewrite(backup: Path, old_key: str, key: str) -> bool:
    try:
        old = old_key if database.is_encrypted(backup) else ""
        conn = database.connect(backup, key=old, read_only=True)
        try:
            draft = _exported(conn, backup, key)
        finally:
            conn.close()
        noted = backup.with_name(backup.name + ".sha256")
        noted.unlink(missing_ok=True)  # killed here, the backup has no sum rather than a wrong one
        draft.replace(backup)
        write_sum(backup)
    except (AppError, OSError, database.DatabaseError):
        return False
    return True


def password_opens(path: Path, password: str) -> bool:
    """Return whether a password or recovery code opens the file; the file is not altered."""
    try:
        database.connect(path, key=key_for(path, password), read_only=True).close()
    except AppError:
        return False
    return True
