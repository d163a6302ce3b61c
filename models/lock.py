"""A lock on a branch file that dies with the process holding it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from models.errors import StorageBusy

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """The right to write one branch file; reading needs none."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            StorageBusy: if another window has the file open, or its folder may not be written.
        """
        self._path = path.with_name(f".{path.name}.lock")
        taken = StorageBusy(f"“{path.name}”已在另一个窗口中打开；请到那个窗口继续，或先把它关闭。")
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise StorageBusy(
                f"“{path.parent}”不能写入，没有打开也没有新建文件；请换一个可写的文件夹再试。"
            ) from None
        try:
            _hold(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise taken from None
        if self._was_replaced():
            os.close(self._descriptor)
            raise taken

    def _was_replaced(self) -> bool:
        """Return whether another process took the lock file away before it was locked here."""
        if sys.platform == "win32":
            return False
        try:
            return self._path.stat().st_ino != os.fstat(self._descriptor).st_ino
        except FileNotFoundError:
            return True

    def release(self) -> None:
        """Give the lock up."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)
