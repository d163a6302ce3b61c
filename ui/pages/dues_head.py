"""The head of 党费: what of the year is due, paid and owed, and whose months no sum counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from models.dues.words import unfixed_words
from models.values import format_money
from ui import theme
from ui.page import PageHead
from ui.widgets import button, unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dues.book import YearLine

_MOST = 100
"""The share of the width that the sums take as far as they need it."""
_TIP = "这些月份应交多少还不知道，应交、欠交里都没有；点这里去核定"


class DuesHead(PageHead):
    """The title, the sums in as many lines as they need, and the way to what is not fixed."""

    unfixed_asked = Signal(int)
    """A member is wanted of whom some months are not fixed, by id."""

    def __init__(self) -> None:
        super().__init__("党费")
        self._first = 0
        self.unfixed = button("", lambda: self.unfixed_asked.emit(self._first), "link")
        self.unfixed.setToolTip(_TIP)
        self.unfixed.hide()
        self.count.setWordWrap(True)
        if isinstance(across := self.layout(), QHBoxLayout):
            beside = across.indexOf(self.count) + 1
            across.insertWidget(beside, self.unfixed, 0, Qt.AlignmentFlag.AlignBottom)
            across.setStretchFactor(self.count, _MOST)

    def show_sums(self, lines: Sequence[YearLine], until: str) -> None:
        """Show the sums of a year as they stand `until` now, or nothing of nobody."""
        due, waived, paid, owed, over = (
            sum(line.total(of) for line in lines)
            for of in ("due", "waived", "paid", "owed", "overpaid")
        )
        parts = [f"{until}应交 {format_money(due - waived)}", f"实交 {format_money(paid)}"]
        parts += [f"欠交 {format_money(owed)}"] if owed else []
        parts += [f"多交 {format_money(over)}"] if over else []
        words = unbroken("　".join(parts)).replace("　", " · ") if lines else ""
        self.count.setText(words)
        self.count.setAccessibleName(" · ".join(parts) if lines else "")
        self.count.ensurePolished()
        self.count.setMaximumWidth(
            self.count.fontMetrics().horizontalAdvance(words) + theme.unit(4)
        )
        words = unfixed_words(lines)
        self._first = next((line.person.member.id or 0 for line in lines if line.unfixed), 0)
        self.unfixed.setText(words)
        # Room for the frame of the focus as well, which stands within.
        self.unfixed.setMinimumWidth(self.unfixed.sizeHint().width() + theme.unit(6))
        self.unfixed.setAccessibleName(f"{words}：去核定")
        self.unfixed.setVisible(bool(words))
