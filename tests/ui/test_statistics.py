"""统计: charts of the members of the working year, each class leading to its people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.test_whole_path import cells, press
from ui.pages.profile import Profile
from ui.pages.statistics import ChartView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def chart(desk, title):
    views = desk.page.findChildren(ChartView)
    return next(view for view in views if view.accessibleName().startswith(f"{title}统计"))


@pytest.fixture
def people(desk):
    for name, year, sex in (("赵敏", 1995, "女"), ("钱伟", 1980, "男"), ("孙丽", 1979, "女")):
        enter(desk.store, Member(name=name, sex=sex, born_on=PartialDate(year, 1, 1)))


def test_a_click_on_a_class_lists_its_people_and_one_click_all_again(qtbot, desk, people):
    press(qtbot, desk.page, "统计")
    view = chart(desk, "性别")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.middle_of("女"))
    assert sorted(cells(desk.page)) == ["孙丽", "赵敏"]
    press(qtbot, desk.page, "只看性别：女")
    assert len(cells(desk.page)) == 3


def test_the_card_of_one_who_is_not_of_the_class_closes_and_of_one_who_is_stays(
    qtbot, desk, people
):
    page = desk.page
    for name, stays in (("钱伟", False), ("孙丽", True)):
        page.table.choose(next(p.member.id for p in page.model.rows if p.member.name == name))
        assert page.side.findChild(Profile)
        press(qtbot, page, "统计")
        view = chart(desk, "性别")
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.middle_of("女"))
        assert page.side.isHidden() is not stays
        press(qtbot, page, "只看性别：女")


def test_the_card_closes_when_a_filter_or_a_search_leaves_its_row_out(qtbot, desk, people):
    page = desk.page
    sun = next(p.member.id for p in page.model.rows if p.member.name == "孙丽")
    for narrow in (
        lambda: page.search.setText("钱伟"),
        lambda: page._who.setCurrentText("已离开"),
    ):
        page.clear_filters(gone=False)
        page.search.clear()
        page.table.choose(sun)
        assert not page.side.isHidden()
        narrow()
        assert page.side.isHidden()


def test_a_class_is_chosen_by_keys(qtbot, desk, people):
    press(qtbot, desk.page, "统计")
    view = chart(desk, "年龄")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert cells(desk.page) == ["赵敏"]


def test_a_class_without_people_leads_nowhere(qtbot, desk, people):
    press(qtbot, desk.page, "统计")
    view = chart(desk, "年龄")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.middle_of("60岁及以上"))
    assert view.isVisible()


def test_the_numbers_are_those_of_the_year_that_is_shown(qtbot, desk, people):
    press(qtbot, desk.page, "统计")
    assert "35岁及以下 1人" in chart(desk, "年龄").accessibleDescription()
    desk.page.show_year(2020)
    assert "36—45岁 2人" in chart(desk, "年龄").accessibleDescription()
    desk.page.show_year(2014)
    assert "35岁及以下 3人" in chart(desk, "年龄").accessibleDescription()


def test_the_charts_follow_a_change_and_give_way_to_the_table(qtbot, desk, people):
    press(qtbot, desk.page, "统计")
    enter(desk.store, Member(name="李强", sex="男"))
    assert "男 2人" in chart(desk, "性别").accessibleDescription()
    press(qtbot, desk.page, "返回名册")
    assert desk.page.table.isVisible()
    assert desk.page.findChildren(ChartView) == [] or not chart(desk, "性别").isVisible()


def test_no_button_stands_twice_and_a_small_window_needs_no_sideways_scrolling(qtbot, sample_desk):
    sample_desk.window().resize(683, 384)
    press(qtbot, sample_desk.page, "统计")
    words = [b.text() for b in sample_desk.page.findChildren(QPushButton) if b.isVisible()]
    assert words.count("返回名册") == 1
    views = sample_desk.page.findChildren(ChartView)
    qtbot.waitUntil(lambda: all(view.width() <= sample_desk.page.width() for view in views))
