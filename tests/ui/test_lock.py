"""An idle window is covered, and what is half typed waits beneath."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from models import database
from models.branch import Branch
from models.store import Store
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import field, fill, press
from ui.shell.idle import Idle
from ui.shell.lock_page import LockDialog, is_locked
from ui.shell.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
PASSWORD = "一个密码一二"  # noqa: S105 - a test's


@pytest.fixture
def locked_desk(window, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(database, "KDF_ROUNDS", 1000)
    path = tmp_path / "甲.zhibu"
    Store.create(path, Branch(name="机关第三党支部"), password=PASSWORD).close()
    window.open_file(path, PASSWORD)
    qtbot.waitExposed(window)
    return window.desk


def the_lock():
    return next(
        shown
        for shown in QApplication.topLevelWidgets()
        if isinstance(shown, LockDialog) and shown.isVisible()
    )


def test_what_is_half_typed_is_there_after_unlocking(qtbot, window, locked_desk):
    press(qtbot, locked_desk.page, "新增党员")
    fill(qtbot, locked_desk.page, "name", "赵敏")
    qtbot.keyClick(locked_desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = the_lock()
    covered = window.childAt(window.width() // 2, window.height() // 2)
    assert not locked_desk.isAncestorOf(covered)
    type_text(lock.password, "不对的密码")
    qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    assert "密码不对" in lock.refusal
    qtbot.keyClick(lock, Qt.Key.Key_Escape)
    assert is_locked()
    type_text(lock.password, PASSWORD)
    qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    assert not is_locked()
    assert field(locked_desk.page, "name").text() == "赵敏"
    press(qtbot, locked_desk.page, "保存")
    assert locked_desk.page.model.index(0, 0).data() == "赵敏"


def test_the_window_locks_itself_after_the_idle_time(qtbot, window, locked_desk):
    Preferences().idle_minutes = 5
    window._watch()
    window._idle.minute = 20
    window._idle.begin_anew()
    qtbot.waitUntil(is_locked)
    type_text(the_lock().password, PASSWORD)
    press(qtbot, the_lock(), "解锁")
    assert not is_locked()
    window._idle._timer.stop()


def test_a_key_begins_the_idle_time_anew(qtbot, window, locked_desk):
    idle = Idle(window)
    idle.minute = 100
    idle.begin_anew()
    told = []
    idle.elapsed.connect(lambda: told.append(1))
    for _ in range(8):
        qtbot.wait(100)
        qtbot.keyClick(locked_desk.page, Qt.Key.Key_Shift)
    assert told == []
    idle._timer.stop()


def test_a_file_without_password_says_why_it_does_not_lock(window, desk):
    desk.begin()
    window.lock()
    assert "没有设密码" in desk.notice.sentence
    assert not is_locked()


def test_the_program_is_closed_from_the_lock_and_keeps_the_draft(qtbot, window, locked_desk):
    path = locked_desk.store.path
    press(qtbot, locked_desk.page, "新增党员")
    fill(qtbot, locked_desk.page, "name", "赵敏")
    window.lock()
    QTimer.singleShot(0, lambda: press(qtbot, the_lock(), "关闭程序"))
    qtbot.waitUntil(lambda: not window.isVisible())
    window.show()
    window.open_file(path, PASSWORD)
    assert field(window.desk.page, "name").text() == "赵敏"
