"""Pictures brought from other programs, chosen, dragged or pasted; and the frame they are shown in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

ENDINGS = "*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.heic *.heif"
"""The endings of the pictures that are taken, as a file dialog wants them."""


class Source(NamedTuple):
    """Something that may be a photograph: its name, and what reads it, in any thread."""

    name: str
    read: Callable[[], bytes]


def of_files(paths: Sequence[Path]) -> list[Source]:
    """Return files as what may be photographs."""
    from models.pictures import read_picture  # noqa: PLC0415 - with the first photograph

    return [Source(path.name, partial(read_picture, path)) for path in paths]


def of_mime(data: QMimeData) -> list[Source]:
    """Return what is dragged or on the clipboard: files first, for some add a picture of theirs."""
    if files := files_in(data):
        return of_files(files)
    image = picture_in(data)
    return [Source("粘贴的照片.jpg", partial(as_png, image))] if image else []


def files_in(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def picture_in(data: QMimeData) -> QImage | None:
    """Return the picture that is dragged or on the clipboard, if it can be read."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def as_png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file; usable from any thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes
    buffer.close()
    return bytes(data.data())


def paint_framed(widget: QWidget, radius: int, draw: Callable[[QPainter], None]) -> None:
    """Paint a quiet ground with a line around it that shows the focus, and what `draw` puts on it.

    `radius` of its corners is in pixels of the design.
    """
    tokens = theme.current()
    painter = QPainter(widget)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    width = 2 if widget.hasFocus() else 1
    box = QRectF(widget.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    path = QPainterPath()
    path.addRoundedRect(box, theme.unit(radius), theme.unit(radius))
    painter.fillPath(path, QColor(tokens.head))
    painter.setClipPath(path)
    painter.setPen(QColor(tokens.second))
    draw(painter)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(tokens.note if widget.hasFocus() else tokens.line), width))
    painter.drawPath(path)
