"""The line below a page that says what happened, and offers to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui import icons, theme
from ui.offer import Offer
from ui.widgets import button, label, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

STAYS, STAYS_OVER_PAGE = 10_000, 30_000
"""Milliseconds that a good notice stays, and one with an offer that stands over the page.

An offer that has a place of its own stays until something else is said, a bad notice likewise.
"""


class Notice(QFrame):
    """One sentence with at most one thing to do about it."""

    changed = Signal()
    """It says something else, or nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.sign = ""
        """The name of the sign before the sentence."""
        self._sign = QLabel()
        self._text = label("", wrap=True)
        self._act: Callable[[], object] | None = None
        self.has_place = True
        self._button = button("", self._do)
        close = button("", self.hide, "quiet", "x")
        close.setAccessibleName("关闭提示")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.unit(12), theme.unit(6), theme.unit(6), theme.unit(6))
        layout.setSpacing(theme.unit(10))
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what was done, and offer an action."""
        self._tell(sentence, "circle-check", "good", action, act)

    def offer(self, sentence: str, action: str, act: Callable[[], object]) -> None:
        """Offer the way back to what was given up: nothing was done."""
        self._tell(sentence, "corner-up-left", "note", action, act)

    def _tell(
        self, sentence: str, sign: str, tone: str, action: str, act: Callable[[], object] | None
    ) -> None:
        self._offer(action, act)
        self._show(sentence, sign, tone, bad=False)
        if act is None:
            self._timer.start(STAYS)
        elif self.has_place:
            self._timer.stop()
        else:
            self._timer.start(STAYS_OVER_PAGE)

    def warn(
        self, sentence: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say what to look after, until it is closed, and offer to."""
        self._timer.stop()
        self._offer(action, act)
        self._show(sentence, "info", "warn", bad=False)

    def refuse(
        self, sentence: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say what could not be done, and offer a way on where there is one."""
        self._timer.stop()
        self._offer(action, act)
        self._show(sentence, "circle-alert", "accent", bad=True)

    def _offer(self, action: str, act: Callable[[], object] | None) -> None:
        self._button.setText(action)
        self._button.setVisible(act is not None)
        self._act = act
        if isinstance(act, Offer):
            act.withdrawn.connect(self._forget)

    def _forget(self, offer: Offer) -> None:
        """Offer no more what leads nowhere."""
        if self._act is offer:
            self._act = None
            self.hide()

    def forget_refusal(self) -> None:
        """Take back what could not be done elsewhere."""
        if self.property("bad"):
            self.hide()

    def _show(self, sentence: str, sign: str, tone: str, *, bad: bool) -> None:
        self.sign = sign
        self._sign.setPixmap(icons.pixmap(sign, tone, theme.unit(18), self.devicePixelRatioF()))
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, "bad", value=bad)
        restyle(self, "warns", value=tone == "warn")
        restyle(self, "good", value=tone == "good")
        self.show()
        self.changed.emit()

    def _do(self) -> None:
        self.hide()
        if self._act:
            self._act()

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nothing is said any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.changed.emit()
