"""What of organisation life stands beside the meetings: each kind of record in a tab of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.errors import InvalidRecord
from models.fields import Field, Kind
from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.life.taking_part import (
    begin_appraisal,
    names_listed,
    remove_with_parts,
    save_service,
    save_talk,
)
from models.meetings.records import Meeting
from ui.pages.life_page import LifePage
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.store import Store

_PEOPLE = frozenset({"member"})
_HOSTS = Field("谈话人", Kind.CHOICE, required=True, width=6, name="hosts")
_GUESTS = Field("谈话对象", Kind.CHOICE, required=True, width=8, name="guests")
_SERVING = Field("参加人", Kind.CHOICE, width=16, name="people")


class TalksPage(LifePage):
    """谈心谈话: who talked with whom, when and what about."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {Talk.table, TalkPerson.table}
    record: ClassVar[type[Any]] = Talk
    unit: ClassVar[str] = "次"
    shown: ClassVar[tuple[str, ...]] = (
        "held_on", "hosts", "guests", "way", "occasion", "venue", "content", "result",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "held_on", "starts_at", "hosts", "guests", "way", "occasion", "venue", "outline",
        "content", "result", "remark",
    )  # fmt: skip
    listed: ClassVar[tuple[Field, ...]] = (_HOSTS, _GUESTS)
    hint: ClassVar[str] = "姓名、内容、情形"
    empty: ClassVar[str] = (
        "这里是谈心谈话：支委之间、支委和党员之间、党员之间，谈一次记一条。先登记最近的一次。"
    )

    def people(self, store: Store) -> dict[int, dict[str, str]]:
        """Return who talked and who was talked to, by talk."""
        sides: dict[int, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for person in store.all(TalkPerson):
            sides[person.talk_id][0 if person.is_host else 1].append(person)
        return {
            number: {
                _HOSTS.name: names_listed(hosts, self.names),
                _GUESTS.name: names_listed(guests, self.names),
            }
            for number, (hosts, guests) in sides.items()
        }

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a talk with both sides."""
        hosts, guests = (self.read_people(extra, field) for field in self.listed)
        return save_talk(change, record, hosts, guests)

    def name_of(self, record: Any) -> str:
        """Return who was talked to."""
        return self._listed.get(record.id, {}).get(_GUESTS.name, "")


class ServicesPage(LifePage):
    """志愿服务 and 社区报到: what was done, and who did it."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {Service.table, ServicePerson.table}
    record: ClassVar[type[Any]] = Service
    unit: ClassVar[str] = "次"
    shown: ClassVar[tuple[str, ...]] = (
        "held_on", "name", "venue", "hours", "is_reporting", "people", "result",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = shown
    listed: ClassVar[tuple[Field, ...]] = (_SERVING,)
    hint: ClassVar[str] = "项目、地点、姓名"
    empty: ClassVar[str] = "这里是志愿服务和社区报到：一次活动一条，写明项目和参加的人。"

    def people(self, store: Store) -> dict[int, dict[str, str]]:
        """Return who served, by service."""
        found: dict[int, list[Any]] = defaultdict(list)
        for person in store.all(ServicePerson):
            found[person.service_id].append(person)
        return {
            number: {_SERVING.name: names_listed(people, self.names)}
            for number, people in found.items()
        }

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a service with who served."""
        return save_service(change, record, self.read_people(extra, _SERVING))

    def name_of(self, record: Any) -> str:
        """Return what was done."""
        return str(record.name)


class AppraisalsPage(LifePage):
    """民主评议: the rounds of a year, each with its days and ballots."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {
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

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete rounds with their results, as one step."""
        with self.store.change(self.view.removal_title(rows)) as change:
            remove_with_parts(change, *rows)

    def name_of(self, record: Any) -> str:
        """Return the year and batch."""
        return f"{record.year}年度{record.batch}"


class ResultsPage(LifePage):
    """评议结果: votes and grade of everyone who was appraised in the year's rounds."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {Appraisal.table, AppraisalResult.table}
    record: ClassVar[type[Any]] = AppraisalResult
    unit: ClassVar[str] = "人"
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", "is_probationary", "self_grade", "excellent", "qualified", "basic",
        "failing", "grade", "opinion", "disposal",
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

    def records(self, store: Store) -> list[Any]:
        """Return the results of the year's rounds."""
        rounds = store.where(Appraisal, year=self.year)
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


class ProblemsPage(LifePage):
    """组织生活会: problems, opinions asked for and criticism, and what was done about them."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {LifeEntry.table, Meeting.table}
    record: ClassVar[type[Any]] = LifeEntry
    shown: ClassVar[tuple[str, ...]] = (
        "year", "kind", "member_id", "raised_by", "problem", "measure", "owner", "due_on",
        "done_on", "result",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "year", "kind", "meeting_id", "member_id", "raised_by", "problem", "measure", "owner",
        "due_on", "done_on", "result",
    )  # fmt: skip
    dated: ClassVar[str] = "year"
    hint: ClassVar[str] = "问题、措施、责任人"
    empty: ClassVar[str] = (
        "这里是组织生活会查摆的问题、征求的意见、相互批评和整改：一个问题一条，写明措施和时限。"
    )

    def name_of(self, record: Any) -> str:
        """Return the kind of problem."""
        return f"{self._person(record)}{record.kind}"

    def _order(self, record: Any) -> Any:
        return -record.place, -record.id


class DualLifePage(LifePage):
    """双重组织生活: what leading members took part in."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {DualLife.table, Meeting.table}
    record: ClassVar[type[Any]] = DualLife
    shown: ClassVar[tuple[str, ...]] = (
        "held_on", "member_id", "office", "kind", "body", "content",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "held_on", "member_id", "office", "kind", "meeting_id", "body", "content",
    )  # fmt: skip
    hint: ClassVar[str] = "姓名、形式、内容"
    empty: ClassVar[str] = "这里是领导干部参加双重组织生活的登记：参加一次记一条。"
    demands_person: ClassVar[bool] = True


class ThoughtsPage(LifePage):
    """思想动态: what members think and need."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {Thought.table}
    record: ClassVar[type[Any]] = Thought
    shown: ClassVar[tuple[str, ...]] = (
        "made_on", "member_id", "made_by", "state", "problem", "measure",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = shown
    dated: ClassVar[str] = "made_on"
    hint: ClassVar[str] = "姓名、状况、措施"
    empty: ClassVar[str] = "这里是党员思想动态分析：分析整个支部时不填姓名，分析一个人时写上姓名。"


class StudiesPage(LifePage):
    """学习培训: 学时 gained elsewhere than at the branch's own meetings."""

    tables: ClassVar[frozenset[str]] = _PEOPLE | {Study.table}
    record: ClassVar[type[Any]] = Study
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", "held_on", "ends_on", "content", "form", "organiser", "hours",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = shown
    hint: ClassVar[str] = "姓名、内容、组织单位"
    empty: ClassVar[str] = (
        "这里是会议以外的学习培训：轮训、网络学习、自学，一人一次一条；"
        "支部会议和活动的学时由考勤得出，不用再登记。"
    )
    demands_person: ClassVar[bool] = True
