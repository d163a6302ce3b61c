"""The parts that every page of records is laid out with: the table's card, and the empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui import theme
from ui.widgets import card, column, label, row, unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QSplitter

_HINT = (
    "Enter 下移　Tab 右移　F6 离开表格　F2 修改　Delete 清空　Ctrl+C、V、D 复制、粘贴、向下填充　"
    "点行号或 Ctrl+Enter 打开　Ctrl+Delete 删除整条　右键更多"
)

PASTE_HINT = "也可以从 Excel 复制几行，在这里按 Ctrl+V。"


def table_card(split: QSplitter, table: QWidget, line: QWidget) -> tuple[QFrame, QLabel, QLabel]:
    """Add a table with the line for new records, its empty answer, and the keys under it."""
    frame, layout = card()
    split.addWidget(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    none = label("没有找到，请换个词，或清空搜索框和筛选条件。", "second")
    none.setAlignment(Qt.AlignmentFlag.AlignCenter)
    none.setContentsMargins(theme.unit(16), 0, theme.unit(16), theme.unit(16))
    hint = label(unbroken(_HINT), "keys", wrap=True)
    hint.setContentsMargins(theme.unit(16), theme.unit(4), theme.unit(16), theme.unit(8))
    layout.addWidget(table, 1)
    layout.addWidget(none, 4)  # in the middle of where the rows would stand
    layout.addWidget(line)
    layout.addWidget(hint)
    return frame, none, hint


class EmptyPage(QFrame):
    """What stands where there is no record yet: what belongs there and how to begin."""

    def __init__(self, sentence: str, steps: Sequence[QWidget]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._steps = steps
        self._hint = label("", "hint", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.hide()
        said = label(sentence, "second", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(self, margin=16)
        layout.addStretch(1)
        layout.addWidget(said)
        layout.addSpacing(theme.unit(8))
        layout.addLayout(row(None, *steps, None))
        layout.addSpacing(theme.unit(8))
        layout.addWidget(self._hint)
        layout.addStretch(2)

    def take_pasted(self, take: Callable[[], None]) -> None:
        """Call `take` on Ctrl+V, and say that this is a way to begin."""
        self.say(PASTE_HINT)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, take)

    def say(self, sentence: str) -> None:
        """Say below the steps what one has to know."""
        self._hint.setText(sentence)
        self._hint.show()

    def begin(self) -> None:
        """Put the cursor on the first step."""
        if self._steps:
            self._steps[0].setFocus()
