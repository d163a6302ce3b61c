"""What is special about each page, and what happens when something goes wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar

from models.branch import BranchYear, Group, Post
from models.errors import AppError
from models.members import Member, Movement, Period
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import add_member, cells, field, fill, press
from ui.errors import ExceptionHook
from ui.pages.movement import MovementDialog
from ui.tasks import Task

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_an_empty_page_says_what_belongs_there_and_has_one_primary_action(desk):
    words = " ".join(texts(desk.page))
    assert "党员名册" in words
    visible = [b for b in desk.page.findChildren(object, "primary") if b.isVisibleTo(desk.page)]
    assert [b.text() for b in visible] == ["从 Excel 导入"]


def test_the_branch_is_renamed_in_its_form_and_in_the_head(qtbot, desk):
    desk.show_page("branch")
    editor = field(desk.page, "short_name")
    type_text(editor, "三支部")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.branch.short_name == "三支部"
    assert "三支部" in texts(desk)


def test_a_group_and_a_post_are_entered_by_hand(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.show_page("branch")
    tabs = desk.page.findChild(QTabBar)
    tabs.setCurrentIndex(1)
    press(qtbot, desk.page, "新增党小组")
    page = desk.page
    visible = next(w for w in page.findChildren(object, "field_name") if w.isVisibleTo(page))
    type_text(visible, "第一党小组")
    press(qtbot, page, "保存")
    assert [group.name for group in desk.store.all(Group)] == ["第一党小组"]
    tabs.setCurrentIndex(2)
    press(qtbot, page, "新增任职")
    fill(qtbot, page, "member_id", "赵敏")
    fill(qtbot, page, "post", "书记")
    press(qtbot, page, "保存")
    (post,) = desk.store.all(Post)
    assert post.post == "书记"


def test_an_exemption_is_entered_with_its_days_and_ground(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.show_page("branch")
    desk.page.findChild(QTabBar).setCurrentIndex(3)
    press(qtbot, desk.page, "新增情况")
    for name, text in (
        ("member_id", "赵敏"), ("aspect", "不作硬性要求"), ("value", "年老体弱"),
        ("since", "2026.3.1"), ("ground", "支委会研究"),
    ):  # fmt: skip
        fill(qtbot, desk.page, name, text)
    press(qtbot, desk.page, "保存")
    (period,) = desk.store.where(Period, aspect="不作硬性要求")
    assert (period.value, str(period.since)) == ("年老体弱", "2026-03-01")


def test_the_theme_of_a_year_stands_once(qtbot, desk):
    desk.show_page("branch")
    desk.page.findChild(QTabBar).setCurrentIndex(4)
    for theme in ("学思想", "重实践"):
        press(qtbot, desk.page, "新增年度")
        fill(qtbot, desk.page, "year", "2026")
        fill(qtbot, desk.page, "theme", theme)
        press(qtbot, desk.page, "保存")
    assert [year.theme for year in desk.store.all(BranchYear)] == ["学思想"]
    assert any("没有保存" in text for text in texts(desk))
    press(qtbot, desk.page, "取消")


def test_an_unknown_name_is_not_taken_as_a_member(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.show_page("branch")
    desk.page.findChild(QTabBar).setCurrentIndex(2)
    press(qtbot, desk.page, "新增任职")
    fill(qtbot, desk.page, "member_id", "查无此人")
    fill(qtbot, desk.page, "post", "书记")
    press(qtbot, desk.page, "保存")
    assert "没有“查无此人”" in field(desk.page, "member_id").accessibleDescription()
    assert desk.store.all(Post) == []


def test_findings_stand_beside_the_branch_with_their_clause(sample_desk):
    with sample_desk.store.change("撤销任职") as change:
        for post in sample_desk.store.all(Post):
            change.delete(post)
    sample_desk.show_page("branch")
    assert any("支部工作条例" in text for text in texts(sample_desk.page))


def test_a_movement_lists_what_it_changes_before_it_does(qtbot, desk):
    add_member(qtbot, desk.page)
    dialog = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose("去世")
    type_text(dialog.form.editor("happened_on"), "2026.3")
    qtbot.waitUntil(lambda: "不再在册" in dialog.effects.text())
    assert desk.store.all(Movement) == []
    press(qtbot, dialog, "登记变动")
    assert [move.kind for move in desk.store.all(Movement)] == ["去世"]
    assert cells(desk.page) == []


def test_a_movement_without_a_date_is_not_entered(qtbot, desk):
    add_member(qtbot, desk.page)
    dialog = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose("退休")
    press(qtbot, dialog, "登记变动")
    assert "不能为空" in dialog.form.editor("happened_on").accessibleDescription()
    assert desk.store.all(Movement) == []


def test_the_plan_of_a_movement_leaves_the_cursor_where_one_types(qtbot, desk):
    add_member(qtbot, desk.page)
    dialog = MovementDialog(desk.store, desk.page.model.rows[0], desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose("转出")
    for name, text in {"happened_on": "2026-3-1", "received_on": "2026"}.items():
        type_text(dialog.form.editor(name), text)
    dialog.form.editor("approval").setFocus()
    qtbot.waitUntil(lambda: "要写到日" in dialog.effects.text())
    assert dialog.focusWidget() is dialog.form.editor("approval")
    press(qtbot, dialog, "登记变动")
    assert dialog.focusWidget() is dialog.form.editor("received_on")


def test_another_row_is_not_opened_over_unsaved_typing(qtbot, desk):
    add_member(qtbot, desk.page)
    add_member(qtbot, desk.page, name="钱伟")
    qtbot.keyClick(desk.page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    fill(qtbot, desk.page, "native_place", "北京")
    press(qtbot, desk.page, "新增党员")
    assert "没保存" in desk.notice.sentence
    assert field(desk.page, "native_place").text() == "北京"


def test_the_history_names_what_is_referred_to_and_masks_every_telephone(qtbot, desk):
    with desk.store.change("建立") as change:
        one, two = (change.save(Group(name=name)) for name in ("第一党小组", "第二党小组"))
        member = change.save(Member(name="赵敏", landline="09318123456"))
        post = change.save(Post(member_id=member.id, post="组长", group_id=one.id))
    with desk.store.change("修改") as change:
        change.save(replace(member, landline="09318000000", is_veteran=True))
        change.save(replace(post, group_id=two.id))
    desk.show_page("history")
    words = texts(desk.page)
    assert "党小组：第一党小组 → 第二党小组" in words
    assert "退役军人：否 → 是" in words
    assert "固定电话：093****3456 → 093****0000" in words


def test_a_profile_says_which_date_its_category_lacks(qtbot, desk):
    add_member(qtbot, desk.page)
    qtbot.waitUntil(lambda: any("转正日期没有登记" in text for text in texts(desk.page)))


def test_a_page_that_was_open_shows_what_was_changed_elsewhere(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.show_page("history")
    desk.store.undo()
    desk.show_page("members")
    assert cells(desk.page) == []


def test_a_row_that_vanished_elsewhere_is_refused_with_a_sentence(qtbot, desk):
    add_member(qtbot, desk.page)
    qtbot.keyClick(desk.page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    fill(qtbot, desk.page, "native_place", "北京")
    desk.store.undo()
    press(qtbot, desk.page, "保存")
    assert any("已不在文件中" in text for text in texts(desk))
    assert field(desk.page, "native_place").text() == "北京"
    assert desk.store.all(Member) == []


def test_what_was_undone_elsewhere_is_not_written_again_by_a_form(qtbot, desk):
    add_member(qtbot, desk.page)
    with desk.store.change("改电话") as change:
        change.save(replace(desk.store.all(Member)[0], phone="13800000000"))
    desk.page.edit(desk.page.model.rows[0])
    fill(qtbot, desk.page, "native_place", "北京")
    desk.store.undo()
    press(qtbot, desk.page, "保存")
    (member,) = desk.store.all(Member)
    assert (member.native_place, member.phone) == ("北京", "")


def test_a_problem_for_people_is_said_as_it_reads(qtbot):
    hook = ExceptionHook()
    with qtbot.waitSignal(hook.told) as told:
        hook.handle(AppError, AppError("磁盘已满。"), None)
    assert told.args == ["磁盘已满。"]


def raised(work):
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever the test makes
        return error
    raise AssertionError


def test_a_bug_is_one_sentence_and_a_log_of_its_way_without_values(qtbot, tmp_path):
    hook = ExceptionHook()
    number = "110101199003078888"
    error = raised(lambda: int(f"{number}甲"))
    other = raised(lambda: {}[number])
    error.__cause__ = other
    with qtbot.waitSignal(hook.told) as told:
        hook.handle(ValueError, error, None)
    assert "程序出了差错" in told.args[0]
    (log,) = tmp_path.rglob("程序错误.log")
    text = log.read_text("utf-8")
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")
    assert "tests/ui/test_pages.py:" in text
    assert number not in text
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_bug_is_told_where_nothing_can_be_logged(qtbot, tmp_path, monkeypatch):
    (tmp_path / "挡路").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "挡路"))
    hook = ExceptionHook()
    with qtbot.waitSignal(hook.told) as told:
        hook.handle(ValueError, ValueError("oops"), None)
    assert "详情记不下来" in told.args[0]


def test_a_task_reports_and_gives_its_result(qtbot):
    seen = []
    task = Task(lambda report: report(1, 2) or "好", "正在算…")
    task.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(task.succeeded) as done:
        task.start()
    assert done.args == ["好"]
    assert seen == [(1, 2)]


def test_a_cancelled_task_stops_at_its_next_report(qtbot):
    task = Task(lambda report: report(1, 2), "正在算…")
    task.cancel()
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert "已取消" in str(failed.args[0])


@pytest.mark.parametrize(("width", "height"), [(911, 512), (700, 400), (1920, 1080)])
def test_the_chosen_member_has_room_in_a_small_window(qtbot, sample_desk, width, height):
    sample_desk.window().resize(width, height)
    sample_desk.show_page("members")
    page = sample_desk.page
    page.table.selectRow(1)
    QApplication.sendPostedEvents()
    assert page.side.width() >= 280
    assert page.width() + sample_desk.navigation.width() <= max(width, sample_desk.window().width())


def test_a_doubt_without_a_field_of_its_own_outlives_the_form_until_it_is_confirmed(qtbot, desk):
    add_member(qtbot, desk.page)
    with desk.store.change("导入") as change:
        member = desk.store.all(Member)[0]
        change.save(replace(member, doubts='{"category": "类别“群众”不认得"}'))
    desk.page.table.selectRow(0)
    press(qtbot, desk.page, "编辑")
    fill(qtbot, desk.page, "native_place", "北京")
    press(qtbot, desk.page, "保存")
    (member,) = desk.store.all(Member)
    assert (member.native_place, set(member.doubtful)) == ("北京", {"category"})
    press(qtbot, desk.page, "确认")
    assert desk.store.all(Member)[0].doubtful == {}
    assert desk.store.undoable.title == f"确认{member.name}的存疑项"
