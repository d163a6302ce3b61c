"""党员增减变动, 支委会成员及分工, 党小组."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, Ledger
from models.branch import Group, Post
from models.fields import Field, Kind, field_of
from models.members import Member, Movement, Standing, members_on
from models.members.standing import everyone_on
from models.rules.structure import committee_posts
from models.values import add_months

if TYPE_CHECKING:
    from exporters.sheet import Value
    from models.store import Store

_NUMBER = Field("序号", Kind.INTEGER, width=3, name="number")
_NAME = field_of(Member, "name")
_SEX = field_of(Member, "sex")


def _changes(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    members = {member.id: member for member in store.all(Member)}
    found = [m for m in store.all(Movement) if m.happened_on and m.happened_on.year == asked.year]
    found.sort(key=lambda movement: (movement.happened_on, movement.id))
    return [
        (
            movement.id or 0,
            [
                number,
                members[movement.member_id].name,
                members[movement.member_id].sex,
                *(getattr(movement, field.name) for field in _MOVEMENT),
            ],
        )
        for number, movement in enumerate(found, 1)
    ]


_MOVEMENT = tuple(
    field_of(Movement, name)
    for name in (
        "kind", "happened_on", "other_party", "ground", "approval", "dues_paid_to",
        "received_on", "remark",
    )
)  # fmt: skip

CHANGES = Ledger(
    code="changes",
    name="党员增减变动台账",
    columns=(_NUMBER, _NAME, _SEX, *_MOVEMENT),
    rows=_changes,
)


def _committee(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    branch = store.branch
    held = [
        (person, post)
        for person in members_on(store, asked.day)
        for post in committee_posts(person)
    ]
    return [
        (post.id or 0, _post_row(n, person, post, branch.term_length))
        for n, (person, post) in enumerate(held, 1)
    ]


def _post_row(number: int, person: Standing, post: Post, years: int) -> list[Value]:
    ends = post.term_ends_on
    if ends is None and post.since and post.since.is_exact:
        ends = add_months(post.since.first, 12 * years)
    return [
        number,
        person.member.name,
        person.member.sex,
        person.member.born_on,
        post.post,
        post.duty,
        post.since,
        ends,
        post.approval,
        person.member.phone,
    ]


COMMITTEE = Ledger(
    code="committee",
    name="支委会成员及分工",
    columns=(
        _NUMBER,
        _NAME,
        _SEX,
        field_of(Member, "born_on"),
        field_of(Post, "post"),
        field_of(Post, "duty"),
        field_of(Post, "since"),
        field_of(Post, "term_ends_on"),
        field_of(Post, "approval"),
        field_of(Member, "phone"),
    ),
    rows=_committee,
)


def _groups(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    people = everyone_on(store, asked.day)
    found = [
        group
        for group in sorted(store.all(Group), key=lambda group: (group.place, group.id or 0))
        if not (group.dissolved_on and group.dissolved_on.last < asked.day)
    ]
    return [(group.id or 0, _group_row(n, group, people)) for n, group in enumerate(found, 1)]


def _group_row(number: int, group: Group, people: list[Standing]) -> list[Value]:
    members = [p for p in people if p.group == group and (p.on_roll or p.attached)]
    leaders = [p.member.name for p in members if any(post.group_id == group.id for post in p.posts)]
    names = "、".join(person.member.name for person in members)
    return [number, group.name, "、".join(leaders), len(members), names, group.remark]


GROUPS = Ledger(
    code="groups",
    name="党小组台账",
    columns=(
        _NUMBER,
        replace(field_of(Group, "name"), name="name"),
        Field("组长", Kind.NAME, width=6, name="leaders"),
        Field("人数", Kind.INTEGER, width=3, name="count"),
        Field("成员", Kind.LONG_TEXT, width=34, name="members"),
        field_of(Group, "remark"),
    ),
    rows=_groups,
)
