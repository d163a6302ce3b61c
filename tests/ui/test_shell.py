"""Opening, closing and what stands around the pages."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from models.backup import ELSEWHERE, backups_of
from models.branch import Branch
from models.frameworks import framework_of
from models.members import Member
from models.store import Store
from tests.ui.conftest import type_text
from tests.ui.test_pages import texts
from tests.ui.test_whole_path import add_member, cells, fill, press
from ui.shell.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "第四党支部.zhibu"
    Store.create(path, Branch(name="机关第四党支部")).close()
    return path


def test_a_file_that_cannot_be_opened_leaves_the_present_one_open(qtbot, window, desk, tmp_path):
    bad = tmp_path / "别的.zhibu"
    bad.write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    add_member(qtbot, desk.page)
    window.open_file(bad)
    assert "支部台账文件" in window.centralWidget().refusal
    press(qtbot, window.centralWidget(), "回到“机关第三党支部”")
    assert window.desk is desk
    assert cells(desk.page) == ["赵敏"]
    add_member(qtbot, desk.page, name="钱伟")
    assert len(desk.store.all(Member)) == 2


def test_another_file_takes_the_place_of_the_present_one_once_it_is_open(window, desk, other):
    before = desk.store.path
    window.open_file(other)
    assert "机关第四党支部" in window.windowTitle()
    Store.open(before).close()
    assert [path.stem for path in Preferences().recent] == ["第四党支部", "第三党支部"]


def test_opening_the_open_file_again_comes_back_to_it(qtbot, window, desk):
    window.show_first_page()
    press(qtbot, window.centralWidget(), "第三党支部")
    assert window.desk is desk


def test_escape_on_the_first_page_goes_back(qtbot, window, desk):
    qtbot.keyClick(desk, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    first = window.centralWidget()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert window.desk is desk


def test_a_file_open_elsewhere_can_be_read_only(qtbot, window, other):
    with Store.open(other):
        window.open_file(other)
        assert "已在另一个窗口中打开" in window.centralWidget().refusal
        press(qtbot, window.centralWidget(), "只读打开")
        desk = window.desk
        assert desk.store.read_only
        desk.begin()
        assert any("只读" in text for text in texts(desk.navigation))


def test_a_file_dropped_on_the_window_is_opened(qtbot, window, desk, other):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: "机关第四党支部" in window.windowTitle())


def test_the_page_that_is_open_is_in_sight_in_the_navigation_of_a_low_window(qtbot, window, desk):
    window.resize(683, 384)
    window.show()
    qtbot.waitExposed(window)
    for code in ("history", "members"):
        desk.show_page(code)
        assert not desk.navigation.button(code).visibleRegion().isEmpty()
        assert desk.navigation.button(code).visibleRegion().boundingRect().height() > 20


def test_a_file_moved_away_is_told_and_written_back(qtbot, window, desk):
    add_member(qtbot, desk.page)
    path = desk.store.path
    path.unlink()
    with pytest.raises(Exception, match="移走") as told, desk.store.change("改") as change:
        change.save(Member(name="钱伟"))
    window.tell(str(told.value))
    assert "没有保存" in desk.notice.sentence
    desk.show_page("history")
    desk.show_page("members")
    assert "没有保存" in desk.notice.sentence
    press(qtbot, desk.notice, "写回原处")
    assert path.is_file()
    desk.refuse("打印机没有纸。")
    desk.show_page("history")
    assert desk.notice.sentence == ""
    desk.show_page("members")
    add_member(qtbot, desk.page, name="孙丽")
    window.close()
    with Store.open(path) as again:
        assert [member.name for member in again.all(Member)] == ["赵敏", "孙丽"]


def test_closing_writes_a_moved_file_back_with_its_draft(qtbot, window, desk):
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    path = desk.store.path
    path.unlink()
    window.close()
    window.show()
    window.open_file(path)
    assert window.desk.page.findChild(object, "field_name").text() == "赵敏"


def test_a_file_whose_folder_is_gone_keeps_the_window_open_once(qtbot, window, tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    path = folder / "甲.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    window.open_file(path)
    window.desk.begin()
    folder.rename(tmp_path / "拔走了")
    assert not window.close()
    assert "没有写回" in window.desk.notice.sentence
    (tmp_path / "拔走了").rename(folder)
    assert window.close()


def test_a_backup_is_made_on_closing_only_if_something_changed(qtbot, window, desk):
    path = desk.store.path
    add_member(qtbot, desk.page)
    window.close()
    assert [backup.reason for backup in backups_of(path)] == ["关闭时"]
    window.show()
    window.open_file(path)
    window.close()
    assert len(backups_of(path)) == 1


def test_the_status_tells_after_14_days_without_a_copy_elsewhere(desk):
    long_ago = date.today() - timedelta(days=20)  # noqa: DTZ011 - local
    desk.store.prefer(ELSEWHERE, long_ago.isoformat())
    desk.begin()
    assert any("20 天没有另存到别处" in text for text in texts(desk.navigation))


def test_a_past_year_is_marked_and_every_page_shows_it(desk):
    desk.show_page("branch")
    desk.show_page("members")
    desk.top_bar.years.setCurrentIndex(2)
    year = desk.top_bar.year
    assert desk.page.year == year
    assert "往年" in texts(desk.top_bar)
    desk.show_page("branch")
    assert desk.page.year == year
    desk.top_bar.years.setCurrentIndex(0)
    assert "往年" not in texts(desk.top_bar)


def test_a_framework_is_chosen_with_the_new_file(qtbot, window, tmp_path, in_file_dialog):
    window.begin(None)
    first = window.centralWidget()
    assert first.framework.currentText() == "暂不选"
    first.framework.setCurrentIndex(1)
    type_text(first.form.editor("name"), "机关第三党支部")
    in_file_dialog(tmp_path / "新.zhibu")
    press(qtbot, first, "新建…")
    assert framework_of(window.desk.store).headings[0] == "政治建设"


def test_the_first_page_shows_a_newcomer_the_way_on_one_edge(qtbot, window):
    window.show_first_page()
    page = window.centralWidget()
    assert any("不清楚就不选" in text for text in texts(page))
    named = {each.text(): each for each in page.findChildren(QPushButton)}
    window.grab()  # lays everything out
    assert named["看示例"].parentWidget() is named["新建…"].parentWidget()
    parts = (named["新建…"], named["打开文件…"], page.framework, page.form.editor("name"))
    edges = {each.mapTo(page, each.rect().topRight()).x() for each in parts}
    assert len(edges) == 1
    press(qtbot, page, "看示例")
    assert window.desk.store.path is None


def test_the_recent_files_show_their_folder_and_time(qtbot, window, other):
    window.open_file(other)
    window.show_first_page()
    qtbot.waitUntil(
        lambda: any(
            other.parent.name in text and "今天" in text for text in texts(window.centralWidget())
        )
    )


def test_a_file_is_copied_to_a_folder_elsewhere(qtbot, desk, tmp_path, monkeypatch):
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(stick))
    desk.copy_to_stick()
    (copy,) = stick.glob("*.zhibu")
    assert "已复制并验证" in desk.notice.sentence
    with Store.open(copy, read_only=True) as opened:
        assert opened.branch.name == "机关第三党支部"
    assert desk.store.preference(ELSEWHERE)


def test_a_damaged_file_is_told_with_the_backup_to_take(qtbot, window, desk):
    add_member(qtbot, desk.page)
    desk.back_up()
    path = desk.store.path
    with desk.store.change("多写一些") as change:
        for number in range(400):
            change.save(Member(name="甲", remark=f"{number}" * 100))
    whole = path.read_bytes()
    body = bytearray(whole)
    for page in range(20, len(body) // 4096, 3):
        body[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(body))
    desk.look_after_file()
    qtbot.waitUntil(lambda: "有损坏" in desk.notice.sentence, timeout=10_000)
    assert "备份完好" in desk.notice.sentence
    press(qtbot, desk.notice, "备份和恢复")
    assert desk.code == "backups"
    path.write_bytes(whole)


def test_a_file_in_a_sync_folder_is_told_once(qtbot, window, tmp_path):
    path = tmp_path / "OneDrive" / "甲.zhibu"
    path.parent.mkdir()
    Store.create(path, Branch(name="机关第三党支部")).close()
    for told in (True, False):
        window.open_file(path)
        window.desk.begin()
        window.desk.look_after_file()
        assert ("OneDrive" in window.desk.notice.sentence) is told
        window.show_sample()


def test_buttons_of_the_file_menu_follow_the_settings(qtbot, window, desk):
    def shown():
        seen = []

        def look():
            menu = QApplication.activePopupWidget()
            seen.extend(each.text() for each in menu.actions() if each.isVisible())
            menu.close()

        from PySide6.QtCore import QTimer

        QTimer.singleShot(50, look)
        made = next(
            each
            for each in desk.top_bar.findChildren(QPushButton)
            if each.accessibleName() == "文件菜单"
        )
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
        return seen

    assert "复制到U盘…" in shown()
    assert "锁定" not in shown()
    Preferences().sticks_allowed = False
    assert "复制到U盘…" not in shown()


def test_closing_twice_is_closing_once(qtbot, window, desk):
    boxes = []
    window.close()
    window.close()
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    assert [box for box in boxes if box.isVisible()] == []


@pytest.fixture
def far(monkeypatch, tmp_path):
    """Give a place that is looked for for seconds, as a share that is gone is; and who looked."""
    place, looked, real = tmp_path / "断了的共享", [], Path.stat

    def stat(path, **more):
        if place in path.parents:
            looked.append(path)
            time.sleep(0.4)
        return real(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    return place, looked


def test_the_start_looks_for_no_file_but_the_newest(window, other, far):
    place, looked = far
    for number in range(5):
        window.preferences.note_opened(place / f"{number}.zhibu")
    window.preferences.note_opened(other)
    assert len(window.preferences.recent) == 6
    looked.clear()
    window.begin(None)
    assert window.desk.store.path == other
    assert looked == []


def test_the_first_page_stands_before_files_are_looked_for_and_leaves_out_the_lost(
    qtbot, window, other, far
):
    place, looked = far
    window.preferences.note_opened(place / "丢了.zhibu")
    window.preferences.note_opened(other)
    begun = time.monotonic()
    window.show_first_page()
    assert time.monotonic() - begun < 0.4
    named = {each.text(): each for each in window.centralWidget().findChildren(QPushButton)}
    assert not named["丢了"].isHidden()
    qtbot.waitUntil(named["丢了"].isHidden)
    assert not named["第四党支部"].isHidden()
    assert looked
