"""The icons of resources/icons, painted in the theme's colours at whatever size is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap

from ui import theme

_FOLDER = Path(__file__).parent.parent / "resources" / "icons"


class _Tinted(QIconEngine):
    """Paints one drawing in a token's colour, asked anew each time so a change of theme shows."""

    def __init__(self, name: str, tone: str, tone_on: str) -> None:
        super().__init__()
        self._name = name
        self._tones = {QIcon.State.Off: tone, QIcon.State.On: tone_on}

    # Qt overrides

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the drawing into `rect`."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the drawing, `size` in logical pixels, for a screen of this scale."""
        tone = "third" if mode == QIcon.Mode.Disabled else self._tones[state]
        width = round(size.width() * scale)
        pixmap = QPixmap(_drawn(self._name, getattr(theme.current(), tone), width))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing at the screen's own scale."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def clone(self) -> QIconEngine:
        """Return another engine of the same drawing."""
        return _Tinted(self._name, self._tones[QIcon.State.Off], self._tones[QIcon.State.On])


def icon(name: str, tone: str = "second", tone_on: str = "accent") -> QIcon:
    """Return an icon in the colour of a token; `tone_on` is its colour when checked."""
    _source(name)  # a missing drawing is told here: an exception while painting would stop Qt
    return QIcon(_Tinted(name, tone, tone_on))


def pixmap(name: str, tone: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return one drawing, `size` logical pixels wide."""
    drawn = QPixmap(_drawn(name, getattr(theme.current(), tone), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _source(name: str) -> bytes:
    return (_FOLDER / f"{name}.svg").read_bytes()


@cache
def _drawn(name: str, colour: str, width: int) -> QPixmap:
    text = _source(name).replace(b"currentColor", colour.encode())
    data = QByteArray(text)
    buffer = QBuffer(data)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(width, width))
    drawn = QPixmap.fromImageReader(reader)
    buffer.close()
    return drawn
