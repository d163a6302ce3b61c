"""The catalogue of official papers: code to the function that makes its sheet."""

from __future__ import annotations

from exporters.papers.elections import BALLOT, REQUEST, RESULT, TALLY
from exporters.papers.gathering import NOTICE, SIGNED, SIGNIN, THEME
from exporters.papers.life import (
    APPRAISAL_BALLOT,
    APPRAISAL_SUMMARY,
    LIFE_PLAN,
    OPINIONS,
    PROBLEMS,
    TALK,
)
from exporters.papers.member import MEMBER
from exporters.papers.minutes import COPYBOOK, MINUTES, SUMMARY
from exporters.papers.paper import Paper
from exporters.papers.statistics import STATISTICS

CATALOGUE: dict[str, Paper] = {
    paper.code: paper
    for paper in (
        MEMBER, STATISTICS, NOTICE, SIGNIN, SIGNED, MINUTES, SUMMARY, COPYBOOK, THEME, TALK,
        LIFE_PLAN, OPINIONS, PROBLEMS, APPRAISAL_BALLOT, APPRAISAL_SUMMARY, REQUEST, BALLOT, TALLY,
        RESULT,
    )
}  # fmt: skip

__all__ = ["CATALOGUE", "Paper"]
