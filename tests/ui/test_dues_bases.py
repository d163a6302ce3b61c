"""核定: typed in cells and in the form, pasted, copied forward; what is wrong is said at its cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTableView

from models.dues.account import Month
from models.dues.fixing import Fixed, Item, items_of, save_fixed
from models.dues.records import Basis, LargeDues, month_text
from models.dues.settings import DuesSettings, keep_dues_settings
from tests.ui.conftest import type_text
from tests.ui.dues_people import ON_PAGES, YEAR, fix, part, people
from tests.ui.test_whole_path import field, press
from ui.pages.dues_chosen import ChosenLines
from ui.pages.dues_payroll import PayrollCheck
from ui.record.many_rows import ManyRows

PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
BLOCK = CTRL | SHIFT
pytestmark = ON_PAGES


@pytest.fixture
def page(desk, ids):
    return part(desk, "核定")


def line(page, name):
    return next(each for each in page.model.rows if page.names[each.member_id] == name)


def place(page, name, column):
    row = page.model.index_of(line(page, name).member_id).row()
    return row, page.model.place_of(column)


def shown(page, name, column):
    return page.model.index(*place(page, name, column)).data()


def write(qtbot, page, name, column, text):
    """Type into a cell and press Enter; return the sentence at the cell."""
    page.table.go_to(*place(page, name, column))
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table._cells.editor
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    still = page.table._cells.editor
    if still is None:
        return ""
    said = next(b.text() for b in page.findChildren(QLabel, "bubble") if b.isVisible())
    qtbot.keyClick(still, Qt.Key.Key_Escape)
    return said


def words(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def test_everyone_who_pays_has_a_line_and_class_and_base_give_the_amount(qtbot, desk, page, ids):
    assert [each.state for each in page.model.rows] == ["未核定"] * 4
    assert write(qtbot, page, "赵敏", "payer", "机关") == ""
    assert shown(page, "赵敏", "state") == "待填全"
    assert desk.store.all(Basis) == []
    assert write(qtbot, page, "赵敏", "base", "￥５，０００．０１ 元") == ""
    (basis,) = desk.store.all(Basis)
    assert (basis.payer, basis.base, basis.amount) == ("机关工作人员", 500_001, 7500)
    assert str(basis.since) == f"{YEAR}-01"
    assert (shown(page, "赵敏", "state"), shown(page, "赵敏", "rate")) == ("已核定", "1.5%")
    page.table.choose(ids["赵敏"])
    assert "机关工作人员：基数 5,000.01 元，适用 1.5%，月交 75.00 元，第二条。" in words(page.side)
    desk.store.undo()
    assert desk.store.all(Basis) == []


def test_a_class_typed_without_its_base_is_there_when_the_file_is_opened_again(qtbot, desk, page):
    write(qtbot, page, "钱伟", "payer", "企业")
    write(qtbot, page, "钱伟", "remark", "等人事核实")
    again = type(page)(desk.store)
    qtbot.addWidget(again)
    assert (shown(again, "钱伟", "payer"), shown(again, "钱伟", "state")) == ("企业人员", "待填全")
    assert shown(again, "钱伟", "remark") == "等人事核实"
    assert page.store.entries(1)[0].title.startswith("新增党员")


def test_a_class_of_a_fixed_amount_needs_no_base(qtbot, desk, page):
    write(qtbot, page, "赵敏", "payer", "学生")
    (basis,) = desk.store.all(Basis)
    assert (basis.base, basis.amount) == (None, 20)


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("base", "-3000", "不能小于0"),
        ("base", "123456789", "9位数"),
        ("base", "三千", "不是金额"),
        ("amount", "80", "按第二条应为75.00元，填的多5.00元，请写明原因"),
        ("payer", "教师", "没有“教师”这一类"),
    ],
)
def test_what_cannot_stand_is_said_at_its_cell_and_nothing_is_lost(
    qtbot, desk, page, ids, column, text, sentence
):
    before = fix(desk.store, ids["赵敏"])
    assert sentence in write(qtbot, page, "赵敏", column, text)
    assert desk.store.all(Basis) == [before]


@pytest.mark.parametrize("text", ["0.10", "1.01"])
def test_a_farmer_pays_within_what_the_text_says(qtbot, desk, page, text):
    write(qtbot, page, "孙丽", "payer", "农民")
    assert "每月交0.20至1.00元（第六条）" in write(qtbot, page, "孙丽", "amount", text)
    assert desk.store.all(Basis) == []
    assert write(qtbot, page, "孙丽", "amount", "0.5") == ""
    assert [each.amount for each in desk.store.all(Basis)] == [50]


def test_wages_are_pasted_by_name_and_two_of_one_name_are_asked_about(qtbot, desk, page, ids):
    people(desk.store, ("赵敏",))
    for name in ("钱伟", "孙丽"):
        fix(desk.store, ids[name], base=400_000, amount=4000)
    block = "姓名\t交纳基数\n孙丽\t8000\n赵敏\t9000\n钱伟\t 6,000 元"
    QGuiApplication.clipboard().setText(block)
    page.table.go_to(0, page.model.place_of("base"))
    told = []

    def look():
        dialog = QApplication.activeModalWidget()
        told.extend(each.text() for each in dialog.findChildren(QLabel))
        dialog.accept()

    QTimer.singleShot(0, look)
    page.work.paste()
    assert {b.member_id: b.amount for b in desk.store.all(Basis)} == {
        ids["孙丽"]: 12_000, ids["钱伟"]: 9000,
    }  # fmt: skip
    assert any("改 2 人" in each and "有误 1 行" in each for each in told)
    desk.store.undo()
    assert {b.amount for b in desk.store.all(Basis)} == {4000}


def test_last_years_are_copied_as_one_step_after_a_look(qtbot, desk, page, ids):
    fix(desk.store, ids["赵敏"], year=YEAR - 1)
    fix(desk.store, ids["李强"], year=YEAR - 1, amount=7000)
    assert shown(page, "赵敏", "state") == "沿用以前"
    seen = []

    def take():
        dialog = QApplication.activeModalWidget()
        seen.extend(
            dialog.model.index(row, dialog.model.place_of("difference")).data() for row in (0, 1)
        )
        press(qtbot, dialog, "核定 2 人")

    QTimer.singleShot(0, take)
    press(qtbot, page, "照去年核定…")
    assert seen == ["不变", "月交金额由 70.00 元改为 75.00 元"]
    fresh = [b for b in desk.store.all(Basis) if b.since.year == YEAR]
    assert [(b.amount, b.cause) for b in fresh] == [(7500, "年初核定")] * 2
    assert not any(b.isVisible() for b in page.findChildren(QPushButton) if "照去年" in b.text())
    desk.store.undo()
    assert len(desk.store.all(Basis)) == 2


def test_an_earlier_years_is_not_altered_by_what_is_typed_in_a_later_one(qtbot, desk, page, ids):
    before = fix(desk.store, ids["赵敏"], year=YEAR - 1)
    write(qtbot, page, "赵敏", "base", "8000")
    old, new = sorted(desk.store.all(Basis), key=lambda each: each.id)
    assert old == before
    assert (str(new.since), new.amount) == (f"{YEAR}-01", 12_000)
    page.table.choose(ids["赵敏"])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.all(Basis) == [before]
    page.table.choose(ids["赵敏"])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "那一年" in desk.notice.sentence
    assert desk.store.all(Basis) == [before]


def test_the_items_in_the_form_make_the_base_and_are_kept(qtbot, desk, page, ids):
    page.edit(line(page, "赵敏"))
    field(page, "payer").setEditText("事业单位人员")
    page.side.form._on_edit("payer")
    items = field(page, "items")
    press(qtbot, items, "列出各项…")
    payslip = "岗位工资\t薪级工资\t基础绩效\t公积金\t奖励绩效\n2185\t692\t1,100元\t1094\t900"
    QGuiApplication.clipboard().setText(payslip)
    qtbot.keyClick(items._lines, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field(page, "base").text() == "2,883.00"
    assert field(page, "amount").text() == "14.42"
    assert page.side.form.words.startswith("基数 2,883.00 元，适用 0.5%，月交 14.42 元")
    press(qtbot, page, "保存")
    (basis,) = desk.store.all(Basis)
    kept = items_of(desk.store, basis)
    assert [(each.label, each.use) for each in kept] == [
        ("岗位工资", "计入"), ("薪级工资", "计入"), ("基础绩效", "计入"), ("公积金", "扣除"),
        ("奖励绩效", "不计"),
    ]  # fmt: skip
    page.table.choose(ids["赵敏"])
    assert "扣除：公积金 1,094.00" in words(page.side)
    page.edit(line(page, "赵敏"))
    assert len(field(page, "items").entered().splitlines()) == 5
    page.beside.close_up()
    write(qtbot, page, "赵敏", "remark", "按工资条")
    (basis,) = desk.store.all(Basis)
    assert items_of(desk.store, basis) == kept
    write(qtbot, page, "赵敏", "base", "3000")
    (basis,) = desk.store.all(Basis)
    assert items_of(desk.store, basis) == ()
    assert "原来的各项已不再合计，没有保留" in desk.notice.sentence
    desk.store.undo()
    (basis,) = desk.store.all(Basis)
    assert items_of(desk.store, basis) == kept


def test_an_item_that_is_no_amount_is_told_and_not_saved(qtbot, desk, page):
    page.edit(line(page, "赵敏"))
    field(page, "payer").setEditText("企业人员")
    field(page, "base").setText("3000")
    field(page, "items").show_text("基本工资\t计入\t三千")
    page.side.form._on_edit("items")
    press(qtbot, page, "保存")
    assert "“基本工资”：“三千”不是金额" in field(page, "items").accessibleDescription()
    assert desk.store.all(Basis) == []


@pytest.mark.parametrize("at_once", [False, True])
def test_a_changed_wage_counts_from_the_month_the_branch_has_set(qtbot, desk, page, ids, at_once):
    fix(desk.store, ids["赵敏"])
    keep_dues_settings(desk.store, DuesSettings(within_year=at_once))
    page.reload()
    page.table.choose(ids["赵敏"])
    press(qtbot, page, "工资变了…")
    since = field(page, "since").text()
    assert since == (str(page.day)[:7] if at_once else f"{YEAR + 1}-01")
    page.side.form.put("base", "9000")
    press(qtbot, page, "保存")
    assert sorted(b.amount for b in desk.store.all(Basis)) == [7500, 13_500]
    assert desk.store.undoable.title.startswith("核定赵敏")


def test_more_than_is_usually_asked_is_said_as_it_is_typed(qtbot, desk, page, ids):
    fix(desk.store, ids["李强"])
    write(qtbot, page, "李强", "base", "60000")
    said = "李强：月交1,200.00元，每人每月一般不超过1,000.00元（组电明字〔2017〕5号（1））"
    assert said in desk.notice.sentence


def test_a_setting_is_followed_as_one_comes_back(desk, page, ids):
    fix(desk.store, ids["赵敏"])
    page.table.choose(ids["赵敏"])
    assert any("从下一年1月起重新核定" in each for each in words(page.side))
    desk.show_page("settings")
    keep_dues_settings(desk.store, DuesSettings(within_year=True))
    desk.show_page("dues")
    assert any("当月起重新核定" in each for each in words(page.side))


def test_a_finding_leads_to_the_line_of_who_has_no_basis(qtbot, desk, page, ids):
    for name in ("赵敏", "钱伟", "孙丽"):
        fix(desk.store, ids[name])
    assert any("未见李强" in each for each in words(page))
    QTimer.singleShot(50, lambda: press(qtbot, QApplication.activeModalWidget(), "去看看"))
    press(qtbot, page, "去核对")
    assert page.model.row_at(page.table.currentIndex()).member_id == ids["李强"]
    assert desk.code == "dues"


def test_more_than_is_usually_asked_leads_to_where_large_dues_are_entered(qtbot, desk, page, ids):
    fix(desk.store, ids["李强"], base=6_000_000, amount=120_000)
    page.table.choose(ids["李强"])
    assert any("一般不超过1,000.00元" in each for each in words(page.side))
    press(qtbot, page, "登记为大额党费…")
    other = desk.page.part
    assert other.record is LargeDues
    assert field(other, "member_id").currentText() == "李强"


def test_a_payroll_shows_who_differs_and_why_and_those_chosen_are_fixed_anew(
    qtbot, desk, page, ids, tmp_path, in_file_dialog
):
    for name in ("赵敏", "钱伟", "孙丽"):
        fix(desk.store, ids[name])
    book = Workbook()
    rows = [["姓名", "基本工资", "奖金"], ["赵敏", 5000.01, 0], ["钱伟", 6000, 800], ["周刚", 1, 0]]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "工资表.xlsx")
    seen = []

    def take():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ChosenLines):
            QTimer.singleShot(20, take)
            return
        seen.extend([*words(dialog), dialog.findChild(QPlainTextEdit).toPlainText()])
        seen.append(dialog.model.index(0, dialog.model.place_of("words")).data())
        press(qtbot, dialog, "核定 1 人")

    in_file_dialog(tmp_path / "工资表.xlsx")
    QTimer.singleShot(300, take)
    press(qtbot, page, "核对工资表…")
    qtbot.waitUntil(lambda: len(desk.store.all(Basis)) == 4)
    assert any("一致 1 人，不同 1 人，工资表里没有 1 人" in each for each in seen)
    first, wrong, apart, missing = seen[-2].splitlines()
    assert (first, apart) == ("这些行没有认出，请先改对：", "")
    assert "“周刚”" in wrong
    assert missing == "工资表里没有：孙丽"
    assert "基数5,000.01元→6,800.00元；月交75.00元→102.00元" in seen[-1]
    new = max(desk.store.all(Basis), key=lambda each: each.id)
    assert (new.member_id, new.amount, str(new.since)) == (ids["钱伟"], 10_200, f"{YEAR + 1}-01")
    assert [each.label for each in items_of(desk.store, new)] == ["基本工资", "奖金"]


def test_in_the_lowest_window_the_differences_stand_whole_and_nobody_scrolls_sideways(
    qtbot, desk, page, ids, tmp_path, in_file_dialog
):
    for name in ("赵敏", "钱伟", "孙丽"):
        fix(desk.store, ids[name])
    book = Workbook()
    for row in [["姓名", "基本工资"], ["赵敏", 5000.01], ["钱伟", 6800], ["周刚", 1]]:
        book.active.append(row)
    book.save(tmp_path / "工资表.xlsx")
    desk.window().setMinimumSize(683, 384)
    desk.window().resize(683, 384)
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ChosenLines):
            QTimer.singleShot(20, look)
            return
        box = dialog.findChild(QPlainTextEdit)
        seen.append(dialog.table.horizontalScrollBar().isVisible())
        seen.append(dialog.table.viewport().height() > 2 * dialog.table.rowHeight(0))
        seen.append("" in box.toPlainText().splitlines())
        seen.append(box.viewport().height() >= 3 * box.fontMetrics().lineSpacing())
        seen.append(dialog.height() <= 384)
        press(qtbot, dialog, "取消")

    in_file_dialog(tmp_path / "工资表.xlsx")
    QTimer.singleShot(300, look)
    press(qtbot, page, "核对工资表…")
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [False, True, False, True, True]


def test_a_payroll_that_differs_in_nobody_shows_what_was_not_recognised_and_no_table(
    qtbot, desk, page, ids, tmp_path
):
    fix(desk.store, ids["赵敏"])
    book = Workbook()
    for row in [["姓名", "基本工资"], ["赵敏", 5000.01], ["周刚", 3000]]:
        book.active.append(row)
    book.save(tmp_path / "工资表.xlsx")
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        seen.extend([*words(dialog), dialog.findChild(QPlainTextEdit).toPlainText()])
        seen.append(dialog.findChild(QTableView))
        press(qtbot, dialog, "关闭")

    QTimer.singleShot(20, look)
    PayrollCheck(page).file(tmp_path / "工资表.xlsx")
    qtbot.waitUntil(lambda: bool(seen))
    assert any("一致 1 人，没有认出 1 行。工资表里认出的人都与核定一致" in e for e in seen[:-1])
    assert "“周刚”" in seen[-2]
    assert seen[-1] is None


def test_of_someone_fixed_a_class_that_needs_more_is_told_at_the_cell(qtbot, desk, page, ids):
    before = fix(desk.store, ids["赵敏"])
    fix(desk.store, ids["钱伟"], year=YEAR - 1)
    held = desk.store.all(Basis)
    for name in ("赵敏", "钱伟"):
        said = write(qtbot, page, name, "payer", "农民")
        assert "“农民”每月交0.20至1.00元（第六条）：类别和它要同时改，请按 Ctrl+Enter" in said
    QGuiApplication.clipboard().setText("农民")
    page.table.go_to(*place(page, "赵敏", "payer"))
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    page.work.paste()
    assert desk.store.all(Basis) == held
    page.edit(line(page, "赵敏"))
    page.side.form.put("payer", "农民")
    page.side.form.put("amount", "0.5")
    press(qtbot, page, "保存")
    saved = desk.store.get(Basis, before.id)
    assert (saved.payer, saved.base, saved.amount) == ("农民", None, 50)
    assert "“农民”不按基数交纳，原来的基数没有保留" in desk.notice.sentence
    assert write(qtbot, page, "赵敏", "payer", "学生") == ""
    assert "请填交纳基数：类别和它要同时改" in write(qtbot, page, "赵敏", "payer", "企业")


def test_an_assumed_class_is_confirmed_by_typing_by_menu_and_for_many(qtbot, desk, page, ids):
    for name in ("赵敏", "钱伟", "孙丽"):
        fix(desk.store, ids[name], is_assumed=True)
    fix(desk.store, ids["李强"], year=YEAR - 1, is_assumed=True)

    def assumed():
        return {page.names[b.member_id] for b in desk.store.all(Basis) if b.is_assumed}

    write(qtbot, page, "赵敏", "payer", "机关工作人员")
    assert assumed() == {"钱伟", "孙丽", "李强"}
    QGuiApplication.clipboard().setText("企业人员")
    page.table.go_to(*place(page, "钱伟", "payer"))
    page.work.paste()
    assert assumed() == {"孙丽", "李强"}
    acts = dict(page.row_actions([line(page, name) for name in ("孙丽", "李强", "赵敏")]))
    acts["类别没错"]()
    assert assumed() == set()
    assert len(desk.store.all(Basis)) == 4
    desk.store.undo()
    page.columns.show_columns((*page.columns.chosen, "is_assumed"))
    for name in ("孙丽", "李强"):
        assert write(qtbot, page, name, "is_assumed", "否") == ""
    assert assumed() == set()
    assert len(desk.store.all(Basis)) == 4
    assert "类别没错" not in dict(page.row_actions(page.model.rows))


def test_the_same_class_typed_over_an_assumed_one_confirms_it_and_a_look_does_not(
    qtbot, desk, page, ids
):
    before = fix(desk.store, ids["赵敏"], is_assumed=True)
    page.table.go_to(*place(page, "赵敏", "payer"))
    for typed in ("", "企业人员"):
        assert desk.store.all(Basis) == [before]
        qtbot.keyClick(page.table, Qt.Key.Key_F2)
        if typed:
            type_text(page.table._cells.editor, typed)
        qtbot.keyClick(page.table._cells.editor, Qt.Key.Key_Return)
        page.table.go_to(*place(page, "赵敏", "payer"))
    assert desk.store.all(Basis) == [replace(before, is_assumed=False)]
    desk.store.undo()
    page.edit(line(page, "赵敏"))
    page.side.form.put("payer", "企业人员")
    press(qtbot, page, "保存")
    assert [each.is_assumed for each in desk.store.all(Basis)] == [False]


@pytest.mark.parametrize("how", ["a cell", "its flag", "the form"])
def test_an_assumed_class_is_confirmed_whatever_amount_was_fixed_and_another_is_worked_out(
    qtbot, desk, page, ids, how
):
    before = fix(desk.store, ids["赵敏"], amount=9900, is_assumed=True)

    def put(payer):
        page.edit(line(page, "赵敏"))
        page.side.form.put("payer", "")
        page.side.form.put("payer", payer)
        press(qtbot, page, "保存")

    if how == "a cell":
        page.table.go_to(*place(page, "赵敏", "payer"))
        type_text(page.table, "企业人员")
        qtbot.keyClick(page.table._cells.editor, Qt.Key.Key_Return)
        assert page.table._cells.editor is None
    elif how == "its flag":
        page.columns.show_columns((*page.columns.chosen, "is_assumed"))
        assert write(qtbot, page, "赵敏", "is_assumed", "否") == ""
    else:
        put("企业人员")
    assert desk.store.all(Basis) == [replace(before, is_assumed=False)]
    assert "请写明原因" in write(qtbot, page, "赵敏", "remark", "看过")
    desk.store.undo()
    if how == "the form":
        put("机关工作人员")
    else:
        assert write(qtbot, page, "赵敏", "payer", "机关工作人员") == ""
    [after] = desk.store.all(Basis)
    assert (after.payer, after.amount, after.is_assumed) == ("机关工作人员", 7500, False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_what_stands_in_a_cell_typed_again_changes_nothing(qtbot, desk, page, ids, key):
    before = [fix(desk.store, ids["赵敏"]), fix(desk.store, ids["钱伟"], is_assumed=True)]

    def retype(name, column):
        page.table.go_to(*place(page, name, column))
        qtbot.keyClick(page.table, Qt.Key.Key_F2)
        editor = page.table._cells.editor
        text = editor.text()
        editor.end(False)
        qtbot.keyClicks(editor, "1")
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
        assert editor.text() == text
        qtbot.keyClick(editor, key)
        assert page.table._cells.editor is not editor

    for name in ("赵敏", "钱伟"):
        for column in ("base", "amount", "cause"):
            retype(name, column)
    retype("赵敏", "payer")
    assert desk.store.all(Basis) == before
    retype("钱伟", "payer")
    is_looked_at = key != Qt.Key.Key_Escape
    assert [each.is_assumed for each in desk.store.all(Basis)] == [False, not is_looked_at]


def test_the_same_class_given_by_an_input_method_confirms_it_though_the_cell_was_closed(
    qtbot, desk, page, ids
):
    before = fix(desk.store, ids["赵敏"], is_assumed=True)
    page.table.go_to(*place(page, "赵敏", "payer"))
    type_text(page.table, "企业人员")
    qtbot.keyClick(page.table._cells.editor, Qt.Key.Key_Return)
    assert desk.store.all(Basis) == [replace(before, is_assumed=False)]


def test_what_was_typed_in_part_is_taken_back_in_its_turn(qtbot, desk, page, ids):
    fixed = fix(desk.store, ids["赵敏"])
    write(qtbot, page, "钱伟", "payer", "机关工作人员")
    undo, redo = desk._undoing.undo, desk._undoing.redo
    assert "钱伟" in undo.toolTip()
    undo.trigger()
    assert (line(page, "钱伟").state, desk.store.all(Basis)) == ("未核定", [fixed])
    redo.trigger()
    assert line(page, "钱伟").state == "待填全"
    later = fix(desk.store, ids["李强"])
    undo.trigger()
    assert later not in desk.store.all(Basis)
    assert line(page, "钱伟").state == "待填全"
    undo.trigger()
    assert (line(page, "钱伟").state, desk.store.all(Basis)) == ("未核定", [fixed])
    undo.trigger()
    assert desk.store.all(Basis) == []


def test_what_was_typed_in_part_is_cleared_with_what_is_fixed_and_offered_back(
    qtbot, desk, page, ids
):
    fixed = fix(desk.store, ids["赵敏"])
    fix(desk.store, ids["李强"], year=YEAR - 1)
    write(qtbot, page, "钱伟", "payer", "机关工作人员")
    for names in (["赵敏", "钱伟"], ["钱伟"]):
        page.remove([line(page, name) for name in names])
        sentence = desk.notice.sentence
        assert sentence.endswith("已清去“钱伟”没有填全的内容。")
        assert ("已删除1人本年的核定，按 Ctrl+Z 可以恢复" in sentence) == ("赵敏" in names)
        assert [line(page, each).state for each in ("赵敏", "钱伟")] == ["未核定", "未核定"]
        press(qtbot, desk.notice, "撤回")
        assert line(page, "钱伟").state == "待填全"
        assert shown(page, "钱伟", "payer") == "机关工作人员"
    desk.store.undo()
    assert fixed in desk.store.all(Basis)
    page.remove([line(page, "李强")])
    assert "没有删除：这里没有本年的核定" in desk.notice.sentence
    assert line(page, "钱伟").state == "待填全"


def test_many_are_taken_as_looked_at_by_the_flag_at_once(desk, page, ids):
    for name in ("赵敏", "钱伟"):
        fix(desk.store, ids[name], is_assumed=True)
    page.table.selectAll()
    dialog = ManyRows(page, "is_assumed")
    dialog.value.setText("否")
    assert "将改 2 人" in " ".join(words(dialog))
    dialog.accept()
    assert not any(b.is_assumed for b in desk.store.all(Basis))
    assert desk.store.undoable.title == "批量修改类别待核对：2人"


def with_items(desk, member_id):
    items = (Item("职务工资", "计入", 300_000), Item("岗位工资", "不计", 200_000))
    made = Basis(
        member_id=member_id, since=month_text(Month(YEAR, 1)), payer="机关工作人员", base=300_000,
        amount=1500, is_assumed=True,
    )  # fmt: skip
    with desk.store.change("核定") as change:
        return save_fixed(change, Fixed(made, items))


def test_another_class_counts_the_items_anew_in_the_sheet_and_in_the_form(qtbot, desk, page, ids):
    before = with_items(desk, ids["赵敏"])
    said = write(qtbot, page, "赵敏", "payer", "离退休")
    assert "原来列出的各项没有“离退休”可计入基数的" in said
    assert desk.store.all(Basis) == [before]
    assert write(qtbot, page, "赵敏", "payer", "企业") == ""
    (basis,) = desk.store.all(Basis)
    assert (basis.base, basis.amount, basis.is_assumed) == (200_000, 1000, False)
    assert [each.use for each in items_of(desk.store, basis)] == ["不计", "计入"]
    page.edit(line(page, "赵敏"))
    page.side.form.put("payer", "离退休")
    assert "各项没有“离退休”可计入基数" in page.side.form.words
    assert field(page, "base").text() == "2,000.00"
    page.side.form.put("payer", "机关工作人员")
    assert field(page, "base").text() == "3,000.00"
    assert field(page, "amount").text() == "15.00"
    page.side.form.put("payer", "学生")
    page.side.form.put("base", "")
    press(qtbot, page, "保存")
    (basis,) = desk.store.all(Basis)
    assert (basis.base, basis.amount, items_of(desk.store, basis)) == (None, 20, ())
    assert "“学生”不按基数交纳，原来的基数和各项没有保留" in desk.notice.sentence


@pytest.mark.parametrize(
    ("begun", "keys", "rows", "columns"),
    [
        ((1, "base"), [(Qt.Key.Key_Down, BLOCK)], [1, 2, 3], 1),
        ((1, "base"), [(Qt.Key.Key_Down, BLOCK), (Qt.Key.Key_Up, BLOCK)], [0, 1], 1),
        ((2, "base"), [(Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Up, SHIFT)], [2, 3], 1),
        ((2, "base"), [(Qt.Key.Key_Up, CTRL), (Qt.Key.Key_Down, SHIFT)], [0, 1], 1),
        ((2, "member_id"), [(Qt.Key.Key_Right, BLOCK)], [2], 10),
    ],
)
def test_blocks_are_chosen_by_keys_as_in_a_workbook(qtbot, page, begun, keys, rows, columns):
    page.table.go_to(begun[0], page.model.place_of(begun[1]))
    for key, modifier in keys:
        qtbot.keyClick(page.table, key, modifier)
    chosen = page.table.chosen_block()
    assert (chosen[0], len(chosen[1])) == (rows, columns)
