"""How one kind of record is shown and changed: all that a plain page of records needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from models.fields import Kind, blank, fields_of, validate
from models.own_columns import is_own, set_own
from ui.table.columns import Column, column

if TYPE_CHECKING:
    from datetime import date

    from models.change import Change
    from models.store import Store
    from ui.record.form import Group


def _replaced(record: Any, values: Mapping[str, Any]) -> Any:
    return replace(record, **values)


def _nothing(_values: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _id_of(record: Any) -> Any:
    return record.id


def _saved(change: Change, record: Any, _extra: Mapping[str, Any]) -> Any:
    return change.save(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How one kind of record is shown: the only thing a plain page needs."""

    record: type[Any]
    title: str
    unit: str
    columns: tuple[Column, ...]
    """The columns shown until someone chooses others."""
    groups: tuple[Group, ...]
    rows: Callable[[Store, date], Sequence[Any]] | None = None
    """The rows of the store as they stand on a day; None for the records themselves, by id."""
    row: Callable[[Store, date, int], Any] | None = None
    """One of them as it is now, by its record's id; None where one cannot be had without all."""
    record_of: Callable[[Any], Any] = lambda row: row
    key: Callable[[Any], Any] = _id_of
    """What of a record tells its row apart, where one may stand for a record still to be made."""
    name_of: Callable[[Any], str] = lambda record: record.title
    words: Callable[[Any], str] | None = None
    search_hint: str = "搜索"
    empty: str = ""
    tables: frozenset[str] = frozenset()
    more: tuple[Column, ...] = ()
    """Columns that can be chosen besides those and the record's own fields."""
    amended: Callable[[Any, Mapping[str, Any]], Any] = _replaced
    """The record with other values, and with what follows from them."""
    implied: Callable[[Mapping[str, Any]], Mapping[str, Any]] = _nothing
    """What the values of a new record say of fields that were left empty."""
    insert: Callable[[Change, Any, Mapping[str, Any]], Any] = _saved
    """Enter a new record, and its extra values, within a step; return it with its id."""

    @property
    def gives_single_rows(self) -> bool:
        """Whether one row can be had without the others."""
        return self.row is not None or self.rows is None

    def row_now(self, store: Store, day: date, number: int) -> Any:
        """Return one row as it is now, by its record's id.

        Raises:
            NotFound: if there is none.
        """
        return self.row(store, day, number) if self.row else store.get(self.record, number)

    def available(self) -> tuple[Column, ...]:
        """Return every column that can be shown, those shown at first in front."""
        known = {each.field.name for each in (*self.columns, *self.more)}
        rest = (
            column(field, self.record_of)
            for field in fields_of(self.record)
            if field.name not in known and field.kind is not Kind.REFERENCE
        )
        return (*self.columns, *self.more, *rest)

    def changed(self, shown: Any, values: Mapping[str, Any]) -> Any:
        """Return the record of a row with other values; those of own columns are not in it.

        Raises:
            InvalidRecord: if it would not be acceptable so.
        """
        made = self.amended(self.record_of(shown), self._settled(values))
        validate(made)
        return made

    def made(self, values: Mapping[str, Any]) -> Any:
        """Return a new record of some values, the others empty.

        Raises:
            InvalidRecord: if something required is missing or not acceptable.
        """
        demanded = {each.name for each in fields(self.record) if each.default is MISSING}
        empty = {each.name: each.empty for each in fields_of(self.record) if each.name in demanded}
        settled = {**empty, **self._settled(values)}
        settled |= self.implied(settled)
        bare = self.record(**settled)
        validate(bare)
        return self.amended(bare, settled)

    def _settled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        defaults = blank(self.record)
        return {
            name: defaults.get(name) if value is None else value
            for name, value in values.items()
            if not is_own(name)
        }

    def save_own(self, change: Change, record: Any, values: Mapping[str, Any]) -> None:
        """Write within a step what some values say of the record's own columns."""
        if own := {name: value for name, value in values.items() if is_own(name)}:
            set_own(change, self.record.table, record.id, own)

    def quoted(self, record: Any) -> str:
        """Return the name of a record for a step's title, "" where it has none."""
        name = self.name_of(record)
        return name if name != self.record.title else ""

    def removal_title(self, records: Sequence[Any]) -> str:
        """Return the name of the step that deletes some records."""
        title = self.record.title
        if len(records) == 1:
            return f"删除{title}{self.quoted(records[0])}"
        return f"删除{len(records)}{self.unit}{title}"
