"""Everything is reached by Tab, has a name, and can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)

from models.errors import AppError
from models.meetings.overview import State, year_overview
from models.password import latch, set_password
from ui import theme
from ui.page import today
from ui.shell.navigation import PLACES
from ui.tasks import Task

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

INPUTS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit
)  # fmt: skip
PAIRS = [
    (ink, paper)
    for paper in ("ground", "surface", "head")
    for ink in ("text", "second", "third", "accent")
] + [
    ("good", "good_tint"), ("warn", "warn_tint"), ("note", "note_tint"), ("accent", "accent_tint"),
    ("text", "accent_tint"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("text", "hover"), ("second", "hover"), ("note", "surface"), ("warn", "surface"),
]  # fmt: skip


def luminance(colour):
    def part(value):
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * part(made.redF()) + 0.7152 * part(made.greenF()) + 0.0722 * part(made.blueF())


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_every_pair_of_tokens_can_be_read(tokens, ink, paper):
    light, dark = sorted(
        (luminance(getattr(tokens, ink)), luminance(getattr(tokens, paper))), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def controls(page):
    for widget in page.findChildren(QWidget):
        inner = isinstance(widget.parent(), QComboBox | QLineEdit | QAbstractSpinBox)
        is_head = isinstance(widget, QHeaderView)
        if isinstance(widget, INPUTS) and widget.isVisibleTo(page) and not inner and not is_head:
            yield widget


def tabbed(window, start):
    start.setFocus()
    seen = set()
    widget = start
    while id(widget) not in seen:
        seen.add(id(widget))
        widget = widget.nextInFocusChain()
        yield widget


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_control_has_a_name_and_takes_the_focus_by_tab(qtbot, sample_desk, place):
    sample_desk.show_page(place.code)
    page = sample_desk.page
    assert_reached(page, tabbed(sample_desk.window(), page))


def assert_reached(shown, order):
    chain = {id(widget) for widget in order}
    for widget in controls(shown):
        if not widget.isEnabled():
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
        if not _part_of_table(widget):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, (widget, text)
            assert id(widget) in chain, (widget, text)


def _part_of_table(widget):
    return isinstance(widget.parent(), QTableView)


def primaries(shown):
    buttons = shown.findChildren(QPushButton, "primary")
    return [each.text() for each in buttons if each.isVisibleTo(shown)]


def test_every_view_has_one_primary_button_at_most_a_form_the_one_that_saves(small_desk):
    for place in PLACES:
        small_desk.show_page(place.code)
        assert len(primaries(small_desk)) <= 1, place.name
    small_desk.show_page("members")
    assert primaries(small_desk) == ["新增党员"]
    small_desk.page.add()
    assert primaries(small_desk) == ["保存"]
    small_desk.page.beside.close_up()
    assert primaries(small_desk) == ["新增党员"]
    small_desk.show_page("branch")
    tabs = small_desk.page.findChild(QTabWidget)
    for at in range(1, tabs.count()):
        tabs.setCurrentIndex(at)
        assert len(primaries(small_desk)) == 1
        tabs.currentWidget().add()
        assert primaries(small_desk) == ["保存"]


# Dialogs, each made as its page makes it.


def movement(desk):
    from ui.pages.movement import MovementDialog

    made = MovementDialog(desk.store, desk.page.model.rows[2], desk.page)
    made.choose("转出")
    return made


def filter_of(name):
    def make(desk):
        from ui.table.filter_dialog import FilterDialog

        return FilterDialog(desk.page.available, desk.page.model.every_row, name, desk.page)

    return make


def columns(desk):
    from ui.record.column_choice import ColumnChoice

    return ColumnChoice(desk.page, desk.page)


def many_rows(desk):
    from ui.record.many_rows import ManyRows

    desk.page.table.selectRow(1)
    return ManyRows(desk.page, "education")


def pasted(desk):
    from models.blocks import block_rows
    from ui.record.paste_preview import PastePreview
    from ui.record.pasting import plan

    block = block_rows("赵一\t男\t19800102\n钱二\t不明\t1990年13月")
    made = plan(desk.page, block, desk.page.model.columns[:3], [])
    return PastePreview(made, "人", desk.page)


def export_columns(desk):
    from exporters.ledgers import CATALOGUE, Asked
    from ui.pages.export_columns import ColumnsDialog

    desk.show_page("export")
    asked = Asked(year=today().year, made_on=today())
    return ColumnsDialog(desk.page, desk.store, CATALOGUE["members"], asked)


def password(desk):
    from ui.shell.password_dialog import PasswordDialog

    return PasswordDialog(desk.page, desk.store)


def restore(desk):
    from models.backup import back_up
    from ui.pages.backups import RestoreDialog

    back_up(desk.store)
    desk.show_page("backups")
    return RestoreDialog(desk.page, desk.page.model.rows[0])


def not_held(desk):
    from ui.pages.not_held import NotHeldDialog

    duties = year_overview(desk.store, today().year, today())
    rows = duties.rows
    duty, cell = next((r, c) for r in rows for c in r.cells if c.state is not State.DONE)
    return NotHeldDialog(desk, desk.store, today().year, duty, cell)


def failure(desk):
    from ui.shell.closing import FailureDialog

    return FailureDialog(desk, "这次没有做关闭时的备份：磁盘已满。")


def writing(desk):
    from ui.shell.closing import WritingDialog

    return WritingDialog(desk, [Task(lambda _report: None, "正在写花名册…")])


def doing(desk):
    from ui.whole_file import _Doing

    return _Doing(desk, Task(lambda _report: None, "正在检查文件…"), stoppable=True)


DIALOGS = {
    "movement": movement, "filter-choice": filter_of("sex"), "filter-date": filter_of("born_on"),
    "columns": columns, "many-rows": many_rows, "paste": pasted, "export-columns": export_columns,
    "password": password, "restore": restore, "not-held": not_held, "failure": failure,
    "writing": writing, "doing": doing,
}  # fmt: skip


def test_every_dialog_is_named_and_reached_by_tab_and_has_one_primary_button(qtbot, small_desk):
    for name, make in DIALOGS.items():
        small_desk.show_page("members")
        shown = make(small_desk)
        shown.show()
        assert shown.windowTitle(), name
        first = next(each for each in controls(shown) if each.isEnabled())
        assert_reached(shown, tabbed(shown, first))
        assert len(primaries(shown)) <= 1, name
        shown.hide()
        shown.deleteLater()


def test_the_dialogs_of_a_file_with_a_password_are_named_and_reached_too(qtbot, window, desk):
    from ui.shell.lock_page import LockDialog
    from ui.shell.password_dialog import PasswordDialog
    from ui.shell.recovery_dialog import RecoveryDialog

    set_password(desk.store, "一二三四五六")
    lock = LockDialog(window, latch(desk.store))
    for shown in (
        PasswordDialog(desk.page, desk.store),
        PasswordDialog(desk.page, desk.store, remove=True),
        RecoveryDialog(desk.page, desk.store),
        lock,
    ):
        shown.show()
        first = next(each for each in controls(shown) if each.isEnabled())
        assert_reached(shown, tabbed(shown, first))
        assert len(primaries(shown)) == 1
        shown.hide()
        shown.deleteLater()


@pytest.fixture
def closing_dialogs(qtbot):
    """Close every dialog and menu that opens, as someone does who changed their mind."""
    timer = QTimer()

    def close():
        for window in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if window:
                window.close()

    timer.timeout.connect(close)
    timer.start(20)
    yield
    timer.stop()


def press_all(part):
    for number in range(len(list(controls(part)))):
        widgets = list(controls(part))
        if number < len(widgets) and isinstance(widgets[number], QAbstractButton):
            widgets[number].click()


@pytest.fixture(params=["desk", "small_desk"], ids=["empty", "filled"])
def either(request):
    """A desk without people, and one of the sample."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_button_answers_in_every_state(qtbot, either, place, closing_dialogs):
    desk = either
    desk.show_page(place.code)
    with qtbot.capture_exceptions() as caught:
        for _ in range(2):
            for table in desk.page.findChildren(QTableView):
                table.selectRow(0)
            press_all(desk.page)
            desk.show_page(place.code)
        press_all(desk.top_bar)
    assert [kind for kind, *_ in caught if not issubclass(kind, AppError)] == []


def test_clicks_in_any_order_never_end_in_an_error(qtbot, desk):
    for _ in range(2):
        for place in PLACES:
            qtbot.mouseClick(desk.navigation.button(place.code), Qt.MouseButton.LeftButton)
            desk.page.begin_search()
            desk.page.add()
            desk.page.reload()
            desk.page.leave()
