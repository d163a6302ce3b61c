"""What can be done from anywhere in the window, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from ui import icons

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from models.store import Store


def action(
    parent: QWidget, text: str, act: Callable[[], object], key: str = "", icon: str = ""
) -> QAction:
    """Return an action of `parent` that calls `act` by menu and by key."""
    made = QAction(text, parent)
    made.triggered.connect(lambda _on=False: act())
    if key:
        made.setShortcut(QKeySequence(key))
    if icon:
        made.setIcon(icons.icon(icon))
    parent.addAction(made)
    return made


class UndoActions:
    """撤销 and 重做, each under the name of the step it would take."""

    def __init__(self, parent: QWidget, store: Store) -> None:
        self._store = store
        self.undo = action(parent, "撤销", store.undo, "Ctrl+Z", "undo-2")
        self.redo = action(parent, "重做", store.redo, "Ctrl+Y", "redo-2")
        self.refresh()

    def refresh(self) -> None:
        """Name the next steps."""
        for made, word, step in (
            (self.undo, "撤销", self._store.undoable),
            (self.redo, "重做", self._store.redoable),
        ):
            made.setEnabled(step is not None and not self._store.read_only)
            title = f"“{_shortened(step.title)}”" if step else ""
            made.setText(f"{word}{title}")
            full = f"{word}“{step.title}”" if step else f"没有可以{word}的步骤"
            made.setToolTip(f"{full}（{made.shortcut().toString()}）")


def _shortened(title: str) -> str:
    return title if len(title) <= 14 else title[:13] + "…"


class KeptKeys(QObject):
    """Keeps Ctrl+K for the search: a text box on Linux would cut its line with it."""

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let no text box claim the key before the shortcut gets it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) != QKeySequence("Ctrl+K"):
            return False
        event.ignore()
        return True
