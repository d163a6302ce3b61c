"""变动 by hand: the kind first, then what it needs, then what it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from models.branch import Group
from models.dues.account import Month
from models.dues.paying import Batch, pay
from models.members import Member, Movement
from models.members.movement_kinds import movement_kinds
from models.members.movements import KINDS, enter
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.dues_people import fix
from tests.ui.test_whole_path import press
from ui.page import today
from ui.pages.movement import MovementDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialog(qtbot, desk):
    with desk.store.change("小组") as change:
        change.save(Group(name="第一党小组"))
    enter(desk.store, Member(name="赵敏", joined_on=PartialDate(2025, 12)))
    return opened(qtbot, desk)


def opened(qtbot, desk):
    made = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(made)
    made.show()
    return made


def names(dialog):
    found = [each.objectName() for each in dialog.form.findChildren(QWidget)]
    return {name.removeprefix("field_") for name in found if name.startswith("field_")}


def test_every_kind_of_movement_can_be_chosen_and_is_known(dialog):
    assert {kind.name for kind in movement_kinds()} == set(KINDS)
    for kind in KINDS:
        dialog.choose(kind)
        assert "happened_on" in names(dialog)


def test_a_kind_is_chosen_by_keys_and_enter_goes_to_its_first_field(qtbot, dialog):
    dialog.kinds.setFocus()
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.form.editor("happened_on")


def test_only_what_a_kind_needs_is_asked_with_its_clause(dialog):
    dialog.choose("去世")
    assert names(dialog) == {"happened_on", "remark"}
    dialog.choose("转出")
    assert {"other_party", "dues_paid_to", "received_on"} <= names(dialog)
    assert any("第二十五条" in each.text() for each in dialog.findChildren(QLabel))


def test_until_when_dues_are_paid_is_said_beside_its_field_and_not_filled_in(qtbot, desk, dialog):
    one = desk.store.all(Member)[0]
    fix(desk.store, one.id, year=2026)
    months = {Month(2026, month): 7500 for month in (1, 2, 3)}
    pay(desk.store, today(), Batch(date(2026, 3, 5)), {one.id: months}, "交纳")
    again = opened(qtbot, desk)
    again.choose("转出")
    said = [each.text() for each in again.form.findChildren(QLabel)]
    assert any(each.startswith("按支部登记，党费已交到2026年3月") for each in said)
    assert again.form.editor("dues_paid_to").text() == ""
    owing = [each for each in again.form.findChildren(QLabel) if "欠交" in each.text()]
    assert "2026年4月至" in owing[0].text()
    type_text(again.form.editor("happened_on"), "2026-3-20")
    again._show_plan()
    assert "欠交" not in owing[0].text()
    type_text(again.form.editor("dues_paid_to"), "2026-6")
    type_text(again.form.editor("received_on"), "2026-3-25")
    again._show_plan()
    assert "党费：在本支部交到2026年6月为止（按写明的党费交至）" in again.effects.text()
    assert "以后不再在册，不计入应到" in again.effects.text()
    assert "应交党费" not in again.effects.text()


def test_an_extension_has_its_months(qtbot, desk, dialog):
    dialog.choose("延长预备期")
    type_text(dialog.form.editor("happened_on"), "2026-11-1")
    type_text(dialog.form.editor("months"), "5")
    press(qtbot, dialog, "登记变动")
    assert "不少于6个月" in dialog.form.editor("months").accessibleDescription()
    dialog.form.put("months", "6")
    press(qtbot, dialog, "登记变动")
    assert desk.store.all(Member)[0].extension_months == 6
    assert desk.store.all(Movement)[0].other_party == "6个月"


def test_a_group_is_chosen_from_those_there_are(qtbot, desk, dialog):
    dialog.choose("调整党小组")
    type_text(dialog.form.editor("happened_on"), "2026-11-1")
    dialog.form.put("other_party", "第一党小组")
    press(qtbot, dialog, "登记变动")
    assert desk.page.model.rows[0].group.name == "第一党小组"


def test_a_date_that_has_not_come_is_told_beside_the_field_as_one_types(qtbot, dialog):
    dialog.choose("退休")
    type_text(dialog.form.editor("happened_on"), "2099-1-1")
    said = dialog.form.editor("happened_on").accessibleDescription
    qtbot.waitUntil(lambda: "还没有到" in said())


def test_how_many_are_due_is_told_before(qtbot, dialog):
    dialog.choose("转正")
    type_text(dialog.form.editor("happened_on"), "2026-11-1")
    qtbot.waitUntil(lambda: "应到会有表决权的人数：0 人 → 1 人" in dialog.effects.text())


def test_another_kind_keeps_the_date(dialog):
    dialog.choose("退休")
    dialog.form.put("happened_on", "2026-11-01")
    dialog.choose("调岗")
    assert dialog.form.editor("happened_on").text() == "2026-11-01"


def test_a_half_typed_movement_comes_back_after_escape_and_not_after_it_was_entered(
    qtbot, desk, dialog
):
    dialog.choose("调岗")
    type_text(dialog.form.editor("happened_on"), "2026-11-01")
    dialog.form.put("other_party", "主任")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(qtbot, desk)
    assert again.form.editor("other_party").text() == "主任"
    press(qtbot, again, "登记变动")
    assert desk.store.all(Member)[0].work_post == "主任"
    assert opened(qtbot, desk).form is None


def test_a_half_typed_movement_outlives_a_look_at_someone_else(qtbot, desk, dialog):
    dialog.choose("转出")
    type_text(dialog.form.editor("happened_on"), "2026-11")
    dialog.reject()
    enter(desk.store, Member(name="钱伟", joined_on=PartialDate(2020, 1)))
    other = MovementDialog(desk.store, desk.page.model.rows[1], desk)
    qtbot.addWidget(other)
    other.show()
    other.reject()
    again = opened(qtbot, desk)
    assert again.form.typed()["happened_on"] == "2026-11"


def test_a_look_at_a_kind_that_has_no_form_loses_nothing_that_was_typed(qtbot, desk, dialog):
    dialog.choose("转出")
    type_text(dialog.form.editor("happened_on"), "2026-11-01")
    dialog.form.put("other_party", "机关第一党支部")
    with desk.store.change("解散") as change:
        change.save(replace(desk.store.all(Group)[0], dissolved_on=PartialDate(2026, 10, 1)))
    dialog.choose("调整党小组")
    assert dialog.form is None
    dialog.choose("转出")
    assert dialog.form.typed()["other_party"] == "机关第一党支部"
    dialog.choose("调整党小组")
    dialog.choose("退休")
    assert dialog.form.typed()["happened_on"] == "2026-11-01"
    dialog.choose("调整党小组")
    dialog.reject()
    again = opened(qtbot, desk)
    assert again.form.typed()["happened_on"] == "2026-11-01"
    press(qtbot, again, "登记变动")
    assert opened(qtbot, desk).form is None


def test_half_a_regrouping_waits_until_there_is_a_group_again(qtbot, desk, dialog):
    dialog.choose("调整党小组")
    type_text(dialog.form.editor("remark"), "支委会已定")
    dialog.reject()
    group = desk.store.all(Group)[0]
    with desk.store.change("解散") as change:
        change.save(replace(group, dissolved_on=PartialDate(2026, 10, 1)))
    again = opened(qtbot, desk)
    assert again.form is None
    again.reject()
    with desk.store.change("恢复") as change:
        change.save(group)
    assert opened(qtbot, desk).form.typed()["remark"] == "支委会已定"


def test_full_membership_too_early_is_doubted_while_its_date_is_typed(qtbot, dialog):
    dialog.choose("转正")
    type_text(dialog.form.editor("happened_on"), "2026-05-01")

    def doubts():
        return [
            each.text()
            for each in dialog.form.findChildren(QLabel, "doubt")
            if each.isVisible() and "不满12个月的预备期" in each.text()
        ]

    qtbot.waitUntil(lambda: bool(doubts()))
    assert "入党2025-12到转正2026-05-01" in doubts()[0]
    assert dialog.effects.text().startswith("转正日期：2026-05-01")
    dialog.form.editor("happened_on").clear()
    type_text(dialog.form.editor("happened_on"), " ")
    qtbot.waitUntil(lambda: not doubts())
    type_text(dialog.form.editor("happened_on"), "2026-05-01")
    qtbot.waitUntil(lambda: bool(doubts()))
    dialog.choose("延长预备期")
    assert not doubts()
