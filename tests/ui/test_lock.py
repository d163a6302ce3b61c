"""An idle window is covered, and what is half typed waits beneath."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from models import database
from models.branch import Branch
from models.errors import StorageBusy
from models.password import recovery_code, set_password
from models.store import Store
from tests.ui.conftest import type_text
from tests.ui.test_closing import when_shown
from tests.ui.test_whole_path import field, fill, press
from ui.shell import main_window
from ui.shell.closing import FailureDialog
from ui.shell.idle import Idle
from ui.shell.lock_page import LockDialog, is_locked
from ui.shell.password_dialog import PasswordDialog
from ui.shell.preferences import Preferences
from ui.small_dialog import SmallDialog
from ui.whole_file import is_file_taken, run_alone

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


@contextmanager
def locked_by_another_step(desk):
    """Let no draft be written."""
    with pytest.MonkeyPatch.context() as patch:

        def refuse(*_about):
            raise StorageBusy(
                "文件正被另一个程序使用，这一步没有保存；请关闭那个程序后重做这一步。"
            )

        patch.setattr(desk.store, "keep_draft", refuse)
        yield


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
    part = recovery_code(locked_desk.store)[:44]
    type_text(lock.password, part)
    press(qtbot, lock, "解锁")
    assert "恢复码应有68位" in lock.refusal
    assert lock.password.text() == part
    assert lock.focusWidget() is lock.password
    lock.password.clear()
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
    Preferences().idle_minutes = 5
    idle = Idle(window)
    idle.minute = 300
    idle.begin_anew()
    told = []
    idle.elapsed.connect(lambda: told.append(1))
    shown = window.windowHandle()
    for _ in range(12):  # longer than the time itself
        qtbot.wait(150)
        qtbot.keyClick(shown, Qt.Key.Key_Shift)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    idle._timer.stop()


def test_a_key_in_a_dialog_begins_the_idle_time_anew(qtbot, window, locked_desk):
    Preferences().idle_minutes = 5
    idle = Idle(window)
    idle.minute = 300
    dialog = SmallDialog(window, "问一句", 300)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    idle.begin_anew()
    told = []
    idle.elapsed.connect(lambda: told.append(1))
    for _ in range(12):  # longer than the time itself
        qtbot.wait(150)
        qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    assert told == []
    dialog.close()
    idle._timer.stop()


def test_the_lock_waits_for_work_that_has_the_file_to_itself(
    qtbot, window, locked_desk, monkeypatch
):
    monkeypatch.setattr(main_window, "_LOCK_AGAIN", 30)
    tried = Event()
    seen = []

    def elapse():
        window._lock_if_idle()
        seen.append((is_file_taken(), is_locked()))
        tried.set()

    def work(_report):
        assert tried.wait(10)
        return set_password(locked_desk.store, "另一个密码一二")

    locked_desk.begin()
    QTimer.singleShot(350, elapse)
    run_alone(locked_desk, work, "正在改写文件…")
    assert seen == [(True, False)]
    qtbot.waitUntil(is_locked)
    type_text(the_lock().password, PASSWORD)
    press(qtbot, the_lock(), "解锁")
    assert is_locked()
    type_text(the_lock().password, "另一个密码一二")
    press(qtbot, the_lock(), "解锁")
    assert not is_locked()


def test_the_lock_is_opened_while_other_work_has_the_file(qtbot, window, locked_desk):
    window.lock()
    begun, opened = Event(), Event()

    def work():
        with locked_desk.store.alone():
            begun.set()
            assert opened.wait(10)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        begun.wait()
        type_text(the_lock().password, PASSWORD)
        press(qtbot, the_lock(), "解锁")
        assert not is_locked()
        opened.set()
        done.result()


def test_a_dialog_that_comes_up_while_locked_is_covered_and_waits(qtbot, window, locked_desk):
    locked_desk.begin()
    window.lock()
    lock = the_lock()
    late = SmallDialog(locked_desk.page, "恢复单", 400)
    text = QLineEdit()
    late.column.addWidget(text)
    QTimer.singleShot(0, late.open)
    qtbot.waitUntil(late.isVisible)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is lock)
    assert is_locked()
    assert late.childAt(text.geometry().center()) is not text
    qtbot.mouseClick(late.windowHandle(), Qt.MouseButton.LeftButton, pos=text.geometry().center())
    qtbot.keyClick(late.windowHandle(), Qt.Key.Key_A)
    assert text.text() == ""
    qtbot.waitUntil(lock.password.hasFocus)
    type_text(lock.password, PASSWORD)
    press(qtbot, lock, "解锁")
    assert not is_locked()
    assert late.isVisible()
    assert late.childAt(text.geometry().center()) is text
    late.close()


def test_no_other_file_is_opened_while_locked(window, locked_desk, tmp_path):
    other = tmp_path / "乙.zhibu"
    Store.create(other, Branch(name="乙支部")).close()
    window.lock()
    window.open_file(other)
    assert window.desk is locked_desk
    assert is_locked()
    assert "已锁定" in the_lock().refusal
    the_lock().accept()


def test_what_keeps_the_program_from_closing_keeps_it_locked(qtbot, window, locked_desk):
    press(qtbot, locked_desk.page, "新增党员")
    fill(qtbot, locked_desk.page, "name", "赵敏")
    window.lock()
    with locked_by_another_step(locked_desk):
        when_shown(FailureDialog, lambda dialog: press(qtbot, dialog, "先不关"))
        press(qtbot, the_lock(), "关闭程序")
    assert window.isVisible()
    assert is_locked()
    the_lock().accept()


def test_who_opened_by_the_recovery_code_is_led_to_a_new_password(qtbot, window, locked_desk):
    path, code = locked_desk.store.path, recovery_code(locked_desk.store)
    assert not locked_desk.notice.sentence, "the password itself asks for nothing"
    window.open_file(path.with_name("没有.zhibu"))
    other = Store.create(path.with_name("乙.zhibu"), Branch(name="乙支部"))
    other.close()
    window.open_file(other.path)
    window.open_file(path, code)
    desk = window.desk
    desk.begin()
    assert "已用恢复码打开" in desk.notice.sentence
    seen = []

    def change():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PasswordDialog):
            seen.append(dialog.old.text() == code)
            dialog.reject()

    QTimer.singleShot(200, change)
    press(qtbot, desk.notice, "设新密码…")
    qtbot.waitUntil(lambda: seen == [True])
    assert desk.code == "settings"


@pytest.mark.parametrize("by_code", [True, False])
def test_only_unlocking_by_the_recovery_code_leads_to_a_new_password(
    qtbot, window, locked_desk, by_code
):
    typed = recovery_code(locked_desk.store) if by_code else PASSWORD
    window.lock()
    the_lock().password.setText(typed)
    press(qtbot, the_lock(), "解锁")
    assert not is_locked()
    assert ("已用恢复码打开" in locked_desk.notice.sentence) is by_code


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
