"""民主评议: its rounds, and what each gave the members, held against the share of 优秀."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.errors import InvalidRecord
from models.fields import Field, field_of
from models.life.grading import grading_of, regraded
from models.life.records import GRADE_VOTES, Appraisal, AppraisalResult
from models.life.taking_part import begin_appraisal
from models.meetings.records import Meeting
from models.meetings.settings import meeting_settings
from models.rules import rule
from models.rules.appraised import round_findings, round_problems
from models.rules.life import AREA, appraisal_findings, result_problems, too_many_words
from ui.pages.life_page import PEOPLE, LifePage
from ui.pages.rule_strip import RuleStanding
from ui.record.form import RecordForm
from ui.table.columns import Column
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.rules.findings import Finding
    from models.store import Store
    from ui.record.cell_work import Edit


_TOLD = 2
"""How many doubts stand above the table; the rest is behind a button."""


def _graded(store: Store, year: int) -> RuleStanding | None:
    grading = grading_of(store, year)
    doubts = [finding.text for finding in _findings(store, year)]
    if not grading.appraised and not doubts:
        return None
    more = f"看全部 {len(doubts)} 处" if doubts[_TOLD:] else "去核对"
    return RuleStanding(
        f"{grading.words}。" if grading.appraised else "",
        rule(AREA, "R-04") if grading.appraised else None,
        "".join(doubts[:_TOLD]),
        way=more if doubts else "",
    )


def _findings(store: Store, year: int) -> list[Finding]:
    return [*appraisal_findings(store, year), *round_findings(store, year)]


class _AppraisedPage(LifePage):
    """What the rounds and their results have in common: how they stand against R-04."""

    def standing(self) -> RuleStanding | None:
        """Return how many are graded 优秀, how many may be, and what contradicts itself."""
        return _graded(self.store, self.year)

    def lead_on(self) -> None:
        """List everything that is to be looked at, with the way to each."""
        from ui.pages.findings_list import chosen_of  # noqa: PLC0415 - when first asked for

        found = _findings(self.store, self.year)
        wanted = chosen_of(self, f"{self.year} 年民主评议要核对的", found)
        if wanted is None or wanted.record_id is None:
            return
        if wanted.table != self.record.table:
            self.record_wanted.emit(wanted.table, wanted.record_id)
        elif (shown := self.model.row_of(wanted.record_id)) is not None:
            self.edit_field(shown, wanted.field)


class AppraisalsPage(_AppraisedPage):
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
        return str(record.heading)

    def remarks(self, record: Any) -> dict[str, str]:
        """Return field name to what contradicts itself in a round."""
        return {**super().remarks(record), **round_problems(record)}


class _ResultForm(RecordForm):
    """The form of a result: votes are blank until some are entered, for none is not a count."""

    def show_record(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show a result."""
        super().show_record(record, extra)
        self._leave_blank(record)

    def refresh(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show the result as it is now where nothing else was typed."""
        super().refresh(record, extra)
        self._leave_blank(record)

    def _leave_blank(self, record: Any) -> None:
        if record is None or record.votes:
            return
        for name in GRADE_VOTES:
            if not self._has_changed(name):
                self.editor(name).show_text("")
                self._shown[name] = ""


class ResultsPage(_AppraisedPage):
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
    begins_by_pasting: ClassVar[bool] = False
    form_type: ClassVar[type[RecordForm]] = _ResultForm

    tab_wanted = Signal(str)
    """The table whose tab is to be shown."""

    def __init__(self, store: Store) -> None:
        self._rounds: dict[int, str] = {}
        self._valid: dict[int, int | None] = {}
        self._grades_all = False
        super().__init__(store)

    def remarks(self, record: Any) -> dict[str, str]:
        """Return field name to what does not fit the round, or the clause on grades."""
        return {
            **super().remarks(record),
            **result_problems(
                record, self._valid.get(record.appraisal_id), grades_all=self._grades_all
            ),
        }

    def doubts_of_block(self, edits: Sequence[Edit]) -> str:
        """Return the sentence about more 优秀 than there may be, as a block would leave them."""
        grades = {shown.id: values["grade"] for shown, values in edits if "grade" in values}
        grading = regraded(grading_of(self.store, self.year), grades)
        return too_many_words(grading, self.year) if grades else ""

    def records(self, store: Store) -> list[Any]:
        """Return the results of the year's rounds."""
        rounds = store.where(Appraisal, year=self.year)
        self._rounds = {one.id or 0: one.heading for one in rounds}
        self._valid = {one.id or 0: one.valid for one in rounds}
        self._grades_all = meeting_settings(store).grades_probationary
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
        if name in GRADE_VOTES:
            return Column(
                field_of(AppraisalResult, name),
                lambda result: getattr(result, name) if result.votes else None,
                own=True,
            )
        return super()._column(name)
