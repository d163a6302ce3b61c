"""Ctrl+K finds what was said in a meeting of any year, and opens that meeting."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from models.meetings.minutes import Minutes, Point, save
from models.meetings.records import AgendaItem, Meeting, Speech
from tests.ui.conftest import type_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_words_of_a_speech_years_ago_are_found_in_context_and_lead_to_its_meeting(qtbot, desk):
    for year in (2019, 2024):
        said = Speech(name="老书记", words=f"{year}年我建议把活动室的书架修一修。")
        meeting = Meeting(kind="支委会", held_on=date(year, 5, 6), name="安排工作")
        save(
            desk.store,
            Minutes(meeting=meeting, points=(Point(item=AgendaItem(), speeches=(said,)),)),
        )
    desk.find_anywhere()
    palette = desk._palette
    type_text(palette.search, "书架修")
    palette.look()
    assert palette.titles == [
        "2024年5月6日支委会　发言　老书记", "2019年5月6日支委会　发言　老书记",
    ]  # fmt: skip
    assert "我建议把活动室的书架修一修" in palette.list.item(1).data(Qt.ItemDataRole.UserRole)
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert desk.code == "meetings"
    editor = desk.page._editor
    assert editor.minutes().meeting.held_on == date(2019, 5, 6)
    assert editor.minutes().speeches[0].words.startswith("2019年")
    assert editor.focusWidget().textCursor().selectedText() == "书架修"
