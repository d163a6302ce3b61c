"""The editor of minutes: a whole meeting by keys alone, nothing lost, contradictions beside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from models.branch import Branch
from models.meetings.attending import ABSENT, ON_LEAVE, PRESENT
from models.meetings.minutes import Ballot, Minutes, Point, minutes_of, save
from models.meetings.records import (
    AgendaItem,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    Speech,
    Vote,
)
from models.members import Member
from models.members.movements import enter as enter_member
from models.store import Store
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from ui.meeting import drafts
from ui.pages.minutes_editor import MinutesEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DAY = date(2026, 3, 20)
NAMES = (
    "马磊",
    "胡杰磊",
    "赵敏",
    "陈伟鹏",
    "刘玲玲",
    "李军洋",
    "林红娜",
    "郭敏燕",
    "罗辉",
    "宋明刚",
)


def branch(path=None):
    """A branch of ten with names that letters tell apart."""
    people = people_of(10)
    with people.store.change("姓名") as change:
        for member, name in zip(people.members, NAMES, strict=True):
            change.save(replace(member, name=name))
    return people


@pytest.fixture
def people():
    return branch()


def shown(qtbot, store):
    editor = MinutesEditor(store)
    qtbot.addWidget(editor)
    editor.resize(1134, 700)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


@pytest.fixture
def editor(qtbot, people):
    made = shown(qtbot, people.store)
    made.begin_new("党员大会", DAY)
    made.begin()
    return made


def key(code, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), code, held)
    QTest.qWait(5)


def enter():
    key(Qt.Key.Key_Return)


def tab():
    key(Qt.Key.Key_Tab)


def control(code):
    key(code, Qt.KeyboardModifier.ControlModifier)


def write(text):
    """Type: letters of the keyboard as keys, Chinese as an input method commits it."""
    for letter in text:
        where = QApplication.focusWidget()
        if letter.isascii():
            QTest.keyClicks(QApplication.activePopupWidget() or where, letter)
        else:
            type_text(where.lineEdit() if hasattr(where, "lineEdit") else where, letter)
    if QApplication.activePopupWidget():  # a list of suggestions takes no focus on a desktop
        where.window().activateWindow()
        QTest.qWait(5)


def focused():
    return QApplication.focusWidget().objectName()


def over_again(text):
    control(Qt.Key.Key_A)
    write(text)


def go_to(name):
    """Go on by Tab until a field has the cursor."""
    for _ in range(200):
        if focused() == name:
            return
        tab()
    raise AssertionError(f"Tab does not reach {name}")


def vote(yes, no, abstain):
    control(Qt.Key.Key_3)
    go_to("field_yes")
    for number in (yes, no, abstain):
        control(Qt.Key.Key_A)
        write(str(number))
        enter()


def resolve(text):
    control(Qt.Key.Key_2)
    write(text)


def enter_facts_and_people():
    over_again("2026.3.20")
    enter()
    write("1430")
    enter()
    write("1610")
    enter()
    write("三楼会议室")
    enter()
    over_again("ml")
    enter()
    write("hjl")
    enter()
    go_to("whocame")
    write("lll")
    key(Qt.Key.Key_Space)
    write("cc")
    enter()
    write("smg")
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Space)
    enter()


def enter_points():
    control(Qt.Key.Key_Down)
    go_to("field_topic")
    over_again("传达学习上级精神")
    enter()
    write("学习了会议精神。")
    enter()
    write("第二段。")
    resolve("同意学习安排。")
    vote(8, 0, 0)
    control(Qt.Key.Key_Down)
    over_again("听取工作报告")
    enter()
    control(Qt.Key.Key_1)
    write("zm")
    enter()
    write("同意报告。")
    enter()
    write("lh")
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    enter()
    write("我也同意。")
    resolve("通过报告。")
    vote(7, 0, 1)
    control(Qt.Key.Key_Down)
    over_again("预算")
    resolve("预算再议。")
    vote(5, 2, 1)
    control(Qt.Key.Key_4)
    write("印发决议")
    enter()
    write("ljy")
    enter()
    write("2026-4-1")


def test_a_whole_meeting_is_entered_by_keys_alone(qtbot, people, editor):
    enter_facts_and_people()
    enter_points()
    control(Qt.Key.Key_S)
    (meeting,) = people.store.all(Meeting)
    made = minutes_of(people.store, meeting.id)
    ids = {name: people.members[place].id for place, name in enumerate(NAMES)}
    assert (meeting.kind, meeting.held_on, meeting.starts_at, meeting.ends_at) == (
        "党员大会", DAY, "14:30", "16:10",
    )  # fmt: skip
    assert (meeting.venue, meeting.chair_id, meeting.recorder_id) == (
        "三楼会议室", ids["马磊"], ids["胡杰磊"],
    )  # fmt: skip
    assert (meeting.due, meeting.present, meeting.voters_present) == (10, 8, 8)
    away = {e.member_id: (e.status, e.reason) for e in made.attendance if e.status != PRESENT}
    assert away == {ids["刘玲玲"]: (ON_LEAVE, "出差"), ids["宋明刚"]: (ABSENT, "")}
    first, second, third = made.points[:3]
    assert first.item.topic == "传达学习上级精神"
    assert first.item.report == "学习了会议精神。\n第二段。"
    assert [p.item.resolution for p in (first, second, third)] == [
        "同意学习安排。", "通过报告。", "预算再议。",
    ]  # fmt: skip
    numbers = [(v.due, v.present, v.yes, v.no, v.abstain) for v in made.votes]
    assert numbers == [(10, 8, 8, 0, 0), (10, 8, 7, 0, 1), (10, 8, 5, 2, 1)]
    assert [(s.member_id, s.words) for s in second.speeches] == [
        (ids["赵敏"], "同意报告。"), (ids["罗辉"], "我也同意。"),
    ]  # fmt: skip
    (task,) = third.tasks
    assert (task.what, task.member_id, task.due_on) == ("印发决议", ids["李军洋"], date(2026, 4, 1))
    assert people.store.undoable.title == "登记3月20日党员大会"
    people.store.undo()
    assert people.store.all(Meeting) == people.store.all(Vote) == people.store.all(Speech) == []


def test_a_day_that_has_passed_begins_with_everyone_present(editor):
    assert {entry.status for entry in editor.form.roll.entries} == {PRESENT}
    assert editor.form.checks.findings == []
    assert [card.item.editors["topic"].text() for card in editor.form.agenda.cards] == [
        "传达学习上级精神", "听取支部委员会工作报告", "讨论并表决有关事项", "布置下一步工作",
    ]  # fmt: skip


def test_a_day_to_come_registers_nobody(qtbot, people):
    editor = shown(qtbot, people.store)
    editor.begin_new("党员大会", date(2099, 3, 20))
    assert {entry.status for entry in editor.form.roll.entries} == {""}


def test_another_type_brings_its_people_and_its_agenda(editor):
    editor.form.facts.focus_field("kind")
    over_again("支委会")
    enter()
    assert len(editor.form.roll.entries) == 5
    assert editor.form.agenda.cards[0].item.editors["topic"].text() == "学习上级精神"


def test_an_agenda_that_was_typed_in_stays_for_another_type(editor):
    editor.form.agenda.cards[0].item.focus_field("report")
    write("已有内容")
    editor.form.facts.focus_field("kind")
    over_again("支委会")
    assert editor.minutes().points[0].item.report == "已有内容"


@pytest.mark.parametrize(("yes", "word"), [(5, "未通过"), (6, "通过")])
def test_a_vote_is_judged_as_it_is_typed_with_its_clause(editor, yes, word):
    editor.form.agenda.cards[0].item.focus_field("topic")
    vote(yes, 0, 0)
    line = editor.form.agenda.cards[0].votes[0]
    assert line.verdict.text().endswith(word)
    assert line.clause.text()


def test_a_vote_says_what_is_taken_for_none_until_it_is_typed(editor):
    editor.form.agenda.cards[0].item.focus_field("topic")
    vote(9, 1, "")
    line = editor.form.agenda.cards[0].votes[0]
    assert line.verdict.text().endswith("通过（弃权没有填，按 0 票记）")
    line.focus_field("abstain")
    write("0")
    assert line.verdict.text().endswith("通过")


def test_an_election_names_whom_the_votes_give(editor, people):
    editor.form.agenda.cards[0].item.focus_field("topic")
    control(Qt.Key.Key_5)
    election = editor.form.agenda.cards[0].elections[0]
    election.focus_field("seats")
    write("1")
    election.add_candidate()
    for name, yes in (("ml", "8"), ("hjl", "2")):
        write(name)
        enter()
        for number in (yes, "0", "0"):
            control(Qt.Key.Key_A)
            write(number)
            enter()
    assert "1人当选" in election.verdict.text()
    press(election, "按票数登记当选")
    (ballot,) = editor.minutes().ballots
    assert [(c.member_id, c.yes, c.is_elected) for c in ballot.candidates] == [
        (people.id(0), 8, True), (people.id(1), 2, False),
    ]  # fmt: skip


def press(widget, text):
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    found.click()


@pytest.mark.parametrize(
    ("start", "typed", "kept"),
    [
        ("14:30", "4点", "16:00"),
        ("14:30", "5点半", "17:30"),
        ("9点", "11点", "11:00"),
        ("9点", "8:30", "08:30"),
        ("14:30", "0:30", "00:30"),
        ("12:30", "1点", "13:00"),
        ("14:30", "2点", "02:00"),
        ("14:30", "04:00", "04:00"),
        ("16:00", "14:00", "14:00"),
        ("", "4点", "04:00"),
    ],
)
def test_an_end_of_one_figure_is_of_the_half_of_the_day_that_it_began_in(
    qtbot, people, editor, start, typed, kept
):
    starts, ends = (editor.form.facts.editors[name] for name in ("starts_at", "ends_at"))
    starts.setText(start)
    ends.setFocus()
    write(typed)
    enter()
    assert ends.text() == kept
    assert editor.minutes().meeting.ends_at == kept


def test_an_end_on_a_later_day_is_of_the_hour_typed(qtbot, people, editor):
    fields = editor.form.facts.editors
    fields["starts_at"].setText("14:30")
    day = editor.minutes().meeting.held_on
    for ends_on, kept in ((day + timedelta(days=1), "09:00"), (day, "21:00")):
        fields["ends_on"].setText(str(ends_on))
        fields["ends_at"].setFocus()
        fields["ends_at"].clear()
        write("9点")
        assert editor.minutes().meeting.ends_at == kept


def test_contradictions_stand_beside_and_lead_to_their_field(qtbot, people, editor):
    editor.form.facts.editors["starts_at"].setText("16:00")
    editor.form.facts.editors["ends_at"].setText("14:00")
    editor.form.agenda.cards[0].add_speech()
    write("lll")
    enter()
    write("有话说")
    editor.form.roll._on_click(4)
    editor.form.check()
    texts = [finding.text for finding in editor.form.checks.findings]
    assert "结束时间早于开始时间，请核对。" in texts
    assert "刘玲玲登记为请假，却有发言，请核对。" in texts
    for finding in editor.form.checks.findings:
        if "发言" in finding.text:
            editor.form.go_to(finding)
            assert editor.form.agenda.cards[0].speeches[0].editors["member_id"].hasFocus()
        if finding.field == "ends_at":
            editor.form.go_to(finding)
            assert focused() == "field_ends_at"
    assert editor.save()


def test_a_click_turns_present_into_leave_and_waits_for_the_reason(qtbot, editor):
    qtbot.mouseClick(editor.form.roll._marks[2], Qt.MouseButton.LeftButton)
    assert editor.form.roll.entries[2].status == ON_LEAVE
    write("病假")
    enter()
    assert editor.form.roll.entries[2].reason == "病假"
    qtbot.mouseClick(editor.form.roll._marks[2], Qt.MouseButton.LeftButton)
    assert (editor.form.roll.entries[2].status, editor.form.roll.entries[2].reason) == (PRESENT, "")


def test_a_sign_up_chain_is_pasted_and_says_whom_it_could_not_place(editor):
    QGuiApplication.clipboard().setText(
        "#接龙\n1. 马磊\n2. 胡杰磊\n3. 赵敏\n4. 王不在\n刘玲玲 请假（出差）"
    )
    editor.form.roll.begin()
    control(Qt.Key.Key_V)
    away = {
        e.member_id: (e.status, e.reason) for e in editor.form.roll.entries if e.status == ON_LEAVE
    }
    assert list(away.values()) == [(ON_LEAVE, "出差")]
    assert editor.form.roll.unplaced == ("王不在",)
    press(editor.form.roll, "没提到的记缺席")
    assert sum(entry.status == ABSENT for entry in editor.form.roll.entries) == 6
    press(editor.form.roll, "撤回")
    assert {entry.status for entry in editor.form.roll.entries} == {PRESENT}


def test_namesakes_in_a_chain_are_left_as_they_were(qtbot, people, editor):
    with people.store.change("改名") as change:
        change.save(replace(people.members[8], name="赵敏"))
    editor.begin_new("党员大会", DAY)
    QGuiApplication.clipboard().setText("1. 马磊\n2. 赵敏")
    press(editor.form.roll, "粘贴接龙")
    press(editor.form.roll, "没提到的记缺席")
    absent = [entry.member_id for entry in editor.form.roll.entries if entry.status == ABSENT]
    assert len(absent) == 7
    assert not {people.id(0), people.id(2), people.id(8)} & set(absent)


def test_one_left_out_of_the_count_keeps_ground_and_approval(editor):
    editor.form.roll._on_ask(9)
    part = editor.form.roll.detail
    part.focus_field("excluded_as")
    write("年老体弱或长期生病")
    enter()
    write("卧床")
    enter()
    write("机党〔2026〕3号")
    entry = editor.form.roll.entries[9]
    assert (entry.is_counted, entry.excluded_as) == (False, "年老体弱或长期生病")
    assert (entry.ground, entry.approval) == ("卧床", "机党〔2026〕3号")
    assert editor.form.shared.counts.due == 9


def test_escape_keeps_a_draft_and_offers_it(qtbot, people, editor):
    editor.form.facts.editors["venue"].setFocus()
    write("会议室")
    with qtbot.waitSignal(editor.offered) as offered, qtbot.waitSignal(editor.closed):
        key(Qt.Key.Key_Escape)
    assert people.store.all(Meeting) == []
    (kept,) = drafts.half_done(people.store)
    assert kept.heading == "3月20日党员大会"
    offered.args[2]()
    assert editor.form.facts.editors["venue"].text() == "会议室"
    assert editor.save()
    assert drafts.half_done(people.store) == []


def test_nothing_typed_leaves_no_draft(qtbot, people, editor):
    key(Qt.Key.Key_Escape)
    assert drafts.half_done(people.store) == []


def test_a_text_that_means_nothing_is_kept_in_the_draft_and_refused_on_saving(
    qtbot, people, editor
):
    over_again("下周五")
    editor.form.agenda.cards[1].item.focus_field("topic")
    control(Qt.Key.Key_3)
    go_to("field_yes")
    write("many")
    with qtbot.waitSignal(editor.refused) as said:
        assert not editor.save()
    assert "没有保存" in said.args[0]
    editor.keep()
    again = shown(qtbot, people.store)
    again.resume(editor.key)
    assert again.form.facts.editors["held_on"].text() == "下周五"
    assert again.form.agenda.cards[1].votes[0].editors["yes"].text() == "many"


def test_a_saved_meeting_is_changed_and_each_saving_is_one_step(qtbot, people):
    made = people.hold(points=[Point(item=AgendaItem(topic="报告"), votes=(Vote(yes=11),))])
    editor = shown(qtbot, people.store)
    editor.open(made.meeting.id)
    assert not editor.is_dirty
    editor.form.facts.editors["venue"].setFocus()
    write("二楼")
    assert editor.save()
    assert people.store.undoable.title == "修改3月20日党员大会"
    now = minutes_of(people.store, made.meeting.id)
    assert now.meeting == replace(made.meeting, venue="二楼", body="", remark="")
    assert now.attendance == made.attendance
    people.store.undo()
    editor.reload()
    assert editor.form.facts.editors["venue"].text() == ""


def test_a_meeting_deleted_under_the_editor_is_entered_anew(qtbot, people):
    made = people.hold(points=[Point(item=AgendaItem(topic="报告"))])
    editor = shown(qtbot, people.store)
    editor.open(made.meeting.id)
    editor.form.facts.editors["venue"].setFocus()
    write("二楼")
    people.store.undo()
    editor.reload()
    assert editor.save()
    (meeting,) = people.store.all(Meeting)
    assert meeting.venue == "二楼"


def test_an_earlier_meeting_gives_its_topics_and_nothing_said(qtbot, people):
    report = AgendaItem(topic="报告", report="三句话", resolution="通过")
    made = people.hold(venue="三楼", points=[Point(item=report)])
    editor = shown(qtbot, people.store)
    editor.copy_from(made.meeting.id)
    (point,) = editor.minutes().points
    assert point == Point(item=AgendaItem(topic="报告", place=1))
    assert editor.minutes().meeting.venue == "三楼"
    assert len(editor.form.roll.entries) == 10


def test_a_long_paste_is_cleaned_and_does_not_freeze(qtbot, editor):
    paragraph = "会议强调[图片]要抓好落实😀，" * 30 + "\x07\r\n"
    text = paragraph * (300_000 // len(paragraph) + 1)
    QGuiApplication.clipboard().setText(text)
    editor.form.agenda.cards[0].item.focus_field("report")
    begun = time.perf_counter()
    control(Qt.Key.Key_V)
    editor.form.check()
    editor.keep()
    QApplication.processEvents()
    assert time.perf_counter() - begun < 4
    report = editor.minutes().points[0].item.report
    assert report.count("\n") + 1 == len(text.splitlines())
    assert "😀" not in report
    assert "[图片]" not in report
    assert "\x07" not in report
    shown_text = editor.form.agenda.cards[0].item.editors["report"]
    assert isinstance(shown_text, QPlainTextEdit)
    begun = time.perf_counter()
    write("再")
    QApplication.processEvents()
    assert time.perf_counter() - begun < 0.5


_TYPING = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from models.store import Store
from ui.pages.minutes_editor import MinutesEditor
app = QApplication([])
editor = MinutesEditor(Store.open(Path(sys.argv[1])))
editor.show()
editor.begin_new("党员大会", date(2026, 3, 20))
editor.form.agenda.cards[0].item.focus_field("report")
editor.form.agenda.cards[0].item.editors["report"].insertPlainText("说到一半")
QTest.qWait(2600)
print("typed", flush=True)
QTest.qWait(60000)
"""


def test_a_draft_survives_a_kill(qtbot, tmp_path):
    path = tmp_path / "支部.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    process = subprocess.Popen(
        [sys.executable, "-c", _TYPING, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    )
    with process:
        assert process.stdout.readline() == b"typed\n"
        process.send_signal(signal.SIGKILL)
    with Store.open(path) as store:
        (kept,) = drafts.half_done(store)
        editor = shown(qtbot, store)
        editor.resume(kept.key)
        assert editor.minutes().points[0].item.report == "说到一半"


@pytest.mark.parametrize("width", [575, 900, 1134])
def test_nothing_is_wider_than_the_page(qtbot, people, width):
    points = [
        Point(
            item=AgendaItem(topic="转正", resolution="同意"),
            speeches=(Speech(member_id=people.id(2), words="同意。"),),
            votes=(Vote(kind="转正", member_id=people.id(3), yes=11, due=20, present=20),),
        )
    ]
    made = save(
        people.store, Minutes(meeting=Meeting(kind="党员大会", held_on=DAY), points=tuple(points))
    )
    editor = shown(qtbot, people.store)
    editor.open(made.meeting.id)
    editor.resize(width, 430)
    QTest.qWait(50)
    inner = editor.form.area.widget()
    assert inner.minimumSizeHint().width() <= width


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot, people):
    made = people.hold(
        points=[
            Point(
                item=AgendaItem(topic="转正", part="规定动作"),
                speeches=(Speech(member_id=people.id(2), words="同意。"),),
                votes=(Vote(kind="转正", member_id=people.id(3), yes=8),),
                tasks=(MeetingTask(what="印发"),),
                ballots=(
                    Ballot(election=Election(), candidates=(Candidate(member_id=people.id(1)),)),
                ),
            )
        ]
    )
    editor = shown(qtbot, people.store)
    editor.open(made.meeting.id)
    editor.begin()
    QTest.qWait(50)
    wanted = [
        widget
        for widget in editor.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit)
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget.parent(), QComboBox)
    ]
    seen = set()
    for _ in range(len(wanted) + 20):
        seen.add(QApplication.focusWidget())
        tab()
    for widget in wanted:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
        assert widget in seen, (widget, widget.accessibleName(), text)


def test_closing_the_window_keeps_a_draft_and_the_page_offers_it(qtbot, window, desk):
    enter_member(desk.store, Member(name="马磊"))
    desk.show_page("meetings")
    desk.page.begin_new("党员大会", DAY, None)
    editor = desk.page.findChild(MinutesEditor)
    editor.form.facts.editors["venue"].setFocus()
    type_text(editor.form.facts.editors["venue"], "三楼会议室")
    path = desk.store.path
    window.close()
    with Store.open(path) as store:
        (kept,) = drafts.half_done(store)
        assert drafts.kept(store, kept.key)[0].meeting.venue == "三楼会议室"


def test_leaving_saves_with_one_button_and_returns_to_the_page(qtbot, desk):
    enter_member(desk.store, Member(name="马磊"))
    desk.show_page("meetings")
    desk.page.begin_new("党员大会", DAY, None)
    editor = desk.page.findChild(MinutesEditor)
    press(editor, "完成登记")
    assert not editor.isVisible()
    (meeting,) = desk.store.all(Meeting)
    assert (meeting.kind, meeting.due, meeting.present) == ("党员大会", 1, 1)
