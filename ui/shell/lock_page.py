"""The window covered: nothing of the file is seen until its password is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from models.recovery import misread
from ui.small_dialog import SmallDialog
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from models.password import Latch

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def lock_shown() -> LockDialog | None:
    """Return what covers the window now, None while it is open to the user."""
    return next(
        (
            shown
            for shown in QApplication.topLevelWidgets()
            if isinstance(shown, LockDialog) and shown.is_locked
        ),
        None,
    )


def is_locked() -> bool:
    """Return whether the window is covered now."""
    return lock_shown() is not None


class LockDialog(SmallDialog):
    """Asks for the password over a covered window; what is half typed waits beneath.

    Every window that is shown meanwhile is covered too and waits behind this one.
    `unlocked` gives what opened it, password or recovery code.
    """

    unlocked = Signal(str)

    def __init__(self, window: QWidget, latch: Latch) -> None:
        flags = Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        super().__init__(window, "已锁定", 400, flags | Qt.WindowType.Dialog)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._latch = latch
        self._window = window
        self.is_locked = False
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("密码或恢复码")
        self.password.setPlaceholderText("密码，或密封保管的恢复码")
        self._covers: list[_Cover] = []
        layout = self.column
        layout.addWidget(label("没有保存的输入都还在，解锁后接着写。", "second", wrap=True))
        layout.addWidget(self.password)
        layout.addWidget(self._refusal)
        leave = button("关闭程序", self._leave, "quiet")
        layout.addLayout(row(leave, None, button("解锁", self._unlock, "primary", "lock")))
        self.password.returnPressed.connect(self._unlock)
        self.password.textEdited.connect(lambda _text: self.refuse(""))

    def open(self) -> None:
        """Cover every window, and ask."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        self.is_locked = True
        for shown in QApplication.topLevelWidgets():
            if shown is not self and shown.isVisible() and shown.isWindow():
                self._covers.append(_Cover(shown))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        super().open()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        if self._latch.opens(self.password.text()):
            self.accept()
            self.unlocked.emit(self.password.text())
            return
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        if wrong := misread(self.password.text()):
            self.refuse(f"{wrong}；还没有解锁，输入的都在。")
            return
        self.password.clear()
        self.refuse("密码不对，还没有解锁；请再输入一次，留意大小写和输入法，也可以改用恢复码。")

    def _leave(self) -> None:
        """Close the program; where something is in the way, it stays locked."""
        if self._window.close():
            self.accept()

    def _keep_back(self, shown: QWidget) -> None:
        """Cover a window that has just been shown, and stay in front of it."""
        if shown.windowType() in _PASSING:
            QTimer.singleShot(0, shown, shown.close)
            return
        self._covers.append(_Cover(shown))
        QTimer.singleShot(0, self, self._come_first)

    def _come_first(self) -> None:
        """Be the newest modal window again: only that one takes input."""
        if self.is_locked:
            self.hide()
            self.show()
            self.activateWindow()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_own(self, shown: QWidget | None) -> bool:
        while shown is not None and shown is not self:
            shown = shown.parentWidget()
        return shown is self

    # Qt overrides

    def done(self, result: int) -> None:
        """Uncover the windows."""
        self.is_locked = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for cover in self._covers:
            cover.lift()
        self._covers = []
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no other window come up; watched only while locked."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not self._is_own(watched)
        ):
            self._keep_back(watched)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape not unlock."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Cover(QWidget):
    """Hides all of one window and keeps up with its size."""

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._covered = covered
        layout = column(self, margin=24)
        words = label("已锁定", "big")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(words, 1)
        self.setGeometry(covered.rect())
        covered.installEventFilter(self)
        self.raise_()
        self.show()

    def lift(self) -> None:
        """Show the window again."""
        if isValid(self):  # its window may be gone, and it with it
            self._covered.removeEventFilter(self)
            self.hide()
            self.deleteLater()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the whole window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False
