"""The form of a member: suggestions, what a number says, the photograph, and no word lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.attachments import Attachment
from models.members import Member
from models.members.movements import enter
from models.own_columns import OwnColumn, own_values_of, save_column
from models.photos import photo_of
from tests.photographs import photograph
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import add_member, field, fill, press, reopened
from ui.record.photo import PhotoBox
from ui.suggestions import meant, suggested

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NUMBER = "11010519491231002X"


@pytest.fixture
def form(qtbot, desk):
    press(qtbot, desk.page, "新增党员")
    return desk.page


def compose(widget, text):
    """Compose a text as an input method does before it is committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def drop(box, data):
    move, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(box, QDragEnterEvent(QPoint(5, 5), move, data, left, none))
    QApplication.sendEvent(box, QDropEvent(QPointF(5, 5), move, data, left, none))


def shown(page):
    return next(box for box in page.findChildren(PhotoBox) if box.isVisibleTo(page))


@pytest.mark.parametrize(
    ("typed", "first"), [("hz", "汉族"), ("汉", "汉族"), ("zhuang", "壮族"), ("HZ", "汉族")]
)
def test_a_table_is_searched_by_characters_initials_and_pinyin(typed, first):
    assert suggested(("汉族", "回族", "壮族"), typed)[0] == first


def test_letters_mean_an_entry_only_where_they_mean_one():
    assert meant(("汉族", "回族", "壮族"), "zz") == "壮族"
    assert meant(("汉族", "回族"), "hz") == ""
    assert meant(("大学本科",), "本科") == ""
    assert meant(("大学本科",), "大学本科") == ""


def test_initials_are_offered_and_one_enter_takes_the_first(qtbot, form):
    nation = field(form, "nation")
    nation.setFocus()
    qtbot.keyClicks(nation.line, "hz")
    popup = nation.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "汉族"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not nation.line.hasFocus())
    assert nation.entered() == "汉族"


def test_letters_left_in_a_table_become_the_entry_they_mean(qtbot, form):
    nation = field(form, "nation")
    nation.setFocus()
    qtbot.keyClicks(nation.line, "tjz")
    qtbot.keyClick(nation.completer().popup(), Qt.Key.Key_Tab)
    assert not nation.line.hasFocus()
    assert nation.entered() == "土家族"


def test_a_word_half_composed_survives_the_focus_and_saving(qtbot, desk, form):
    name, place = field(form, "name"), field(form, "native_place")
    name.setFocus()
    compose(name, "赵敏")
    place.setFocus()
    assert name.text() == "赵敏"
    compose(place, "北京")
    qtbot.keyClick(place, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.store.all(Member)))
    (member,) = desk.store.all(Member)
    assert (member.name, member.native_place) == ("赵敏", "北京")


def test_a_word_half_composed_survives_closing_the_window(qtbot, window, desk, form):
    remark = field(form, "remark")
    remark.setFocus()
    compose(remark, "待补")
    again = reopened(window)
    assert field(again.page, "remark").toPlainText() == "待补"


def test_a_number_fills_birthday_and_sex_with_one_click(qtbot, desk, form):
    fill(qtbot, form, "name", "赵敏")
    fill(qtbot, form, "identity_number", NUMBER)
    press(qtbot, form, "从身份证号填入")
    press(qtbot, form, "保存")
    (member,) = desk.store.all(Member)
    assert (str(member.born_on), member.sex, member.doubtful) == ("1949-12-31", "女", {})


def test_a_number_never_overwrites_what_stands_against_it(qtbot, form):
    fill(qtbot, form, "born_on", "1950-01-01")
    fill(qtbot, form, "identity_number", NUMBER)
    press(qtbot, form, "从身份证号填入")
    assert field(form, "born_on").text() == "1950-01-01"
    assert field(form, "sex").entered() == "女"
    offers = [b for b in form.findChildren(QPushButton) if b.text() == "从身份证号填入"]
    assert not offers[0].isVisible()


def test_a_wrong_number_offers_nothing(qtbot, form):
    fill(qtbot, form, "identity_number", NUMBER[:-1] + "1")
    offers = [b for b in form.findChildren(QPushButton) if b.text() == "从身份证号填入"]
    assert not offers[0].isVisible()


def test_saving_a_form_without_a_name_goes_to_the_name(qtbot, desk, form):
    fill(qtbot, form, "native_place", "北京")
    qtbot.keyClick(
        field(form, "native_place"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert "不能为空" in field(form, "name").accessibleDescription()
    qtbot.waitUntil(field(form, "name").hasFocus)


def test_a_photograph_is_dropped_into_a_new_form_and_kept_with_the_member(
    qtbot, desk, form, tmp_path
):
    path = tmp_path / "照片.jpg"
    path.write_bytes(photograph((40, 60)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    fill(qtbot, form, "name", "赵敏")
    drop(shown(form), data)
    press(qtbot, form, "保存")
    (member,) = desk.store.all(Member)
    assert photo_of(desk.store, member)
    assert desk.store.undoable.title == "新增党员赵敏"
    desk.store.undo()
    assert desk.store.all(Attachment) == []


def test_a_photograph_of_a_half_filled_form_survives_closing(qtbot, window, desk, form):
    image = QImage(30, 40, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    box = shown(form)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert box.has_photo
    assert shown(reopened(window).page).has_photo


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("照片.heic", b"\x00\x00\x00\x18ftypheic0000", "不是能读取的图片"),
        ("表格.xlsx", b"PK\x03\x04", "不是能读取的图片"),
        ("没有.jpg", None, "不能读取"),
    ],
)
def test_what_is_no_photograph_gets_a_sentence(desk, form, tmp_path, name, data, words):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(shown(form), mime)
    assert words in desk.notice.sentence
    assert not shown(form).has_photo


def test_own_columns_stand_in_the_form_and_are_saved_with_it(qtbot, desk):
    with desk.store.change("栏目") as change:
        column = save_column(change, OwnColumn(owner_table="member", label="特长"))
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    fill(qtbot, desk.page, f"own_{column.id}", "书法")
    press(qtbot, desk.page, "保存")
    (member,) = desk.store.all(Member)
    assert own_values_of(desk.store, "member", member.id) == {f"own_{column.id}": "书法"}
    desk.page.edit(desk.page.model.rows[0])
    assert field(desk.page, f"own_{column.id}").text() == "书法"


def test_an_open_form_shows_what_was_undone_elsewhere_and_keeps_what_is_typed(qtbot, desk):
    member = enter(desk.store, Member(name="赵敏"))
    with desk.store.change("改电话") as change:
        change.save(replace(member, phone="13800000000"))
    desk.page.edit(desk.page.model.rows[0])
    fill(qtbot, desk.page, "native_place", "北京")
    desk.store.undo()
    assert field(desk.page, "phone").text() == ""
    assert field(desk.page, "native_place").text() == "北京"


def test_a_double_click_on_save_enters_one_member(qtbot, desk, form):
    fill(qtbot, form, "name", "赵敏")
    save = next(b for b in form.findChildren(QPushButton) if b.text() == "保存" and b.isVisible())
    save.click()
    save.click()
    assert len(desk.store.all(Member)) == 1


def test_escape_gives_a_form_up_and_brings_it_back(qtbot, desk):
    add_member(qtbot, desk.page)
    desk.page.edit(desk.page.model.rows[0])
    fill(qtbot, desk.page, "native_place", "北京")
    qtbot.keyClick(field(desk.page, "native_place"), Qt.Key.Key_Escape)
    assert desk.notice.sign == "corner-up-left"
    press(qtbot, desk.notice, "恢复输入")
    assert field(desk.page, "native_place").text() == "北京"
    type_text(field(desk.page, "native_place"), "市")
    press(qtbot, desk.page, "保存")
    assert desk.store.all(Member)[0].native_place in {"北京市", "市北京"}


def test_a_short_probation_is_told_beside_the_field_and_saved_all_the_same(qtbot, desk, form):
    fill(qtbot, form, "name", "赵敏")
    fill(qtbot, form, "joined_on", "2025.7.1")
    fill(qtbot, form, "full_on", "2026.5.17")
    qtbot.waitUntil(lambda: any("不满12个月" in words for words in said(form)))
    assert any("第三十一条" in words for words in said(form))
    form.side.form.put("full_on", "2026.7.1")
    qtbot.waitUntil(lambda: not any("不满12个月" in words for words in said(form)))
    form.side.form.put("full_on", "2026.5.17")
    press(qtbot, form, "保存")
    (member,) = desk.store.all(Member)
    assert str(member.full_on) == "2026-05-17"
    qtbot.waitUntil(lambda: any("不满12个月" in words for words in said(desk.page.side)))


def said(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]


def test_coming_back_to_a_half_filled_form_goes_on_in_its_field(qtbot, desk, form):
    fill(qtbot, form, "native_place", "北京")
    field(form, "native_place").setFocus()
    for code in ("branch", "members"):
        qtbot.mouseClick(desk.navigation.button(code), Qt.MouseButton.LeftButton)
    assert field(form, "native_place").hasFocus()


def test_a_second_click_on_what_opened_the_form_takes_no_word_away(qtbot, desk, form):
    qtbot.mouseDClick(desk.page.table.viewport(), Qt.MouseButton.LeftButton)
    assert field(form, "name").hasFocus()


def test_a_flood_of_text_is_answered_beside_the_field_and_keeps_what_stood_there(qtbot, form):
    QGuiApplication.clipboard().setText("甲" * 10_000_000)
    remark, name = field(form, "remark"), field(form, "name")
    remark.setPlainText("原有")
    remark.paste()
    assert remark.toPlainText() == "原有"
    assert any("太多，没有放进来" in words for words in said(form))
    name.paste()
    press(qtbot, form, "保存")
    assert any("太长了" in words for words in said(form))


def test_the_first_field_is_in_sight_in_a_small_window(qtbot, window, desk):
    window.resize(911, 512)
    desk.page.add()
    name = field(desk.page, "name")
    qtbot.waitUntil(lambda: not name.visibleRegion().isEmpty())


def test_resuming_does_not_throw_away_what_is_being_typed_by_now(qtbot, desk):
    add_member(qtbot, desk.page)
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "先前的")
    press(qtbot, desk.page, "取消")
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "后来的")
    press(qtbot, desk.notice, "恢复输入")
    assert "还有没保存的修改" in desk.notice.sentence
    assert field(desk.page, "name").text() == "后来的"
