"""A dressed application, a window over a file of its own, and answers to file dialogs."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CUPS_SERVER"] = "localhost:1"  # no printer of this computer is ever asked to print

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from models.branch import Branch
from models.store import Store
from ui import theme
from ui.app import dress
from ui.collecting import collect_here
from ui.shell.main_window import MainWindow


def type_text(widget, text):
    """Commit a text as an input method does; QTest's keys know no Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@pytest.fixture(autouse=True)
def dressed(qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    if not qapp.styleSheet():
        dress(qapp)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture(autouse=True)
def collecting(qapp):
    """Collect as the program does: never in a thread at work."""
    keeper = QObject()
    collect_here(keeper)
    yield
    del keeper
    gc.collect(1)
    gc.enable()


def sweep():
    """Delete what was put away."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def swept():
    """Leave nothing that was put away: the next test dresses every widget there is."""
    yield
    sweep()


@pytest.fixture
def window(qtbot):
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    QThreadPool.globalInstance().waitForDone(10_000)  # no work outlives the window it was for
    made.close()


@pytest.fixture
def desk(window, tmp_path, qtbot):
    path = tmp_path / "第三党支部.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    window.open_file(path)
    qtbot.waitExposed(window)
    return window.desk


@pytest.fixture
def in_file_dialog(qtbot):
    """Type a path into the file dialog that the next step opens."""

    def answer(path):
        def type_it():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(20, type_it)
                return
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            line.selectAll()
            type_text(line, str(path))
            qtbot.keyClick(line, Qt.Key.Key_Return)

        QTimer.singleShot(20, type_it)

    return answer
