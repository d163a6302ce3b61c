"""One person's name among those who should attend, on the tint of whether they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from models.meetings.records import Attendance

_LOOK = {PRESENT: "present", ON_LEAVE: "away", ABSENT: "away", MADE_UP: "made_up", "": "open"}


class PersonMark(QLabel):
    """One person's name on the tint of whether they came."""

    clicked = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_entry(self, name: str, entry: Attendance, *, is_current: bool) -> None:
        """Show whether someone came, and why not; one who is meant now has a frame."""
        look = _LOOK.get(entry.status, "open") if entry.is_counted else "excluded"
        words = name if entry.is_counted else f"{name} 不计"
        if entry.status not in {PRESENT, ""}:
            words += f" {entry.reason or entry.status}"
        self.setText(words)
        self.setAccessibleName(f"{name} {entry.status or '未登记'} {entry.reason}")
        if (self.property("look"), self.property("current")) != (look, is_current):
            self.setProperty("look", look)
            self.setProperty("current", is_current)
            self.style().unpolish(self)
            self.style().polish(self)

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click, or of a wish for more with the other button."""
        if event.button() == Qt.MouseButton.RightButton:
            self.asked.emit()
        else:
            self.clicked.emit()
