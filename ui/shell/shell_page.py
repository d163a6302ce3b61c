"""A page about the window and its file rather than about records: it asks the window for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.page import Page
from ui.shell.preferences import Preferences

if TYPE_CHECKING:
    from models.store import Store
    from ui.shell.desk import Desk


class ShellPage(Page):
    """A page that may ask for another look, another file, or a backup in the file's place."""

    redress_asked = Signal()
    restore_asked = Signal(object, str)
    open_asked = Signal(object)
    file_altered = Signal()
    """Something of the file changed that is no step: its password, its backups."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.preferences = Preferences()

    def join(self, desk: Desk) -> None:
        """Pass on to the desk what is asked here."""
        self.redress_asked.connect(desk.redress_asked)
        self.restore_asked.connect(desk.restore_asked)
        self.open_asked.connect(desk.open_asked)
        self.file_altered.connect(desk.on_file_altered)
