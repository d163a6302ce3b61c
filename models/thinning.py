"""Which backups are kept: of 7 days, 5 weeks and 12 months."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DAILY, WEEKLY, MONTHLY = 7, 5, 12


def kept_backups(times: Iterable[datetime]) -> set[datetime]:
    """Return which of these to keep: each day's newest of 7 days, each week's of 5, month's of 12.

    Days, weeks and months without a backup do not count; all of the newest day are kept.
    """
    ordered = sorted(times, reverse=True)
    if not ordered:
        return set()
    kept = {time for time in ordered if time.date() == ordered[0].date()}
    for period, number in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        newest: dict[date, datetime] = {}
        for time in ordered:
            newest.setdefault(period(time), time)
        kept.update(list(newest.values())[:number])
    return kept


def _day(time: datetime) -> date:
    return time.date()


def _week(time: datetime) -> date:
    return time.date() - timedelta(days=time.weekday())


def _month(time: datetime) -> date:
    return time.date().replace(day=1)
