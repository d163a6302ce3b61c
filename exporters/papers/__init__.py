"""The catalogue of official papers: code to the function that makes its sheet."""

from __future__ import annotations

from exporters.papers.member import MEMBER
from exporters.papers.paper import Paper
from exporters.papers.statistics import STATISTICS

CATALOGUE: dict[str, Paper] = {paper.code: paper for paper in (MEMBER, STATISTICS)}

__all__ = ["CATALOGUE", "Paper"]
