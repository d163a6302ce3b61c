"""A tab of records that may each name a member, declared by its class alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from models.fields import Field
from models.members.names import distinct_names
from models.members.records import Member
from ui.record.form import Group as FieldGroup
from ui.record.page import RecordPage
from ui.record.view import View
from ui.table.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.change import Change
    from models.store import Store


class OfPeoplePage(RecordPage):
    """The page of one kind of record, its people written by names that no other has."""

    record: ClassVar[type[Any]]
    unit: ClassVar[str] = "条"
    shown: ClassVar[tuple[str, ...]]
    asked: ClassVar[tuple[str, ...]]
    hint: ClassVar[str]
    empty: ClassVar[str]

    def __init__(self, store: Store) -> None:
        self._names: dict[int, str] = {}
        view = View(
            record=self.record,
            title=self.record.title,
            unit=self.unit,
            columns=tuple(self._column(name) for name in self.shown),
            groups=(FieldGroup("", self.asked),),
            rows=self._rows,
            name_of=self.name_of,
            search_hint=self.hint,
            empty=self.empty,
            tables=self.tables,
            insert=self.enter,
        )
        super().__init__(store, view, in_tab=True)

    @property
    def names(self) -> Mapping[int, str]:
        """Member id to a name that no other has."""
        return self._names

    def name_of(self, record: Any) -> str:
        """Return what the record is called in a step's title."""
        return self._person(record)

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a record within a step, with its extra values where it has any."""
        del extra
        return change.save(record)

    def _rows(self, store: Store, day: date) -> list[Any]:
        raise NotImplementedError

    def _column(self, name: str) -> Column:
        raise NotImplementedError

    def _person(self, record: Any) -> str:
        """Return the name of a record's member, or the name it bears of someone else."""
        number = getattr(record, "member_id", None)
        return self._names.get(number or 0, getattr(record, "name", ""))

    def _read_names(self, store: Store) -> None:
        self._names = distinct_names(store.all(Member))

    def _member_column(self, field: Field, width: int) -> Column:
        return Column(
            replace(field, width=width),
            self._person,
            own=True,
            offers=lambda: list(self._names.items()),
        )
