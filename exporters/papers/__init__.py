"""The catalogue of official papers: code to the function that makes its sheet."""

from __future__ import annotations

from exporters.papers.campaigns import CAMPAIGNS
from exporters.papers.dues import BASIS_SHEET, CARD_PAGE, PROOF, REMINDER
from exporters.papers.dues_publicity import PUBLICITY
from exporters.papers.dues_receipts import RECEIPT
from exporters.papers.elections import BALLOT, REQUEST, RESULT, TALLY
from exporters.papers.gathering import NOTICE, SIGNED, SIGNIN, THEME
from exporters.papers.handbook import HANDBOOK
from exporters.papers.life import (
    APPRAISAL_BALLOT,
    APPRAISAL_SUMMARY,
    LIFE_PLAN,
    OPINIONS,
    PROBLEMS,
    TALK,
)
from exporters.papers.life_forms import (
    COMMITTEE_BALLOT,
    CRITICISM,
    LIFE_OUTLINES,
    LIFE_STUDY,
    OPINION_FORM,
)
from exporters.papers.member import MEMBER
from exporters.papers.minutes import COPYBOOK, MINUTES, SUMMARY
from exporters.papers.outline import outlines
from exporters.papers.paper import Paper
from exporters.papers.photos import PHOTOS_BY_FOUR, PHOTOS_BY_TWO
from exporters.papers.requests import DUTIES, REPLIES
from exporters.papers.statistics import STATISTICS

_TOLD = {paper.code: paper for paper in outlines()}
CATALOGUE: dict[str, Paper] = {
    paper.code: paper
    for paper in (
        MEMBER, STATISTICS,
        BASIS_SHEET, RECEIPT, PROOF, CARD_PAGE, REMINDER, PUBLICITY, _TOLD.pop("dues-year-report"),
        NOTICE, SIGNIN, SIGNED, MINUTES, SUMMARY, COPYBOOK, THEME, PHOTOS_BY_TWO, PHOTOS_BY_FOUR,
        LIFE_PLAN, LIFE_STUDY, OPINION_FORM, OPINIONS, _TOLD.pop("self-review"), LIFE_OUTLINES,
        CRITICISM, COMMITTEE_BALLOT, PROBLEMS, _TOLD.pop("life-report"), TALK, APPRAISAL_BALLOT,
        APPRAISAL_SUMMARY,
        REQUEST, _TOLD.pop("nominees-request"), _TOLD.pop("election-method"),
        _TOLD.pop("chair-script"), _TOLD.pop("work-report"), _TOLD.pop("dues-report"), BALLOT,
        TALLY, RESULT, _TOLD.pop("election-report"), DUTIES, _TOLD.pop("by-election-request"),
        *_TOLD.values(), REPLIES,
        CAMPAIGNS, HANDBOOK,
    )
}  # fmt: skip

__all__ = ["CATALOGUE", "Paper"]
