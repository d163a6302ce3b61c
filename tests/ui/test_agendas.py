"""类型和议程: agendas and types of the branch's own, kept in the window and used by the editor."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QMenu, QPushButton

from models.branch import Branch
from models.meetings.minutes import Point
from models.meetings.own_kinds import save_kind
from models.meetings.records import AgendaItem, OwnKind, Template
from models.meetings.templates import save_template, templates_for
from models.store import Store
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from tests.ui.test_minutes_editor import shown as active
from tests.ui.test_whole_path import press
from ui.meeting.keep_agenda import KeepAgenda
from ui.pages.agendas import AgendasPage
from ui.pages.meeting_settings import MeetingSettingsForm
from ui.pages.minutes_editor import MinutesEditor
from ui.record import drafts

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

KEY = Qt.Key
POINT = Point(item=AgendaItem(topic="议慰问", report="说了三句", resolution="同意"))


@pytest.fixture
def people():
    return people_of(4)


@pytest.fixture
def page(qtbot, people):
    return shown(qtbot, people.store)


def shown(qtbot, store, width=1000):
    made = AgendasPage(store)
    qtbot.addWidget(made)
    made.resize(width, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def go_to(page, words):
    lines = [page.list.item(at).text().strip() for at in range(page.list.count())]
    page.list.setCurrentRow(lines.index(words))


def lines(page):
    return [page.list.item(at).text().strip() for at in range(page.list.count())]


def write(page, name, text):
    editor = page.side.form.editor(name)
    editor.setFocus()
    editor.selectAll()
    type_text(editor, text)


def in_menu(qtbot, words):
    """Choose with the keys in the menu that the next step opens."""

    def choose():
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(10, choose)
            return
        able = [action for action in menu.actions() if action.isEnabled() and action.text()]
        for _ in range([action.text() for action in able].index(words) + 1):
            qtbot.keyClick(menu, KEY.Key_Down)
        qtbot.keyClick(menu, KEY.Key_Return)

    QTimer.singleShot(10, choose)


def topics(qtbot, store, kind):
    editor = MinutesEditor(store)
    qtbot.addWidget(editor)
    editor.begin_new(kind, date(2026, 3, 20))
    return [point.item.topic for point in editor.minutes().points]


def test_an_agenda_altered_here_begins_the_next_meeting_until_it_is_given_back(qtbot, page):
    store, shipped = page.store, templates_for(page.store, "支委会")[0]
    assert page.side.isVisible()
    go_to(page, "月度支委会")
    assert not page.side.form.editor("name").isEnabled()
    write(page, "topics", "议党建\n议人事")
    press(qtbot, page, "保存")
    assert "月度支委会（已改）" in lines(page)
    assert topics(qtbot, store, "支委会") == ["议党建", "议人事"]
    press(qtbot, page, "恢复自带内容")
    assert topics(qtbot, store, "支委会") == shipped.topics.splitlines()
    store.undo()
    page.reload()
    assert topics(qtbot, store, "支委会") == ["议党建", "议人事"]


def test_an_agenda_no_longer_used_says_so_and_comes_back(qtbot, page):
    go_to(page, "专题党课")
    press(qtbot, page, "不再使用")
    assert "专题党课（不再使用）" in lines(page)
    assert topics(qtbot, page.store, "党课") == []
    press(qtbot, page, "恢复使用")
    assert topics(qtbot, page.store, "党课") == ["主讲人授课", "党员交流学习体会"]


def test_a_new_type_with_its_agenda_is_offered_for_a_meeting(qtbot, page):
    press(qtbot, page, "新增类型")
    write(page, "name", "党课")
    press(qtbot, page, "保存")
    assert "已有“党课”" in page.side.form.editor("name").accessibleDescription()
    write(page, "name", "支部共建")
    press(qtbot, page, "保存")
    press(qtbot, page, "新增议程模板")
    write(page, "name", "共建议程")
    write(page, "topics", "交流经验")
    press(qtbot, page, "保存")
    assert lines(page)[-2:] == ["支部共建（自设）", "共建议程（自设）"]
    assert topics(qtbot, page.store, "支部共建") == ["交流经验"]
    go_to(page, "支部共建（自设）")
    press(qtbot, page, "删除")
    assert page.store.all(OwnKind) == page.store.all(Template) == []
    page.store.undo()
    assert len(page.store.all(Template)) == 1


def test_what_is_half_typed_stays_in_the_way_and_is_there_again_later(qtbot, page):
    go_to(page, "月度支委会")
    write(page, "topics", "说到一半")
    with qtbot.waitSignal(page.refused) as said:
        go_to(page, "专题党课")
    assert "还有没保存的修改" in said.args[0]
    page.leave()
    again = shown(qtbot, page.store)
    assert again.side.form.typed()["topics"] == "说到一半"
    with qtbot.waitSignal(again.offered) as offered:
        press(qtbot, again, "取消")
    offered.args[2]()
    assert again.side.form.typed()["topics"] == "说到一半"


def test_a_narrow_page_shows_the_list_then_the_form_and_escape_goes_back(qtbot, people):
    page = shown(qtbot, people.store, width=600)
    assert page.list.isVisible()
    page.list.setFocus()
    for _ in range(4):
        qtbot.keyClick(page.list, KEY.Key_Down)
    assert page.list.isVisible()
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert "月度支委会" in page.side.title
    assert not page.list.isVisible()
    assert page.side.form.isVisible()
    qtbot.keyClick(page.side, KEY.Key_Escape)
    assert page.list.isVisible()
    assert not page.side.isVisible()
    page.list.setCurrentRow(0)
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert not page.list.isVisible()
    press(qtbot, page, "返回")
    assert page.list.isVisible()


def test_the_agenda_of_a_meeting_is_kept_as_a_template_by_name(qtbot, people):
    editor = MinutesEditor(people.store)
    qtbot.addWidget(editor)
    editor.begin_new("支委会", date(2026, 3, 20))
    editor.form.agenda.add("研究慰问")
    dialog = KeepAgenda(editor, people.store, "支委会", editor.form.agenda.points())
    qtbot.addWidget(dialog)
    type_text(dialog.name, "月度支委会")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert "已有“月度支委会”" in dialog.refusal
    type_text(dialog.name, "（慰问）")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.result()
    (kept,) = people.store.all(Template)
    assert kept.topics.splitlines()[-1] == "研究慰问"


def test_the_menu_of_agendas_leads_to_where_they_are_altered(qtbot, desk):
    desk.show_page("meetings")
    desk.page.begin_new("支委会", date(2026, 3, 20), None)
    editor = desk.page.findChild(MinutesEditor)

    in_menu(qtbot, "修改议程模板…")
    press(qtbot, editor, "议程模板")
    assert isinstance(desk.page.part, AgendasPage)
    assert desk.page.part.list.currentItem().text() == "支委会"
    assert desk.window().focusWidget() is desk.page.part.list


def test_an_earlier_meeting_is_copied_by_keys_alone(qtbot, people):
    held = people.hold("支委会", date(2026, 2, 20), venue="三楼", points=[POINT])
    editor = active(qtbot, people.store)
    editor.begin_new("支委会", date(2026, 3, 20))
    in_menu(qtbot, f"{held.meeting.held_on} 支委会")
    copy = next(b for b in editor.findChildren(QPushButton) if b.text() == "照以前的会议")
    copy.setFocus()
    qtbot.keyClick(copy, KEY.Key_Return)
    assert editor.minutes().points == (Point(item=AgendaItem(topic="议慰问", place=1)),)
    assert editor.minutes().meeting.venue == "三楼"
    topic = editor.form.agenda.cards[0].item.editors["topic"]
    qtbot.waitUntil(lambda: editor.focusWidget() is topic)


def test_a_step_about_a_type_or_an_agenda_leads_to_its_line(qtbot, desk):
    kind = save_kind(desk.store, OwnKind(name="支部共建"))
    template = save_template(desk.store, Template(kind="党课", name="微党课", topics="授课"))
    desk.show_record(OwnKind.table, kind.id)
    assert desk.page.part.list.currentItem().text() == "支部共建（自设）"
    desk.show_record(Template.table, template.id)
    assert desk.page.part.list.currentItem().text().strip() == "微党课（自设）"


def test_a_file_to_be_read_only_shows_agendas_and_settings_without_offering_to_alter_them(
    qtbot, tmp_path
):
    path = tmp_path / "支部.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    with Store.open(path, read_only=True) as store:
        page = shown(qtbot, store)
        go_to(page, "月度支委会")
        assert page.side.form is None
        assert "研究本月重点工作" in [each.text() for each in page.side.findChildren(QLabel)]
        form = MeetingSettingsForm(store)
        qtbot.addWidget(form)
        able = [
            each
            for each in (*page.findChildren(QPushButton), *form.findChildren(QAbstractSpinBox))
            if each.isEnabled() and each.isVisibleTo(page)
        ]
        assert able == []


def test_resuming_what_was_cancelled_does_not_throw_away_what_is_being_typed(qtbot, page):
    go_to(page, "月度支委会")
    write(page, "topics", "先前的")
    with qtbot.waitSignal(page.offered) as offered:
        press(qtbot, page, "取消")
    go_to(page, "专题党课")
    write(page, "topics", "后来的")
    with qtbot.waitSignal(page.refused) as said:
        offered.args[2]()
    assert "还有没保存的修改" in said.args[0]
    assert page.side.form.typed()["topics"] == "后来的"


def test_an_agenda_half_typed_comes_back_under_its_own_type_whatever_that_is_called(qtbot, people):
    for name in ("共建", "共建|甲"):
        save_kind(people.store, OwnKind(name=name))
    page = shown(qtbot, people.store)
    page.show_kind("共建|甲")
    press(qtbot, page, "新增议程模板")
    write(page, "name", "乙")
    page.leave()
    again = shown(qtbot, people.store)
    assert again.side.form.typed()["name"] == "乙"
    assert again.side.entry.kind == "共建|甲"
    write(again, "topics", "交流")
    press(qtbot, again, "保存")
    again.show_kind("共建|甲")
    assert again.list.entry.kind == "共建|甲"
    assert people.store.all(Template)[0].kind == "共建|甲"


def test_an_agenda_half_typed_of_a_type_that_is_gone_is_not_resumed(qtbot, people):
    save_kind(people.store, OwnKind(name="共建"))
    page = shown(qtbot, people.store)
    page.show_kind("共建")
    press(qtbot, page, "新增议程模板")
    write(page, "name", "乙")
    page.leave()
    people.store.undo()
    again = shown(qtbot, people.store)
    assert not again.side.has_typing
    assert drafts.kept(people.store, "agendas") is None


@pytest.mark.parametrize("typed", [{}, {"@": "x"}, {"@": "agenda|支委会|"}, {"@sort": "agenda"}])
def test_a_draft_of_an_odd_shape_is_forgotten_and_the_page_opens(qtbot, people, typed):
    drafts.keep(people.store, "agendas", None, {"name": "乙", **typed})
    page = shown(qtbot, people.store)
    assert not page.side.has_typing
    assert drafts.kept(people.store, "agendas") is None
