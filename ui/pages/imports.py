"""导入: a workbook or a pasted block, seen row by row before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from models.errors import AppError, Cancelled, CannotReadFile
from models.importing import Kind, Preview, Taken, problem_rows, read_text, roll_of, take
from models.importing import read_workbook as read
from models.importing.by_hand import first_look, other_sheet, swapped
from ui import theme
from ui.clipboard import dropped_file, pasted_text
from ui.files import documents, ended
from ui.page import Page, PageHead
from ui.pages.import_outcome import ImportOutcome, outcome
from ui.pages.import_preview import NEW_COLUMN, PreviewPane
from ui.pages.import_table import PreviewTable
from ui.shell.actions import action
from ui.tasks import Task
from ui.whole_file import run_alone
from ui.widgets import button, card, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.importing import SheetRows
    from models.store import Store
    from ui.tasks import Report

_FILES = "表格 (*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.txt *.et);;所有文件 (*)"
_EMPTY = (
    "这里把现有的花名册取进来：选一个 Excel、WPS 表格，或从表格里复制后粘贴。"
    "确认之前什么也不会写入。"
)
_MANY = 1_500
"""Rows that are judged anew while one waits; more are judged in another thread."""
_NOTHING, _PREVIEW, _OUTCOME = range(3)


class ImportPage(Page):
    """Choose, look, mend, confirm."""

    tables = frozenset(
        {"member", "period", "post", "party_group", "movement", "own_column", "own_value"}
    )

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._name = self._saving = ""
        self._folder: Path | None = None
        self._reading: Task | None = None
        self._pane: PreviewPane | None = None
        self._taken: tuple[int, Preview, str] | None = None
        self._taking = False
        self._confirm = button("确认导入", self._take, "primary", "check")
        self._again = (
            button("选择文件…", self._choose, "", "folder-open"),
            button("粘贴表格", self.paste, "", "clipboard-paste"),
        )
        self.head = PageHead("导入", *self._again, self._confirm)
        self.body.addWidget(self.head)
        self._outcome = self._make_outcome()
        self._stack = QStackedWidget()
        for part in (self._empty(), QWidget(), self._outcome):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.setAcceptDrops(True)
        action(self, "粘贴表格", self._on_paste_key, "Ctrl+V").setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._show_nothing()

    @property
    def preview(self) -> Preview | None:
        """What would be taken, if something was chosen."""
        return self._pane.preview if self._pane else None

    @property
    def table(self) -> PreviewTable:
        """The rows of the preview."""
        if self._pane is None:
            raise AssertionError("there is no preview")
        return self._pane.table

    def read_file(self, path: Path) -> None:
        """Read a workbook and show what taking it would do."""
        self._begin(path.name, lambda report: read(path, report))

    def paste(self) -> None:
        """Show what taking the clipboard's cells would do."""
        try:
            text = pasted_text()
        except AppError as error:
            self.refused.emit(str(error))
            return
        self._begin("粘贴的内容", lambda _report: read_text(text))

    def begin(self) -> None:
        """Put the cursor where one goes on."""
        if self._pane:
            self._pane.table.setFocus()
        elif self._stack.currentIndex() == _NOTHING:
            self._first.setFocus()

    def leave(self) -> None:
        """Stop reading: the window is about to close."""
        self._stop()

    def _stop(self) -> None:
        """Stop reading, without a word: something else is wanted."""
        if self._reading:
            self._reading.failed.disconnect(self.failed)
            self._reading.cancel()
            self._reading = None

    def reload(self) -> None:
        """Judge the rows against what is on file now; an import that is over is put away."""
        if self._taking:
            return
        if self._pane:
            roll = roll_of(self.store)
            pane, preview = self._pane, self._pane.preview
            self._judge(lambda: preview.with_roll(roll), pane.show_preview)
        elif self._stack.currentIndex() == _OUTCOME:
            self._show_nothing()

    # Reading.

    def _begin(self, name: str, work: Callable[[Report], list[SheetRows]]) -> None:
        self._stop()
        roll = roll_of(self.store)

        def found(report: Report) -> tuple[Task, str, Preview, str]:
            return task, name, *first_look(work(report), roll, report)

        task = self._reading = Task(found, f"正在读取{name}…")
        self.follow(task, self._on_read, self.head.place)

    def _on_read(self, found: tuple[Task, str, Preview, str]) -> None:
        task, name, preview, amiss = found
        if task is not self._reading:
            return
        before = (self.preview, self._name) if self.preview else None
        self._reading = None
        self._show(preview, name)
        if amiss:
            self.refused.emit(amiss)
        elif before:
            kept, old = before
            self.offered.emit(
                f"已换成“{name}”，先前的“{old}”还没有导入。",
                "换回来",
                lambda: self._show(kept, old) if kept else None,
            )
        else:
            self.settled.emit()

    def _choose(self) -> None:
        place = str(self._folder or documents())
        name, _ = QFileDialog.getOpenFileName(self, "选择花名册", place, _FILES)
        if name:
            self._folder = Path(name).parent
            self.read_file(Path(name))

    def _on_paste_key(self) -> None:
        """Take a block as a new import, one cell's text into the cells that are chosen."""
        if self._pane and self._pane.table.hasFocus():
            try:
                text = pasted_text().rstrip("\r\n")
            except AppError as error:
                self.refused.emit(str(error))
                return
            if not set(text) & set("\t\n"):
                self._pane.table.fill(text)
                return
        self.paste()

    # Showing.

    def _empty(self) -> QWidget:
        frame, layout = card()
        layout.addStretch(1)
        sentence = label(_EMPTY, "second", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(sentence)
        layout.addSpacing(theme.unit(8))
        self._first = choose = button("选择文件…", self._choose, "primary", "folder-open")
        paste = button("粘贴表格", self.paste, "", "clipboard-paste")
        layout.addLayout(row(None, choose, paste, None))
        hint = label("也可以把文件拖到这一页，或按 Ctrl+V 粘贴。", "hint", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(hint)
        layout.addStretch(2)
        return frame

    def _make_outcome(self) -> ImportOutcome:
        made = ImportOutcome()
        made.members_asked.connect(lambda: self.wanted.emit("members"))
        made.undo_asked.connect(self._undo)
        made.problems_asked.connect(self._save_problems)
        made.next_asked.connect(self._show_nothing)
        return made

    def _show_nothing(self) -> None:
        self._put(None)
        self._turn_to(_NOTHING)

    def _turn_to(self, place: int) -> None:
        """Show one of the three faces; the empty one has the ways to begin itself."""
        self._stack.setCurrentIndex(place)
        for part in self._again:
            part.setVisible(place != _NOTHING)

    def _put(self, pane: PreviewPane | None) -> None:
        """Replace the preview shown; its buttons of the head go with it."""
        old = self._stack.widget(_PREVIEW)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._pane = pane
        self._stack.insertWidget(_PREVIEW, pane or QWidget())
        self._confirm.setVisible(pane is not None)

    def _show(self, preview: Preview, name: str) -> None:
        self._name = name
        pane = PreviewPane(preview, name)
        self._put(pane)
        pane.mended.connect(self._mend)
        pane.mapped.connect(self._map)
        pane.sheet_asked.connect(self._change_sheet)
        pane.heading_asked.connect(self._change_heading)
        pane.problems_asked.connect(self._save_problems)
        pane.given_up.connect(self._give_up)
        pane.refused.connect(self.refused)
        self._turn_to(_PREVIEW)
        self._tell()
        pane.table.setFocus()

    def _tell(self) -> None:
        """Say how many rows the button takes."""
        if self._pane:
            counts = self._pane.preview.counts
            taken = sum(counts[kind] for kind in (Kind.NEW, Kind.UPDATED, Kind.DOUBTFUL))
            self._confirm.setEnabled(bool(taken) and not self.store.read_only)
            words = f"确认导入 {taken} 行" if taken else "没有可导入的行"
            self._confirm.setText("只读的文件不能导入" if self.store.read_only else words)

    def _give_up(self) -> None:
        preview, name = self.preview, self._name
        self._show_nothing()
        if preview:
            self.offered.emit(
                f"已放弃导入“{name}”，什么也没有写入。",
                "恢复",
                lambda: self._show(preview, name),
            )

    # Mending.

    def _judge(self, work: Callable[[], Preview], show: Callable[[Preview], object]) -> bool:
        """Show a preview judged anew; return whether it could be."""
        preview = self.preview
        try:
            if preview and len(preview.rows) > _MANY:
                sentence = f"正在核对 {len(preview.rows)} 行…"
                made = run_alone(self, lambda _report: work(), sentence, stoppable=False)
            else:
                made = work()
        except AppError as error:
            self.refused.emit(str(error))
            return False
        show(made)
        self._tell()
        return True

    def _mend(self, texts: Mapping[tuple[int, str], str]) -> None:
        if self._pane:
            pane, preview = self._pane, self._pane.preview
            self._judge(lambda: preview.with_cells(texts), pane.show_preview)

    def _map(self, at: int, name: str) -> None:
        if self._pane:
            pane, preview = self._pane, self._pane.preview
            if not self._judge(lambda: self._mapped(preview, at, name), pane.show_preview):
                pane.show_mapping()
            pane.focus_column(at)

    @staticmethod
    def _mapped(preview: Preview, at: int, name: str) -> Preview:
        return preview.with_new_column(at) if name == NEW_COLUMN else swapped(preview, at, name)

    def _change_sheet(self, name: str) -> None:
        if self._pane:
            preview = self._pane.preview
            if not self._judge(lambda: other_sheet(preview, name), self._show_anew):
                self._show_anew(preview)

    def _change_heading(self, number: int, depth: int) -> None:
        if self._pane:
            pane, preview = self._pane, self._pane.preview
            if not self._judge(lambda: preview.with_heading_row(number, depth), self._show_anew):
                pane.show_heading_row()

    def _show_anew(self, preview: Preview) -> None:
        self._show(preview, self._name)

    # Writing.

    def _take(self) -> None:
        if self._pane is None or not self._confirm.isEnabled():
            return
        preview, name = self._pane.preview, self._name
        self._taking = True
        try:
            taken: Taken = run_alone(self, lambda report: self._write(preview, report), _WRITING)
        except Cancelled:
            self.refused.emit("已取消导入，什么也没有写入；预览还在，可以再确认。")
            return
        except AppError as error:
            self.refused.emit(str(error))
            return
        finally:
            self._taking = False
        self._taken = self.store.entries(1)[0].id, preview, name
        self._put(None)
        self._outcome.show_taken(taken)
        self._turn_to(_OUTCOME)
        self._outcome.members.setFocus()
        self.offered.emit(outcome(taken), "查看党员", lambda: self.wanted.emit("members"))

    def _write(self, preview: Preview, report: Report) -> Taken:
        """Back up, then write; in a thread of its own."""
        if self.store.path:
            from models.backup import back_up  # noqa: PLC0415 - only before taking

            back_up(self.store, "导入前")
        return take(self.store, preview, progress=report)

    def _undo(self) -> None:
        """Take the import back and show its preview again."""
        if self._taken is None:
            return
        entry, preview, name = self._taken
        self._taken = None
        self._taking = True
        try:
            self.store.undo_entry(entry)
        finally:
            self._taking = False
        roll = roll_of(self.store)
        self._judge(lambda: preview.with_roll(roll), lambda made: self._show(made, name))

    def _save_problems(self) -> None:
        preview = self.preview or (self._taken[1] if self._taken else None)
        if preview is None:
            return
        offered = str((self._folder or documents()) / "有问题的行.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "另存有问题的行", offered, "Excel (*.xlsx)")
        if not name:
            return
        from exporters.files import write_sheet  # noqa: PLC0415 - only when asked for
        from exporters.sheet import Sheet, Table  # noqa: PLC0415 - only when asked for

        fields, rows = problem_rows(preview)
        sheet = Sheet(title="导入中有问题的行", blocks=(Table(columns=fields, rows=rows),))
        path = ended(Path(name), ".xlsx")
        self._saving = path.name
        task = Task(lambda report: write_sheet(path, sheet, report), f"正在写{path.name}…")
        self.follow(task, self._on_saved, self.head.place)

    def _on_saved(self, _none: object) -> None:
        self.said.emit(f"已存为“{self._saving}”，改好后可以再导入。")

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file from the desktop, wherever on the page; a branch file is for the window."""
        urls = event.mimeData().urls()
        if urls and not any(url.fileName().endswith(".zhibu") for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        event.acceptProposedAction()
        try:
            self.read_file(dropped_file(event.mimeData()))
        except CannotReadFile as error:
            self.refused.emit(str(error))


_WRITING = "正在备份并导入…"
