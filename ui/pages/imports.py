"""导入: a workbook or a pasted block, seen row by row before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.importing.kept import Unfinished
from models.importing.subjects import SUBJECTS
from ui.page import Page, PageHead
from ui.pages.import_beginning import ImportBeginning
from ui.pages.import_draft import ImportDraft
from ui.pages.import_mending import Mending
from ui.pages.import_preview import PreviewPane
from ui.pages.import_reading import Reading
from ui.pages.import_writing import Writing
from ui.shell.actions import action
from ui.widgets import button, scrolled
from ui.writing import for_writing

if TYPE_CHECKING:
    from pathlib import Path

    from models.importing import Preview
    from models.store import Store
    from ui.pages.import_table import PreviewTable
    from ui.shell.desk import Desk

_NOTHING, _PREVIEW, _OUTCOME = range(3)


class ImportPage(Page):
    """Choose, look, mend, confirm: the three faces of the page, and what leads from one to another."""

    tables = frozenset[str]().union(*(subject.tables for subject in SUBJECTS))

    over = Signal()
    """What was last said in the line below is over: the page shows something newer."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._name = ""
        self._pane: PreviewPane | None = None
        self._draft = ImportDraft(store)
        self._confirm = button("确认导入", self._take, "primary", "check")
        self._again = (
            button("选择文件…", self.choose, "", "folder-open"),
            button("粘贴表格", self.paste, "", "clipboard-paste"),
        )
        self.head = PageHead("导入", *self._again, self._confirm)
        self._reading = Reading(self, self.head.place)
        self._writing = Writing(self, self._reading, self.head.place)
        self.steps = self._mending = Mending(self)
        self._beginning = ImportBeginning(self)
        self._stack = QStackedWidget()
        self._build()
        self._turn_to(_NOTHING)

    def _build(self) -> None:
        self._reading.found.connect(self._on_read)
        self._mending.shown.connect(self._show_preview)
        self._mending.refused.connect(self.refused)
        self._writing.done.connect(self._on_taken)
        self._writing.undone.connect(self._show_again)
        self._writing.outcome.next_asked.connect(lambda: self._turn_to(_NOTHING))
        for_writing(self.store, *self._beginning.ways, *self._again)
        for part in (self._beginning, QWidget(), self._writing.outcome):
            self._stack.addWidget(part)
        self.body.addWidget(self.head)
        self.body.addWidget(self._stack, 1)
        self.setAcceptDrops(True)
        action(self, "粘贴表格", self._on_paste_key, "Ctrl+V").setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    @property
    def preview(self) -> Preview | None:
        """What would be taken, if something was chosen."""
        return self._mending.preview

    @property
    def table(self) -> PreviewTable:
        """The rows of the preview."""
        if self._pane is None:
            raise AssertionError("there is no preview")
        return self._pane.table

    @property
    def _unfinished(self) -> Unfinished | None:
        return Unfinished(self._name, self.preview) if self.preview else None

    def choose(self) -> None:
        """Ask for a workbook and show what taking it would do."""
        self._reading.choose()

    def read_file(self, path: Path) -> None:
        """Read a workbook and show what taking it would do."""
        self._reading.file(path)

    def paste(self) -> None:
        """Show what taking the clipboard's cells would do."""
        self._reading.paste()

    def join(self, desk: Desk) -> None:
        """Clear the line of the desk where the page has the word."""
        self.over.connect(desk.hush_all)

    def begin(self) -> None:
        """Put the cursor where one goes on, with what was half done the last time."""
        if found := self._draft.resumed(self):
            self._show(found)
            self.said.emit(f"接着导入“{found.name}”：改正过的都在，还什么也没有写入。")
        elif self._pane:
            self._pane.table.setFocus()
        elif self._stack.currentIndex() == _NOTHING:
            self._beginning.ways[0].setFocus()

    def leave(self) -> None:
        """Stop reading and keep what is half done: the window is about to close or to be dressed."""
        self._reading.stop()
        self._draft.keep(self._unfinished)

    def reload(self) -> None:
        """Judge the rows against what is on file now; an import that is over is put away."""
        if self._writing.is_busy:
            return
        if self.preview:
            self._mending.renew()
        elif self._stack.currentIndex() == _OUTCOME:
            self._turn_to(_NOTHING)

    def _on_read(self, read: Unfinished, amiss: str, is_stale: bool) -> None:  # noqa: FBT001 - a slot
        before = self._unfinished
        self._show(read)
        if is_stale:
            self._mending.renew()
        if amiss:
            self.refused.emit(amiss)
        elif before:
            sentence = f"已换成“{read.name}”，先前的“{before.name}”还没有导入。"
            self._offer_back(sentence, "换回来", before)
        elif self.isVisible():
            self.over.emit()
        else:
            self.settled.emit()

    def _on_paste_key(self) -> None:
        """Take a block as a new import, one cell's text into the cells that are chosen."""
        table = self._pane.table if self._pane else None
        if table is None or not table.hasFocus():
            self.paste()
        elif text := self._reading.copied().rstrip("\r\n"):
            if set(text) & set("\t\n"):
                self.paste()
            else:
                table.fill(text)

    # Showing.

    def _turn_to(self, place: int) -> None:
        """Show one of the three faces; the empty one has the ways to begin itself."""
        if place != _PREVIEW:
            self._mending.begin(None)
        self._stack.setCurrentIndex(place)
        for part in self._again:
            part.setVisible(place != _NOTHING)

    def _show(self, unfinished: Unfinished) -> None:
        self._name = unfinished.name
        self._mending.begin(unfinished.preview)
        self._turn_to(_PREVIEW)
        self.table.setFocus()

    def _show_again(self, before: Unfinished) -> None:
        """Show an import that was put away, against what is on file now."""
        self._show(before)
        self._mending.renew()

    def _offer_back(self, sentence: str, word: str, before: Unfinished) -> None:
        self.offered.emit(sentence, word, lambda: self._show_again(before))

    def _show_preview(self) -> None:
        """Show the preview as it is now; another sheet or heading has rows and columns of its own."""
        preview, pane = self.preview, self._pane
        if preview is None:
            self._put(None)
            self._show_file()
            return
        if pane and pane.shows_sheet_of(preview):
            pane.show_preview(preview)
        else:
            had_focus = pane is not None and pane.isAncestorOf(self.focusWidget())
            self._put(self._made(preview))
            if had_focus:
                self.table.setFocus()
        self._show_file()
        count = len(preview.to_take)
        self._confirm.setEnabled(bool(count))
        self._confirm.setText(f"确认导入 {count} 行" if count else "没有可导入的行")

    def _show_file(self) -> None:
        """Say beside the title what is read, with the rows left out of it as a tip."""
        count, pane = self.head.count, self._pane
        count.setText(pane.words() if pane else "")
        count.setToolTip("\n".join([count.text(), *pane.words_of_left_out()]) if pane else "")

    def _made(self, preview: Preview) -> PreviewPane:
        pane = PreviewPane(self._mending, preview, self._name)
        pane.problems_asked.connect(lambda: self._writing.save_problems(self._unfinished))
        pane.given_up.connect(self._give_up)
        pane.refused.connect(self.refused)
        return pane

    def _put(self, pane: PreviewPane | None) -> None:
        """Replace the preview shown; its button of the head goes with it."""
        shown, old = self._stack.currentIndex(), self._stack.widget(_PREVIEW)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._pane = pane
        self._stack.insertWidget(_PREVIEW, scrolled(pane) if pane else QWidget())
        self._stack.setCurrentIndex(shown)
        self._confirm.setVisible(pane is not None)

    def _give_up(self) -> None:
        before = self._unfinished
        self._turn_to(_NOTHING)
        if before:
            sentence = f"已放弃导入“{before.name}”，什么也没有写入。"
            self._offer_back(sentence, "恢复", before)

    def _take(self) -> None:
        if self._confirm.isEnabled() and (unfinished := self._unfinished):
            self._writing.take(unfinished)

    def _on_taken(self) -> None:
        self._draft.keep(None)
        self._turn_to(_OUTCOME)
        self.over.emit()
        self._writing.outcome.records.setFocus()

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file from the desktop, wherever on the page; a branch file is for the window."""
        urls = event.mimeData().urls()
        if urls and not any(url.fileName().endswith(".zhibu") for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        event.acceptProposedAction()
        self._reading.dropped(event.mimeData())
