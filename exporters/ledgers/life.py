"""谈心谈话, 学习培训学时, 组织生活会, 民主评议, 双重组织生活, 思想动态, 志愿服务."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from exporters.ledgers.ledger import Asked, Ledger
from exporters.ledgers.meetings import NUMBER
from models.fields import Field, Kind, field_of
from models.life.leading import dual_life_of_year
from models.life.records import (
    GRADE_VOTES,
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.people import name_in, told_apart
from models.meetings.settings import meeting_settings
from models.meetings.yearly import studies_by_member
from models.members.standing import Roll
from models.rules.structure import committee_posts
from models.values import format_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporters.sheet import Value
    from models.store import Store

R = TypeVar("R")
_NAME = Field("姓名", Kind.NAME, width=5, name="name")


def _of_year(store: Store, record_type: type[R], asked: Asked, column: str = "held_on") -> list[R]:
    """Return the records of the year asked for, by day."""
    found: list[Any] = [
        one
        for one in store.all(record_type)
        if (day := getattr(one, column)) and day.year == asked.year
    ]
    return sorted(found, key=lambda one: (getattr(one, column), one.id))


def _values(record: Any, fields: Iterable[Field]) -> list[Value]:
    return [getattr(record, field.name) for field in fields]


def _fields(record_type: type[Any], *names: str) -> tuple[Field, ...]:
    return tuple(field_of(record_type, name) for name in names)


_TALK = _fields(Talk, "held_on", "way", "occasion")
_TALKED = _fields(Talk, "venue", "outline", "content", "result", "remark")


def _talks(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names, roll = told_apart(store), Roll(store)
    people: dict[int, list[TalkPerson]] = defaultdict(list)
    for person in store.all(TalkPerson):
        people[person.talk_id].append(person)
    posts = {one.member.id: one.post for one in roll.everyone_on(asked.day)}

    def side(talk: Talk, *, hosts: bool) -> list[Value]:
        own = [person for person in people[talk.id or 0] if person.is_host == hosts]
        held = dict.fromkeys(posts.get(person.member_id, "") or "党员" for person in own)
        return ["、".join(name_in(person, names) for person in own), "、".join(held)]

    return [
        (
            talk.id or 0,
            [
                number,
                *_values(talk, _TALK),
                *side(talk, hosts=True),
                *side(talk, hosts=False),
                *_values(talk, _TALKED),
            ],
        )
        for number, talk in enumerate(_of_year(store, Talk, asked), 1)
    ]


TALKS = Ledger(
    code="talks",
    name="谈心谈话台账",
    owner="talk",
    columns=(
        NUMBER,
        *_TALK,
        Field("谈话人", Kind.NAME, width=5, name="hosts"),
        Field("谈话人职务", width=5, name="host_posts"),
        Field("谈话对象", Kind.NAME, width=5, name="guests"),
        Field("对象职务", width=5, name="guest_posts"),
        *_TALKED,
    ),
    standard=(
        "number", "held_on", "way", "occasion", "hosts", "host_posts", "guests", "guest_posts",
        "venue", "content", "remark",
    ),
    rows=_talks,
    paper="A4 landscape",
)  # fmt: skip


def _study(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    settings = meeting_settings(store)
    taken = studies_by_member(store, asked.year)
    rows: list[tuple[int, list[Value]]] = []
    for person in Roll(store).everyone_on(asked.day):
        total = 0
        leads = bool(committee_posts(person))
        needed = max(settings.hours, settings.leader_hours) if leads else settings.hours
        for one in taken.get(person.member.id or 0, ()):
            total += one.hours
            row: Sequence[Value] = (
                len(rows) + 1, person.member.name, one.held_on, one.content, one.form,
                one.organiser, one.hours, f"{format_hours(total)}/{needed}",
            )  # fmt: skip
            rows.append((person.member.id or 0, list(row)))
    return rows


STUDY = Ledger(
    code="study",
    name="学习培训学时台账",
    columns=(
        NUMBER,
        _NAME,
        Field("日期", Kind.DATE, width=6, name="held_on"),
        Field("内容", width=16, name="content"),
        Field("形式", width=6, name="form"),
        Field("组织单位", width=10, name="organiser"),
        Field("学时", Kind.HOURS, width=4, name="hours"),
        Field("累计/应达", width=6, name="total"),
    ),
    rows=_study,
)

_ENTRY = _fields(
    LifeEntry, "kind", "raised_by", "problem", "measure", "owner", "due_on", "done_on", "result"
)


_OF_SOMEONE = ("个人问题", "批评意见")


def whom(entry: LifeEntry, names: Mapping[int, str], branch: str) -> str:
    """Return whom an entry is about; without a name the branch, but nobody for what is of a person."""
    return name_in(entry, names) or ("" if entry.kind in _OF_SOMEONE else branch)


def _life_meetings(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = told_apart(store)
    found = sorted(store.where(LifeEntry, year=asked.year), key=lambda one: (one.place, one.id))
    return [
        (one.id or 0, [number, whom(one, names, "支部"), *_values(one, _ENTRY)])
        for number, one in enumerate(found, 1)
    ]


LIFE_MEETINGS = Ledger(
    code="life-meetings",
    name="组织生活会台账",
    owner="life_entry",
    columns=(NUMBER, Field("涉及的人", Kind.NAME, width=5, name="name"), *_ENTRY),
    rows=_life_meetings,
    paper="A4 landscape",
)

_RESULT = _fields(
    AppraisalResult,
    "self_grade", "excellent", "qualified", "basic", "failing", "grade", "opinion", "disposal",
)  # fmt: skip


def _appraisals(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = told_apart(store)
    order = [one.member.id for one in Roll(store).everyone_on(asked.day)]
    rows: list[tuple[int, list[Value]]] = []
    for held in store.where(Appraisal, year=asked.year):
        results = store.where(AppraisalResult, appraisal_id=held.id)
        results.sort(key=lambda one: order.index(one.member_id) if one.member_id in order else 9999)
        for one in results:
            kind = "预备党员" if one.is_probationary else "正式党员"
            given = result_values(one, _RESULT)
            rows.append(
                (one.id or 0, [len(rows) + 1, held.batch, name_in(one, names), kind, *given])
            )
    return rows


def result_values(result: AppraisalResult, columns: Iterable[Field]) -> list[Value]:
    """Return the columns of a result; where no vote was taken the numbers are blank, not 0."""
    return [
        None if column.name in GRADE_VOTES and not result.votes else getattr(result, column.name)
        for column in columns
    ]


APPRAISALS = Ledger(
    code="appraisals",
    name="民主评议台账",
    owner="appraisal_result",
    columns=(
        NUMBER,
        field_of(Appraisal, "batch"),
        _NAME,
        Field("人员类别", width=5, name="category"),
        *_RESULT,
    ),
    rows=_appraisals,
    paper="A4 landscape",
)


def _person_rows(
    store: Store,
    records: Iterable[Any],
    before: Sequence[Field],
    after: Sequence[Field],
    nobody: str,
) -> list[tuple[int | None, list[Value]]]:
    names: Mapping[int, str] = told_apart(store)
    return [
        (
            one.id,
            [number, *_values(one, before), name_in(one, names) or nobody, *_values(one, after)],
        )
        for number, one in enumerate(records, 1)
    ]


_DUAL_DAY, _DUAL = (
    _fields(DualLife, "held_on"),
    _fields(DualLife, "office", "kind", "body", "content"),
)

DUAL_LIFE = Ledger(
    code="dual-life",
    name="双重组织生活登记",
    owner="dual_life",
    columns=(NUMBER, *_DUAL_DAY, _NAME, *_DUAL),
    rows=lambda store, asked: _person_rows(
        store, dual_life_of_year(store, asked.year), _DUAL_DAY, _DUAL, ""
    ),
    paper="A4 landscape",
)

_THOUGHT_DAY = _fields(Thought, "made_on")
_THOUGHT = _fields(Thought, "state", "problem", "measure", "made_by")

THOUGHT = Ledger(
    code="thought",
    name="党员思想动态分析台账",
    owner="thought",
    columns=(NUMBER, *_THOUGHT_DAY, Field("对象", Kind.NAME, width=5, name="name"), *_THOUGHT),
    rows=lambda store, asked: _person_rows(
        store, _of_year(store, Thought, asked, "made_on"), _THOUGHT_DAY, _THOUGHT, "支部党员"
    ),
    paper="A4 landscape",
)

_SERVICE = _fields(Service, "held_on", "name", "venue")
_SERVED = _fields(Service, "hours", "is_reporting", "result")


def _volunteer(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    names = told_apart(store)
    people: dict[int, list[ServicePerson]] = defaultdict(list)
    for person in store.all(ServicePerson):
        people[person.service_id].append(person)
    return [
        (
            one.id or 0,
            [
                number,
                *_values(one, _SERVICE),
                "、".join(name_in(person, names) for person in people[one.id or 0]),
                len(people[one.id or 0]),
                *_values(one, _SERVED),
            ],
        )
        for number, one in enumerate(_of_year(store, Service, asked), 1)
    ]


VOLUNTEER = Ledger(
    code="volunteer",
    name="志愿服务和社区报到台账",
    owner="service",
    columns=(
        NUMBER,
        *_SERVICE,
        Field("参加人", Kind.LONG_TEXT, width=22, name="people"),
        Field("人数", Kind.INTEGER, width=3, name="count"),
        *_SERVED,
    ),
    rows=_volunteer,
    paper="A4 landscape",
)
