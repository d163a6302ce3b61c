"""What does not fit is said where it is entered, and every way from a finding leads to its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from models.life.records import Appraisal, AppraisalResult
from models.life.taking_part import begin_appraisal
from models.meetings.minutes import Minutes, save
from models.meetings.records import Attendance, Meeting
from models.rules.findings import Finding, rule
from models.values import PartialDate
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import field, press, reopened
from ui.page import today
from ui.pages.appraisals import AppraisalsPage, ResultsPage
from ui.pages.findings_list import FindingsList
from ui.pages.members import MembersPage
from ui.pages.minutes_editor import MinutesEditor
from ui.pages.rule_strip import RuleStrip
from ui.pages.year_view import YearView
from ui.record.paste_preview import PastePreview
from ui.record.pasting import plan
from ui.shell.desk import Desk
from ui.table.view import RecordTable

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

YEAR = today().year
DAY = min(date(YEAR, 1, 2), today())


@pytest.fixture
def people():
    return people_of(6, committee=2, probationary=1)


@pytest.fixture
def appraised(people):
    """A branch whose round of 民主评议 has a line for everyone, nothing entered yet."""
    store = people.store
    with store.change("评议") as change:
        begin_appraisal(
            store, change, Appraisal(year=YEAR, batch="年度", ended_on=DAY, valid=6), DAY
        )
    return people


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


def words(page):
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def row_of(page, name, column="member_id"):
    at = page.model.place_of(column)
    return next(n for n in range(page.model.rowCount()) if page.model.index(n, at).data() == name)


def in_list(qtbot, act):
    """Answer the list of findings that the next press opens."""

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, FindingsList):
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            dialog.reject()

    QTimer.singleShot(10, look)


def test_numbers_of_a_round_that_cannot_be_are_told_beside_their_fields(qtbot, people):
    with people.store.change("评议") as change:
        change.save(
            Appraisal(
                year=YEAR, began_on=date(YEAR, 1, 3), ended_on=date(YEAR, 1, 2), due=50,
                present=60, issued=47, returned=49, valid=52,
            )
        )  # fmt: skip
    page = shown(qtbot, AppraisalsPage(people.store))
    page.edit(page.model.rows[0])
    told = words(page)
    for sentence in (
        "结束日期早于开始日期", "实到60，多于应到50", "收回测评票49，多于发出47",
        "有效票52，多于收回49",
    ):  # fmt: skip
        assert sentence in told
    page.side.form.put("present", "50")
    qtbot.waitUntil(lambda: "实到60" not in words(page.side))


def test_what_has_no_room_above_the_results_is_a_press_away(qtbot, appraised):
    with appraised.store.change("等次") as change:
        for each in appraised.store.all(AppraisalResult):
            change.save(replace(each, grade="优秀", excellent=9))
    page = shown(qtbot, ResultsPage(appraised.store))
    told = []

    def take_last(dialog):
        ways = [b for b in dialog.findChildren(QPushButton) if b.text() == "去看看"]
        told.extend(b.accessibleName() for b in ways)
        qtbot.mouseClick(ways[-1], Qt.MouseButton.LeftButton)

    in_list(qtbot, take_last)
    way = next(b for b in page.findChildren(QPushButton) if b.text().startswith("看全部"))
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert len(told) == int(way.text().split()[1])
    assert page.side.form is not None
    assert page.side.form.editor("excellent").isVisible()


def test_days_that_contradict_themselves_are_said_before_there_are_results(qtbot, people):
    with people.store.change("评议") as change:
        began, ended = date(YEAR, 1, 3), date(YEAR, 1, 2)
        change.save(Appraisal(year=YEAR, began_on=began, ended_on=ended))
    page = shown(qtbot, AppraisalsPage(people.store))
    told = words(page)
    assert "结束日期早于开始日期，请核对" in told
    assert "依据" not in told
    page.fit()
    assert not page.findChild(RuleStrip)._clause.isVisible()
    asked = []
    in_list(qtbot, lambda dialog: asked.append(words(dialog)))
    press(qtbot, page, "去核对")
    assert "依据：会议记录核对" in asked[0]


def test_the_clause_on_grades_stands_beside_how_many_there_are(qtbot, appraised):
    with appraised.store.change("收回") as change:
        one = appraised.store.all(Appraisal)[0]
        change.save(replace(one, issued=6, returned=7))
    page = shown(qtbot, AppraisalsPage(appraised.store))
    strip = page.findChild(RuleStrip)
    said = [each for each in strip.findChildren(QLabel) if each.isVisible()]
    said.sort(key=lambda each: each.y())
    found = [next(at for at, each in enumerate(said) if part in each.text()) for part in (
        "优秀最多 2 人", "依据：民主评议党员年度通知的通行规定", "收回测评票7，多于发出6",
    )]  # fmt: skip
    assert found == [0, 1, 2]


def test_a_list_of_findings_opens_no_window_but_its_own(qtbot, people, qapp):
    host = shown(qtbot, AppraisalsPage(people.store))
    about = rule("meetings", "record")
    found = [Finding(about, f"{at}。", "meeting", at or None) for at in range(3)]
    opened = Opened()
    qapp.installEventFilter(opened)
    listed = FindingsList(host, "要核对的", found)
    qapp.removeEventFilter(opened)
    qtbot.addWidget(listed)
    listed.show()
    assert opened.windows == []
    ways = [b for b in listed.findChildren(QPushButton) if b.text() == "去看看"]
    assert [b.isVisible() for b in ways] == [False, True, True]
    assert all(each.text() for each in listed.findChildren(QLabel))


class Opened(QObject):
    """Notes every window that is shown."""

    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):  # noqa: N802 - as Qt has it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_votes_nobody_counted_are_blank_and_a_nought_beside_others_is_one(qtbot, appraised):
    page = shown(qtbot, ResultsPage(appraised.store))
    first = page.model.rows[0]
    votes = [page.model.place_of(name) for name in ("excellent", "qualified", "failing")]
    assert [page.model.index(0, at).data() for at in votes] == ["", "", ""]
    page.edit(first)
    assert page.side.form.typed()["excellent"] == ""
    assert not page.side.form.is_dirty
    page.side.form.put("excellent", "5")
    press(qtbot, page, "保存")
    page.reload()
    assert [page.model.index(0, at).data() for at in votes] == ["5", "0", "0"]
    assert page.model.index(0, page.model.place_of("appraisal_id")).data() == f"{YEAR}年度"


def test_grades_too_good_for_the_rule_are_told_before_they_are_pasted(qtbot, appraised):
    page = shown(qtbot, ResultsPage(appraised.store))
    column = next(each for each in page.available if each.field.name == "grade")
    rows = page.model.rows
    made = plan(page, [["优秀"]] * len(rows), [column], rows)
    preview = PastePreview(made, "人", page)
    qtbot.addWidget(preview)
    preview.show()
    assert f"写入以后：{YEAR}年评为优秀6人，多于参评6人的三分之一（2人），请核对。" in words(
        preview
    )
    assert "要核对的 1 行照样写入" in preview.sentence.text()
    assert "是预备党员，不评定等次，请核对；等次" in preview.model.index(0, 3).data()


def test_names_made_alike_later_get_room_for_what_tells_them_apart(qtbot, appraised):
    page = shown(qtbot, ResultsPage(appraised.store))
    name = appraised.members[1].name
    with appraised.store.change("同名") as change:
        change.save(replace(appraised.members[2], name=name, born_on=PartialDate(1980, 11)))
        change.save(replace(appraised.members[1], born_on=PartialDate(1971, 8)))
    page.reload()
    told = f"{name}（1980年11月生）"
    at = page.model.index(row_of(page, told), page.model.place_of("member_id"))
    room = page.table.fontMetrics().horizontalAdvance(told) + 20
    assert page.table.visualRect(at).width() > room
    column = next(each for each in page.available if each.field.name == "grade")
    preview = PastePreview(plan(page, [["合格"]], [column], [page.model.row_at(at)]), "人", page)
    qtbot.addWidget(preview)
    preview.show()
    table = preview.findChild(RecordTable)
    assert table.visualRect(preview.model.index(0, 2)).width() > room


def test_the_year_says_what_it_looked_at_and_leads_to_all_else(qtbot, appraised):
    with appraised.store.change("等次") as change:
        one = appraised.store.all(AppraisalResult)[-1]
        change.save(replace(one, is_probationary=True, grade="优秀"))
    page = shown(qtbot, YearView(appraised.store))
    assert "按规定核对" not in words(page)
    assert "这里只看会开了没有" in words(page)
    told = []
    in_list(qtbot, lambda dialog: told.append(words(dialog)))
    press(qtbot, page, "核对其他各项…")
    assert "是预备党员，不评定等次，请核对。" in told[0]
    assert "开过的请补录" not in told[0]


def test_grades_without_their_meeting_are_said_in_the_year(qtbot, people):
    store, then = people.store, date(YEAR - 1, 12, 10)
    with store.change("评议") as change:
        begin_appraisal(store, change, Appraisal(year=then.year, ended_on=then), then)
    page = shown(qtbot, YearView(store))
    page.show_year(then.year)
    page.grid.go_to("民主评议", 1)
    assert "评议结果" not in page.grid.sentence
    with store.change("等次") as change:
        change.save(replace(store.all(AppraisalResult)[0], grade="合格"))
    page.reload()
    assert "民主评议已有评议结果，未见会议记录" in page.grid.sentence
    save(store, Minutes(meeting=Meeting(kind="民主评议", held_on=then)))
    page.reload()
    assert "未见会议记录" not in page.grid.sentence


def test_taking_off_someone_who_came_to_meetings_says_what_stays(qtbot, people):
    came = Attendance(member_id=people.id(1), status="出席", is_counted=True)
    for day in (1, 2):
        meeting = Meeting(kind="党员大会", held_on=date(YEAR - 1, 5, day))
        save(people.store, Minutes(meeting=meeting, attendance=(came,)))
    desk = Desk(people.store)
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    page = desk.page
    assert isinstance(page, MembersPage)
    page.table.choose(people.id(1))
    page.table.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, ctrl)
    assert "出席过 2 次会议，记录里留着名字" in desk.notice.sentence
    press(qtbot, desk.notice, "撤销")
    assert people.store.row("member", people.id(1)) is not None
    desk.release()


def test_a_meeting_left_half_entered_is_offered_as_the_file_opens(qtbot, window, desk):
    desk.show_page("meetings")
    press(qtbot, desk.page.part, "登记会议")
    editor = desk.page.findChild(MinutesEditor)
    type_text(field(editor, "venue"), "三楼会议室")
    again = reopened(window)
    again.begin()
    assert again.code == "members"
    assert "还没有登记完，草稿存于" in again.notice.sentence
    press(qtbot, again.notice, "继续登记")
    assert again.page.findChild(MinutesEditor).minutes().meeting.venue == "三楼会议室"
