"""Which meeting of the year it is: 第 N 次 by type and group; and what was entered late."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from models.meetings.kinds import GROUP, Kinds
from models.meetings.only_pictures import begun_among
from models.meetings.reading import BETWEEN, days_of, of_meetings
from models.meetings.records import Meeting
from models.meetings.settings import meeting_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from models.store import Store


def numbers_of_year(store: Store, year: int) -> dict[int, dict[str, int]]:
    """Return meeting id to its number in each numbering it takes part in, by the numbering's name."""
    return numbered_in(store, of_meetings(store, Meeting, BETWEEN, *days_of(year)))


def numbered_in(store: Store, meetings: Sequence[Meeting]) -> dict[int, dict[str, int]]:
    """Return the same of a year's meetings read already; those no more than begun have no number."""
    kinds, main_only = Kinds.of(store), meeting_settings(store).main_only
    return numbered(meetings, kinds, main_only=main_only, begun=begun_among(store, meetings))


def numbered(
    meetings: Iterable[Meeting],
    kinds: Kinds,
    *,
    main_only: bool = False,
    begun: Collection[int] = (),
) -> dict[int, dict[str, int]]:
    """Return the numbers of a year's meetings, given in the order of their days.

    A number of the branch's own choice holds, and those after it follow on. Those `begun`, by id,
    have none.
    """
    last: dict[tuple[str, int | None], int] = defaultdict(int)
    found: dict[int, dict[str, int]] = {}
    for meeting in meetings:
        numbers = found[meeting.id or 0] = {}
        if meeting.id in begun:
            continue
        for series in kinds.series(meeting, main_only=main_only):
            key = series, meeting.group_id if series == GROUP else None
            own = meeting.serial if not numbers else None
            numbers[series] = last[key] = own or last[key] + 1
    return found


def renumbered_without(store: Store, gone: Iterable[Meeting]) -> int:
    """Return how many other meetings have another number once some are taken off the file."""
    missing = list(gone)
    ids, number = {meeting.id for meeting in missing}, 0
    for year in {meeting.year for meeting in missing}:
        there = of_meetings(store, Meeting, BETWEEN, *days_of(year))
        left = [meeting for meeting in there if meeting.id not in ids]
        before = numbered_in(store, there)
        after = numbered_in(store, left)
        number += sum(before[one] != numbers for one, numbers in after.items())
    return number


def ordinal(meeting: Meeting, numbers: dict[str, int]) -> str:
    """Return 2026年第3次党员大会 of a meeting and its numbers."""
    if not numbers:
        return meeting.kind
    series, number = next(iter(numbers.items()))
    return f"{meeting.year}年第{number}次{series}"


def was_late(meeting: Meeting, late_days: int) -> bool:
    """Return whether a meeting was entered so many days after it that its record prints 补录."""
    if not meeting.recorded_at or meeting.last_day is None:
        return False
    return entered_late(meeting.recorded_at, meeting.last_day, late_days)


def entered_late(recorded_at: str, day: date, late_days: int) -> bool:
    """Return whether what was on a day was entered more than so many days later."""
    return bool(recorded_at) and (date.fromisoformat(recorded_at[:10]) - day).days > late_days
