"""Keys and words of the window, as someone used to worksheets tries them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget

from models.branch import Group
from models.members import Member
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import add_member, cells, field, press
from ui.files import documents
from ui.pages.members import DOUBTFUL
from ui.pages.movement import MovementDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROWS = "姓名\t性别\t民族\n赵敏\t女\t汉族\n钱伟\t男\t回族\n"


def paste(qtbot, desk, text=ROWS):
    QGuiApplication.clipboard().setText(text)
    desk.show_page("import")
    press(qtbot, desk.page, "粘贴表格")
    qtbot.waitUntil(lambda: desk.page.preview is not None)
    return desk.page


def test_enter_presses_the_button_it_stands_on(qtbot, desk):
    button = next(b for b in desk.page.findChildren(QPushButton) if b.text() == "新增党员")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field(desk.page, "name") is not None)


def test_one_enter_takes_a_suggestion_and_goes_on(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    sex = field(desk.page, "sex")
    sex.setFocus()
    type_text(sex.line, "女")
    popup = sex.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    nation = field(desk.page, "nation")
    qtbot.waitUntil(lambda: QApplication.focusWidget() in {nation, nation.line})
    assert sex.entered() == "女"


def test_a_field_taken_from_another_column_is_swapped_and_so_taken_back(qtbot, desk):
    page = paste(qtbot, desk)
    before = dict(page.preview.mapping)
    assert list(before.values()) == ["name", "sex", "nation"]
    for name in ("nation", "sex"):
        heads = page.table.horizontalHeader()
        heads.mapped.emit(4, name)
        assert sorted(page.preview.mapping.values()) == ["name", "nation", "sex"]
        assert page.preview.mapping[1] == name
    assert page.preview.mapping == before


def test_an_import_tells_only_what_there_was(qtbot, desk):
    page = paste(qtbot, desk)
    press(qtbot, page, "确认导入 2 行")
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "已导入：新增 2 人。" in said


def test_those_with_a_doubt_can_be_listed(qtbot, desk):
    add_member(qtbot, desk.page)
    add_member(qtbot, desk.page, "钱伟", identity_number="110105198803121235")
    page = desk.page
    page._who.setCurrentText(DOUBTFUL)
    assert cells(page) == ["钱伟"]
    page._who.setCurrentIndex(0)
    assert len(cells(page)) == len(desk.store.all(Member)) == 2


def test_a_profile_says_that_a_beginning_is_not_known(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.page.table.selectRow(0)
    desk.page.findChild(QTabWidget).setCurrentIndex(1)
    words = [label.text() for label in desk.page.findChildren(QLabel)]
    assert "在册　开始日期未登记，至今" in words


def test_a_movement_says_what_its_other_party_is(qtbot, desk):
    add_member(qtbot, desk.page)
    with desk.store.change("小组") as change:
        change.save(Group(name="第一党小组"))
    dialog = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose("调整党小组")
    assert dialog.form.editor("other_party").accessibleName() == "新的党小组"


def test_a_dialog_begins_in_a_folder_that_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "没有"))
    assert documents() == Path.home()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    assert documents() == tmp_path


def test_a_file_that_cannot_be_opened_is_told_above_the_ways_to_begin(window, tmp_path):
    window.open_file(tmp_path / "没有.zhibu")
    first = window.centralWidget()
    told = next(each for each in first.findChildren(QLabel) if each.text() == first.refusal)
    form = next(each for each in first.findChildren(QLabel) if each.text() == "新建支部台账")
    assert first.refusal
    assert told.parentWidget() is not form.parentWidget()


def test_one_who_never_set_a_password_is_told_what_else_it_may_be(window, tmp_path):
    other = tmp_path / "别的.zhibu"
    other.write_bytes(bytes(range(256)) * 64)
    window.open_file(other)
    words = [each.text() for each in window.centralWidget().findChildren(QLabel)]
    assert any("从没设过密码" in text for text in words)
