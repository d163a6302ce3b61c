"""Who took part in a talk or a service, written as names; who is graded in a round of 民主评议."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.errors import InvalidRecord
from models.life.records import (
    Appraisal,
    AppraisalResult,
    Service,
    ServicePerson,
    Talk,
    TalkPerson,
)
from models.meetings.people import listed, name_in
from models.members.standing import SUSPENDED, members_on
from models.own_columns import remove_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.change import Change
    from models.members.standing import Standing
    from models.store import Store

Person = tuple[int | None, str]
"""A member's id, or None and the name of someone who is not on file."""


def people_named(text: str, names: Mapping[int, str], label: str, field: str) -> list[Person]:
    """Return the people that a list of names means; `names` gives member id to a name of its own.

    Raises:
        InvalidRecord: if two members are called so; `label` and `field` say where it was written.
    """
    ids: dict[str, list[int]] = defaultdict(list)
    for number, name in names.items():
        for known in {name, re.split("[（(]", name)[0]}:
            ids[known].append(number)
    found: dict[Person, None] = {}
    for name in listed(text, ids):
        same = ids.get(name, [])
        if len(same) > 1:
            whole = "、".join(names[number] for number in same)
            raise InvalidRecord({field: f"{label}：有{len(same)}个“{name}”，请写成{whole}中的一个"})
        found[same[0] if same else None, "" if same else name] = None
    return list(found)


def names_listed(people: Iterable[Any], names: Mapping[int, str]) -> str:
    """Return the people of some records as names."""
    return "、".join(filter(None, (name_in(person, names) for person in people)))


def save_talk(
    change: Change, talk: Talk, hosts: Iterable[Person], guests: Iterable[Person]
) -> Talk:
    """Write a talk with who took part, within a step.

    Raises:
        InvalidRecord: if someone is on both sides.
    """
    hosts, guests = list(hosts), list(guests)
    if set(hosts) & set(guests):
        problem = "有人既是谈话人又是谈话对象，请核对：谈话对象写被谈的人"
        raise InvalidRecord({"guests": problem})
    saved = change.save(talk)
    sides = [(*person, True) for person in hosts] + [(*person, False) for person in guests]
    wanted = [
        TalkPerson(talk_id=saved.id or 0, member_id=number, name=name, is_host=is_host)
        for number, name, is_host in sides
    ]
    _write_people(change, change.where(TalkPerson, talk_id=saved.id), wanted)
    return saved


def save_service(change: Change, service: Service, people: Iterable[Person]) -> Service:
    """Write a service with who served, within a step; hours of one's own stay."""
    saved = change.save(service)
    wanted = [
        ServicePerson(service_id=saved.id or 0, member_id=number, name=name)
        for number, name in people
    ]
    _write_people(change, change.where(ServicePerson, service_id=saved.id), wanted)
    return saved


def _write_people(change: Change, known: list[Any], wanted: list[Any]) -> None:
    """Delete and add what differs; who stays keeps the record there is."""
    rest = {_key(person): person for person in known}
    missing = [person for person in wanted if rest.pop(_key(person), None) is None]
    for person in rest.values():
        change.delete(person)
    for person in missing:
        change.save(person)


def _key(person: Any) -> tuple[int | None, str, bool]:
    number = person.member_id
    return number, "" if number else person.name, getattr(person, "is_host", False)


def appraised_on(store: Store, day: date) -> list[Standing]:
    """Return who is to have a result in a round of 民主评议 that ends on `day`.

    Those are the members of the branch and who is 编入 it: the branch that runs a round counts all
    it is held for. Left out is who is 停止党籍.
    """
    return [person for person in members_on(store, day) if person.standing != SUSPENDED]


def begin_appraisal(store: Store, change: Change, appraisal: Appraisal, day: date) -> Appraisal:
    """Write a new round of 民主评议, within a step, with a line for everyone who is appraised.

    The last day of the round decides who that is, or `day` where it has none yet.
    """
    saved = change.save(appraisal)
    for person in appraised_on(store, saved.ended_on or saved.began_on or day):
        change.save(
            AppraisalResult(
                appraisal_id=saved.id or 0,
                member_id=person.member.id,
                is_probationary=not person.is_full,
            )
        )
    return saved


def remove_with_parts(change: Change, *records: Any) -> None:
    """Take records off the file, within a step; talks, services, rounds with the people in them."""
    parts: dict[type[Any], tuple[type[Any], str]] = {
        Talk: (TalkPerson, "talk_id"),
        Service: (ServicePerson, "service_id"),
        Appraisal: (AppraisalResult, "appraisal_id"),
    }
    for record in records:
        part, column = parts.get(type(record), (None, ""))
        for person in change.where(part, **{column: record.id}) if part else ():
            remove_own(change, person.table, person.id)
            change.delete(person)
        remove_own(change, record.table, record.id)
        change.delete(record)
