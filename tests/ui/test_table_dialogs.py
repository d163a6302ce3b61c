"""The small windows of a table: conditions, columns, and the menus under the menu key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QLineEdit, QListWidget

from models.members import Member, Movement
from models.members.movements import apply, enter
from models.own_columns import own_columns, own_values, set_own
from models.values import PartialDate
from tests.ui import hand
from tests.ui.conftest import type_text
from ui import theme
from ui.table.cell_editing import CellEditor
from ui.table.frozen import FrozenColumn

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = (
    ("赵敏", "女", PartialDate(1988, 3, 12)),
    ("钱伟", "男", PartialDate(1970, 5)),
    ("孙丽", "女", None),
)


@pytest.fixture
def page(desk):
    for name, sex, born in PEOPLE:
        enter(desk.store, Member(name=name, sex=sex, born_on=born))
    desk.page.table.setFocus()
    return desk.page


def names(page):
    return [page.model.words_of(row, page.model.place_of("name")) for row in page.model.rows]


def labels(page):
    return [column.field.label for column in page.model.columns]


def in_dialog(page, opener, *acts):
    """Open a dialog by its button and do some things in it, one after the other."""
    left = list(acts)

    def do_next():
        if QApplication.activeModalWidget() is None or not left:
            return
        left.pop(0)()
        QTimer.singleShot(40, do_next)

    hand.later(do_next)
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert not left


def choose(name, text):
    """Choose an entry of a box with the keyboard."""
    box = hand.find(QComboBox, name)
    box.setFocus()
    hand.press(Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        hand.press(Qt.Key.Key_Down)
        assert box.currentIndex() != before, text


def fill(name, text):
    line = hand.find(QLineEdit, name)
    line.setFocus()
    line.clear()
    type_text(line, text)


def go_to_item(text):
    """Make an entry of the list the current one, and return the list."""
    found = hand.find(QListWidget, "")
    found.setFocus()
    hand.press(Qt.Key.Key_Home)
    while not found.currentItem().text().startswith(text):
        hand.press(Qt.Key.Key_Down)
    return found


def tick(text):
    go_to_item(text)
    hand.press(Qt.Key.Key_Space)


# Conditions.


def test_a_ticked_value_narrows_the_table_and_its_chip_takes_it_back(page):
    in_dialog(
        page,
        page.conditions.button,
        lambda: choose("哪一栏", "性别"),
        lambda: tick("女　2"),
        lambda: hand.click("加上条件"),
    )
    assert names(page) == ["赵敏", "孙丽"]
    assert page.head.count.text() == "2 / 3 人"
    hand.click("去掉条件“性别：女”")
    assert len(names(page)) == 3
    assert page.conditions.isHidden()


@pytest.mark.parametrize(
    ("way", "filled", "left"),
    [
        ("在两个日期之间", {"从": "1970-05-20", "到": "1980"}, ["钱伟"]),
        ("为空", {}, ["孙丽"]),
        ("不为空", {}, ["赵敏", "钱伟"]),
    ],
)
def test_a_date_is_asked_for_in_its_own_ways(page, way, filled, left):
    in_dialog(
        page,
        page.conditions.button,
        lambda: choose("哪一栏", "出生日期"),
        lambda: choose("条件", way),
        lambda: [fill(name, text) for name, text in filled.items()],
        lambda: hand.click("加上条件"),
    )
    assert names(page) == left


def test_a_condition_that_is_none_is_explained_and_the_window_stays(page):
    said = []

    def try_it():
        hand.click("加上条件")
        said.extend(word for word in hand.words() if "。" in word)

    in_dialog(
        page,
        page.conditions.button,
        try_it,
        lambda: choose("条件", "包含"),
        try_it,
        lambda: choose("哪一栏", "出生日期"),
        lambda: fill("从", "2月30日"),
        try_it,
        lambda: hand.press(Qt.Key.Key_Escape),
    )
    assert any("一项也没有选" in word for word in said)
    assert any("没有写要找的文字" in word for word in said)
    assert any("2月30日" in word for word in said)
    assert len(names(page)) == 3


# Columns.


def test_columns_are_hidden_and_moved_in_their_window(page):
    in_dialog(
        page,
        page.columns.button,
        lambda: tick("性别"),
        lambda: go_to_item("手机号码"),
        lambda: hand.click("上移"),
        lambda: hand.click("确定"),
    )
    shown = labels(page)
    assert "性别" not in shown
    assert shown.index("手机号码") == shown.index("入党日期") - 1


def test_no_column_at_all_is_refused(page):
    before, said = labels(page), []

    def untick_all():
        for label in before:
            tick(label)
        hand.click("确定")
        said.extend(hand.words())

    in_dialog(page, page.columns.button, untick_all, lambda: hand.press(Qt.Key.Key_Escape))
    assert any("一列也没有选" in word for word in said)
    assert labels(page) == before


def test_a_head_dragged_elsewhere_and_a_width_come_back_after_reopening(window, page):
    heads = page.table.horizontalHeader()
    y = heads.height() // 2
    edge = heads.sectionViewportPosition(0) + heads.sectionSize(0) - 1
    usual = heads.sectionSize(0)
    drag(heads, (edge, y), (edge + 60, y))
    assert heads.sectionSize(0) == usual + 60
    places = [heads.sectionViewportPosition(at) + 20 for at in range(3)]
    drag(heads, (places[2], y), (places[1] + 5, y))
    hand.until(lambda: labels(page)[1:3] == ["出生日期", "性别"], "the column elsewhere")
    path = window.desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    again = window.desk.page
    assert labels(again)[1:3] == ["出生日期", "性别"]
    assert again.table.horizontalHeader().sectionSize(0) == usual + 60
    again.columns.restore()
    assert labels(again)[1:3] == ["性别", "出生日期"]


def drag(heads, begin, end):
    port, left = heads.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseMove(port, QPoint(*begin))
    QTest.mousePress(port, left, pos=QPoint(*begin))
    for part in (0.25, 0.5, 0.75, 1):
        x = round(begin[0] + (end[0] - begin[0]) * part)
        QTest.mouseMove(port, QPoint(x, end[1]))
        QTest.qWait(10)
    QTest.mouseRelease(port, left, pos=QPoint(*end))


def test_an_own_column_is_added_renamed_and_removed_and_each_taken_back(page):
    store = page.store

    def own():
        return [column.label for column in own_columns(store, "member")]

    def rename():
        def answer():
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QInputDialog)
            dialog.setTextValue("爱好")
            dialog.accept()

        go_to_item("特长")
        QTimer.singleShot(100, answer)
        hand.click("改名")

    in_dialog(
        page,
        page.columns.button,
        lambda: fill("新栏目的名称", "特长"),
        lambda: hand.click("添加"),
        lambda: hand.click("确定"),
    )
    assert own() == ["特长"]
    assert "特长" in labels(page)
    (column,) = own_columns(store, "member")
    name = f"own_{column.id}"
    with store.change("填写") as change:
        set_own(change, "member", page.model.rows[0].member.id, {name: "书法"})
    in_dialog(page, page.columns.button, rename, lambda: hand.press(Qt.Key.Key_Escape))
    assert own() == ["爱好"]
    assert "爱好" in labels(page)
    in_dialog(
        page,
        page.columns.button,
        lambda: go_to_item("爱好"),
        lambda: hand.click("删除栏目"),
        lambda: hand.press(Qt.Key.Key_Escape),
    )
    assert own() == []
    assert "爱好" not in labels(page)
    store.undo()
    assert own() == ["爱好"]
    assert list(own_values(store, "member").values()) == [{name: "书法"}]
    assert "爱好" in labels(page)
    store.undo()
    assert own() == ["特长"]


# Menus.


def by_menu_key(page, *keys):
    """Press the menu key and then others in the menu; return what the menu offered."""
    offered = []

    def answer():
        menu = QApplication.activePopupWidget()
        offered.extend(action.text() for action in menu.actions() if action.text())
        for key in keys:
            QTest.keyClick(menu, key)

    QTimer.singleShot(100, answer)
    # Each system turns the menu key into this event itself.
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(QApplication.focusWidget(), asked)
    return offered


def test_the_menu_key_opens_what_can_be_done_with_the_cell_and_its_column(page):
    page.table.go_to(1, page.model.place_of("sex"))
    offered = by_menu_key(page, Qt.Key.Key_Escape)
    assert {"打开", "粘贴", "批量修改…", "删除", "选择列…"} <= set(offered)
    assert {"按“性别”升序", "筛选“性别”…", "不显示“性别”"} <= set(offered)
    by_menu_key(page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.side.form.typed()["name"] == "钱伟"


def test_the_menu_of_a_head_orders_by_its_column(page):
    def answer():
        menu = QApplication.activePopupWidget()
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    heads = page.table.horizontalHeader()
    at = heads.viewport().rect().topLeft()
    at.setX(heads.sectionViewportPosition(page.model.place_of("born_on")) + 10)
    QTimer.singleShot(100, answer)
    heads.customContextMenuRequested.emit(at)
    assert names(page) == ["赵敏", "钱伟", "孙丽"]
    assert page.model.order == ("born_on", Qt.SortOrder.DescendingOrder)


def test_only_what_the_page_lists_is_offered_to_filter_by(page):
    gone = next(each.member for each in page.model.rows if each.member.name == "孙丽")
    day = PartialDate(2026, 3, 1)
    apply(page.store, Movement(member_id=gone.id, kind="去世", happened_on=day))
    offered = []

    def look():
        found = hand.find(QListWidget, "")
        offered.extend(found.item(at).text() for at in range(found.count()))
        hand.press(Qt.Key.Key_Escape)

    hand.later(look)
    page.conditions.ask("name")
    assert sorted(offered) == ["赵敏　1", "钱伟　1"]


def test_an_empty_value_for_many_rows_is_called_what_it_does(page):
    from ui.record.many_rows import ManyRows

    page.table.selectAll()
    dialog = ManyRows(page, "sex")
    assert dialog._write.text() == "清空 3 人的性别"
    dialog.value.setText("男")
    assert dialog._write.text() == "修改 2 人"
    dialog.value.setText("")
    dialog.accept()
    assert [member.sex for member in page.store.all(Member)] == [""] * 3


def test_suggestions_have_room_for_each_and_no_bar_for_a_few(page):
    page.table.go_to(0, page.model.place_of("sex"))
    page.table.open_with("")
    editor = page.table.findChild(CellEditor)
    editor.show_all()
    popup = editor.completer().popup()
    assert popup.isVisible()
    assert popup.sizeHintForRow(0) >= theme.unit(30)
    assert not popup.verticalScrollBar().isVisible()


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
def test_an_ascending_order_points_up_and_over_the_column_that_stays_too(qapp, page, mode):
    theme.apply(qapp, mode)
    frozen, heads = page.table.findChild(FrozenColumn), page.table.horizontalHeader()
    page.columns.sort_by("name")
    assert points_up(heads.grab().toImage(), heads.sectionSize(0))
    page.columns.sort_by("name", descending=True)
    assert not points_up(heads.grab().toImage(), heads.sectionSize(0))
    page.table.window().resize(700, 500)
    page.table.horizontalScrollBar().setValue(page.table.horizontalScrollBar().maximum())
    assert frozen.isVisible()
    assert not points_up(frozen.grab().toImage(), frozen.width())
    page.columns.sort_by("name")
    assert points_up(frozen.grab().toImage(), frozen.width())


def points_up(picture, width):
    """Return whether the sign of an order at the end of a head is narrower above than below."""
    ratio = picture.devicePixelRatio()
    columns = range(int((width - theme.unit(14)) * ratio), int((width - 3) * ratio))
    ground = picture.pixelColor(columns[0], 4).lightness()
    widths = []
    for y in range(int(4 * ratio), int((theme.unit(34) - 4) * ratio)):
        inked = [x for x in columns if abs(picture.pixelColor(x, y).lightness() - ground) > 30]
        widths += [inked[-1] - inked[0]] if inked else []
    return 2 * widths.index(max(widths)) > len(widths)
