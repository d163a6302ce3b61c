"""The page of steps: each is told by what it altered, and only the founding one stays for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from models.branch.records import BranchYear
from models.meetings.records import Meeting
from models.members import Member
from models.members.movements import enter


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def undo_button(page):
    buttons = page.findChildren(QAbstractButton)
    return next(each for each in buttons if each.text() == "撤销此步")


def test_a_years_theme_is_told_with_its_year(desk):
    with desk.store.change("写明年度主题") as change:
        change.save(BranchYear(year=2025, theme="规范化建设年"))
    desk.show_page("history")
    assert any(text == "新增年度　2025年度" for text in texts(desk.page)), texts(desk.page)


def test_the_founding_step_offers_no_undo_and_says_why(qtbot, desk):
    desk.show_page("history")
    undo = undo_button(desk.page)
    assert not undo.isEnabled()
    assert undo.toolTip() == "这一步建立了台账本身，不能撤销"
    with desk.store.change("写明年度主题") as change:
        change.save(BranchYear(year=2025))
    qtbot.waitUntil(lambda: undo_button(desk.page).isEnabled())
    qtbot.mouseClick(undo_button(desk.page), Qt.MouseButton.LeftButton)
    assert not desk.store.all(BranchYear)


def test_another_chair_of_a_meeting_is_told_by_name(desk):
    first, second = (enter(desk.store, Member(name=name)) for name in ("马磊", "赵敏"))
    with desk.store.change("登记会议") as change:
        made = change.save(Meeting(kind="党员大会", held_on=date(2026, 3, 20), chair_id=first.id))
    with desk.store.change("换主持人") as change:
        change.save(replace(made, chair_id=second.id, chair_name=""))
    desk.show_page("history")
    assert any("主持人：马磊 → 赵敏" in text for text in texts(desk.page)), texts(desk.page)
