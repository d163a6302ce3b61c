"""F1 opens the help at the page one is on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("members", "党员和变动"),
        ("import", "导入"),
        ("export", "导出和打印"),
        ("backups", "备份和密码"),
    ],
)
def test_f1_opens_the_topic_of_the_page(qtbot, desk, code, topic):
    desk.show_page(code)
    qtbot.keyClick(desk, Qt.Key.Key_F1)
    assert desk.code == "help"
    assert desk.page.topics.currentItem().text() == topic
    assert desk.page.text.toPlainText().startswith(topic)


def test_every_topic_has_words_and_no_leftover_signs(desk):
    desk.show_page("help")
    page = desk.page
    names = [page.topics.item(number).text() for number in range(page.topics.count())]
    assert (len(names), names[-1]) == (10, "常见问题")
    for number in range(page.topics.count()):
        page.topics.setCurrentRow(number)
        words = page.text.toPlainText()
        assert len(words) > 100
        assert "**" not in words
        assert "#" not in words
