"""One question before something doubtful is written; unless one says so, nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.small_dialog import SmallDialog
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SureDialog(SmallDialog):
    """Says what is doubtful, with its clause; Enter and Esc leave it unwritten."""

    def __init__(self, parent: QWidget, title: str, sentence: str) -> None:
        super().__init__(parent, title, 440)
        words = label(sentence, wrap=True)
        self.column.addWidget(words)
        self.setAccessibleDescription(sentence)
        leave = button("取消", self.reject, "primary")
        self.column.addLayout(row(None, button("确认", self.accept), leave))
        leave.setFocus()


def is_sure(parent: QWidget, title: str, sentence: str) -> bool:
    """Return whether someone wants a doubtful thing written all the same."""
    dialog = SureDialog(parent, title, sentence)
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
