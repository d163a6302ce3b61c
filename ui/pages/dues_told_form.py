"""A form that says above its fields what the books have for the months or the year entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import InvalidRecord
from ui.record.form import RecordForm
from ui.widgets import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class ToldForm(RecordForm):
    """A form with what the program knows of the months or the year that is entered."""

    _told: Callable[[ToldForm], str] | None = None
    _given: tuple[str, Callable[[ToldForm], Any], Callable[[ToldForm], str]] | None = None
    _laid: str | None = None
    """What was laid into the given field, None while nothing is to be."""

    def heading(self) -> QWidget | None:
        """Return the place of the words."""
        self._words = label("", "second", wrap=True)
        return self._words

    def follow(self, told: Callable[[ToldForm], str]) -> None:
        """Tell what `told` gives, now and as one types."""
        self._told = told
        self.edited.connect(self._tell)
        self._tell()

    def lay(
        self, name: str, value: Callable[[ToldForm], Any], remark: Callable[[ToldForm], str]
    ) -> None:
        """Let a field of a new record hold `value` as long as nothing else is typed there.

        `remark` is said beside it at once, not only when the whole form is filled in.
        """
        self._given = name, value, remark

    def show_record(self, record: Any, extra: Any = None) -> None:
        """Show a record and what is known of it."""
        super().show_record(record, extra)
        self._laid = self.typed()[self._given[0]] if self._given and record is None else None
        self._tell()

    @property
    def base(self) -> Any:
        """The record shown as it is on file, None for a new one."""
        return self._base

    def meant(self, name: str) -> Any:
        """Return what the text of a field means, None for nothing."""
        try:
            return self._rows[name].value()
        except InvalidRecord:
            return None

    def _tell(self) -> None:
        self._lay()
        words = self._told(self) if self._told else ""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _lay(self) -> None:
        if self._given is None:
            return
        name, value, remark = self._given
        row = self._rows[name]
        if self._laid is not None and (found := value(self)) is not None:
            text, entered = row.field.display(found or None), row.editor.entered()
            if entered == self._laid != text:
                row.editor.show_text(text)
            if row.editor.entered() == text:
                self._laid = text
        row.show_remark(remark(self))
