"""What a movement will change: always in sight below its form, however low the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui import theme
from ui.widgets import column, label, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LOW = 480
"""Below this height a dialog draws its parts together."""
_LINES, _FEW = 6, 2
"""The lines of text in sight at most, and in a low dialog; what is longer scrolls."""


class Planned(QFrame):
    """The sentences of what will change, as high as they need and the dialog has room for."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.words = label(sentence, "", wrap=True)
        self._column = column(self, margin=16, spacing=4)
        self._column.addWidget(label("将要改动", "cardtitle"))
        self._area = scrolled(self.words)
        self._column.addWidget(self._area)

    def say(self, text: str) -> None:
        """Show what will change, from its beginning."""
        self.words.setText(text)
        self._area.verticalScrollBar().setValue(0)
        self.fit()

    def fit(self) -> None:
        """Take the height that the sentences need, as far as the dialog has it."""
        is_low = self.window().height() < theme.unit(LOW)
        side, top = theme.unit(16), theme.unit(8 if is_low else 12)
        self._column.setContentsMargins(side, top, side, top)
        needed = self.words.heightForWidth(max(1, self._area.width()))
        room = (_FEW if is_low else _LINES) * self.words.fontMetrics().lineSpacing()
        self._area.setFixedHeight(min(needed, room))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sentences to another width."""
        super().resizeEvent(event)
        self.fit()
