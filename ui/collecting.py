"""Garbage is collected on the thread of the window alone.

Python collects wherever an allocation happens to ask for it. In a thread at work that would end
widgets and timers the window is done with, which Qt allows on their own thread only.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_EVERY = 500
"""Milliseconds from one look to the next."""


def collect_here(parent: QObject) -> None:
    """Collect on this thread from now on, as long as `parent` lives, and nowhere else."""
    gc.disable()
    timer = QTimer(parent)
    timer.timeout.connect(_collect_due)
    timer.start(_EVERY)


def _collect_due() -> None:
    """Collect the oldest generation whose time has come by Python's own thresholds."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
