"""How a page, a dialog or a menu is brought on the screen to be drawn."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

_SLOW = {"export": 1.5, "settings": 0.8, "backups": 0.6}


class Picture:
    """What was on the screen while something else waited for it to close."""

    def __init__(self, pixmap):
        self._pixmap = pixmap

    def grab(self):
        return self._pixmap


def settle(seconds=0.15):
    """Let Qt finish for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def caught(act, *, wait=0.4, close=True):
    """Return a picture of the menu or dialog that `act` waits for."""
    taken = []

    def take():
        shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        taken.append(Picture(shown.grab()))
        if close:
            shown.close()

    QTimer.singleShot(round(wait * 1000), take)
    act()
    return taken[0]


def go(window, code):
    """Show a page and return it, once it is ready."""
    window.desk.show_page(code)
    settle(_SLOW.get(code, 0.15))
    return window.desk.page


def press(page, text):
    """Press the button in sight whose words begin so."""
    buttons = (each for each in page.findChildren(QPushButton) if each.text().startswith(text))
    next(each for each in buttons if each.isVisible()).click()
    settle()
