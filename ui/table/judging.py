"""What becomes of a text typed into a cell: taken where it can stand, and told of where not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPersistentModelIndex

from ui.table.cell_editing import CellDelegate, CellEditor
from ui.yearless import day_meant, with_offer

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in a cell that was being typed into."""

    at: QModelIndex
    text: str
    changed: bool
    """Whether it was typed into, be it what stood there."""
    fault: str
    """The sentence about a text that cannot stand there, "" for one that was left as it was."""


class JudgedCells(CellDelegate):
    """Opens the cells of a table, has its model judge what is typed, and closes them again."""

    def __init__(self, table: QWidget) -> None:
        """Serve a `QTableView` whose model, its `records`, has `fault(index, text)`."""
        super().__init__(table)
        self._table: Any = table
        self.year: int | None = None
        """The year one works in, from which days without theirs are offered; None for none."""
        self._offered: tuple[QPersistentModelIndex, str] | None = None
        """The cell and the text that a day was last offered for."""
        self.given_up.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being typed into."""
        return self.editor is not None

    @property
    def at(self) -> QModelIndex:
        """The cell that is being typed into, wherever the cursor is by now."""
        at = self.editor.at if self.editor else QPersistentModelIndex()
        found: QModelIndex = self._table.records.index(at.row(), at.column())
        return found

    def open_with(self, text: str) -> None:
        """Open the current cell with a text in it."""
        self._table.setFocus()
        self._table.edit(self._table.currentIndex())
        if self.editor:
            self.editor.setText(text)
            self.editor.setFocus()

    def take(self) -> Typed | None:
        """Close the cell and return its text; stay, with the sentence, where it cannot stand.

        A day without its year is offered with the year one works in; taken once more, it is that day.
        """
        typed = self._with_year(self._typed())
        if typed and typed.fault:
            self.explain(typed.fault)
            return None
        self.close()
        return typed

    def _with_year(self, typed: Typed | None) -> Typed | None:
        before, self._offered = self._offered, None
        if typed is None or not typed.fault:
            return typed
        field = self._table.records.columns[typed.at.column()].field
        meant = day_meant(field, self.year, typed.text)
        if meant is None:
            return typed
        place = QPersistentModelIndex(typed.at), typed.text
        if before == place:
            text = str(meant)
            return replace(typed, text=text, fault=self._table.records.fault(typed.at, text))
        self._offered = place
        return replace(typed, fault=with_offer(typed.fault, meant))

    def leave(self) -> Typed | None:
        """Close the cell whatever stands in it, where the focus is, and return its text."""
        typed = self._typed()
        self.close(focus=False)
        return typed

    def _typed(self) -> Typed | None:
        if self.editor is None:
            return None
        at, text = self.at, self.editor.entered()
        changed = text != self.editor.was or bool(text and self.editor.is_typed)
        return Typed(at, text, changed, self._table.records.fault(at, text) if changed else "")

    def drop(self) -> CellEditor | None:
        """Forget the editor, whose cell is closed or about to go, and return it."""
        editor = self.editor
        self.explain("")
        self.editor = None
        return editor

    def close(self, *, focus: bool = True) -> None:
        """Close the cell without taking its text, and give the focus back to the table."""
        if (editor := self.drop()) is None:
            return
        if focus:
            self._table.setFocus()
        self._table.closeEditor(editor, self.EndEditHint.NoHint)
