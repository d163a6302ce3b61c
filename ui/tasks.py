"""Long work off the GUI thread: it gets values, reports progress, can be cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from models.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = Callable[[int, int], None]


class Task(QObject):
    """One piece of long work; its signals arrive on the thread that made it."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, work: Callable[[Report], Any], label: str) -> None:
        super().__init__()
        self.label = label
        self._work = work
        self._cancelled = False
        self._kept: Task | None = None
        self.finished.connect(self._forget)

    def start(self) -> None:
        """Begin; the task lives until it has finished."""
        self._kept = self
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """Stop at the next report of progress."""
        self._cancelled = True

    def _report(self, done: int, total: int) -> None:
        if self._cancelled:
            raise Cancelled
        self.progressed.emit(done, total)

    def _run(self) -> None:
        try:
            result = self._work(self._report)
        except Exception as error:  # noqa: BLE001 - the pool must not swallow it: the GUI decides
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self.finished.emit()

    def _forget(self) -> None:
        self._kept = None
