"""The folder for plain text in passing: this user's alone, this process's own, emptied afterwards."""

from __future__ import annotations

import errno
import math
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from models.errors import CannotWriteFile
from models.places import data_place

_NOTE = ".draft"
_DRAFT = re.compile(r"\.[0-9a-f]{8}\.tmp")


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


def note_passing(draft: Path) -> Path | None:
    """Note where a draft is about to lie, so that the next run removes it if this one dies.

    Returns the note, to be removed once the draft is gone; None if none could be written.
    """
    try:
        note = private_folder() / f"{draft.stem}{_NOTE}"
        note.write_text(str(draft.absolute()), "utf-8")
    except (CannotWriteFile, OSError):
        return None
    return note


def empty_private_folder(since: float = math.inf) -> None:
    """Remove what earlier runs left behind, here and where their notes say.

    `since` is when this run began, in seconds since 1970: what it has made itself stays.
    """
    root = data_place() / "tmp"
    for left in root.iterdir() if root.is_dir() else ():
        if _is_running(left.name) or _changed(left) > since:
            continue
        notes = list(left.glob(f"*{_NOTE}"))
        remaining = [note for note in notes if not _is_removed(note)]
        if not remaining:
            shutil.rmtree(left, ignore_errors=True)
            continue
        # A draft on a stick that is not plugged in now is removed when it is.
        for passing in set(left.iterdir()).difference(remaining):
            with suppress(OSError):
                passing.unlink()


def _changed(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return -math.inf


def _is_removed(note: Path) -> bool:
    """Remove the draft that a note names; return whether it is gone."""
    try:
        draft = Path(note.read_text("utf-8"))
        if not _DRAFT.fullmatch(draft.name):
            return True
        if not draft.parent.is_dir():
            return False
        draft.unlink(missing_ok=True)
        note.unlink()
    except (OSError, ValueError):
        return False
    return True


def _is_running(name: str) -> bool:
    """Return whether another process of this number lives; Windows keeps open files anyway."""
    if sys.platform == "win32" or not name.isdigit() or int(name) == os.getpid():
        return False
    try:
        os.kill(int(name), 0)
    except OSError as error:
        return error.errno == errno.EPERM
    return True
