"""What the window is done with ends on the window's thread, whatever other threads are doing."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QObject, Qt

from ui.collecting import collect_here
from ui.tasks import Task


def test_work_in_another_thread_never_ends_an_object_of_the_window(qtbot):
    keeper = QObject()
    collect_here(keeper)
    ended_in = []
    left = QObject()
    left.itself = left
    left.destroyed.connect(
        lambda: ended_in.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
    )
    del left
    task = Task(lambda _report: [[{}] for _ in range(300_000)], "试一试")
    with qtbot.waitSignal(task.finished):
        task.start()
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread()]


def test_a_task_ends_on_the_thread_of_the_window_whoever_held_it_last(qtbot):
    ended_in = []

    def begin():
        task = Task(lambda _report: sum(range(1000)), "试一试")
        weakref.finalize(task, lambda: ended_in.append(threading.current_thread()))
        task.start()

    for _ in range(100):
        begin()
        qtbot.wait(1)
    qtbot.waitUntil(lambda: len(ended_in) == 100)
    assert set(ended_in) == {threading.main_thread()}
