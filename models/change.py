"""One open step: its writes, and what they altered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from models import database, journal, search
from models.database import BRANCH_BITS, OWN_BRANCH
from models.errors import NotFound
from models.fields import to_row, validate
from models.journal import Row, RowChange
from models.own_columns import refuse_ownerless
from models.search_sums import seal
from models.tables import RECORDS

if TYPE_CHECKING:
    from models.store import Store

R = TypeVar("R")


class Change:
    """The writes of one open step; only `Store.change` makes one."""

    def __init__(self, store: Store) -> None:
        """Begin with nothing changed."""
        self._store = store
        self._before: dict[tuple[str, int], Row | None] = {}
        self._after: dict[tuple[str, int], Row | None] = {}

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(table for table, _ in self._before)

    def save(self, record: R) -> R:
        """Insert a record without id, else update it; return it with its id.

        Raises:
            InvalidRecord: with a sentence for each field that is not acceptable.
        """
        validate(record)
        row = to_row(record)
        table = record.table  # type: ignore[attr-defined]
        if row["id"] is None:
            row["id"] = self._store.new_id(table)
            self._insert(table, row)
            return replace(record, id=row["id"])  # type: ignore[type-var]
        present = self.present(table, row["id"])
        if present is None:
            raise NotFound("这条记录已被删除或撤销，没有保存；请重新打开这一页。")
        self._update(table, row["id"], journal.differing(present, row)[1])
        return record

    def where(self, record_type: type[R], **equal: Any) -> list[R]:
        """Return the records whose columns equal the given values, as this step has left them."""
        return self._store.where(record_type, **equal)

    def largest(self, record_type: type[Any], column: str) -> int:
        """Return the largest number in a column as this step has left it, 0 for none."""
        return self._store.largest(record_type, column)

    def delete(self, record: Any) -> None:
        """Take a record off the file; it stays in its history."""
        self._delete(record.table, record.id)

    def apply(self, changes: list[RowChange]) -> None:
        """Make row changes as the journal spells them.

        Rows whose unique columns change are first taken out, since two may swap their values.

        Raises:
            Duplicate: if what stands in an own column were left without its record.
        """
        conn = self._store.connection
        tables = {change.table for change in changes}
        unique = {table: database.unique_columns(conn, table) for table in tables}
        parked = {}
        for change in changes:
            key = change.table, change.row_id
            if change.after is None:
                self._delete(*key)
            elif change.before is not None and not unique[change.table].isdisjoint(change.after):
                parked[key] = {**(self.present(*key) or {}), **change.after}
                self._delete(*key)
        for change in changes:
            key = change.table, change.row_id
            if key in parked:
                self._insert(change.table, parked[key])
            elif change.before is None and change.after is not None:
                self._insert(change.table, change.after)
            elif change.after is not None:
                self._update(*key, change.after)
        refuse_ownerless(self, changes)

    def settled(self) -> list[RowChange]:
        """Return what differs from before the step, in the order rows were first touched."""
        found = []
        for key, before in self._before.items():
            after = self._after[key]
            if before is None or after is None:
                if before is not after:
                    found.append(RowChange(*key, before, after))
                continue
            old, new = journal.differing(before, after)
            if new:
                found.append(RowChange(*key, old, new))
        return found

    def refresh_index(self, changes: list[RowChange]) -> None:
        """Bring the search index up to date with the changed rows."""
        conn = self._store.connection
        numbers = []
        for change in changes:
            record_type = RECORDS[change.table]
            row = self._after[change.table, change.row_id]
            if not search.columns_of(record_type):
                continue
            if row is None:
                numbers += search.forget(conn, change.table, change.row_id)
            elif change.before is None or not change.before.keys().isdisjoint(
                search.columns_of(record_type)
            ):
                text = search.text_of(record_type, row)
                number = search.index(conn, change.table, change.row_id, text, branch_id=OWN_BRANCH)
                numbers.append(number)
        if numbers:
            seal(conn, numbers)

    def present(self, table: str, row_id: int) -> Row | None:
        """Return a row as this step has left it."""
        key = table, row_id
        if key not in self._after:
            self._before[key] = self._after[key] = self._store.row(table, row_id)
        return self._after[key]

    def _insert(self, table: str, row: Row) -> None:
        key = table, row["id"]
        self._before.setdefault(key, None)
        self._after[key] = row
        names = [*row, "branch_id"]
        marks = ", ".join("?" * len(names))
        self._store.connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            (*row.values(), row["id"] >> BRANCH_BITS),
        )

    def _update(self, table: str, row_id: int, columns: Row) -> None:
        present = self.present(table, row_id)
        if columns:
            self._after[table, row_id] = {**(present or {}), **columns}
            sets = ", ".join(f"{name} = ?" for name in columns)
            self._store.connection.execute(
                f"UPDATE {table} SET {sets} WHERE id = ?",  # noqa: S608
                (*columns.values(), row_id),
            )

    def _delete(self, table: str, row_id: int) -> None:
        self.present(table, row_id)
        self._after[table, row_id] = None
        self._store.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608
