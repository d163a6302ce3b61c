"""How the grades of a year's 民主评议 stand against the share that may be 优秀."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.life.records import Appraisal, AppraisalResult
from models.meetings.settings import meeting_settings
from models.rules.findings import rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.store import Store

EXCELLENT = "优秀"


def most_excellent(members: int, one_in: int = 0) -> int:
    """R-04: return how many may be 优秀: a third of the members, or one in so many, rounded down."""
    return members // (one_in or rule("meetings", "R-04")["share"])


def share_words(one_in: int) -> str:
    """Return 三分之一 for 3, up to 10."""
    return f"{'〇一二三四五六七八九十'[one_in]}分之一"


@dataclass(frozen=True, slots=True)
class Grading:
    """Every result of a year with its round, how many were graded so, and how many may be 优秀."""

    results: tuple[tuple[Appraisal, AppraisalResult], ...]
    grades: Counter[str]
    most: int
    share: str

    @property
    def appraised(self) -> int:
        """How many were appraised."""
        return len(self.results)

    @property
    def best(self) -> int:
        """How many are 优秀."""
        return self.grades[EXCELLENT]

    @property
    def words(self) -> str:
        """The numbers in one line."""
        told = "、".join(f"{grade} {number} 人" for grade, number in self.grades.items() if grade)
        limit = f"优秀最多 {self.most} 人（参评 {self.appraised} 人的{self.share}）"
        return f"{limit}，{f'已评 {told}' if told else '还没有评定等次'}"


def regraded(grading: Grading, grades: Mapping[int | None, str]) -> Grading:
    """Return how things would stand with other grades, by the id of a result."""
    given = (grades.get(result.id, result.grade) for _, result in grading.results)
    return replace(grading, grades=Counter(given))


def grading_of(store: Store, year: int) -> Grading:
    """Return how the grades of a year's rounds stand (R-04)."""
    results = tuple(
        (one, result)
        for one in store.where(Appraisal, year=year)
        for result in store.where(AppraisalResult, appraisal_id=one.id)
    )
    one_in = meeting_settings(store).excellent_of
    return Grading(
        results,
        Counter(result.grade for _, result in results),
        most_excellent(len(results), one_in),
        share_words(one_in),
    )
