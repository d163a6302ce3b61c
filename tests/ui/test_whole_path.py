"""The whole way by keys and mouse, on what a person sees."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from models.errors import CannotWriteFile
from models.importing import Kind
from models.members import Member, Movement
from models.members.movements import apply, enter
from models.store import Store
from models.values import PartialDate
from tests.ui.conftest import type_text
from ui.files import ended

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def press(qtbot, page, text):
    def found():
        buttons = page.findChildren(QPushButton)
        return [b for b in buttons if b.text() == text and b.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def field(page, name):
    return page.findChild(QWidget, f"field_{name}")


def fill(qtbot, page, name, text):
    type_text(field(page, name), text)


def add_member(qtbot, page, name="赵敏", **fields):
    press(qtbot, page, "新增党员")
    for field, text in {"name": name, **fields}.items():
        fill(qtbot, page, field, text)
    press(qtbot, page, "保存")


def cells(page, column=0):
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def test_a_new_file_is_made_from_the_first_page(qtbot, window, tmp_path, in_file_dialog):
    window.begin(None)
    first = window.centralWidget()
    fill(qtbot, first, "name", "机关第三党支部")
    in_file_dialog(tmp_path / "新台账.zhibu")
    press(qtbot, first, "新建…")
    assert (tmp_path / "新台账.zhibu").is_file()
    assert "机关第三党支部" in window.windowTitle()


def test_a_file_without_a_name_is_not_made_and_the_field_says_why(qtbot, window):
    window.begin(None)
    first = window.centralWidget()
    press(qtbot, first, "新建…")
    assert "支部全称" in first.form.editor("name").accessibleDescription()


def test_a_member_typed_in_stands_in_the_table_and_undo_takes_it_back(qtbot, desk):
    add_member(qtbot, desk.page, born_on="1988.3.12", joined_on="20251111", sex="女")
    assert cells(desk.page) == ["赵敏"]
    assert cells(desk.page, 2) == ["1988-03-12"]
    assert "赵敏" in desk.notice.sentence
    qtbot.keyClick(desk.page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(desk.page) == []
    assert desk.store.all(Member) == []
    qtbot.keyClick(desk.page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert cells(desk.page) == ["赵敏"]


def test_the_undo_button_names_the_step(qtbot, desk):
    add_member(qtbot, desk.page)
    words = [b.text() for b in desk.findChildren(QToolButton)]
    assert "撤销“新增党员赵敏”" in words


def test_a_wrong_date_is_explained_at_its_field_and_nothing_is_saved(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    fill(qtbot, desk.page, "born_on", "2月30日")
    press(qtbot, desk.page, "保存")
    editor = field(desk.page, "born_on")
    assert "没有写年份" in editor.accessibleDescription()
    assert "没有保存" in desk.notice.sentence
    assert desk.store.all(Member) == []


def test_enter_goes_to_the_next_field_and_ctrl_enter_saves(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    name = field(desk.page, "name")
    type_text(name, "赵敏")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert not name.hasFocus()
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cells(desk.page) == ["赵敏"]


def test_a_doubtful_number_waits_for_confirmation(qtbot, desk):
    add_member(qtbot, desk.page, identity_number="110105198803121235")
    (member,) = desk.store.all(Member)
    assert "identity_number" in member.doubtful
    qtbot.keyClick(desk.page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, desk.page, "确认")
    press(qtbot, desk.page, "保存")
    assert desk.store.all(Member)[0].doubtful == {}


def test_search_finds_by_initials_phone_and_group(qtbot, desk):
    add_member(qtbot, desk.page, phone="13812345678")
    add_member(qtbot, desk.page, name="钱伟")
    qtbot.keyClicks(desk.page.search, "zm")
    assert cells(desk.page) == ["赵敏"]
    desk.page.search.clear()
    qtbot.keyClicks(desk.page.search, "5678")
    assert cells(desk.page) == ["赵敏"]
    desk.page.search.clear()
    assert len(cells(desk.page)) == 2


def test_numbers_are_masked_until_asked_for(qtbot, desk):
    add_member(qtbot, desk.page, phone="13812345678")
    column = next(i for i, c in enumerate(desk.page.model.columns) if c.field.name == "phone")
    assert cells(desk.page, column) == ["138****5678"]
    box = next(b for b in desk.page.filters() if b.metaObject().className() == "QCheckBox")
    box.setChecked(True)
    assert cells(desk.page, column) == ["13812345678"]


def test_delete_is_undone_from_the_notice(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.page.table.setFocus()
    qtbot.keyClick(desk.page.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert cells(desk.page) == []
    press(qtbot, desk.notice, "撤销")
    assert cells(desk.page) == ["赵敏"]


def test_given_up_typing_comes_back(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    press(qtbot, desk.page, "取消")
    press(qtbot, desk.notice, "恢复输入")
    assert field(desk.page, "name").text() == "赵敏"


def reopened(window):
    path = window.desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    return window.desk


def test_given_up_typing_is_not_offered_again_the_next_time(qtbot, window, desk):
    add_member(qtbot, desk.page)
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "钱伟")
    press(qtbot, desk.page, "取消")
    assert reopened(window).page.side.form is None


def test_typing_about_one_who_is_filtered_out_comes_back_as_theirs(qtbot, window, desk):
    member = enter(desk.store, Member(name="赵敏"))
    day = PartialDate(2020, 1, 1)
    apply(desk.store, Movement(member_id=member.id, kind="去世", happened_on=day))
    box = next(b for b in desk.page.filters() if b.accessibleName() == "人员范围")
    box.setCurrentText("已离开")
    desk.page.edit(desk.page.model.rows[0])
    fill(qtbot, desk.page, "native_place", "北京")
    page = reopened(window).page
    assert field(page, "native_place").text() == "北京"
    press(qtbot, page, "保存")
    assert [m.native_place for m in window.desk.store.all(Member)] == ["北京"]


def test_a_half_typed_branch_survives_closing(qtbot, window, desk):
    desk.show_page("branch")
    fill(qtbot, desk.page, "short_name", "三支部")
    again = reopened(window)
    again.show_page("branch")
    assert field(again.page, "short_name").text() == "三支部"
    press(qtbot, again.page, "保存")
    assert again.store.branch.short_name == "三支部"


def test_the_preview_tells_of_a_character_no_font_has(qtbot, desk):
    add_member(qtbot, desk.page, name="王𠮷")
    desk.show_page("export")
    qtbot.waitUntil(lambda: "没有字体能印出“𠮷”" in desk.page.papers.sentence, timeout=20_000)


def test_a_file_is_named_as_typed_and_none_is_replaced_unasked(tmp_path):
    there = tmp_path / "名册2026.11.xlsx"
    assert ended(tmp_path / "名册2026.11", ".xlsx") == there
    assert ended(there, ".xlsx") == there
    there.touch()
    with pytest.raises(CannotWriteFile, match="已经存在"):
        ended(tmp_path / "名册2026.11", ".xlsx")


def test_one_who_only_takes_part_is_entered_as_such(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "周刚")
    field(desk.page, "attached").click()
    press(qtbot, desk.page, "保存")
    (person,) = desk.page.model.rows
    assert (person.on_roll, person.attached) == (False, True)


def test_a_mended_number_that_contradicts_another_field_is_doubted_there(qtbot, desk):
    add_member(qtbot, desk.page, sex="男", identity_number="110105198803121230")
    desk.page.edit(desk.page.model.rows[0])
    editor = field(desk.page, "identity_number")
    editor.selectAll()
    type_text(editor, "11010519491231002X")
    press(qtbot, desk.page, "保存")
    assert set(desk.store.all(Member)[0].doubtful) == {"sex"}


def test_a_doubt_of_the_import_stays_until_confirmed(qtbot, desk):
    doubts = json.dumps({"phone": "“138****5678”只写了一部分，这一格未取入，请补全"})
    enter(desk.store, Member(name="赵敏", doubts=doubts))
    desk.page.edit(desk.page.model.rows[0])
    fill(qtbot, desk.page, "native_place", "北京")
    press(qtbot, desk.page, "保存")
    assert set(desk.store.all(Member)[0].doubtful) == {"phone"}
    desk.page.edit(desk.page.model.rows[0])
    press(qtbot, desk.page, "确认")
    press(qtbot, desk.page, "保存")
    assert desk.store.all(Member)[0].doubtful == {}


def test_a_half_filled_form_survives_closing(qtbot, window, desk):
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    path = desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    assert field(window.desk.page, "name").text() == "赵敏"


def test_chosen_rows_are_copied_as_a_block(qtbot, desk):
    add_member(qtbot, desk.page, sex="女", born_on="1988-03-12")
    desk.page.table.selectAll()
    qtbot.keyClick(desk.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("赵敏\t女\t1988-03-12")


def test_pasted_rows_are_previewed_taken_and_undone_as_one(qtbot, desk):
    QGuiApplication.clipboard().setText(
        "姓名\t性别\t出生日期\n赵敏\t女\t1988.3.12\n钱伟\t男\t2月30日\n"
    )
    qtbot.mouseClick(desk.navigation.button("import"), Qt.MouseButton.LeftButton)
    page = desk.page
    press(qtbot, page, "粘贴表格")
    qtbot.waitUntil(lambda: page.preview is not None)
    assert page.preview.counts[Kind.NEW] == 1
    assert page.preview.counts[Kind.FAULTY] == 1
    press(qtbot, page, "确认导入 1 行")
    assert any("新增 1 人" in each.text() for each in page.findChildren(QLabel))
    assert [member.name for member in desk.store.all(Member)] == ["赵敏"]
    qtbot.keyClick(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.all(Member) == []


def test_an_empty_clipboard_is_answered_with_a_sentence(qtbot, desk):
    QGuiApplication.clipboard().setText("")
    desk.show_page("import")
    press(qtbot, desk.page, "粘贴表格")
    assert "剪贴板里没有文字" in desk.notice.sentence


def test_a_roster_is_exported_and_taken_back_without_a_change(
    qtbot, desk, tmp_path, in_file_dialog
):
    add_member(qtbot, desk.page, sex="女", born_on="1988-03-12", phone="13812345678")
    desk.show_page("export")
    page = desk.page
    out = tmp_path / "名册.xlsx"
    in_file_dialog(out)
    press(qtbot, page, "导出…")
    qtbot.waitUntil(page.outcome.isVisible, timeout=20_000)
    assert out.is_file()
    desk.show_page("import")
    in_file_dialog(out)
    press(qtbot, desk.page, "选择文件…")
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=20_000)
    assert desk.page.preview.counts[Kind.SAME] == 1
    assert len(desk.page.preview.rows) == 1


def test_the_pages_of_a_ledger_are_shown(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.show_page("export")
    qtbot.waitUntil(lambda: desk.page.papers.sentence == "共 1 页", timeout=20_000)


def test_an_old_step_is_taken_back_from_the_history(qtbot, desk):
    add_member(qtbot, desk.page)
    add_member(qtbot, desk.page, name="钱伟")
    desk.show_page("history")
    page = desk.page
    assert cells(page, 2)[:2] == ["新增党员钱伟", "新增党员赵敏"]
    page.table.selectRow(1)
    press(qtbot, page, "撤销此步")
    assert [member.name for member in desk.store.all(Member)] == ["钱伟"]


def test_a_locked_file_asks_for_its_password_and_says_when_it_is_wrong(qtbot, window, tmp_path):
    from models.branch import Branch

    path = tmp_path / "加密.zhibu"
    Store.create(path, Branch(name="机关第三党支部"), password="正确的密码一二三").close()  # noqa: S106
    window.open_file(path)
    first = window.centralWidget()
    box = QGuiApplication.focusObject()
    type_text(box, "不对的密码")
    press(qtbot, first, "打开")
    assert "密码不对" in window.centralWidget().refusal
    box = QGuiApplication.focusObject()
    type_text(box, "正确的密码一二三")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.desk is not None


def test_a_file_that_is_not_ours_gets_a_sentence(window, tmp_path):
    path = tmp_path / "别的.zhibu"
    path.write_text("这不是台账文件" * 1000, "utf-8")
    window.open_file(path)
    assert window.desk is None
