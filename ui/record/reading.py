"""How a page comes by its rows: a screenful at first, the rest between events, and single ones again."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import NotFound
from models.own_columns import OwnValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from models.journal import RowChange
    from ui.record.page import RecordPage

_FEW_STEPS, _FEW_ROWS = 10, 200
"""Steps and rows that are looked at singly after a change; after more, all rows are read."""
_FIRST, _THEN = 200, 500
"""Rows read at once: what a screen shows, and what does not hold a frame up."""
_SHOWN_AT_ONCE = 10_000
"""Rows that are put into the table together: each time it is painted anew."""
_PAINTED = 20
"""Milliseconds left to paint the first screen in before more is read."""
_ORDERING = "place"
"""The column that the rows' own order may follow."""


class RowReading(QObject):
    """Keeps the rows of a page's table as the store has them."""

    came = Signal()
    """More rows have come, or all."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._seen: int | None = None
        self._day: date | None = None
        self._slices: Iterator[Sequence[Any]] | None = None
        self._gathered: list[Any] = []
        self._is_first = True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_reading(self) -> bool:
        """Whether rows are still to come."""
        return self._slices is not None

    def read(self) -> None:
        """Show the rows as they are now: of a few changed records only theirs are read again."""
        page = self._page
        newest = page.store.entries(1)
        altered = self._altered()
        self._seen, self._day = (newest[0].id if newest else 0), page.day
        if altered is None or not self._read_again(altered):
            page.columns.reload()
            self._read_all()

    def finish(self) -> None:
        """Read now what is still to come."""
        while self.is_reading:
            self._go_on()

    def _read_all(self) -> None:
        page, rows = self._page, self._page.view.rows
        self.stop()
        if rows:
            page.model.set_rows(rows(page.store, page.day))
            return
        slices = page.store.in_slices(page.view.record, first=_FIRST, then=_THEN)
        first = next(slices, [])
        if len(first) < _FIRST:
            page.model.set_rows(first)
            return
        self._is_first = not page.model.total
        if self._is_first:
            page.model.set_rows(first)
        else:
            self._gathered = first
        self._slices = slices
        self._timer.start(_PAINTED)

    def _go_on(self) -> None:
        """Take one slice; rows that were all read again are shown when the last has come."""
        if self._slices is None:
            return
        self._timer.setInterval(0)
        found = next(self._slices, None)
        self._gathered += found or []
        # Rows hold nothing that leads back to them: looking for that takes 0.2 s of 100 000.
        gc.freeze()
        if found is None:
            rows, is_first = self._gathered, self._is_first
            self.stop()
            if is_first:
                self._page.model.add_rows(rows, last=True)
            else:
                self._page.model.set_rows(rows)
            self.came.emit()
        elif self._is_first and len(self._gathered) >= _SHOWN_AT_ONCE:
            self._page.model.add_rows(self._gathered, last=False)
            self._gathered = []
            self.came.emit()

    def stop(self) -> None:
        """Read no more: the file is about to close, or is read anew."""
        self._timer.stop()
        self._slices, self._gathered = None, []

    # After a change.

    def _altered(self) -> set[int] | None:
        """Return the records altered since the last reading, None if that is not all there is."""
        page = self._page
        if not page.view.gives_single_rows or self.is_reading or self._day != page.day:
            return None
        steps = page.store.entries(_FEW_STEPS)
        fresh = [step for step in steps if self._seen is not None and step.id > self._seen]
        if not fresh or len(fresh) == _FEW_STEPS:
            return None
        changes = [change for step in fresh for change in page.store.changes(step.id)]
        numbers = {self._record_of(change) for change in changes}
        known = {number for number in numbers if number is not None}
        return known if len(known) == len(numbers) <= _FEW_ROWS else None

    def _record_of(self, change: RowChange) -> int | None:
        """Return whose values a change altered, None if it did more than that."""
        table = self._page.view.record.table
        if change.table == table:
            is_edit = change.before is not None and change.after is not None
            return change.row_id if is_edit and _ORDERING not in (change.after or ()) else None
        if change.table != OwnValue.table:
            return None
        row = self._page.store.row(change.table, change.row_id) or change.before or {}
        return row.get("owner_id") if row.get("owner_table") == table else None

    def _read_again(self, numbers: set[int]) -> bool:
        """Read some rows again; return whether that can be done."""
        page = self._page
        try:
            rows = [page.view.row_now(page.store, page.day, number) for number in numbers]
        except NotFound:
            return False
        page.columns.read_again(numbers)
        page.model.put_rows(rows)
        return True
