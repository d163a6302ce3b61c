"""A dressed application, a window over a file of its own, and answers to file dialogs."""

from __future__ import annotations

import gc
import os
import shutil
from functools import cache

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CUPS_SERVER"] = "localhost:1"  # no printer of this computer is ever asked to print

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from models.branch import Branch
from models.members import Member
from models.members.movements import enter
from models.sample import make_sample
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


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """Give a file just made, to be copied: making one takes longer than a page does."""
    path = tmp_path_factory.mktemp("new") / "第三党支部.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    return path


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """Return a function that gives the file of a sample branch, each made once to be copied."""

    @cache
    def made(members):
        path = tmp_path_factory.mktemp("sample") / "第三党支部.zhibu"
        with Store.create(path, Branch(name="机关第三党支部")) as store:
            make_sample(store, members=members)
        return path

    return made


@pytest.fixture
def in_window(window, tmp_path):
    """Return a function that opens a copy of a file in the window and gives its desk."""

    def open_copy(file):
        path = tmp_path / file.name
        shutil.copy(file, path)
        window.open_file(path)
        return window.desk

    return open_copy


@pytest.fixture
def desk(in_window, new_file):
    return in_window(new_file)


@pytest.fixture
def sample_desk(in_window, sample_file):
    """The desk of the sample branch, with its fifty members."""
    return in_window(sample_file(50))


@pytest.fixture
def small_desk(in_window, sample_file):
    """The desk of a sample branch of eight."""
    return in_window(sample_file(8))


@pytest.fixture
def page_of_three(desk):
    """The page of members, with three of them and the focus in its table."""
    for name in ("赵敏", "钱伟", "孙丽"):
        enter(desk.store, Member(name=name, sex="女", phone="13800001234"))
    desk.page.table.setFocus()
    return desk.page


@pytest.fixture
def ids(desk):
    """Enter four of long standing who pay their dues here; give their ids by name."""
    from tests.ui.dues_people import people  # which takes from this file itself

    return people(desk.store)


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
