"""A payroll comes in through the page: what a column does to the base is chosen over it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.dues.records import Basis, Payment
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.test_import import at, column, pasted, words
from tests.ui.test_whole_path import press
from ui.pages.import_table import FIXED, KIND, REASON

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PAYROLL = (
    "2026年3月工资表\t\t\t\t\n姓名\t人员类别\t职务工资\t边防补助\t个税\n"
    "赵敏\t公务员\t5000\t200\t\n钱伟\t公务员\t-3000\t\t\n合计\t\t2000\t\t\n"
)
ASKED, WAGE = FIXED + 3, FIXED + 2


@pytest.fixture
def branch(desk):
    for name in ("赵敏", "钱伟"):
        enter(desk.store, Member(name=name, joined_on=PartialDate(2000)))
    return desk


def test_a_payroll_is_asked_about_mended_taken_and_taken_back(qtbot, branch):
    page = pasted(qtbot, branch, PAYROLL)
    assert column(page, KIND) == ["存疑", "有误"]
    assert "按标题从2026年3月起核定。" in words(page)
    box = page.table.horizontalHeader().box(ASKED)
    assert (box.currentText(), box.accessibleName()) == ("请选用途", "“边防补助”列取作")
    assert [box.itemText(place) for place in range(5)] == [
        "（不取入）", "请选用途", "计入基数", "从基数扣除", "不计入基数",
    ]  # fmt: skip
    box.setCurrentIndex(2)
    box.activated.emit(2)
    qtbot.waitUntil(lambda: column(page, KIND) == ["新增", "有误"])
    assert column(page, REASON)[0] == "基数 5,200.00 元，适用 1.5%，月交 78.00 元，第二条"
    at(page, 1, WAGE)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_text(editor, "３，０００ 元")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(page, KIND) == ["新增", "新增"])
    press(qtbot, page, "确认导入 2 行")
    qtbot.waitUntil(lambda: len(branch.store.all(Basis)) == 2)
    assert [basis.amount for basis in branch.store.all(Basis)] == [7800, 1500]
    press(qtbot, page, "撤销这次导入")
    qtbot.waitUntil(lambda: not branch.store.all(Basis))


def test_payments_pasted_from_a_table_say_what_is_amiss_in_their_cells(qtbot, branch):
    page = pasted(
        qtbot,
        branch,
        "姓名\t月份\t金额\t交纳日期\n赵敏\t2026年3月\t20\t2026-03-09\n刘备\t3月\t1\t\n",
    )
    assert page.preview.subject.table == Payment.table
    assert column(page, KIND) == ["存疑", "有误"]
    assert "还没有核定月交金额，实交20.00元照登记" in column(page, REASON)[0]
    assert "册上没有“刘备”" in column(page, REASON)[1]
    press(qtbot, page, "确认导入 1 行")
    qtbot.waitUntil(lambda: [p.receipt for p in branch.store.all(Payment)] == ["2026-001"])


def test_of_a_payroll_what_each_row_makes_is_said_before_what_all_rows_lack(qtbot, branch):
    page = pasted(qtbot, branch, "姓名\t职务工资\t级别工资\n赵敏\t3000\t2200\n")
    said = column(page, REASON)[0]
    assert said.startswith("基数 5,200.00 元，适用 1.5%，月交 78.00 元，第二条；")
    assert said.endswith("请核对类别")
