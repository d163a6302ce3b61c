"""Photographs taken at the time of another meeting are offered to it, until that is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.meetings.moments import belonging_elsewhere
from models.meetings.naming import name_of_meeting
from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.attachments import Attachment
    from models.meetings.records import Meeting
    from models.store import Store


class _Offer(NamedTuple):
    """Photographs, each with when it was taken, and the meeting held then with its name."""

    other: Meeting
    called: str
    photos: tuple[tuple[Attachment, datetime], ...]

    @property
    def sentence(self) -> str:
        """What the user is told."""
        first = min(moment for _, moment in self.photos)
        about = " 前后" if len(self.photos) > 1 else ""
        return (
            f"有 {len(self.photos)} 张照片拍于 {first:%Y-%m-%d %H:%M}{about}，"
            f"与{self.called}的时间相符。"
        )


class PhotoOffers(QWidget):
    """One sentence a meeting, with the two ways to settle it."""

    accepted = Signal(list, object)
    """Photographs, and the meeting they are to be put to; offered until they are no longer here."""
    settled = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._offers: list[_Offer] = []
        self._shown: list[_Offer] = []
        self._lines = column(self, spacing=8)
        self.hide()

    def look(
        self, meeting: Meeting, photos: Sequence[Attachment], taken: Sequence[datetime | None]
    ) -> None:
        """Offer photographs just put to a meeting to those that were held when they were taken."""
        for other, places in belonging_elsewhere(self._store, meeting, taken):
            found = [(photos[place], moment) for place in places if (moment := taken[place])]
            self._offers.append(_Offer(other, name_of_meeting(self._store, other), tuple(found)))

    def show_for(self, kept: Sequence[Attachment]) -> bool:
        """Show what is offered of the photographs still kept; return whether lines came or went."""
        ids = {photo.id for photo in kept}
        left = [
            offer._replace(photos=tuple(each for each in offer.photos if each[0].id in ids))
            for offer in self._offers
        ]
        self._offers = [offer for offer in left if offer.photos]
        if self._offers == self._shown:
            return False
        self._shown = [*self._offers]
        clear(self._lines)
        for offer in self._shown:
            self._lines.addWidget(self._line(offer))
        self.setVisible(bool(self._shown))
        return True

    def _line(self, offer: _Offer) -> QFrame:
        line = QFrame()
        line.setObjectName("tinted")
        inside = column(line, margin=8, spacing=4)
        inside.addWidget(label(offer.sentence, "doubt", wrap=True))
        photos = [photo for photo, _ in offer.photos]
        go = button("放到那次会议", lambda: self.accepted.emit(photos, offer.other), "link")
        stay = button("留在这里", lambda: self._withdraw(offer), "link")
        go.setAccessibleName(f"{offer.sentence}放到那次会议")
        stay.setAccessibleName(f"{offer.sentence}留在这里")
        inside.addLayout(row(go, stay, None, spacing=16))
        return line

    def _withdraw(self, offer: _Offer) -> None:
        self._offers.remove(offer)
        self.settled.emit()

    def forget(self) -> None:
        """Offer nothing any more."""
        self._offers = []
