"""组织生活: the year at a glance, its gaps, and the list of meetings, by keys and mouse."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTabWidget, QToolButton

from models.branch import Branch
from models.meetings.minutes import Minutes, Point, save
from models.meetings.of_cell import meetings_in
from models.meetings.overview import gaps, year_overview
from models.meetings.records import AgendaItem, Meeting, NotHeld
from models.sample import make_sample
from models.values import PartialDate
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import cells, field, press
from ui.page import today
from ui.pages.minutes_editor import MinutesEditor
from ui.pages.not_held import NotHeldDialog

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

LAST = today().year - 1
KEY = Qt.Key


def tabs(desk):
    return desk.page.findChild(QTabWidget)


def hold(desk, kind="党员大会", day=date(LAST, 5, 6), **values):
    made = save(desk.store, Minutes(meeting=Meeting(kind=kind, held_on=day, **values)))
    return made.meeting


def grid(desk):
    return desk.page.part.grid


def choose_in_menu(qtbot, words):
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    at = next(n for n, action in enumerate(menu.actions()) if words in action.text())
    for _ in range(at):
        qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)


def in_dialog(qtbot, kind, act):
    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            try:
                act(dialog)
            finally:
                dialog.reject()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def editor(desk):
    return desk.page.findChild(MinutesEditor)


@pytest.fixture
def page(desk):
    with desk.store.change("支部") as change:
        change.save(
            Branch(id=desk.store.branch.id, name="机关第三党支部", founded_on=PartialDate(2000))
        )
    desk.show_page("meetings")
    desk.top_bar.years.setCurrentIndex(1)
    return desk.page


def test_a_year_without_meetings_says_what_to_do_first_and_a_gap_in_honest_words(desk, page):
    words = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert any("还没有登记过会议" in each for each in words)
    assert any("开过的请补录，没开的请写明原因" in each for each in words)
    assert any("支部工作条例（试行）》第十一条" in each for each in words)


def test_the_keys_walk_over_months_and_quarters_and_tell_where_they_stand(qtbot, desk, page):
    hold(desk, name="第二季度党员大会")
    grid(desk).go_to("党员大会", 4)
    assert grid(desk).hasFocus()
    assert grid(desk).sentence == "第二季度党员大会已登记 1 次。"
    qtbot.keyClick(grid(desk), KEY.Key_Right)
    assert grid(desk).sentence.startswith("第三季度未见党员大会会议记录")
    qtbot.keyClick(grid(desk), KEY.Key_Down)
    qtbot.keyClick(grid(desk), KEY.Key_End)
    assert "12月" in grid(desk).accessibleDescription()
    for _ in range(30):
        qtbot.keyClick(grid(desk), KEY.Key_Down)
        qtbot.keyClick(grid(desk), KEY.Key_Right)
    assert grid(desk).current is not None


def test_a_done_cell_opens_its_meeting_and_escape_comes_back(qtbot, desk, page):
    made = hold(desk)
    qtbot.mouseClick(
        grid(desk), Qt.MouseButton.LeftButton, pos=grid(desk).box_of("党员大会", 5).center()
    )
    assert editor(desk).isVisible()
    assert editor(desk).key == str(made.id)
    qtbot.keyClick(editor(desk), KEY.Key_Escape)
    assert not editor(desk).isVisible()
    assert grid(desk).hasFocus()


def test_a_cell_of_several_meetings_lists_them_alone(qtbot, desk, page):
    for day in (2, 9, 16):
        hold(desk, "主题党日", date(LAST, 3, day))
    hold(desk, "主题党日", date(LAST, 4, 2))
    grid(desk).go_to("主题党日", 3)
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    assert tabs(desk).tabText(tabs(desk).currentIndex()) == "会议"
    assert cells(page.part) == [f"{LAST}-03-16", f"{LAST}-03-09", f"{LAST}-03-02"]
    press(qtbot, page.part, "只看3月主题党日")
    assert len(cells(page.part)) == 4


def test_a_missing_meeting_is_entered_later_from_its_cell(qtbot, desk, page):
    grid(desk).go_to("主题党日", 9)
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    choose_in_menu(qtbot, "补录")
    qtbot.waitUntil(lambda: editor(desk) is not None and editor(desk).isVisible())
    meeting = editor(desk).minutes().meeting
    assert (meeting.kind, meeting.held_on.month) == ("主题党日", 9)
    assert "实际开会的日期" in desk.notice.sentence


def test_why_a_meeting_was_not_held_is_kept_changed_and_taken_back(qtbot, desk, page):
    def write(dialog):
        press(qtbot, dialog, "保存")
        assert "请写明" in dialog.refusal
        type_text(dialog.reason, "当月全员下乡防汛")
        press(qtbot, dialog, "保存")

    grid(desk).go_to("主题党日", 9)
    in_dialog(qtbot, NotHeldDialog, write)
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    choose_in_menu(qtbot, "写明")
    qtbot.waitUntil(lambda: bool(desk.store.all(NotHeld)))
    (kept,) = desk.store.all(NotHeld)
    assert (kept.kind, kept.year, kept.month) == ("主题党日", LAST, 9)
    assert grid(desk).sentence == "9月主题党日没有开，已写明原因：当月全员下乡防汛"
    in_dialog(qtbot, NotHeldDialog, lambda dialog: press(qtbot, dialog, "去掉原因"))
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    choose_in_menu(qtbot, "修改")
    qtbot.waitUntil(lambda: not desk.store.all(NotHeld))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    undo = next(b for b in desk.findChildren(QToolButton) if b.text().startswith("撤销"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert desk.store.all(NotHeld) == [kept]


def test_a_reason_beside_a_meeting_after_all_is_told_and_taken_back_from_its_cell(
    qtbot, desk, page
):
    hold(desk, "主题党日", date(LAST, 9, 5))
    with desk.store.change("说明") as change:
        change.save(NotHeld(kind="主题党日", year=LAST, month=9, reason="当月全员下乡防汛"))
    told = "9月已有主题党日记录，又写了没有开的原因“当月全员下乡防汛”，请留一样。"
    texts = [each.text() for each in page.findChildren(QLabel)]
    assert told in texts
    assert "已有的记录，请核对（1）" in texts
    desk.show_record("not_held", desk.store.all(NotHeld)[0].id)
    assert told in grid(desk).sentence

    def look(dialog):
        assert told in [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]

    in_dialog(qtbot, NotHeldDialog, look)
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    choose_in_menu(qtbot, "修改")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.keyClick(grid(desk), KEY.Key_Return)
    choose_in_menu(qtbot, "去掉没有开的原因")
    qtbot.waitUntil(lambda: not desk.store.all(NotHeld))
    assert grid(desk).sentence == "9月主题党日已登记 1 次。"


def test_a_low_window_opens_a_year_at_its_beginning(qtbot, desk):
    people_of(8, committee=3, groups=4, store=desk.store)
    for kind in ("党员大会", "支委会", "党小组会", "主题党日"):
        for month in range(1, today().month + 1):
            hold(desk, kind, date(today().year, month, 1))
    desk.window().resize(700, 420)
    desk.show_page("meetings")
    down = desk.page.part._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: down.maximum() > 0)
    desk.show_page("members")
    desk.show_page("meetings")
    assert grid(desk).hasFocus()
    assert down.value() == 0
    grid(desk).go_to("民主评议", 1)
    assert down.value() > 0
    desk.top_bar.show_year(LAST)
    assert down.value() == 0


def test_a_gap_beside_the_grid_leads_to_its_cell(qtbot, desk, page):
    buttons = page.findChildren(QPushButton)
    go = next(each for each in buttons if "党课" in each.accessibleName())
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert grid(desk).hasFocus()
    assert "党课" in grid(desk).sentence


def test_every_cell_of_a_sample_year_leads_to_as_many_meetings_as_it_counts(desk):
    make_sample(desk.store, members=20, years=2)
    for year in (today().year, LAST):
        overview = year_overview(desk.store, year, today())
        for row in overview.rows:
            for cell in row.cells:
                found = meetings_in(desk.store, year, row, cell)
                assert len(found) == cell.meetings, (row.name, cell)


def test_the_list_tells_number_counts_and_late_entry_and_is_filtered(qtbot, desk, page):
    hold(desk, name="一季度会议", day=date(LAST, 2, 3), campaign="主题教育", due=12, present=10)
    hold(desk, name="二季度会议", also="党课")
    tabs(desk).setCurrentIndex(1)
    part = page.part
    shown = [
        [part.model.index(row, at).data() for at in (0, 1, 2, 5, 6, 7)]
        for row in range(part.model.rowCount())
    ]
    assert shown == [
        [f"{LAST}-05-06", "第2次", "党员大会、党课", "", "", "补录"],
        [f"{LAST}-02-03", "第1次", "党员大会", "12", "10", "补录"],
    ]
    part._kind.setCurrentText("党课")
    assert cells(part, 4) == ["二季度会议"]
    part._kind.setCurrentIndex(0)
    part._campaign.setCurrentText("主题教育")
    assert cells(part, 4) == ["一季度会议"]
    part._campaign.setCurrentText("没有专题的")
    assert cells(part, 4) == ["二季度会议"]


@pytest.mark.parametrize("way", ["enter", "double click"])
def test_enter_and_a_double_click_open_a_meeting(qtbot, desk, page, way):
    made = hold(desk)
    tabs(desk).setCurrentIndex(1)
    table = page.part.table
    table.go_to(0, 0)
    if way == "enter":
        qtbot.keyClick(table, KEY.Key_Return)
    else:
        place = table.visualRect(page.part.model.index(0, 4)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor(desk).isVisible()
    assert editor(desk).key == str(made.id)


def test_a_deleted_meeting_comes_back_whole_by_undo(qtbot, desk, page):
    meeting = Meeting(kind="党员大会", held_on=date(LAST, 5, 6))
    point = Point(item=AgendaItem(topic="通报工作"))
    before = save(desk.store, Minutes(meeting=meeting, points=(point,)))
    tabs(desk).setCurrentIndex(1)
    page.part.table.go_to(0, 0)
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.part.table, KEY.Key_Delete, ctrl)
    assert desk.store.all(Meeting) == []
    assert "删除5月6日党员大会" in desk.notice.sentence
    qtbot.keyClick(page.part.table, KEY.Key_Z, ctrl)
    assert desk.store.all(Meeting) == [before.meeting]
    assert [item.topic for item in desk.store.all(AgendaItem)] == ["通报工作"]


def test_deleting_a_meeting_says_that_later_ones_are_numbered_anew(qtbot, desk, page):
    hold(desk, day=date(LAST, 2, 3))
    hold(desk)
    tabs(desk).setCurrentIndex(1)
    part = page.part
    part.table.go_to(1, 0)
    qtbot.keyClick(part.table, KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert desk.notice.sentence == "已删除2月3日党员大会，后面 1 次会议的次数随之改变。"
    press(qtbot, desk.notice, "撤销")
    assert len(desk.store.all(Meeting)) == 2
    part.table.go_to(0, 0)
    qtbot.keyClick(part.table, KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "删除5月6日党员大会" in desk.notice.sentence
    assert "随之改变" not in desk.notice.sentence


def test_finishing_a_meeting_says_how_much_is_still_to_be_checked(qtbot, desk, page):
    made = hold(desk, starts_at="15:00", ends_at="14:00", recorded_at=f"{LAST}-05-06 18:00:00")
    desk.show_record("meeting", made.id)
    type_text(field(editor(desk), "venue"), "三楼会议室")
    press(qtbot, editor(desk), "完成登记")
    assert desk.notice.sentence == "已保存5月6日党员大会，还有 1 处请核对。"
    press(qtbot, desk.notice, "去核对")
    assert editor(desk).isVisible()
    field(editor(desk), "ends_at").clear()
    type_text(field(editor(desk), "ends_at"), "16:00")
    press(qtbot, editor(desk), "完成登记")
    assert "请核对" not in desk.notice.sentence


def test_what_is_only_worth_knowing_is_not_counted_among_what_to_check(qtbot, desk, page):
    desk.show_record("meeting", hold(desk, recorded_at=f"{LAST}-07-06 18:00:00").id)
    words = [each.text() for each in editor(desk).form.checks.findChildren(QLabel)]
    assert words[:2] == ["提示", "会后超过7天才登记，打印时注明补录。"]
    assert not any(
        each.text().startswith("请核对")
        for each in editor(desk).findChildren(QPushButton)
        if each.isVisible()
    )
    press(qtbot, editor(desk), "完成登记")
    assert "请核对" not in desk.notice.sentence


def test_a_year_that_lacks_nothing_says_so_before_what_of_it_is_to_be_checked(desk, page):
    with desk.store.change("说明") as change:
        for row, cells in gaps(year_overview(desk.store, LAST, today())):
            for cell in cells:
                group = row.group.id if row.group else None
                facts = {"kind": row.kind, "month": cell.first, "group_id": group}
                change.save(NotHeld(year=LAST, reason="防汛", **facts))
    hold(desk, "主题党日", date(LAST, 9, 5))
    texts = [each.text() for each in page.part.findChildren(QLabel)]
    nothing = texts.index("✓ 到今天应开的都有记录或说明")
    assert texts.index("应开的会议") < nothing < texts.index("已有的记录，请核对（1）")


def test_a_meeting_beside_the_list_shows_what_does_not_fit_and_is_copied(qtbot, desk, page):
    hold(desk, starts_at="15:00", ends_at="14:00", name="工作会议")
    tabs(desk).setCurrentIndex(1)
    page.part.table.selectRow(0)
    words = [each.text() for each in page.part.side.findChildren(QLabel)]
    assert "5月6日党员大会" in words
    assert any("依据" in each for each in words)
    press(qtbot, page.part, "照此新登记")
    assert editor(desk).isVisible()
    assert editor(desk).minutes().meeting.name == "工作会议"
    assert editor(desk).minutes().meeting.id is None


def test_notices_say_which_of_two_meetings_of_a_day_they_are_about(qtbot, desk, page):
    hold(desk, starts_at="09:00", venue="三楼会议室")
    made = hold(desk, starts_at="15:00", ends_at="14:00", recorded_at=f"{LAST}-05-06 18:00:00")
    desk.show_record("meeting", made.id)
    type_text(field(editor(desk), "venue"), "二楼会议室")
    qtbot.keyClick(editor(desk), KEY.Key_Escape)
    assert desk.notice.sentence == "没有保存，已把5月6日党员大会（15:00）留作草稿。"
    assert "5月6日党员大会（15:00）已登记，另有改动还没有保存" in " ".join(
        each.text() for each in page.findChildren(QLabel)
    )
    press(qtbot, desk.notice, "继续登记")
    press(qtbot, editor(desk), "完成登记")
    assert desk.notice.sentence == "已保存5月6日党员大会（15:00），还有 1 处请核对。"
    tabs(desk).setCurrentIndex(1)
    page.part.table.go_to(0, 0)
    qtbot.keyClick(page.part.table, KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "删除5月6日党员大会（15:00）" in desk.notice.sentence


def test_an_empty_list_says_what_to_do_first(desk, page):
    tabs(desk).setCurrentIndex(1)
    words = [each.text() for each in page.part.findChildren(QLabel) if each.isVisible()]
    assert any("先登记最近的一次会议" in each for each in words), words


def test_a_meeting_left_half_entered_is_offered_on_the_page(qtbot, desk, page):
    press(qtbot, page.part, "登记会议")
    qtbot.waitUntil(lambda: editor(desk).isVisible())
    type_text(field(editor(desk), "venue"), "三楼会议室")
    qtbot.keyClick(editor(desk), KEY.Key_Escape)
    assert not editor(desk).isVisible()
    press(qtbot, page, "继续登记")
    assert editor(desk).isVisible()
    assert editor(desk).minutes().meeting.venue == "三楼会议室"


def test_a_search_hit_in_minutes_opens_the_meeting_of_whatever_year(desk, page):
    old = hold(desk, day=date(LAST - 2, 5, 6))
    desk.show_page("members")
    desk.show_record("meeting", old.id)
    assert editor(desk).isVisible()
    assert editor(desk).key == str(old.id)


def test_what_the_year_lacks_scrolls_in_its_card_and_with_a_narrow_page(qtbot, desk, page):
    people_of(8, committee=3, store=desk.store)
    desk.show_page("members")
    desk.show_page("meetings")
    year = desk.page.part
    page_bar = year._scroll.verticalScrollBar()
    inner = year._checks_scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: page_bar.maximum() == 0 < inner.maximum())
    ways = year._checks.findChildren(QPushButton)
    assert ways[-1].visibleRegion().isEmpty()
    ways[0].setFocus()
    for way in ways[:-1]:
        qtbot.keyClick(way, KEY.Key_Tab)
    assert not ways[-1].visibleRegion().isEmpty()
    desk.window().resize(820, 768)
    assert year._checks_scroll.isHidden()
    assert year._checks.isVisible()
    qtbot.waitUntil(lambda: page_bar.maximum() > 0)
    desk.window().resize(1366, 768)
    qtbot.waitUntil(lambda: page_bar.maximum() == 0 < inner.maximum())


def test_a_record_that_is_gone_is_said_so(desk, page):
    desk.show_record("meeting", 999)
    assert "已不在文件中" in desk.notice.sentence
    desk.show_record("talk", 999)
    assert "已不在文件中" in desk.notice.sentence


def test_the_year_of_a_five_year_sample_opens_within_a_tenth_of_a_second(qtbot, desk):
    make_sample(desk.store, years=5)
    desk.show_page("meetings")
    part = desk.page.part
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        type(part)(desk.store)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.1


@pytest.mark.parametrize("filled", [False, True])
def test_a_small_window_needs_no_sideways_scrolling(qtbot, desk, filled):
    if filled:
        make_sample(desk.store, members=12, years=1)
    desk.show_page("meetings")
    desk.window().resize(683, 384)
    for at in range(tabs(desk).count()):
        tabs(desk).setCurrentIndex(at)
        assert desk.page.minimumSizeHint().width() <= 627, tabs(desk).tabText(at)
