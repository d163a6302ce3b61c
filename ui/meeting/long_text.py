"""A text that is as high as its lines, up to a limit, and cleans what is pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from models.meetings.pasting import clean_minutes, left_out
from ui import theme
from ui.record.editors import LongEditor

if TYPE_CHECKING:
    from models.fields import Field
    from ui.meeting.shared import Shared

LINES = 12
MOST = 1_000_000
"""Characters of a paste that are taken; a meeting of a day has a tenth of it."""


class GrowingText(LongEditor):
    """Paragraphs; Tab leaves, Enter makes the next paragraph."""

    def __init__(self, field: Field, shared: Shared) -> None:
        super().__init__(field)
        self._shared = shared
        self.setProperty("growing", True)
        self.setPlaceholderText(field.label)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        """Take the height of the lines; beyond the limit the text scrolls."""
        lines = max(1, round(self.document().size().height()))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > LINES else policy.ScrollBarAlwaysOff
        )
        margins = round(2 * self.document().documentMargin()) + theme.unit(4)
        high = max(theme.unit(32), min(LINES, lines) * self.fontMetrics().lineSpacing() + margins)
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)
            self.updateGeometry()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the size of its lines."""
        return QSize(theme.unit(200), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew at another width."""
        super().resizeEvent(event)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted or dropped text with its paragraphs, without what is no text."""
        text = source.text()
        if len(text) > MOST:
            said = f"没有粘贴：这段文字有{len(text)}字，一次最多粘贴{MOST}字，请分几次粘贴。"
            self._shared.refused.emit(said)
            return
        self.insertPlainText(clean_minutes(text))
        if number := left_out(text):
            said = f"粘贴的文字里有{number}处表情或[图片]之类，已经去掉；其余文字都在。"
            self._shared.told.emit(said)


class SpokenText(GrowingText):
    """What someone said: Enter goes to the next speech, Shift+Enter makes a paragraph."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Enter."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            event.ignore()
        else:
            super().keyPressEvent(event)
