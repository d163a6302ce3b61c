"""Groups given to many people at once, and what else is done with several rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.branch import Group
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import press
from ui.pages.grouping import GroupingDialog
from ui.pages.movement import MovementDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(desk):
    for name in ("赵敏", "钱伟", "孙丽"):
        enter(desk.store, Member(name=name, joined_on=PartialDate(2010, 5)))
    desk.page.table.setFocus()
    return desk.page


def add_group(page):
    with page.store.change("小组") as change:
        change.save(Group(name="第一党小组"))


def acts(page):
    return {each.text(): each for each in page._menu.made(1).actions() if each.text()}


def button_of(shown, text):
    return next(each for each in shown.findChildren(QPushButton) if each.text() == text)


def in_dialog(act, work):
    """Open a dialog by `act` and do some work in it."""
    QTimer.singleShot(30, lambda: work(QApplication.activeModalWidget()))
    act()


def test_the_menu_of_several_rows_moves_nobody_alone_and_groups_all_as_one_step(qtbot, page):
    add_group(page)
    page.table.selectAll()
    moving = next(act for text, act in acts(page).items() if text.startswith("登记变动"))
    assert (moving.text(), moving.isEnabled()) == (
        "登记变动…（一次登记一人，现选中 3 人）",
        False,
    )

    def fill(dialog):
        assert "赵敏、钱伟、孙丽" in [each.text() for each in dialog.findChildren(QLabel)]
        dialog.form.put("other_party", "第一党小组")
        assert dialog.told.text() == "3 人编入第一党小组。"
        press(qtbot, dialog, "调整 3 人")

    in_dialog(acts(page)["3 人调整党小组…"].trigger, fill)
    assert [person.group.name for person in page.model.rows] == ["第一党小组"] * 3
    assert page.store.undoable.title == "3人编入第一党小组"


@pytest.mark.parametrize("text", ["第一党小组", "a"])
def test_typing_a_group_into_the_table_leads_to_the_dialog_for_all_chosen(qtbot, desk, page, text):
    page.table.select_block(page.model.index(0, page.model.place_of("group")), 3, 1)
    page.table.selectionModel().setCurrentIndex(
        page.model.index(0, page.model.place_of("group")),
        page.table.selectionModel().SelectionFlag.NoUpdate,
    )
    type_text(page.table, text)
    assert "用“调整党小组”" in desk.notice.sentence
    seen = []

    def look(dialog):
        seen.append(type(dialog))
        assert any("还没有党小组" in each.text() for each in dialog.findChildren(QLabel))
        press(qtbot, dialog, "去建立党小组")

    in_dialog(desk.notice._do, look)
    assert seen == [GroupingDialog]
    assert desk.code == "branch"


def test_a_movement_names_the_person_and_says_where_groups_are_made(qtbot, desk, page):
    dialog = MovementDialog(page.store, page.model.rows[1], page)
    qtbot.addWidget(dialog)
    dialog.show()
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert page.model.rows[1].member.name in words
    dialog.choose("调整党小组")
    said = "还没有党小组，先到“组织建设”建立，再回到这里编入。"
    told = next(each for each in dialog.findChildren(QLabel) if each.text() == said)
    qtbot.waitUntil(told.isVisible)
    with qtbot.waitSignal(dialog.groups_wanted):
        press(qtbot, dialog, "去建立党小组")
    assert not dialog.isVisible()


def test_after_someone_left_the_keys_go_on_in_the_next_row(qtbot, desk, page):
    page.table.choose(page.model.rows[0].member.id)

    def fill(dialog):
        dialog.choose("去世")
        dialog.form.put("happened_on", "2026-11-01")
        press(qtbot, dialog, "登记变动")

    moving = button_of(page.side, "变动")
    moving.setFocus()
    in_dialog(moving.click, fill)
    assert [person.member.name for person in page.model.rows] == ["钱伟", "孙丽"]
    assert desk.window().focusWidget() is page.table
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 1
