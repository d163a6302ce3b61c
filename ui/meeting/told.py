"""What came of a chat or of a line typed in one go, and the ways on: below the line of who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.flow import Flow
from ui.widgets import button, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 8
"""Lines of a chat that are named."""


class Told(QWidget):
    """A sentence that stays as long as it holds, with the buttons that go with it."""

    spoke = Signal()
    """Something is said that has to be in sight."""

    def __init__(self, mark_away: Callable[[], None], take_back: Callable[[], None]) -> None:
        super().__init__()
        self.unplaced: tuple[str, ...] = ()
        self._is_refusal = False
        self.words = label("", "doubt", wrap=True)
        self._away = button("没提到的记缺席", mark_away, "quiet")
        self._back = button("撤回", take_back, "quiet")
        self._buttons = QWidget()
        Flow(self._buttons, self._away, self._back)
        inside = column(self)
        inside.addWidget(self.words)
        inside.addWidget(self._buttons)
        self.clear()

    def clear(self) -> None:
        """Say nothing more."""
        self._show("", (), rest=False, back=False)

    def say(
        self, words: str, unplaced: tuple[str, ...] = (), *, rest: bool = False, back: bool = True
    ) -> None:
        """Say what was taken; `rest` offers to mark those not named, `back` to take it back."""
        self._show(words, unplaced, rest=rest, back=back)

    def refuse(self, words: str, unplaced: tuple[str, ...] = ()) -> None:
        """Say why nothing was taken, until something is."""
        self._show(words, unplaced, rest=False, back=False)
        self._is_refusal = True

    def forget_way_back(self) -> None:
        """Offer no more to take it back: something else was marked since."""
        self._back.hide()
        self._buttons.setVisible(not self._away.isHidden())

    def forget_refusal(self) -> None:
        """Say no more why nothing was taken: it goes on."""
        if self._is_refusal:
            self.clear()

    def _show(self, words: str, unplaced: tuple[str, ...], *, rest: bool, back: bool) -> None:
        self._is_refusal = False
        self.unplaced = unplaced
        if unplaced:
            named = "；".join(unplaced[:_MOST]) + ("…" if unplaced[_MOST:] else "")
            words += f"对不上人的：{named}。"
        self.words.setText(words)
        self._away.setVisible(rest)
        self._back.setVisible(back)
        self._buttons.setVisible(rest or back)
        self.setVisible(bool(words))
        if words:
            self.spoke.emit()
