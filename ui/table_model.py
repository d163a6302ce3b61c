"""One table model for rows of any kind: records, or report rows computed from several.

Rows are kept as they came from the store. Sorting and filtering are done here, on Python values:
a proxy of Qt takes a hundred times as long and does not order dates at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.fields import Field, Kind
from models.values import mask_identity, mask_phone

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
TONE = Role.UserRole + 1
"""The role that says on which tint a cell's word stands; "" for none."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = {Kind.MONEY, Kind.INTEGER}
_MASKS = {Kind.IDENTITY: mask_identity, Kind.PHONE: mask_phone}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its value is, where it is in a row, and how it is ordered and tinted."""

    field: Field
    value: Callable[[Any], Any]
    order: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None

    def shown(self, row: Any, *, masked: bool = True) -> str:
        """Return the words of the cell, personal numbers hidden unless asked for in full."""
        value = self.value(row)
        mask = _MASKS.get(self.field.kind) if masked else None
        return mask(value) if mask and value else self.field.display(value)


def column(field: Field, of: Callable[[Any], Any] | None = None) -> Column:
    """Return the column of a record's own field; `of` gives the record of a report row."""
    name = field.name
    if of is None:
        return Column(field, lambda row: getattr(row, name))
    return Column(field, lambda row: getattr(of(row), name))


def _order_of(column: Column) -> Callable[[Any], Any]:
    """Return what orders a column: dates by their text, a tenth of the time of comparing them."""
    if column.field.kind is not Kind.PARTIAL_DATE:
        return column.value
    return lambda row: str(column.value(row) or "")


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
        self._all: list[Any] = []
        self._rows: list[Any] = []
        self._places: list[int] = []
        self._haystacks: list[str] | None = None
        self._wanted = ""
        self._accepts: Callable[[Any], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, left to right."""
        return self._columns

    @property
    def rows(self) -> Sequence[Any]:
        """The rows shown, top to bottom."""
        return self._rows

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, under the same filter and order."""
        self.beginResetModel()
        self._all = list(rows)
        self._haystacks = None
        self._arrange()
        self._choose()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only the rows that hold every word of `text`."""
        self._wanted = text.lower()
        self._refilter()

    def accept_only(self, accepts: Callable[[Any], bool] | None) -> None:
        """Show only the rows that `accepts` returns True for; None shows all."""
        self._accepts = accepts
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

    def words_of(self, row: Any, column: int) -> str:
        """Return the words of one cell as they are shown."""
        return self._columns[column].shown(row, masked=self._masked)

    def _refilter(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        places = self._places
        if words := self._wanted.split():
            if self._haystacks is None:
                self._haystacks = [self._words(row).lower() for row in self._all]
            hays = self._haystacks
            places = [at for at in places if all(word in hays[at] for word in words)]
        rows = self._all
        found = [rows[at] for at in places]
        self._rows = [row for row in found if self._accepts(row)] if self._accepts else found

    def _arrange(self) -> None:
        """Put the places of all rows in order, those with nothing to order by last."""
        self._places = list(range(len(self._all)))
        if self._order is None:
            return
        column, direction = self._order
        order = self._columns[column].order or _order_of(self._columns[column])
        keys = [order(row) for row in self._all]
        filled = [at for at, key in enumerate(keys) if key is not None and key != ""]
        filled.sort(key=keys.__getitem__, reverse=direction == Qt.SortOrder.DescendingOrder)
        if len(filled) < len(keys):
            filled += [at for at, key in enumerate(keys) if key is None or key == ""]
        self._places = filled

    def _all_words(self, row: Any) -> str:
        return "\n".join(column.shown(row, masked=False) for column in self._columns)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an empty value
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

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
        self._order = (column, order) if column >= 0 else None
        self._arrange()
        self._choose()
        places = {id(row): place for place, row in enumerate(self._rows)} if kept else {}
        for index, row in kept:
            moved = self.index(places[id(row)], index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()
