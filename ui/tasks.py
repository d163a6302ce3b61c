"""Long work off the GUI thread: it gets values, reports progress, can be cancelled."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from models.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = Callable[[int, int], None]


_MOMENT = 2.0
"""Seconds for work to come to its next report; what is slower ends after the window."""


def attempt(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """Do something here and now; return what it gave and what it raised."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001 - who asked decides: the pool, or a window that closes
        return None, error


class Task(QObject):
    """One piece of long work; its signals arrive on the thread that made it."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, work: Callable[[Report], Any], label: str, *, reads: bool = False) -> None:
        """`reads` says that it only looks at something: nothing is lost when it ends early."""
        super().__init__()
        self.label = label
        self.reads = reads
        self._work = work
        self._cancelled = False
        self._over = Event()
        self._result: Any = None
        self._error: Exception | None = None

    def start(self) -> None:
        """Begin; the task lives until the thread that works holds it no more."""
        global _ended  # noqa: PLW0603 - one for the program, made on the thread of the window
        _ended = _ended or _Ended()
        number = id(self)
        _RUNNING[number] = self
        QThreadPool.globalInstance().start(partial(_run, number, _ended.one))

    def cancel(self) -> None:
        """Stop at the next report of progress."""
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled

    @property
    def is_over(self) -> bool:
        """Whether the work has ended; its signals may still be on their way."""
        return self._over.is_set()

    def drop(self) -> None:
        """Cancel, and wait a moment until it has ended: what it was for is going."""
        self.cancel()
        self._over.wait(_MOMENT)

    def result(self) -> Any:
        """Wait until the work has ended and return what it gave.

        Raises:
            Exception: what it raised.
        """
        self._over.wait()
        if self._error:
            raise self._error
        return self._result

    def _report(self, done: int, total: int) -> None:
        if self._cancelled:
            raise Cancelled
        self.progressed.emit(done, total)

    def do(self) -> None:
        """Do the work on this thread, and say how it went."""
        self._result, self._error = attempt(partial(self._work, self._report))
        self._over.set()
        if self._error:
            self.failed.emit(self._error)
        else:
            self.succeeded.emit(self._result)
        self.finished.emit()


class _Ended(QObject):
    """Lets go of tasks on the thread of the window.

    A task is an object of Qt and has to end on its own thread, whichever thread lets go of it last.
    """

    one = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.one.connect(self._let_go)

    def _let_go(self, number: int) -> None:
        _RUNNING.pop(number, None)


_RUNNING: dict[int, Task] = {}
"""The tasks that a thread holds, by their identity."""
_ended: _Ended | None = None


def _run(number: int, ended: Any) -> None:
    _RUNNING[number].do()
    ended.emit(number)
