"""The way back to what was taken out of a part of a page, as long as that part stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Offer(QObject):
    """Puts back once what was taken out of its owner; it is dropped with the owner."""

    withdrawn = Signal(object)
    """It leads nowhere any more: itself."""

    def __init__(self, parent: QObject, owner: QObject, put_back: Callable[[], object]) -> None:
        super().__init__(parent)
        self._put_back: Callable[[], object] | None = put_back
        owner.destroyed.connect(self.withdraw)

    def __call__(self) -> None:
        """Put back what was taken out, unless that was done or there is nowhere to put it."""
        put_back, self._put_back = self._put_back, None
        if put_back is not None:
            put_back()

    def withdraw(self) -> None:
        """Offer it no more."""
        if self._put_back is not None:
            self._put_back = None
            self.withdrawn.emit(self)
