"""Taking an import into the file and back, and saving the rows that need another look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from models.errors import AppError, Cancelled
from models.importing import Taken, problem_rows, take
from ui.files import documents, ended
from ui.pages.import_outcome import ImportOutcome, place_of
from ui.tasks import Task
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from models.importing import Preview
    from models.importing.kept import Unfinished
    from models.store import Store
    from ui.page import Page
    from ui.pages.import_reading import Reading
    from ui.tasks import Report


class Writing(QObject):
    """Writes one import after another, shows what was taken, and takes the last one back."""

    done = Signal()
    """An import was taken; `outcome` shows it."""
    undone = Signal(object)
    """The last import was taken back: it, to be shown again."""

    def __init__(self, page: Page, reading: Reading, place: QHBoxLayout) -> None:
        super().__init__(page)
        self._page, self._reading, self._place = page, reading, place
        self._entry = 0
        self._saving = ""
        self._last: Unfinished | None = None
        self.is_busy = False
        self.outcome = ImportOutcome()
        self.outcome.records_asked.connect(self._show_records)
        self.outcome.undo_asked.connect(self._undo)
        self.outcome.problems_asked.connect(lambda: self.save_problems(None))

    def take(self, unfinished: Unfinished) -> None:
        """Back up and write what a preview shows, or say why nothing was written."""
        page, preview = self._page, unfinished.preview
        self.is_busy = True
        try:
            taken: Taken = run_alone(
                page,
                lambda report: _backed_up_and_taken(page.store, preview, report),
                "正在备份并导入…",
            )
        except Cancelled:
            page.refused.emit("已取消导入，什么也没有写入；预览还在，可以再确认。")
        except AppError as error:
            page.refused.emit(str(error))
        else:
            self._entry, self._last = page.store.entries(1)[0].id, unfinished
            self.outcome.show_taken(taken, preview.subject)
            self.done.emit()
        finally:
            self.is_busy = False

    def _show_records(self) -> None:
        if self._last:
            self._page.wanted.emit(place_of(self._last.preview.subject).code)

    def _undo(self) -> None:
        before = self._last
        if before is None:
            return
        self.is_busy = True
        try:
            self._page.store.undo_entry(self._entry)
        except AppError as error:
            self._page.refused.emit(str(error))
            return
        finally:
            self.is_busy = False
        self._last = None
        self.undone.emit(before)

    def save_problems(self, unfinished: Unfinished | None) -> None:
        """Ask where to, and write the doubtful and faulty rows of an import there, or of the last."""
        if found := unfinished or self._last:
            self._save_problems(found.preview)

    def _save_problems(self, preview: Preview) -> None:
        offered = str((self._reading.folder or documents()) / "有问题的行.xlsx")
        kind = "Excel (*.xlsx)"
        name, _ = QFileDialog.getSaveFileName(self._page, "另存有问题的行", offered, kind)
        if not name:
            return
        from exporters.files import write_sheet  # noqa: PLC0415 - only when asked for
        from exporters.sheet import Sheet, Table  # noqa: PLC0415 - only when asked for

        fields, rows = problem_rows(preview)
        sheet = Sheet(title="导入中有问题的行", blocks=(Table(columns=fields, rows=rows),))
        path = ended(Path(name), ".xlsx")
        self._saving = path.name
        task = Task(lambda report: write_sheet(path, sheet, report), f"正在写{path.name}…")
        self._page.follow(task, self._on_saved, self._place)

    def _on_saved(self, _none: object) -> None:
        self._page.said.emit(f"已存为“{self._saving}”，改好后可以再导入。")


def _backed_up_and_taken(store: Store, preview: Preview, report: Report) -> Taken:
    if store.path:
        from models.backup import back_up  # noqa: PLC0415 - only before taking

        back_up(store, "导入前")
    return take(store, preview, progress=report)
