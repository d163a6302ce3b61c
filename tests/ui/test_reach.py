"""Everything is reached by Tab, has a name, and can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QWidget,
)

from models.errors import AppError
from models.sample import make_sample
from ui import theme
from ui.shell.navigation import PLACES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QTableView)
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
        inner = isinstance(widget.parent(), QComboBox | QLineEdit)
        if isinstance(widget, INPUTS) and widget.isVisibleTo(page) and not inner:
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
def test_every_control_has_a_name_and_takes_the_focus_by_tab(qtbot, desk, place):
    make_sample(desk.store)
    desk.show_page(place.code)
    page = desk.page
    chain = {id(widget) for widget in tabbed(desk.window(), page)}
    for widget in controls(page):
        if not widget.isEnabled():
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
        if not _part_of_table(widget):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, (widget, text)
            assert id(widget) in chain, (widget, text)


def _part_of_table(widget):
    return isinstance(widget.parent(), QTableView)


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


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_button_answers_in_every_state(qtbot, desk, place, filled, closing_dialogs):
    if filled:
        make_sample(desk.store, members=8)
    desk.show_page(place.code)
    with qtbot.capture_exceptions() as caught:
        for _ in range(3):
            for table in desk.page.findChildren(QTableView):
                table.selectRow(0)
            count = len(list(controls(desk)))
            for number in range(count):
                widgets = list(controls(desk))
                if number < len(widgets) and isinstance(widgets[number], QAbstractButton):
                    widgets[number].click()
            desk.show_page(place.code)
    assert [kind for kind, *_ in caught if not issubclass(kind, AppError)] == []


def test_clicks_in_any_order_never_end_in_an_error(qtbot, desk):
    for _ in range(2):
        for place in PLACES:
            qtbot.mouseClick(desk.navigation.button(place.code), Qt.MouseButton.LeftButton)
            desk.page.begin_search()
            desk.page.add()
            desk.page.reload()
            desk.page.leave()
