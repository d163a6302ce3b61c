"""What is kept of members for a time: their posts, and exemption, discipline, secondment, 编入."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from models.branch.records import Group, Post
from models.codes import labels
from models.errors import InvalidRecord
from models.fields import Field, field_of
from models.members.records import ENTERED, Period, aspect_problem
from ui.page import today
from ui.pages.of_people import OfPeoplePage
from ui.record.form import RecordForm
from ui.table.columns import Column, column

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.store import Store


STATE = "state"
_HELD, _ENDED, _LEFT = "在任", "任期届满", "已免职"
_TONES = {_HELD: "good", _ENDED: "warn", _LEFT: "plain"}
_STATE = Field("状态", width=5, name=STATE)
_WIDTHS = {"post": 6, "duty": 10}
"""Narrow enough for name, post and state beside an open form, and for the term without one."""


class OfMembersPage(OfPeoplePage):
    """Records that each name a member, and may name a group."""

    tables: ClassVar[frozenset[str]] = frozenset({"member", "party_group"})

    def __init__(self, store: Store) -> None:
        self._group_names: dict[int, str] = {}
        super().__init__(store)

    def name_of(self, record: Any) -> str:
        """Return what the record is called in a step's title."""
        return f"{self._person(record)}{getattr(record, self.asked[1])}"

    def records(self, store: Store) -> list[Any]:
        """Return the records shown."""
        return store.all(self.record)

    def prepare_form(self, form: RecordForm, _record: Any) -> None:
        """Offer the members and groups there are."""
        form.offer("member_id", list(self._names.items()))
        if "group_id" in self.asked:
            form.offer("group_id", list(self._group_names.items()))

    def _column(self, name: str) -> Column:
        if name == STATE:
            return Column(_STATE, self._state, tone=lambda post: _TONES[self._state(post)])
        field = field_of(self.record, name)
        if name == "member_id":
            return self._member_column(field, 6)
        if name == "group_id":
            return Column(
                field,
                lambda record: self._group_names.get(record.group_id or 0, ""),
                own=True,
                offers=lambda: list(self._group_names.items()),
            )
        if name in _WIDTHS:
            field = replace(field, width=_WIDTHS[name])
        if name == "aspect":
            return replace(column(replace(field, check=aspect_problem)), among=ENTERED)
        return column(field)

    def _state(self, post: Any) -> str:
        """Return how a post stands on the day that is shown."""
        if _is_over(post, self.day):
            return _LEFT
        ends = post.term_ends_on
        return _ENDED if ends and self.day >= ends else _HELD

    def _rows(self, store: Store, day: date) -> list[Any]:
        self._read_names(store)
        self._group_names = {group.id or 0: group.name for group in store.all(Group)}
        found = self.records(store)
        if day < today():
            found = [each for each in found if each.covers(day)]
        return sorted(found, key=lambda each: (_is_over(each, day), each.id))


def _is_over(record: Any, day: date) -> bool:
    return record.until is not None and record.until.last < day


class PostsPage(OfMembersPage):
    """Who holds which post, and since when."""

    tables: ClassVar[frozenset[str]] = OfMembersPage.tables | {Post.table}
    record: ClassVar[type[Any]] = Post
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", "post", STATE, "duty", "since", "term_ends_on", "until", "group_id",
        "approval",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "member_id", "post", "duty", "group_id", "since", "term_ends_on", "until", "approval",
    )  # fmt: skip
    hint: ClassVar[str] = "姓名、职务、分工"
    empty: ClassVar[str] = (
        "这里是书记、委员和党小组组长的任职：登记各人的职务和分工，人从党员中选。"
    )


class PeriodsPage(OfMembersPage):
    """Exemption, discipline, secondment and 编入 of members, each with its days and ground."""

    tables: ClassVar[frozenset[str]] = OfMembersPage.tables | {Period.table}
    record: ClassVar[type[Any]] = Period
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", "aspect", "value", "since", "until", "ground", "approval",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = shown
    hint: ClassVar[str] = "姓名、事项、内容"
    empty: ClassVar[str] = (
        "这里是党员一段时间内的情况：年老体弱不作硬性要求、处分、借调挂职驻村、编入本支部参加组织生活。"
    )

    def records(self, store: Store) -> list[Any]:
        """Return what is entered here; roll and groups follow from movements."""
        return [period for period in store.all(Period) if period.aspect in ENTERED]

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Save what is entered as it is; the rest follows from movements."""
        if sentence := aspect_problem(record.aspect):
            raise InvalidRecord({"aspect": sentence})
        return super().save(record, extra)

    def prepare_form(self, form: RecordForm, record: Any) -> None:
        """Offer the members, and the aspects that are entered here."""
        super().prepare_form(form, record)
        form.offer(
            "aspect",
            [(place, name) for place, name in enumerate(labels("aspect")) if name in ENTERED],
        )
