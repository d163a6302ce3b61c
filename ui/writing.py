"""A file that is open to be read only: what would change it is not offered, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from models.store import Store
    from ui.page import Page

READ_ONLY = "文件以只读方式打开：能看、能导出，不能修改"


def for_writing(store: Store, *controls: QWidget | QAction) -> None:
    """Take from a read-only file's window what would change it; resting on it says why."""
    if store.read_only:
        for control in controls:
            control.setEnabled(False)
            control.setToolTip(READ_ONLY)


def is_refused(page: Page) -> bool:
    """Return whether the page's file is not to be changed, and say so."""
    if page.store.read_only:
        page.refused.emit(f"{READ_ONLY}；要修改，请关掉占用它的程序后重新打开。")
    return page.store.read_only
