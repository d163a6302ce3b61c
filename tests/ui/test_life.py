"""The records beside the meetings: typed in, people by name, undone as one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget

from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.minutes import Minutes, save
from models.meetings.records import Attendance, Meeting
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import cells, field, fill, press
from ui.page import today

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

YEAR = today().year
DAY = min(date(YEAR, 1, 2), today())


def show(desk, name):
    tabs = desk.page.findChild(QTabWidget)
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == name)
    tabs.setCurrentIndex(at)
    return desk.page.part


def add(qtbot, part, title, **texts):
    press(qtbot, part, f"新增{title}")
    for name, text in texts.items():
        editor = field(part, name)
        if name in {"hosts", "guests", "people", "member_id", "kind"}:
            editor.setEditText(text)
        else:
            fill(qtbot, part, name, text)
    press(qtbot, part, "保存")


@pytest.fixture
def people(desk):
    full = PartialDate(2001)
    made = [
        enter(desk.store, Member(name=name, joined_on=PartialDate(2000), full_on=full))
        for name in ("赵敏", "钱伟", "孙丽")
    ]
    made.append(enter(desk.store, Member(name="李强", joined_on=PartialDate(YEAR - 1, 12))))
    desk.show_page("meetings")
    return {member.name: member.id for member in desk.store.all(Member)}


def test_a_talk_names_both_sides_and_undo_takes_all_of_it_back(qtbot, desk, people):
    part = show(desk, "谈心谈话")
    add(qtbot, part, "谈心谈话", held_on=str(DAY), hosts="赵敏", guests="钱伟、外单位某同志")
    (talk,) = desk.store.all(Talk)
    sides = {
        (person.member_id, person.name, person.is_host) for person in desk.store.all(TalkPerson)
    }
    assert sides == {
        (people["赵敏"], "", True), (people["钱伟"], "", False), (None, "外单位某同志", False),
    }  # fmt: skip
    assert talk.way == "个别"
    assert desk.store.undoable.title == "新增谈心谈话钱伟、外单位某同志"
    assert cells(part, 2) == ["钱伟、外单位某同志"]
    desk.store.undo()
    assert desk.store.all(Talk) == desk.store.all(TalkPerson) == []


def test_a_day_without_its_year_is_offered_in_the_working_year_and_taken_by_enter(
    qtbot, desk, people
):
    desk.top_bar.show_year(YEAR - 1)
    part = show(desk, "谈心谈话")
    press(qtbot, part, "新增谈心谈话")
    day = field(part, "held_on")
    fill(qtbot, part, "held_on", "3月5日")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_Return)
    offer = f"如果是{YEAR - 1}-03-05，请在这一栏按回车"
    assert offer in day.accessibleDescription()
    assert day.text() == "3月5日"
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert day.text() == f"{YEAR - 1}-03-05"
    assert not day.accessibleDescription()
    assert not day.hasFocus()
    desk.top_bar.show_year(YEAR)
    field(part, "held_on").clear()
    fill(qtbot, part, "held_on", "4月6日")
    for _ in range(2):
        qtbot.keyClick(field(part, "held_on"), Qt.Key.Key_Return)
    assert field(part, "held_on").text() == f"{YEAR}-04-06"


def test_in_a_cell_too_a_day_without_its_year_is_offered_and_a_second_enter_takes_it(
    qtbot, desk, people
):
    part = show(desk, "思想动态")
    add(qtbot, part, "思想动态分析", made_on=str(DAY), member_id="赵敏", state="安心工作")
    place = part.model.place_of("made_on")
    part.table.go_to(0, place)
    qtbot.keyClick(part.table, Qt.Key.Key_F2)
    editor = part.table.itemDelegate().editor
    type_text(editor, "1-3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    offered = f"如果是{YEAR}-01-03，请在这一栏按回车"
    assert offered in editor.accessibleDescription()
    (kept,) = desk.store.all(Thought)
    assert kept.made_on == DAY
    editor.selectAll()
    type_text(editor, "1-4")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert f"{YEAR}-01-04" in editor.accessibleDescription(), "another text is another offer"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (kept,) = desk.store.all(Thought)
    assert kept.made_on == date(YEAR, 1, 4)
    assert not part.table.is_editing


def test_what_is_yet_to_come_is_doubted_beside_its_field_and_kept(qtbot, desk, people):
    part = show(desk, "志愿服务")
    ahead = date(YEAR + 1, 1, 2)
    add(qtbot, part, "志愿服务", held_on=str(ahead), name="清扫街道")
    assert desk.store.all(Service)[0].held_on == ahead
    press(qtbot, part, "新增志愿服务")
    fill(qtbot, part, "name", "值勤")
    fill(qtbot, part, "held_on", str(ahead))
    told = f"日期{ahead}还没有到，请核对"
    qtbot.waitUntil(lambda: told in [x.text() for x in part.findChildren(QLabel, "doubt")])


def test_a_talk_without_the_other_side_is_not_saved_and_its_field_says_why(qtbot, desk, people):
    part = show(desk, "谈心谈话")
    add(qtbot, part, "谈心谈话", held_on=str(DAY), hosts="赵敏")
    assert "谈话对象不能为空" in field(part, "guests").accessibleDescription()
    assert desk.store.all(Talk) == []


def test_the_sides_of_a_talk_are_changed_and_the_talk_is_deleted_whole(qtbot, desk, people):
    part = show(desk, "谈心谈话")
    add(qtbot, part, "谈心谈话", held_on=str(DAY), hosts="赵敏", guests="钱伟")
    kept = next(person for person in desk.store.all(TalkPerson) if person.is_host)
    part.edit(part.model.rows[0])
    field(part, "guests").setEditText("孙丽")
    press(qtbot, part, "保存")
    found = {person.member_id: person.id for person in desk.store.all(TalkPerson)}
    assert found.keys() == {people["赵敏"], people["孙丽"]}
    assert found[people["赵敏"]] == kept.id
    part.table.go_to(0, 0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.all(Talk) == desk.store.all(TalkPerson) == []
    desk.store.undo()
    assert len(desk.store.all(TalkPerson)) == 2


def test_a_name_that_two_have_is_asked_for_more_exactly(qtbot, desk, people):
    enter(desk.store, Member(name="赵敏", born_on=PartialDate(1990, 3)))
    part = show(desk, "谈心谈话")
    add(qtbot, part, "谈心谈话", held_on=str(DAY), hosts="赵敏", guests="钱伟")
    assert "有2个“赵敏”" in desk.notice.sentence
    field(part, "hosts").setEditText("赵敏（1990年3月生）")
    press(qtbot, part, "保存")
    assert len(desk.store.all(Talk)) == 1


def test_a_new_round_of_appraisal_lists_everyone_and_probationary_members_as_such(
    qtbot, desk, people
):
    part = show(desk, "民主评议")
    add(qtbot, part, "民主评议", ended_on=str(DAY), valid="4")
    (made,) = desk.store.all(Appraisal)
    assert made.year == YEAR
    results = {result.member_id: result for result in desk.store.all(AppraisalResult)}
    assert results.keys() == set(people.values())
    assert [key for key, each in results.items() if each.is_probationary] == [people["李强"]]
    part = show(desk, "评议结果")
    assert sorted(cells(part)) == sorted(people)
    desk.store.undo()
    assert desk.store.all(AppraisalResult) == []


def test_grades_are_typed_into_the_table_of_results(qtbot, desk, people):
    add(qtbot, show(desk, "民主评议"), "民主评议", ended_on=str(DAY))
    part = show(desk, "评议结果")
    at = part.model.place_of("grade")
    part.table.go_to(0, at)
    qtbot.keyClick(part.table, Qt.Key.Key_F2)
    part.table._cells.editor.setText("优秀")
    qtbot.keyClick(part.table._cells.editor, Qt.Key.Key_Return)
    assert [each.grade for each in desk.store.all(AppraisalResult)].count("优秀") == 1


def test_results_without_a_round_lead_to_where_one_is_begun(qtbot, desk, people):
    part = show(desk, "评议结果")
    press(qtbot, part, "去“民主评议”")
    assert desk.page.part.view.record is Appraisal


@pytest.mark.parametrize(
    ("tab", "title", "record", "texts"),
    [
        ("组织生活会", "问题和整改", LifeEntry, {"problem": "学习不够深入"}),
        ("双重组织生活", "双重组织生活", DualLife, {"held_on": str(DAY), "member_id": "赵敏"}),
        ("思想动态", "思想动态分析", Thought, {"made_on": str(DAY), "state": "总体稳定"}),
        ("志愿服务", "志愿服务", Service, {"held_on": str(DAY), "name": "社区清洁", "people": "赵敏"}),
        (
            "学习培训",
            "学习培训",
            Study,
            {"held_on": str(DAY), "member_id": "赵敏", "content": "轮训", "hours": "8"},
        ),
    ],
)  # fmt: skip
def test_every_kind_of_record_is_entered_shown_and_deleted(
    qtbot, desk, people, tab, title, record, texts
):
    part = show(desk, tab)
    add(qtbot, part, title, **texts)
    assert len(desk.store.all(record)) == 1, desk.notice.sentence
    assert part.model.rowCount() == 1
    part.table.go_to(0, 0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.all(record) == desk.store.all(ServicePerson) == []
    desk.store.undo()
    assert len(desk.store.all(record)) == 1


def test_a_study_of_nobody_is_not_saved(qtbot, desk, people):
    part = show(desk, "学习培训")
    add(qtbot, part, "学习培训", held_on=str(DAY), content="轮训", hours="8")
    assert desk.store.all(Study) == []
    assert "姓名不能为空" in desk.notice.sentence


def test_a_record_of_another_year_is_kept_there_and_found_by_the_year(qtbot, desk, people):
    part = show(desk, "思想动态")
    add(qtbot, part, "思想动态分析", made_on=f"{YEAR - 1}-06-01", state="总体稳定")
    (made,) = desk.store.all(Thought)
    assert part.model.rowCount() == 0
    desk.show_record("thought", made.id)
    assert desk.notice.sentence == f"这条记录在 {YEAR - 1} 年度，已换到那一年。"
    assert desk.top_bar.year == desk.page.part.year == YEAR - 1
    assert cells(desk.page.part, 3) == ["总体稳定"]
    assert desk.page.part.table.currentIndex().row() == 0


@pytest.mark.parametrize("year", [YEAR - 20, YEAR + 1])
def test_a_record_of_a_year_not_offered_is_led_to_as_well(desk, people, year):
    show(desk, "思想动态")
    with desk.store.change("登记") as change:
        made = change.save(Thought(made_on=date(year, 6, 1), state="总体稳定"))
    desk.show_record("thought", made.id)
    years = [desk.top_bar.years.itemData(at) for at in range(desk.top_bar.years.count())]
    assert years == sorted(years, reverse=True)
    assert desk.page.part.year == year
    assert desk.page.part.table.currentIndex().row() == 0
    desk.top_bar.years.setCurrentIndex(years.index(YEAR))
    assert not any(each.text() == "往年" and each.isVisible() for each in desk.findChildren(QLabel))


def test_hours_and_attendance_of_a_member_come_from_meetings_and_studies(qtbot, desk, people):
    entries = tuple(
        Attendance(member_id=number, status=status)
        for number, status in zip(people.values(), ("出席", "缺席", "请假", "出席"), strict=True)
    )
    meeting = Meeting(kind="集中学习", held_on=DAY, study=20)
    save(desk.store, Minutes(meeting=meeting, attendance=entries))
    with desk.store.change("学习") as change:
        change.save(Study(member_id=people["赵敏"], held_on=DAY, content="轮训", hours=80))
    part = show(desk, "出勤和学时")
    shown = {
        part.model.index(row, 0).data(): [
            part.model.index(row, at).data() for at in (1, 2, 7, 8, 9, 10)
        ]
        for row in range(part.model.rowCount())
    }
    assert shown["赵敏"] == ["1", "1", "100%", "2", "8", "10"]
    assert shown["钱伟"] == ["1", "0", "0%", "0", "0", "0"]
    part.table.selectRow(0)
    qtbot.keyClick(part.table, Qt.Key.Key_Return)
    assert desk.code == "members"


def test_a_half_filled_form_is_kept_as_the_page_is_left(qtbot, desk, people):
    part = show(desk, "思想动态")
    press(qtbot, part, "新增思想动态分析")
    fill(qtbot, part, "state", "总体稳定")
    desk.page.leave()
    kept = type(part)(desk.store)
    qtbot.addWidget(kept)
    assert kept.side.form.typed()["state"] == "总体稳定"
