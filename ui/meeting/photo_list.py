"""The photographs of a meeting below one another, put in order by keys or by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from ui.meeting.photo_row import MOVED, PhotoRow
from ui.widgets import column
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from models.attachments import Attachment
    from models.store import Store


class PhotoList(QWidget):
    """The lines of the photographs; what is asked of one of them is told with its photograph."""

    opened = Signal(object)
    removal_asked = Signal(object)
    arranged = Signal(list)
    described = Signal(object, str)
    pasted = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._dragged: PhotoRow | None = None
        self.rows: list[PhotoRow] = []
        self._lines = column(self, spacing=8)
        self.setAcceptDrops(not store.read_only)

    def show_photos(self, photos: Sequence[Attachment]) -> bool:
        """Show photographs in their order; return whether lines came, went or moved."""
        known = {shown.photo.id: shown for shown in self.rows}
        self.rows = [known.get(photo.id) or self._made(photo) for photo in photos]
        for gone in set(known.values()).difference(self.rows):
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (shown, photo) in enumerate(zip(self.rows, photos, strict=True)):
            shown.show_photo(photo, place)
        self._lay(self.rows)
        return list(known) != [photo.id for photo in photos]

    def _made(self, photo: Attachment) -> PhotoRow:
        made = PhotoRow(photo)
        for_writing(self._store, made.caption, made.up, made.drop)
        made.open_asked.connect(lambda: self.opened.emit(made.photo))
        made.removal_asked.connect(lambda: self.removal_asked.emit(made.photo))
        made.moved.connect(lambda step: self._shift(made, step))
        made.described.connect(lambda caption: self.described.emit(made.photo, caption))
        made.pasted.connect(self.pasted)
        return made

    def _lay(self, rows: Sequence[PhotoRow]) -> None:
        for place, shown in enumerate(rows):
            if self._lines.indexOf(shown) != place:
                self._lines.removeWidget(shown)
                self._lines.insertWidget(place, shown)

    def show_image(self, digest: str, image: QImage) -> None:
        """Show how a photograph looks."""
        for shown in self.rows:
            if shown.photo.digest == digest:
                shown.picture.show_image(image)

    def settle(self) -> None:
        """Have what is half typed kept."""
        for shown in self.rows:
            shown.settle()

    def focus_on(self, place: int) -> bool:
        """Put the cursor on a photograph, the last if there are fewer; return whether there is one."""
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].picture.setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        return bool(self.rows)

    def _shift(self, shown: PhotoRow, step: int) -> None:
        """Ask for a photograph to be moved up or down by one."""
        at = self.rows.index(shown)
        if 0 <= at + step < len(self.rows):
            rows = [*self.rows]
            rows.insert(at + step, rows.pop(at))
            self.arranged.emit([each.photo for each in rows])

    def _dragged_in(self, data: QMimeData) -> PhotoRow | None:
        number = bytes(data.data(MOVED).data()).decode()
        return next((each for each in self.rows if str(each.photo.id) == number), None)

    def _with_dragged_at(self, y: float) -> list[PhotoRow]:
        """Return the lines with the dragged one where it is held."""
        others = [each for each in self.rows if each is not self._dragged]
        at = sum(each.geometry().center().y() < y for each in others)
        return [*others[:at], *filter(None, [self._dragged]), *others[at:]]

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a photograph of this list; files go to what is around it."""
        self._dragged = self._dragged_in(event.mimeData())
        if self._dragged:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the photograph where it would come to stand."""
        self._lay(self._with_dragged_at(event.position().y()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show the order as it was."""
        self._lay(self.rows)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the order that is shown."""
        event.acceptProposedAction()
        rows = self._with_dragged_at(event.position().y())
        self._dragged = None
        self.arranged.emit([each.photo for each in rows])
