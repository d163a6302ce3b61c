"""The only door to the file: reads return records, every write happens inside `Store.change`."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from models import database, journal, search
from models.aside import read_json
from models.database import BRANCH_BITS, OWN_BRANCH
from models.errors import AppError, NotFound
from models.fields import record_maker
from models.journal import Entry, HistoryItem, Row, RowChange
from models.open_file import OpenFile
from models.search import Hit
from models.taking_back import refuse_touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from models.branch import Branch
    from models.change import Change
    from models.lock import FileLock

R = TypeVar("R")
FOUNDING = (OWN_BRANCH << BRANCH_BITS) + 1


def now() -> str:
    """Return the local time as ISO text to the second."""
    return datetime.now().astimezone().replace(tzinfo=None).isoformat(" ", "seconds")


class Store:
    """One branch file: its records, their history, and the way back.

    Close it, or use it as a context manager. `path` is None for a store in memory.
    """

    def __init__(
        self,
        conn: database.Connection,
        path: Path | None = None,
        *,
        key: str = "",
        lock: FileLock | None = None,
    ) -> None:
        """Take over an open connection; use `create`, `open` or `memory` instead."""
        self._file = OpenFile(conn, path, key, lock)
        self._open_change: Change | None = None
        self._listeners: list[Callable[[frozenset[str], str], None]] = []
        self._stacks: tuple[list[int], list[int]] | None = None
        self._next_ids: dict[str, int] = {}

    @classmethod
    def create(cls, path: Path, branch: Branch, *, password: str = "") -> Store:
        """Write a new file for a branch.

        Raises:
            AppError: if something stands at `path` already or it cannot be written.
        """
        from models.opening import create  # noqa: PLC0415 - opening builds Stores

        return create(path, branch, password=password)

    @classmethod
    def open(cls, path: Path, *, password: str = "", read_only: bool = False) -> Store:
        """Open a file with its password or recovery code.

        Raises:
            WrongPassword, FileTooNew, NotOurFile, NotFound, StorageBusy: the file is untouched.
        """
        from models.opening import open_store  # noqa: PLC0415 - opening builds Stores

        return open_store(path, password=password, read_only=read_only)

    @classmethod
    def memory(cls, branch: Branch) -> Store:
        """Make a store in memory."""
        from models.opening import memory  # noqa: PLC0415 - opening builds Stores

        return memory(branch)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file and give up its lock, once other threads are done with it."""
        self._file.close()

    def alone(self) -> AbstractContextManager[None]:
        """Have the file to itself: a step or a look of another thread ends first.

        View settings and drafts kept meanwhile by other threads are written afterwards.
        """
        return self._file.alone()

    def looked_at(self) -> AbstractContextManager[Callable[[], bool]]:
        """Read the file by another connection; gives what tells whether a write waits for it."""
        return self._file.looked_at()

    def exchange(self, draft: Path, key: str) -> None:
        """Put `draft` in the file's place and go on with it under another key.

        Raises:
            CannotWriteFile: the old file is open as before, or the sentence names what holds all.
        """
        self._file.exchange(draft, key)

    @property
    def _conn(self) -> database.Connection:
        return self._file.conn

    @property
    def path(self) -> Path | None:
        """Where the file lies, None for a store in memory."""
        return self._file.path

    @property
    def key(self) -> str:
        """The file's raw key in hex, "" without a password."""
        return self._file.key

    @property
    def connection(self) -> database.Connection:
        """The connection, for whole-file work (verify, backup, password) in a Task."""
        return self._conn

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.path is not None and self._file.lock is None

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return bool(self.key)

    @property
    def branch(self) -> Branch:
        """The branch the file is kept for."""
        from models.branch import Branch  # noqa: PLC0415 - records import fields only

        return self.all(Branch)[0]

    @property
    @database.translated()
    def heading(self) -> str:
        """The branch's name for the head of a window, read without loading its type of record."""
        short_name, name = self._conn.execute("SELECT short_name, name FROM branch").fetchone()
        return str(short_name or name)

    def all(self, record_type: type[R]) -> list[R]:
        """Return every record of a type, by id."""
        return self._read(record_type, "", ())

    def where(self, record_type: type[R], **equal: Any) -> list[R]:
        """Return the records whose columns equal the given values, by id."""
        clause = " AND ".join(f"{name} IS ?" for name in equal)
        where = f"WHERE {clause}" if equal else ""
        return self._read(record_type, where, tuple(equal.values()))

    def in_slices(
        self, record_type: type[R], *, first: int = 200, then: int = 1_000
    ) -> Iterator[list[R]]:
        """Yield every record of a type by id, a few at a time; nothing stays open in between."""
        last, most = -1, first
        while found := self._read(record_type, "WHERE id > ?", (last,), most):
            yield found
            last, most = found[-1].id, then  # type: ignore[attr-defined]

    def get(self, record_type: type[R], record_id: int) -> R:
        """Return one record.

        Raises:
            NotFound: if it is not on file.
        """
        if not (found := self.where(record_type, id=record_id)):
            raise NotFound("这条记录已不在文件中，可能刚被删除或撤销。")
        return found[0]

    def _read(
        self, record_type: type[R], clause: str, values: tuple[Any, ...], most: int = -1
    ) -> list[R]:
        table = record_type.table  # type: ignore[attr-defined]
        with database.translated():
            cursor = self._conn.execute(
                f"SELECT * FROM {table} {clause} ORDER BY id LIMIT ?",  # noqa: S608
                (*values, most),
            )
            names = [column[0] for column in cursor.description]
            return list(map(record_maker(record_type, names), cursor))

    @database.translated()
    def largest(self, record_type: type[Any], column: str) -> int:
        """Return the largest number in a column, 0 for none."""
        query = f"SELECT max({column}) FROM {record_type.table}"  # noqa: S608
        return self._conn.execute(query).fetchone()[0] or 0

    @database.translated()
    def row(self, table: str, row_id: int) -> Row | None:
        """Return one row as it lies in the file, without its branch."""
        cursor = self._conn.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))  # noqa: S608
        if (values := cursor.fetchone()) is None:
            return None
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, values, strict=True))
        del row["branch_id"]
        return row

    @contextmanager
    def change(self, title: str) -> Iterator[Change]:
        """Make one transaction, one journal entry and one undo step of a block of writes.

        Listeners hear of it after the commit. A block that alters nothing leaves no entry.
        """
        yield from self._change(title, None)

    def _change(self, title: str, undoes: int | None) -> Iterator[Change]:
        with self._file.written():  # a step that another thread has open ends first
            yield from self._change_alone(title, undoes)

    def _change_alone(self, title: str, undoes: int | None) -> Iterator[Change]:
        if self._open_change:
            raise AssertionError("a change is open already")
        if self.read_only:
            raise AppError("文件以只读方式打开，没有保存；请重新打开后再修改。")
        if self.path:
            database.refuse_moved(self.path)
        from models.change import Change  # noqa: PLC0415 - with every kind of record, 20 ms

        change = self._open_change = Change(self)
        try:
            with database.transaction(self._conn):
                yield change
                entry = self._record(change, title, undoes)
        except BaseException:
            self._next_ids.clear()
            raise
        finally:
            self._open_change = None
        if entry:
            self._announce(entry, change.tables)

    def _record(self, change: Change, title: str, undoes: int | None) -> Entry | None:
        changes = change.settled()
        if not changes:
            return None
        entry = Entry(self.new_id("journal"), now(), title, undoes)
        journal.write_entry(
            self._conn,
            entry,
            changes,
            schema=database.SCHEMA_VERSION,
            branch_id=OWN_BRANCH,
        )
        change.refresh_index(changes)
        return entry

    def _announce(self, entry: Entry, tables: frozenset[str]) -> None:
        if self._stacks:
            journal.push(*self._stacks, entry.id, entry.undoes)
        for listener in list(self._listeners):
            listener(tables, entry.title)

    def subscribe(self, listener: Callable[[frozenset[str], str], None]) -> Callable[[], None]:
        """Call `listener(tables, title)` after every change; return what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def new_id(self, table: str) -> int:
        """Return the next free id of a table, never one that was in use before."""
        if table not in self._next_ids:
            used = self._conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608
            named = self._conn.execute(
                "SELECT coalesce(max(row_id), 0) FROM change WHERE table_name = ?", (table,)
            ).fetchone()[0]
            self._next_ids[table] = max(used, named, OWN_BRANCH << BRANCH_BITS) + 1
        fresh = self._next_ids[table]
        self._next_ids[table] += 1
        return fresh

    @property
    @database.translated()
    def _undo_stacks(self) -> tuple[list[int], list[int]]:
        if self._stacks is None:
            self._stacks = journal.undo_stacks(self._conn)
        return self._stacks

    @property
    def undoable(self) -> Entry | None:
        """The step that `undo` would take back, under the title it was made with."""
        return self._titled(self._undo_stacks[0])

    @property
    def redoable(self) -> Entry | None:
        """The step that `redo` would make again."""
        return self._titled(self._undo_stacks[1])

    @database.translated()
    def _titled(self, stack: list[int]) -> Entry | None:
        found = journal.entry(self._conn, stack[-1]) if stack else None
        return found[0] if found and found[0].id != FOUNDING else None

    def undo(self) -> Entry:
        """Take the last step back.

        Raises:
            NotFound: if there is none.
        """
        if (entry := self.undoable) is None:
            raise NotFound("没有可以撤销的步骤。")
        return self.undo_entry(entry.id)

    def redo(self) -> Entry:
        """Make the step last taken back again.

        Raises:
            NotFound: if there is none.
        """
        entry = self.redoable
        if entry is None:
            raise NotFound("没有可以重做的步骤。")
        return self.undo_entry(entry.id)

    def undo_entry(self, entry_id: int) -> Entry:
        """Take one step back alone, however old, if nothing later touched its rows.

        Raises:
            NotFound, AppError: naming the first later step that stands in the way.
        """
        with database.translated():
            entry, schema = journal.entry(self._conn, entry_id) or (None, 0)
        if entry is None or entry_id == FOUNDING:
            raise NotFound("没有可以撤销的步骤。")
        if schema < database.ROWS_SINCE:
            raise AppError(f"“{entry.title}”是旧版本程序记下的，不能撤销；请直接修改记录。")
        with contextmanager(self._change)(entry.title, entry.id) as change:
            made = journal.changes_of(self._conn, entry_id)
            refuse_touched(self._conn, self._undo_stacks, change, entry, made)
            change.apply([one.reversed for one in reversed(made)])
        return entry

    @database.translated()
    def entries(self, limit: int = 200) -> list[Entry]:
        """Return the newest steps, newest first."""
        return journal.entries(self._conn, limit)

    @database.translated()
    def changes(self, entry_id: int) -> list[RowChange]:
        """Return what a step altered."""
        return journal.changes_of(self._conn, entry_id)

    @database.translated()
    def history(self, record: Any, limit: int = 200) -> list[HistoryItem]:
        """Return the changes of one record and of what stands in its own columns, newest first."""
        return list(journal.history(self._conn, record.table, record.id, limit))

    @database.translated()
    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return the newest records that hold `query`, a substring of one character or more."""
        query = query.strip()
        return search.hits(self._conn, self.row, query, limit) if query else []

    @database.translated()
    def preference(self, name: str, default: Any = None, shape: Any = object) -> Any:
        """Return how a view was left or a mapping remembered, `default` if it has another shape."""
        body = self._file.aside(f"view:{name}")
        return read_json(body, shape, default) if body else default

    def prefer(self, name: str, value: Any) -> None:
        """Remember a JSON value about how things are shown or read."""
        self._keep(f"view:{name}", json.dumps(value, ensure_ascii=False))

    @database.translated()
    def draft(self, name: str) -> str:
        """Return an unfinished text, "" if none."""
        return self._file.aside(f"draft:{name}")

    def keep_draft(self, name: str, text: str) -> None:
        """Keep an unfinished text in place of the last; "" removes it."""
        self._keep(f"draft:{name}", text)

    def _keep(self, name: str, body: str) -> None:
        if not self.read_only:
            self._file.keep_aside(name, body)
