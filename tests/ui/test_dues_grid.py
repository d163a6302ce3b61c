"""The year's grid of dues by keys: what a stroke writes, what it says, and what takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.fixing import Fixed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import Basis, DuesWaiver, PaidMonth, Payment, ReceiptCount
from models.members import Member
from models.members.movements import enter_in, remove
from models.values import PartialDate
from tests.ui.conftest import type_text
from ui.page import today
from ui.pages.dues_collecting import CollectingPage
from ui.pages.dues_model import FIRST, NAME

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
YEAR = 2025
DUE = 1245


def people_who_pay(store, number):
    """Put people on the roll whose month is 12.45 from January on."""
    with store.change("登记") as change:
        made = [
            enter_in(
                change, Member(name=f"党员{chr(0x4E00 + at)}", joined_on=PartialDate(2010, 7, 1))
            )
            for at in range(number)
        ]
        for member in made:
            since = PartialDate(YEAR, 1)
            save_fixed(
                change,
                Fixed(
                    Basis(
                        member_id=member.id, since=since, payer="企业人员", base=249000, amount=DUE
                    )
                ),
            )
    return made


@pytest.fixture
def members(desk):
    return people_who_pay(desk.store, 4)


@pytest.fixture
def page(desk, members, qtbot):
    part = shown(desk, qtbot)
    tester = QAbstractItemModelTester(
        part.grid.records, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    yield part
    del tester


def shown(desk, qtbot):
    desk.top_bar.show_year(YEAR)
    desk.show_page("dues")
    part = desk.page.part
    part.grid.setFocus()
    qtbot.wait(1)
    return part


def words(page, row, month):
    return page.grid.records.index(row, FIRST + month - 1).data()


def looks(page, row):
    return "".join(cell.look.sign or "·" for cell in page.grid.records.rows[row].cells)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(page.grid, key, modifier)


def type_amount(qtbot, page, text):
    qtbot.keyClicks(page.grid, text[0])
    editor = page.grid._cells.editor
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, KEY.Key_Return)


def numbers(store):
    return sorted(one.receipt_number for one in store.all(Payment))


def said(desk):
    return desk.notice.sentence


def seen(part):
    return [each.text() for each in part.findChildren(QLabel) if each.isVisible()]


# Paying.


def test_space_pays_the_month_on_the_day_at_the_head_and_undo_takes_it_back(desk, page, qtbot):
    page.grid.go_to_month(0, 3)
    page.batch_bar.show_day(date(YEAR, 3, 12))
    press(qtbot, page, KEY.Key_Space)
    (payment,) = desk.store.all(Payment)
    assert (payment.paid_on, payment.receipt) == (date(YEAR, 3, 12), f"{YEAR}-001")
    assert looks(page, 0) == "欠欠✓欠欠欠欠欠欠欠欠欠"
    assert "2025-03-12交12.45元" in page.foot.text()
    desk.store.undo()
    assert looks(page, 0) == "欠" * 12
    assert desk.store.all(ReceiptCount) == []


def test_fifty_members_and_twelve_months_take_at_most_150_keys_and_each_stroke_is_undone(
    desk, qtbot
):
    people_who_pay(desk.store, 50)
    page = shown(desk, qtbot)
    keys = 0

    def key(which, modifier=Qt.KeyboardModifier.NoModifier):
        nonlocal keys
        keys += 1
        press(qtbot, page, which, modifier)

    page.grid.go_to(0, NAME)
    steps = []
    for month in range(1, 13):
        while page.grid.current[1] != month:
            key(KEY.Key_Right)
        key(KEY.Key_F4)
        key(KEY.Key_F8)
        key(KEY.Key_Space)
        steps.append(len(desk.store.all(PaidMonth)))
    assert keys <= 150
    assert steps == [50 * month for month in range(1, 13)]
    book = DuesBook(desk.store, date(YEAR, 12, 31))
    assert all(line.total("owed") == line.total("overpaid") == 0 for line in book.year(YEAR))
    days = {one.paid_on for one in desk.store.all(Payment)}
    assert days == {date(YEAR, month, 10) for month in range(1, 13)}
    for left in reversed([0, *steps[:-1]]):
        desk.store.undo()
        assert len(desk.store.all(PaidMonth)) == left


def test_one_stroke_over_months_of_a_member_gives_one_receipt(desk, page, qtbot):
    page.grid.go_to_month(1, 1)
    for _ in range(2):
        press(qtbot, page, KEY.Key_Right, SHIFT)
    page.batch_bar.show_day(date(YEAR, 3, 10))
    press(qtbot, page, KEY.Key_Space)
    assert numbers(desk.store) == [1]
    assert looks(page, 1).startswith("补补✓欠")
    assert "登记党员丁2025年1月至3月党费37.35元" in desk.store.entries(1)[0].title


def test_what_is_settled_waived_or_still_to_come_is_passed_over_and_told(
    desk, page, members, qtbot
):
    with desk.store.change("免交") as change:
        change.save(
            DuesWaiver(
                member_id=members[0].id, since=PartialDate(YEAR, 1), until=PartialDate(YEAR, 2),
                ground="长期患病", approved_by="上一级党委批准", approved_on=date(YEAR, 1, 5),
            )
        )  # fmt: skip
    page.grid.go_to_month(0, 1)
    press(qtbot, page, KEY.Key_Space, SHIFT)
    page.batch_bar.show_day(date(YEAR, 4, 10))
    press(qtbot, page, KEY.Key_Space)
    assert looks(page, 0) == "免免补✓欠欠欠欠欠欠欠欠"
    assert "2格已交清或免交" in said(desk)
    assert "8格在收缴日期那时还没到，不预收" in said(desk)
    press(qtbot, page, KEY.Key_Space)
    assert said(desk).startswith("没有登记")
    assert len(desk.store.all(Payment)) == 1


def test_fill_down_pays_the_rows_below_on_the_day_of_the_first(desk, page, qtbot):
    page.batch_bar.show_day(date(YEAR, 5, 8))
    page.grid.go_to_month(0, 5)
    press(qtbot, page, KEY.Key_Space)
    page.batch_bar.show_day(date(YEAR, 12, 10))
    for _ in range(3):
        press(qtbot, page, KEY.Key_Down, SHIFT)
    press(qtbot, page, KEY.Key_D, CTRL)
    assert {one.paid_on for one in desk.store.all(Payment)} == {date(YEAR, 5, 8)}
    assert numbers(desk.store) == [1, 2, 3, 4]


def test_on_a_day_to_come_or_no_day_nothing_is_paid(desk, page, qtbot):
    page.grid.go_to_month(0, 1)
    for text in ("2999-01-01", "明天", "2025-02-30"):
        page.batch_bar.box.setText(text)
        press(qtbot, page, KEY.Key_Space)
        assert desk.store.all(Payment) == []
        assert page.batch_bar.box.text() == text
        assert "请改收缴日期" in said(desk)
    page.batch_bar.box.setText("2025.1.10")
    press(qtbot, page, KEY.Key_Space)
    assert [one.paid_on for one in desk.store.all(Payment)] == [date(YEAR, 1, 10)]


def test_how_and_by_whom_a_batch_came_stands_on_every_payment(desk, page, qtbot):
    qtbot.mouseClick(page.batch_bar.toggle, Qt.MouseButton.LeftButton)
    type_text(page.batch_bar._editors["handed_by"], "李四")
    page.batch_bar._editors["way"].show_text("现金")
    assert "李四代交" in page.batch_bar.toggle.text()
    page.grid.go_to_month(0, 1)
    press(qtbot, page, KEY.Key_Space, CTRL)
    press(qtbot, page, KEY.Key_Space)
    assert {(one.way, one.handed_by) for one in desk.store.all(Payment)} == {("现金", "李四")}
    assert "由李四代交" in said(desk)
    assert "李四代交" in page.grid.records.rows[0].cells[0].sentence
    page.grid.go_to_month(0, 2)
    type_amount(qtbot, page, "12.45")
    assert [one.handed_by for one in desk.store.all(Payment)][-1] == ""


# Taking back.


def test_the_last_receipt_is_removed_and_an_earlier_one_stays_marked(desk, page, qtbot):
    page.batch_bar.show_day(date(YEAR, 2, 10))
    for row in (0, 1):
        page.grid.go_to_month(row, 2)
        press(qtbot, page, KEY.Key_Space)
    press(qtbot, page, KEY.Key_Delete)
    assert numbers(desk.store) == [1]
    page.grid.go_to_month(1, 2)
    press(qtbot, page, KEY.Key_Space)
    page.grid.go_to_month(0, 2)
    press(qtbot, page, KEY.Key_Delete)
    assert "回执2025-001留着注明作废" in said(desk)
    assert numbers(desk.store) == [1, 2]
    assert looks(page, 0)[1] == "欠"
    press(qtbot, page, KEY.Key_Space)
    assert numbers(desk.store) == [1, 2, 3]
    press(qtbot, page, KEY.Key_Delete)
    assert looks(page, 0)[1] == "欠"


def test_delete_on_a_month_without_payment_says_so(desk, page, qtbot):
    page.grid.go_to_month(0, 2)
    press(qtbot, page, KEY.Key_Delete)
    assert "没有交纳记录" in said(desk)


def test_a_month_of_all_is_taken_back_without_a_receipt_left(desk, page, qtbot):
    page.grid.go_to_month(0, 2)
    press(qtbot, page, KEY.Key_F8)
    press(qtbot, page, KEY.Key_Space)
    assert numbers(desk.store) == [1, 2, 3, 4]
    press(qtbot, page, KEY.Key_Delete)
    assert numbers(desk.store) == []
    assert "作废" not in said(desk)


def test_what_stays_paid_of_several_months_gets_a_receipt_that_is_named(desk, page, qtbot):
    page.grid.go_to_month(0, 1)
    press(qtbot, page, KEY.Key_F8, SHIFT)
    press(qtbot, page, KEY.Key_Space)
    page.grid.go_to_month(0, 3)
    press(qtbot, page, KEY.Key_Delete)
    assert "没有取回的月份另开回执2025-001" in said(desk)
    assert looks(page, 0).count("欠") == 1


# Amounts typed and pasted.


def test_an_amount_as_due_is_written_at_once(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "12.45")
    assert looks(page, 2)[0] == "补"
    assert page.grid.current == (3, 1)
    assert not page.reason.isVisible()


def test_an_amount_unlike_the_due_waits_for_its_reason(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "10")
    assert desk.store.all(Payment) == []
    assert "少2.45元" in page.reason._words.text()
    qtbot.keyClick(page.reason.line, KEY.Key_Return)
    assert desk.store.all(Payment) == []
    type_text(page.reason.line, "分两次交")
    qtbot.keyClick(page.reason.line, KEY.Key_Return)
    (payment,) = desk.store.all(Payment)
    assert payment.reason == "分两次交"
    assert looks(page, 2)[0] == "差"
    page.grid.go_to_month(2, 1)
    press(qtbot, page, KEY.Key_Space)
    assert looks(page, 2)[0] == "补"
    assert "12.45" in words(page, 2, 1)


def test_escape_writes_nothing_of_an_amount_that_waits(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "99")
    qtbot.keyClick(page.reason.line, KEY.Key_Escape)
    assert desk.store.all(Payment) == []
    assert page.grid.hasFocus()


@pytest.mark.parametrize("text", ["-5", "0", "十二", "999999999999999"])
def test_no_amount_stays_in_its_cell_with_the_sentence(desk, page, qtbot, text):
    page.grid.go_to_month(2, 1)
    page.grid._cells.open_with(text)
    editor = page.grid._cells.editor
    qtbot.keyClick(editor, KEY.Key_Return)
    assert page.grid._cells.editor is editor
    assert editor.text() == text
    assert editor.accessibleDescription()
    assert desk.store.all(Payment) == []


def test_blanks_left_in_a_cell_are_no_amount_and_no_mistake(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    page.grid._cells.open_with("  ")
    qtbot.keyClick(page.grid._cells.editor, KEY.Key_Return)
    assert page.grid.current == (3, 1)
    assert page.grid.hasFocus()
    assert desk.store.all(Payment) == []


def test_a_block_of_amounts_is_pasted_or_refused_whole(desk, page, qtbot):
    page.grid.go_to_month(0, 1)
    QGuiApplication.clipboard().setText("12.45\t12.45\r\n１２．４５元\t\r\n")
    press(qtbot, page, KEY.Key_V, CTRL)
    assert looks(page, 0).startswith("补补欠")
    assert looks(page, 1).startswith("补欠")
    page.grid.go_to_month(2, 1)
    QGuiApplication.clipboard().setText("12.45\t坏\r\n")
    press(qtbot, page, KEY.Key_V, CTRL)
    assert "整块没有粘贴" in said(desk)
    assert looks(page, 2) == "欠" * 12


def test_what_an_input_method_gives_at_once_is_not_lost(page):
    page.grid.go_to_month(0, 1)
    type_text(page.grid, "１")
    editor = page.grid._cells.editor
    type_text(editor, "２．４５")
    assert editor.text() == "１２．４５"


def test_while_a_reason_is_asked_no_stroke_pays_and_escape_in_the_grid_gives_up(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "10")
    page.grid.setFocus()
    for key in (KEY.Key_Space, KEY.Key_Delete):
        press(qtbot, page, key)
        assert "还等着写明原因" in said(desk)
        assert page.reason.line.hasFocus()
        page.grid.setFocus()
    press(qtbot, page, KEY.Key_Escape)
    assert not page.reason.is_asking
    assert desk.store.all(Payment) == []


def test_an_amount_that_waits_is_told_anew_when_the_file_changes(desk, page, members, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "10")
    with desk.store.change("核定") as change:
        since = PartialDate(YEAR, 1)
        save_fixed(change, Fixed(Basis(member_id=members[2].id, since=since, payer="企业人员",
                                       base=300000, amount=1500)))  # fmt: skip
    assert "应交15.00元" in page.reason._words.text()
    remove(desk.store, desk.store.get(Member, members[2].id))
    assert not page.reason.is_asking
    assert page.foot.isVisible()
    assert desk.store.all(Payment) == []


def test_an_amount_that_waits_is_there_again_after_a_restart(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "10")
    type_text(page.reason.line, "分两")
    page.leave()
    again = CollectingPage(desk.store)
    assert not again.reason.is_asking  # it is of another year
    again.show_year(YEAR)
    assert again.reason.line.text() == "分两"
    again.work.pay_with_reason(again.reason.asked, "分两次交")
    assert [one.reason for one in desk.store.all(Payment)] == ["分两次交"]


def test_an_empty_reason_is_told_beside_its_line(desk, page, qtbot):
    page.grid.go_to_month(2, 1)
    type_amount(qtbot, page, "10")
    qtbot.keyClick(page.reason.line, KEY.Key_Return)
    assert page.reason._why_not.text() == "还没有写原因，没有登记；金额留着。"


def test_the_reason_stands_on_what_is_unlike_the_due_alone(desk, page, members, qtbot):
    page.grid.go_to_month(0, 1)
    QGuiApplication.clipboard().setText("12.45\r\n20\r\n")
    press(qtbot, page, KEY.Key_V, CTRL)
    assert page.grid.current == (1, 1)
    type_text(page.reason.line, "自愿多交")
    qtbot.keyClick(page.reason.line, KEY.Key_Return)
    reasons = {one.member_id: one.reason for one in desk.store.all(Payment)}
    assert reasons == {members[0].id: "", members[1].id: "自愿多交"}


def test_a_block_that_reaches_beyond_the_year_is_refused_whole(desk, page, qtbot):
    page.grid.go_to_month(0, 12)
    QGuiApplication.clipboard().setText("12.45\t12.45\r\n")
    press(qtbot, page, KEY.Key_V, CTRL)
    assert "超出了最后一人或者12月；整块没有粘贴" in said(desk)
    assert desk.store.all(Payment) == []


def test_what_is_owed_is_not_copied_as_an_amount(page, qtbot):
    page.grid.go_to_month(0, 1)
    press(qtbot, page, KEY.Key_Space)
    press(qtbot, page, KEY.Key_Right, SHIFT)
    press(qtbot, page, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().split() == ["12.45", "欠交"]


def test_an_amount_is_taken_by_going_elsewhere_and_outlives_a_change_of_the_file(
    desk, page, members, qtbot
):
    page.grid.go_to_month(0, 1)
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClicks(page.grid._cells.editor, "2.4")
    with desk.store.change("改电话") as change:
        change.save(replace(desk.store.get(Member, members[3].id), phone="13800001234"))
    assert page.grid._cells.editor.text() == "12.4"
    qtbot.keyClicks(page.grid._cells.editor, "5")
    page.tools.sums.setFocus()
    assert looks(page, 0)[0] == "补"


# Beside and below.


def test_every_month_is_told_in_a_sentence_to_a_screen_reader(page):
    index = page.grid.records.index(0, FIRST)
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "党员一1月：应交12.45元，欠交12.45元"
    assert "合计" in page.sums.accessibleName()


def test_a_member_beside_the_grid_follows_the_cursor_and_opens_by_keys(desk, page, qtbot):
    page.grid.go_to_month(0, 1)
    press(qtbot, page, KEY.Key_Return, CTRL)
    assert page.side.isVisible()
    assert page.beside.member_id == page.grid.records.rows[0].member_id
    press(qtbot, page, KEY.Key_Down)
    assert page.beside.member_id == page.grid.records.rows[1].member_id
    press(qtbot, page, KEY.Key_Space)
    assert page.side.isVisible()


def test_the_cursor_stays_with_its_member_when_the_rows_change(desk, page, members, qtbot):
    page.grid.go_to_month(2, 5)
    remove(desk.store, desk.store.get(Member, members[0].id))
    assert page.grid.current == (1, 5)
    remove(desk.store, desk.store.get(Member, members[2].id))
    assert page.grid.current == (1, 5)


def test_arrears_beside_an_earlier_year_are_those_of_today(desk, page, members, qtbot):
    press(qtbot, page, KEY.Key_F8, SHIFT)
    press(qtbot, page, KEY.Key_Space)
    press(qtbot, page, KEY.Key_Return, CTRL)
    tags = [each.text() for each in page.side.findChildren(QLabel, "tag_accent")]
    assert tags
    assert tags[0].startswith("欠交")


def test_a_new_record_asked_for_pays_nothing(desk, page):
    desk.page.add()
    assert desk.store.all(Payment) == []
    assert page.grid.hasFocus()


def test_a_payment_is_shown_in_the_year_of_its_months(desk, page, members, qtbot):
    pay(
        desk.store,
        today(),
        Batch(date(YEAR + 1, 1, 5)),
        {members[1].id: {Month(YEAR, 12): DUE}},
        "补",
    )
    (payment,) = desk.store.all(Payment)
    desk.top_bar.show_year(today().year)
    desk.show_record("dues_payment", payment.id)
    assert desk.page.year == YEAR
    assert page.grid.current == (1, 12)


def test_a_branch_without_members_says_what_comes_first(desk, qtbot):
    part = shown(desk, qtbot)
    assert "登记名册" in " ".join(seen(part))
    assert not part.grid.isVisible()


def test_a_temporary_branch_collects_nothing(desk, members, qtbot):
    with desk.store.change("临时") as change:
        change.save(Branch(id=desk.store.branch.id, name="临时党支部", form="临时"))
    part = shown(desk, qtbot)
    assert "临时党支部不收缴党费" in " ".join(seen(part))
    assert part.grid.records.rows == []
