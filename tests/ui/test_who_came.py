"""The line of who came: what is typed or put in at one go is taken, asked about, or stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from models.meetings.attending import ABSENT, ON_LEAVE, PRESENT
from models.meetings.minutes import Minutes, save
from models.meetings.records import Meeting
from tests.ui.conftest import type_text
from tests.ui.test_minutes_editor import (
    DAY,
    branch,
    control,
    enter,
    focused,
    key,
    over_again,
    press,
    shown,
    write,
)
from ui.meeting import drafts

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]


@pytest.fixture
def people():
    """A branch of ten, two of them of the same letters."""
    people = branch()
    with people.store.change("改名") as change:
        change.save(replace(people.members[8], name="罗慧"))
        change.save(replace(people.members[9], name="罗辉"))
    return people


@pytest.fixture
def editor(qtbot, people):
    made = shown(qtbot, people.store)
    made.begin_new("党员大会", DAY)
    made.form.roll.begin()
    return made


def at_once(editor, text):
    """Put a text into the line as an input method commits a whole sentence."""
    type_text(editor.form.roll.line, text)


def away(editor):
    roll = editor.form.roll
    return {roll.name(e): (e.status, e.reason) for e in roll.entries if e.status != PRESENT}


def told(editor):
    return [each.text() for each in editor.form.roll.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ml 出差", {"马磊": (ON_LEAVE, "出差")}),
        ("马磊　请假，看病", {"马磊": (ON_LEAVE, "看病")}),
        ("马磊 缺席", {"马磊": (ABSENT, "")}),
        ("ml 出席局党组会", {"马磊": (ON_LEAVE, "出席局党组会")}),
        ("马磊病假", {"马磊": (ON_LEAVE, "病假")}),
        ("马磊 赵敏 出差", {"马磊": (ON_LEAVE, "出差"), "赵敏": (ON_LEAVE, "出差")}),
    ],
)
def test_a_line_put_in_at_one_go_is_taken_on_enter(editor, text, said):
    at_once(editor, text)
    enter()
    assert away(editor) == said
    assert focused() == "whocame"
    assert editor.form.roll.line.text() == ""


def test_a_line_for_nobody_stays_and_says_so_until_it_goes_on(editor):
    QGuiApplication.clipboard().setText("王不在 出差")
    control(Qt.Key.Key_V)
    enter()
    assert any("“王不在 出差”对不上应到的人，没有改动" in text for text in told(editor))
    assert (focused(), editor.form.roll.line.text()) == ("whocame", "王不在 出差")
    assert not editor.save(), "a word would be lost"
    editor.keep()
    editor.resume(editor.key)
    assert editor.form.roll.line.text() == "王不在 出差"
    editor.form.roll.begin()
    editor.form.roll.line.setText("zm 出差")
    enter()
    assert away(editor) == {"赵敏": (ON_LEAVE, "出差")}
    at_once(editor, "王不在 出差")
    enter()
    over_again("ml")
    assert not any("对不上" in text for text in told(editor))
    assert editor.save()


def test_why_a_chat_was_not_taken_is_forgotten_once_somebody_is_marked(editor):
    QGuiApplication.clipboard().setText("今天天气好")
    press(editor.form.roll, "粘贴接龙")
    assert any("剪贴板里没有认出" in text for text in told(editor))
    editor.form.roll._on_click(2)
    assert not any("剪贴板里没有认出" in text for text in told(editor))


def test_letters_of_two_people_name_the_other_and_a_whole_line_asks(editor):
    write("lh")
    assert any(text == "也可能是罗慧、罗辉，按 ↓ 换人。" for text in told(editor))
    key(Qt.Key.Key_Escape)
    at_once(editor, "lh 出差")
    enter()
    assert away(editor) == {}
    assert any("可能是林红娜、罗慧、罗辉：现在选的是第一个" in text for text in told(editor))
    key(Qt.Key.Key_Down)
    enter()
    assert away(editor) == {"罗慧": (ON_LEAVE, "出差")}


def test_a_reason_half_typed_is_taken_when_the_cursor_leaves_or_it_is_saved(editor):
    write("ml")
    key(Qt.Key.Key_Space)
    write("出差")
    editor.form.facts.focus_field("venue")
    assert away(editor) == {"马磊": (ON_LEAVE, "出差")}
    editor.form.roll.begin()
    write("zm")
    key(Qt.Key.Key_Space)
    write("缺席")
    assert editor.save()
    assert away(editor)["赵敏"] == (ABSENT, "")


def test_a_reason_behind_a_settled_leave_never_makes_attendance_of_it(editor):
    write("ml")
    key(Qt.Key.Key_Space)
    write("出席 局党组会")
    enter()
    assert away(editor) == {"马磊": (ON_LEAVE, "出席 局党组会")}


def test_where_nobody_is_due_the_card_says_why(editor, people):
    made = save(people.store, Minutes(meeting=Meeting(kind="党员大会", held_on=DAY)))
    editor.open(made.meeting.id)
    assert "这次会议没有登记到会的人。" in told(editor)
    editor.form.facts.focus_field("held_on")
    over_again("1950-3-5")
    enter()
    assert editor.form.roll.entries == []
    assert any("1950-03-05这天名册上没有党员" in text for text in told(editor))


def test_what_came_of_a_chat_is_in_sight_in_a_low_window(qtbot, editor):
    editor.resize(640, 384)
    QGuiApplication.clipboard().setText("1. 马磊\n2. 赵敏\n3. 王不在\n4. 李不在\n刘玲玲 出差")
    control(Qt.Key.Key_V)
    told, seen = editor.form.roll.told, editor.form.area.viewport()
    qtbot.waitUntil(lambda: told.visibleRegion().boundingRect().height() == told.height())
    assert seen.rect().contains(told.mapTo(seen, told.rect().bottomLeft()))


def test_a_draft_of_a_meeting_on_file_is_not_called_unregistered(editor, people):
    editor.form.facts.focus_field("venue")
    write("一楼")
    editor.keep()
    (new,) = drafts.half_done(people.store)
    assert "3月20日党员大会还没有登记完" in new.words
    assert editor.save()
    write("会议室")
    editor.keep()
    (altered,) = drafts.half_done(people.store)
    assert "3月20日党员大会已登记，另有改动还没有保存" in altered.words


def asked(editor):
    at_once(editor, "lh 出差")
    enter()
    assert any("按 ↓ 换人，再按回车记下" in text for text in told(editor))


def mark(editor, name):
    roll = editor.form.roll
    return roll._marks[[roll.name(entry) for entry in roll.entries].index(name)]


def click(editor, name, button=Qt.MouseButton.LeftButton):
    QTest.mouseClick(mark(editor, name), button)


def test_nobody_is_put_on_leave_by_leaving_a_line_that_asks_whom_it_means(editor):
    asked(editor)
    editor.form.facts.focus_field("venue")
    assert away(editor) == {}
    assert editor.form.roll.line.text() == "lh 出差"
    assert not editor.save(), "a word would be lost"
    key(Qt.Key.Key_Down)
    editor.form.facts.focus_field("venue")
    assert away(editor) == {"罗慧": (ON_LEAVE, "出差")}, "an arrow is an answer"


def test_an_answer_holds_only_for_the_line_it_was_given_to(editor):
    asked(editor)
    key(Qt.Key.Key_Down)
    write("x")
    key(Qt.Key.Key_Backspace)
    editor.form.facts.focus_field("venue")
    assert away(editor) == {}


def test_a_click_on_one_of_those_a_line_can_mean_gives_the_words_to_that_one(editor):
    asked(editor)
    click(editor, "罗辉")
    assert away(editor) == {"罗辉": (ON_LEAVE, "出差")}
    assert editor.form.roll.line.text() == ""
    at_once(editor, "马磊 赵敏 值班")
    click(editor, "马磊")
    assert away(editor) == {
        "马磊": (ON_LEAVE, "值班"),
        "赵敏": (ON_LEAVE, "值班"),
        "罗辉": (ON_LEAVE, "出差"),
    }


def test_another_named_after_a_click_gets_the_words_and_the_one_clicked_keeps_his_leave(editor):
    click(editor, "马磊")
    roll = editor.form.roll
    assert "原因" in roll.line.placeholderText()
    write("zm 出差")
    enter()
    assert away(editor) == {"马磊": (ON_LEAVE, ""), "赵敏": (ON_LEAVE, "出差")}
    click(editor, "马磊")
    click(editor, "马磊")
    write("海 敏感部位检查")
    enter()
    assert away(editor)["马磊"] == (ON_LEAVE, "海 敏感部位检查"), "part of a name is no name"


def test_words_for_nobody_outlive_a_click_on_somebody(editor):
    at_once(editor, "王不在 出差")
    click(editor, "马磊")
    assert away(editor) == {"马磊": (ON_LEAVE, "")}
    click(editor, "赵敏", Qt.MouseButton.RightButton)
    assert any("“王不在 出差”还没有记下，请按回车记下，不要的请删掉。" in t for t in told(editor))
    press(editor.form.roll, "详细")
    assert not editor.form.roll.detail.isVisible()
    assert editor.form.roll.line.text() == "王不在 出差"


def paste_chat(editor):
    QGuiApplication.clipboard().setText("1. 马磊\n2. 赵敏\n刘玲玲 出差")
    control(Qt.Key.Key_V)


def offered(editor):
    buttons = editor.form.roll.told.findChildren(QPushButton)
    return [each.text() for each in buttons if each.isVisible()]


def test_a_chat_is_not_taken_back_into_the_list_of_another_day(editor):
    paste_chat(editor)
    assert "撤回" in offered(editor)
    editor.form.facts.focus_field("held_on")
    over_again("1950-3-5")
    assert not editor.form.roll.told.isVisible()
    assert offered(editor) == []
    kept = list(editor.form.roll.entries)
    assert [entry.reason for entry in kept] == ["出差"], "only what a hand registered stays"
    editor.form.roll._take_back()
    assert editor.form.roll.entries == kept


def test_a_chat_is_not_taken_back_over_what_was_marked_after_it(editor):
    paste_chat(editor)
    click(editor, "赵敏")
    assert offered(editor) == ["没提到的记缺席"]
    press(editor.form.roll, "没提到的记缺席")
    assert sum(entry.status == ABSENT for entry in editor.form.roll.entries) == 7
    press(editor.form.roll, "撤回")
    assert away(editor) == {"赵敏": (ON_LEAVE, ""), "刘玲玲": (ON_LEAVE, "出差")}
    paste_chat(editor)
    click(editor, "马磊")
    editor.form.roll.everyone_came()
    assert "撤回" not in offered(editor)


def test_words_for_nobody_outlive_another_day_but_not_another_meeting(editor, people):
    at_once(editor, "王不在 出差")
    enter()
    editor.form.facts.focus_field("held_on")
    over_again("2026-3-21")
    enter()
    assert editor.form.roll.line.text() == "王不在 出差"
    assert not editor.save()
    editor.begin_new("党员大会", DAY)
    assert editor.form.roll.line.text() == ""


def half_type_a_reason(editor):
    editor.form.roll.begin()
    write("ml")
    key(Qt.Key.Key_Space)
    write("去北京出差")


def test_a_reason_half_typed_is_in_the_draft_when_the_window_closes(editor, people):
    half_type_a_reason(editor)
    editor.leave()
    minutes, _, _ = drafts.kept(people.store, editor.key)
    assert [e.reason for e in minutes.attendance if e.status == ON_LEAVE] == ["去北京出差"]


def test_a_reason_half_typed_is_in_the_draft_that_is_offered(qtbot, editor, people):
    half_type_a_reason(editor)
    editor.give_up()
    minutes, _, _ = drafts.kept(people.store, editor.key)
    assert [e.reason for e in minutes.attendance if e.status == ON_LEAVE] == ["去北京出差"]


def test_a_draft_kept_meanwhile_says_of_whom_a_reason_half_typed_is(editor):
    half_type_a_reason(editor)
    editor.keep()
    editor.resume(editor.key)
    assert editor.form.roll.line.text() == "马磊 去北京出差"
    editor.form.roll.begin()
    enter()
    assert away(editor) == {"马磊": (ON_LEAVE, "去北京出差")}


@pytest.mark.parametrize("step", ["right click", "arrow"])
def test_a_reason_half_typed_is_taken_before_another_is_turned_to(editor, step):
    half_type_a_reason(editor)
    if step == "arrow":
        key(Qt.Key.Key_Down)
    else:
        click(editor, "赵敏", Qt.MouseButton.RightButton)
        assert editor.form.roll.detail.isVisible()
    assert away(editor) == {"马磊": (ON_LEAVE, "去北京出差")}
