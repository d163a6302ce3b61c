"""Putting a backup in the place of the branch file, while the window waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.backup import restore
from models.opening import key_for
from models.recovery import code_from_key
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def put_in_place(window: QWidget, backup: Path, path: Path, password: str) -> str:
    """Restore `backup` as `path`; return what opens it, "" if it has no password.

    Raises:
        AppError: the file at `path` is as it was.
    """
    run_alone(
        window,
        lambda _report: restore(backup, path, password=password),
        "正在恢复备份…",
        stoppable=False,
    )
    key = key_for(path, password)
    return code_from_key(key) if key else ""
