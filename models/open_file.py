"""The open file beneath a store: its connection, who may use it now, and what waits for that."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import RLock
from typing import TYPE_CHECKING

from models import database
from models.aside import read_aside
from models.errors import AppError, CannotWriteFile
from models.put_off import PutOff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.lock import FileLock


class OpenFile:
    """One connection that several threads take in turn; `path` is None for one in memory."""

    def __init__(
        self, conn: database.Connection, path: Path | None, key: str, lock: FileLock | None
    ) -> None:
        """Take over an open connection."""
        self.conn = conn
        self.path = path
        self.key = key
        self.lock = lock
        self._writing = RLock()
        self._looking = RLock()
        self._put_off = PutOff()
        self._writes_begun = 0

    def close(self) -> None:
        """Close the file and give up its lock, once other threads are done with it."""
        with self.alone():
            with suppress(AppError, database.DatabaseError):
                self._put_off.write(self.conn)
            self.conn.close()
        if self.lock:
            self.lock.release()
            self.lock = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the file to itself: a step or a look of another thread ends first."""
        with self.written(), self._looking:
            yield

    @contextmanager
    def looked_at(self) -> Iterator[Callable[[], bool]]:
        """Read the file by another connection; yields what tells whether a write waits for it."""
        with self._looking:
            begun = self._writes_begun
            yield lambda: self._writes_begun != begun

    @contextmanager
    def written(self) -> Iterator[None]:
        """Write alone; what was to be kept aside meanwhile is written afterwards."""
        self._writes_begun += 1
        try:
            with self._writing:
                yield
        finally:
            with suppress(AppError, database.DatabaseError):
                self._write_put_off()

    def aside(self, name: str) -> str:
        """Return what is kept aside under a name, "" for nothing."""
        waiting = self._put_off.get(name)
        return read_aside(self.conn, name) if waiting is None else waiting

    def keep_aside(self, name: str, body: str) -> None:
        """Keep a text aside now, or as soon as the step or work that is going on has ended."""
        self._put_off.add(name, body)
        self._writes_begun += 1
        self._write_put_off()

    def _write_put_off(self) -> None:
        while self._put_off and self._writing.acquire(blocking=False):
            try:
                if self.conn.in_transaction:
                    return
                self._put_off.write(self.conn)
            finally:
                self._writing.release()

    def exchange(self, draft: Path, key: str) -> None:
        """Put `draft` in the file's place and go on with it under another key.

        Raises:
            CannotWriteFile: the old file is open as before, or the sentence names what holds all.
        """
        if self.path is None:
            raise AssertionError("a store in memory has no file")
        if not self.path.exists():
            self._put_in_gap(draft, self.path, key)
            return
        self.conn.close()
        try:
            draft.replace(self.path)
        except OSError as error:
            self._reopen(draft, self.path)
            draft.unlink(missing_ok=True)
            raise CannotWriteFile(
                f"没有改动：不能替换“{self.path.name}”（{error.strerror}）；原文件完好，请重试。"
            ) from error
        self.key = key
        self.conn = database.connect(self.path, key=key)

    def _put_in_gap(self, draft: Path, path: Path, key: str) -> None:
        """Put `draft` where the open file no longer is; what is open holds the only other copy."""
        try:
            draft.replace(path)
        except OSError as error:
            raise CannotWriteFile(
                f"没有写回：不能写“{path.name}”（{error.strerror}）；全部记录另存在“{draft}”，"
                "请不要关闭程序，检查文件夹权限后重试。"
            ) from error
        new = database.connect(path, key=key)
        self.conn.close()
        self.conn, self.key = new, key

    def _reopen(self, draft: Path, path: Path) -> None:
        """Open the old file again."""
        try:
            self.conn = database.connect(path, key=self.key)
        except (AppError, OSError, database.DatabaseError) as error:
            raise CannotWriteFile(
                f"没有改动，但“{path.name}”现在打不开；全部记录另存在“{draft}”，"
                "请先把它复制到别处，再重新打开程序。"
            ) from error
