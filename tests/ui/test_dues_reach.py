"""The pages of dues beside the grid: every control named and reached, one primary button, no trap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget

from tests.ui.dues_people import ON_PAGES, part
from tests.ui.test_reach import assert_reached, primaries, tabbed
from tests.ui.test_whole_path import field, press

pytestmark = ON_PAGES
FORMS = ("核定", "减免", "上缴", "使用", "大额党费", "公布")


def test_every_tab_and_its_form_is_reached_and_has_one_primary_button(small_desk):
    for name in (*FORMS, "欠交"):
        page = part(small_desk, name)
        assert_reached(page, tabbed(small_desk.window(), page))
        assert len(primaries(page)) <= 1, name
        if name in FORMS:
            page.add()
            assert_reached(page, tabbed(small_desk.window(), page))
            assert primaries(page) == ["保存"], name
            page.beside.close_up()


def test_the_items_of_a_base_are_left_by_tab(qtbot, small_desk):
    page = part(small_desk, "核定")
    page.add()
    items = field(page, "items")
    press(qtbot, items, "列出各项…")
    assert QApplication.focusWidget() is items._lines
    qtbot.keyClick(items._lines, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field(page, "cause")


def test_every_tab_can_be_looked_at_in_a_year_without_anything(small_desk):
    small_desk.show_page("dues")
    tabs = small_desk.page.findChild(QTabWidget)
    for year in (2030, 1990):
        small_desk.top_bar.show_year(year)
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            assert small_desk.page.part.year == year


def test_a_file_only_read_shows_every_tab_and_takes_nothing(qtbot, window, sample_file):
    window.open_file(sample_file(8), read_only=True)
    before = window.desk.store.entries(1)
    for name in FORMS:
        page = part(window.desk, name)
        page.add()
        assert page.side.form is None, name
        if page.model.rows:
            page.edit(page.model.rows[0])
            page.table.go_to(0, 3)
            qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        writing = {"新增", "照去", "核对", "保存", "打开", "工资"}
        for each in page.findChildren(QPushButton):
            if each.isVisible() and each.text()[:2] in writing:
                assert not each.isEnabled(), each.text()
    assert window.desk.store.entries(1) == before
