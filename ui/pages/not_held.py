"""Why a meeting that was due was not held: asked for in one box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from models.errors import AppError
from models.fields import field_of
from models.meetings.of_cell import explain
from models.meetings.overview import span_words
from models.meetings.records import NotHeld
from models.meetings.year_doubts import doubly_told
from ui.record.editors import LongEditor, settle
from ui.small_dialog import SmallDialog
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.meetings.overview import Cell, Row
    from models.store import Store

_HINT = "只写实际没有开的原因，它会随台账一起留存；开过的会议请用“补录”。"


class NotHeldDialog(SmallDialog):
    """Takes the reason, changes it, or takes it back."""

    def __init__(self, parent: QWidget, store: Store, year: int, duty: Row, cell: Cell) -> None:
        super().__init__(parent, f"{span_words(year, cell)}{duty.name}没有开的原因", 440)
        self._store, self._year, self._duty, self._cell = store, year, duty, cell
        self.reason = LongEditor(field_of(NotHeld, "reason"))
        self.reason.setAccessibleName("没有开的原因")
        self.reason.show_text(cell.reason)
        self.column.addWidget(label(_HINT, "hint", wrap=True))
        self.column.addWidget(self.reason)
        if cell.is_doubly_told:
            said = f"{doubly_told(year, duty, cell)}。"
            self.column.addWidget(label(said, "doubt", wrap=True))
            self.reason.setAccessibleDescription(said)
        self.column.addWidget(self._refusal)
        parts: list[QWidget | None] = [
            button("保存", self._save, "primary"),
            button("取消", self.reject),
            None,
        ]
        if cell.reason:
            parts.append(button("去掉原因", lambda: self._keep(""), "quiet", "trash-2"))
        self.column.addLayout(row(*parts))
        for keys in ("Ctrl+Return", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.reason.setFocus()

    def _save(self) -> None:
        settle(self.reason)
        text = self.reason.entered().strip()
        if text:
            self._keep(text)
        else:
            self.refuse("没有保存：请写明没有开的原因。")
            self.reason.setFocus()

    def _keep(self, text: str) -> None:
        try:
            explain(self._store, self._year, self._duty, self._cell, text)
        except AppError as error:
            self.refuse(str(error))
        else:
            self.accept()
