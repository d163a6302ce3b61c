"""Setting, changing and removing the password: a new file each time, and every backup with it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models import database
from models.backup import backups_of, row_counts, write_sum
from models.errors import AppError, CannotWriteFile
from models.opening import key_for
from models.recovery import code_from_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store import Store

    Progress = Callable[[int, int], None]

MIN_LENGTH = 6


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
    if password and len(password) < MIN_LENGTH:
        raise AppError(f"密码至少{MIN_LENGTH}个字符，密码没有改动。")
    old_key = store.key
    salt = secrets.token_bytes(database.SALT_BYTES)
    key = database.raw_key(password, salt) + salt.hex() if password else ""
    draft = _exported(store.connection, store.path, key)
    store.exchange(draft, key[:64])
    remaining = _rewrite_backups(store.path, old_key, key, progress)
    return PasswordChange(recovery_code(store), remaining)


def _exported(conn: database.Connection, path: Path, key: str) -> Path:
    """Write a copy of an open file under another key beside it, checked row by row."""
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with database.translated():
            database.export(conn, draft, key)
            copy = database.connect(draft, key=key, read_only=True)
            try:
                if row_counts(copy) != row_counts(conn):
                    raise CannotWriteFile(
                        "密码没有改动：新文件与原文件不一致；原文件完好，请重试。"
                    )
            finally:
                copy.close()
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _rewrite_backups(
    path: Path, old_key: str, key: str, progress: Progress | None
) -> tuple[Path, ...]:
    backups = backups_of(path)
    remaining = []
    for done, backup in enumerate(backups, 1):
        if not _rewrite(backup.path, old_key, key):
            remaining.append(backup.path)
        if progress:
            progress(done, len(backups))
    return tuple(remaining)


def _rewrite(backup: Path, old_key: str, key: str) -> bool:
    try:
        old = old_key if database.is_encrypted(backup) else ""
        conn = database.connect(backup, key=old, read_only=True)
        try:
            draft = _exported(conn, backup, key)
        finally:
            conn.close()
        draft.replace(backup)
        write_sum(backup)
    except (AppError, OSError):
        return False
    return True


def password_opens(path: Path, password: str) -> bool:
    """Return whether a password or recovery code opens the file; the file is not altered."""
    try:
        database.connect(path, key=key_for(path, password), read_only=True).close()
    except AppError:
        return False
    return True
