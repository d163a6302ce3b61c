"""The sums at the head of 党费: what they do not count is said, and leads to 核定."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.ui.dues_people import ON_PAGES, YEAR, fix, paid, part
from tests.ui.test_reach import tabbed
from ui.page import today

pytestmark = ON_PAGES


@pytest.fixture
def head(desk, ids):
    """Of four two are fixed for the year."""
    for name in ("赵敏", "钱伟"):
        fix(desk.store, ids[name])
    part(desk, "收缴")
    return desk.page._head


def test_whose_months_no_sum_counts_is_said_and_leads_to_where_they_are_fixed(
    qtbot, desk, head, ids
):
    due = len([1 for month in desk.page.part.grid.records.rows[0].cells if month.state.due])
    assert head.unfixed.text() == f"2 人 {2 * due} 个月未核定，未计入应交"
    assert head.unfixed.accessibleName() == f"{head.unfixed.text()}：去核定"
    assert head.unfixed in tabbed(desk.window(), desk.page)
    assert head.unfixed.text() in desk.page.part.sums.accessibleName()
    head.unfixed.click()
    page = desk.page.part
    assert page.record.title == "党费核定"
    assert page.model.row_at(page.table.currentIndex()).member_id == ids["孙丽"]
    assert QApplication.focusWidget() is page.table
    for name in ("孙丽", "李强"):
        assert head.unfixed.isVisible()
        fix(desk.store, ids[name])
    assert not head.unfixed.isVisible()
    desk.store.undo()
    desk.top_bar.show_year(YEAR + 1)
    assert not head.unfixed.isVisible()
    assert head.count.text() == ""


@pytest.mark.parametrize("width", [683, 1366])
def test_the_sums_and_what_they_do_not_count_stand_whole_in_a_narrow_window(
    qtbot, desk, head, ids, width
):
    fix(desk.store, ids["孙丽"], base=9_000_000_00, amount=13_500_000_00)
    paid(desk.store, ids["钱伟"], (1,), amount=9_999_999_99, on=today())
    window = desk.window()
    window.resize(width, 768)
    qtbot.wait(1)
    assert len(head.count.text()) > 40
    for each in (head.count, head.unfixed):
        right = each.mapTo(desk, QPoint(each.width(), 0)).x()
        assert each.isVisible()
        assert right <= desk.width(), each.text()
        assert each.height() >= each.heightForWidth(each.width())
        assert each.height() >= each.minimumSizeHint().height()
    assert head.unfixed.width() > head.unfixed.sizeHint().width()
    assert head.count.geometry().right() < head.unfixed.geometry().left()
    assert desk._area.horizontalScrollBar().maximum() == 0
