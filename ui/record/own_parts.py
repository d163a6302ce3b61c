"""What a page of records may have of its own; here each part is what a plain page has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.page import Page, today
from ui.record.cell_work import Edit
from ui.record.form import RecordForm
from ui.record.row_menu import Act
from ui.table.columns import Column


class OwnParts(Page):
    """The parts that need nothing of the page but to be replaced."""

    def filters(self) -> list[QWidget]:
        """Return what stands beside the search."""
        return []

    def profile(self, _shown: Any) -> QWidget | None:
        """Return what is shown beside a chosen row; None for its form."""
        return None

    def prepare_form(self, form: RecordForm, record: Any) -> None:
        """Offer the records that references can name."""

    def remarks(self, record: Any) -> dict[str, str]:
        """Return field name to what is unusual about its value."""
        from models.rules.dates import remarks_about  # noqa: PLC0415 - with the first form

        return remarks_about(record, today())

    def elsewhere(self, _record: Any) -> str:
        """Return where a record just written is listed, if the page as it is lists it no more."""
        return ""

    def doubts_of_block(self, _edits: Sequence[Edit]) -> str:
        """Return what would want a look once a pasted block is written, taken as a whole."""
        return ""

    def extra_of(self, _shown: Any) -> dict[str, Any]:
        """Return the extra values of a row, or of a new record for None."""
        return {}

    def meaning_of(self, column: Column, text: str) -> Any:
        """Return what a text means as an extra value of a new record.

        Raises:
            InvalidRecord: if it can be none.
        """
        return column.field.parse(text)

    def refuse_contradiction(self, made: Any, texts: Mapping[str, str]) -> None:
        """Look at what was given for columns that follow from others, by the field's name.

        Raises:
            InvalidRecord: if a new record would come out otherwise than it says there.
        """

    def rows_meant(
        self,
        _block: Sequence[Sequence[str]],
        _columns: Sequence[Column | None],
        targets: Sequence[Any],
    ) -> Sequence[Any]:
        """Return the row that each line of a pasted block is for; by its place, unless it says whose."""
        return targets

    def row_actions(self, _rows: Sequence[Any]) -> Sequence[Act]:
        """Return what else can be done with the chosen rows; None for what cannot be with so many."""
        return ()
