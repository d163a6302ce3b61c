"""Copying the branch file elsewhere: to a USB stick, or any folder that is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from models.backup import back_up
from models.places import removable_places
from ui.files import documents
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from models.store import Store


def copy_elsewhere(parent: QWidget, store: Store) -> str:
    """Ask where to, copy and verify; return what was done, "" if it was given up.

    Raises:
        CannotWriteFile: nothing half-written remains.
    """
    place = next(iter(removable_places()), documents())
    name = QFileDialog.getExistingDirectory(parent, "复制到U盘或别的文件夹", str(place))
    if not name:
        return ""
    made = run_alone(
        parent,
        lambda _report: back_up(store, "复制", Path(name)),
        "正在复制并验证…",
        stoppable=False,
    )
    locked = "副本同样要密码才能打开" if store.encrypted else "副本没有密码，请妥善保管"
    return f"已复制并验证：{made.path.name}，放在“{name}”；{locked}。"
