"""Which columns a table shows, in which order, how wide and sorted by what: kept in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer

from models.own_columns import OwnColumn, OwnValue, own_fields, own_values, own_values_of
from ui import theme
from ui.table.columns import Column
from ui.table.spare import spread
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.fields import Field
    from ui.record.page import RecordPage

PAUSE = 600
"""Milliseconds after the last change before it is written."""
_HUNDRED = 100


_WIDEST = 10_000
_LOOKED_AT, _MOST, _BESIDE = 40, 480, 34
"""Rows whose words say how wide a column would have to be; the most that one asks for, and what its
edges take, in pixels of the design."""
_KEPT = {"columns": [str], "widths": {str: (int, float)}, "sort": ([str, bool], [None])}


class ColumnSetup(QObject):
    """The columns of one page's table."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._built_in = page.view.available()
        self._default = tuple(each.field.name for each in page.view.columns)
        kept = page.store.preference(self._name, {}, _KEPT)
        self._chosen: list[str] = list(kept.get("columns") or self._default)
        self._widths: dict[str, float] = {
            name: width for name, width in kept.get("widths", {}).items() if 0 < width <= _WIDEST
        }
        self._sorted: list[Any] = list(kept.get("sort") or [])
        self._own_fields: tuple[Field, ...] = ()
        self._own: dict[int, dict[str, Any]] = {}
        self._is_setting = False
        self._needed: dict[str, int] = {}
        """The widths, in pixels, at which no word of the first rows is cut."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self.button = button("列", self.choose, "quiet", "columns-3")
        self.button.setToolTip("选择显示哪些列、排在哪里，添加自设栏目")
        heads = page.table.horizontalHeader()
        heads.sectionResized.connect(self._on_width)
        heads.geometriesChanged.connect(self.spread)
        heads.sectionMoved.connect(lambda *_: QTimer.singleShot(0, self, self._on_move))
        heads.sortIndicatorChanged.connect(self._on_sort)
        self._read_own()
        self._show()
        self._sort()

    @property
    def _name(self) -> str:
        return f"columns:{self._page.view.record.table}"

    @property
    def takes_own(self) -> bool:
        """Whether the user's own columns are followed here."""
        return {OwnColumn.table, OwnValue.table} <= self._page.view.tables

    @property
    def available(self) -> tuple[Column, ...]:
        """Every column that can be shown."""
        return (*self._built_in, *map(self._own_column, self._own_fields))

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of the user's own columns."""
        return self._own_fields

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the columns shown, left to right."""
        return tuple(column.field.name for column in self._page.model.columns)

    def _own_column(self, field: Field) -> Column:
        record_of, name = self._page.view.record_of, field.name
        return Column(
            field,
            lambda row: self._own.get(record_of(row).id, {}).get(name, field.empty),
            own=True,
        )

    def _read_own(self) -> bool:
        """Read the own columns and what stands in them; return whether the columns changed."""
        if not self.takes_own:
            return False
        before, table = self._own_fields, self._page.view.record.table
        self._own_fields = own_fields(self._page.store, table)
        self._own = own_values(self._page.store, table) if self._own_fields else {}
        return before != self._own_fields

    def read_again(self, numbers: Iterable[int]) -> None:
        """Read what stands in the own columns of some records."""
        if self._own_fields:
            table = self._page.view.record.table
            for number in numbers:
                self._own[number] = own_values_of(self._page.store, table, number)

    def reload(self) -> None:
        """Show the own columns as they are now; a new one is shown, as the last."""
        known = {field.name for field in self._own_fields}
        if self._read_own():
            fresh = [f.name for f in self._own_fields if f.name not in known and known]
            self._chosen += [name for name in fresh if name not in self._chosen]
            self._show()

    def follow_view(self) -> None:
        """Show the page's columns as its view has them now, their widths with them."""
        self._built_in = self._page.view.available()
        self._show()

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns, left to right."""
        self._chosen = list(names)
        self._show()
        self._pause.start()

    def restore(self) -> None:
        """Show the columns as they were at first, in the rows' own order."""
        self._widths = {}
        self._sorted = []
        self.show_columns(self._default)
        self._sort()

    def hide(self, name: str) -> None:
        """Show a column no more; the last one stays."""
        if len(self.chosen) > 1:
            self.show_columns([each for each in self.chosen if each != name])

    def choose(self) -> None:
        """Ask which columns to show."""
        from ui.record.column_choice import ColumnChoice  # noqa: PLC0415 - when first asked for

        ColumnChoice(self._page, self._page).exec()

    def sort_by(self, name: str, *, descending: bool = False) -> None:
        """Order the rows by a column; "" gives them their own order back."""
        self._sorted = [name, descending] if name else []
        self._sort()
        self._pause.start()

    def _show(self) -> None:
        known = {column.field.name: column for column in self.available}
        columns = [known[name] for name in self._chosen if name in known]
        self._is_setting = True
        heads = self._page.table.horizontalHeader()
        self._page.model.set_columns(columns or [known[name] for name in self._default])
        for at in range(heads.count()):
            heads.moveSection(heads.visualIndex(at), at)
        self._needed = {}
        self._show_widths({})
        self._is_setting = False

    def _show_widths(self, spread: Mapping[str, int]) -> None:
        own = {name: self._pixels(width) for name, width in self._widths.items()}
        self._page.table.show_widths({**spread, **own})

    def spread(self) -> None:
        """Give what width is to spare to columns that nobody set and whose words would be cut.

        It goes by the rows that came first: nothing moves while one searches or types.
        """
        page = self._page
        if self._is_setting or not page.table.isVisible() or not page.model.every_row:
            return
        self._needed = self._needed or self._look()
        names = [name for name in self._needed if name not in self._widths]
        columns = page.model.columns
        usual = {each.field.name: page.table.usual_width(each.field) for each in columns}
        taken = sum(self._pixels(self._widths[name]) for name in usual if name in self._widths)
        room = page.table.viewport().width() - taken
        least = self._least(usual)
        of_usual, of_needed, of_least = (
            [found[name] for name in names] for found in (usual, self._needed, least)
        )
        widths = spread(of_usual, of_needed, least=of_least, room=room)
        self._is_setting = True
        self._show_widths(dict(zip(names, widths, strict=True)))
        self._is_setting = False

    def _least(self, usual: Mapping[str, int]) -> Mapping[str, int]:
        """Return how narrow columns may be made: their usual width where the whole page has room.

        What opens beside the table does not count: no column moves under a second click.
        """
        if sum(max(usual[name], needed) for name, needed in self._needed.items()) <= (
            self._page.width()
        ):
            return usual
        table = self._page.table
        # How a record stands changes with the year and the day: its words keep their room.
        return {
            each.field.name: (table.usual_width if each.tone else table.least_width)(each.field)
            for each in self._page.model.columns
        }

    def _look(self) -> dict[str, int]:
        model, metrics = self._page.model, self._page.table.fontMetrics()
        rows, most = model.every_row[:_LOOKED_AT], theme.unit(_MOST)
        found = {}
        for at, column in enumerate(model.columns):
            words = max(metrics.horizontalAdvance(model.words_of(row, at)) for row in rows)
            found[column.field.name] = min(most, words + theme.unit(_BESIDE))
        return found

    def _sort(self) -> None:
        place = self._page.model.place_of(self._sorted[0]) if self._sorted else -1
        down = Qt.SortOrder.DescendingOrder if self._sorted[1:] == [True] else None
        self._is_setting = True
        self._page.table.sortByColumn(place, down or Qt.SortOrder.AscendingOrder)
        self._is_setting = False

    def _pixels(self, width: float) -> int:
        return round(width * theme.unit(_HUNDRED) / _HUNDRED)

    def _on_width(self, place: int, _before: int, now: int) -> None:
        heads = self._page.table.horizontalHeader()
        columns = self._page.model.columns
        # The last column is stretched with the window: that is nobody's choice.
        if self._is_setting or place >= len(columns) - 1 or not heads.isVisible():
            return
        self._widths[columns[place].field.name] = round(now * _HUNDRED / theme.unit(_HUNDRED), 1)
        self._pause.start()

    def _on_move(self) -> None:
        heads, columns = self._page.table.horizontalHeader(), self._page.model.columns
        if self._is_setting or heads.count() != len(columns):
            return
        names = [columns[heads.logicalIndex(at)].field.name for at in range(heads.count())]
        if names != list(self.chosen):
            self.show_columns(names)
            self._sort()

    def _on_sort(self, place: int, order: Qt.SortOrder) -> None:
        if self._is_setting:
            return
        columns = self._page.model.columns
        if 0 <= place < len(columns):
            down = order == Qt.SortOrder.DescendingOrder
            self._sorted = [columns[place].field.name, down]
        else:
            self._sorted = []
        self._pause.start()

    def keep(self) -> None:
        """Write now how the table is shown."""
        self._pause.stop()
        kept = self._page.store.preference(self._name, {}, _KEPT)
        now = {"columns": list(self.chosen), "widths": self._widths, "sort": self._sorted}
        if now != kept and (kept or not self._is_default):
            self._page.store.prefer(self._name, now)

    @property
    def _is_default(self) -> bool:
        return not self._widths and not self._sorted and self.chosen == self._default
