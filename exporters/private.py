"""The folder for plain text in passing: this user's alone, this process's own, emptied afterwards."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path

from models.errors import CannotWriteFile
from models.places import data_place


def private_folder() -> Path:
    """Return this process's folder for passing plain text, closed to other users.

    What a process that died left in its own is removed when this one is made.
    """
    own = data_place() / "tmp" / str(os.getpid())
    if not own.is_dir():
        empty_private_folder()
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteFile(
            f"不能在“{own.parent}”中写临时文件；原有文件没有改动，请检查磁盘空间和权限后重试。"
        ) from error
    own.parent.chmod(0o700)
    return own


def empty_private_folder() -> None:
    """Remove what earlier runs left behind."""
    root = data_place() / "tmp"
    for left in root.iterdir() if root.is_dir() else ():
        if not _is_running(left.name):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(name: str) -> bool:
    """Return whether another process of this number lives; Windows keeps open files anyway."""
    if sys.platform == "win32" or not name.isdigit() or int(name) == os.getpid():
        return False
    try:
        os.kill(int(name), 0)
    except OSError as error:
        return error.errno == errno.EPERM
    return True
