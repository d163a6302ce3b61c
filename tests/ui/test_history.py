"""The page of steps: each is told by what it altered, and only the founding one stays for good."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from models.branch.records import BranchYear


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
