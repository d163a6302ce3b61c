"""民主评议: its rounds, and what each gave the members, held against the share of 优秀."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.errors import InvalidRecord
from models.fields import Field
from models.life.grading import grading_of
from models.life.records import Appraisal, AppraisalResult
from models.life.taking_part import begin_appraisal
from models.meetings.records import Meeting
from models.rules import rule
from models.rules.life import AREA, appraisal_findings
from ui.pages.life_page import PEOPLE, LifePage
from ui.pages.rule_strip import RuleStanding
from ui.table.columns import Column
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.change import Change
    from models.store import Store


class AppraisalsPage(LifePage):
    """民主评议: the rounds of a year, each with its days and ballots."""

    tables: ClassVar[frozenset[str]] = PEOPLE | {
        Appraisal.table, AppraisalResult.table, Meeting.table,
    }  # fmt: skip
    record: ClassVar[type[Any]] = Appraisal
    unit: ClassVar[str] = "轮"
    shown: ClassVar[tuple[str, ...]] = (
        "year", "batch", "began_on", "ended_on", "due", "present", "issued", "returned", "valid",
        "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "year", "batch", "meeting_id", "began_on", "ended_on", "due", "present", "issued",
        "returned", "valid", "remark",
    )  # fmt: skip
    dated: ClassVar[str] = "year"
    hint: ClassVar[str] = "批次、备注"
    empty: ClassVar[str] = (
        "这里是民主评议党员：新增一轮以后，“评议结果”里会列出参评的每个人，在那里填写得票和等次。"
    )

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a round; a new one begins with a line for everyone who is appraised."""
        del extra
        if record.id is not None:
            return change.save(record)
        return begin_appraisal(self.store, change, record, self.day)

    def name_of(self, record: Any) -> str:
        """Return the year and batch."""
        return f"{record.year}年度{record.batch}"

    def standing(self) -> RuleStanding | None:
        """Return how many are graded 优秀, and how many may be."""
        return _graded(self.store, self.year)


def _graded(store: Store, year: int) -> RuleStanding | None:
    grading = grading_of(store, year)
    if not grading.appraised:
        return None
    doubts = [finding.text for finding in appraisal_findings(store, year)]
    more = f"（另有 {len(doubts) - 2} 处）" if doubts[2:] else ""
    return RuleStanding(f"{grading.words}。", rule(AREA, "R-04"), "".join(doubts[:2]) + more)


class ResultsPage(LifePage):
    """评议结果: votes and grade of everyone who was appraised in the year's rounds."""

    tables: ClassVar[frozenset[str]] = PEOPLE | {Appraisal.table, AppraisalResult.table}
    record: ClassVar[type[Any]] = AppraisalResult
    unit: ClassVar[str] = "人"
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", "appraisal_id", "is_probationary", "self_grade", "excellent", "qualified",
        "basic", "failing", "grade", "opinion", "disposal",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "member_id", "is_probationary", "self_grade", "excellent", "qualified", "basic",
        "failing", "grade", "opinion", "disposal",
    )  # fmt: skip
    hint: ClassVar[str] = "姓名、等次、意见"
    empty: ClassVar[str] = (
        "这里是每个人的得票和等次：请先在“民主评议”里新增一轮，参评的人会列在这里。"
    )
    demands_person: ClassVar[bool] = True

    tab_wanted = Signal(str)
    """The table whose tab is to be shown."""

    def __init__(self, store: Store) -> None:
        self._rounds: dict[int, str] = {}
        super().__init__(store)

    def standing(self) -> RuleStanding | None:
        """Return how many are graded 优秀, and how many may be."""
        return _graded(self.store, self.year)

    def records(self, store: Store) -> list[Any]:
        """Return the results of the year's rounds."""
        rounds = store.where(Appraisal, year=self.year)
        self._rounds = {one.id or 0: f"{one.year}年度{one.batch}" for one in rounds}
        return [
            result for one in rounds for result in store.where(AppraisalResult, appraisal_id=one.id)
        ]

    def first_steps(self) -> list[QWidget]:
        """Lead to where a round is begun."""
        go = button("去“民主评议”", lambda: self.tab_wanted.emit(Appraisal.table), "primary")
        return [go]

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a result; a new one belongs to the year's last round."""
        if record.appraisal_id:
            return super().enter(change, record, extra)
        rounds = self.store.where(Appraisal, year=self.year)
        if not rounds:
            sentence = "请先在“民主评议”里新增一轮"
            raise InvalidRecord({"member_id": sentence})
        return super().enter(change, replace(record, appraisal_id=rounds[-1].id), extra)

    def _year_of(self, _record: Any) -> int:
        return self.year

    def _column(self, name: str) -> Column:
        if name == "appraisal_id":
            return Column(
                Field("评议", width=9, name=name),
                lambda result: self._rounds.get(result.appraisal_id, ""),
                fixed="它属于哪一轮，由新增时的评议年度得出",
            )
        return super()._column(name)
