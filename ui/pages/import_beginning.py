"""The import page before anything was chosen: what can be brought, and the ways to bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from ui import theme
from ui.widgets import button, column, label, row
from ui.writing import READ_ONLY

if TYPE_CHECKING:
    from ui.pages.imports import ImportPage

_EMPTY = (
    "这里把现有的党员名册、三会一课登记表、工资表、党费交纳登记表取进来：选一个 Excel、WPS 表格，"
    "或从表格里复制后粘贴。"
    "确认之前什么也不会写入。"
)
_MORE_WAYS = "也可以把文件拖到这一页，或按 Ctrl+V 粘贴。"


class ImportBeginning(QFrame):
    """One sentence, and the two ways to begin."""

    def __init__(self, page: ImportPage) -> None:
        super().__init__()
        self.setObjectName("card")
        self.ways = (
            button("选择文件…", page.choose, "primary", "folder-open"),
            button("粘贴表格", page.paste, "", "clipboard-paste"),
        )
        layout = column(self, margin=16)
        layout.addStretch(1)
        layout.addWidget(_centred(_EMPTY, "second"))
        layout.addSpacing(theme.unit(8))
        layout.addLayout(row(None, *self.ways, None))
        hint = f"{READ_ONLY}。" if page.store.read_only else _MORE_WAYS
        layout.addWidget(_centred(hint, "hint"))
        layout.addStretch(2)


def _centred(text: str, name: str) -> QLabel:
    made = label(text, name, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
