"""What a hand gets wrong in the minutes: a sentence beside the field, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from models.meetings.records import Meeting
from models.members import Member
from models.members.movements import remove
from models.rules.findings import Finding, rule
from models.values import PartialDate
from tests.ui.test_minutes_editor import (
    branch,
    control,
    enter,
    focused,
    go_to,
    key,
    over_again,
    press,
    shown,
    vote,
    write,
)
from ui.page import today

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

DAY = date(2026, 3, 20)


@pytest.fixture
def editor(qtbot):
    made = shown(qtbot, branch().store)
    made.begin_new("党员大会", DAY)
    made.begin()
    return made


def test_a_new_meeting_begins_with_its_type_and_nags_about_nothing_else(qtbot):
    editor = shown(qtbot, branch().store)
    editor.begin_new("")
    editor.begin()
    assert focused() == "field_kind"
    write("党员大会")
    enter()
    go_to("field_held_on")
    over_again("5月6日")
    enter()
    year = today().year
    assert editor.form.facts.problem.text() == (
        f"日期：“5月6日”没有写年份；如果是{year}-05-06，请在这一栏按回车，不是的请补上年份"
    )


@pytest.mark.parametrize(("typed", "day"), [("10.31", "2026-10-31"), ("３月５日", "2026-03-05")])
def test_a_day_without_its_year_is_offered_and_never_taken_silently(editor, typed, day):
    shown_in = editor.form.facts.editors["held_on"]
    over_again(typed)
    enter()
    assert (focused(), shown_in.text()) == ("field_held_on", typed)
    assert day in editor.form.facts.problem.text()
    assert editor.minutes().meeting.held_on == DAY
    enter()
    assert focused() == "field_starts_at"
    assert (shown_in.text(), str(editor.minutes().meeting.held_on)) == (day, day)
    assert not editor.form.facts.problem.isVisible()


def test_a_day_that_no_calendar_has_is_offered_nothing(editor):
    over_again("2.30")
    enter()
    assert editor.form.facts.problem.text() == "日期：“2.30”没有写年份"


def test_the_sentence_stands_below_the_line_of_its_field(editor):
    facts = editor.form.facts
    over_again("5月")
    enter()
    above, below = (facts.editors[name].geometry() for name in ("held_on", "chair_id"))
    assert above.bottom() < facts.problem.geometry().top() < below.top()


def test_a_line_takes_no_line_breaks_and_no_control_characters(editor):
    QGuiApplication.clipboard().setText("三楼\x07会议\r\n室\u200b")
    editor.form.facts.focus_field("venue")
    control(Qt.Key.Key_V)
    assert editor.form.facts.editors["venue"].text() == "三楼会议 室"
    assert editor.save()
    (meeting,) = editor.store.all(Meeting)
    assert meeting.venue == "三楼会议 室"


def test_wide_blanks_and_rare_characters_stay_while_a_line_is_typed(editor):
    editor.form.facts.focus_field("venue")
    venue = editor.form.facts.editors["venue"]
    write("三楼　会议室\ue815")
    assert venue.text() == "三楼　会议室\ue815"
    venue.setCursorPosition(2)
    write("东侧")
    assert venue.text() == "三楼东侧　会议室\ue815"
    assert venue.isUndoAvailable()
    assert editor.minutes().meeting.venue == "三楼东侧　会议室\ue815"


def test_the_cursor_stays_behind_what_was_pasted_into_a_line(editor):
    editor.form.facts.focus_field("venue")
    write("三楼　会议室")
    venue = editor.form.facts.editors["venue"]
    venue.setCursorPosition(2)
    QGuiApplication.clipboard().setText("东\x07\n侧\u200b")
    control(Qt.Key.Key_V)
    assert (venue.text(), venue.cursorPosition()) == ("三楼东 侧　会议室", 5)


def test_a_paste_says_what_was_no_text_and_went(qtbot, editor):
    QGuiApplication.clipboard().setText("会议强调[图片]要抓好落实😀。")
    editor.form.agenda.cards[0].item.focus_field("report")
    with qtbot.waitSignal(editor.said) as said:
        control(Qt.Key.Key_V)
    assert said.args == ["粘贴的文字里有2处表情或[图片]之类，已经去掉；其余文字都在。"]


def test_every_finding_stands_whole_in_its_card(qtbot, editor):
    checks = editor.form.checks
    at = rule("meetings", "record")
    words = (
        "结束早，请核对。",
        "日期早，请核对。",
        "主持人某某2002-11-14才入党，却登记在1950-03-05的会议里，请核对。",
    )
    checks.show_findings([Finding(at, text, "meeting", 0, "held_on") for text in words])
    lines = checks.findChildren(QLabel)
    qtbot.waitUntil(lambda: all(each.width() < checks.width() for each in lines))
    for each in lines:
        assert each.height() >= each.heightForWidth(each.width()), each.text()


def test_a_line_too_short_for_what_was_pasted_says_so(qtbot, editor):
    QGuiApplication.clipboard().setText("会" * 300_000)
    editor.form.facts.focus_field("venue")
    with qtbot.waitSignal(editor.refused) as said:
        control(Qt.Key.Key_V)
    assert "后面的没有粘贴进来" in said.args[0]


def test_votes_larger_than_the_attendance_are_said_beside_them(editor):
    card = editor.form.agenda.cards[0]
    card.item.focus_field("topic")
    vote(30, 0, 0)
    line = card.votes[0]
    assert line.verdict.text() == "票数30多于实到10人，请核对"
    assert line.verdict.objectName() == "tag_warn"
    editor.form.check()
    assert not line.problem.isVisible(), "the verdict says it already"
    go_to("field_yes")
    over_again("许多")
    enter()
    assert line.problem.text() == "赞成：“许多”不是整数"
    assert line.editors["yes"].entered() == "许多"


def test_a_day_before_the_branch_an_early_end_and_an_absent_chair_are_found(editor):
    with editor.store.change("成立") as change:
        change.save(replace(editor.store.branch, founded_on=PartialDate(2026, 4)))
    editor.reload()
    over_again("2026.3.20")
    for words in ("1600", "1430"):
        enter()
        write(words)
    go_to("whocame")
    write("ml")
    key(Qt.Key.Key_Space)
    enter()
    editor.form.check()
    texts = [finding.text for finding in editor.form.checks.findings]
    assert "结束时间早于开始时间，请核对。" in texts
    assert "日期早于支部成立日期（2026-04），请核对。" in texts
    assert "主持人马磊登记为请假，请核对。" in texts
    beside = editor.form.facts.problem
    assert all(text in beside.text() for text in texts[:2])
    assert "早于支部成立日期" in editor.form.facts.editors["held_on"].accessibleDescription()
    assert beside.isVisible()
    editor.form.facts.focus_field("held_on")
    over_again("3月")
    enter()
    assert "早于" not in beside.text()
    over_again("2026.4.20")
    enter()
    over_again("1500")
    editor.form.check()
    assert "支部成立日期" not in beside.text()


@pytest.mark.parametrize("what", ["speech", "vote", "task", "election", "candidate"])
def test_a_line_taken_out_is_put_back_as_it_was(qtbot, editor, what):
    card = editor.form.agenda.cards[0]
    if what == "candidate":
        card.add_election()
        card.elections[0].add_candidate()
        line = card.elections[0].candidates[0]
    else:
        getattr(card, f"add_{what}")()
        line = {"speech": card.speeches, "vote": card.votes, "task": card.tasks}.get(
            what, card.elections
        )[0]
    for name, text in (("member_id", "赵敏"), ("words", "说了"), ("what", "印发"), ("seats", "3")):
        if name in line.editors:
            shown_in = line.editors[name]
            (shown_in.setEditText if name == "member_id" else shown_in.show_text)(text)
            shown_in.edited.emit()
    before = editor.minutes()
    with qtbot.waitSignal(editor.offered) as offered:
        line.removal_asked.emit()
    assert editor.minutes() != before
    offered.args[2]()
    assert editor.minutes() == before


def test_one_taken_off_the_file_stays_in_the_meeting_by_name(qtbot):
    people = branch()
    made = people.hold(away=[(8, "缺席")])
    remove(people.store, people.store.get(Member, people.id(8)))
    editor = shown(qtbot, people.store)
    editor.open(made.meeting.id)
    away = [editor.form.roll.name(e) for e in editor.form.roll.entries if e.status == "缺席"]
    assert away == ["罗辉"]
    editor.form.facts.focus_field("venue")
    write("一楼")
    press(editor, "完成登记")
    assert people.store.get(Meeting, made.meeting.id).venue == "一楼"
