"""What is half done in a table outlives leaving it: a line, a cell; and how a table begins."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from models.members import Member, Period
from models.members.movements import enter
from tests.ui.conftest import type_text
from tests.ui.test_table_cells import at, finish, paste, press, values
from ui.pages.of_members import PeriodsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    for name in ("赵敏", "钱伟"):
        enter(desk.store, Member(name=name))
    desk.page.table.setFocus()
    return desk.page


def reopened(window):
    """Close the window and open the same file again; return its page."""
    path = window.desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    return window.desk.page


def test_a_half_filled_line_is_there_again_after_closing(window, page):
    page.line.begin()
    page.line.go_to(0, page.model.place_of("sex"))
    type_text(page.line, "女")
    again = reopened(window)
    assert again.line.texts == {"sex": "女"}
    assert len(again.model.rows) == 2


def test_a_half_filled_form_is_open_again_after_closing_and_says_so_once(window, page):
    page.add()
    type_text(page.side.form.editor("native_place"), "甘肃")
    again = reopened(window)
    said = "上次没有保存的“新增党员”已打开，可以接着填。"
    assert window.desk.notice.sentence == said
    assert again.side.form.editor("native_place").entered() == "甘肃"
    window.desk.notice._do()
    assert again.side.form is None
    assert "没有保存刚才的输入" in window.desk.notice.sentence
    window.desk.show_page("history")
    window.desk.show_page("members")
    assert window.desk.notice.sentence != said


def test_a_faulty_cell_open_at_closing_is_offered_again_and_gone_back_to(qtbot, window, page):
    at(page, 1, "born_on")
    type_text(page.table, "2月30日")
    again = reopened(window)
    assert "“2月30日”没有写入" in window.desk.notice.sentence
    assert values(again, "born_on") == [None, None]
    qtbot.mouseClick(
        next(b for b in window.desk.notice.findChildren(QPushButton) if b.text()),
        Qt.MouseButton.LeftButton,
    )
    assert again.table._cells.editor.text() == "2月30日"
    assert again.model.row_at(again.table.currentIndex()).member.name == "钱伟"
    again.table._cells.editor.selectAll()
    type_text(again.table._cells.editor, "1988-03")
    finish(qtbot, again)
    assert str(values(again, "born_on")[1]) == "1988-03"
    reopened(window)
    assert "没有写入" not in window.desk.notice.sentence


def test_a_faulty_cell_left_for_another_page_is_offered_on_coming_back(window, page):
    at(page, 0, "born_on")
    type_text(page.table, "2月30日")
    window.desk.show_page("help")
    window.desk.notice.hide()
    window.desk.show_page("members")
    assert "“2月30日”没有写入" in window.desk.notice.sentence


def test_a_faulty_cell_given_up_is_not_offered_again(qtbot, window, page):
    at(page, 0, "born_on")
    type_text(page.table, "2月30日")
    finish(qtbot, page, Qt.Key.Key_Escape)
    reopened(window)
    assert "没有写入" not in window.desk.notice.sentence


def test_the_space_bar_turns_a_flag_and_back(qtbot, page):
    page.columns.show_columns(("name", "is_veteran"))
    at(page, 0, "is_veteran")
    press(qtbot, page, Qt.Key.Key_Space)
    assert values(page, "is_veteran") == [True, False]
    press(qtbot, page, Qt.Key.Key_Space)
    assert values(page, "is_veteran") == [False, False]


def test_a_block_is_pasted_into_a_roster_with_nobody_in_it(qtbot, window, desk):
    page = desk.page
    assert any("Ctrl+V" in label.text() for label in shown_labels(page))
    QGuiApplication.clipboard().setText("姓名\t性别\n赵敏\t女\n钱伟\t男\n")
    seen = paste(qtbot, page, QGuiApplication.clipboard().text(), target=window.focusWidget())
    assert "增 2 人" in seen[0]
    assert values(page, "name") == ["赵敏", "钱伟"]
    assert page.model.rowCount() == 2
    desk.store.undo()
    assert any("Ctrl+V" in label.text() for label in shown_labels(page))


def shown_labels(page):
    from PySide6.QtWidgets import QLabel

    return [label for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def periods(qtbot, desk):
    person = enter(desk.store, Member(name="赵敏"))
    with desk.store.change("登记") as change:
        change.save(Period(member_id=person.id, aspect="外派", value="驻村"))
    made = PeriodsPage(desk.store)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.table.setFocus()
    return made


def test_what_follows_from_movements_is_not_typed_into_the_periods(qtbot, periods):
    at(periods, 0, "aspect")
    type_text(periods.table, "在册")
    finish(qtbot, periods)
    editor = periods.table._cells.editor
    assert "不在这里登记" in editor.accessibleDescription()
    assert "党小组" not in editor._offered
    editor.selectAll()
    type_text(editor, "处分")
    finish(qtbot, periods)
    assert {p.aspect for p in periods.store.all(Period)} == {"在册", "处分"}


def test_what_follows_from_movements_is_not_pasted_into_the_periods(qtbot, periods):
    at(periods, 0, "aspect")
    said = []
    periods.refused.connect(said.append)
    seen = paste(qtbot, periods, "党小组")
    assert "有误 1 行" in seen[0]
    assert {p.aspect for p in periods.store.all(Period)} == {"在册", "外派"}


def test_what_follows_from_movements_is_not_saved_from_the_form(qtbot, periods):
    periods.edit(periods.model.rows[0])
    said = []
    periods.refused.connect(said.append)
    periods.side.form.editor("aspect").show_text("在册")
    periods.side.save_asked.emit()
    assert said
    assert {p.aspect for p in periods.store.all(Period)} == {"在册", "外派"}
