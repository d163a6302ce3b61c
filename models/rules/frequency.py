"""R-03: meetings that the texts ask for and the file does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.meetings.overview import gap_words, gaps, year_overview
from models.rules.findings import Finding

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


def frequency_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return a finding for every duty of a year that on `day` lacks meetings and reasons for none."""
    overview = year_overview(store, year, day)
    return [
        Finding(row.rule, gap_words(year, row, *cells) + "。", "meeting")
        for row, cells in gaps(overview)
        if row.rule
    ]
