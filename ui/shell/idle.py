"""How long nobody has touched the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.shell.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Counts the time since the last key or movement of the mouse."""

    elapsed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.minute = 60_000
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.begin_anew()

    def begin_anew(self) -> None:
        """Count from now, for as long as is chosen."""
        minutes = Preferences().idle_minutes
        if minutes:
            self._timer.start(minutes * self.minute)
        else:
            self._timer.stop()

    def _on_time(self) -> None:
        self.elapsed.emit()
        self.begin_anew()

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count anew at every input, and let it pass."""
        if event.type() in _INPUT and self._timer.isActive():
            self._timer.start()
        return False
