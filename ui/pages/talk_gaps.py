"""Between whom the year has no talk yet, beside the list of talks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.flow import Flow
from ui.widgets import button, column, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.life.talks import TalkCoverage
    from models.members.standing import Standing
    from models.rules.findings import Finding, Rule

_HINT = "谈过的请点姓名补录，没谈的请安排。"


class TalkGaps(QWidget):
    """The names of those without a talk, each of which begins a record of one."""

    chosen = Signal(str, str)
    """Who talked, "" where that may be anyone, and who was talked to."""
    close_asked = Signal()

    def __init__(
        self,
        coverage: TalkCoverage,
        occasions: Sequence[Finding],
        rule: Rule,
        names: Mapping[int, str],
    ) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭")
        close.setToolTip("关闭（Esc）")
        layout.addLayout(row(label("未见谈话记录", "name"), None, close))
        layout.addWidget(label(_HINT, "second", wrap=True))
        inner = QWidget()
        self._list = column(inner, spacing=8)

        def name(person: Standing) -> str:
            return names.get(person.member.id or 0, person.member.name)

        pairs = [(name(one), name(two)) for one, two in coverage.pairs]
        self._first: QPushButton | None = None
        self._add("支委之间", pairs)
        self._add("支委和党员之间", [("", name(one)) for one in coverage.alone])
        self._add("党员之间", [("", name(one)) for one in coverage.apart])
        for finding in occasions:
            self._list.addWidget(label(finding.text, "doubt", wrap=True))
            self._list.addWidget(label(f"依据：{finding.clause}", "hint", wrap=True))
        self._list.addWidget(label(f"{rule.text}。依据：{rule.citation}", "hint", wrap=True))
        self._list.addStretch(1)
        layout.addWidget(scrolled(inner), 1)

    def begin(self) -> None:
        """Put the cursor on the first name."""
        if self._first:
            self._first.setFocus()

    def _add(self, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        self._list.addWidget(label(f"{title}（{len(pairs)}）", "second"))
        room = QWidget()
        made = []
        for host, guest in pairs:
            words = "和".join(filter(None, (host, guest)))
            one = button(words, partial(self.chosen.emit, host, guest), "chip")
            one.setAccessibleName(f"补录{words}的谈话")
            made.append(one)
            self._first = self._first or one
        Flow(room, *made)
        self._list.addWidget(room)
