"""Work that has the file to itself: the window shows how far it is and takes no input meanwhile."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from ui import theme
from ui.tasks import Task
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from models.store import Store
    from ui.tasks import Report

PATIENCE = 300
"""Milliseconds before the window says what it is doing."""


_BUSY = "works alone"


def is_file_taken() -> bool:
    """Return whether work has the file to itself now, so that nothing else may touch it."""
    app: QObject = QCoreApplication.instance()  # type: ignore[assignment]
    return bool(app.property(_BUSY))


def run_alone(
    parent: QWidget, work: Callable[[Report], Any], sentence: str, *, stoppable: bool = True
) -> Any:
    """Run work on the open file in another thread and return its result.

    The file is the one of `parent` or of what it stands in. A look at it ends first. Clicks and
    keys wait until it is done; what it writes reaches the window's pages as ever.

    Raises:
        AppError: what the work raised; Cancelled if it was stopped.
    """
    store = _store_of(parent)

    def work_alone(report: Report) -> Any:
        with store.alone() if store else nullcontext():
            return work(report)

    task = Task(work_alone, sentence)
    dialog = _Doing(parent, task, stoppable=stoppable)
    app: QObject = QCoreApplication.instance()  # type: ignore[assignment]
    app.setProperty(_BUSY, True)
    try:
        task.start()
        _wait(task, dialog)
        return task.result()
    finally:
        app.setProperty(_BUSY, False)
        dialog.deleteLater()


def _store_of(widget: QWidget | None) -> Store | None:
    while widget is not None:
        store: Store | None = getattr(widget, "store", None)
        if store is not None:
            return store
        widget = widget.parentWidget()
    return None


def _wait(task: Task, dialog: QDialog) -> None:
    """Show what is being done until it is; a session that ends stops every loop of events early."""
    loop = QEventLoop()
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    task.finished.connect(loop.quit)
    task.finished.connect(dialog.accept)
    patience.start(PATIENCE)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not task.is_over:
        dialog.exec()


class _Doing(QDialog):
    """What is being done to the file, how far it is, and the way to stop it."""

    def __init__(self, parent: QWidget, task: Task, *, stoppable: bool) -> None:
        super().__init__(parent, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self.setWindowTitle("请稍候")
        self.setMinimumWidth(theme.unit(380))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.label)
        layout = column(self, margin=24, spacing=16)
        layout.addWidget(label(task.label, wrap=True))
        layout.addWidget(self._bar)
        if stoppable:
            self._stop = button("取消", lambda: self._cancel(task))
            layout.addLayout(row(None, self._stop))
        task.progressed.connect(self._show_progress)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _cancel(self, task: Task) -> None:
        self._stop.setEnabled(False)
        task.cancel()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key close it while the work goes on."""
        event.ignore()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work is done."""
        event.ignore()
