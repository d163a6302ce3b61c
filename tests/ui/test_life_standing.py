"""What the tabs say of R-04, R-05 and R-44, the settings behind it, and own columns everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSpinBox

from exporters.ledgers import CATALOGUE, Asked
from models.life.records import Appraisal, AppraisalResult, Talk, Thought
from models.life.taking_part import begin_appraisal, save_talk
from models.meetings.minutes import Minutes, remove, save
from models.meetings.records import Attendance, Meeting
from models.meetings.settings import MeetingSettings, keep_settings, meeting_settings
from models.members import records
from models.own_columns import OwnColumn, OwnValue, save_column
from models.values import PartialDate
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import cells, press
from ui.page import today
from ui.pages.appraisals import ResultsPage
from ui.pages.life import ThoughtsPage
from ui.pages.meeting_list import MeetingsList
from ui.pages.meeting_settings import MeetingSettingsForm
from ui.pages.meetings import MeetingsPage
from ui.pages.minutes_editor import MinutesEditor
from ui.pages.people_year import PeopleYear
from ui.pages.talks import TalksPage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

YEAR = today().year
DAY = min(date(YEAR, 1, 2), today())


@pytest.fixture
def people():
    return people_of(6, committee=2, probationary=1)


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


def words(page):
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def own_column(store, table, label="编号"):
    with store.change("栏目") as change:
        return f"own_{save_column(change, OwnColumn(owner_table=table, label=label)).id}"


def test_who_has_no_talk_yet_is_told_with_the_clause_and_a_name_begins_its_record(qtbot, people):
    page = shown(qtbot, TalksPage(people.store))
    assert "未见记录：支委之间 1 对、支委和党员之间 4 人、党员之间 4 人" in words(page)
    assert "第十九条" in words(page)
    press(qtbot, page, "看还差谁")
    assert "谈过的请点姓名补录，没谈的请安排" in words(page)
    one, two = (member.name for member in people.members[:2])
    press(qtbot, page, f"{one}和{two}")
    assert page.side.form.typed()["hosts"] == one
    assert page.side.form.typed()["guests"] == two
    assert page.store.all(Talk) == []
    type_text(page.side.form.editor("held_on"), str(DAY))
    page.side.form.editor("held_on").edited.emit()
    press(qtbot, page, "保存")
    page.reload()
    assert "未见记录：支委和党员之间 4 人、党员之间 4 人。" in words(page)


def test_of_two_people_called_alike_each_begins_a_record_of_their_own(qtbot, people):
    name = people.members[1].name
    with people.store.change("同名") as change:
        change.save(replace(people.members[2], name=name, born_on=PartialDate(1980, 3)))
        change.save(replace(people.members[1], born_on=PartialDate(1971, 8)))
    page = shown(qtbot, TalksPage(people.store))
    press(qtbot, page, "看还差谁")
    press(qtbot, page, f"{name}（1980年3月生）")
    form = page.side.form
    assert form.typed()["guests"] == f"{name}（1980年3月生）"
    form.editor("hosts").show_text(people.members[0].name)
    type_text(form.editor("held_on"), str(DAY))
    form.editor("held_on").edited.emit()
    press(qtbot, page, "保存")
    assert len(page.store.all(Talk)) == 1


def test_a_column_of_names_has_room_for_what_tells_two_apart(qtbot, people):
    name = people.members[1].name
    with people.store.change("同名") as change:
        change.save(replace(people.members[2], name=name, born_on=PartialDate(1980, 11)))
        change.save(replace(people.members[1], born_on=PartialDate(1971, 8)))
        talk = Talk(held_on=DAY)
        save_talk(change, talk, [(people.id(1), "")], [(people.id(2), "")])
    table = shown(qtbot, TalksPage(people.store)).table
    for place, told in ((1, f"{name}（1971年8月生）"), (2, f"{name}（1980年11月生）")):
        index = table.model().index(0, place)
        assert index.data() == told
        assert table.visualRect(index).width() > table.fontMetrics().horizontalAdvance(told) + 20


def test_talks_of_the_five_occasions_are_counted(qtbot, people):
    with people.store.change("谈话") as change:
        talk = Talk(held_on=DAY, occasion="家庭变故")
        save_talk(change, talk, [(people.id(0), "")], [(people.id(1), "")])
    page = shown(qtbot, TalksPage(people.store))
    assert "五必谈：家庭变故 1 次" in words(page)


def test_a_discipline_without_its_talk_is_told_until_there_is_one(qtbot, people):
    since = PartialDate(YEAR, 1, 1)
    people.period(4, records.DISCIPLINE, "警告", since=since)
    page = shown(qtbot, TalksPage(people.store))
    assert "五必谈：有 1 件未见谈话记录，谈过的请补录，没谈的请安排。" in words(page)
    press(qtbot, page, "看还差谁")
    assert "受到处分（警告），未见“处分”或“组织处理”的谈心谈话记录" in words(page)
    with people.store.change("谈话") as change:
        talk = Talk(held_on=DAY, occasion="组织处理")
        save_talk(change, talk, [(people.id(0), "")], [(people.id(4), "")])
    page.reload()
    assert "组织处理" not in words(page).replace("五必谈：组织处理 1 次", "")


def test_how_many_may_be_excellent_stands_beside_the_grades_with_its_ground(qtbot, people):
    store = people.store
    with store.change("评议") as change:
        begin_appraisal(store, change, Appraisal(year=YEAR, batch="第一批", ended_on=DAY), DAY)
    page = shown(qtbot, ResultsPage(store))
    assert "优秀最多 2 人（参评 6 人的三分之一），还没有评定等次" in words(page)
    assert "通行规定" in words(page)
    assert cells(page, 1)[0] == f"{YEAR}年度第一批"
    with store.change("等次") as change:
        for each in store.all(AppraisalResult)[:3]:
            change.save(replace(each, grade="优秀"))
    page.reload()
    assert "优秀3人，多于参评6人的三分之一（2人）" in words(page)
    keep_settings(store, replace(meeting_settings(store), excellent_of=2))
    page.reload()
    assert "优秀最多 3 人（参评 6 人的二分之一），已评 优秀 3 人" in words(page)
    assert "多于参评" not in words(page)


def test_hours_are_held_against_what_is_asked_and_those_short_are_listed_alone(qtbot, people):
    store = people.store
    meeting = Meeting(kind="集中学习", held_on=DAY, study=320)
    came = tuple(Attendance(member_id=people.id(at), status="出席") for at in (0, 5))
    save(store, Minutes(meeting=meeting, attendance=came))
    page = shown(qtbot, PeopleYear(store))
    assert "党员 32 学时，书记和委员 56 学时；6 人中 1 人已学满，5 人还没有" in words(page)
    assert "党员教育管理工作条例》第二十条" in words(page)
    place = page.model.place_of("short")
    short = {
        page.model.index(row, 0).data(): page.model.index(row, place).data() for row in range(6)
    }
    found = [short[people.members[at].name] for at in (0, 2, 5)]
    assert found == ["24", "32", "0"]
    press(qtbot, page, "只看没有学满的")
    assert page.model.rowCount() == 5
    press(qtbot, page, "显示全部")
    assert page.model.rowCount() == 6


def test_the_settings_hold_at_once_and_go_back_to_the_default_together(qtbot, people):
    store = people.store
    form = shown(qtbot, MeetingSettingsForm(store))
    assert "第二十条" in words(form)
    assert "依据：民主评议党员年度通知的通行规定" in words(form)
    days = next(each for each in form.findChildren(QSpinBox) if "补录" in each.accessibleName())
    days.setFocus()
    days.selectAll()
    qtbot.keyClicks(days, "15")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert meeting_settings(store).late_days == 15
    press(qtbot, form, "恢复默认")
    assert meeting_settings(store) == MeetingSettings()
    assert days.value() == 7


def test_a_combined_meeting_counts_as_it_is_set_when_the_page_is_shown_again(qtbot, people):
    store = people.store
    people.hold(kind="主题党日", also="党课", day=DAY)
    page = shown(qtbot, MeetingsPage(store))
    page.part.grid.go_to("党课", 1)
    assert "已登记 1 次" in page.part.grid.sentence
    keep_settings(store, replace(meeting_settings(store), main_only=True))
    page.begin()
    page.part.grid.go_to("党课", 1)
    assert "已登记" not in page.part.grid.sentence


def test_an_own_column_of_a_life_record_is_in_its_form_table_and_ledger(qtbot, people):
    store = people.store
    name = own_column(store, Thought.table)
    page = shown(qtbot, ThoughtsPage(store))
    press(qtbot, page, "新增思想动态分析")
    for field, text in (("made_on", str(DAY)), ("state", "总体稳定"), (name, "甲-1")):
        editor = page.side.form.editor(field)
        editor.show_text(text)
        editor.edited.emit()
    press(qtbot, page, "保存")
    (made,) = store.all(Thought)
    page.reload()
    page.columns.show_columns(("state", name))
    assert cells(page, 1) == ["甲-1"]
    sheet = CATALOGUE["thought"].make(store, Asked(year=YEAR, made_on=today()))
    table = next(block for block in sheet.blocks if hasattr(block, "rows"))
    assert table.columns[-1].label == "编号"
    assert table.rows[0][-1] == "甲-1"
    page.edit(page.model.rows[0])
    assert page.side.form.typed()[name] == "甲-1"
    page.remove([made])
    assert store.all(OwnValue) == []
    store.undo()
    assert [each.value for each in store.all(OwnValue)] == ["甲-1"]


def test_an_own_column_of_meetings_is_typed_in_the_editor_and_kept_in_the_draft(qtbot, people):
    store = people.store
    name = own_column(store, Meeting.table)
    made = people.hold(day=DAY)
    editor = shown(qtbot, MinutesEditor(store))
    editor.open(made.meeting.id)
    assert not editor.is_dirty
    box = editor.form.own.findChild(object, f"field_{name}")
    type_text(box, "甲-7")
    assert editor.is_dirty
    editor.keep()
    again = shown(qtbot, MinutesEditor(store))
    again.open(made.meeting.id)
    assert again.form.own.typed() == {name: "甲-7"}
    assert again.save()
    assert [each.value for each in store.all(OwnValue)] == ["甲-7"]
    assert store.undoable.title.startswith("修改")
    page = shown(qtbot, MeetingsList(store))
    page.columns.show_columns(("held_on", name))
    assert cells(page, 1) == ["甲-7"]
    sheet = CATALOGUE["meetings"].make(store, Asked(year=YEAR, made_on=today()))
    table = next(block for block in sheet.blocks if hasattr(block, "rows"))
    assert table.rows[0][-1] == "甲-7"
    store.undo()
    again.reload()
    assert again.form.own.findChild(object, f"field_{name}").text() == ""
    store.undo_entry(store.entries(1)[0].id)
    remove(store, made.meeting)
    assert store.all(OwnValue) == []
