"""A hand at the window: only mouse and key events, and eyes that read what is shown."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

PATIENCE = 15
"""Seconds until something that should be seen counts as missing."""
_SAID = (QLabel, QAbstractButton)


def top():
    """Return what has the user's attention: a popup, a dialog, or the window.

    A display without a window manager gives no window the focus when a dialog closes.
    """
    shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if shown is None and QApplication.activeWindow() is None:
        shown = next((each for each in QApplication.topLevelWidgets() if each.isVisible()), None)
        if shown:
            shown.activateWindow()
    return shown or QApplication.activeWindow()


def until(seen, what):
    """Wait until `seen()` is true and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        QTest.qWait(20)
        if found := seen():
            return found
    raise AssertionError(f"not seen: {what}; shown are {words()}")


def words():
    """Return every word that is on the screen, a cell of a table each."""
    window = top()
    found = []
    for widget in window.findChildren(QWidget) if window else ():
        if not widget.isVisible():
            continue
        if isinstance(widget, _SAID) and widget.text().strip():
            found.append(widget.text().strip())
        elif isinstance(widget, QComboBox):
            found.append(widget.currentText())
        elif isinstance(widget, QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView):
            found += cells(widget)
    return found


def cells(view):
    """Return the words of the rows of a table or list that are in sight."""
    model = view.model()
    if model is None:
        return []
    width = model.columnCount() if isinstance(view, QTableView) else 1
    return [
        str(model.index(row, column).data() or "")
        for row in range(min(model.rowCount(), 200))
        for column in range(width)
        if not view.visualRect(model.index(row, column)).isEmpty()
    ]


def is_said(text):
    """Return whether a text is anywhere on the screen."""
    return any(text in word for word in words())


def read(text):
    """Wait until a text is on the screen."""
    until(lambda: is_said(text), text)


def find(kind, name):
    """Return the control in sight whose label or accessible name is or begins with `name`."""

    def matching():
        window = top()
        for test in (str.__eq__, str.startswith):
            for widget in window.findChildren(kind) if window else ():
                labels = [widget.accessibleName()]
                if isinstance(widget, QAbstractButton):
                    labels.append(widget.text().strip())
                if widget.isVisible() and widget.isEnabled() and any(test(x, name) for x in labels):
                    return widget
        return None

    return until(matching, f"{kind.__name__} {name}")


def click(name, kind=QAbstractButton):
    """Click a control in its middle."""
    widget = find(kind, name)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.qWait(30)
    return widget


def click_cell(table, row, column, *, twice=False):
    """Click a cell of a table."""
    index = table.model().index(row, column)
    table.scrollTo(index)
    place = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.qWait(30)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is."""
    target = QApplication.focusWidget() or top()
    QTest.keyClick(target, key, modifier)
    QTest.qWait(30)


def write(text):
    """Type a text where the focus is, a key event for each character."""
    for character in text:
        target = QApplication.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(target, event)
    QTest.qWait(30)


def clear_and_write(text):
    """Replace what stands where the focus is."""
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    write(text)


def later(act):
    """Do something once a dialog that the next step opens has taken the events."""

    def when_open():
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(30, when_open)
        else:
            act()

    QTimer.singleShot(30, when_open)


def answer_file_dialog(path):
    """Type a path into the file dialog that the next step opens."""

    def type_it():
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        clear_and_write(str(path))
        press(Qt.Key.Key_Return)

    later(type_it)
