"""A file opened to be read only: all of it can be read, and nothing that would change it is offered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTabWidget

from models.branch import Branch
from models.sample import make_sample
from models.store import Store
from tests.ui.test_whole_path import cells, field
from ui.pages.profile import Profile
from ui.shell.navigation import PLACES
from ui.writing import READ_ONLY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier
WRITING = (
    "新增",
    "登记",
    "从 Excel 导入",
    "选择文件",
    "粘贴表格",
    "保存",
    "撤销",
    "编辑",
    "变动",
    "照此",
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A branch on file; nothing here can change it, so that one serves all."""
    path = tmp_path_factory.mktemp("只读") / "只读.zhibu"
    with Store.create(path, Branch(name="机关第三党支部")) as store:
        make_sample(store, members=8)
    return path


@pytest.fixture
def desk(window, file):
    window.open_file(file, read_only=True)
    window.desk.begin()
    return window.desk


def buttons(page):
    return [each for each in page.findChildren(QAbstractButton) if each.isVisibleTo(page)]


def content(desk):
    return desk.store.entries(1)[0].id


def test_no_button_that_writes_can_be_pressed_and_each_says_why(desk):
    seen = set()
    for place in PLACES:
        desk.show_page(place.code)
        if place.code in {"members", "history"}:
            desk.page.table.selectRow(0)
        for made in buttons(desk):
            if made.text().strip().startswith(WRITING):
                assert not made.isEnabled(), (place.name, made.text())
                assert READ_ONLY in made.toolTip(), (place.name, made.text())
                seen.add(made.text().strip())
    assert {"新增党员", "编辑", "变动", "登记会议", "选择文件…", "撤销此步", "保存"} <= seen


def test_every_tab_of_the_branch_offers_nothing_to_add(desk):
    desk.show_page("branch")
    tabs = desk.page.findChild(QTabWidget)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        offered = [b for b in buttons(tabs.currentWidget()) if b.text().startswith(WRITING)]
        assert not any(made.isEnabled() for made in offered)


def test_a_member_is_read_and_the_keys_that_write_say_why_they_do_not(qtbot, desk):
    page, before = desk.page, content(desk)
    page.table.go_to(0, 0)
    people = cells(page)
    for key, modifier in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Delete, CONTROL),
        (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_V, CONTROL), (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
    ):  # fmt: skip
        desk.notice.hide()
        qtbot.keyClick(page.table, key, modifier)
        assert desk.notice.sentence.startswith(READ_ONLY), key
    assert cells(page) == people
    assert content(desk) == before
    qtbot.keyClick(page.table, Qt.Key.Key_Return, CONTROL)
    assert page.side.findChild(Profile)
    assert page.side.form is None


def test_the_menu_of_a_row_copies_and_changes_nothing(desk):
    page = desk.page
    page.table.go_to(0, 0)
    menu = page._menu.made(0)
    can = {act.text(): act.isEnabled() for act in menu.actions() if act.text()}
    assert can["复制"]
    assert can["打开"]
    assert not any(can[name] for name in ("粘贴", "向下填充", "清空格子", "批量修改…", "删除"))


def test_a_record_without_a_profile_is_shown_to_be_read_and_copied(qtbot, desk):
    desk.show_page("branch")
    tabs = desk.page.findChild(QTabWidget)
    tabs.setCurrentIndex(1)
    part = tabs.currentWidget()
    part.edit(part.model.rows[0])
    name = field(part, "name")
    assert isinstance(name, QLineEdit)
    assert name.isReadOnly()
    words = [each.text() for each in buttons(part.side)]
    assert "关闭" in words
    assert "保存" not in words
    close = next(each for each in buttons(part.side) if each.text() == "关闭")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert part.side.isHidden()


def test_the_branch_itself_is_read_only(desk):
    desk.show_page("branch")
    assert field(desk.page, "name").isReadOnly()
    assert not field(desk.page, "domain").isEnabled()


def test_a_workbook_pasted_into_a_read_only_file_is_refused_at_once(qtbot, desk):
    desk.show_page("import")
    QApplication.clipboard().setText("姓名\t性别\n赵敏\t女")
    desk.page.paste()
    assert desk.notice.sentence.startswith(READ_ONLY)
    assert desk.page.preview is None


def test_ctrl_n_and_ctrl_k_begin_nothing(qtbot, desk):
    qtbot.keyClick(desk, Qt.Key.Key_N, CONTROL)
    assert desk.page.side.form is None
    desk.find_anywhere()
    assert "新增" not in desk._palette.titles


def test_a_draft_left_in_the_file_waits_until_it_can_be_written(window, tmp_path):
    path = tmp_path / "草稿.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    window.open_file(path)
    window.desk.begin()
    window.desk.page.add()
    field(window.desk.page, "name").setText("赵敏")
    window.desk.leave()
    window.desk.page.side.form.restore({})
    window._put_away(back_up=False)
    window.open_file(path, read_only=True)
    window.desk.begin()
    assert window.desk.page.side.form is None
    window.open_file(path)
    window.desk.begin()
    assert field(window.desk.page, "name").text() == "赵敏"
