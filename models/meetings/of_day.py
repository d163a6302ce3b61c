"""The meetings of a day or month that someone typed as they would write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.fields import from_row
from models.meetings.reading import select
from models.meetings.records import Meeting
from models.values import day_within, parse_partial_date

if TYPE_CHECKING:
    from models.store import Store

_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*月份?")
_LEAP = 2024
"""A year that has every day there is."""


def meetings_on(store: Store, text: str, most: int) -> list[Meeting]:
    """Return the newest meetings held on the day or in the month that a text means, if it means one.

    Without a year it is that day or month of every year; a year alone means no day.
    """
    condition = _condition(text)
    if condition is None:
        return []
    where, *values = condition
    query = (
        f"SELECT * FROM meeting WHERE {where}"  # noqa: S608 - one of those below
        " ORDER BY held_on DESC, starts_at DESC, id DESC LIMIT ?"
    )
    return [from_row(Meeting, row) for row in select(store, query, (*values, most))]


def _condition(text: str) -> tuple[str, ...] | None:
    if day := day_within(_LEAP, text):
        return "substr(meeting.held_on, 6) = ?", f"{day:%m-%d}"
    if month := _MONTH.fullmatch(text.strip()):
        return "substr(meeting.held_on, 6, 2) = ?", f"{int(month[1]):02}"
    try:
        when = parse_partial_date(text)
    except ValueError:
        return None
    if when.month is None:
        return None
    return "meeting.held_on BETWEEN ? AND ?", f"{when.first}", f"{when.last}"
