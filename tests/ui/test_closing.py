"""The window closes only when nothing is lost by it, or the user says so."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from threading import Event
from time import sleep

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from models import soundness
from models.backup import back_up, backups_of
from models.branch import Branch
from models.database import sqlcipher3
from models.errors import Cancelled, CannotWriteFile
from models.members import Member
from models.members.movements import enter
from models.password import set_password
from models.store import Store
from tests.ui.test_whole_path import cells, field, fill, press
from ui.page import today
from ui.shell import watch
from ui.shell.closing import FailureDialog, WritingDialog
from ui.shell.idle import Idle
from ui.shell.watch import Watch
from ui.tasks import Task
from ui.whole_file import _Doing, is_file_taken, run_alone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@contextmanager
def held_by_another(path):
    """Let another program write in the file, as a scanner or a sync client does."""
    other = sqlcipher3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


def shown(kind):
    return next(
        (
            each
            for each in QApplication.topLevelWidgets()
            if type(each) is kind and each.isVisible()
        ),
        None,
    )


def when_shown(kind, act):
    """Do something once a dialog is shown, while whoever opened it waits."""

    def look():
        dialog = shown(kind)
        if dialog:
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


@pytest.fixture
def writing(desk, tmp_path):
    """Begin an export that writes its file only when told to, reporting all the while."""
    go_on = Event()
    target = tmp_path / "名册.csv"
    desk.show_page("export")
    page = desk.page

    def work(report):
        from exporters.files import write_file

        def write(new):
            new.write_text("姓名")
            while not go_on.wait(0.02):
                report(1, 2)
            if go_on.is_failure:
                raise OSError(28, "No space left on device")

        write_file(target, write)

    go_on.is_failure = False
    go_on.target = target
    page.write(target, work)
    yield go_on
    go_on.set()


def test_closing_waits_for_a_file_that_is_being_written(qtbot, window, writing):
    def wait(dialog):
        press(qtbot, dialog, "等它写完再关")
        assert window.isVisible()
        writing.set()

    when_shown(WritingDialog, wait)
    assert window.close()
    assert writing.target.read_text() == "姓名"


def test_an_export_given_up_on_closing_leaves_nothing_behind(qtbot, window, writing, desk):
    path = desk.store.path
    when_shown(WritingDialog, lambda dialog: press(qtbot, dialog, "放弃导出并关闭"))
    assert window.close()
    assert not writing.target.exists()
    assert not list(path.parent.glob(".*.tmp"))


def test_escape_in_the_question_keeps_the_window_and_the_export(qtbot, window, writing):
    when_shown(WritingDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not window.close()
    assert window.isVisible()
    writing.set()
    qtbot.waitUntil(writing.target.exists)
    qtbot.waitUntil(window.desk.page.outcome.isVisible)
    assert window.close()


def test_an_export_that_fails_while_closing_waits_is_told(qtbot, window, writing):
    def wait(dialog):
        press(qtbot, dialog, "等它写完再关")
        writing.is_failure = True
        writing.set()

    when_shown(WritingDialog, wait)
    assert not window.close()
    assert "磁盘空间不足" in window.desk.notice.sentence
    assert window.close()


def test_an_export_is_waited_for_after_another_file_was_opened(qtbot, window, writing, tmp_path):
    Store.create(tmp_path / "乙.zhibu", Branch(name="乙支部")).close()
    window.open_file(tmp_path / "乙.zhibu")
    when_shown(WritingDialog, lambda _dialog: writing.set())
    assert window.close()
    assert writing.target.exists()


@pytest.fixture
def half_typed(qtbot, desk):
    """Leave a half-typed person on the page that is shown."""
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    return desk


@pytest.fixture
def reading(desk):
    """Begin to read something without an end."""
    begun, ended = Event(), Event()

    def read(report):
        begun.set()
        try:
            while True:
                sleep(0.001)
                report(1, 2)
        finally:
            ended.set()

    page = desk.page
    task = Task(read, "正在读取名册…", reads=True)
    page.follow(task, lambda _read: None, page.head.place)
    assert begun.wait(5)
    yield ended
    task.cancel()
    assert ended.wait(5)


def test_a_workbook_that_is_being_read_is_dropped_without_a_question(window, reading):
    assert window.close()
    assert reading.is_set()


def test_a_window_that_stays_goes_on_reading(qtbot, window, half_typed, reading):
    with held_by_another(half_typed.store.path):
        when_shown(FailureDialog, lambda dialog: press(qtbot, dialog, "先不关"))
        assert not window.close()
    assert not reading.wait(0.1)


def test_a_draft_that_cannot_be_kept_holds_the_window_until_it_is(qtbot, window, half_typed):
    path = half_typed.store.path
    with held_by_another(path):
        when_shown(FailureDialog, lambda dialog: press(qtbot, dialog, "先不关"))
        assert not window.close()
    assert window.isVisible()
    enter(half_typed.store, Member(name="钱勇"))
    assert "钱勇" in cells(half_typed.page)
    assert window.close()
    assert len(backups_of(path)) == 1
    with Store.open(path, read_only=True) as store:
        assert "赵敏" in store.draft("form:member")


def test_trying_again_closes_once_the_file_is_free(qtbot, window, half_typed):
    path = half_typed.store.path
    sentences = []
    with held_by_another(path) as other:

        def again(dialog):
            sentences.append(dialog.sentence)
            other.execute("ROLLBACK")
            press(qtbot, dialog, "重试")

        when_shown(FailureDialog, again)
        assert window.close()
    [sentence] = sentences
    assert "写了一半的内容没有全部留下" in sentence
    assert "另一个程序" in sentence
    with Store.open(path, read_only=True) as store:
        assert "赵敏" in store.draft("form:member")


def test_what_cannot_be_kept_is_given_up_only_by_the_users_word(qtbot, window, half_typed):
    with held_by_another(half_typed.store.path):

        def give_up(dialog):
            press(qtbot, dialog, "放弃")
            when_shown(FailureDialog, lambda second: press(qtbot, second, "放弃"))

        when_shown(FailureDialog, give_up)
        assert window.close()
    assert not window.isVisible()


def test_one_page_that_fails_keeps_no_other_from_keeping_its_draft(
    qtbot, window, half_typed, monkeypatch
):
    path = half_typed.store.path
    half_typed.show_page("export")

    def fail():
        raise KeyError("草稿")

    monkeypatch.setattr(half_typed.page, "leave", fail)
    half_typed._pages = dict(reversed(half_typed._pages.items()))
    sentences = []

    def give_up(dialog):
        sentences.append(dialog.sentence)
        press(qtbot, dialog, "放弃")

    when_shown(FailureDialog, give_up)
    assert window.close()
    assert "程序出了差错" in sentences[0]
    with Store.open(path, read_only=True) as store:
        assert "赵敏" in store.draft("form:member")
    assert len(backups_of(path)) == 1


def test_a_theme_that_cannot_be_changed_now_leaves_the_pages_as_they_work(
    qtbot, window, half_typed
):
    with held_by_another(half_typed.store.path), pytest.raises(Exception, match="另一个程序"):
        window.redress()
    assert window.desk is half_typed
    enter(half_typed.store, Member(name="钱勇"))
    assert "钱勇" in cells(half_typed.page)
    assert field(half_typed.page, "name").text() == "赵敏"


def test_another_file_is_not_opened_over_a_draft_that_cannot_be_kept(
    qtbot, window, half_typed, tmp_path
):
    other = tmp_path / "乙.zhibu"
    Store.create(other, Branch(name="乙支部")).close()
    with held_by_another(half_typed.store.path):
        when_shown(FailureDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
        window.open_file(other)
    assert window.desk is half_typed
    window.open_file(other)
    assert window.desk.store.path == other


def test_a_backup_that_fails_on_closing_is_asked_about(qtbot, window, half_typed):
    enter(half_typed.store, Member(name="钱勇"))
    folder = half_typed.store.path.with_name(f"{half_typed.store.path.name}.备份")
    folder.write_text("不是文件夹")
    sentences = []

    def give_up(dialog):
        sentences.append(dialog.sentence)
        press(qtbot, dialog, "放弃")

    when_shown(FailureDialog, give_up)
    assert window.close()
    assert "没有备份" in sentences[0]


def test_the_window_does_not_close_under_work_that_has_the_file(qtbot, window, desk):
    said = []

    def work(_report):
        begun.set()
        assert closed.wait(10)
        return desk.store.branch.name

    def close():
        assert begun.wait(5)
        said.append((window.close(), is_file_taken(), desk.notice.sentence))
        closed.set()

    desk.begin()
    begun, closed = Event(), Event()
    QTimer.singleShot(400, close)
    assert run_alone(desk.page, work, "正在检查文件…") == "机关第三党支部"
    [(is_closed, was_taken, sentence)] = said
    assert not is_closed
    assert was_taken
    assert "没有关闭" in sentence
    assert window.isVisible()


def test_work_goes_on_when_its_dialog_ends_early(qtbot, window, desk):
    over = Event()

    def work(_report):
        assert not over.wait(0.8)
        return desk.store.branch.name

    desk.begin()
    when_shown(_Doing, lambda dialog: QDialog.done(dialog, 0))
    assert run_alone(desk.page, work, "正在检查文件…") == "机关第三党支部"
    assert not is_file_taken()


_SESSION_ENDS = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui.whole_file import _Doing, is_file_taken, run_alone

app = QApplication([])
window = QWidget()

def begin():
    QTimer.singleShot(50, app.quit)
    print(run_alone(window, lambda _report: time.sleep(1) or "done", "x"), is_file_taken())

QTimer.singleShot(0, begin)
app.exec()
"""


def test_work_is_ended_before_the_program_is_when_the_session_ends():
    done = subprocess.run(
        [sys.executable, "-c", _SESSION_ENDS],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.stdout == "done False\n", done.stderr


def test_a_look_that_a_password_overtakes_raises_no_alarm(qtbot, window, desk, monkeypatch):
    begun, changed = Event(), Event()
    reads_whole = soundness.reads_whole

    def slowly(path, key, *how, **more):
        begun.set()
        if how and not key:
            assert changed.wait(10) or how[0]()
        return reads_whole(path, key, *how, **more)

    monkeypatch.setattr(soundness, "reads_whole", slowly)
    desk.begin()
    looking = Watch(desk)
    looking.later = 50
    looking.begin()
    qtbot.waitUntil(begun.is_set)
    QTimer.singleShot(200, changed.set)
    run_alone(desk.page, lambda _report: set_password(desk.store, "一个密码一二"), "…")
    qtbot.waitUntil(lambda: not soundness.is_check_due(desk.store, today()), timeout=10_000)
    assert desk.notice.sentence == ""


def test_backups_judged_by_an_old_password_are_judged_anew(qtbot, window, desk, monkeypatch):
    begun, changed = Event(), Event()
    judge = watch.stale_backups

    def slowly(path, key, *folders):
        begun.set()
        assert changed.wait(10)
        return judge(path, key, *folders)

    desk.begin()
    back_up(desk.store)
    soundness.note_checked(desk.store, today())
    monkeypatch.setattr(watch, "stale_backups", slowly)
    Watch(desk).begin()
    qtbot.waitUntil(begun.is_set)
    run_alone(desk.page, lambda _report: set_password(desk.store, "一个密码一二"), "…")
    changed.set()
    qtbot.wait(500)
    assert desk.notice.sentence == ""


def test_a_view_setting_kept_by_a_timer_never_disturbs_work_that_has_the_file(qtbot, window, desk):
    desk.begin()
    kept = Event()

    def work(_report):
        desk.store.connection.execute("BEGIN")
        assert kept.wait(10)
        desk.store.connection.execute("COMMIT")

    def keep():
        desk.store.prefer("columns:member", {"order": ["name"]})
        kept.set()

    QTimer.singleShot(100, keep)
    run_alone(desk.page, work, "正在备份…")
    with Store.open(desk.store.path, read_only=True) as reader:
        assert reader.preference("columns:member") == {"order": ["name"]}


def test_cancelled_work_says_so_and_gives_the_file_back(qtbot, window, desk):
    def work(report):
        while True:
            sleep(0.02)
            report(1, 2)

    when_shown(_Doing, lambda dialog: press(qtbot, dialog, "取消"))
    with pytest.raises(Cancelled):
        run_alone(desk, work, "正在检查文件…")
    assert not is_file_taken()


def test_an_error_of_work_reaches_whoever_began_it(window, desk):
    def work(_report):
        raise CannotWriteFile("没有写成。")

    with pytest.raises(CannotWriteFile, match="没有写成"):
        run_alone(desk, work, "…")
    assert not is_file_taken()


def test_python_sees_no_event_of_the_program_that_it_does_not_need(window, desk, monkeypatch):
    seen = []
    from ui.shell.kept_keys import KeptKeys

    for kind in (Idle, KeptKeys):
        monkeypatch.setattr(
            kind, "eventFilter", lambda *about: seen.append(about) is not None, raising=True
        )
    desk.begin()
    window._watch()
    desk.page.table.setFocus()
    seen.clear()
    for _ in range(3):
        QApplication.sendEvent(desk.page, QEvent(QEvent.Type.User))
        QApplication.sendEvent(window, QEvent(QEvent.Type.User))
    assert seen == []
