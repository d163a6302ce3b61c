"""In which months someone pays to this branch: from the admission or the transfer to the leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.account import Month, Span
from models.members import records
from models.members.standing import SUSPENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from models.members.records import Member, Movement, Period

_FIRST = Month(1921, 1)
_UNTIL_DEATH, _OUT, _IN = "去世", "转出", "转入"
_ADMITTED = frozenset({"新发展", "重新入党"})


def paying_spans(
    member: Member,
    periods: Iterable[Period],
    movements: Sequence[Movement],
    admitted_on: date | None = None,
) -> list[Span]:
    """Return the months in which a member pays here.

    A 预备党员 pays from the month of the meeting of admission (第八条), `admitted_on` where it is on
    file, else 入党日期; a transferred member from the month after the letter's 党费交至 or else from
    the month of the transfer, and until the letter's month (R-15). Whoever died is asked for the
    months before; while 党籍 is suspended nothing is due.
    """
    periods = list(periods)
    found = [
        Span(first, last)
        for period in periods
        if period.aspect == records.ON_ROLL
        for first in [_begins(member, period, movements, admitted_on)]
        for last in [_ends(period, movements)]
        if last is None or last >= first
    ]
    for period in periods:
        if period.aspect == records.STANDING and period.value == SUSPENDED and period.since:
            found = _without(found, *_suspended(period, periods))
    return found


def _begins(
    member: Member, period: Period, movements: Sequence[Movement], admitted_on: date | None
) -> Month:
    since = period.since
    arrived = [m for m in movements if m.kind == _IN and m.happened_on == since]
    if since and arrived:
        paid_to = arrived[-1].dues_paid_to
        return Month.of(paid_to.last).plus(1) if paid_to else Month.of(since.first)
    day = admitted_on or (member.joined_on.first if member.joined_on else None)
    admission = Month.of(day) if day else _FIRST
    if period.until and Month.of(period.until.last) < admission:
        # Who joined again has the dates of the second time; the first time is this period's.
        return Month.of(since.first) if since else _FIRST
    if since is None:
        return admission
    if admitted_on and _was_admitted(since.first, movements):
        return admission
    return max(admission, Month.of(since.first))


def _was_admitted(on: date, movements: Iterable[Movement]) -> bool:
    return any(
        m.kind in _ADMITTED and m.happened_on and m.happened_on.first == on for m in movements
    )


def _ends(period: Period, movements: Iterable[Movement]) -> Month | None:
    """Return the last month asked for: that of the letter, of the leaving, or before a death."""
    begun = period.since.first if period.since else None
    leaving = None
    for movement in movements:
        day = movement.happened_on
        if movement.kind == _OUT and day and (begun is None or day.last >= begun):
            if period.until and day.first > period.until.last:
                continue
            leaving = Month.of((movement.dues_paid_to or day).last)
    if period.until is None:
        return leaving
    last = Month.of(period.until.last)
    if any(m.kind == _UNTIL_DEATH and m.happened_on == period.until for m in movements):
        before = last.plus(-1)
        return min(leaving, before) if leaving else before
    return leaving or last


def _suspended(period: Period, periods: Iterable[Period]) -> tuple[Month, Month | None]:
    """Return the months from after the suspension's to the one before 党籍 was restored."""
    begun = period.since.first  # type: ignore[union-attr]  # asked of dated ones alone
    ends = [period.until.last] if period.until else []
    ends += [
        later.since.first
        for later in periods
        if later.aspect == records.STANDING
        and later.value != SUSPENDED
        and later.since
        and later.since.first > begun
    ]
    return Month.of(begun).plus(1), Month.of(min(ends)).plus(-1) if ends else None


def _without(spans: Iterable[Span], first: Month, last: Month | None) -> list[Span]:
    """Return spans without the months from one to another."""
    found = []
    for span in spans:
        if span.first < first:
            before = first.plus(-1)
            found.append(Span(span.first, before if span.last is None else min(span.last, before)))
        if last is not None and (span.last is None or span.last > last):
            found.append(Span(max(span.first, last.plus(1)), span.last))
    return found
