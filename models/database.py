"""The one place that knows the driver: opening, keys, pragmas, transactions, error translation."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

from models.errors import (
    AppError,
    Duplicate,
    FileTooNew,
    NotFound,
    NotOurFile,
    StorageBusy,
    StorageFull,
    WrongPassword,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# sqlite-utils looks for this name first; with it, it catches the exceptions this driver raises.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

APPLICATION_ID = 0x5A484942
SCHEMA_VERSION = 8
ROWS_SINCE = 3
"""The oldest schema whose records have the columns of today: steps since then can be taken back."""
BRANCH_BITS = 32
"""How far up in a record's id the number of its branch stands; the file's own branch is 0."""
OWN_BRANCH = 0
STEPS_ASIDE = "schema:steps"
PLAIN_HEADER = b"SQLite format 3\x00"
APPLICATION_ID_END = 72
KDF_ROUNDS = 256_000
SALT_BYTES = 16
_LEAST_ENCRYPTED = 4096
"""Bytes of one encrypted page, SQLCipher's own size."""
_OTHER_HEADS = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"PK\x03\x04\x14\x00",
    b"PK\x03\x04\x0a\x00",
    b"%PDF-1.",
)
"""How Excel, Word and PDF files begin; a salt so begins once in 2^48 files."""

_HEAD = 65536
"""Bytes a file is judged by: several pages, so that one overwritten with words is still damage."""
_CODES = ("utf-8", "gbk")


Connection = Any

_FOREIGN = "这不是支部台账文件；文件未作任何改动，请另选以 .zhibu 结尾的文件。"

DatabaseError = sqlcipher3.DatabaseError
_FULL, _BUSY, _LOCKED, _READONLY, _CANTOPEN, _NOT_A_DB, _CORRUPT, _CONSTRAINT, _IOERR = (
    13, 5, 6, 8, 14, 26, 11, 19, 10,
)  # fmt: skip


def is_encrypted(path: Path) -> bool:
    """Return whether the file may be an encrypted one, which looks like noise.

    Raises:
        NotOurFile: if it is of another kind for sure, so that nobody is asked for its password.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(PLAIN_HEADER):
        return False
    if head.startswith(_OTHER_HEADS) or _is_text(head):
        raise NotOurFile(_FOREIGN)
    if path.stat().st_size < _LEAST_ENCRYPTED:  # it may be what is left of an encrypted one
        raise NotOurFile(_DAMAGED)
    return True


def _is_text(head: bytes) -> bool:
    """Return whether bytes are text in UTF-8 or GBK, cut off at any place."""
    return any(_reads_as(head[:-cut] if cut else head, code) for cut in range(4) for code in _CODES)


def _reads_as(head: bytes, code: str) -> bool:
    try:
        text = head.decode(code)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\r\n\t\ufeff" for letter in text)


def raw_key(password: str, salt: bytes) -> str:
    """Return the key SQLCipher derives from a password, in hex."""
    import hashlib  # noqa: PLC0415 - brings OpenSSL, 10 ms

    return hashlib.pbkdf2_hmac("sha512", password.encode(), salt, KDF_ROUNDS, 32).hex()


def salt_of(path: Path) -> bytes:
    """Return the salt an encrypted file was made with."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def connect(
    path: Path, *, key: str = "", read_only: bool = False, new: bool = False, live: bool = False
) -> Connection:
    """Open a file with its raw hex key ("" for none) and set every pragma.

    `live` is a file this process has open already: none of its bytes are read by hand, see
    `copy_pages`.

    Raises:
        WrongPassword, NotOurFile, NotFound, StorageBusy: with the file untouched.
    """
    if not new:
        refuse_unusable(path, encrypted=bool(key) or live, read_only=read_only)
    if read_only and not live:
        _roll_back_cut_off(path, key)
    mode = "ro" if read_only else "rwc" if new else "rw"
    with translated():
        conn = sqlcipher3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _set_pragmas(conn, key)
            _check_identity(conn, new=new)
        except UnicodeDecodeError:  # the driver's own, when it quotes a damaged schema
            conn.close()
            raise NotOurFile(_DAMAGED) from None
        except BaseException as error:
            conn.close()
            if key and getattr(error, "sqlite_errorcode", 0) == _NOT_A_DB:
                raise WrongPassword from None
            raise
    return conn


def export(conn: Connection, target: Path, key: str) -> None:
    """Write the whole open database as a new file under a raw key and salt in hex, "" for none."""
    conn.execute("ATTACH DATABASE ? AS target KEY ?", (str(target), f"x'{key}'" if key else ""))
    try:
        conn.execute("SELECT sqlcipher_export('target')")
        for pragma in ("application_id", "user_version"):
            value = conn.execute(f"PRAGMA {pragma}").fetchone()[0]
            conn.execute(f"PRAGMA target.{pragma} = {value}")
    finally:
        conn.execute("DETACH DATABASE target")


def copy_pages(conn: Connection, target: Path, key: str) -> None:
    """Write the open database page by page as `target`, under the same raw key and salt.

    Reading its bytes through a handle of our own would, when that is closed, drop every lock this
    process holds on the file: so POSIX has it (sqlite.org/howtocorrupt, 2.2).
    """
    salt = conn.execute("PRAGMA cipher_salt").fetchone()[0] if key else ""
    copy = sqlcipher3.connect(str(target), isolation_level=None)
    try:
        _set_pragmas(copy, key + salt)
        copy.execute("PRAGMA journal_mode = MEMORY")
        conn.backup(copy)
    except DatabaseError as error:
        raise _problem(error) or _problem_in_words(str(error)) from error
    finally:
        copy.close()


def memory() -> Connection:
    """Open an empty database in memory."""
    conn = sqlcipher3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _set_pragmas(conn, "")
    _check_identity(conn, new=True)
    return conn


def refuse_unusable(path: Path, *, encrypted: bool, read_only: bool) -> None:
    """Raise unless the file is there and may be used as asked."""
    if not path.is_file():
        raise NotFound(f"找不到文件“{path.name}”；请检查它是否被移走或改名。")
    if path.stat().st_size == 0:
        raise NotOurFile(f"“{path.name}”是空文件，不是支部台账文件；文件未作任何改动。")
    if not encrypted:
        _refuse_foreign(path)
    writable = os.access(path, os.W_OK) and path.stat().st_mode & stat.S_IWUSR
    if not read_only and not writable:
        raise StorageBusy(
            f"“{path.name}”是只读的，不能在里面记录；请去掉它的只读属性，或复制到可写的文件夹再打开。"
        )


def _refuse_foreign(path: Path) -> None:
    """Raise unless a file's first bytes are those of a plain branch file.

    Opening another program's database could already change it: its journal would be played back.
    """
    with path.open("rb") as file:
        header = file.read(APPLICATION_ID_END)
    if not header.startswith(PLAIN_HEADER):
        raise WrongPassword
    if header[APPLICATION_ID_END - 4 :] != APPLICATION_ID.to_bytes(4, "big"):
        raise NotOurFile(_FOREIGN)


def _roll_back_cut_off(path: Path, key: str) -> None:
    """Undo what a process that died left half-written; a reader cannot, and may not read it."""
    if path.with_name(path.name + "-journal").exists() and os.access(path, os.W_OK):
        with suppress(AppError):
            connect(path, key=key).close()


def references(conn: Connection) -> list[tuple[str, str, str]]:
    """Return (table, column, table referred to) of every foreign key."""
    with translated():
        found: list[tuple[str, str, str]] = conn.execute(
            'SELECT m.name, f."from", f."table" FROM sqlite_master m,'
            " pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
        ).fetchall()
    return found


def unique_by_table(conn: Connection) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return what may not repeat within a branch, of every table that has any."""
    tables = conn.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'index'")
    return {name: unique_keys(conn, name) for (name,) in tables.fetchall()}


def unique_keys(conn: Connection, table: str) -> frozenset[tuple[str, ...]]:
    """Return the columns of a table that may not repeat within a branch, alone or as a group."""
    indexes = conn.execute(f"PRAGMA index_list({table})").fetchall()
    groups = (
        conn.execute(f"PRAGMA index_info({index[1]})").fetchall() for index in indexes if index[2]
    )
    return frozenset(tuple(c[2] for c in group if c[2] != "branch_id") for group in groups)


def unique_columns(conn: Connection, table: str) -> frozenset[str]:
    """Return the columns of a table that may not repeat, alone or together."""
    return frozenset(column for key in unique_keys(conn, table) for column in key)


def _set_pragmas(conn: Connection, key: str) -> None:
    conn.execute("PRAGMA cipher_log_level = NONE")
    if key:
        conn.execute(f"PRAGMA key = \"x'{key}'\"")
    conn.execute("PRAGMA busy_timeout = 2000")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")


def _check_identity(conn: Connection, *, new: bool) -> None:
    if new:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotOurFile(_FOREIGN)


@contextmanager
def transaction(conn: Connection) -> Iterator[None]:
    """Run a block in one transaction: all of it is kept, or nothing."""
    with translated():
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into sentences a person can act on."""
    try:
        yield
    except DatabaseError as error:
        if problem := _problem(error):
            raise problem from error
        raise


_DAMAGED = "文件损坏，或不是支部台账文件；文件未作任何改动，请从备份文件夹复制最近的一份出来打开。"


def _problem(error: Exception) -> AppError | None:
    return _PROBLEMS.get((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF, lambda: None)()


def _problem_in_words(words: str) -> AppError:
    """Return what went wrong while pages were copied: the driver gives no code for it."""
    damaged = "malformed" in words or "not a database" in words
    return _PROBLEMS[_CORRUPT if damaged else _FULL if "full" in words else _IOERR]()


def _busy(sentence: str) -> Callable[[], AppError]:
    return lambda: StorageBusy(sentence)


_PROBLEMS: dict[int, Callable[[], AppError]] = {
    _FULL: StorageFull,
    _BUSY: _busy("文件正被另一个程序使用，这一步没有保存；请关闭那个程序后重做这一步。"),
    _LOCKED: _busy("文件正被另一个程序使用，这一步没有保存；请关闭那个程序后重做这一步。"),
    _READONLY: _busy("文件或所在磁盘是只读的，这一步没有保存；请复制到可写的文件夹再打开。"),
    _CANTOPEN: _busy("打不开文件，可能没有这个文件夹的权限；请换一个文件夹再试，原文件未改动。"),
    _NOT_A_DB: lambda: NotOurFile(_DAMAGED),
    _CORRUPT: lambda: NotOurFile(_DAMAGED),
    _CONSTRAINT: lambda: Duplicate("这一步与已有记录冲突，没有保存；请先撤销或修改用到它的记录。"),
    _IOERR: _busy("读写磁盘出错，这一步没有保存；请检查磁盘或U盘是否还插着，再重新打开文件。"),
}


def refuse_moved(path: Path) -> None:
    """Raise StorageBusy if an open file is no longer where it was."""
    if not path.exists():
        raise StorageBusy(
            f"“{path.name}”已被移走、改名或删除，这一步没有保存；请放回原处，或从备份恢复后重做。"
        )


def refuse_newer(version: int, known: int) -> None:
    """Raise FileTooNew if the file's schema is one this program does not know."""
    if version > known:
        raise FileTooNew
