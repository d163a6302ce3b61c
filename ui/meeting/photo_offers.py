"""Photographs taken at the time of another meeting are offered to it, until that is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.meetings.moments import belonging_elsewhere
from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.attachments import Attachment
    from models.meetings.records import Meeting
    from models.store import Store


class PhotoOffers(QWidget):
    """One sentence a meeting, with the two ways to settle it."""

    accepted = Signal(list, object)
    """Photographs, and the meeting they are to be put to."""
    settled = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._lines = column(self, spacing=8)
        self.hide()

    def look(
        self, meeting: Meeting, photos: Sequence[Attachment], taken: Sequence[datetime | None]
    ) -> None:
        """Offer photographs just put to a meeting to those that were held when they were taken."""
        for other, places in belonging_elsewhere(self._store, meeting, taken):
            first = min(moment for place in places if (moment := taken[place]))
            about = " 前后" if len(places) > 1 else ""
            words = (
                f"有 {len(places)} 张照片拍于 {first:%Y-%m-%d %H:%M}{about}，"
                f"与{other.heading}的时间相符。"
            )
            self._lines.addWidget(self._line(words, other, [photos[place] for place in places]))
        self.setVisible(self._lines.count() > 0)

    def _line(self, words: str, other: Meeting, photos: list[Attachment]) -> QFrame:
        line = QFrame()
        line.setObjectName("tinted")
        inside = column(line, margin=8, spacing=4)
        inside.addWidget(label(words, "doubt", wrap=True))
        go = button("放到那次会议", lambda: self._settle(line, photos, other), "link")
        stay = button("留在这里", lambda: self._settle(line, [], other), "link")
        go.setAccessibleName(f"{words}放到那次会议")
        stay.setAccessibleName(f"{words}留在这里")
        inside.addLayout(row(go, stay, None, spacing=16))
        return line

    def _settle(self, line: QFrame, photos: list[Attachment], other: Meeting) -> None:
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.setVisible(self._lines.count() > 0)
        if photos:
            self.accepted.emit(photos, other)
        self.settled.emit()

    def forget(self) -> None:
        """Offer nothing any more."""
        clear(self._lines)
        self.hide()
