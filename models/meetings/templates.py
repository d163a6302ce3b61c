"""Agendas to begin a meeting with: those shipped, and the branch's own in their place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.codes import RESOURCES
from models.meetings.attending import due_on
from models.meetings.kinds import Kinds
from models.meetings.minutes import Minutes, Point
from models.meetings.records import AgendaItem, Meeting, Template
from models.members.standing import members_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.store import Store


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Return the agendas that come with the program."""
    import tomllib  # noqa: PLC0415 - 3 ms, not before the first agenda is asked for

    data = tomllib.loads((RESOURCES / "meeting_templates.toml").read_text("utf-8"))
    return tuple(
        Template(
            kind=body["kind"],
            name=body["name"],
            topics="\n".join(body.get("topics", ())),
            required_parts="\n".join(body.get("required", ())),
            chosen_parts="\n".join(body.get("chosen", ())),
            place=place,
        )
        for place, body in enumerate(data["templates"])
    )


def templates_for(store: Store, kind: str) -> list[Template]:
    """Return a type's agendas; one the branch keeps under a shipped name takes its place."""
    own = {template.name: template for template in store.where(Template, kind=kind)}
    shipped = [one for one in shipped_templates() if one.kind == kind]
    found = [own.pop(one.name, one) for one in shipped]
    found += sorted(own.values(), key=lambda one: (one.place, one.id or 0))
    return [one for one in found if not one.is_hidden]


def points_of(template: Template) -> tuple[Point, ...]:
    """Return the points of an agenda, nothing said under them yet."""
    parts = (
        (template.topics, ""),
        (template.required_parts, "规定动作"),
        (template.chosen_parts, "自选动作"),
    )
    return tuple(
        Point(item=AgendaItem(topic=line.strip(), part=part))
        for lines, part in parts
        for line in lines.splitlines()
        if line.strip()
    )


def begun(
    store: Store, kind: str, day: date, *, also: Iterable[str] = (), group_id: int | None = None
) -> Minutes:
    """Return a new meeting: its agenda from the first template, who should attend, who chairs it.

    The chair is the secretary, in a group its leader; the recorder is left open.
    """
    meeting = Meeting(
        kind=kind,
        also="、".join(also),
        held_on=day,
        group_id=group_id,
        chair_id=_chair(store, day, group_id),
    )
    templates = templates_for(store, kind)
    return Minutes(
        meeting=meeting,
        attendance=tuple(due_on(store, meeting, Kinds.of(store))),
        points=points_of(templates[0]) if templates else (),
    )


def _chair(store: Store, day: date, group_id: int | None) -> int | None:
    for person in members_on(store, day):
        for post in person.posts:
            if post.group_id == group_id and (group_id or post.post == "书记"):
                return person.member.id
    return None
