"""One table model for rows of any kind: records, or report rows computed from several.

Rows are kept as they came from the store. Sorting and filtering are done here, on Python values:
a proxy of Qt takes a hundred times as long and does not order dates at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from models.fields import Kind
from ui.table.columns import Column, column, order_of

__all__ = ["TONE", "Column", "Index", "RecordModel", "column"]

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
TONE = Role.UserRole + 1
"""The role that says on which tint a cell's word stands; "" for none."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = {Kind.MONEY, Kind.INTEGER, Kind.HOURS}
_AT_ONCE = 5_000
"""Rows whose words are made ready for a search at once; more are made in slices between events."""
_SLICE = 1_000


class RecordModel(QAbstractTableModel):
    """The rows that pass the filter, in the order asked for."""

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
        self._all: list[Any] = []
        self._rows: list[Any] = []
        self._places: list[int] = []
        self._haystacks: list[str] = []
        self._orders: dict[str, list[Any]] = {}
        self._wanted = ""
        self._accepts: Callable[[Any], bool] | None = None
        self._conditions: tuple[Callable[[Any], bool], ...] = ()
        self._order: tuple[Column, Qt.SortOrder] | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._make_ready)

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
        return self._all

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

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
        self._haystacks = []
        self._orders = {}
        if self._order:
            kept = next((c for c in columns if c.field.name == self._order[0].field.name), None)
            self._order = (kept, self._order[1]) if kept else None
        self._arrange()
        self._choose()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, under the same filter and order."""
        self.beginResetModel()
        self._all = list(rows)
        self._haystacks = []
        self._orders = {}
        self._arrange()
        self._choose()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only the rows that hold every word of `text`; of very many rows, a little later."""
        self._wanted = text.lower()
        if self._is_ready or not self._wanted.strip() or self.total <= _AT_ONCE:
            self._refilter()
        else:
            self._slices.start()

    def accept_only(self, accepts: Callable[[Any], bool] | None) -> None:
        """Show only the rows that `accepts` returns True for; None shows all."""
        self._accepts = accepts
        self._refilter()

    def narrow(self, conditions: Sequence[Callable[[Any], bool]]) -> None:
        """Show only the rows that meet every condition as well."""
        self._conditions = tuple(conditions)
        self._refilter()

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
        for place, row in enumerate(self._rows):
            if self._key(row) == key:
                return self.index(place, 0)
        return QModelIndex()

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
    def _is_ready(self) -> bool:
        return len(self._haystacks) == len(self._all)

    def _make_ready(self) -> None:
        """Make one slice of what a search looks through; show what it finds after the last."""
        begun = len(self._haystacks)
        self._haystacks += [self._words(row).lower() for row in self._all[begun : begun + _SLICE]]
        if self._is_ready:
            self._slices.stop()
            self._refilter()

    def _refilter(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        places = self._places
        if words := self._wanted.split():
            if not self._is_ready and self.total > _AT_ONCE:
                self._slices.start()
                words = []
            elif not self._is_ready:
                self._haystacks = [self._words(row).lower() for row in self._all]
            hays = self._haystacks
            for word in words:
                places = [at for at in places if word in hays[at]]
        rows = self._all
        found = [rows[at] for at in places]
        for accepts in (self._accepts, *self._conditions):
            if accepts:
                found = [row for row in found if accepts(row)]
        self._rows = found

    def _arrange(self) -> None:
        """Put the places of all rows in order, those with nothing to order by last."""
        self._places = list(range(len(self._all)))
        if self._order is None:
            return
        column, direction = self._order
        keys = self._orders.get(column.field.name)
        if keys is None:
            keys = self._orders[column.field.name] = order_of(column, self._all)
        filled = [at for at, key in enumerate(keys) if key is not None and key != ""]
        filled.sort(key=keys.__getitem__, reverse=direction == Qt.SortOrder.DescendingOrder)
        if len(filled) < len(keys):
            filled += [at for at, key in enumerate(keys) if key is None or key == ""]
        self._places = filled

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
            return _RIGHT if column.field.kind in _NUMBERS else _LEFT
        if role == TONE and column.tone:
            return column.tone(self._rows[index.row()])
        if role == Role.ToolTipRole:
            return self._tip(column, self._rows[index.row()])
        return None

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
            return _RIGHT if field.kind in _NUMBERS else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, blanks last; a column of -1 keeps the rows' own order."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        self._order = (self._columns[column], order) if column >= 0 else None
        self._arrange()
        self._choose()
        places = {id(row): place for place, row in enumerate(self._rows)} if kept else {}
        for index, row in kept:
            moved = self.index(places[id(row)], index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()
