"""What is to be looked at of a year, as a list with the way to each of the records."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui import theme
from ui.widgets import button, column, label, row, rule, scrolled, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.findings import Finding
    from ui.page import Page

SEVERITIES = {"error": ("不符", "accent"), "warn": ("请核对", "warn"), "info": ("提示", "note")}
"""What a finding is called by how much it matters, and its tint."""
_MOST = 100
"""Findings that are listed; whoever has more begins with these."""
_NONE = "没有发现要核对的。"


class FindingsList(QDialog):
    """The findings below one another; `wanted` is the one whose record is to be shown."""

    def __init__(self, parent: QWidget, title: str, found: Sequence[Finding]) -> None:
        super().__init__(parent)
        self.wanted: Finding | None = None
        self.setWindowTitle(title)
        size = QSize(theme.unit(640), theme.unit(460))
        self.resize(size.boundedTo(parent.window().size()))
        layout = column(self, margin=16, spacing=12)
        count = f"（{len(found)}）" if found else ""
        layout.addWidget(label(f"{title}{count}", "cardtitle"))
        inner = QWidget()
        self._list = column(inner, spacing=8)
        for each in found[:_MOST]:
            self._add(each)
        if not found:
            self._list.addWidget(label(_NONE, "", wrap=True))
        elif len(found) > _MOST:
            words = f"还有 {len(found) - _MOST} 处没有列出，请先核对这些。"
            self._list.addWidget(label(words, "hint", wrap=True))
        self._list.addStretch(1)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(row(None, button("关闭", self.reject)))

    def _add(self, found: Finding) -> None:
        word, tone = SEVERITIES[found.severity]
        go = button("去看看", partial(self._choose, found), "quiet")
        go.setAccessibleName(f"去看看：{found.text}")
        if found.record_id is None:
            go.hide()  # showing the others before they stand in the list would open windows
        if self._list.count():
            self._list.addWidget(rule())
        head = row(mark := tag(word, tone), None, go)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
        self._list.addLayout(head)
        self._list.addWidget(label(found.text, "", wrap=True))
        self._list.addWidget(label(f"依据：{found.clause}", "hint", wrap=True))

    def _choose(self, found: Finding) -> None:
        self.wanted = found
        self.accept()


def chosen_of(page: Page, title: str, found: Sequence[Finding]) -> Finding | None:
    """List what was found, and return the one whose record is to be shown."""
    shown = FindingsList(page, title, found)
    shown.exec()
    shown.deleteLater()
    return shown.wanted
