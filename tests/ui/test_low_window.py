"""A small screen at 150 or 200 %: every name is read whole, every page led to, forms are seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QScrollArea

from models.fields import Field, Kind
from tests.ui.test_whole_path import press
from ui.record.editors import LineEditor
from ui.record.tabs import Tabs
from ui.shell.navigation import PLACES
from ui.widgets import label

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DATA = Path(__file__).parents[1] / "data"
SMALLEST = 683, 384  # 1366×768 at 200 %


@pytest.fixture
def desk(qtbot, window):
    window.resize(*SMALLEST)
    window.show_sample()
    qtbot.waitUntil(lambda: bool(window.desk.width()))
    return window.desk


def shown_names(tabs):
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def test_names_of_tabs_are_whole_and_the_rest_is_in_a_menu(qtbot, desk):
    desk.show_page("meetings")
    tabs = desk.page.findChild(Tabs)
    bar = tabs.tabBar()
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        assert tabs.isTabVisible(at)
        rects = [bar.tabRect(each) for each in range(tabs.count()) if tabs.isTabVisible(each)]
        assert all(rect.left() >= 0 and rect.right() < tabs.more.x() for rect in rects)
    tabs.setCurrentIndex(0)
    hidden = [tabs.tabText(at) for at in range(tabs.count()) if not tabs.isTabVisible(at)]
    tabs.more.setFocus()
    qtbot.keyClick(tabs.more, Qt.Key.Key_Return)
    menu = tabs.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    assert [action.text() for action in menu.actions()] == hidden
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert tabs.tabText(tabs.currentIndex()) == hidden[1]
    assert hidden[1] in shown_names(tabs)
    assert bar.hasFocus()


def test_every_tab_is_reached_by_arrows_and_by_ctrl_tab_shown_or_not(qtbot, desk):
    desk.show_page("meetings")
    tabs = desk.page.findChild(Tabs)
    names = [tabs.tabText(at) for at in range(tabs.count())]
    for key, to, held in (
        (Qt.Key.Key_Right, tabs.tabBar(), Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, tabs, Qt.KeyboardModifier.ControlModifier),
    ):
        tabs.setCurrentIndex(0)
        seen = [names[0]]
        for _ in names[1:]:
            qtbot.keyClick(to, key, held)
            seen.append(tabs.tabText(tabs.currentIndex()))
            assert seen[-1] in shown_names(tabs)
        assert seen == names


def test_a_form_opened_by_walking_through_the_rows_leaves_the_table_there(desk, window):
    window.resize(910, 512)
    desk.show_page("branch")
    desk.page.findChild(Tabs).setCurrentIndex(2)
    page = desk.page.findChild(Tabs).currentWidget()
    page.table.selectRow(0)
    QApplication.processEvents()
    assert page.side.form is not None
    assert page.table.isVisible()
    page.edit(page.model.rows[0])
    QApplication.processEvents()
    assert not page.table.isVisible()
    assert page.side.form.isAncestorOf(window.focusWidget())


def test_a_wide_window_shows_all_names_and_no_menu(desk, window):
    desk.show_page("meetings")
    tabs = desk.page.findChild(Tabs)
    assert not tabs.more.isHidden()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert len(shown_names(tabs)) == tabs.count()
    assert tabs.more.isHidden()


def test_every_place_is_in_sight_in_the_lowest_window(desk):
    QApplication.processEvents()
    navigation = desk.navigation
    sight = QRect(navigation.mapToGlobal(navigation.rect().topLeft()), navigation.size())
    boxes = []
    for place in PLACES:
        if not place.under:
            made = navigation.button(place.code)
            box = QRect(made.mapToGlobal(made.rect().topLeft()), made.size())
            assert sight.contains(box.adjusted(0, 0, -1, 0)), place.name
            assert not any(box.intersects(other) for other in boxes), place.name
            boxes.append(box)
    assert not navigation.findChild(QScrollArea).verticalScrollBar().isVisible()


def test_a_page_does_not_scroll_as_a_whole_in_the_lowest_window(desk):
    for code in ("members", "meetings", "dues", "branch", "import", "history", "settings", "help"):
        desk.show_page(code)
        desk.notice.hide()
        QApplication.processEvents()
        assert not desk._area.verticalScrollBar().isVisible(), code


def test_a_page_does_not_scroll_as_a_whole_under_a_notice_of_one_line(desk):
    for code in ("members", "dues", "export", "backups"):
        desk.show_page(code)
        desk.notice.say("已保存：修改赵敏的会费。", "撤销", lambda: None)
        QApplication.processEvents()
        assert not desk.notice.isHidden()
        assert not desk._area.verticalScrollBar().isVisible(), code
        area = desk._area.mapTo(desk, desk._area.rect().bottomLeft()).y()
        assert area < desk.notice.y(), "nothing stands under the notice"


def test_rows_of_an_import_scroll_below_the_tools_and_not_the_page(qtbot, desk):
    desk.show_page("import")
    desk.page.read_file(DATA / "村党支部党员名册.xls")
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=20_000)
    desk.notice.hide()
    QApplication.processEvents()
    assert not any(
        area.verticalScrollBar().isVisible() for area in desk.page.findChildren(QScrollArea)
    )
    table = desk.page.table
    assert table.viewport().height() > 1.5 * table.rowHeight(0)
    assert "村党支部党员名册.xls" in desk.page.head.count.text()
    for part in (desk.page.head.count, *desk.page.findChildren(QLabel)):
        if part.isVisible():
            assert part.geometry().right() <= part.parentWidget().width(), part.text()


def test_the_file_that_is_read_is_named_beside_the_title_until_it_is_given_up(qtbot, desk):
    desk.show_page("import")
    assert not desk.page.head.count.text()
    desk.page.read_file(DATA / "村党支部党员名册.xls")
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=20_000)
    count = desk.page.head.count
    assert count.text() == "村党支部党员名册.xls · 花名册 · 63 行 · 略过 2 行合计、空行或说明"
    assert count.toolTip().startswith(count.text())
    assert len(count.toolTip().splitlines()) == 3, "each row left out, with its reason"
    press(qtbot, desk.page, "放弃导入")
    assert not count.text()


def test_all_that_is_chosen_for_an_export_is_in_sight_in_the_lowest_window(desk):
    desk.show_page("export")
    choice = desk.page.choice
    area = next(each for each in desk.page.findChildren(QScrollArea) if each.widget() is choice)
    for code in ("members", "member"):
        desk.show_paper(code, 0)
        desk.notice.hide()
        QApplication.processEvents()
        assert not area.verticalScrollBar().isVisible(), code
        assert not area.horizontalScrollBar().isVisible(), code
        for box in (choice.year_box, choice.format, choice.full):
            assert box.mapTo(area, box.rect().bottomLeft()).y() < area.height(), code
    assert (choice.format.currentText(), choice.ending) == ("PDF", ".pdf")


def test_what_is_said_of_a_cell_never_stands_over_it(qtbot, desk):
    desk.show_page("members")
    page, room = desk.page, desk.page.table.viewport()
    desk.notice.say("已保存：修改赵敏的会费。")
    QApplication.processEvents()
    assert room.height() < 3 * page.table.rowHeight(0)
    for name in ("born_on", "joined_on"):
        page.table.go_to(0, page.model.place_of(name))
        qtbot.keyClick(page.table, Qt.Key.Key_F2)
        editor = page.table.itemDelegate().editor
        editor.selectAll()
        qtbot.keyClicks(editor, "1988-2-30")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        (bubble,) = (each for each in room.findChildren(QLabel) if each.isVisible())
        assert not bubble.geometry().intersects(editor.geometry())
        assert room.rect().contains(bubble.geometry())
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_a_form_has_the_place_of_its_table_in_a_low_window(desk, window):
    window.resize(1100, 480)
    desk.show_page("members")
    page = desk.page
    page.add()
    QApplication.processEvents()
    assert not page.table.isVisible()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert page.table.isVisible()


def line_widths(widget, width):
    """Return how far the ink of each line goes at a width, in pixels, from top to bottom."""
    widget.setFixedSize(width, widget.heightForWidth(width))
    picture, spacing = widget.grab().toImage(), widget.fontMetrics().lineSpacing()
    paper = picture.pixelColor(picture.width() - 1, 0)
    inked = {}
    for y in range(picture.height()):
        for x in range(picture.width()):
            if picture.pixelColor(x, y) != paper:
                inked[y] = x
    top = min(inked)
    lines = range(top, max(inked) + 1, spacing)
    return [max(inked.get(y, 0) for y in range(at, at + spacing - 4)) for at in lines]


def test_the_last_line_of_a_sentence_is_never_a_lone_character(qtbot):
    sentence = "忘记密码时，用这组恢复码打开文件；请打印，密封后交上级保管。"
    said = label(sentence, wrap=True)
    qtbot.addWidget(said)
    assert said.text() == said.accessibleName() == sentence
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    said.setSelection(0, len(sentence))
    assert said.selectedText() == sentence, "what is copied is what was given"
    said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    character = said.fontMetrics().horizontalAdvance("国")
    for width in range(8 * character, 20 * character, 9):
        assert line_widths(said, width)[-1] > 2.5 * character, width


def test_a_number_stays_on_the_line_of_its_unit(qtbot):
    said = label("这一年一共应交 120.87 元，都交了。", wrap=True)
    qtbot.addWidget(said)
    metrics = said.fontMetrics()
    width = metrics.horizontalAdvance("这一年一共应交 120.87") + 3
    assert line_widths(said, width)[0] <= metrics.horizontalAdvance("这一年一共应交")


def test_what_a_line_has_no_room_for_ends_with_an_ellipsis_until_one_types(qtbot):
    editor = LineEditor(Field("会议", Kind.TEXT, name="who"))
    qtbot.addWidget(editor)
    editor.setFixedWidth(120)
    editor.show()
    editor.show_text("11月16日 第11次主题党日 学习贯彻全会精神")
    cut = editor.grab().toImage()
    editor.show_text("11月16日 第1")
    whole = editor.grab().toImage()
    assert cut != whole
    right = range(cut.width() - 12, cut.width() - 3)
    ink = {cut.pixelColor(x, y).lightness() // 64 for x in right for y in range(6, 12)}
    assert ink == {3}  # dots stand low: no half character at the edge


def test_all_that_is_chosen_for_an_export_is_in_sight_at_150_percent(desk, window):
    window.resize(910, 512)
    desk.show_page("export")
    desk.notice.hide()
    QApplication.processEvents()
    choice = desk.page.choice
    area = next(each for each in desk.page.findChildren(QScrollArea) if each.widget() is choice)
    for code in ("members", "minutes"):
        desk.show_paper(code, 0)
        QApplication.processEvents()
        assert not area.verticalScrollBar().isVisible(), code
        bottom = choice.format.mapTo(area, choice.format.rect().bottomLeft()).y()
        assert bottom < area.height(), code
        assert choice.what.height() > 2 * choice.what.sizeHintForRow(1), code
    desk.show_paper("election-method", 0)
    QApplication.processEvents()
    (hint,) = (each for each in choice.findChildren(QLabel) if each.text().startswith("依据"))
    assert hint.height() >= hint.heightForWidth(hint.width()), "the text of a clause is whole"
    window.resize(1366, 768)
    QApplication.processEvents()
    desk.show_paper("members", 0)
    assert any(
        each.text() == "文件格式" and each.isVisible() for each in choice.findChildren(QLabel)
    )


def test_where_an_exported_file_is_and_the_ways_to_it_are_read_whole(qtbot, desk):
    desk.show_page("export")
    outcome = desk.page.outcome
    outcome.show_file(Path("中共某某局机关第三支部委员会党员花名册2026年度.xlsx"))
    words = outcome.findChild(QLabel)

    def is_whole():
        ways = outcome.findChildren(QAbstractButton)
        return words.height() >= words.heightForWidth(words.width()) and all(
            each.width() >= each.sizeHint().width() for each in ways
        )

    qtbot.waitUntil(is_whole)
