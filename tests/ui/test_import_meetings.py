"""A ledger of meetings comes in through the page: recognised, looked at, mended, taken, taken back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from models.importing import Kind
from models.meetings.attending import ON_LEAVE, PRESENT
from models.meetings.minutes import minutes_between
from models.meetings.records import Meeting
from models.members import Member
from models.members.movements import enter
from tests.ui.conftest import type_text
from tests.ui.test_import import at, column, pasted, words
from tests.ui.test_reach import assert_reached, tabbed
from tests.ui.test_whole_path import press
from ui.page import today
from ui.pages.import_table import FIXED, KIND, REASON

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

YEAR = today().year
HEAD = "序号\t会议类型\t时间\t主持人\t应到\t实到\t缺席人员及原因\t会议主题\n"
KIND_AT, DAY_AT, ABSENT_AT = FIXED + 1, FIXED + 2, FIXED + 6
LEDGER = HEAD + (
    "1\t党课\t3月9日下午2点半\t赵敏\t3\t2\t钱伟（病假）\t讲党史\n"
    "2\t主题党日\t4月9日\t赵敏\t3\t2\t刘备（出差）\t植树\n"
    "3\t支部大会\t择日\t赵敏\t3\t3\t无\t学习\n"
    "合计\t\t\t\t\t\t\t\n"
)


@pytest.fixture
def branch(desk):
    for name in ("赵敏", "钱伟", "孙丽"):
        enter(desk.store, Member(name=name))
    return desk


def box(page, name):
    return next(b for b in page.findChildren(QComboBox) if b.accessibleName() == name)


def choose(made, data):
    made.setCurrentIndex(made.findData(data))
    made.activated.emit(made.currentIndex())


def held(store):
    return minutes_between(
        store, today().replace(month=1, day=1), today().replace(month=12, day=31)
    )


def test_a_ledger_is_recognised_and_says_in_its_cells_whom_it_could_not_place(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    assert page.preview.subject.table == Meeting.table
    assert column(page, KIND) == ["新增", "存疑", "有误"]
    assert "G列：缺席人员“刘备（出差）”不在名册中" in column(page, REASON)[1]
    at(page, 1, ABSENT_AT)
    assert any("刘备" in w.text() for w in page.findChildren(QLabel) if w.isVisibleTo(page))
    assert "不是日期" in column(page, REASON)[2]
    words = [w.text() for w in page.findChildren(QLabel) if w.isVisibleTo(page)]
    assert any(f"没有写年份的日期按{YEAR}年取入" in text for text in words)
    assert any("略过 1 行" in text for text in words)


def test_a_ledger_mended_in_the_preview_is_taken_as_one_step_and_taken_back(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    at(page, 2, DAY_AT)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_text(editor, "5月9日")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(page, KIND)[2] == "新增")
    at(page, 1, ABSENT_AT)
    page.table.fill("孙丽（出差）")
    assert column(page, KIND) == ["新增"] * 3
    press(qtbot, page, "确认导入 3 行")
    assert any("新增 3 次" in text for text in words(page))
    lecture, day, general = held(branch.store)
    assert (lecture.meeting.starts_at, general.meeting.kind) == ("14:30", "党员大会")
    names = {member.id: member.name for member in branch.store.all(Member)}
    away = [(names[e.member_id], e.status, e.reason) for e in day.attendance if e.status != PRESENT]
    assert away == [("孙丽", ON_LEAVE, "出差")]
    assert branch.store.undoable.title == "导入会议记录：3次"
    press(qtbot, page, "撤销这次导入")
    assert branch.store.all(Meeting) == []
    assert column(page, KIND) == ["新增"] * 3
    press(qtbot, page, "确认导入 3 行")
    press(qtbot, page, "查看组织生活")
    assert branch.code == "meetings"


def test_meetings_on_file_are_the_same_when_the_ledger_comes_again(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    press(qtbot, page, "确认导入 2 行")
    assert any("1 行有误没有取入" in text for text in words(page))
    page = pasted(qtbot, branch, LEDGER)
    assert column(page, KIND) == ["相同", "相同", "有误"]


def test_doubtful_and_faulty_meetings_are_saved_to_be_sent_back(
    qtbot, branch, tmp_path, in_file_dialog
):
    page = pasted(qtbot, branch, LEDGER)
    out = tmp_path / "退回.xlsx"
    in_file_dialog(out)
    press(qtbot, page, "另存有问题的行…")
    qtbot.waitUntil(lambda: "已存为" in branch.notice.sentence, timeout=20_000)
    texts = [str(cell) for row in load_workbook(out).active.values for cell in row if cell]
    assert "植树" in texts
    assert "讲党史" not in texts
    assert any("“择日”不是日期" in text for text in texts)


def test_another_working_year_judges_the_days_without_a_year_anew(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    branch.top_bar.years.setCurrentIndex(1)
    assert {row.made.meeting.held_on.year for row in page.preview.rows[:2]} == {YEAR - 1}
    branch.top_bar.years.setCurrentIndex(0)
    assert {row.made.meeting.held_on.year for row in page.preview.rows[:2]} == {YEAR}


def test_what_is_wrongly_recognised_is_put_right_by_hand(qtbot, branch):
    page = pasted(
        qtbot, branch, "项目\t哪天\t讲什么\n党课\t3月9日\t讲党史\n主题党日\t4月9日\t植树\n"
    )
    assert "没有找到认得的表头" in branch.notice.sentence
    choose(box(page, "作为什么取入"), Meeting.table)
    assert page.preview.subject.table == Meeting.table
    for section, name in enumerate(("kind", "held_on", "name"), FIXED):
        choose(page.table.horizontalHeader().box(section), name)
    assert column(page, KIND) == ["新增", "新增"]
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert column(page, FIXED + 2) == ["讲党史", "植树"]
    assert page.preview.mapping == {0: "kind", 1: "held_on"}
    choose(page.table.horizontalHeader().box(FIXED + 2), "name")
    press(qtbot, page, "确认导入 2 行")
    again = pasted(
        qtbot, branch, "项目\t哪天\t讲什么\n党课\t3月9日\t讲党史\n主题党日\t4月9日\t植树\n"
    )
    assert again.preview.counts[Kind.SAME] == 2


def in_sight(table, row, section):
    return table.viewport().rect().contains(table.visualRect(table.model().index(row, section)))


def test_the_cell_that_is_complained_about_comes_into_sight_with_its_row(qtbot, branch):
    more = "地点\t备注\t记录人\t开始时间\t结束时间\t列席人员"
    head, *rows = LEDGER.splitlines()
    wide = [f"{row}\t{'三楼的大会议室' * 2}\t\t\t\t\t" for row in rows]
    left = head.replace("\t缺席人员及原因", f"\t{more}\t缺席人员及原因")
    cells = [row.split("\t") for row in wide]
    moved = ["\t".join([*row[:6], *row[8:], *row[6:8]]) for row in cells]
    page = pasted(qtbot, branch, "\n".join([left, *moved]) + "\n")
    table, absent = page.table, FIXED + 12
    assert page.table.model().field_of(absent) == "absent"
    assert not in_sight(table, 1, absent)
    at(page, 1, REASON)
    assert in_sight(table, 1, absent)
    at(page, 0, FIXED)
    at(page, 1, FIXED)
    assert in_sight(table, 1, FIXED)
    press(qtbot, page, "存疑 1")
    assert in_sight(table, 0, absent)
    assert any("刘备" in text for text in words(page))


def test_a_column_that_may_hold_the_hour_is_headed_so(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    assert page.table.horizontalHeader().box(DAY_AT).currentText() == "日期和时间"


def test_what_a_meeting_cannot_be_is_not_offered(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    assert page.table.horizontalHeader().box(KIND_AT).findText("作为新的自设栏目") < 0
    assert not any(text.startswith("更新") for text in chips(page))


def chips(page):
    return [w.text() for w in page.findChildren(object) if w.objectName() == "chip"]


def test_what_is_put_right_of_the_whole_sheet_has_a_name_and_is_reached_by_tab(qtbot, branch):
    page = pasted(qtbot, branch, LEDGER)
    assert_reached(box(page, "作为什么取入").parentWidget(), tabbed(branch.window(), page))
