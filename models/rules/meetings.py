"""Everything that a year's meetings and organisation life leave to be checked, as one list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from models.life.leading import dual_life_findings
from models.life.occasions import occasion_findings
from models.life.talks import talk_findings
from models.meetings.minutes import minutes_between
from models.meetings.naming import names_of_meetings
from models.rules.appraised import round_findings
from models.rules.contradictions import contradictions_among
from models.rules.dates import findings_in_life
from models.rules.frequency import frequency_findings
from models.rules.life import absence_findings, appraisal_findings, study_findings
from models.rules.overdue import overdue_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.meetings.records import Meeting
    from models.rules.findings import Finding
    from models.store import Store

_LATE, _FEW = "late", 3


def meeting_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return the findings of R-03 to R-08, R-30, R-37 to R-40, R-44, R-54 and R-61 for a year on `day`.

    What is found in one meeting begins with what the meeting is called. Tasks and measures past
    their day, occasions that nobody was talked to about, and what is said to have been done in days
    to come, are there too.
    """
    return [*frequency_findings(store, year, day), *findings_besides_gaps(store, year, day)]


def findings_besides_gaps(store: Store, year: int, day: date) -> list[Finding]:
    """Return the same without the meetings that the year lacks."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = minutes_between(store, first, last)
    called = names_of_meetings(store, [minutes.meeting for minutes in held])
    within = _late_as_one(contradictions_among(store, held, first, last, day), called)
    return [
        *(
            replace(found, text=f"{called[meeting.id or 0]}：{found.text}") if meeting else found
            for meeting, found in within
        ),
        *appraisal_findings(store, year),
        *round_findings(store, year),
        *talk_findings(store, year, day),
        *occasion_findings(store, year, day),
        *dual_life_findings(store, year, day, held),
        *study_findings(store, year, day),
        *absence_findings(store, min(day, last)),
        *overdue_findings(store, year, day),
        *findings_in_life(store, year, day),
    ]


def _late_as_one(
    within: Iterable[tuple[Meeting, Finding]], called: Mapping[int, str]
) -> Iterator[tuple[Meeting | None, Finding]]:
    """Give the meetings entered late as one finding: an old ledger typed in has nothing else."""
    late: list[tuple[Meeting, Finding]] = []
    for meeting, found in within:
        if found.rule.id == _LATE:
            late.append((meeting, found))
        else:
            yield meeting, found
    if len(late) <= _FEW:
        yield from late
        return
    first, found = late[0]
    text = f"{called[first.id or 0]}等{len(late)}次会议，{found.text}"
    yield None, replace(found, text=text, record_id=None)
