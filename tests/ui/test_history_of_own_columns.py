"""What was written in the branch's own columns stands in the history of steps and of the person."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from models.members import Member, Period, records
from models.own_columns import OwnColumn, save_column, set_own


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def filled(store):
    """Enter a person, a column, and two values one after the other."""
    with store.change("登记赵敏") as change:
        member = change.save(Member(name="赵敏"))
        change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
    with store.change("新设特长") as change:
        save_column(change, OwnColumn(owner_table="member", label="特长"))
    for words in ("书法", "摄影"):
        with store.change(f"修改赵敏：{words}") as change:
            set_own(change, "member", member.id, {"own_1": words})
    return member


def test_a_step_tells_whose_column_it_altered_and_how(qtbot, desk):
    filled(desk.store)
    desk.show_page("history")
    words = texts(desk.page)
    assert "修改自设栏目内容　赵敏" in words
    assert "特长：书法 → 摄影" in words
    desk.store.undo()
    desk.store.undo()
    qtbot.waitUntil(lambda: "删除自设栏目内容　赵敏" in texts(desk.page))
    assert "特长：书法 → 空" in texts(desk.page)


def test_a_new_column_is_named_in_the_history(desk):
    with desk.store.change("新设特长") as change:
        save_column(change, OwnColumn(owner_table="member", label="特长"))
    desk.show_page("history")
    assert "新增自设栏目　特长 文本" in texts(desk.page)


def test_the_history_of_a_person_has_what_was_written_in_its_own_columns(store):
    member = filled(store)
    other = filled_other(store)
    found = store.history(member)
    assert [item.entry.title for item in found] == ["修改赵敏：摄影", "修改赵敏：书法", "登记赵敏"]
    assert [item.entry.title for item in store.history(other)] == ["登记钱伟"]


def filled_other(store):
    with store.change("登记钱伟") as change:
        return change.save(Member(name="钱伟"))
