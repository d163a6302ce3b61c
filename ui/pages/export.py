"""导出: a ledger or a paper, its real pages in sight, printed or written in the format asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent

from exporters.files import formats_of
from exporters.ledgers import CATALOGUE as LEDGERS
from models.meetings.settings import meeting_settings
from ui import theme
from ui.files import documents, ended
from ui.page import Page, PageHead
from ui.pages.export_choice import FORMATS, ExportChoice
from ui.pages.export_columns import ColumnsDialog
from ui.pages.export_outcome import ExportOutcome
from ui.pages.export_wanted import Wanted
from ui.pages.paper_view import Drawn, PaperView, drawn
from ui.pages.papers import SETTING
from ui.shell.actions import action
from ui.tasks import Task
from ui.widgets import button, column, rank, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.sheet import Sheet
    from models.store import Store

_PAUSE = 150
_LEFT, _NARROW_LEFT, _NARROW, _LOW = 304, 240, 760, 440


class ExportPage(Page):
    """What to make at the left, its pages at the right."""

    tables = frozenset(
        {
            "branch", "member", "period", "post", "party_group", "movement", "own_column",
            "own_value", "branch_year", "meeting", "agenda_item", "speech", "meeting_task",
            "attendance", "vote", "election", "candidate", "own_kind", "talk", "talk_person",
            "appraisal", "appraisal_result", "life_entry", "dual_life", "thought", "service",
            "service_person", "study", "attachment", "dues_basis", "dues_item", "dues_waiver",
            "dues_payment", "dues_month", "dues_large", "dues_remittance", "dues_use",
        }
    )  # fmt: skip

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._folder: Path | None = None
        self._written = Path()
        self._drawing: Task | None = None
        self._settings = meeting_settings(store)
        self._title = ""
        self.choice = ExportChoice(store)
        self.chosen = Wanted(store, self.choice)
        self.papers = PaperView()
        self.outcome = ExportOutcome(self.refused.emit)
        self._print = button("打印…", self._print_pages, "", "printer")
        self._print.setEnabled(False)
        self._make = button("导出…", self._export, "primary", "upload")
        self.head = PageHead("导出", self._print, self._make)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._draw)
        self._build()
        self.reload()

    def _build(self) -> None:
        self.body.addWidget(self.head)
        self._left = left = scrolled(self.choice)
        right = column(spacing=8)
        right.addWidget(self.outcome)
        right.addWidget(self.papers, 1)
        across = row(left, spacing=16)
        across.addLayout(right, 1)
        self.body.addLayout(across, 1)
        self.choice.changed.connect(self._on_choice)
        self.choice.changed.connect(self.outcome.hide)
        self.choice.columns_asked.connect(self._choose_columns)
        self.papers.ready.connect(self._print.setEnabled)
        action(self, "打印", self._print_pages, "Ctrl+P")

    @property
    def what(self) -> Any:
        """The list of ledgers and papers."""
        return self.choice.what

    def leave(self) -> None:
        """Stop drawing: the window is about to close."""
        self._stop()

    def _stop(self) -> None:
        self._pause.stop()
        if self._drawing:
            self._drawing.cancel()
            self._drawing = None

    def begin(self) -> None:
        """Put the cursor on what to make, counted as it is set now."""
        if self._settings != (now := meeting_settings(self.store)):
            self._settings = now
            self.reload()
        self.choice.what.setFocus()

    def show_year(self, year: int) -> None:
        """Offer the working year first."""
        if year != self.year:
            self.choice.show_year(year)
        super().show_year(year)

    def reload(self) -> None:
        """Draw the pages anew, of the records there are now."""
        self.chosen.forget()
        self._on_choice()

    def show_paper(self, code: str, number: int = 0) -> None:
        """Show a ledger, or a paper of a record."""
        self.chosen.choose(code, number, self.year)
        self._on_choice()

    def _on_choice(self) -> None:
        self._stop()
        self.chosen.offer()
        self.choice.show_look(self.chosen.asked())
        self._print.setEnabled(False)
        self.papers.expect(_PAUSE)
        self._pause.start()

    def _choose_columns(self) -> None:
        code = self.choice.ledger
        dialog = ColumnsDialog(self, self.store, LEDGERS[code], self.chosen.asked())
        if dialog.exec():
            self.chosen.keep_look(code, dialog.asked)
            self._on_choice()
        dialog.deleteLater()

    def sheet(self) -> Sheet | None:
        """Return what is chosen as a sheet; None for the paper of a record where none is chosen.

        Raises:
            AppError: if it cannot be made of that record.
        """
        return self.chosen.sheet()

    def _draw(self) -> None:
        sheet, why = self.chosen.sheet_or_why()
        rank(self._make, "primary" if sheet else "")
        if sheet is None:
            self.papers.show_nothing(why)
            return
        self.choice.show_formats(formats_of(sheet))
        task = Task(lambda report: drawn(sheet, report), SETTING)
        self._drawing = task

        def show(found: Drawn) -> None:
            if self._drawing is task:
                self._drawing = None
                self._title = sheet.stem or sheet.title
                self.papers.show_pages(found)

        task.succeeded.connect(show)
        task.failed.connect(lambda error: self._on_undrawn(task, error))
        task.start()

    def _on_undrawn(self, task: Task, error: Exception) -> None:
        if self._drawing is task:
            self._drawing = None
            self.papers.show_nothing("这一份暂时不能预览，仍可以导出。")
            self.failed.emit(error)

    def _export(self) -> None:
        sheet, why = self.chosen.sheet_or_why()
        if sheet is None:
            self.refused.emit(why)
            return
        from exporters.files import write_sheet  # noqa: PLC0415 - when something is written

        if path := self._ask_for(self.choice.ending, sheet.stem or sheet.title):
            self.write(path, lambda report: write_sheet(path, sheet, report))

    def _ask_for(self, ending: str, stem: str) -> Path | None:
        """Ask where a file goes."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - when something is written

        from exporters.files import safe_name  # noqa: PLC0415 - as above

        offered = str((self._folder or documents()) / f"{safe_name(stem)}{ending}")
        kind = next(f"{name} (*{each})" for name, each in FORMATS if each == ending)
        name, _ = QFileDialog.getSaveFileName(self, "导出", offered, kind)
        if not name:
            return None
        self._folder = Path(name).parent
        return ended(Path(name), ending)

    def write(self, path: Path, work: Callable[[Any], None]) -> None:
        """Let `work` write a file, with progress, and say where it is."""
        self._written = path
        self.outcome.hide()
        task = Task(work, f"正在写{path.name}…")
        self.follow(task, self._on_written, self.head.place)

    def _on_written(self, _none: object) -> None:
        self.outcome.show_file(self._written)
        if self.isVisible():
            self.settled.emit()
        else:  # the line above the pages is not seen from another page
            self.said.emit(f"已导出“{self._written.name}”。")

    def _print_pages(self) -> None:
        if self.papers.pages is None or not self._print.isEnabled():
            self.refused.emit("页面还没有排好，什么也没有打印；请等页面出来后再打印。")
            return
        from ui import printing  # noqa: PLC0415 - when something is printed

        if not printing.has_printer():
            self.barred.emit(printing.NO_PRINTER, "打印到文件…", self._print_to_file)
            return
        pages = self.papers.pages
        printer = printing.printer_for(pages, self._title)
        numbers = printing.choose(self, printer, len(pages.sizes))
        if numbers is not None:
            job = printing.Job(printer, pages.data, numbers)
            if job.file:
                self.write(job.file, job.run)
            else:
                self.follow(Task(job.run, "正在打印…"), self._on_printed, self.head.place)

    def _print_to_file(self) -> None:
        pages = self.papers.pages
        if pages is None:
            return
        if path := self._ask_for(".pdf", self._title):
            from exporters.files import write_file  # noqa: PLC0415 - when something is written

            def work(_report: object) -> None:
                write_file(path, lambda new: _fill(new, pages.data))

            self.write(path, work)

    def _on_printed(self, _none: object) -> None:
        self.said.emit(f"“{self._title}”已交给打印机。")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages most of a small window."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.unit(_NARROW)
        self._left.setFixedWidth(theme.unit(_NARROW_LEFT if is_narrow else _LEFT))
        self.choice.set_low(low=self.height() < theme.unit(_LOW))


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)
