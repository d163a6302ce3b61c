"""The real pages of a sheet, drawn from the same PDF that would be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QSpinBox, QWidget

from ui import theme
from ui.pages.papers import SETTING, SOON, Papers
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from exporters.pdf_pages import Pages
    from exporters.sheet import Progress, Sheet

FIT = "适合宽度"
NARROW = 400
"""Below this width only the number of the page and the size stand below the pages."""
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet set on pages: the pages, what no font can print, and which fonts stand in."""

    pages: Pages
    missing: str
    stand_ins: str


def drawn(sheet: Sheet, report: Progress) -> Drawn:
    """Return a sheet set on its pages."""
    from exporters.fonts import missing_sentence, stand_in_sentence  # noqa: PLC0415 - the fonts
    from exporters.pdf import pdf_bytes  # noqa: PLC0415 - brings the fonts
    from exporters.pdf_pages import Pages  # noqa: PLC0415 - when a page is first previewed

    pages = Pages(pdf_bytes(sheet, report))
    return Drawn(pages, missing_sentence(sheet), stand_in_sentence())


class PaperView(QWidget):
    """Pages under one another, as wide as there is room or in a size of one's choice."""

    ready = Signal(bool)
    """Whether there are pages, which can be printed."""

    def __init__(self) -> None:
        super().__init__()
        self._zoom = 0.0
        self._words = label("", "second", wrap=True)
        self._missing = label("", "doubt", wrap=True)
        self._stand_ins = label("", "hint", wrap=True)
        self._papers = Papers()
        self._area = QScrollArea()
        self._area.setObjectName("paper")
        self._area.setAccessibleName("页面预览")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidget(self._papers)
        self._why = label("", "", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self._area.viewport(), margin=24).addWidget(self._why)
        self._area.viewport().installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._show_place())
        self._page = QSpinBox()
        self._page.setAccessibleName("页码")
        self._page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._page.valueChanged.connect(self.go_to)
        self._zooms = QComboBox()
        self._zooms.setAccessibleName("显示比例")
        self._zooms.addItem(FIT, 0.0)
        for zoom in ZOOMS:
            self._zooms.addItem(f"{zoom:.0%}", zoom)
        self._zooms.currentIndexChanged.connect(self._on_zoom)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._grow_old)
        layout = column(self)
        for line in (self._missing, self._stand_ins):
            layout.addWidget(line)
            line.hide()
        layout.addWidget(self._area, 1)
        layout.addLayout(self._foot())
        self._show_place()

    def _foot(self) -> QHBoxLayout:
        smaller = button("", lambda: self._step(-1), "quiet", "zoom-out")
        smaller.setAccessibleName("缩小")
        larger = button("", lambda: self._step(1), "quiet", "zoom-in")
        larger.setAccessibleName("放大")
        self._buttons = smaller, larger
        foot = row(self._words, None, self._page, smaller, self._zooms, larger)
        foot.setStretch(0, 100)
        return foot

    @property
    def pages(self) -> Pages | None:
        """The pages shown."""
        return self._papers.pages

    @property
    def sentence(self) -> str:
        """How many pages there are, or why there are none, and what no font can print."""
        return "。".join(filter(None, (self._words.text(), self._missing.text())))

    @property
    def stand_ins(self) -> str:
        """Which fonts stand in for the official ones."""
        return self._stand_ins.text()

    @property
    def number(self) -> int:
        """The page in the middle of what is seen, from 1; 0 where there is none."""
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
        return self._papers.number_at(middle)

    def expect(self, within: int) -> None:
        """Let other pages come, begun `within` milliseconds.

        Those in sight turn pale, with a word of why, unless the others are there soon after.
        """
        if not self._late.isActive():
            self._late.start(within + SOON)

    def _grow_old(self) -> None:
        self._papers.grow_old()
        self._say(SETTING)

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._show_words()

    def _show_words(self) -> None:
        """Show the words below the pages, unless the number of the page says the same.

        Where there are no pages they stand in their place.
        """
        self._why.setText(self._words.text())
        self._why.setVisible(self.pages is None)
        is_narrow = self.width() < theme.unit(NARROW)
        repeats = self.pages is not None and self._words.text() == self._count
        for part in self._buttons:
            part.setVisible(not is_narrow)
        self._words.setVisible(self.pages is not None and not (is_narrow and repeats))
        self._page.setVisible(not is_narrow or repeats)

    def show_nothing(self, sentence: str) -> None:
        """Take the pages away and say why."""
        self._put(None)
        self._say(sentence)

    def show_pages(self, found: Drawn) -> None:
        """Show pages, and what is amiss with them."""
        self._put(found)
        self._say(self._count)

    @property
    def _count(self) -> str:
        return f"共 {len(self.pages.sizes)} 页" if self.pages else ""

    def _put(self, found: Drawn | None) -> None:
        self._late.stop()
        self._papers.show_pages(found.pages if found else None)
        for line, text in (
            (self._missing, found.missing if found else ""),
            (self._stand_ins, found.stand_ins if found else ""),
        ):
            line.setText(text)
            line.setVisible(bool(text))
        self._lay_out()
        self._area.verticalScrollBar().setValue(0)
        self._show_place()
        self.ready.emit(found is not None)

    def go_to(self, number: int) -> None:
        """Bring a page to the top, counted from 1."""
        if self._papers.pages:
            self._area.verticalScrollBar().setValue(self._papers.top_of(number) - theme.unit(8))

    def _lay_out(self) -> None:
        """Size the pages, keeping the same place of them in the middle."""
        bar = self._area.verticalScrollBar()
        middle = (bar.value() + self._area.viewport().height() / 2) / max(self._papers.height(), 1)
        self._papers.lay_out(self._area.viewport().width(), self._zoom)
        bar.setValue(round(middle * self._papers.height() - self._area.viewport().height() / 2))

    def _show_place(self) -> None:
        total = len(self._papers.pages.sizes) if self._papers.pages else 0
        with QSignalBlocker(self._page):
            self._page.setRange(min(1, total), total)
            self._page.setPrefix("第 ")
            self._page.setSuffix(f" / {total} 页")
            self._page.setValue(self.number)
        self._page.setEnabled(total > 1)

    def _on_zoom(self) -> None:
        self._zoom = self._zooms.currentData()
        self._lay_out()

    def _step(self, by: int) -> None:
        """Go to the next size in that direction from the one that is seen."""
        now = self._zoom or self._papers.zoom
        steps = [zoom for zoom in ZOOMS if (zoom - now) * by > 0.01]
        if steps:
            self._zooms.setCurrentIndex(self._zooms.findData(min(steps) if by > 0 else max(steps)))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel with Ctrl change the size."""
        if isinstance(event, QWheelEvent) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            turned: QPoint = event.angleDelta()
            if turned.y():
                self._step(1 if turned.y() > 0 else -1)
            return True
        if event.type() == QEvent.Type.Resize and not self._zoom:
            self._lay_out()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell which page is seen now; in a narrow view that is all that is told."""
        super().resizeEvent(event)
        self._show_words()
        self._show_place()
