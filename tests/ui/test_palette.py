"""Ctrl+K finds people, texts, pages and commands, and goes there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from models.meetings.minutes import Minutes, save
from models.meetings.records import Meeting
from models.members import Member
from models.members.movements import enter
from tests.ui.conftest import type_text
from ui.pages.minutes_editor import MinutesEditor
from ui.shell.palette import parted

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def palette(qtbot, desk):
    enter(desk.store, Member(name="张三", phone="13812345678", native_place="甘肃兰州"))
    enter(desk.store, Member(name="李四", work_post="科员"))
    desk.begin()
    with qtbot.waitActive(desk.window()):
        desk.window().activateWindow()
    desk.page.search.setFocus()
    qtbot.keyClick(desk.page.search, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk._palette is not None)
    return desk._palette


def look_for(palette, text):
    palette.search.clear()
    type_text(palette.search, text)
    palette.look()
    return palette.titles


def test_a_person_is_found_by_initials_pinyin_and_part_of_the_name(palette):
    for text in ("zs", "zhangsan", "zhang san", "张", "三"):
        assert look_for(palette, text)[0] == "张三", text


def test_any_text_is_found_with_where_it_stands(palette):
    assert look_for(palette, "兰州") == ["张三"]
    assert "籍贯：甘肃兰州" in palette._ways[0].where
    look_for(palette, "5678")
    assert palette._ways[0].where.endswith("138****5678")


def test_enter_goes_to_the_person(qtbot, desk, palette):
    desk.show_page("history")
    desk.find_anywhere()
    type_text(palette.search, "lis")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert desk.code == "members"
    assert not palette.isVisible()


def test_arrows_choose_a_page_or_command(qtbot, desk, palette):
    titles = look_for(palette, "备份")
    assert titles[:2] == ["备份和恢复", "立即备份"]
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert "已备份并验证" in desk.notice.sentence


def test_pages_are_found_by_initials(palette):
    assert look_for(palette, "zzjs") == ["组织建设"]


def test_nothing_found_is_a_sentence(palette):
    assert look_for(palette, "查无此人") == []
    assert "没有找到“查无此人”" in palette.sentence


def test_escape_closes_and_so_does_a_click_elsewhere(qtbot, desk, palette):
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    desk.find_anywhere()
    assert palette.isVisible()
    desk.page.search.setFocus()
    QApplication.sendPostedEvents()
    assert not palette.isVisible()


@given(
    before=st.text("学习成果转化", max_size=40),
    sought=st.text("持续改进", min_size=1, max_size=12),
    after=st.text("，请支委会研究", max_size=40),
    room=st.integers(20, 600),
)
def test_what_was_sought_is_seen_whole_where_there_is_room_for_it(
    qapp, before, sought, after, room
):
    metrics = QFontMetrics(qapp.font())
    shown = parted(before + sought + after, sought, metrics, room)
    assert metrics.horizontalAdvance("".join(shown)) <= room + metrics.horizontalAdvance("…")
    if metrics.horizontalAdvance(f"…{sought}　　") <= room:
        assert shown[1] == sought


def test_a_day_finds_its_meeting_and_enter_opens_it(qtbot, desk, palette):
    held = save(desk.store, Minutes(meeting=Meeting(kind="支委会", held_on=date(2026, 3, 15))))
    assert look_for(palette, "3月15日") == ["2026年3月15日支委会"]
    assert look_for(palette, "20260315") == ["2026年3月15日支委会"]
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert desk.page.findChild(MinutesEditor).key == str(held.meeting.id)
