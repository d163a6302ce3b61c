"""What a small window and a read-only file look like: nothing is out of place or left unsaid."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from models.branch import Branch
from models.members import Member
from models.members.movements import enter
from models.store import Store
from ui import theme

ROSTER = Path(__file__).parent.parent / "data" / "村党支部党员名册.xls"
SLOW = 20_000


def read_roster(qtbot, desk):
    if desk.code != "import":
        desk.show_page("import")
    desk.page.read_file(ROSTER)
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=SLOW)
    return desk.page


def test_the_choices_over_the_columns_of_an_import_scroll_with_them(qtbot, window, desk):
    window.resize(900, 600)
    page = read_roster(qtbot, desk)
    heads, bar = page.table.horizontalHeader(), page.table.horizontalScrollBar()
    last = heads.count() - 1
    bar.setValue(bar.maximum())
    box = heads.box(last)
    assert isinstance(box, QComboBox)
    assert bar.value() > 0
    assert abs(box.x() - heads.sectionViewportPosition(last)) < 8


def test_dates_of_an_import_are_seen_whole(qtbot, desk):
    page = read_roster(qtbot, desk)
    model, metrics = page.table.model(), page.table.fontMetrics()
    for column in range(3, model.columnCount()):
        words = max((model.index(row, column).data() for row in range(63)), key=len)
        room = page.table.columnWidth(column) - theme.unit(20)
        assert metrics.horizontalAdvance(words) <= room, words


def test_a_file_read_after_a_refused_one_takes_the_refusal_away(qtbot, desk):
    desk.show_page("import")
    QApplication.clipboard().setText("一\t二\n三\t四")
    desk.page.paste()
    qtbot.waitUntil(lambda: "没有找到" in desk.notice.sentence, timeout=SLOW)
    read_roster(qtbot, desk)
    assert desk.notice.sentence == ""


def test_a_page_begins_at_its_top_whatever_was_scrolled_before(qtbot, window, desk):
    window.resize(683, 384)
    desk.notice.warn("这一句占着页面下面的地方，长得一行写不下。" * 4)
    desk.show_page("settings")
    bar = desk.page.parentWidget().parentWidget().parentWidget().verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    desk.show_page("backups")
    assert bar.value() == 0


def test_a_file_opened_read_only_says_so_in_the_head(window, tmp_path):
    path = tmp_path / "只读.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    window.open_file(path, read_only=True)
    window.resize(683, 384)
    shown = [each for each in window.desk.top_bar.findChildren(QLabel) if each.text() == "只读"]
    assert len(shown) == 1
    assert not shown[0].isHidden()


def test_a_file_that_can_be_written_has_no_such_mark(desk):
    marks = [each for each in desk.top_bar.findChildren(QLabel) if each.text() == "只读"]
    assert all(each.isHidden() for each in marks)


def test_a_low_window_gives_the_room_of_words_to_the_table(qtbot, window, desk):
    page = desk.page
    enter(desk.store, Member(name="赵敏"))
    qtbot.waitUntil(lambda: page.conditions.button.text() == "筛选")
    assert any("Ctrl+Enter" in text.replace("\u2060", "") for text in shown_in(page))
    window.resize(911, 512)
    area = page.parentWidget().parentWidget().parentWidget()
    assert area.verticalScrollBar().maximum() == 0
    assert page.columns.button.accessibleName() == "列"
    assert page.columns.button.y() == page.search.y()
    assert not any("Ctrl+Enter" in text.replace("\u2060", "") for text in shown_in(page))


def shown_in(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]
