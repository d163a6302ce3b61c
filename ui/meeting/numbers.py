"""Numbers of a vote in a line: 应到 and 实到 follow the attendance until they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.fields import field_of
from ui import theme
from ui.meeting.speech import Line
from ui.widgets import label, repolish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.rules.findings import Finding, Rule
    from ui.meeting.shared import Shared

_FOLLOWED = {"due": "voters_due", "present": "voters_present"}


class NumberLine(Line):
    """A line with numbers of people, two of which are those of the meeting."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._typed_counts: set[str] = set()
        self._judged = ""
        self.verdict = label("", "tag_plain", wrap=True)
        self.clause = label("", "hint", wrap=True)
        shared.counted.connect(self._follow)

    def numbers(self, names: Sequence[str], width: int = 48) -> list[QWidget]:
        """Return captioned editors of numbers."""
        return [self.captioned(name, width) for name in names]

    def captioned(self, name: str, width: int, caption: str = "") -> QWidget:
        """Return an editor with its caption before it, kept together where lines break."""
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(6))
        field = field_of(self.record_type, name)
        text = caption or field.label.replace("会有表决权", "").replace("会有选举权", "")
        sign = label(text.split("（")[0], "second")
        editor = self.make(name, width) if not name.endswith("_id") else self.person(name, width)
        sign.setBuddy(editor)
        layout.addWidget(sign)
        layout.addWidget(editor)
        return made

    def show_record(self, record: Any) -> None:
        """Show a vote; numbers that are those of the meeting go on following it."""
        super().show_record(record)
        counts = self.shared.counts
        self._typed_counts = {
            name
            for name, whole in _FOLLOWED.items()
            if getattr(record, name) not in {None, getattr(counts, whole)}
        }
        self._follow()

    def _follow(self) -> None:
        for name, whole in _FOLLOWED.items():
            number = getattr(self.shared.counts, whole)
            if name not in self._typed_counts:
                self.editors[name].setText(str(number) if number else "")
        self.judge()

    def changed(self, name: str) -> None:
        """Judge anew; a number that was emptied follows the meeting again."""
        if name in _FOLLOWED and self.editors[name].text().strip():
            self._typed_counts.add(name)
        elif name in _FOLLOWED:
            self._typed_counts.discard(name)
        self.judge()

    def show_doubts(self, findings: Iterable[Finding]) -> None:
        """Show what was found, but for what the verdict says already."""
        said = self._judged
        super().show_doubts(each for each in findings if each.text.removesuffix("。") != said)

    def judge(self) -> None:
        """Show what the numbers give."""

    def show_verdict(self, text: str, tone: str, rule: Rule, more: str = "") -> None:
        """Show a judgement with what it takes for granted, and the clause it stands on."""
        self._judged = text.removesuffix("。")
        self.verdict.setText(f"{self._judged}{more}")
        self.verdict.setAccessibleDescription(rule.citation)
        self.clause.setText(f"{rule.citation}")
        self.verdict.setToolTip(rule.text)
        name = f"tag_{tone}"
        if self.verdict.objectName() != name:
            self.verdict.setObjectName(name)
            repolish(self.verdict)
