"""R-03: meetings that the texts ask for and the file does not show, or shows and explains away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.meetings.of_cell import reasons_for
from models.meetings.overview import AREA, gap_words, gaps, year_overview
from models.meetings.records import NotHeld
from models.meetings.year_doubts import doubts_of
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


def frequency_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return a finding for every duty of a year that on `day` lacks meetings and reasons for none.

    A reason beside the meetings that were held after all is one as well.
    """
    overview = year_overview(store, year, day)
    missing = [
        Finding(row.rule, gap_words(year, row, *cells) + "。", "meeting")
        for row, cells in gaps(overview)
        if row.rule
    ]
    told_twice = [
        Finding(rule(AREA, "record"), f"{doubt.text}。", NotHeld.table, one.id, "reason")
        for doubt in doubts_of(overview)
        if doubt.is_told_twice
        for one in reasons_for(store, year, doubt.row, doubt.cell)[:1]
    ]
    return [*missing, *told_twice]
