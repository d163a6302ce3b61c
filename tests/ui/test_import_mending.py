"""What was mended in an import can be taken back, and outlasts a change of page, theme and window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton

from models.importing import Kind
from models.members import Member
from models.members.movements import enter
from tests.ui.test_import import at, column, name_of, pasted, read, words, workbook
from tests.ui.test_whole_path import press, reopened
from ui.pages.import_preview import NEW_COLUMN
from ui.pages.import_table import FIXED, KIND

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def key(page, letter):
    QTest.keyClick(
        page.table, getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.ControlModifier
    )


def tools(desk):
    return [tool.text() for tool in desk.top_bar.findChildren(QToolButton)]


@pytest.fixture
def page(qtbot, desk):
    return pasted(qtbot, desk)


@pytest.fixture
def mended(page):
    at(page, 1, FIXED + 2)
    page.table.fill("1988.2.3")
    return page


def choose_new_column(page):
    box = page.table.horizontalHeader().box(FIXED + 3)
    box.setCurrentIndex(box.findData(NEW_COLUMN))
    box.activated.emit(box.currentIndex())


def test_ctrl_z_takes_back_the_last_mend_and_ctrl_y_makes_it_again(desk, page):
    enter(desk.store, Member(name="周刚"))
    at(page, 1, FIXED + 2)
    page.table.fill("1988.2.3")
    choose_new_column(page)
    assert "撤销“新设“备用”栏”" in tools(desk)
    key(page, "Z")
    assert 3 not in page.preview.mapping
    assert "撤销“改正出生日期”" in tools(desk)
    key(page, "Z")
    assert column(page, FIXED + 2)[1] == "2月30日"
    assert column(page, KIND)[1] == "有误"
    assert "撤销“新增党员周刚”" in tools(desk)
    key(page, "Y")
    key(page, "Y")
    assert column(page, FIXED + 2)[1] == "1988.2.3"
    assert 3 in page.preview.mapping
    assert len(desk.store.all(Member)) == 1


def test_steps_of_the_preview_are_none_of_another_page(desk, mended):
    enter(desk.store, Member(name="周刚"))
    assert "撤销“改正出生日期”" in tools(desk)
    desk.show_page("members")
    assert "撤销“新增党员周刚”" in tools(desk)
    key(desk.page, "Z")
    assert desk.store.all(Member) == []
    desk.show_page("import")
    assert column(mended, FIXED + 2)[1] == "1988.2.3"
    key(mended, "Z")
    assert column(mended, FIXED + 2)[1] == "2月30日"


def test_another_sheet_or_heading_is_taken_back_as_well(qtbot, desk, tmp_path):
    rows = [("姓名", "性别"), ("赵敏", "女")]
    path = workbook(tmp_path / "两张.xlsx", ("一组", rows), ("二组", [*rows, ("钱伟", "男")]))
    page = read(qtbot, desk, path)
    box = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == "工作表")
    box.textActivated.emit("二组")
    next(w for w in page.findChildren(object) if name_of(w) == "表头在第几行").setValue(2)
    assert column(page, FIXED) == ["钱伟"]
    assert any("“一组”里也列有人员" in text for text in words(page))
    key(page, "Z")
    assert column(page, FIXED) == ["赵敏", "钱伟"]
    key(page, "Z")
    assert column(page, FIXED) == ["赵敏"]
    assert page.preview.sheet.name == "一组"


def test_what_was_mended_is_judged_against_what_is_on_file_when_taken_back(desk, mended):
    enter(desk.store, Member(name="赵敏"))
    key(mended, "Z")
    assert column(mended, KIND) == ["更新", "有误", "新增"]


def test_another_theme_keeps_what_was_mended(window, desk, mended):
    choose_new_column(mended)
    window.redress()
    page = window.desk.page
    assert page is not mended
    assert "改正过的都在" in window.desk.notice.sentence
    assert column(page, FIXED + 2) == ["1988.3.12", "1988.2.3", "1990.1"]
    assert column(page, KIND) == ["新增"] * 3
    assert any("粘贴的内容" in text for text in words(page))
    assert "备用" in page.table.horizontalHeader().box(FIXED + 3).currentText()


def test_a_theme_chosen_twice_keeps_an_import_not_looked_at_in_between(window, mended):
    window.desk.show_page("settings")
    window.redress()
    window.redress()
    window.desk.show_page("import")
    assert column(window.desk.page, FIXED + 2)[1] == "1988.2.3"


def test_an_unfinished_import_is_there_when_the_file_is_opened_again(qtbot, window, mended):
    desk = reopened(window)
    desk.show_page("import")
    assert column(desk.page, FIXED + 2)[1] == "1988.2.3"
    press(qtbot, desk.page, "确认导入 3 行")
    assert len(desk.store.all(Member)) == 3
    desk = reopened(window)
    desk.show_page("import")
    assert desk.page.preview is None


def test_an_import_given_up_is_not_there_the_next_time(qtbot, window, mended):
    press(qtbot, mended, "放弃导入")
    desk = reopened(window)
    desk.show_page("import")
    assert desk.page.preview is None


def test_many_rows_half_mended_are_there_the_next_time(qtbot, window, desk):
    lines = "\n".join(f"党员{number:04}\t男\t1988.3\t备注{number}" for number in range(2000))
    page = pasted(qtbot, desk, f"姓名\t性别\t出生日期\t备注\n{lines}\n")
    at(page, 5, FIXED + 2)
    page.table.fill("2月30日")
    window.redress()
    page = window.desk.page
    assert page.preview.counts == {**dict.fromkeys(Kind, 0), Kind.NEW: 1999, Kind.FAULTY: 1}
