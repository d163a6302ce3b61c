"""What someone runs into who works in the table for the first time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.branch import Group
from models.members import Member
from tests.ui.conftest import type_text
from tests.ui.test_table_cells import at, finish, press, values
from tests.ui.test_table_kept import reopened
from ui.pages.grouping import GroupingDialog
from ui.record.paste_preview import PastePreview
from ui.table.conditions import one_of
from ui.table.frozen import FrozenColumn

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def page(page_of_three):
    return page_of_three


def here(page):
    index = page.table.currentIndex()
    return index.row(), page.model.columns[index.column()].field.name


def cell(table):
    return table._cells.editor


def notice_button(desk):
    return next(b for b in desk.notice.findChildren(QPushButton) if b.text() and not b.isHidden())


def click(qtbot, page, row, name):
    index = page.model.index(row, page.model.place_of(name))
    qtbot.mouseClick(
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(index).center()
    )


# Tab.


def test_tab_in_an_open_list_of_suggestions_takes_the_text_and_goes_on(qtbot, page):
    at(page, 0, "sex")
    qtbot.keyClicks(page.table, "n")
    editor = cell(page.table)
    type_text(editor, "an")
    editor.show_all()
    assert editor.is_choosing
    qtbot.keyClick(editor.completer().popup(), KEY.Key_Tab)
    assert values(page, "sex") == ["男", "女", "女"]
    assert here(page) == (0, "born_on")
    assert page.table.is_editing
    qtbot.keyClicks(cell(page.table), "1984")
    qtbot.keyClick(cell(page.table), KEY.Key_Return)
    assert str(values(page, "born_on")[0]) == "1984"
    assert len(values(page, "name")) == 3


def test_tab_goes_from_cell_to_cell_and_leaves_at_the_last(qtbot, window, page):
    at(page, 0, "name")
    press(qtbot, page, KEY.Key_Tab)
    assert here(page) == (0, "sex")
    press(qtbot, page, KEY.Key_Backtab, SHIFT)
    assert here(page) == (0, "name")
    at(page, 0, page.model.columns[-1].field.name)
    press(qtbot, page, KEY.Key_Tab)
    assert here(page) == (1, "name")
    at(page, 2, page.model.columns[-1].field.name)
    press(qtbot, page, KEY.Key_Tab)
    assert window.focusWidget() is page.line


@pytest.mark.parametrize(
    ("key", "modifier"), [(KEY.Key_F6, Qt.KeyboardModifier.NoModifier), (KEY.Key_Tab, CTRL)]
)
def test_one_key_leaves_the_table_and_takes_what_was_typed(qtbot, window, page, key, modifier):
    at(page, 0, "work_post")
    press(qtbot, page, key, modifier)
    assert window.focusWidget() is page.line
    page.table.setFocus()
    type_text(page.table, "科员")
    qtbot.keyClick(cell(page.table), key, modifier)
    assert values(page, "work_post")[0] == "科员"
    assert window.focusWidget() is page.line


def test_tab_in_the_new_line_goes_through_its_columns_and_loses_nothing(qtbot, page):
    line = page.line
    line.begin()
    type_text(line, "周刚")
    qtbot.keyClick(cell(line), KEY.Key_Tab)
    type_text(cell(line), "男")
    cell(line).show_all()
    qtbot.keyClick(cell(line).completer().popup(), KEY.Key_Tab)
    type_text(cell(line), "1984")
    click(qtbot, page, 0, "work_post")
    assert line.texts == {"name": "周刚", "sex": "男", "born_on": "1984"}


def test_a_word_chosen_in_the_new_line_is_kept_on_clicking_elsewhere(qtbot, page):
    line = page.line
    line.begin()
    line.go_to(0, page.model.place_of("sex"))
    type_text(line, "男")
    cell(line).show_all()
    page.table.setFocus()
    cell(line).completer().popup().hide()
    qtbot.waitUntil(lambda: line.texts == {"sex": "男"}, timeout=1000)


def test_escape_clears_the_new_line_and_it_can_be_put_back(qtbot, desk, page):
    line = page.line
    line.begin()
    type_text(line, "周刚")
    qtbot.keyClick(cell(line), KEY.Key_Tab)
    qtbot.keyClick(cell(line), KEY.Key_Escape)
    assert line.texts
    qtbot.keyClick(line, KEY.Key_Escape)
    assert line.texts == {}
    notice_button(desk).click()
    assert line.texts == {"name": "周刚"}


def test_the_new_line_is_not_tinted_once_one_works_elsewhere(page):
    page.line.begin()
    assert page.line.selectionModel().hasSelection()
    page.table.setFocus()
    assert not page.line.selectionModel().hasSelection()


# Rows that a filter lets through no longer.


def test_an_edited_row_stays_until_the_cursor_leaves_it(qtbot, page):
    column = page.model.columns[page.model.place_of("sex")]
    page.conditions.add(one_of(column, ["女"]))
    at(page, 1, "sex")
    type_text(page.table, "男")
    finish(qtbot, page, KEY.Key_Tab)
    assert page.model.rowCount() == 3
    assert here(page) == (1, "born_on")
    index = page.table.currentIndex()
    assert "不再符合" in index.data(Qt.ItemDataRole.ToolTipRole)
    qtbot.keyClick(cell(page.table), KEY.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.model.row_at(page.table.currentIndex()).member.name == "孙丽"


def test_an_edited_row_that_alone_was_found_keeps_the_cursor(qtbot, window, page):
    page.search.setText("敏")
    page.table.setFocus()
    at(page, 0, "name")
    type_text(page.table, "赵明")
    finish(qtbot, page)
    assert here(page) == (0, "name")
    press(qtbot, page, KEY.Key_Down)
    assert window.focusWidget() is page.table
    page.search.setText("敏敏")
    assert page.model.rowCount() == 0


# Names.


@pytest.mark.parametrize("text", ["1984", "2027.5.1", "２０２７年５月１日"])
def test_a_number_or_a_date_is_no_name(qtbot, desk, page, text):
    page.line.begin()
    type_text(page.line, text)
    qtbot.keyClick(cell(page.line), KEY.Key_Return)
    assert "不是姓名" in cell(page.line).accessibleDescription()
    page.line.leave()
    page.line.save()
    assert "不是姓名" in desk.notice.sentence
    assert len(values(page, "name")) == 3
    page.line.texts.clear()
    at(page, 0, "name")
    type_text(page.table, text)
    finish(qtbot, page)
    assert "不是姓名" in cell(page.table).accessibleDescription()


# Half typed.


def test_a_half_typed_cell_is_not_written_by_closing_and_offered_again(window, page):
    at(page, 0, "work_post")
    type_text(page.table, "科")
    again = reopened(window)
    assert values(again, "work_post") == ["", "", ""]
    assert "“科”没有写入" in window.desk.notice.sentence
    notice_button(window.desk).click()
    assert cell(again.table).text() == "科"


def test_a_half_typed_cell_is_not_written_by_going_to_another_page(qtbot, window, page):
    at(page, 0, "work_post")
    type_text(page.table, "科")
    qtbot.mouseClick(window.desk.navigation.button("help"), Qt.MouseButton.LeftButton)
    assert values(page, "work_post") == ["", "", ""]
    window.desk.show_page("members")
    assert "“科”没有写入" in window.desk.notice.sentence


# What is not typed in place.


def test_a_double_click_on_the_group_leads_to_where_it_is_given(qtbot, desk, page):
    place = page.model.index(0, page.model.place_of("group"))
    where = page.table.visualRect(place).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.side.form is None
    assert "调整党小组" in desk.notice.sentence
    assert desk.notice.property("bad")
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        seen.append(type(dialog))
        dialog.reject()

    QTimer.singleShot(100, look)
    notice_button(desk).click()
    assert seen == [GroupingDialog]


def test_a_word_of_many_letters_is_refused_once(qtbot, page):
    refused = []
    page.table.fixed.connect(refused.append)
    at(page, 0, "group")
    for letters in ("d", "dy", "dyx"):
        compose(page.table, letters)
    type_text(page.table, "第一小组")
    assert len(refused) == 1
    compose(page.table, "d")
    assert len(refused) == 2
    at(page, 1, "group")
    compose(page.table, "dy")
    assert len(refused) == 3
    page.line.begin()
    page.table.setFocus()
    compose(page.table, "d")
    assert len(refused) == 4


def compose(widget, letters):
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def test_the_form_says_why_the_group_is_not_typed_there(page):
    page.edit(page.model.rows[0])
    assert not page.side.form.editor("group").isEnabled()
    shown = [each.text() for each in page.side.form.findChildren(QLabel) if each.isVisible()]
    assert "请在名册里按右键，用“调整党小组…”。" in shown


def test_the_menu_of_a_row_leads_to_a_movement(page):
    at(page, 0, "name")
    assert "登记变动…" in [each.text() for each in page._menu.made(0).actions()]


def test_choosing_another_keeps_later_typing_out_of_a_form_half_filled(qtbot, window, page):
    page.edit(page.model.rows[0])
    form = page.side.form
    type_text(form.editor("native_place"), "山东")
    name = form.editor("name").entered()
    click(qtbot, page, 2, "name")
    assert window.focusWidget().text() == "保存"
    assert "没保存" in window.desk.notice.sentence
    qtbot.keyClicks(window.focusWidget(), "abc")
    page.edit(page.model.rows[1])
    assert window.focusWidget().text() == "保存"
    assert form.editor("name").entered() == name


# Pasting.


def previewed(qtbot, page, text):
    QGuiApplication.clipboard().setText(text)
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PastePreview):
            seen.extend(
                (r.outcome, r.name, "；".join(r.faults or r.told)) for r in dialog.model.rows
            )
            dialog.accept()

    QTimer.singleShot(100, answer)
    page.work.paste_new()
    return seen


def test_a_paste_is_judged_as_it_is_written(qtbot, page):
    with page.store.change("设") as change:
        change.save(Group(name="第二党小组", place=1))
    text = "姓名\t党小组\t类别\n周刚\t2组\t正式党员\n吴强\t十八组\t\n郑毅\t\t发展对象\n王晓\t\t预备党员\n"
    seen = {name: (outcome, words) for outcome, name, words in previewed(qtbot, page, text)}
    assert seen["周刚"][0] == "增"
    assert "第二党小组" in seen["周刚"][1]
    assert seen["吴强"][0] == seen["郑毅"][0] == seen["王晓"][0] == "有误"
    assert "十八组" in seen["吴强"][1]
    assert "发展对象" in seen["郑毅"][1]
    assert "正式党员" in seen["王晓"][1]
    assert values(page, "name")[3:] == ["周刚"]
    assert next(p for p in page.model.rows if p.member.name == "周刚").group.name == "第二党小组"


def test_a_pasted_number_fills_in_birthday_and_sex_and_a_phone_without_a_figure_is_told(
    qtbot, desk, page
):
    text = (
        "姓名\t公民身份号码\t性别\t手机号码\n周刚\t11010519491231002X\t\t张三丰\n吴强\t\t男\t无\n"
    )
    words = {}

    def answer():
        dialog = QApplication.activeModalWidget()
        words.update({line.name: (line.told, line.remarks) for line in dialog.model.rows})
        words[""] = dialog.sentence.text()
        dialog.accept()

    QGuiApplication.clipboard().setText(text)
    QTimer.singleShot(50, answer)
    page.work.paste_new()
    assert {"出生日期：1949-12-31（按号码填入）", "性别：女（按号码填入）"} <= set(words["周刚"][0])
    assert words["周刚"][1] == ["手机号码“张三丰”里没有数字，请核对"]
    assert words["吴强"][1] == []
    assert "要核对的 1 行照样写入" in words[""]
    new = page.store.where(Member, name="周刚")[0]
    assert (str(new.born_on), new.sex, list(new.doubtful)) == ("1949-12-31", "女", ["phone"])


def test_what_is_odd_about_a_typed_cell_is_said_and_leads_to_its_field(qtbot, desk, page):
    at(page, 0, "phone")
    type_text(page.table, "张三丰")
    qtbot.keyClick(page.table._cells.editor, KEY.Key_Return)
    assert "赵敏：手机号码“张三丰”里没有数字" in desk.notice.sentence
    desk.notice._do()
    qtbot.waitUntil(lambda: page.side.form.editor("phone").hasFocus())


# What is said.


def test_a_notice_moves_no_page_and_its_offer_stays(qtbot, desk, page):
    before = page.geometry(), page.table.geometry()
    desk.notice.say("已取消。", "恢复输入", lambda: None)
    QApplication.processEvents()
    assert (page.geometry(), page.table.geometry()) == before
    assert not desk.notice._timer.isActive()
    desk.notice.say("已导出。")
    assert desk.notice._timer.isActive()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_a_notice_stands_inside_the_window(qtbot, window, desk, page, size):
    window.resize(*size)
    desk.notice.refuse("这一步没有做成，原来的内容都在；" * 4, "换一个", lambda: None)
    QApplication.processEvents()
    box = desk.notice.geometry()
    assert desk.rect().contains(box)
    assert desk.notice.layout().heightForWidth(box.width()) <= box.height()
    assert box.left() >= desk.navigation.width()


def test_hidden_numbers_are_said_to_be_copied_hidden(qtbot, desk, page):
    at(page, 0, "phone")
    press(qtbot, page, KEY.Key_C, CTRL)
    assert "号码按遮盖的样子复制" in desk.notice.sentence
    desk.notice.hide()
    page.model.show_in_full(full=True)
    press(qtbot, page, KEY.Key_C, CTRL)
    assert desk.notice.sentence == ""


def test_the_row_just_added_is_chosen_or_said_to_be_filtered_out(qtbot, desk, page):
    line = page.line
    for name in ("周刚", "吴强"):
        line.begin()
        type_text(line, name)
        qtbot.keyClick(cell(line), KEY.Key_Return)
        if name == "周刚":
            assert page.model.row_at(page.table.currentIndex()).member.name == "周刚"
            assert desk.window().focusWidget() is line
            page.search.setText("赵")
    assert "现在的搜索或筛选不列出" in desk.notice.sentence
    notice_button(desk).click()
    assert page.model.row_at(page.table.currentIndex()).member.name == "吴强"


def test_scrolling_comes_to_rest_where_a_whole_column_stands_beside_the_names(qtbot, page):
    page.columns.show_columns(tuple(each.field.name for each in page.available[:20]))
    table, bar = page.table, page.table.horizontalScrollBar()
    frozen, heads = table.findChild(FrozenColumn), page.table.horizontalHeader()

    def begins_whole():
        left = heads.sectionViewportPosition(heads.logicalIndexAt(frozen.width()))
        return left == frozen.width()

    QApplication.processEvents()
    assert frozen.isHidden()
    bar.setValue(bar.maximum())
    assert frozen.isVisible()
    assert begins_whole(), "there is nothing to come to rest from at the end"
    bar.setValue(0)
    second, fourth = (heads.sectionPosition(at) - frozen.width() for at in (2, 4))
    for value, back in ((second + 20, False), (fourth + 20, False), (second + 30, True)):
        bar.setValue(value)
        assert not begins_whole()
        qtbot.waitUntil(begins_whole)
        assert (bar.value() < value) is back
    heads.resizeSection(2, table.viewport().width())
    bar.setValue(heads.sectionPosition(2) + 40 - frozen.width())
    qtbot.wait(250)
    assert bar.value() == heads.sectionPosition(2) + 40 - frozen.width(), "read bit by bit"


def test_the_names_stay_in_sight_while_the_columns_are_scrolled(qtbot, page):
    page.columns.show_columns(tuple(each.field.name for each in page.available[:20]))
    frozen, bar = page.table.findChild(FrozenColumn), page.table.horizontalScrollBar()
    assert frozen.isHidden()
    bar.setValue(bar.maximum())
    assert frozen.isVisible()
    assert frozen.width() == page.table.columnWidth(page.model.place_of("name"))
    for _ in range(25):
        press(qtbot, page, KEY.Key_Left)
        box = page.table.visualRect(page.table.currentIndex())
        assert frozen.isHidden() or box.left() >= frozen.width() or here(page)[1] == "name"
    for _ in range(15):
        press(qtbot, page, KEY.Key_Right)
        at = page.table.columnViewportPosition(page.table.columnAt(frozen.width()))
        assert frozen.isHidden() or at >= frozen.width(), "half a word sticks out"
    bar.setValue(bar.maximum())
    top = page.table.viewport().y() - frozen.y()
    qtbot.mouseClick(frozen, Qt.MouseButton.LeftButton, pos=QPoint(10, top + 50))
    assert here(page) == (1, "name")
    assert bar.value() == 0
