"""What contradicts itself in a meeting, beside it and never in its way; each leads to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.findings import Finding

_MOST = 20


class Checks(QFrame):
    """The card of what to check."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card_warn")
        self.findings: list[Finding] = []
        self._first: QPushButton | None = None
        inside = column(self, margin=16)
        self._title = label("", "warning")
        inside.addWidget(self._title)
        self._lines = column(spacing=10)
        inside.addLayout(self._lines)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found, each with its clause and the way to its field."""
        if list(findings) == self.findings:
            return
        self.findings = list(findings)
        self._title.setText(f"请核对 {self.number} 处" if self.number else "提示")
        clear(self._lines)
        self._first = None
        for finding in self.findings[:_MOST]:
            self._lines.addLayout(self._line(finding))
        if len(findings) > _MOST:
            self._lines.addWidget(label(f"还有{len(findings) - _MOST}处。", "hint"))
        self.setVisible(bool(findings))

    @property
    def number(self) -> int:
        """How many places are to be checked; what is only worth knowing is not among them."""
        return sum(finding.severity != "info" for finding in self.findings)

    def begin(self) -> None:
        """Put the cursor on the way to the first field to be checked."""
        if self._first:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, finding: Finding) -> QVBoxLayout:
        made = column(spacing=2)
        made.addWidget(label(finding.text, wrap=True))
        if finding.clause:
            made.addWidget(label(finding.clause, "hint", wrap=True))
        go = button("去核对", lambda: self.chosen.emit(finding), "link")
        self._first = self._first or go
        go.setAccessibleName(f"去核对：{finding.text}")
        made.addLayout(row(go, None))  # alone it would hold the lines as narrow as it is
        return made
