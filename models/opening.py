"""Making, opening and migrating a branch file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from models import database
from models.errors import AppError, StorageBusy, WrongPassword
from models.lock import FileLock
from models.recovery import key_from_code
from models.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.branch import Branch

MIN_LENGTH = 6


def create(path: Path, branch: Branch, *, password: str = "") -> Store:
    """Write a new file for a branch and return it open; leave nothing behind on failure."""
    from models.migrations import migrate  # noqa: PLC0415 - 0.2 s, only for new files

    with _reachable(path):
        if path.exists():
            raise AppError(f"“{path.name}”已经存在，没有改动它；请换一个文件名。")
        if not path.parent.is_dir():
            raise AppError(f"没有文件夹“{path.parent}”，没有新建文件；请先建好文件夹。")
    refuse_short(password)
    lock = FileLock(path)
    conn = None
    try:
        key = new_key(password) if password else ""
        conn = database.connect(path, key=key, new=True)
        with database.translated():
            migrate(conn)
        store = Store(conn, path, key=key[:64], lock=lock)
        found(store, branch)
    except BaseException:
        if conn:
            conn.close()
        path.unlink(missing_ok=True)
        lock.release()
        raise
    return store


def memory(branch: Branch) -> Store:
    """Return a store in memory for a branch."""
    from models.migrations import migrate  # noqa: PLC0415 - as above

    conn = database.memory()
    migrate(conn)
    store = Store(conn)
    found(store, branch)
    return store


def found(store: Store, branch: Branch) -> None:
    """Enter the branch into a new, empty file."""
    import secrets  # noqa: PLC0415 - only for new files

    with store.change(f"建立{branch.name}") as change:
        change.save(replace(branch, uid=branch.uid or secrets.token_hex(16)))


def refuse_short(password: str) -> None:
    """Raise unless a password is long enough; "" stands for none."""
    if password and len(password) < MIN_LENGTH:
        raise AppError(f"密码至少{MIN_LENGTH}个字符，密码没有改动。")


def new_key(password: str) -> str:
    """Return key and a fresh salt in hex for a file about to be made."""
    import secrets  # noqa: PLC0415 - only for new files

    salt = secrets.token_bytes(database.SALT_BYTES)
    return database.raw_key(password, salt) + salt.hex()


def key_for(path: Path, password: str) -> str:
    """Return the raw key of an encrypted file from its password or recovery code, "" if plain."""
    if not path.is_file() or path.stat().st_size == 0 or not database.is_encrypted(path):
        return ""
    if not password:
        raise WrongPassword
    return key_from_code(password) or database.raw_key(password, database.salt_of(path))


def open_store(path: Path, *, password: str = "", read_only: bool = False) -> Store:
    """Open a file, migrating an older one after a backup."""
    with _reachable(path):
        key = key_for(path, password)
        database.refuse_unusable(path, encrypted=bool(key), read_only=read_only)
    lock = None if read_only else FileLock(path)
    try:
        if lock:
            _forget_drafts(path)
        conn = database.connect(path, key=key, read_only=read_only)
        try:
            with database.translated():
                _bring_up_to_date(conn, path, key=key, read_only=read_only)
        except BaseException:
            conn.close()
            raise
    except BaseException:
        if lock:
            lock.release()
        raise
    return Store(conn, path, key=key, lock=lock)


def _forget_drafts(path: Path) -> None:
    """Remove what a change of password that was killed left: it may be without a password."""
    for name in (f".{path.name}.part", f".{path.name}.part-journal"):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _reachable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageBusy(
            f"打不开“{path.name}”（{error.strerror}），可能没有权限；"
            "请换一个文件夹或文件名再试，文件未作任何改动。"
        ) from error


def _bring_up_to_date(conn: database.Connection, path: Path, *, key: str, read_only: bool) -> None:
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    database.refuse_newer(version, database.SCHEMA_VERSION)
    if version == database.SCHEMA_VERSION:
        return
    if read_only:
        raise AppError("文件由旧版本程序保存，请先在窗口中打开一次，再用这个命令。")
    from models.backup import copy_file  # noqa: PLC0415 - only for older files
    from models.migrations import migrate  # noqa: PLC0415 - only for older files

    copy_file(conn, path, "升级前", key=key)
    migrate(conn)
