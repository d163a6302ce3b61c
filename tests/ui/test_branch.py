"""组织建设: findings that lead to where they are mended, posts with terms, earlier years."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget

from models.branch import Group, Post
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.test_whole_path import cells, field, press
from ui.page import today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def tabs(desk):
    return desk.page.findChild(QTabWidget)


def tab(desk):
    return tabs(desk).currentWidget()


def finding_button(desk, words):
    buttons = desk.page.findChildren(QPushButton)
    return next(each for each in buttons if words in each.accessibleName())


@pytest.fixture
def seven(desk):
    for place in range(7):
        full = PartialDate(2001)
        enter(desk.store, Member(name=f"党员{place}", joined_on=PartialDate(2000), full_on=full))
    desk.show_page("branch")


def test_a_finding_about_the_committee_leads_to_the_posts(qtbot, desk, seven):
    qtbot.mouseClick(finding_button(desk, "登记的书记有0人"), Qt.MouseButton.LeftButton)
    assert tabs(desk).tabText(tabs(desk).currentIndex()) == "任职"
    assert QApplication.focusWidget().text() == "新增任职"
    desk.window().resize(820, 768)
    qtbot.waitUntil(lambda: tabs(desk).count() == 6)
    tabs(desk).setCurrentIndex(5)
    with desk.store.change("任职") as change:
        change.save(Post(member_id=desk.store.all(Member)[0].id, post="组织委员"))
    qtbot.mouseClick(finding_button(desk, "登记的书记有0人"), Qt.MouseButton.LeftButton)
    assert tab(desk).table.hasFocus()


def test_name_post_and_state_stand_beside_an_open_form(qtbot, desk, seven):
    with desk.store.change("任职") as change:
        change.save(Post(member_id=desk.store.all(Member)[0].id, post="组织委员"))
    tabs(desk).setCurrentIndex(2)
    table = tab(desk).table
    without = [table.model().headerData(at, Qt.Orientation.Horizontal) for at in in_sight(table)]
    assert "届满日期" in without
    tab(desk).add()
    qtbot.waitUntil(lambda: 3 <= len(in_sight(table)) < len(without))
    stands = [table.model().index(0, at).data() for at in in_sight(table)]
    assert stands[1:3] == ["组织委员", "在任"]


def in_sight(table):
    room = table.viewport().rect()
    places = range(table.model().columnCount())
    return [at for at in places if room.contains(table.visualRect(table.model().index(0, at)))]


def test_a_count_stands_on_the_line_of_its_title_without_actions_too(qtbot, desk, seven):
    tabs(desk).setCurrentIndex(2)
    head = tab(desk).head
    before = head.height(), head.count.y()
    with desk.store.change("任职") as change:
        change.save(Post(member_id=desk.store.all(Member)[0].id, post="书记"))
    qtbot.waitUntil(lambda: head.count.text() == "1 条")
    assert (head.height(), head.count.y()) == before


def test_a_finding_about_the_term_leads_to_its_field(qtbot, desk, seven):
    with desk.store.change("任职") as change:
        change.save(Post(member_id=desk.store.all(Member)[0].id, post="书记"))
    tabs(desk).setCurrentIndex(1)
    qtbot.mouseClick(finding_button(desk, "尚未登记本届当选日期"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(field(desk.page, "term_started_on").hasFocus)


def test_a_finding_about_a_member_leads_to_them(qtbot, desk, seven):
    number = "11010519491231002X"
    enter(
        desk.store,
        Member(name="赵敏", identity_number=number, doubts='{"sex": "性别不一致"}', sex="男"),
    )
    press(qtbot, desk.page, "查看赵敏")
    assert desk.page.table.currentIndex().data() == "赵敏"


def test_a_finding_shows_text_source_and_clause(desk, seven):
    words = [each.text() for each in desk.page.findChildren(QLabel)]
    assert "依据：《中国共产党支部工作条例（试行）》第二十条" in words
    assert any("正式党员7人以上的设支部委员会" in each for each in words)


def test_a_post_tells_whether_its_term_is_over(desk, seven):
    first = desk.store.all(Member)[0].id
    with desk.store.change("任职") as change:
        for post, ends, until in (
            ("书记", date(2020, 1, 1), None), ("副书记", None, None),
            ("组织委员", None, PartialDate(2019)),
        ):  # fmt: skip
            change.save(Post(member_id=first, post=post, term_ends_on=ends, until=until))
    tabs(desk).setCurrentIndex(2)
    model = tab(desk).model
    place = next(i for i, c in enumerate(model.columns) if c.field.label == "状态")
    assert cells(tab(desk), place) == ["任期届满", "在任", "已免职"]


def test_a_record_asked_for_is_shown_in_its_tab(desk, seven):
    with desk.store.change("小组") as change:
        group = change.save(Group(name="第一党小组"))
    desk.show_page("members")
    desk.show_record("party_group", group.id)
    assert tabs(desk).tabText(tabs(desk).currentIndex()) == "党小组"
    assert group.name in [index.data() for index in tab(desk).table.selectedIndexes()]


def test_an_earlier_year_shows_groups_and_posts_as_they_stood(desk, seven):
    year = today().year
    first = desk.store.all(Member)[0].id
    with desk.store.change("小组") as change:
        for name, formed, dissolved in (
            ("旧党小组", PartialDate(year - 5), PartialDate(year - 1, 3)),
            ("新党小组", PartialDate(year), None),
            ("老党小组", None, None),
        ):
            change.save(Group(name=name, formed_on=formed, dissolved_on=dissolved))
        change.save(Post(member_id=first, post="书记", since=PartialDate(year)))
    page = desk.page
    tabs(desk).setCurrentIndex(1)
    assert len(cells(tab(desk))) == 3
    page.show_year(year - 2)
    assert sorted(cells(tab(desk), 1)) == ["旧党小组", "老党小组"]
    tabs(desk).setCurrentIndex(2)
    assert cells(tab(desk)) == []
    page.show_year(year)
    assert len(cells(tab(desk))) == 1


def test_people_of_one_name_are_told_apart_by_what_one_knows_of_them(desk):
    for year in (1980, 1990):
        enter(desk.store, Member(name="赵敏", born_on=PartialDate(year, 3)))
    desk.show_page("branch")
    tabs(desk).setCurrentIndex(2)
    desk.page.add()
    editor = field(desk.page, "member_id")
    offered = [editor.itemText(at) for at in range(editor.count())]
    assert "赵敏（1980年3月生）" in offered
    assert "赵敏（1990年3月生）" in offered


@pytest.fixture(params=["desk", "sample_desk"])
def either(request):
    """A desk without people, and one of the sample."""
    return request.getfixturevalue(request.param)


def test_a_small_window_needs_no_sideways_scrolling_and_has_the_findings_in_a_tab(either):
    desk = either
    desk.window().resize(683, 384)
    desk.show_page("branch")
    desk.window().resize(684, 384)
    words = [tabs(desk).tabText(at) for at in range(tabs(desk).count())]
    assert words[-1].startswith("核对")
    assert desk.page.minimumSizeHint().width() <= 627
    desk.window().resize(1366, 768)
    assert tabs(desk).count() == 5


def test_a_term_that_ends_before_it_begins_is_told_as_one_types(qtbot, desk, seven):
    tabs(desk).setCurrentIndex(2)
    desk.page.add()
    form = tab(desk).side.form
    for name, text in (
        ("member_id", "党员1"), ("post", "书记"), ("since", "2024-05-01"),
        ("term_ends_on", "2023-05-01"), ("until", "2022-01-01"),
    ):  # fmt: skip
        form.put(name, text)
    qtbot.waitUntil(lambda: any("届满日期2023-05-01早于" in each for each in words_of(form)))
    assert "免职日期早于当选日期" in words_of(form)
    form.put("until", "")
    qtbot.waitUntil(lambda: "免职日期早于当选日期" not in words_of(form))
    press(qtbot, tab(desk), "保存")
    assert len(desk.store.all(Post)) == 1
    found = "党员1书记：届满日期2023-05-01早于"
    assert found in desk.notice.sentence
    qtbot.waitUntil(lambda: any(found in each for each in words_of(desk.page)))


def words_of(shown):
    return [each.text() for each in shown.findChildren(QLabel) if each.isVisibleTo(shown)]
