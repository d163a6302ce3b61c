"""Keys of the window that the box with the cursor would take for itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_BOXES = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class KeptKeys(QObject):
    """Keeps Ctrl+K for the search: a text box on Linux would cut its line with it.

    Only the box with the cursor is watched: Python called at every event of the program costs 10 µs.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app: QApplication = QApplication.instance()  # type: ignore[assignment]
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _BOXES):
            new.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no text box claim the key before the shortcut gets it."""
        if event.type() == QEvent.Type.FocusOut:
            watched.removeEventFilter(self)
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) != QKeySequence("Ctrl+K"):
            return False
        event.ignore()
        return True
