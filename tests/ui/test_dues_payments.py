"""What is said of a payment made, asked or refused; what is put right of one beside the grid."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.dues.records import PaidMonth, Payment
from models.dues.settings import DuesSettings, keep_dues_settings
from models.members import Member
from models.members.movements import remove
from tests.ui.dues_people import ON_PAGES, YEAR, fix, paid, part
from tests.ui.test_whole_path import press
from ui.page import today

pytestmark = ON_PAGES
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(desk, ids):
    for number in ids.values():
        fix(desk.store, number)
    return part(desk, "收缴")


def begin_amount(qtbot, page, row):
    page.grid.go_to_month(row, 1)
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(page.grid._cells.editor, Qt.Key.Key_Return)
    assert page.reason.is_asking


def mend(qtbot, page, payment, texts, press_last="保存"):
    """Press the pencil of a payment beside the grid, fill in its form, and leave it by a button."""
    page.show_member(payment.member_id)
    name = f"改回执{payment.receipt}的方式、备注"

    def fill():
        dialog = QApplication.activeModalWidget()
        for field, text in texts.items():
            dialog.form.put(field, text)
        press(qtbot, dialog, press_last)

    [pencil] = [b for b in page.side.findChildren(QPushButton) if b.accessibleName() == name]
    QTimer.singleShot(0, fill)
    pencil.click()


def test_a_payment_saved_as_it_was_is_no_step_that_could_be_taken_back(qtbot, desk, page, ids):
    [before] = paid(desk.store, ids["赵敏"], (1, 2))
    last = desk.store.undoable
    mend(qtbot, page, before, {})
    assert desk.notice.sentence == f"回执{before.receipt}没有改动。"
    assert desk.store.undoable == last
    assert desk.store.all(Payment) == [before]


@pytest.mark.parametrize(
    ("told", "is_printed"),
    [
        ({"way": "转账"}, True), ({"handed_by": "钱伟"}, True), ({"collector": "孙丽"}, True),
        ({"remark": "补记"}, False),
    ],
)  # fmt: skip
def test_a_receipt_that_shows_something_else_is_to_be_printed_again(
    qtbot, desk, page, ids, told, is_printed
):
    [before] = paid(desk.store, ids["赵敏"], (1, 2))
    mend(qtbot, page, before, told)
    assert "金额和编号没有变" in desk.notice.sentence
    assert ("已经印发的回执请重印换回" in desk.notice.sentence) == is_printed


def test_how_a_payment_came_is_put_right_and_its_receipt_and_amounts_stay(qtbot, desk, page, ids):
    [before] = paid(desk.store, ids["赵敏"], (1, 2))
    parts = desk.store.all(PaidMonth)
    texts = {"way": "转账", "handed_by": "钱伟", "remark": "补记"}
    for last in ("取消", "保存"):
        assert desk.store.all(Payment) == [before]
        mend(qtbot, page, before, texts, last)
    [after] = desk.store.all(Payment)
    assert (after.way, after.handed_by, after.remark) == ("转账", "钱伟", "补记")
    assert (after.receipt, after.paid_on) == (before.receipt, before.paid_on)
    assert desk.store.all(PaidMonth) == parts
    assert desk.store.undoable.title == f"修改回执{before.receipt}的方式、代交人、备注"
    assert "金额和编号没有变" in desk.notice.sentence
    assert any("转账　钱伟代交　补记" in each.text() for each in page.side.findChildren(QLabel))
    assert page.window().focusWidget() is page.grid
    desk.store.undo()
    assert desk.store.all(Payment) == [before]


def test_a_payment_that_is_void_is_not_put_right(desk, page, ids):
    for name in ("赵敏", "钱伟"):
        paid(desk.store, ids[name], (1,))
    page.grid.go_to_month(page.grid.records.place_of(ids["赵敏"]), 1)
    page.work.take_back_chosen()
    page.show_member(ids["赵敏"])
    named = [b.accessibleName() for b in page.side.findChildren(QPushButton)]
    assert not any(each.startswith("改回执") for each in named)


@pytest.mark.parametrize("is_seen", [True, False])
def test_that_an_amount_which_waited_is_gone_with_its_member_stays_said(
    qtbot, desk, page, ids, is_seen
):
    row = page.grid.records.place_of(ids["孙丽"])
    begin_amount(qtbot, page, row)
    if not is_seen:
        desk.show_page("members")
    remove(desk.store, desk.store.get(Member, ids["孙丽"]))
    if not is_seen:
        desk.show_page("dues")
    assert not page.reason.is_asking
    qtbot.wait(1)
    assert "等着写明原因的那笔没有登记" in desk.notice.sentence


def test_what_was_paid_names_who_paid_and_for_which_months(qtbot, desk, page, ids):
    page.batch_bar.show_day(min(date(YEAR, 2, 10), today()))
    page.grid.go_to_month(0, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    whose = f"赵敏{YEAR}年1月至2月党费"
    assert desk.store.undoable.title == f"登记{whose}150.00元"
    assert desk.notice.sentence.startswith(f"已登记{whose}150.00元，交纳日期")
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert desk.store.undoable.title == f"取回{whose}的登记"
    assert desk.notice.sentence.startswith(f"已取回{whose}的登记")
    page.grid.go_to_month(1, 1)
    QGuiApplication.clipboard().setText("75\n75\n")
    page.work.paste()
    assert desk.store.undoable.title == f"登记钱伟、孙丽{YEAR}年1月党费150.00元"
    desk.store.undo()
    page.grid.go_to_month(0, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_F8)
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    assert desk.notice.sentence.startswith(f"已登记赵敏、钱伟、孙丽等4人{YEAR}年1月党费300.00元")


def test_what_was_done_is_said_no_longer_once_something_is_asked_or_refused(qtbot, desk, page, ids):
    def pay_one(month):
        page.grid.go_to_month(0, month)
        page.work.enter(0, month, 7500)
        assert desk.notice.sentence.startswith("已登记赵敏")

    page.batch_bar.show_day(min(date(YEAR, 3, 10), today()))
    pay_one(1)
    page.grid.go_to_month(1, 1)
    page.grid._cells.open_with("七十五")
    qtbot.keyClick(page.grid._cells.editor, Qt.Key.Key_Return)
    assert page.grid._cells.editor is not None
    assert desk.notice.sentence == ""
    qtbot.keyClick(page.grid._cells.editor, Qt.Key.Key_Escape)
    pay_one(2)
    begin_amount(qtbot, page, 1)
    assert desk.notice.sentence == ""
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    assert "上一笔还等着写明原因" in desk.notice.sentence
    qtbot.keyClick(page.reason.line, Qt.Key.Key_Escape)
    assert desk.notice.sentence == ""


def test_why_a_batch_begins_with_its_day_is_said_at_the_day(desk, page):
    box = page.batch_bar.box
    assert "交纳的那天，不是录入的今天，所以先填每月收缴的10日" in box.toolTip()
    assert box.accessibleDescription() == box.toolTip()
    box.setText("明天")
    page.batch_bar.read_day()
    page.reload()
    assert "请改收缴日期" in box.accessibleDescription()
    keep_dues_settings(desk.store, DuesSettings(collection_day=20))
    box.setText(f"{YEAR}-01-08")
    page.batch_bar.read_day()
    desk.show_page("members")
    desk.show_page("dues")
    assert "每月收缴的20日" in box.accessibleDescription()
