"""Dates on file that do not fit together, or lie ahead: worth a look, never in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.branch.records import Branch, Group, Post
from models.fields import field_of
from models.life.records import (
    DualLife,
    LifeEntry,
    Service,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.life.taking_part import names_listed
from models.meetings.people import name_in, told_apart
from models.members.checks import member_remarks
from models.members.records import Member
from models.rules.findings import Finding, Rule, rule
from models.values import PartialDate, add_months, shorten, surely_before, surely_younger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.store import Store

_PAST = {
    Member: ("born_on", "applied_on", "joined_on", "full_on", "worked_since", "missing_since"),
    Post: ("since",),
    Group: ("formed_on", "dissolved_on"),
    Branch: ("founded_on", "term_started_on"),
    Talk: ("held_on",),
    LifeEntry: ("done_on",),
    DualLife: ("held_on",),
    Thought: ("made_on",),
    Service: ("held_on",),
    Study: ("held_on", "ends_on"),
}
"""What cannot lie ahead once it is on file."""
_ORDERS = {
    Member: (
        ("born_on", "applied_on"), ("born_on", "worked_since"), ("born_on", "retired_on"),
        ("applied_on", "joined_on"), ("entered_on", "exited_on"),
    ),
    Post: (("since", "term_ends_on"),),
    Group: (("formed_on", "dissolved_on"),),
    Branch: (("founded_on", "term_started_on"),),
    Study: (("held_on", "ends_on"),),
}  # fmt: skip
"""What comes first, and what cannot come before it."""
_ABOUT = {LifeEntry: "problem", Study: "content"}
"""What tells the records of one person apart."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One date worth a look: its field, the sentence, and the rule it rests on if there is one."""

    field: str
    text: str
    rule: Rule | None = None

    @property
    def sentence(self) -> str:
        """The sentence with its clause."""
        return f"{self.text}（{self.rule.citation}）" if self.rule else self.text


def remarks_about(record: Any, today: date) -> dict[str, str]:
    """Return field name to what is unusual about its value, to be shown beside it."""
    found = member_remarks(record) if isinstance(record, Member) else {}
    for remark in date_remarks(record, today):
        found.setdefault(remark.field, remark.sentence)
    return found


def date_remarks(record: Any, today: date) -> list[Remark]:
    """Return what is unusual about the dates of a record of any kind there is something to say of."""
    found = [*_ahead(record, today), *_disordered(record)]
    if isinstance(record, Member):
        found += [*_applied_young(record), *_short_probation(record)]
    return found


def findings_in_dates(
    records: Iterable[Any], today: date, names: Mapping[int, str]
) -> list[Finding]:
    """Return the remarks about several records as findings, each under its rule.

    `names` tells by member id whose post it is.
    """
    usual = rule("structure", "dates")
    return [
        Finding(
            remark.rule or usual, f"{_name(record, names)}{remark.text}。", record.table, record.id,
            remark.field,
        )
        for record in records
        for remark in date_remarks(record, today)
    ]  # fmt: skip


def findings_in_life(store: Store, year: int, today: date) -> list[Finding]:
    """Return the remarks about the records of organisation life of a year beside its meetings.

    Each says whose record it is, or what it is of.
    """
    usual = rule("structure", "dates")
    kinds: tuple[type[Any], ...] = (Talk, LifeEntry, DualLife, Thought, Service, Study)
    names = told_apart(store)
    return [
        Finding(
            usual, f"{one.title}{_whose(store, one, names)}：{remark.text}。", one.table, one.id,
            remark.field,
        )
        for kind in kinds
        for one in store.all(kind)
        if _year_of(one) == year
        for remark in date_remarks(one, today)
    ]  # fmt: skip


def _whose(store: Store, record: Any, names: Mapping[int, str]) -> str:
    """Return in brackets whom a record of organisation life is of, and what about; "" if neither."""
    if isinstance(record, Talk):
        who = names_listed(store.where(TalkPerson, talk_id=record.id), names)
    else:
        who = record.name if isinstance(record, Service) else name_in(record, names)
    what = getattr(record, _ABOUT.get(type(record), ""), "")
    words = "，".join(shorten(part) for part in (who, what) if part)
    return f"（{words}）" if words else ""


def _year_of(record: Any) -> int:
    if isinstance(record, LifeEntry):
        return record.year
    on = record.made_on if isinstance(record, Thought) else record.held_on
    return on.year if on else 0


def _name(record: Any, names: Mapping[int, str]) -> str:
    if isinstance(record, Branch):
        return ""
    if isinstance(record, Post):
        return f"{names.get(record.member_id, '')}{record.post}："
    return f"{record.name}："


def _ahead(record: Any, today: date) -> Iterator[Remark]:
    for name in _PAST.get(type(record), ()):
        if (on := _date(record, name)) and on.first > today:
            yield Remark(name, f"{_label(record, name)}{on}还没有到，请核对")


def _disordered(record: Any) -> Iterator[Remark]:
    for first, then in _ORDERS.get(type(record), ()):
        begun, ended = _date(record, first), _date(record, then)
        if begun and ended and surely_before(ended, begun):
            text = f"{_label(record, then)}{ended}早于{_label(record, first)}{begun}，请核对"
            yield Remark(then, text)


def _applied_young(member: Member) -> Iterator[Remark]:
    """R-20: who applies is of age."""
    born, applied = member.born_on, member.applied_on
    if not born or not applied or surely_before(applied, born):
        return
    found = rule("members", "R-20", on=applied.first)
    if surely_younger(born, found["age"], applied):
        text = f"申请入党日期{applied}时不满{found['age']}岁（出生日期{born}），请核对"
        yield Remark("applied_on", text, found)


def _short_probation(member: Member) -> Iterator[Remark]:
    """R-33: 预备期 lasts a year, and longer by what it was extended."""
    joined, full = member.joined_on, member.full_on
    if not joined or not full or surely_before(full, joined):
        return
    if joined.first < rule("members", "R-33-early").parameters["joined_from"]:
        return
    found = rule("members", "R-33", on=full.first)
    months = found["months"] + (member.extension_months or 0)
    ends = probation_ends(joined.first, months)
    if ends and full.last < ends:
        extended = "（含延长）" if member.extension_months else ""
        text = f"入党{joined}到转正{full}不满{months}个月的预备期{extended}，请核对"
        yield Remark("full_on", text, found)


def probation_ends(begun: date, months: int) -> date | None:
    """Return the day so many months later, None where a file says more than a calendar holds."""
    try:
        return add_months(begun, months)
    except (ValueError, OverflowError):
        return None


def _date(record: Any, name: str) -> PartialDate | None:
    value = getattr(record, name)
    return PartialDate.of(value) if isinstance(value, date) else value


def _label(record: Any, name: str) -> str:
    return field_of(type(record), name).label
