"""The window: either the first page, or the desk over one open file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from models.errors import AppError, WrongPassword
from models.places import data_folder
from models.store import Store
from ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.branch import Branch

RECENT = 6


class MainWindow(QMainWindow):
    """One window over at most one open file."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("支部台账")
        self.setMinimumSize(QSize(640, 360))
        self._settings = QSettings(str(data_folder() / "窗口.ini"), QSettings.Format.IniFormat)
        self._place_window()

    @property
    def desk(self) -> Desk | None:
        """The desk over the open file, if one is open."""
        shown = self.centralWidget()
        return shown if isinstance(shown, Desk) else None

    @property
    def recent(self) -> list[Path]:
        """The files opened last that are still there, newest first."""
        kept = self._settings.value("recent", [], list)
        return [path for name in _texts(kept) if (path := Path(name)).is_file()]

    def begin(self, path: Path | None) -> None:
        """Open a file, else the one opened last, else the first page."""
        target = path or next(iter(self.recent), None)
        if target is None:
            self.show_first_page()
        else:
            self.open_file(target)

    def show_first_page(self, locked: Path | None = None, refusal: str = "") -> None:
        """Show how to begin; `locked` is a file that waits for its password."""
        from ui.pages.first import FirstPage  # noqa: PLC0415 - not shown when a file opens

        page = FirstPage(self.recent, locked=locked)
        page.open_asked.connect(self.open_file)
        page.create_asked.connect(self.create_file)
        page.sample_asked.connect(self.show_sample)
        if refusal:
            page.refuse(refusal)
        self._put_away()
        self.setWindowTitle("支部台账")
        self.setCentralWidget(page)
        page.focus_first()

    def open_file(self, path: Path, password: str = "") -> None:
        """Open a branch file; ask for its password where it has one."""
        try:
            self._put_away()
            store = Store.open(path, password=password)
        except WrongPassword as error:
            self.show_first_page(path, str(error) if password else "")
        except AppError as error:
            self.show_first_page(refusal=str(error))
        else:
            self._show_store(store)

    def create_file(self, path: Path, branch: Branch) -> None:
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
            self._put_away()
            self._show_store(store)

    def show_sample(self) -> None:
        """Open an invented branch that is kept in memory only."""
        from models.sample import make_sample, sample_branch  # noqa: PLC0415 - only for the sample

        store = Store.memory(sample_branch(datetime.now().astimezone().date()))
        make_sample(store)
        self._put_away()
        self._show_store(store)

    def tell(self, sentence: str) -> None:
        """Say what went wrong on whatever is shown."""
        shown = self.centralWidget()
        refuse = getattr(shown, "refuse", None)
        if refuse:
            refuse(sentence)

    def _show_store(self, store: Store) -> None:
        desk = Desk(store)
        desk.other_file_asked.connect(self.show_first_page)
        self.setCentralWidget(desk)
        self.setWindowTitle(f"{store.branch.heading} — 支部台账")
        if store.path:
            recent = [store.path, *(path for path in self.recent if path != store.path)]
            self._settings.setValue("recent", [str(path.resolve()) for path in recent[:RECENT]])

    def _put_away(self) -> None:
        if desk := self.desk:
            self.takeCentralWidget()
            try:
                desk.put_away()
            except AppError as error:
                from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - when closing fails

                QMessageBox.warning(self, "支部台账", str(error))
            finally:
                desk.deleteLater()

    def _place_window(self) -> None:
        self.resize(1366, 768)
        geometry = self._settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, back up, and remember where the window stood."""
        self._settings.setValue("geometry", self.saveGeometry())
        self._put_away()
        super().closeEvent(event)


def _texts(values: object) -> Iterable[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
