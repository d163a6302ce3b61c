"""Where the exported file is, and the ways to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from ui import theme
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

_NARROW = 480
"""Below this width the ways stand below the words."""


class ExportOutcome(QFrame):
    """A line above the pages that stays until something else is asked for or it is closed."""

    def __init__(self, refuse: Callable[[str], object]) -> None:
        """Begin without a file; `refuse` says what cannot be opened."""
        super().__init__()
        self.setObjectName("card")
        self._refuse = refuse
        self._path = Path()
        self._words = label("", wrap=True)
        close = button("", self.hide, "quiet", "x")
        close.setAccessibleName("关闭这一行")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(*map(theme.unit, (16, 8, 8, 8)))
        self._parts.setSpacing(theme.unit(8))
        self._parts.addWidget(self._words, 1)
        self._parts.addLayout(
            row(
                button("打开文件", self._open_file),
                button("打开所在文件夹", self._open_folder),
                None,
                close,
            )
        )
        self.hide()

    def show_file(self, path: Path) -> None:
        """Show where a file was written."""
        self._path = path
        self._words.setText(f"“{path.name}”已存好")
        self._words.setToolTip(str(path))
        self.setAccessibleName(f"“{path.name}”已存到“{path.parent}”")
        self.show()

    def _open_file(self) -> None:
        self._open(self._path, f"没有程序能打开“{self._path.name}”，它仍在原处；请从文件夹里打开。")

    def _open_folder(self) -> None:
        folder = self._path.parent
        self._open(folder, f"文件夹“{folder}”打不开；请在文件管理器里找它。")

    def _open(self, path: Path, refusal: str) -> None:
        if not path.exists():
            self._refuse(f"“{path.name}”已不在原处，可能已移动或改名；请重新导出。")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._refuse(refusal)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the ways below the words where there is little width."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_narrow = self.width() < theme.unit(_NARROW)
        self._parts.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
