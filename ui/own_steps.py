"""Steps of a page that come before the file's own: mends of what is not on file yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class OwnSteps(QObject):
    """What 撤销 and 重做 take back and make again while its page is shown, the file's steps after."""

    changed = Signal()
    """The next steps have other names now."""

    @property
    def undoable(self) -> str:
        """The name of the step that `undo` would take back, "" for none."""
        return ""

    @property
    def redoable(self) -> str:
        """The name of the step that `redo` would make again, "" for none."""
        return ""

    def undo(self) -> None:
        """Take the last step back."""

    def redo(self) -> None:
        """Make the step last taken back again."""
