"""A tab of records that may each name a member, declared by its class alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from models.fields import Field
from models.members.names import distinct_names
from models.members.records import Member
from models.own_columns import own_values_of
from ui.record.form import Group as FieldGroup
from ui.record.form import RecordForm
from ui.record.page import RecordPage
from ui.record.view import View
from ui.table.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.change import Change
    from models.store import Store


_LONGEST = 13
"""Characters that a column of names is made wide for: 欧阳小敏（1990年12月生） fits, its digits are narrow."""


def room_for(names: Iterable[str], least: int) -> int:
    """Return how many characters wide a column of names is made: `least`, or more for the longest."""
    return max(least, min(max(map(len, names), default=0), _LONGEST))


class OfPeoplePage(RecordPage):
    """The page of one kind of record, its people written by names that no other has."""

    record: ClassVar[type[Any]]
    unit: ClassVar[str] = "条"
    shown: ClassVar[tuple[str, ...]]
    asked: ClassVar[tuple[str, ...]]
    hint: ClassVar[str]
    empty: ClassVar[str]
    form_type: ClassVar[type[RecordForm]] = RecordForm

    def __init__(self, store: Store) -> None:
        self._names: dict[int, str] = {}
        self._read_names(store)
        view = self.make_view()
        self._room = self._longest_name
        super().__init__(store, view, in_tab=True)

    def make_view(self) -> View:
        """Return how these records are shown."""
        return View(
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

    def extra_fields(self) -> tuple[Field, ...]:
        """Return the fields of the form that are not the record's: the branch's own columns."""
        return self.columns.own_fields

    def make_form(self) -> RecordForm:
        """Return the form, with the branch's own columns."""
        own = tuple(field.name for field in self.columns.own_fields)
        groups = (*self.view.groups, FieldGroup("自设栏目", own)) if own else self.view.groups
        form = self.form_type(self.record, groups, extra=self.extra_fields(), remarks=self.remarks)
        form.offer_year(self.year)
        return form

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return what stands in the branch's own columns of a row."""
        own = self.columns.own_fields
        if shown is None or not own:
            return {field.name: field.empty for field in own}
        return own_values_of(self.store, self.record.table, shown.id)

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

    @property
    def _longest_name(self) -> int:
        return room_for(self._names.values(), 0)

    def reload(self) -> None:
        """Show the records as they are now, with room for what tells two of one name apart."""
        super().reload()
        for offered in (self.table, self.line, self.side.form):
            if offered is not None:
                offered.offer_year(self.year)
        if self._room != (longest := self._longest_name):
            self._room = longest
            columns = tuple(self._column(name) for name in self.shown)
            self.view = replace(self.view, columns=columns)
            self.columns.follow_view()

    def _for_names(self, field: Field, width: int) -> Field:
        """Return a field as wide as the longest name there is, `width` characters at least."""
        return replace(field, width=max(width, self._longest_name))

    def _member_column(self, field: Field, width: int) -> Column:
        return Column(
            self._for_names(field, width),
            self._person,
            own=True,
            offers=lambda: list(self._names.items()),
        )
