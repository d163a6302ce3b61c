"""One table model for rows of any kind: records, or report rows computed from several.

Rows are kept as they came from the store. Sorting and filtering are done here, on Python values:
a proxy of Qt takes a hundred times as long and does not order dates at all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from time import perf_counter
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor

from models.fields import Kind
from ui import theme
from ui.table.arrangement import Arrangement, Asked, Found
from ui.table.columns import Column
from ui.table.tags import TONE

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NUMBERS = {Kind.MONEY, Kind.INTEGER, Kind.HOURS}
"""Kinds whose values stand at the right of their column."""
AT_ONCE = 5_000
"""Rows that are arranged at once; more are arranged in slices between events."""
_STRAY = "改过以后不再符合现在的搜索或筛选；移到别的行，或换一个筛选，它就不再列出。"
_MOMENT = 0.008
"""Seconds of work between events."""


class RecordModel(QAbstractTableModel):
    """The rows that pass the filter, in the order asked for.

    What is asked of up to `AT_ONCE` rows is shown at once; of more, a little later: until then the
    rows stand as they were.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[Any], Any],
        words: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Show `columns`; `key` tells rows apart, `words` is what a search looks through."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._words = words or self._all_words
        self._masked = True
        self._editable = False
        self._all = self._arrangement(())
        self._coming: Arrangement | None = None
        self._shown: list[int] = []
        self._rows: list[Any] = []
        self._wanted = ""
        self._accepts: Callable[[Any], bool] | None = None
        self._conditions: tuple[Callable[[Any], bool], ...] = ()
        self._order: tuple[Column, Qt.SortOrder] | None = None
        self._work: Generator[None, None, Found] | None = None
        self._idle: Generator[None, None, None] | None = None
        self._awaits_more = False
        self._held: frozenset[Any] = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def _arrangement(self, rows: Sequence[Any]) -> Arrangement:
        return Arrangement(rows, key=self._key, words=self._words)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, left to right."""
        return self._columns

    @property
    def rows(self) -> Sequence[Any]:
        """The rows shown, top to bottom."""
        return self._rows

    @property
    def every_row(self) -> Sequence[Any]:
        """All rows, shown or not, as they came."""
        return self._all.rows

    @property
    def rows_in_scope(self) -> Sequence[Any]:
        """The rows that what the page lists at all lets pass, whatever is searched or filtered."""
        return [row for row in self._all.rows if not self._accepts or self._accepts(row)]

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all.rows)

    @property
    def is_arranging(self) -> bool:
        """Whether what was asked for is still to be shown."""
        return self._work is not None

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done between events, for a later search as well."""
        return self._timer.isActive()

    @property
    def order(self) -> tuple[str, Qt.SortOrder] | None:
        """The name of the column that orders the rows, and the direction; None for their own."""
        return (self._order[0].field.name, self._order[1]) if self._order else None

    def set_editable(self, *, editable: bool) -> None:
        """Let cells of a record's own fields be typed into."""
        self._editable = editable

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows, under the same filter and order."""
        self.beginResetModel()
        self._columns = tuple(columns)
        if self._order:
            kept = next((c for c in columns if c.field.name == self._order[0].field.name), None)
            self._order = (kept, self._order[1]) if kept else None
        for each in (self._all, self._coming):
            if each:
                each.forget_columns()
        self.endResetModel()
        self._rearrange()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, under the same filter and order."""
        self._awaits_more = False
        self._coming = self._arrangement(rows)
        self._rearrange()

    def add_rows(self, rows: Sequence[Any], *, last: bool) -> None:
        """Show more rows below; those of an order or a filter once the last have come."""
        self._awaits_more = not last
        if self._coming or self._work or not self._asked.is_plain:
            (self._coming or self._all).rows += rows
            if last:
                self._rearrange()
            return
        begun = len(self._rows)
        if rows:
            self.beginInsertRows(QModelIndex(), begun, begun + len(rows) - 1)
            self._all.rows += rows
            self._shown += range(begun, begun + len(rows))
            self._rows += rows
            self.endInsertRows()
        if last:
            self._prepare()

    def put_rows(self, rows: Sequence[Any]) -> None:
        """Show some rows as they are now; they are known by their keys."""
        order = self._order[0] if self._order else None
        for row in rows:
            key = self._key(row)
            at = self.index_of(key).row()
            for each in (self._all, self._coming):
                if each and (place := each.place_of(key)) >= 0:
                    each.put(place, row, order)
            if at >= 0:
                self._rows[at] = row
                last = self.index(at, len(self._columns) - 1)
                self.dataChanged.emit(self.index(at, 0), last)
        if not self._asked.is_plain:
            self._rearrange()

    def search(self, text: str) -> None:
        """Show only the rows that hold every word of `text`."""
        self._wanted = text.lower()
        self._rearrange()

    def accept_only(self, accepts: Callable[[Any], bool] | None) -> None:
        """Show only the rows that `accepts` returns True for; None shows all."""
        self._accepts = accepts
        self._rearrange()

    def narrow(self, conditions: Sequence[Callable[[Any], bool]]) -> None:
        """Show only the rows that meet every condition as well."""
        self._conditions = tuple(conditions)
        self._rearrange()

    @property
    def held(self) -> frozenset[Any]:
        """The keys of the rows that stay in sight though they may no longer pass."""
        return self._held

    def hold(self, keys: Iterable[Any]) -> None:
        """Keep some rows in sight, as they are about to change, until they are let go."""
        self._held = frozenset(key for key in keys if self.index_of(key).isValid())

    def let_go(self) -> None:
        """Show only what passes again."""
        was, self._held = self._held, frozenset()
        if was:
            self._rearrange()

    def show_in_full(self, *, full: bool) -> None:
        """Show personal numbers in full, or masked."""
        self._masked = not full
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, index: Index) -> Any:
        """Return the row an index stands on, None for no index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: Any) -> QModelIndex:
        """Return the first cell of the row with this key, or no index if it is not shown."""
        place = self._all.place_of(key)
        if place < 0:
            return QModelIndex()
        if place < len(self._shown) and self._shown[place] == place:
            return self.index(place, 0)
        try:
            return self.index(self._shown.index(place), 0)
        except ValueError:
            return QModelIndex()

    def row_of(self, key: Any) -> Any:
        """Return the row with this key, shown or not; None if there is none."""
        place = self._all.place_of(key)
        return self._all.rows[place] if place >= 0 else None

    def key_of(self, row: Any) -> Any:
        """Return what tells this row apart."""
        return self._key(row)

    def place_of(self, name: str) -> int:
        """Return where the column of a field stands, -1 if it is not shown."""
        places = (at for at, column in enumerate(self._columns) if column.field.name == name)
        return next(places, -1)

    def words_of(self, row: Any, column: int) -> str:
        """Return the words of one cell as they are shown."""
        return self._columns[column].shown(row, masked=self._masked)

    def hides(self, row: Any, column: int) -> bool:
        """Return whether a cell shows only part of a personal number."""
        return self._masked and self._columns[column].hides(row)

    def typed(self, index: Index) -> str:
        """Return the whole text of a cell, to be edited."""
        return self._columns[index.column()].typed(self._rows[index.row()])

    def is_editable(self, place: int) -> bool:
        """Return whether cells of a column can be typed into."""
        return self._editable and self._columns[place].own

    def fault(self, index: Index, text: str) -> str:
        """Return the sentence about a text typed into a cell, "" if it can stand there."""
        return self._columns[index.column()].fault(text, self._rows[index.row()])

    @property
    def _asked(self) -> Asked:
        order = self._order and (self._order[0], self._order[1] == Qt.SortOrder.DescendingOrder)
        tests = [test for test in (self._accepts, *self._conditions) if test]
        return Asked(order, tuple(self._wanted.split()), tuple(tests), self._held)

    def _rearrange(self) -> None:
        """Find out what is shown now: at once of few rows, in slices of many."""
        rows = self._coming or self._all
        self._work = rows.steps(self._asked)
        if len(rows.rows) <= AT_ONCE:
            self.finish()
        else:
            self._timer.start()

    def finish(self) -> None:
        """Show now what was asked for."""
        while self._work:
            self._step()

    def _step(self) -> None:
        if self._work is None:
            return
        try:
            next(self._work)
        except StopIteration as done:
            self._work = None
            self._show(done.value)
            self._prepare()

    def _go_on(self) -> None:
        """Do a moment's work, then let events have their turn."""
        end = perf_counter() + _MOMENT
        while perf_counter() < end:
            if self._work:
                self._step()
            elif self._idle is None or next(self._idle, self) is self:
                self._idle = None
                self._timer.stop()
                return

    def _prepare(self) -> None:
        """Make many rows ready for a search while nothing else is asked and no more are to come."""
        if self.total > AT_ONCE and not self._awaits_more:
            self._idle = self._all.wording()
            self._timer.start()

    def _show(self, found: Found) -> None:
        if self._coming is None and found[0] == self._shown:
            if self._held:
                last = self.index(len(self._rows) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._take(found)
        self.endResetModel()

    def _take(self, found: Found) -> None:
        self._all, self._coming = self._coming or self._all, None
        self._shown, self._rows = found

    def _all_words(self, row: Any) -> str:
        return "\n".join([column.shown(row, masked=False) for column in self._columns])

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be chosen, and which can be typed into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.is_editable(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says and how it stands."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Role.DisplayRole:
            return column.shown(self._rows[index.row()], masked=self._masked)
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.field.kind in NUMBERS else _LEFT
        if role == TONE and column.tone:
            return column.tone(self._rows[index.row()])
        if self._held and self._shown[index.row()] in self._all.strays:
            found = {Role.ForegroundRole: QColor(theme.current().third), Role.ToolTipRole: _STRAY}
            return found.get(Role(role))
        return self._tip(column, self._rows[index.row()]) if role == Role.ToolTipRole else None

    def _tip(self, column: Column, row: Any) -> str | None:
        tip = column.tip(row) if column.tip else ""
        text = column.shown(row, masked=self._masked)
        return tip or (text if len(text) > column.field.width else None)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return a column's label, or a row's number."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole else None
        if not 0 <= section < len(self._columns):
            return None
        field = self._columns[section].field
        if role == Role.DisplayRole:
            return field.label
        if role == Role.TextAlignmentRole:
            return _RIGHT if field.kind in NUMBERS else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, blanks last; a column of -1 keeps the rows' own order."""
        self._order = (self._columns[column], order) if column >= 0 else None
        if self._coming or self.total > AT_ONCE:
            self._rearrange()
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()]) for index in self.persistentIndexList()]
        self._work = None
        self._take(self._all.found(self._asked))
        rows = {place: row for row, place in enumerate(self._shown)} if kept else {}
        for index, place in kept:
            self.changePersistentIndex(index, self.index(rows[place], index.column()))
        self.layoutChanged.emit()
