"""The table of a page worked in like a worksheet, by keys and clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from models.errors import AppError
from models.members import Member
from models.members.movements import enter
from models.own_columns import OwnColumn, field_of_own, own_values, save_column
from tests.ui.conftest import type_text
from ui.record.paste_preview import PastePreview
from ui.table import conditions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    for name in ("赵敏", "钱伟", "孙丽"):
        enter(desk.store, Member(name=name, phone=f"138{ord(name[0]):08}"))
    desk.page.table.setFocus()
    return desk.page


def at(page, row, name):
    page.table.go_to(row, page.model.place_of(name))


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(page.table, key, modifier)


def finish(qtbot, page, key=Qt.Key.Key_Return):
    qtbot.keyClick(page.table._cells.editor, key)


def values(page, name):
    return [getattr(member, name) for member in page.store.all(Member)]


def paste(qtbot, page, text, *, accept=True, target=None):
    QGuiApplication.clipboard().setText(text)
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PastePreview):
            seen.append(dialog.sentence.text())
            dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(100, answer)
    qtbot.keyClick(target or page.table, Qt.Key.Key_V, CTRL)
    qtbot.wait(150)
    return seen


def test_typing_replaces_a_cell_and_enter_goes_down(qtbot, page):
    at(page, 0, "work_post")
    type_text(page.table, "科员")
    finish(qtbot, page)
    assert values(page, "work_post") == ["科员", "", ""]
    assert page.table.currentIndex().row() == 1
    assert page.store.undoable.title == "修改赵敏的单位及职务"


def test_a_wrong_value_stays_open_with_its_sentence_and_escape_gives_it_up(qtbot, page):
    at(page, 0, "born_on")
    type_text(page.table, "2月30日")
    finish(qtbot, page)
    editor = page.table._cells.editor
    assert editor.text() == "2月30日"
    assert "没有写年份" in editor.accessibleDescription()
    finish(qtbot, page, Qt.Key.Key_Escape)
    assert values(page, "born_on") == [None, None, None]


def test_leaving_a_wrong_value_keeps_the_old_one_and_a_way_back(qtbot, desk, page):
    at(page, 0, "born_on")
    type_text(page.table, "2月30日")
    page.table.take_typing()
    assert "没有改动" in desk.notice.sentence
    desk.notice._do()
    assert page.table._cells.editor.text() == "2月30日"


def test_tab_goes_on_in_the_next_cell_that_takes_a_value(qtbot, page):
    at(page, 0, "born_on")
    type_text(page.table, "19880312")
    finish(qtbot, page, Qt.Key.Key_Tab)
    assert page.table.is_editing
    assert page.table.currentIndex().column() == page.model.place_of("joined_on")
    assert str(values(page, "born_on")[0]) == "1988-03-12"


def test_a_computed_cell_says_where_it_is_changed(qtbot, desk, page):
    at(page, 0, "category")
    press(qtbot, page, Qt.Key.Key_A)
    assert "不在表格里直接填写" in desk.notice.sentence
    assert not page.table.is_editing


def test_a_name_typed_in_place_is_found_by_its_new_pinyin(qtbot, page):
    at(page, 0, "name")
    type_text(page.table, "周敏")
    finish(qtbot, page)
    assert values(page, "keys")[0].startswith("zhou min")


def test_delete_clears_what_may_be_empty_and_nothing_else(qtbot, desk, page):
    at(page, 0, "phone")
    press(qtbot, page, Qt.Key.Key_Delete)
    assert values(page, "phone")[0] == ""
    at(page, 0, "name")
    press(qtbot, page, Qt.Key.Key_Delete)
    assert values(page, "name")[0] == "赵敏"
    assert "没有清空" in desk.notice.sentence


def test_filling_down_is_one_step(qtbot, page):
    at(page, 0, "work_post")
    type_text(page.table, "科员")
    finish(qtbot, page)
    at(page, 0, "work_post")
    page.table.select_block(page.table.currentIndex(), 3, 1)
    press(qtbot, page, Qt.Key.Key_D, CTRL)
    assert values(page, "work_post") == ["科员"] * 3
    page.store.undo()
    assert values(page, "work_post") == ["科员", "", ""]


def test_a_pasted_block_changes_and_adds_after_a_preview_as_one_step(qtbot, page):
    at(page, 2, "name")
    seen = paste(qtbot, page, "孙丽\t女\t1988.3.12\n李强\t男\t1990.1.1\n王五\t男\t2月30日\n")
    assert seen == ["改 1 人，增 1 人，有误 1 行。有误的行不会写入，其余的作为一步写入，可以撤销。"]
    assert values(page, "name") == ["赵敏", "钱伟", "孙丽", "李强"]
    assert values(page, "sex") == ["", "", "女", "男"]
    page.store.undo()
    assert values(page, "sex") == ["", "", ""]


def test_a_pasted_heading_is_mapped_and_giving_up_writes_nothing(qtbot, page):
    at(page, 0, "name")
    paste(qtbot, page, "民族\t性别\n汉族\t女\n回族\t男\n")
    assert values(page, "nation") == ["汉族", "回族", ""]
    paste(qtbot, page, "民族\t性别\n藏族\t女\n藏族\t男\n", accept=False)
    assert values(page, "nation") == ["汉族", "回族", ""]


def test_a_copied_block_with_hidden_numbers_pasted_back_changes_nothing(qtbot, page):
    before = values(page, "phone")
    page.table.selectAll()
    press(qtbot, page, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert "****" in text
    at(page, 0, "name")
    assert paste(qtbot, page, text)[0].startswith("改 0 人，增 0 人，有误 0 行，不变 3 行")
    assert values(page, "phone") == before


@pytest.mark.parametrize("much", [False, True])
def test_a_picture_or_a_flood_of_text_is_answered_with_a_sentence(qtbot, desk, page, much):
    at(page, 0, "name")
    if much:
        QGuiApplication.clipboard().setText("字\t" * 2_000_000)
    else:
        QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    press(qtbot, page, Qt.Key.Key_V, CTRL)
    assert "没有粘贴" in desk.notice.sentence


def test_a_line_typed_at_the_end_becomes_a_record_or_says_what_is_missing(qtbot, desk, page):
    line = page.line
    line.begin()
    line.go_to(0, page.model.place_of("sex"))
    type_text(line, "女")
    qtbot.keyClick(line._cells.editor, Qt.Key.Key_Return)
    assert "姓名不能为空" in desk.notice.sentence
    assert line.texts == {"sex": "女"}
    assert line.currentIndex().column() == page.model.place_of("name")
    type_text(line._cells.editor, "周刚")
    qtbot.keyClick(line._cells.editor, Qt.Key.Key_Return)
    assert values(page, "name")[-1] == "周刚"
    assert line.texts == {}


def test_conditions_narrow_the_table_and_their_chips_are_removed(page):
    column = page.model.columns[page.model.place_of("name")]
    page.conditions.add(conditions.contains(column, "敏"))
    assert page.model.rowCount() == 1
    assert page.head.count.text() == "1 / 3 人"
    page.conditions.clear()
    assert page.model.rowCount() == 3


def test_columns_and_order_come_back_after_reopening(window, page):
    page.columns.show_columns(("name", "nation", "phone"))
    page.columns.sort_by("name", descending=True)
    path = window.desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    again = window.desk.page
    assert again.columns.chosen == ("name", "nation", "phone")
    assert again.model.order == ("name", Qt.SortOrder.DescendingOrder)


def test_an_own_column_is_shown_and_typed_into(qtbot, page):
    with page.store.change("添加") as change:
        made = save_column(change, OwnColumn(owner_table="member", label="特长"))
    name = field_of_own(made).name
    page.columns.show_columns((*page.columns.chosen, name))
    at(page, 1, name)
    type_text(page.table, "书法")
    finish(qtbot, page)
    assert list(own_values(page.store, "member").values()) == [{name: "书法"}]


def test_the_place_is_kept_over_undo_and_reload(qtbot, page):
    at(page, 1, "work_post")
    type_text(page.table, "科员")
    finish(qtbot, page, Qt.Key.Key_Return)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (
        2,
        page.model.place_of("work_post"),
    )
    page.store.undo()
    assert page.table.currentIndex().row() == 2


def test_many_rows_are_given_one_value(page):
    from ui.record.many_rows import ManyRows

    page.table.selectAll()
    dialog = ManyRows(page, "nation")
    dialog.value.setText("汉族")
    assert "将改 3 人" in dialog._sentence.text()
    dialog.accept()
    assert values(page, "nation") == ["汉族"] * 3
    with pytest.raises(AppError):
        dialog._columns[0].meaning("")
