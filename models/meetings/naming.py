"""What a meeting is called in a sentence: its day and type, and what tells it from another such."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.branch.records import Group
from models.meetings.reading import BETWEEN, of_meetings
from models.meetings.records import Meeting
from models.members.names import telling
from models.values import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.store import Store


def name_of_meeting(store: Store, meeting: Meeting) -> str:
    """Return what a meeting is called, on file or not: 6月5日党员大会.

    Where there are several of that type on its day, what tells it apart stands behind that, in
    brackets: its party group, else the hour it began, else its subject.
    """
    return names_of_meetings(store, [meeting])[meeting.id or 0]


def names_of_meetings(store: Store, meetings: Sequence[Meeting]) -> dict[int, str]:
    """Return the same of some meetings by their ids, read at once."""
    names = {meeting.id or 0: meeting.heading for meeting in meetings}
    alike = list(_alike(store, meetings))
    groups = {group.id: group.name for group in store.all(Group)} if alike else {}
    for same in alike:
        for meeting, mark in zip(same, _marks(same, groups), strict=True):
            if mark and (meeting.id or 0) in names:
                names[meeting.id or 0] += f"（{mark}）"
    return names


def _alike(store: Store, given: Sequence[Meeting]) -> Iterator[list[Meeting]]:
    """Yield the meetings of one type on one day where there are several, as they were held."""
    days = [str(meeting.held_on) for meeting in given if meeting.held_on]
    if not days:
        return
    numbers = {meeting.id for meeting in given}
    on_file = of_meetings(store, Meeting, BETWEEN, min(days), max(days))
    together: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in (*(each for each in on_file if each.id not in numbers), *given):
        together[f"{meeting.held_on} {meeting.kind}"].append(meeting)
    for same in together.values():
        if len(same) > 1:
            # One that is not on file yet comes behind those of its hour.
            yield sorted(same, key=lambda each: (each.starts_at, each.id is None, each.id or 0))


def _marks(same: Sequence[Meeting], groups: Mapping[int | None, str]) -> list[str]:
    """Return what tells meetings of one type on one day apart."""
    sorts = (
        [groups.get(meeting.group_id, "") for meeting in same],
        [meeting.starts_at for meeting in same],
        [f"“{shorten(meeting.name)}”" if meeting.name else "" for meeting in same],
    )
    return telling(sorts, "当天第{}次")
