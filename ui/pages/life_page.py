"""What every tab of organisation life beside the meetings has in common."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar

from models.errors import InvalidRecord
from models.fields import Field, field_of
from models.life.taking_part import people_named, remove_with_parts
from models.meetings.of_cell import meetings_of_year
from ui.pages.of_people import OfPeoplePage
from ui.record.form import RecordForm
from ui.table.columns import Column, column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.life.taking_part import Person
    from models.store import Store


class LifePage(OfPeoplePage):
    """One kind of record of the working year, which may name a member, a meeting, and people."""

    dated: ClassVar[str] = "held_on"
    """The field whose year a record stands in."""
    listed: ClassVar[tuple[Field, ...]] = ()
    """Fields of names, which the people of a record are written in."""
    demands_person: ClassVar[bool] = False

    def __init__(self, store: Store) -> None:
        self._meetings: dict[int, str] = {}
        self._listed: dict[int, dict[str, str]] = {}
        super().__init__(store)

    # Parts a kind of record may have of its own.

    def records(self, store: Store) -> list[Any]:
        """Return the records of the working year, the newest first."""
        found = [each for each in store.all(self.record) if self._year_of(each) == self.year]
        return sorted(found, key=self._order, reverse=True)

    def people(self, _store: Store) -> dict[int, dict[str, str]]:
        """Return record id to the names in each field of names."""
        return {}

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a record and the people in it, within a step."""
        self.demand_person(record)
        return super().enter(change, record, extra)

    def name_of(self, record: Any) -> str:
        """Return what the record is called in a step's title."""
        return self._person(record) or str(getattr(record, self.dated) or "")

    def demand_person(self, record: Any) -> None:
        """Raise InvalidRecord for a record that must name a member and does not."""
        if self.demands_person and not record.member_id and not record.name:
            label = field_of(self.record, "member_id").label
            raise InvalidRecord({"member_id": f"{label}不能为空"})

    # As a page of records.

    def make_form(self) -> RecordForm:
        """Return the form, with the fields of names."""
        return RecordForm(self.record, self.view.groups, extra=self.listed)

    def prepare_form(self, form: RecordForm, _record: Any) -> None:
        """Offer the members and meetings there are."""
        people = list(self._names.items())
        for name in self.asked:
            if name == "member_id" or name in self._listed_names:
                form.offer(name, people)
            elif name == "meeting_id":
                form.offer(name, list(self._meetings.items()))

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return the names in a record; for a new one what its fields begin with."""
        if shown is not None:
            return self._listed.get(shown.id, dict.fromkeys(self._listed_names, ""))
        usual = {
            each.name: each.default
            for each in fields(self.record)
            if each.default is not MISSING and each.default and each.name in self.asked
        }
        if self.dated == "year":
            usual["year"] = self.year
        return {**usual, **dict.fromkeys(self._listed_names, "")}

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a record from the form with the people in it."""
        verb = "新增" if record.id is None else "修改"
        title = f"{verb}{self.record.title}{self.view.quoted(record)}"
        with self.store.change(title) as change:
            saved = self.enter(change, record, extra)
        if (year := self._year_of(saved)) != self.year:
            self.said.emit(f"已保存在 {year} 年度，换到那一年可以看到。")
        return saved

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete records with the people in them, as one step."""
        if not self.listed:
            super().remove(rows)
            return
        with self.store.change(self.view.removal_title(rows)) as change:
            remove_with_parts(change, *rows)

    def read_people(self, extra: Mapping[str, Any], field: Field) -> list[Person]:
        """Return the people that a field of names means."""
        found = people_named(extra.get(field.name) or "", self._names, field.label, field.name)
        if field.required and not found:
            raise InvalidRecord({field.name: f"{field.label}不能为空"})
        return found

    @property
    def _listed_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.listed)

    def _rows(self, store: Store, _day: date) -> list[Any]:
        self._read_names(store)
        if "meeting_id" in self.asked:
            self._meetings = {m.id or 0: m.heading for m in meetings_of_year(store, self.year)}
        self._listed = self.people(store)
        return self.records(store)

    def _year_of(self, record: Any) -> int:
        value = getattr(record, self.dated)
        return value if isinstance(value, int) else value.year if value else self.year

    def _order(self, record: Any) -> Any:
        return getattr(record, self.dated), record.id

    def _column(self, name: str) -> Column:
        if name in self._listed_names:
            field = next(each for each in self.listed if each.name == name)
            return Column(
                field,
                lambda record: self._listed.get(record.id, {}).get(name, ""),
                fixed="请打开这一条来改",
            )
        field = field_of(self.record, name)
        if name == "member_id":
            return self._member_column(field, 6)
        if name == "meeting_id":
            return Column(
                replace(field, width=8),
                lambda record: self._meetings.get(record.meeting_id or 0, ""),
                fixed="请打开这一条来选",
            )
        return column(field)
