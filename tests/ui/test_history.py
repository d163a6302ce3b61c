"""The page of steps: each is told by what it altered, and only the founding one stays for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from models.branch.records import BranchYear
from models.fields import Kind, fields_of
from models.meetings.records import Meeting
from models.members import Member
from models.members.movements import enter
from models.tables import RECORDS
from ui.pages.history import REFERRED


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


def test_every_reference_of_every_record_leads_to_its_table():
    for record_type in RECORDS.values():
        for field in fields_of(record_type):
            if field.kind is Kind.REFERENCE:
                assert REFERRED[field.name] in RECORDS


def test_another_chair_of_a_meeting_is_named_as_before_and_as_now(desk):
    store = desk.store
    first, other = (enter(store, Member(name=name)).id for name in ("朱鹏", "曹芳"))
    with store.change("登记") as change:
        held = change.save(Meeting(kind="党员大会", held_on=date(2026, 10, 31), chair_id=first))
    with store.change("改") as change:
        change.save(replace(held, chair_id=other))
    desk.show_page("history")
    assert any("主持人：朱鹏 → 曹芳" in text for text in texts(desk.page)), texts(desk.page)
