"""The parts that every page of records is laid out with: the table's card, and the empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui import theme
from ui.widgets import card, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_HINT = (
    "Enter 下移　F2 修改　Delete 清空　Ctrl+C、V、D 复制、粘贴、向下填充　"
    "点行号或 Ctrl+Enter 打开　Ctrl+Delete 删除整条　右键更多"
)


def table_card(table: QWidget, line: QWidget) -> tuple[QFrame, QLabel]:
    """Return a table with the line for new records and the keys under it, and its empty answer."""
    frame, layout = card()
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    none = label("没有找到，请换个词，或清空搜索框和筛选条件。", "second")
    none.setContentsMargins(theme.unit(16), 0, 0, theme.unit(16))
    hint = label(_HINT, "keys", wrap=True)
    hint.setContentsMargins(theme.unit(16), theme.unit(4), theme.unit(16), theme.unit(8))
    layout.addWidget(table, 1)
    for part in (none, line, hint):
        layout.addWidget(part)
    return frame, none


def empty_page(sentence: str, steps: Sequence[QWidget]) -> QWidget:
    """Return what stands where there is no record yet: what belongs there and how to begin."""
    frame, layout = card()
    layout.addStretch(1)
    said = label(sentence, "second", wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addWidget(said)
    layout.addSpacing(theme.unit(8))
    layout.addLayout(row(None, *steps, None))
    layout.addStretch(2)
    return frame
