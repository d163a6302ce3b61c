"""The chosen member: what is wrong first and where to mend it, the photograph, movements."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QTabWidget

from models.branch import Post
from models.members import Member, Movement
from models.members.movements import apply, enter
from models.photos import photo_of
from models.values import PartialDate
from tests.ui.test_whole_path import field, press
from ui.pages.profile import MOVEMENTS, Profile
from ui.record.photo import PhotoBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def choose(desk, member, tab=0):
    desk.page.table.choose(member.id)
    desk.page.findChild(Profile).findChild(QTabWidget).setCurrentIndex(tab)


@pytest.fixture
def member(desk):
    return enter(
        desk.store, Member(name="赵敏", joined_on=PartialDate(2000), full_on=PartialDate(2001))
    )


def test_a_doubt_leads_to_its_field_in_the_form(qtbot, desk, member):
    with desk.store.change("存疑") as change:
        change.save(replace(member, doubts=json.dumps({"phone": "“138”只写了一部分"})))
    choose(desk, member)
    press(qtbot, desk.page, "去改")
    qtbot.waitUntil(field(desk.page, "phone").hasFocus)


def test_a_probation_that_is_over_is_told_first_with_its_clause(qtbot, desk, member):
    with desk.store.change("预备") as change:
        change.save(replace(member, joined_on=PartialDate(2025, 1, 1), full_on=None))
    choose(desk, member)
    told = next(text for text in texts(desk.page) if text.startswith("预备期已满"))
    assert "第三十一条" in told
    press(qtbot, desk.page, "去改")
    qtbot.waitUntil(field(desk.page, "full_on").hasFocus)


def test_a_movement_before_joining_is_told_and_leads_to_where_it_is_taken_back(qtbot, desk, member):
    early = Movement(member_id=member.id, kind="转出", happened_on=PartialDate(1998))
    with desk.store.change("旧账") as change:
        change.save(early)
    choose(desk, member)
    told = [text for text in texts(desk.page) if "早于赵敏的入党日期 2000" in text]
    assert told == ["“转出”的日期 1998 早于赵敏的入党日期 2000，请核对"]
    press(qtbot, desk.page, "去改")
    assert desk.page.findChild(Profile).findChild(QTabWidget).currentIndex() == MOVEMENTS


def test_a_post_past_its_term_leads_to_the_post(qtbot, desk, member):
    with desk.store.change("任职") as change:
        ends = PartialDate(2020, 5, 1).first
        change.save(Post(member_id=member.id, post="书记", term_ends_on=ends))
    choose(desk, member)
    press(qtbot, desk.page, "去改")
    assert desk.page.findChild(QTabWidget).currentIndex() == 2


def test_a_pasted_photograph_is_shown_and_kept_as_one_step(qtbot, desk, member):
    choose(desk, member)
    image = QImage(30, 40, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    desk.page.findChild(PhotoBox).paste()
    assert photo_of(desk.store, desk.store.all(Member)[0])
    assert desk.store.undoable.title == "放入赵敏的照片"
    assert desk.page.findChild(PhotoBox).has_photo
    desk.store.undo()
    assert not desk.page.findChild(PhotoBox).has_photo


def test_a_clipboard_of_words_is_no_photograph(qtbot, desk, member):
    choose(desk, member)
    QGuiApplication.clipboard().setText("不是图片")
    desk.page.findChild(PhotoBox).paste()
    assert "没有图片" in desk.notice.sentence


def test_a_movement_tells_what_it_changed_and_is_taken_back_there(qtbot, desk, member):
    day = PartialDate(2026, 3, 1)
    moved = Movement(member_id=member.id, kind="调岗", happened_on=day, other_party="主任")
    apply(desk.store, moved)
    choose(desk, member, MOVEMENTS)
    assert "单位及职务：空 → 主任" in texts(desk.page)
    press(qtbot, desk.page, "撤销此变动")
    assert desk.store.all(Movement) == []
    assert desk.store.all(Member)[0].work_post == ""


def test_an_older_movement_that_later_ones_stand_on_is_refused_with_a_sentence(qtbot, desk, member):
    for month, post in ((3, "主任"), (4, "处长")):
        day = PartialDate(2026, month)
        apply(
            desk.store,
            Movement(member_id=member.id, kind="调岗", happened_on=day, other_party=post),
        )
    choose(desk, member, MOVEMENTS)
    older = [b for b in desk.page.findChildren(QPushButton) if b.text() == "撤销此变动"][-1]
    older.click()
    assert "没有撤销" in desk.notice.sentence
    assert len(desk.store.all(Movement)) == 2


def test_a_movement_found_elsewhere_opens_its_member_with_the_movements(desk, member):
    day = PartialDate(2026, 3, 1)
    left = apply(desk.store, Movement(member_id=member.id, kind="去世", happened_on=day))
    desk.show_page("branch")
    desk.show_record("movement", left.id)
    tabs = desk.page.findChild(Profile).findChild(QTabWidget)
    assert tabs.currentIndex() == MOVEMENTS
    assert any("去世" in text for text in texts(desk.page))


def test_a_record_that_is_gone_gets_a_sentence(desk, member):
    desk.show_record("movement", 99)
    assert "已不在文件中" in desk.notice.sentence


@pytest.mark.parametrize("size", [(1366, 768), (910, 512)])
def test_a_low_profile_has_one_bar_that_scrolls_all_of_it(qtbot, window, desk, member, size):
    window.resize(*size)
    wrong = PartialDate(1970)
    with desk.store.change("资料") as change:
        change.save(
            replace(
                member, born_on=PartialDate(1980), worked_since=wrong, retired_on=wrong,
                applied_on=wrong, native_place="甘肃", education="大学", work_post="主任",
                address="北京市西城区人民路三百号院五号楼一单元二〇二室", introducers="孙丽",
            )
        )  # fmt: skip
    choose(desk, member)
    areas = desk.page.findChild(Profile).findChildren(QScrollArea)
    qtbot.waitUntil(lambda: sum(each.verticalScrollBar().isVisible() for each in areas) == 1)
    assert len(areas) == 3
