"""What of organisation life stands beside the meetings: each kind of record in a tab of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

from models.fields import Field, Kind
from models.life.records import DualLife, LifeEntry, Service, ServicePerson, Study, Thought
from models.life.taking_part import names_listed, save_service
from models.meetings.records import Meeting
from ui.pages.life_page import PEOPLE, LifePage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.change import Change
    from models.store import Store

_SERVING = Field("参加人", Kind.CHOICE, width=16, name="people")


class ServicesPage(LifePage):
    """志愿服务 and 社区报到: what was done, and who did it."""

    tables: ClassVar[frozenset[str]] = PEOPLE | {Service.table, ServicePerson.table}
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


class ProblemsPage(LifePage):
    """组织生活会: problems, opinions asked for and criticism, and what was done about them."""

    tables: ClassVar[frozenset[str]] = PEOPLE | {LifeEntry.table, Meeting.table}
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

    tables: ClassVar[frozenset[str]] = PEOPLE | {DualLife.table, Meeting.table}
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

    tables: ClassVar[frozenset[str]] = PEOPLE | {Thought.table}
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

    tables: ClassVar[frozenset[str]] = PEOPLE | {Study.table}
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
