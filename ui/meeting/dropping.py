"""Files dropped on a widget, wherever in it no text takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from ui.meeting.photo_row import MOVED
from ui.pictures import files_in
from ui.widgets import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Dropping(QObject):
    """Watches widgets for files; `marked` shows where they would come to stand."""

    dropped = Signal(QMimeData)

    def __init__(self, marked: QWidget) -> None:
        super().__init__(marked)
        self._marked = marked

    def watch(self, widget: QWidget) -> None:
        """Take what is dropped on a widget."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def _on_drop(self, event: QDropEvent) -> None:
        """Take what was dropped, once the program it comes from is let go."""
        data, kept = event.mimeData(), QMimeData()
        kept.setUrls(data.urls())
        if data.hasImage() and not files_in(data):
            kept.setImageData(data.imageData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.dropped.emit(kept))

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files and pictures; leave everything else to the widget."""
        kind = event.type()
        if kind in {QEvent.Type.DragLeave, QEvent.Type.Drop}:
            restyle(self._marked, "drop", value=False)
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return False
        data = event.mimeData()
        if data.hasFormat(MOVED) or not (data.hasUrls() or data.hasImage()):
            return False
        if kind == QEvent.Type.Drop:
            self._on_drop(event)
        else:
            restyle(self._marked, "drop", value=True)
            event.acceptProposedAction()
        return True
