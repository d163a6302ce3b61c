"""How the grades of a year's 民主评议 stand against the share that may be 优秀."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.life.records import Appraisal, AppraisalResult
from models.meetings.settings import meeting_settings
from models.rules.life import EXCELLENT, most_excellent, share_words

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True, slots=True)
class Grading:
    """How many were appraised in a year, were graded so, and may be 优秀."""

    appraised: int
    grades: Counter[str]
    most: int
    share: str

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


def grading_of(store: Store, year: int) -> Grading:
    """Return how the grades of a year's rounds stand (R-04)."""
    results = [
        result
        for one in store.where(Appraisal, year=year)
        for result in store.where(AppraisalResult, appraisal_id=one.id)
    ]
    one_in = meeting_settings(store).excellent_of
    return Grading(
        len(results),
        Counter(result.grade for result in results),
        most_excellent(len(results), one_in),
        share_words(one_in),
    )
