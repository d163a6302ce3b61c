"""Backups are listed, checked and put back from the window."""

from __future__ import annotations

import os
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from models import database
from models.backup import back_up, backups_of
from models.elsewhere import choose_second_place
from models.members import Member
from models.members.movements import enter
from models.password import set_password
from models.store import Store
from tests.ui.conftest import type_text
from tests.ui.test_pages import texts
from tests.ui.test_whole_path import cells, press
from ui.pages.backups import RestoreDialog

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("cheap_keys"),
]


def choose_way(qtbot, text):
    def look():
        shown = QApplication.activeModalWidget()
        if isinstance(shown, RestoreDialog):
            press(qtbot, shown, text)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


@pytest.fixture
def page(qtbot, desk):
    enter(desk.store, Member(name="赵敏"))
    back_up(desk.store)
    enter(desk.store, Member(name="钱伟"))
    desk.show_page("backups")
    return desk.page


def names(desk):
    return [member.name for member in desk.store.all(Member)]


def test_backups_are_listed_with_reason_and_found_whole(qtbot, page):
    assert cells(page, 1) == ["手动"]
    qtbot.waitUntil(lambda: cells(page, 4) == ["完好"])


def test_a_damaged_backup_is_named(qtbot, desk, page):
    (backup,) = backups_of(desk.store.path)
    backup.path.write_bytes(b"x" * 5000)
    page.reload()
    qtbot.waitUntil(lambda: cells(page, 4) == ["已损坏"])


def test_an_empty_list_says_what_comes_there(desk):
    desk.show_page("backups")
    assert any("还没有备份" in text for text in texts(desk.page))


def test_a_backup_takes_the_place_of_the_file_and_can_be_taken_back(qtbot, window, desk, page):
    path = desk.store.path
    choose_way(qtbot, "换掉现在的文件")
    press(qtbot, page, "恢复…")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    assert names(window.desk) == ["赵敏"]
    assert window.desk.store.path == path
    assert "已恢复" in window.desk.notice.sentence
    kept = next(backup for backup in backups_of(path) if backup.reason == "恢复前")
    with Store.open(kept.path, read_only=True) as before:
        assert [member.name for member in before.all(Member)] == ["赵敏", "钱伟"]


def test_an_encrypted_file_is_restored_without_asking(qtbot, window, desk, page):
    set_password(desk.store, "一个密码一二")
    page.reload()
    choose_way(qtbot, "换掉现在的文件")
    press(qtbot, page, "恢复…")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    assert names(window.desk) == ["赵敏"]
    assert window.desk.store.encrypted


def test_a_backup_becomes_a_new_file_and_the_open_one_stays(
    qtbot, window, desk, page, tmp_path, in_file_dialog
):
    new = tmp_path / "对照.zhibu"

    def way():
        shown = QApplication.activeModalWidget()
        if isinstance(shown, RestoreDialog):
            in_file_dialog(new)
            press(qtbot, shown, "恢复为新文件…")
        else:
            QTimer.singleShot(20, way)

    QTimer.singleShot(20, way)
    press(qtbot, page, "恢复…")
    assert new.is_file()
    assert names(desk) == ["赵敏", "钱伟"]
    press(qtbot, desk.notice, "打开它")
    assert window.desk.store.path == new
    assert names(window.desk) == ["赵敏"]


def test_a_backup_under_an_older_password_asks_for_it(qtbot, window, desk, page):
    (backup,) = backups_of(desk.store.path)
    set_password(desk.store, "以前的密码一")
    old = backup.path.read_bytes()
    set_password(desk.store, "现在的密码二")
    backup.path.write_bytes(old)
    backup.sum_path.unlink()
    page.reload()

    def answer(password):
        def look():
            shown = QApplication.activeModalWidget()
            if isinstance(shown, RestoreDialog):
                press(qtbot, shown, "换掉现在的文件")
                QTimer.singleShot(20, look)
            elif isinstance(shown, QInputDialog):
                type_text(shown.findChild(QLineEdit), password)
                shown.accept()
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(20, look)

    answer("不对的密码呀")
    press(qtbot, page, "恢复…")
    assert desk.notice.sentence.startswith("密码不对，没有恢复；现在的文件和备份都没有改动")
    answer("以前的密码一")
    press(qtbot, page, "恢复…")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    assert names(window.desk) == ["赵敏"]


def test_a_backup_whose_history_was_altered_is_put_in_place_with_a_warning(
    qtbot, window, desk, page
):
    (backup,) = backups_of(desk.store.path)
    altered = database.connect(backup.path)
    altered.execute("UPDATE journal SET title = '别的'")
    altered.close()
    backup.sum_path.unlink()
    page.reload()
    qtbot.waitUntil(lambda: cells(page, 4) == ["没法核对"])
    choose_way(qtbot, "换掉现在的文件")
    press(qtbot, page, "恢复…")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    said = window.desk.notice.sentence
    assert "已恢复" not in said
    assert "处问题：第1步“别的”的历史被改过或已损坏；" in said
    assert "恢复前的文件也留了一份备份" in said


def test_a_backup_asked_for_is_made_beside_the_thread_of_the_window(
    qtbot, desk, page, tmp_path, monkeypatch
):
    threads, place, real = [], tmp_path / "U盘", os.replace

    def replaced(source, target, **more):
        if str(target).endswith(".zhibu"):
            threads.append(threading.current_thread())
        real(source, target, **more)

    place.mkdir()
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(place))
    press(qtbot, page, "立即备份")
    desk.back_up()
    desk.copy_to_stick()
    assert len(threads) == 3
    assert threading.main_thread() not in threads


def test_a_second_place_that_takes_no_copy_is_told(qtbot, desk, page, tmp_path):
    choose_second_place(desk.store, tmp_path / "U盘")
    (tmp_path / "U盘").mkdir()
    (tmp_path / "U盘" / f"{desk.store.path.name}.备份").touch()
    press(qtbot, page, "立即备份")
    assert "第二备份位置没有存成" in desk.notice.sentence


def test_a_second_place_that_took_no_copy_on_closing_is_told_at_the_next_opening(
    qtbot, window, desk, tmp_path
):
    path, place = desk.store.path, tmp_path / "U盘"
    choose_second_place(desk.store, place)
    place.mkdir()
    (place / f"{path.name}.备份").touch()
    enter(desk.store, Member(name="赵敏"))
    window.close()
    (place / f"{path.name}.备份").unlink()
    window.show()
    window.open_file(path)
    window.desk.begin()
    assert any("第二备份位置没存成" in text for text in texts(window.desk.navigation))
    window.desk.back_up()
    assert not any("第二备份位置没存成" in text for text in texts(window.desk.navigation))
