"""Mending an import before it is taken: each mend is judged at once, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.errors import AppError
from models.importing.by_hand import other_sheet, swapped, taken_as
from models.importing.subjects import SUBJECTS
from ui.own_steps import OwnSteps
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.importing import Preview, Subject
    from ui.page import Page

NEW_COLUMN = "new"
"""What a combo of the head gives for a column to be made."""
_MOST = 200
"""Mends that can be taken back."""


class Mending(OwnSteps):
    """The preview as it is mended, and the way back to how it was before each mend.

    Of an earlier preview only what was chosen and typed is kept: its rows are judged again.
    """

    shown = Signal()
    """The preview is another one now."""
    refused = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._preview: Preview | None = None
        self._before: list[tuple[str, Preview]] = []
        self._after: list[tuple[str, Preview]] = []

    @property
    def preview(self) -> Preview | None:
        """What would be taken, if something was chosen."""
        return self._preview

    def begin(self, preview: Preview | None) -> None:
        """Mend another preview, or none; what was mended before cannot be taken back here."""
        self._before, self._after = [], []
        self._preview = preview
        self.changed.emit()
        self.shown.emit()

    def renew(self) -> bool:
        """Judge the rows against what is on file now; return whether that could be done."""
        return self._preview is None or self._judge_anew(self._preview)

    def _judge_anew(self, preview: Preview) -> bool:
        kind = type(preview.subject)
        return self._judge(lambda: preview.with_subject(self._on_file(kind)))

    def _on_file(self, kind: type[Subject]) -> Subject:
        return kind.of(self._page.store, self._page.year)

    def mend(self, texts: Mapping[tuple[int, str], str]) -> None:
        """Write over cells, by row number and field name."""
        if before := self._preview:
            names = {name for _, name in texts}
            label = before.fields[min(names)].label if len(names) == 1 else ""
            title = f"改正{label}" if len(texts) == 1 else f"改正 {len(texts)} 格{label}"
            self._step(title, lambda: before.with_cells(texts))

    def map(self, at: int, name: str) -> bool:
        """Take a column as another field; return whether that could be done."""
        before = self._preview
        if before is None:
            return False
        text = next(each.text for each in before.heading.columns if each.index == at)
        if name == NEW_COLUMN:
            return self._step(f"新设“{text}”栏", lambda: before.with_new_column(at))
        return self._step(f"改“{text}”列取作什么", lambda: swapped(before, at, name))

    def change_sheet(self, name: str) -> bool:
        """Look at another sheet of the workbook; return whether that could be done."""
        before = self._preview
        return before is not None and self._step(f"换到“{name}”", lambda: other_sheet(before, name))

    def change_heading(self, number: int, depth: int) -> bool:
        """Take the heading from other rows; return whether that could be done."""
        before = self._preview
        return before is not None and self._step(
            f"表头到第 {number} 行", lambda: before.with_heading_row(number, depth)
        )

    def change_subject(self, table: str) -> bool:
        """Take the workbook as another kind; return whether that could be done."""
        before = self._preview
        kind = next(each for each in SUBJECTS if each.table == table)
        if before is None or kind is type(before.subject):
            return False
        return self._step(f"作为{kind.title}取入", lambda: taken_as(before, self._on_file(kind)))

    def _step(self, title: str, work: Callable[[], Preview]) -> bool:
        before = self._preview
        if before is None or not self._judge(work):
            return False
        self._before = [*self._before[1 - _MOST :], (title, before.unjudged)]
        self._after = []
        self.changed.emit()
        return True

    def _judge(self, work: Callable[[], Preview]) -> bool:
        """Show a preview judged anew; return whether it could be."""
        before = self._preview
        count = len(before.sheet.rows) if before else 0
        try:
            if before and count > before.subject.at_once:
                sentence = f"正在核对 {count} 行…"
                made = run_alone(self._page, lambda _report: work(), sentence, stoppable=False)
            else:
                made = work()
        except AppError as error:
            self.refused.emit(str(error))
            return False
        self._preview = made
        self.shown.emit()
        return True

    # Its own steps.

    @property
    def undoable(self) -> str:
        """The name of the mend that `undo` would take back."""
        return self._before[-1][0] if self._before else ""

    @property
    def redoable(self) -> str:
        """The name of the mend that `redo` would make again."""
        return self._after[-1][0] if self._after else ""

    def undo(self) -> None:
        """Take the last mend back."""
        self._go(self._before, self._after)

    def redo(self) -> None:
        """Make the mend last taken back again."""
        self._go(self._after, self._before)

    def _go(self, way: list[tuple[str, Preview]], back: list[tuple[str, Preview]]) -> None:
        now = self._preview
        if now is None or not way:
            return
        title, there = way[-1]
        if self._judge_anew(there):
            way.pop()
            back.append((title, now.unjudged))
            self.changed.emit()
