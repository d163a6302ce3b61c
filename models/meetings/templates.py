"""Agendas to begin a meeting with: those shipped, and the branch's own in their place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from models.codes import RESOURCES
from models.errors import InvalidRecord
from models.meetings.attending import due_on
from models.meetings.kinds import Kinds
from models.meetings.minutes import Minutes, Point
from models.meetings.records import AgendaItem, Meeting, Template
from models.members.standing import members_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from models.store import Store

REQUIRED, CHOSEN = "规定动作", "自选动作"


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
    """Return the agendas of a type that are offered."""
    return [one for one in every_template(store, kind) if not one.is_hidden]


def every_template(store: Store, kind: str) -> list[Template]:
    """Return a type's agendas, those no longer used as well.

    One the branch keeps under a shipped name takes its place.
    """
    own = {template.name: template for template in store.where(Template, kind=kind)}
    shipped = [one for one in shipped_templates() if one.kind == kind]
    found = [own.pop(one.name, one) for one in shipped]
    return found + sorted(own.values(), key=lambda one: (one.place, one.id or 0))


def shipped_like(template: Template) -> Template | None:
    """Return the agenda shipped under the same type and name, if there is one."""
    key = template.kind, template.name
    return next((one for one in shipped_templates() if (one.kind, one.name) == key), None)


def save_template(store: Store, template: Template, before: Template | None = None) -> Template:
    """Write an agenda as one step; `before` is the one it alters, None for a new one.

    Raises:
        InvalidRecord: if the type has another of this name, or nothing stands in it.
        NotFound: if `before` was kept in the file and is no more.
    """
    template = replace(template, name=template.name.strip())
    altered = before.name if before else None
    others = [one.name for one in every_template(store, template.kind) if one.name != altered]
    if before is not None and shipped_like(before) and template.name != before.name:
        sentence = f"“{before.name}”是自带模板，名称不能改；要用别的名称请新增一个"
        raise InvalidRecord({"name": sentence})
    if template.name in others:
        sentence = f"{template.kind}已有“{template.name}”这个模板，请换一个名称"
        raise InvalidRecord({"name": sentence})
    if not points_of(template):
        raise InvalidRecord({"topics": "请至少写一项议程，一行一项"})
    verb = "新增" if before is None else "修改"
    place = template.place if before else len(others)
    with store.change(f"{verb}议程模板{template.name}") as change:
        return change.save(replace(template, place=place))


def stop_using(store: Store, template: Template) -> None:
    """Offer an agenda no more, as one step: one of the branch goes, a shipped one is hidden."""
    with store.change(f"不再使用议程模板{template.name}") as change:
        if shipped_like(template):
            change.save(replace(template, is_hidden=True))
        else:
            change.delete(template)


def restore_shipped(store: Store, template: Template) -> None:
    """Give a shipped agenda its own wording back, as one step."""
    with store.change(f"恢复自带议程模板{template.name}") as change:
        change.delete(template)


def template_of(points: Iterable[Point], kind: str, name: str) -> Template:
    """Return an agenda with the topics of some points."""
    lines: dict[str, list[str]] = {REQUIRED: [], CHOSEN: [], "": []}
    for item in (point.item for point in points):
        if topic := item.topic.strip():
            lines[item.part if item.part in lines else ""].append(topic)
    return Template(
        kind=kind,
        name=name,
        topics="\n".join(lines[""]),
        required_parts="\n".join(lines[REQUIRED]),
        chosen_parts="\n".join(lines[CHOSEN]),
    )


def points_of(template: Template) -> tuple[Point, ...]:
    """Return the points of an agenda, nothing said under them yet."""
    parts = (
        (template.topics, ""),
        (template.required_parts, REQUIRED),
        (template.chosen_parts, CHOSEN),
    )
    return tuple(
        Point(item=AgendaItem(topic=line.strip(), part=part))
        for lines, part in parts
        for line in lines.splitlines()
        if line.strip()
    )


def offered_topics(store: Store, kind: str) -> frozenset[str]:
    """Return every topic that an agenda of a type gives."""
    templates = every_template(store, kind)
    return frozenset(point.item.topic for one in templates for point in points_of(one))


def untouched(minutes: Minutes, topics_of: Callable[[str], Collection[str]]) -> list[int]:
    """Return the places of the topics that an agenda gave and nothing was written under.

    `topics_of` gives what the agendas of a type offer.

    The parts of a 主题党日 are done, not discussed, and a text of the whole meeting may tell of
    every topic: neither counts.
    """
    bare = [at for at, point in enumerate(minutes.points) if point.is_bare and not point.item.part]
    if not bare or minutes.meeting.body.strip():
        return []
    offered = {topic for kind in minutes.meeting.kinds for topic in topics_of(kind)}
    return [at for at in bare if minutes.points[at].item.topic.strip() in offered]


def begun(
    store: Store, kind: str, day: date, *, also: Iterable[str] = (), group_id: int | None = None
) -> Minutes:
    """Return a new meeting: its agenda from the first template, who should attend, who chairs it.

    The recorder is left open.
    """
    meeting = Meeting(
        kind=kind,
        also="、".join(also),
        held_on=day,
        group_id=group_id,
        chair_id=chair_on(store, day, group_id),
    )
    templates = templates_for(store, kind)
    return Minutes(
        meeting=meeting,
        attendance=tuple(due_on(store, meeting, Kinds.of(store))),
        points=points_of(templates[0]) if templates else (),
    )


def chair_on(store: Store, day: date, group_id: int | None) -> int | None:
    """Return who chairs a new meeting: the secretary, of a group its leader, None where none is."""
    for person in members_on(store, day):
        for post in person.posts:
            if post.group_id == group_id and (group_id or post.post == "书记"):
                return person.member.id
    return None
