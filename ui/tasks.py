"""Long work off the GUI thread: it gets values, reports progress, can be cancelled."""

from __future__ import annotations

import time
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal

from models.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        _Keeper.of_program().begin(self)

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

    def wait(self, seconds: float) -> None:
        """Wait until the work has ended, so long at most."""
        self._over.wait(seconds)

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


def drop(tasks: Iterable[Task]) -> None:
    """Cancel tasks and wait a moment until all have ended: what they were for is gone."""
    dropped = list(tasks)
    for task in dropped:
        task.cancel()
    until = time.monotonic() + _MOMENT
    for task in dropped:
        task.wait(max(0.0, until - time.monotonic()))


class _Keeper(QObject):
    """Holds the tasks that threads work on, and lets go of them on the thread of the window.

    A task is an object of Qt and has to end on its own thread, whichever thread lets go of it last.
    """

    _left = Signal(object)

    def __init__(self, program: QCoreApplication) -> None:
        super().__init__(program)
        self._held: dict[int, Task] = {}
        self._left.connect(self._held.pop)

    @classmethod
    def of_program(cls) -> _Keeper:
        """Return the one of the program that runs, made when first asked for."""
        program = QCoreApplication.instance()
        if program is None:
            raise RuntimeError
        found = program.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found or cls(program)

    def begin(self, task: Task) -> None:
        """Let a thread work on a task."""
        number = id(task)
        self._held[number] = task
        QThreadPool.globalInstance().start(partial(self._do, number))

    def _do(self, number: int) -> None:
        try:
            self._held[number].do()
        finally:
            self._left.emit(number)
