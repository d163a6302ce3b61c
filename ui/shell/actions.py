"""What can be done from anywhere in the window, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui import icons
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from models.store import Store
    from ui.own_steps import OwnSteps


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
    """撤销 and 重做, each under the name of the step it would take: the page's own, else the file's."""

    def __init__(self, parent: QWidget, store: Store) -> None:
        self._store = store
        self._own: OwnSteps | None = None
        self.undo = action(parent, "撤销", self._undo, "Ctrl+Z", "undo-2")
        self.redo = action(parent, "重做", self._redo, "Ctrl+Y", "redo-2")
        self.refresh()

    def follow(self, own: OwnSteps | None) -> None:
        """Take the steps of the page that is shown now before those of the file."""
        if self._own:
            self._own.changed.disconnect(self.refresh)
        self._own = own
        if own:
            own.changed.connect(self.refresh)
        self.refresh()

    def _undo(self) -> None:
        own = self._own
        (own.undo if own and own.undoable else self._store.undo)()

    def _redo(self) -> None:
        own = self._own
        (own.redo if own and own.redoable else self._store.redo)()

    def refresh(self) -> None:
        """Name the next steps."""
        own, store = self._own, self._store
        for made, word, of_page, step in (
            (self.undo, "撤销", own.undoable if own else "", store.undoable),
            (self.redo, "重做", own.redoable if own else "", store.redoable),
        ):
            name = of_page or (step.title if step else "")
            made.setEnabled(bool(name))
            made.setText(f"{word}“{_shortened(name)}”" if name else word)
            full = f"{word}“{name}”" if name else f"没有可以{word}的步骤"
            made.setToolTip(f"{full}（{made.shortcut().toString()}）")
        for_writing(self._store, self.undo, self.redo)


def _shortened(title: str) -> str:
    return title if len(title) <= 14 else title[:13] + "…"
