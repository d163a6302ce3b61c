"""变动: the kinds that fit the person first, days without a year, and a question before a doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from models.members import Member, Movement, Period
from models.members.movements import KINDS, enter
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import press
from ui.page import today
from ui.pages.movement import MovementDialog
from ui.sure import SureDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OTHERS = "其他（情况不合）"


@pytest.fixture
def dialog(qtbot, desk):
    """The dialog of a 正式党员 who came to the branch in 2018."""
    joined, full = PartialDate(2018, 3, 5), PartialDate(2019, 3, 5)
    person = enter(desk.store, Member(name="赵敏", joined_on=joined, full_on=full))
    since_2018(desk.store, person)
    return opened(qtbot, desk)


@pytest.fixture
def on_probation(qtbot, desk):
    enter(desk.store, Member(name="赵敏", joined_on=PartialDate(2025, 12)))
    return opened(qtbot, desk)


def since_2018(store, person):
    with store.change("在册日期") as change:
        roll = store.where(Period, member_id=person.id)[0]
        change.save(replace(roll, since=PartialDate(2018, 3, 5)))


def opened(qtbot, desk):
    made = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(made)
    made.show()
    return made


def listed(dialog):
    """Give the kinds in their order, above and below the heading of those that do not fit."""
    texts = [dialog.kinds.item(at).text().strip() for at in range(dialog.kinds.count())]
    at = texts.index(OTHERS) if OTHERS in texts else len(texts)
    return [[name for name in part if name in KINDS] for part in (texts[:at], texts[at:])]


def doubts(dialog):
    return [each.text() for each in dialog.findChildren(QLabel, "doubt") if each.isVisible()]


def put_date(dialog, text):
    type_text(dialog.form.editor("happened_on"), text)
    dialog._show_plan()


def test_what_does_not_fit_stands_last_with_its_reason_and_can_be_chosen_all_the_same(dialog):
    first, others = listed(dialog)
    assert sorted(first + others) == sorted(KINDS)
    assert {"转正", "转入", "延长预备期", "恢复党籍"} <= set(others)
    assert {"转出", "去世", "退休"} <= set(first)
    tips = [dialog.kinds.item(at).toolTip() for at in range(dialog.kinds.count())]
    assert f"赵敏在 {today()} 已是正式党员" in tips
    dialog.choose("转正")
    assert dialog.form is not None
    assert doubts(dialog) == [f"赵敏在 {today()} 已是正式党员；补登以前的变动，先写上当时的日期。"]
    dialog.choose("转出")
    assert doubts(dialog) == []


def test_the_date_typed_decides_what_fits_and_what_is_chosen_stays_chosen(dialog):
    dialog.choose("延长预备期")
    put_date(dialog, "2018-12-1")
    assert "延长预备期" in listed(dialog)[0]
    assert dialog.kinds.name == "延长预备期"
    assert doubts(dialog) == []
    dialog.form.editor("happened_on").clear()
    put_date(dialog, "2026-5-1")
    assert "延长预备期" in listed(dialog)[1]
    assert dialog.kinds.name == "延长预备期"
    assert doubts(dialog) == ["赵敏在 2026-05-01 已是正式党员，请核对。"]
    assert dialog.form.typed()["happened_on"] == "2026-5-1"


def test_a_day_without_its_year_is_offered_and_enter_takes_it(qtbot, on_probation):
    dialog = on_probation
    dialog.choose("退休")
    editor = dialog.form.editor("happened_on")
    put_date(dialog, "6月1日")
    meant = f"{today().year}-06-01"
    assert f"如果是{meant}，请在这一栏按回车" in editor.accessibleDescription()
    assert "按回车" not in dialog.effects.text()
    assert "没有写年份" in dialog.effects.text()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == meant
    assert dialog.focusWidget() is not editor


def answering(qtbot, answer):
    """Answer the question that the next step asks; give what it says, once it was asked."""
    said = []

    def look():
        asked = QApplication.activeModalWidget()
        if isinstance(asked, SureDialog):
            said.extend(each.text() for each in asked.findChildren(QLabel))
            assert asked.focusWidget().text() == "取消"
            answer(asked)
        elif not said:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    return said


def test_full_membership_too_early_is_entered_only_once_one_says_so(qtbot, desk, on_probation):
    dialog = on_probation
    dialog.choose("转正")
    put_date(dialog, "2026-05-01")
    said = answering(qtbot, lambda asked: qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Return))
    press(qtbot, dialog, "登记变动")
    text = "".join(said)
    assert "不满12个月的预备期" in text
    assert "《中国共产党发展党员工作细则》" in text
    assert desk.store.all(Movement) == []
    assert dialog.isVisible()
    assert dialog.form.typed()["happened_on"] == "2026-05-01"
    assert "没有登记" in dialog.effects.text()
    answering(qtbot, lambda asked: press(qtbot, asked, "确认"))
    press(qtbot, dialog, "登记变动")
    assert [move.kind for move in desk.store.all(Movement)] == ["转正"]
    assert desk.store.all(Member)[0].full_on == PartialDate(2026, 5, 1)


def test_full_membership_in_its_time_is_entered_without_a_question(qtbot, desk):
    joined = PartialDate.of(date(today().year - 2, 3, 5))
    enter(desk.store, Member(name="赵敏", joined_on=joined))
    dialog = opened(qtbot, desk)
    dialog.choose("转正")
    put_date(dialog, f"{today().year - 1}-03-05")
    said = answering(qtbot, lambda asked: asked.reject())
    press(qtbot, dialog, "登记变动")
    said.append("over")
    assert [move.kind for move in desk.store.all(Movement)] == ["转正"]
    assert said == ["over"]


def test_what_will_change_is_in_sight_in_a_low_window_without_scrolling(qtbot, dialog):
    dialog.resize(683, 384)
    dialog.choose("转出")
    put_date(dialog, "2026-5-1")
    assert dialog.effects.text().startswith("党籍状态：已转出未接收")
    line = dialog.effects.fontMetrics().lineSpacing()

    def seen():
        return dialog.effects.visibleRegion().boundingRect()

    qtbot.waitUntil(lambda: seen().height() >= 2 * line)
    assert seen().top() == 0
    bottom = dialog.effects.mapTo(dialog, QPoint(0, 2 * line)).y()
    assert bottom < dialog.height() - line
