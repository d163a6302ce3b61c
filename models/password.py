"""Setting, changing and removing the password: a new file each time, and every backup with it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models import database
from models.backup import Backup, backups_in, folder_of, holds_the_same, second_folder, write_sum
from models.elsewhere import copies_of
from models.errors import AppError, CannotWriteFile, WrongPassword
from models.opening import key_for, new_key, refuse_short
from models.places import PRIVATE, new_private
from models.recovery import code_from_key, key_from_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store import Store

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """What came of a change: the new recovery code ("" without password), backups left as they were.

    `copies` were made by hand, to a stick or a folder, and are as they were too.
    """

    recovery_code: str
    remaining: tuple[Path, ...]
    copies: tuple[Path, ...] = ()


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
    draft = exported(store.connection, store.path, key)
    store.exchange(draft, key[:64])
    remaining = _rewrite_backups(store, old_key, key, progress)
    return PasswordChange(recovery_code(store), remaining, tuple(copies_of(store)))


class Latch(NamedTuple):
    """What tells the password of a file, without the file."""

    key: str
    salt: bytes

    def opens(self, password: str) -> bool:
        """Return whether a password or recovery code is the right one."""
        if not self.key:
            return True
        return (key_from_code(password) or database.raw_key(password, self.salt)) == self.key


def latch(store: Store) -> Latch:
    """Return what tells the password of the open file."""
    return Latch(store.key, salt(store) if store.key else b"")


def unlocks(store: Store, password: str) -> bool:
    """Return whether a password or recovery code is that of the open file."""
    return latch(store).opens(password)


def salt(store: Store) -> bytes:
    """Return the salt of the open file, also when it no longer lies where it was."""
    return bytes.fromhex(store.connection.execute("PRAGMA cipher_salt").fetchone()[0])


def put_back(store: Store) -> None:
    """Write an open file that was moved or deleted anew to where it was, and go on with it.

    Raises:
        CannotWriteFile: its folder is gone too, or may not be written.
    """
    if store.path is None or store.path.exists():
        return
    key = store.key + salt(store).hex() if store.key else ""
    store.exchange(exported(store.connection, store.path, key, kept="没有写回"), store.key)


def exported(
    conn: database.Connection, path: Path, key: str, *, kept: str = "密码没有改动"
) -> Path:
    """Write a copy of an open file under another key beside it, checked row by row.

    Raises:
        CannotWriteFile: beginning with `kept`; nothing remains.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        new_private(draft)
        with database.translated():
            database.export(conn, draft, key)
            _refuse_unlike(conn, draft, key, kept)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        # The driver's copying names the fault in words only, so it comes here untranslated.
        if isinstance(error, (database.DatabaseError, OSError)):
            raise CannotWriteFile(
                f"{kept}：新文件没有写成；原有的记录完好，请检查文件夹和磁盘空间后重试。"
            ) from error
        raise
    return draft


def _refuse_unlike(conn: database.Connection, draft: Path, key: str, kept: str) -> None:
    if not holds_the_same(conn, draft, key):
        raise CannotWriteFile(f"{kept}：新文件与原文件不一致；原有的记录完好，请重试。")


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
            draft = exported(conn, backup, key)
            draft.chmod(PRIVATE)
        finally:
            conn.close()
        noted = backup.with_name(backup.name + ".sha256")
        noted.unlink(missing_ok=True)  # killed here, the backup has no sum rather than a wrong one
        draft.replace(backup)
        write_sum(backup)
    except (AppError, OSError, database.DatabaseError):
        return False
    return True


def stale_backups(path: Path, key: str, *folders: Path) -> list[Backup]:
    """Return the backups that do not open as the file does: under another password, or under none.

    A change of password that was cut off leaves them so. Reads only files, so it may run anywhere.
    """
    backups = [backup for folder in (folder_of(path), *folders) for backup in backups_in(folder)]
    return [backup for backup in backups if _is_stale(backup.path, key)]


def _is_stale(path: Path, key: str) -> bool:
    try:
        if database.is_encrypted(path) != bool(key):
            return True
        if key:
            database.connect(path, key=key, read_only=True).close()
    except WrongPassword:
        return True
    except (AppError, OSError, database.DatabaseError):
        return False
    return False


def mend_backups(
    store: Store, password: str = "", progress: Progress | None = None
) -> tuple[Path, ...]:
    """Bring backups left behind under the file's password; return those that remain as they were.

    `password` is the one they were made under, "" where they have none.
    """
    assert store.path is not None  # noqa: S101 - only a file has backups
    second = second_folder(store)
    stale = stale_backups(store.path, store.key, *([second] if second else []))
    key = store.key + salt(store).hex() if store.key else ""
    remaining = []
    for done, backup in enumerate(stale, 1):
        try:
            old_key = key_for(backup.path, password)
        except WrongPassword:
            old_key = ""
        if (not old_key and database.is_encrypted(backup.path)) or not _rewrite(
            backup.path, old_key, key
        ):
            remaining.append(backup.path)
        if progress:
            progress(done, len(stale))
    return tuple(remaining)


def password_opens(path: Path, password: str) -> bool:
    """Return whether a password or recovery code opens the file; the file is not altered."""
    try:
        database.connect(path, key=key_for(path, password), read_only=True).close()
    except AppError:
        return False
    return True
