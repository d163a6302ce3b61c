"""Types of meetings that the branch adds, renames and takes off again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import InvalidRecord
from models.meetings.kinds import Kinds
from models.meetings.reading import select
from models.meetings.records import DASH, Meeting, NotHeld, OwnKind, Template

if TYPE_CHECKING:
    from models.change import Change
    from models.store import Store


def save_kind(store: Store, kind: OwnKind) -> OwnKind:
    """Write a type as one step; under a new name, what is of the type goes with it.

    Raises:
        InvalidRecord: if there is another type of this name.
    """
    kind = replace(kind, name=kind.name.strip())
    before = store.get(OwnKind, kind.id) if kind.id else None
    taken = set(Kinds.of(store).names) - {before.name if before else ""}
    if kind.name in taken:
        raise InvalidRecord({"name": f"已有“{kind.name}”这一类型，请换一个名称"})
    verb = "修改" if before else "新增"
    with store.change(f"{verb}会议类型{kind.name}") as change:
        if before is None:
            return change.save(replace(kind, place=change.largest(OwnKind, "place") + 1))
        if before.name != kind.name:
            _rename(store, change, before.name, kind.name)
        return change.save(kind)


def remove_kind(store: Store, kind: OwnKind) -> None:
    """Take a type off the file with its agendas, as one step.

    Raises:
        InvalidRecord: if there are meetings of it.
    """
    if number := len(_meetings_of(store, kind.name)):
        sentence = f"有{number}次会议是“{kind.name}”，没有删除；请先给它们换一个类型"
        raise InvalidRecord({"name": sentence})
    with store.change(f"删除会议类型{kind.name}") as change:
        for record_type in (Template, NotHeld):
            for record in change.where(record_type, kind=kind.name):
                change.delete(record)
        change.delete(kind)


def _meetings_of(store: Store, name: str) -> list[int]:
    """Return the ids of the meetings that are of a type, be it beside another."""
    rows = select(
        store, "SELECT id, kind, also FROM meeting WHERE kind = ? OR instr(also, ?)", (name, name)
    )
    return [row["id"] for row in rows if name in {row["kind"], *_parted(row["also"])}]


def _parted(also: str) -> list[str]:
    return [part.strip() for part in also.split(DASH)]


def _rename(store: Store, change: Change, before: str, after: str) -> None:
    for number in _meetings_of(store, before):
        meeting = store.get(Meeting, number)
        also = [after if part == before else part for part in _parted(meeting.also)]
        kind = after if meeting.kind == before else meeting.kind
        change.save(replace(meeting, kind=kind, also=DASH.join(also)))
    for record_type in (Template, NotHeld):
        for record in change.where(record_type, kind=before):
            change.save(replace(record, kind=after))  # type: ignore[type-var]
