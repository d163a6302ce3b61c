"""Bringing a workbook to the import page: a file chosen or dropped, or a block that was copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from models.errors import AppError, CannotReadFile
from models.importing import read_text, read_workbook
from models.importing.by_hand import first_look
from models.importing.kept import Unfinished
from models.importing.subjects import subjects_of
from ui.clipboard import dropped_file, pasted_text
from ui.files import documents
from ui.tasks import Task
from ui.writing import is_refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QHBoxLayout

    from models.importing import SheetRows
    from ui.page import Page
    from ui.tasks import Report

_FILES = "表格 (*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.txt *.et);;所有文件 (*)"
_PASTED = "粘贴的内容"


class Reading(QObject):
    """Reads one workbook at a time; of two asked for the later is shown, the earlier says nothing."""

    found = Signal(object, str, bool)
    """What was read, as an unfinished import; why its heading has to be pointed out; and whether the
    file is another one than its rows were judged against."""

    def __init__(self, page: Page, place: QHBoxLayout) -> None:
        super().__init__(page)
        self._page, self._place = page, place
        self._task: Task | None = None
        self._judged_by: object = None
        self.folder: Path | None = None

    def choose(self) -> None:
        """Ask for a file and read it."""
        place = str(self.folder or documents())
        name, _ = QFileDialog.getOpenFileName(self._page, "选择要导入的表格", place, _FILES)
        if name:
            self.folder = Path(name).parent
            self.file(Path(name))

    def file(self, path: Path) -> None:
        """Read a workbook."""
        self._begin(path.name, lambda report: read_workbook(path, report))

    def dropped(self, data: QMimeData) -> None:
        """Read the file that was dropped."""
        try:
            self.file(dropped_file(data))
        except CannotReadFile as error:
            self._page.refused.emit(str(error))

    def copied(self) -> str:
        """Return the text on the clipboard, "" where there is none that can be taken, and say so."""
        try:
            return pasted_text()
        except AppError as error:
            self._page.refused.emit(str(error))
            return ""

    def paste(self) -> None:
        """Read the clipboard's cells."""
        if text := self.copied():
            self._begin(_PASTED, lambda _report: read_text(text))

    def stop(self) -> None:
        """Stop reading, without a word: something else is wanted."""
        if self._task:
            self._task.failed.disconnect(self._page.failed)
            self._task.cancel()
            self._task = None

    def _begin(self, name: str, work: Callable[[Report], list[SheetRows]]) -> None:
        if is_refused(self._page):
            return
        self.stop()
        self._judged_by = self._state()
        subjects = subjects_of(self._page.store, self._page.year)

        def look(report: Report) -> tuple[Task, Unfinished, str]:
            preview, amiss = first_look(work(report), subjects, report)
            return task, Unfinished(name, preview), amiss

        task = self._task = Task(look, f"正在读取{name}…", reads=True)
        self._page.follow(task, self._on_read, self._place)

    def _on_read(self, read: tuple[Task, Unfinished, str]) -> None:
        task, unfinished, amiss = read
        if task is self._task:
            self._task = None
            self.found.emit(unfinished, amiss, self._state() != self._judged_by)

    def _state(self) -> object:
        """Return what tells apart the states of the file that rows are judged against."""
        page = self._page
        return page.year, [entry.id for entry in page.store.entries(1)]
