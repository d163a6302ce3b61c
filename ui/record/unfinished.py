"""A text that could not stand in its cell: kept until one goes back to it, over a closing as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.aside import read_json

if TYPE_CHECKING:
    from ui.record.page import RecordPage


class Unfinished(QObject):
    """The one text of a page that was not taken last."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._kept: tuple[Any, str, str] | None = None
        if kept := read_json(page.store.draft(self._draft), [int, str, str], None):
            self._kept = kept[0], kept[1], kept[2]

    @property
    def _draft(self) -> str:
        return f"cell:{self._page.view.record.table}"

    def offer(self, key: Any, name: str, text: str, sentence: str) -> None:
        """Say why a text was not taken, and offer the way back to it."""
        self._kept = key, name, text
        self._page.barred.emit(
            f"没有改动：{sentence}；原来的内容还在。", "回到刚才的输入", self._go_back
        )

    def put_by(self, key: Any, name: str, text: str) -> None:
        """Keep a text that was still being typed; it is offered on coming back."""
        self._kept = key, name, text

    def offer_again(self) -> None:
        """Offer the way back to a text that still waits, where its cell is still there."""
        column = self._column
        if self._kept is None or column is None or self._page.store.read_only:
            return
        row = self._page.model.row_of(self._kept[0])
        if row is None:
            return
        view = self._page.view
        whose = view.quoted(view.record_of(row))
        self._page.barred.emit(
            f"上次在{whose}{'的' if whose else ''}“{column}”里输入的“{self._kept[2]}”没有写入，原来的内容还在。",
            "回到刚才的输入",
            self._go_back,
        )

    def forget(self, key: Any, name: str) -> None:
        """Keep nothing of a cell that has taken another text."""
        if self._kept and self._kept[:2] == (key, name):
            self._kept = None

    def keep(self) -> None:
        """Write what still waits into the file, outside of its history."""
        text = json.dumps(self._kept, ensure_ascii=False) if self._kept else ""
        if self._page.store.draft(self._draft) != text:
            self._page.store.keep_draft(self._draft, text)

    @property
    def _column(self) -> str | None:
        named = (
            c.field for c in self._page.available if self._kept and c.field.name == self._kept[1]
        )
        return next((field.label for field in named), None)

    def _go_back(self) -> None:
        if self._kept is None:
            return
        key, name, text = self._kept
        columns = self._page.columns
        if name not in columns.chosen:
            columns.show_columns((*columns.chosen, name))
        if not self._page.model.index_of(key).isValid():
            self._page.show_key(key)
        self._kept = None
        self._page.table.edit_again(key, name, text)
