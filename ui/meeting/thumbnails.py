"""Small pictures of what is kept with a meeting, made off the GUI thread one after the other."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

from models.attachments import Attachment, body_of
from models.errors import AppError
from models.meetings.photos import SCAN
from models.pictures import MOST_PIXELS
from ui.tasks import Task
from ui.whole_file import is_file_taken

if TYPE_CHECKING:
    from models.store import Store

_KEPT = 200
"""Small pictures kept for when they are looked at again."""
_JPEG = b"\xff\xd8"
_AGAIN = 200
"""Milliseconds until the file is asked again, while other work has it to itself."""


class Thumbnails(QObject):
    """Makes the small pictures asked for, the first asked for first."""

    made = Signal(str, QImage)
    """The digest of what is kept, and how it looks; a null picture if it cannot be shown."""

    def __init__(self, store: Store, longest: int) -> None:
        super().__init__()
        self._store, self._longest = store, longest
        self._seen: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: dict[str, Attachment] = {}
        self._task: Task | None = None
        self._digest = ""
        """Of the one that is being made."""

    def ask(self, photos: list[Attachment]) -> None:
        """Make those of some photographs and of no others."""
        for photo in photos:
            if photo.digest in self._seen:
                self.made.emit(photo.digest, self._seen[photo.digest])
        self._waiting = {one.digest: one for one in photos if one.digest not in self._seen}
        self._next()

    def stop(self) -> None:
        """Ask the file for no more."""
        self._waiting = {}

    def _next(self) -> None:
        if self._task or not self._waiting:
            return
        if is_file_taken():
            QTimer.singleShot(_AGAIN, self, self._next)
            return
        photo = self._waiting.pop(next(iter(self._waiting)))
        try:
            body = body_of(self._store, photo)
        except AppError:
            body = b""
        self._digest = photo.digest
        work = partial(small_picture, body, photo.media_type, self._longest)
        self._task = Task(lambda _report: (photo.digest, work()), "正在显示照片…")
        self._task.succeeded.connect(self._keep)
        self._task.failed.connect(self._fail)
        self._task.finished.connect(self._go_on)
        self._task.start()

    def _keep(self, found: tuple[str, QImage]) -> None:
        digest, image = found
        self._seen[digest] = image
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        self.made.emit(digest, image)

    def _fail(self, _error: Exception) -> None:
        self._keep((self._digest, QImage()))

    def _go_on(self) -> None:
        self._task = None
        self._next()


def small_picture(body: bytes, media_type: str, longest: int) -> QImage:
    """Return a photograph or the first page of a scan, its longer side so many pixels.

    A null picture stands for one that cannot be shown.
    """
    if media_type == SCAN:
        return page_image(body, 0, longest)[0]
    if not body.startswith(_JPEG):
        return QImage()
    data = QByteArray(body)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setDecideFormatFromContent(False)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if max(size.width(), size.height()) > longest:
        kept = Qt.AspectRatioMode.KeepAspectRatio
        reader.setScaledSize(size.scaled(QSize(longest, longest), kept))
    image = reader.read()
    buffer.close()
    return image


def page_image(body: bytes, number: int, longest: int) -> tuple[QImage, int]:
    """Return how a page of a scan looks, counted from 0, and how many there are."""
    from exporters.scans import drawn_page  # noqa: PLC0415 - with the first scan

    try:
        drawn, count = drawn_page(body, number, longest)
    except AppError:
        return QImage(), 0
    form = QImage.Format.Format_RGBX8888
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, form).copy(), count
