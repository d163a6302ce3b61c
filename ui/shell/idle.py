"""How long nobody has touched the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

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
        self._watched: QWindow | None = None
        app: QApplication = QApplication.instance()  # type: ignore[assignment]
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow() or window.windowHandle())
        self.begin_anew()

    def begin_anew(self) -> None:
        """Count from now, for as long as is chosen."""
        minutes = Preferences().idle_minutes
        if minutes:
            self._timer.start(minutes * self.minute)
        else:
            self._timer.stop()

    def _follow(self, window: QWindow | None) -> None:
        """Watch the window that has the input; each event that Python sees costs 10 µs."""
        if window is None or window is self._watched:
            return
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        window.installEventFilter(self)

    def _on_time(self) -> None:
        self.elapsed.emit()
        self.begin_anew()

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count anew at every input, and let it pass."""
        if event.type() in _INPUT and self._timer.isActive():
            self._timer.start()
        return False
