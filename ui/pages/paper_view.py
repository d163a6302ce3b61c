"""The real pages of a sheet, drawn from the same PDF that would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import button, clear, label, row

if TYPE_CHECKING:
    from exporters.sheet import Progress, Sheet

MOST_PAGES = 12
_DPI = 110
_POINTS = 72
_SETTLED = 120
"""Milliseconds without a change of size after which the pages are laid out again."""
_ZOOMS = (0.5, 0.7, 1.0, 1.4, 2.0)


def rendered(sheet: Sheet, report: Progress, ratio: float) -> tuple[list[QImage], int, str]:
    """Return the first pages of a sheet as pictures, how many there are, and what is amiss."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - when a page is first previewed

    from exporters.fonts import missing_sentence  # noqa: PLC0415 - brings the fonts
    from exporters.pdf import pdf_bytes  # noqa: PLC0415 - brings the fonts

    document = PdfDocument(pdf_bytes(sheet, report))
    try:
        total = len(document)
        pictures = []
        for number in range(min(total, MOST_PAGES)):
            report(number, total)
            bitmap = document[number].render(scale=_DPI / _POINTS * ratio, rev_byteorder=True)
            form = (
                QImage.Format.Format_RGBA8888
                if bitmap.n_channels == 4
                else QImage.Format.Format_RGB888
            )
            picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form)
            picture = picture.copy()
            picture.setDevicePixelRatio(ratio)
            pictures.append(picture)
        return pictures, total, missing_sentence(sheet)
    finally:
        document.close()


class PaperView(QWidget):
    """Pages under one another, as wide as there is room, or larger."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[QImage] = []
        self._zoom = 0.0
        self._words = label("", "hint", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED)
        self._timer.timeout.connect(self._lay_out)
        self._papers = QWidget()
        self._papers.setObjectName("papers")
        self._list = QVBoxLayout(self._papers)
        self._list.setSpacing(theme.unit(16))
        self._area = QScrollArea()
        self._area.setObjectName("paper")
        self._area.setAccessibleName("页面预览")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._papers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(8))
        smaller = button("", lambda: self._step(-1), "quiet", "zoom-out")
        smaller.setAccessibleName("缩小")
        larger = button("", lambda: self._step(1), "quiet", "zoom-in")
        larger.setAccessibleName("放大")
        layout.addWidget(self._area, 1)
        below = row(self._words, smaller, larger, button("整页宽", self._fit, "quiet"))
        below.setStretch(0, 1)
        layout.addLayout(below)

    @property
    def sentence(self) -> str:
        """What is said below the pages."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Say why there are no pages."""
        self._words.setText(sentence)

    def show_pages(self, pictures: list[QImage], total: int, amiss: str = "") -> None:
        """Show pages, and the sentence about what is amiss with them."""
        self._pictures = pictures
        shown = f"，这里是前 {len(pictures)} 页" if len(pictures) < total else ""
        self._words.setText(f"共 {total} 页{shown}{f'。{amiss}' if amiss else ''}")
        self._lay_out()

    def _lay_out(self) -> None:
        clear(self._list)
        room = self._area.viewport().width() - theme.unit(48)
        for number, picture in enumerate(self._pictures, 1):
            ratio = picture.devicePixelRatio()
            natural = picture.width() / ratio
            width = min(room, natural) if not self._zoom else natural * self._zoom
            page = QLabel()
            page.setAccessibleName(f"第 {number} 页")
            scaled = picture.scaledToWidth(
                max(int(width * ratio), 1), Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(ratio)
            page.setPixmap(QPixmap.fromImage(scaled))
            self._list.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._list.addStretch(1)

    def _step(self, by: int) -> None:
        near = min(range(len(_ZOOMS)), key=lambda place: abs(_ZOOMS[place] - (self._zoom or 1.0)))
        self._zoom = _ZOOMS[min(max(near + by, 0), len(_ZOOMS) - 1)]
        self._lay_out()

    def _fit(self) -> None:
        self._zoom = 0.0
        self._lay_out()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages that are as wide as there is room so in another room."""
        super().resizeEvent(event)
        if self._pictures and not self._zoom:
            self._timer.start()
