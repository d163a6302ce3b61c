"""What papers are made of, as it is called where one is chosen; and the papers of all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.dues.records import Payment
from models.life.records import Appraisal, Talk, TalkPerson
from models.life.taking_part import names_listed
from models.meetings.numbering import numbers_of_year
from models.meetings.of_cell import meetings_of_year
from models.meetings.people import names_of, told_apart
from models.meetings.records import AgendaItem, Election, Meeting
from models.members.names import distinct_names
from models.members.records import Member
from models.members.standing import everyone_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from exporters.ledgers.ledger import Asked
    from exporters.papers.paper import Paper
    from exporters.sheet import Sheet
    from models.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that a paper can be made of, what it is called in a list, and which sorts it is of."""

    record: Any
    words: str
    sorts: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """The record's id."""
        return self.record.id or 0


def subjects(store: Store, paper: Paper, asked: Asked) -> list[Subject]:
    """Return what of the year a paper can be made of, the newest first; members in their order."""
    if paper.record_type is None:
        return []
    is_wanted = paper.wanted(store, asked)
    return [one for one in _LISTS[paper.record_type](store, asked) if is_wanted(one.record)]


def sets_of(found: Sequence[Subject]) -> list[tuple[str, list[int]]]:
    """Return which of them may be wanted together: all, and those of each sort, in words."""
    sorts: dict[str, list[int]] = {"": [one.id for one in found]}
    for one in found:
        for sort in one.sorts:
            sorts.setdefault(sort, []).append(one.id)
    sets: dict[tuple[int, ...], str] = {}
    for sort, ids in sorts.items():
        if len(ids) > 1:
            sets.setdefault(tuple(ids), f"全部{sort}（{len(ids)}份合在一起）")
    return [(words, [*ids]) for ids, words in sets.items()]


def year_of(store: Store, paper: Paper, number: int) -> int | None:
    """Return the year in which a record stands among the subjects of a paper, None if in any."""
    record: Any = store.get(paper.record_type, number) if paper.record_type else None
    if isinstance(record, Election):
        record = store.get(Meeting, store.get(AgendaItem, record.item_id).meeting_id)
    if isinstance(record, Meeting | Appraisal):
        return record.year
    if isinstance(record, Payment):
        return record.receipt_year
    return record.held_on.year if isinstance(record, Talk) and record.held_on else None


def together(store: Store, paper: Paper, numbers: Sequence[int], asked: Asked) -> Sheet:
    """Return a paper of several records in one, or one behind the other with pages of its own number."""
    if paper.make_several and len(numbers) > 1:
        return paper.make_several(store, numbers, asked)
    first, *others = (paper.make(store, number, asked) for number in numbers)
    if not others:
        return first
    stem = f"{store.branch.heading}{asked.year}年度{paper.name}（{len(numbers)}份）"
    return replace(first, parts=tuple(others), stem=stem)


def meeting_words(meeting: Meeting, numbers: dict[str, int], group: str = "") -> str:
    """Return what a meeting is called in a list of the year: 3月20日 第1次党员大会 主题."""
    series, number = next(iter(numbers.items()), (meeting.kind, 0))
    called = f"第{number}次{series}" if number else meeting.kind
    more = meeting.kind if series != meeting.kind else ""
    return " ".join(filter(None, (_short_day(meeting.held_on), group, called, more, meeting.name)))


def _short_day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _members(store: Store, asked: Asked) -> list[Subject]:
    """Return the members, those who left last; namesakes told apart."""
    people = everyone_on(store, asked.made_on)
    here = [each.member for each in people if each.on_roll or each.attached]
    gone = [each.member for each in people if not (each.on_roll or each.attached)]
    names = distinct_names(here + gone)
    return [Subject(each, names[each.id or 0]) for each in here + gone]


def _meetings(store: Store, asked: Asked) -> list[Subject]:
    numbers = numbers_of_year(store, asked.year)
    groups = {group.id: group.name for group in store.all(Group)}

    def words(meeting: Meeting) -> str:
        group = groups.get(meeting.group_id, "")
        return meeting_words(meeting, numbers.get(meeting.id or 0, {}), group)

    held = reversed(meetings_of_year(store, asked.year))
    return [Subject(each, words(each), (each.kind,)) for each in held]


def _talks(store: Store, asked: Asked) -> list[Subject]:
    names = names_of(store)
    sides: dict[int, tuple[list[TalkPerson], list[TalkPerson]]] = defaultdict(lambda: ([], []))
    for person in store.all(TalkPerson):
        sides[person.talk_id][0 if person.is_host else 1].append(person)
    found = [talk for talk in store.all(Talk) if talk.held_on and talk.held_on.year == asked.year]
    found.sort(key=lambda talk: (talk.held_on, talk.id), reverse=True)

    def words(talk: Talk) -> str:
        who = "和".join(filter(None, (names_listed(side, names) for side in sides[talk.id or 0])))
        return f"{_short_day(talk.held_on)} {who}谈话"

    return [Subject(talk, words(talk)) for talk in found]


def _appraisals(store: Store, asked: Asked) -> list[Subject]:
    found = store.where(Appraisal, year=asked.year)
    return [
        Subject(each, f"{each.heading} 民主评议")
        for each in sorted(found, key=lambda each: each.id or 0, reverse=True)
    ]


def _elections(store: Store, asked: Asked) -> list[Subject]:
    items = {item.id: item.meeting_id for item in store.all(AgendaItem)}
    meetings = {each.id: each for each in meetings_of_year(store, asked.year)}
    held = ((each, meetings.get(items.get(each.item_id))) for each in store.all(Election))
    found = [(meeting, each) for each, meeting in held if meeting]
    found.sort(key=lambda pair: (pair[0].held_on, pair[1].id), reverse=True)
    return [
        Subject(
            each,
            " ".join(filter(None, (_short_day(meeting.held_on), each.term, f"选举{each.office}"))),
        )
        for meeting, each in found
    ]


def _payments(store: Store, asked: Asked) -> list[Subject]:
    """Return the payments with a receipt of the year, those of a month or a day wanted together."""
    names = told_apart(store)
    found = sorted(
        store.where(Payment, receipt_year=asked.year), key=lambda one: -one.receipt_number
    )

    def subject(one: Payment) -> Subject:
        day = _short_day(one.paid_on)
        sorts = (day.partition("月")[0] + "月", day) if day else ()
        words = " ".join(filter(None, (day, names.get(one.member_id, ""), one.receipt)))
        return Subject(one, words, sorts)

    return [subject(one) for one in found]


_LISTS: dict[type[Any], Callable[[Store, Asked], Iterable[Subject]]] = {
    Member: _members,
    Meeting: _meetings,
    Talk: _talks,
    Appraisal: _appraisals,
    Election: _elections,
    Payment: _payments,
}
