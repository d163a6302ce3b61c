"""Beside the table of 核定: why someone pays what they pay, and what was fixed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.codes import labels
from models.dues.bases_of_year import CARRIED, FIXED, UNFIXED
from models.dues.fixing import exceeds_cap, explained
from models.dues.records import month_of
from models.dues.words import month_words
from models.values import format_money
from ui.widgets import button, column, label, row, rule, scrolled, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dues.bases_of_year import BasisLine
    from models.dues.book import DuesBook
    from models.dues.fixing import Item
    from models.dues.records import Basis

_TONES = {FIXED: "good", CARRIED: "warn", UNFIXED: "accent"}
_FIRST = "还没有核定。在表格里填党员类别和交纳基数，月交金额自动算出；学生、农民等按固定金额交纳的，不填基数。"
_CARRIED = "工资或类别变了的，在表格里改，就成为本年的核定；没有变的，用“照去年核定”。"
_AT_ONCE = "工资变了的，按本支部的设置，从按新标准领取工资的当月起重新核定。"
_NEXT_YEAR = "工资变了的，按本支部的设置，年内一般不变动，从下一年1月起重新核定。"


class BasisSide(QWidget):
    """One member's 核定 in words, with the ways to change it."""

    edit_asked = Signal()
    change_asked = Signal()
    large_asked = Signal()
    close_asked = Signal()

    def __init__(
        self, line: BasisLine, name: str, book: DuesBook, year: int, items: Sequence[Item]
    ) -> None:
        super().__init__()
        self._line, self._book = line, book
        self.writing: list[QWidget] = []
        layout = column(self, spacing=12)
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭")
        close.setToolTip("关闭（Esc）")
        mark = tag(line.state, _TONES.get(line.state, "warn"))
        head = row(label(name, "name", wrap=True), mark, close)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(head)
        inner = QWidget()
        self._parts = column(inner, spacing=8)
        self._explain(year)
        self._add_items(items)
        self._add_history()
        self._parts.addStretch(1)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(self._ways())

    def _say(self, text: str, name: str = "") -> None:
        self._parts.addWidget(label(text, name, wrap=True))

    def _explain(self, year: int) -> None:
        line, rounding = self._line, self._book.settings.rounds
        shown = line.shown
        if shown.payer:
            words = explained(shown, rounding)
            self._say(words if shown.payer in words else f"{shown.payer}：{words}")
        else:
            self._say(_FIRST)
        if line.state == CARRIED and line.held and line.held.since:
            since = month_words(month_of(line.held.since))
            self._say(f"{year}年还没有核定，现在沿用{since}起的核定。", "doubt")
            self._say(_CARRIED, "second")
        if shown.is_assumed:
            self._say(f"党员类别暂按“{shown.payer}”，还没有核对，请核对。", "doubt")
        if exceeds_cap(shown):
            large = button("登记为大额党费…", self.large_asked.emit)
            self.writing.append(large)
            self._parts.addLayout(row(large, None))
        if line.state == FIXED:
            self._say(_AT_ONCE if self._book.settings.within_year else _NEXT_YEAR, "second")

    def _add_items(self, items: Sequence[Item]) -> None:
        for use in labels("item_use"):
            told = [
                f"{item.label} {format_money(item.amount)}" for item in items if item.use == use
            ]
            if told:
                self._say(f"{use}：{'、'.join(told)}", "second")

    def _add_history(self) -> None:
        others = [basis for basis in self._line.all if basis.id != self._line.shown.id]
        if not others:
            return
        self._parts.addWidget(rule())
        self._say("其他各次核定", "second")
        for basis in reversed(others):
            self._say(_words(basis))

    def _ways(self) -> QHBoxLayout:
        edit = button("打开", self.edit_asked.emit, "", "pencil")
        parts: list[QWidget | None] = [edit]
        if self._line.state == FIXED:
            parts.append(button("工资变了…", self.change_asked.emit))
        self.writing += [part for part in parts if part]
        return row(*parts, None)


def _words(basis: Basis) -> str:
    since = f"{month_words(month_of(basis.since))}起" if basis.since else ""
    base = f"基数 {format_money(basis.base)} 元，" if basis.base is not None else ""
    why = f"（{basis.cause}）" if basis.cause else ""
    return f"{since}{why}：{basis.payer}，{base}月交 {format_money(basis.amount or 0)} 元"
