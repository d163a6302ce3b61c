"""The quiet look after the file in the background, told in one notice when something is amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

from models import soundness
from models.backup import second_folder
from models.errors import AppError, Cancelled
from models.password import stale_backups
from models.places import place_warning
from ui.errors import sentence_for_bug
from ui.page import today
from ui.shell.preferences import Preferences
from ui.tasks import Task
from ui.whole_file import is_file_taken

if TYPE_CHECKING:
    from pathlib import Path

    from models.store import Store
    from ui.shell.desk import Desk

_AGAIN = 1000
"""Milliseconds until the next try while other work has the file to itself."""


_LATER = 60_000
"""Milliseconds until the next try after a look that gave way to a step."""


class _Seen(NamedTuple):
    key: str
    looked: bool
    damage: str
    stale: int


class Watch(QObject):
    """One look after one open file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stopped = False
        self.later = _LATER

    def stop(self) -> None:
        """Tell nothing more: the file is about to be closed."""
        self._stopped = True

    def begin(self) -> None:
        """Look at the place, then at the file and its backups in another thread."""
        if self._stopped:
            return
        if is_file_taken():
            QTimer.singleShot(_AGAIN, self, self.begin)
            return
        store = self._desk.store
        path = store.path
        if path is None or not path.exists():
            return
        warning = place_warning(path)
        if warning and not Preferences().is_told(warning, path):
            self._desk.notice.warn(warning)
        due = soundness.is_check_due(store, today())
        second = second_folder(store)
        task = Task(lambda _report: _look(store, path, second, due=due), "正在检查文件…")
        task.succeeded.connect(self._tell)
        task.failed.connect(self._on_failure)
        task.start()

    def _on_failure(self, error: Exception) -> None:
        """Look again later where a step came between; the next day's look is soon enough otherwise."""
        if isinstance(error, Cancelled):
            QTimer.singleShot(self.later, self, self.begin)
        elif not self._stopped:
            self._desk.refuse(
                str(error) if isinstance(error, AppError) else sentence_for_bug(error)
            )

    def _tell(self, seen: _Seen) -> None:
        if self._stopped:
            return
        if is_file_taken():
            QTimer.singleShot(_AGAIN, self, lambda: self._tell(seen))
            return
        if seen.key != self._desk.store.key:  # what was seen is a file that is no more
            self.begin()
            return
        desk = self._desk
        if seen.damage:
            desk.notice.refuse(seen.damage, "备份和恢复", lambda: desk.show_page("backups"))
            return
        if seen.looked and not desk.has_lost_file:
            soundness.note_checked(desk.store, today())
        if seen.stale:
            desk.notice.warn(
                f"有 {seen.stale} 份备份与文件的密码不一致，可能是上次改密码时中断了；"
                "请到“备份和恢复”改成现在的密码。",
                "备份和恢复",
                lambda: desk.show_page("backups"),
            )


def _look(store: Store, path: Path, second: Path | None, *, due: bool) -> _Seen:
    key = store.key
    damage = soundness.look(store) if due else ""
    stale = stale_backups(path, key, *([second] if second else []))
    return _Seen(key, due and not damage, damage, len(stale))
