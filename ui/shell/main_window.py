"""The window: either the first page, or the desk over one open file."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from models.errors import AppError, StorageBusy, WrongPassword
from models.store import Store
from ui.shell.desk import Desk
from ui.shell.lock_page import LockDialog, lock_shown
from ui.shell.preferences import Preferences
from ui.tasks import Task, drop
from ui.whole_file import is_file_taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from models.branch import Branch
    from ui.shell.idle import Idle

_WATCH_AFTER = 1500
"""Milliseconds after a file is shown until the file itself is looked at."""
_LOCK_AGAIN = 1000
"""Milliseconds until the next try to lock while work has the file to itself."""
NOT_OPENED = (
    "密码不对，还没有打开；文件没有改动，内容都在。请再输入一次，留意大小写和输入法，"
    "也可以改用密封保管的恢复码。"
)


class MainWindow(QMainWindow):
    """One window over at most one open file."""

    redress_asked = Signal()
    """The theme or the text size was chosen anew."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("支部台账")
        self.setMinimumSize(QSize(640, 360))
        self.setAcceptDrops(True)
        self.preferences = Preferences()
        self._held: Desk | None = None
        self._idle: Idle | None = None
        self._warned_of_loss = False
        self._began = time.time()
        self._going: list[Task] = []
        self._place_window()

    @property
    def desk(self) -> Desk | None:
        """The desk over the open file, if one is open and shown."""
        shown = self.centralWidget()
        return shown if isinstance(shown, Desk) else None

    @property
    def _open_desk(self) -> Desk | None:
        """The desk over the open file, shown or behind the first page."""
        return self.desk or self._held

    def begin(self, path: Path | None) -> None:
        """Open a file, else the one opened last, else the first page."""
        target = path or self.preferences.last
        if target is None:
            self.show_first_page()
        else:
            self.open_file(target)

    def show_first_page(
        self,
        locked: Path | None = None,
        refusal: str = "",
        way_on: Callable[[], object] | None = None,
    ) -> None:
        """Show how to begin; the open file waits behind.

        `locked` is a file that waits for its password, `way_on` opens one to be read only.
        """
        from ui.pages.first import FirstPage  # noqa: PLC0415 - not shown when a file opens

        self._hold_desk()
        page = FirstPage(self.preferences.recent, locked=locked, behind=self._name_behind())
        page.open_asked.connect(self.open_file)
        page.create_asked.connect(self.create_file)
        page.sample_asked.connect(self.show_sample)
        page.back_asked.connect(self.show_desk)
        if refusal:
            page.refuse(refusal, way_on)
        self.setWindowTitle("支部台账")
        self.setCentralWidget(page)
        page.focus_first()

    def show_desk(self) -> None:
        """Go back from the first page to the open file, or to the first page without a password."""
        if self._held is None:
            self.show_first_page()
            return
        desk, self._held = self._held, None
        self.setCentralWidget(desk)
        desk.show()
        self.setWindowTitle(f"{desk.store.heading} — 支部台账")

    def open_file(self, path: Path, password: str = "", *, read_only: bool = False) -> None:
        """Open a branch file; ask for its password where it has one.

        The file open now is put away only once the new one is open.
        """
        if lock_shown():
            self.tell(f"没有打开“{path.name}”：程序已锁定；请先解锁，再打开一次。")
            return
        if self._has_open(path, read_only=read_only):
            self.show_desk() if self.desk is None else None
            return
        try:
            store = Store.open(path, password=password, read_only=read_only)
        except WrongPassword:
            self.show_first_page(path, NOT_OPENED if password else "")
        except StorageBusy as error:
            way_on = partial(self.open_file, path, password, read_only=True)
            self.show_first_page(refusal=str(error), way_on=None if read_only else way_on)
        except AppError as error:
            self.show_first_page(refusal=str(error))
        else:
            self._change_to(store)
            if password and self.desk and self.desk.store is store:
                self._offer_password(password)

    def create_file(self, path: Path, branch: Branch, framework: str = "") -> None:
        """Make a new branch file and open it."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = Store.create(path, branch)
        except OSError as error:
            self.tell(
                f"没有新建文件：不能写入“{path.parent}”（{error.strerror}），请换一个文件夹。"
            )
        except AppError as error:
            self.tell(str(error))
        else:
            if framework:
                from models.frameworks import choose_framework  # noqa: PLC0415 - only if chosen

                choose_framework(store, framework)
            self._change_to(store)

    def show_sample(self) -> None:
        """Open an invented branch that is kept in memory only."""
        from models.sample import make_sample, sample_branch  # noqa: PLC0415 - only for the sample

        store = Store.memory(sample_branch(datetime.now().astimezone().date()))
        make_sample(store)
        self._change_to(store)

    def restore(self, backup: Path, password: str) -> None:
        """Put a backup in the place of the open file, which is kept as one more backup."""
        from models.password import recovery_code  # noqa: PLC0415 - only when restoring
        from ui.shell.restoring import put_in_place  # noqa: PLC0415 - only when restoring

        desk = self._open_desk
        if desk is None or desk.store.path is None:
            return
        path, own = desk.store.path, recovery_code(desk.store)
        if not self._put_away(back_up=False):
            return
        try:
            restored = put_in_place(self, backup, path, password)
        except AppError as error:
            self.open_file(path, own)
            self.tell(str(error))
            return
        self.open_file(path, restored.code)
        if self.desk:
            tell = self.desk.notice.refuse if restored.problems else self.desk.notice.say
            tell(restored.told(backup.stem))

    def lock(self) -> None:
        """Cover the open file until its password is typed; work that has it to itself ends first."""
        desk = self._open_desk
        if desk is None:
            return
        if not desk.store.encrypted:
            self.tell("文件没有设密码，锁定没有意义；先在“设置”的“密码和锁定”里设密码。")
            return
        if is_file_taken():
            QTimer.singleShot(_LOCK_AGAIN, self, self._lock_if_idle)
            return
        from models.password import latch  # noqa: PLC0415 - only with a password

        if not lock_shown():
            lock = LockDialog(self, latch(desk.store))
            lock.unlocked.connect(self._offer_password)
            lock.open()

    def _offer_password(self, typed: str) -> None:
        """Lead who opened the file by its recovery code to a new password."""
        if self.desk and not self.desk.store.read_only:
            from ui.shell.forgotten import offer_password  # noqa: PLC0415 - with a password

            offer_password(self.desk, typed)

    def redress(self) -> None:
        """Make everything anew in the theme and text size chosen; what is half typed stays."""
        desk = self.desk
        if desk:
            desk.leave()
        self.redress_asked.emit()
        if desk:
            code, store = desk.code, desk.release()
            self._show_desk_over(store).show_page(code)

    def tell(self, sentence: str) -> None:
        """Say what went wrong on whatever is shown."""
        shown: Any = lock_shown() or self.centralWidget()
        if hasattr(shown, "refuse"):
            shown.refuse(sentence)

    def _has_open(self, path: Path, *, read_only: bool) -> bool:
        desk = self._open_desk
        if desk is None or desk.store.path is None or not path.exists():
            return False
        same = desk.store.path.exists() and desk.store.path.samefile(path)
        return same and (read_only or not desk.store.read_only)

    def _name_behind(self) -> str:
        return self._held.store.heading if self._held else ""

    def _hold_desk(self) -> None:
        if desk := self.desk:
            self.takeCentralWidget()
            desk.hide()
            self._held = desk

    def _change_to(self, store: Store) -> None:
        """Show another store, unless the one shown could not be put away."""
        if self._put_away():
            self._show_store(store)
        else:
            store.close()

    def _show_store(self, store: Store) -> None:
        self._show_desk_over(store)
        self.setWindowTitle(f"{store.heading} — 支部台账")
        if store.path:
            self.preferences.note_opened(store.path)
        QTimer.singleShot(_WATCH_AFTER, self._watch)

    def _show_desk_over(self, store: Store) -> Desk:
        desk = Desk(store)
        desk.other_file_asked.connect(self.show_first_page)
        desk.open_asked.connect(self.open_file)
        desk.redress_asked.connect(self.redress, Qt.ConnectionType.QueuedConnection)
        desk.restore_asked.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        desk.lock_asked.connect(self.lock)
        desk.followed.connect(self._note_going)
        self.setCentralWidget(desk)
        return desk

    def _watch(self) -> None:
        """Look after the file and the idle time, once the window stands."""
        if self._idle is None:
            from ui.shell.idle import Idle  # noqa: PLC0415 - after the first paint

            self._idle = Idle(self)
            self._idle.elapsed.connect(self._lock_if_idle)
            began = self._began
            Task(lambda _report: _clear_away(began), "正在清理…").start()
        if self.desk:
            self.desk.look_after_file()

    def _lock_if_idle(self) -> None:
        if self._open_desk and self._open_desk.store.encrypted:
            self.lock()

    def _put_away(self, *, back_up: bool = True) -> bool:
        """Close the open file with what is half done kept; return False where it stays open."""
        desk = self._open_desk
        if desk is None:
            return True
        from ui.shell import closing  # noqa: PLC0415 - only on leaving a file

        if not closing.is_settled(lock_shown() or self, desk, back_up=back_up):
            return False
        if self.desk:
            self.takeCentralWidget()
        self._held = None
        drop(task for task in self._going if task.reads)
        desk.put_away()
        desk.deleteLater()
        return True

    def _note_going(self, task: Task) -> None:
        self._going = [*(each for each in self._going if not each.is_over), task]

    def _is_written(self) -> bool:
        """Return whether no file is being written any more, or the user gave it up."""
        self._going = [task for task in self._going if not task.is_over]
        if not self._going:
            return True
        from ui.shell import closing  # noqa: PLC0415 - only on leaving a file

        return closing.are_written(lock_shown() or self, self._going)

    def _place_window(self) -> None:
        self.resize(1366, 768)
        if geometry := self.preferences.geometry:
            self.restoreGeometry(geometry)

    def _keeps_lost_file(self) -> bool:
        """Return whether the window stays because its file is gone and could not be put back."""
        desk = self._open_desk
        if desk is None or self._warned_of_loss or not desk.has_lost_file:
            return False
        try:
            desk.put_file_back()
        except AppError as error:
            self._warned_of_loss = True
            self.tell(f"{error}窗口还没有关闭；再关一次，就放弃没有写回的内容。")
            return True
        return False

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, back up, and remember where the window stood."""
        event.ignore()
        if is_file_taken():
            self.tell("没有关闭：程序正在改写或检查文件；请等它做完再关。")
        elif not self._keeps_lost_file() and self._is_written() and self._put_away():
            self.preferences.geometry = self.saveGeometry()
            event.accept()
            super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a branch file that is dragged here."""
        if _dragged(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the branch file that is dropped."""
        if path := _dragged(event):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_file(path))


def _clear_away(began: float) -> None:
    from exporters.private import empty_private_folder  # noqa: PLC0415 - after the first paint

    empty_private_folder(began)


def _dragged(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    one = files[0] if len(files) == 1 else None
    return one if one and one.suffix.lower() == ".zhibu" else None
