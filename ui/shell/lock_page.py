"""The window covered: nothing of the file is seen until its password is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.password import unlocks
from ui.small_dialog import SmallDialog
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from models.store import Store


def is_locked() -> bool:
    """Return whether the window is covered now."""
    return any(
        isinstance(shown, LockDialog) and shown.isVisible()
        for shown in QApplication.topLevelWidgets()
    )


class LockDialog(SmallDialog):
    """Asks for the password over a covered window; what is half typed waits beneath."""

    def __init__(self, window: QWidget, store: Store) -> None:
        flags = Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        super().__init__(window, "已锁定", 400, flags | Qt.WindowType.Dialog)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._store = store
        self._window = window
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
        for shown in QApplication.topLevelWidgets():
            if shown is not self and shown.isVisible() and shown.isWindow():
                self._covers.append(_Cover(shown))
        super().open()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        if unlocks(self._store, self.password.text()):
            self.accept()
            return
        self.password.clear()
        self.refuse("密码不对，仍然锁定；请再输入一次，或用密封保管的恢复码。")

    def _leave(self) -> None:
        self.accept()
        self._window.close()

    # Qt overrides

    def done(self, result: int) -> None:
        """Uncover the windows."""
        for cover in self._covers:
            cover.lift()
        self._covers = []
        super().done(result)

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
        self._covered.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the whole window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False
