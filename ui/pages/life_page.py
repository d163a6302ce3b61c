"""What every tab of organisation life beside the meetings has in common."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QLabel, QWidget

from models.errors import InvalidRecord
from models.fields import Field, field_of
from models.life.taking_part import people_named, remove_with_parts
from models.meetings.naming import names_of_meetings
from models.meetings.of_cell import meetings_of_year
from models.own_columns import OwnColumn, OwnValue
from ui import theme
from ui.pages.of_people import OfPeoplePage
from ui.pages.paper_menu import print_button
from ui.pages.rule_strip import RuleStrip
from ui.table.columns import Column, column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.life.taking_part import Person
    from models.store import Store
    from ui.pages.rule_strip import RuleStanding
    from ui.record.form import RecordForm


LOW = 480
"""Below this height of a page it has no room for more than the words of a rule."""
PEOPLE = frozenset({"member", OwnColumn.table, OwnValue.table})
"""What every such page follows: the names of members, and the branch's own columns."""


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
        self._strip = RuleStrip(self.lead_on)
        super().__init__(store)
        self.body.insertWidget(self.body.indexOf(self.head) + 1, self._strip)

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

    def standing(self) -> RuleStanding | None:
        """Return where the year's records stand against a rule, None where there is none to tell."""
        return None

    def lead_on(self) -> None:
        """Show more of where the records stand."""

    # As a page of records.

    def head_buttons(self) -> list[QWidget]:
        """Offer what is printed of these records, and a new one."""

        def chosen() -> Any:
            return self.model.row_at(self.table.currentIndex())

        return [
            print_button(self.record, chosen, self.paper_wanted.emit, ""),
            *super().head_buttons(),
        ]

    @property
    def is_narrow(self) -> bool:
        """Whether the page has no room for a table and something beside it."""
        return super().is_narrow or self._is_low

    @property
    def _is_low(self) -> bool:
        return self.height() < theme.unit(LOW)

    def fit(self) -> None:
        """Give a small page to what stands beside the table; the clause where there is room."""
        super().fit()
        self._strip.set_low(low=self._is_low)
        self._strip.setHidden(self.is_alone or not self._strip.has_words)
        if keys := self._left.findChild(QLabel, "keys"):
            keys.setHidden(self._is_low)

    def reload(self) -> None:
        """Show the records as they are now, and where they stand."""
        super().reload()
        self._strip.show_standing(self.standing())
        self.fit()

    def extra_fields(self) -> tuple[Field, ...]:
        """Return the fields of names, and the branch's own."""
        return (*self.listed, *super().extra_fields())

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
        own = super().extra_of(shown)
        if shown is not None:
            return {
                **dict.fromkeys(self._listed_names, ""),
                **self._listed.get(shown.id, {}),
                **own,
            }
        usual = {
            each.name: each.default
            for each in fields(self.record)
            if each.default is not MISSING and each.default and each.name in self.asked
        }
        if self.dated == "year":
            usual["year"] = self.year
        return {**usual, **dict.fromkeys(self._listed_names, ""), **own}

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a record from the form with the people in it."""
        verb = "新增" if record.id is None else "修改"
        name = self.view.quoted(record) or next(map(extra.get, reversed(self._listed_names)), "")
        title = f"{verb}{self.record.title}{name or ''}"
        with self.store.change(title) as change:
            saved = self.enter(change, record, extra)
            self.view.save_own(change, saved, extra)
        return saved

    def elsewhere(self, record: Any) -> str:
        """Return the year a record stands in, if that is not the one shown."""
        year = self._year_of(record)
        return "" if year == self.year else f"已保存在 {year} 年度，换到那一年可以看到。"

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete records with the people in them, as one step."""
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
            self._meetings = names_of_meetings(store, meetings_of_year(store, self.year))
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
                self._for_names(field, field.width),
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
