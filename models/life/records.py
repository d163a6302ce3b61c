"""Records of organisation life beside its meetings: talks, appraisal, problems, studies, service."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from models.fields import Field, Kind
from models.meetings.records import NAMED, clock_problem, count_field, year_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One heart-to-heart talk (谈心谈话); who took part are its `TalkPerson`s."""

    table: ClassVar[str] = "talk"
    title: ClassVar[str] = "谈心谈话"

    id: int | None = None
    held_on: Annotated[date | None, Field("时间", Kind.DATE, required=True, width=6)] = None
    starts_at: Annotated[str, Field("开始时间", Kind.TIME, width=4, check=clock_problem)] = ""
    way: Annotated[str, Field("方式", Kind.CHOICE, choices="talk_way", width=4)] = "个别"
    occasion: Annotated[str, Field("五必谈情形", Kind.CHOICE, choices="talk_occasion", width=6)] = (
        ""
    )
    venue: Annotated[str, Field("地点", width=8)] = ""
    outline: Annotated[str, Field("提纲", Kind.LONG_TEXT, width=14)] = ""
    content: Annotated[str, Field("谈话内容", Kind.LONG_TEXT, width=24)] = ""
    result: Annotated[str, Field("意见建议和落实情况", Kind.LONG_TEXT, width=14)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPerson:
    """Someone who talked to others, or was talked to."""

    table: ClassVar[str] = "talk_person"
    title: ClassVar[str] = "谈话人"
    part_of: ClassVar[tuple[str, str]] = ("talk", "talk_id")
    searched: ClassVar[bool] = False

    id: int | None = None
    talk_id: int = 0
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    is_host: Annotated[bool, Field("谈话人", Kind.FLAG, width=4)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """One round of 民主评议党员: its year, its days, its ballots."""

    table: ClassVar[str] = "appraisal"
    title: ClassVar[str] = "民主评议"

    id: int | None = None
    year: Annotated[
        int, Field("评议年度", Kind.INTEGER, required=True, width=4, check=year_problem)
    ]
    batch: Annotated[str, Field("批次", width=5)] = ""
    meeting_id: Annotated[int | None, Field("会议", Kind.REFERENCE)] = None
    began_on: Annotated[date | None, Field("评议开始日期", Kind.DATE, width=6)] = None
    ended_on: Annotated[date | None, Field("评议结束日期", Kind.DATE, width=6)] = None
    due: Annotated[int | None, count_field("应到")] = None
    present: Annotated[int | None, count_field("实到")] = None
    issued: Annotated[int | None, count_field("发出测评票")] = None
    returned: Annotated[int | None, count_field("收回测评票")] = None
    valid: Annotated[int | None, count_field("有效票")] = None
    remark: Annotated[str, Field("备注", width=8)] = ""

    @property
    def heading(self) -> str:
        """What the round is called: 2026年度第一批, but 2026年度 for a batch called 年度."""
        year = f"{self.year}年度"
        return year + self.batch.removeprefix(year).removeprefix("年度")


GRADE_VOTES = ("excellent", "qualified", "basic", "failing")
"""The columns of votes on one member; while all are 0 no vote is on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalResult:
    """What a round of 民主评议 gave one member: votes a grade, the grade, what follows.

    预备党员 take part and are given no grade.
    """

    table: ClassVar[str] = "appraisal_result"
    title: ClassVar[str] = "评议结果"
    part_of: ClassVar[tuple[str, str]] = ("appraisal", "appraisal_id")

    id: int | None = None
    appraisal_id: int = 0
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    is_probationary: Annotated[bool, Field("预备党员", Kind.FLAG, width=4)] = False
    self_grade: Annotated[str, Field("自评", Kind.CHOICE, choices="grade", width=4)] = ""
    excellent: Annotated[int, count_field("优秀票")] = 0
    qualified: Annotated[int, count_field("合格票")] = 0
    basic: Annotated[int, count_field("基本合格票")] = 0
    failing: Annotated[int, count_field("不合格票")] = 0
    grade: Annotated[str, Field("等次", Kind.CHOICE, choices="grade", width=4)] = ""
    opinion: Annotated[str, Field("组织评定意见", Kind.LONG_TEXT, width=16)] = ""
    disposal: Annotated[str, Field("处置", width=8)] = ""

    @property
    def votes(self) -> int:
        """The votes given on the member."""
        return self.excellent + self.qualified + self.basic + self.failing


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEntry:
    """A problem, an opinion asked for or a criticism of an 组织生活会, and what was done about it."""

    table: ClassVar[str] = "life_entry"
    title: ClassVar[str] = "问题和整改"

    id: int | None = None
    year: Annotated[int, Field("年度", Kind.INTEGER, required=True, width=4, check=year_problem)]
    meeting_id: Annotated[int | None, Field("会议", Kind.REFERENCE)] = None
    place: int = 0
    kind: Annotated[
        str, Field("类别", Kind.CHOICE, required=True, choices="life_kind", width=5)
    ] = "班子问题"
    member_id: Annotated[int | None, Field("涉及的人", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("涉及的人" + NAMED, width=5)] = ""
    raised_by: Annotated[str, Field("提出人", width=6)] = ""
    problem: Annotated[str, Field("问题或意见", Kind.LONG_TEXT, required=True, width=18)]
    measure: Annotated[str, Field("整改措施", Kind.LONG_TEXT, width=18)] = ""
    owner: Annotated[str, Field("责任人", width=6)] = ""
    due_on: Annotated[date | None, Field("整改时限", Kind.DATE, width=6)] = None
    done_on: Annotated[date | None, Field("完成日期", Kind.DATE, width=6)] = None
    result: Annotated[str, Field("整改结果", Kind.LONG_TEXT, width=12)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DualLife:
    """A leading member's part in the life of the branch or of a leading group (双重组织生活)."""

    table: ClassVar[str] = "dual_life"
    title: ClassVar[str] = "双重组织生活"

    id: int | None = None
    held_on: Annotated[date | None, Field("日期", Kind.DATE, required=True, width=6)] = None
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    office: Annotated[str, Field("职务", width=8)] = ""
    meeting_id: Annotated[int | None, Field("会议", Kind.REFERENCE)] = None
    kind: Annotated[str, Field("参加形式", Kind.CHOICE, choices="dual_kind", width=5)] = "参加会议"
    body: Annotated[str, Field("所在支部或小组", width=10)] = ""
    content: Annotated[str, Field("内容", Kind.LONG_TEXT, width=18)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """An analysis of what members think and need (思想动态), of one or of the branch."""

    table: ClassVar[str] = "thought"
    title: ClassVar[str] = "思想动态分析"

    id: int | None = None
    made_on: Annotated[date | None, Field("分析日期", Kind.DATE, required=True, width=6)] = None
    member_id: Annotated[int | None, Field("党员", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("党员" + NAMED, Kind.NAME, width=5)] = ""
    made_by: Annotated[str, Field("分析人", width=6)] = ""
    state: Annotated[str, Field("思想状况", Kind.LONG_TEXT, required=True, width=20)]
    problem: Annotated[str, Field("主要问题", Kind.LONG_TEXT, width=14)] = ""
    measure: Annotated[str, Field("工作措施", Kind.LONG_TEXT, width=14)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One piece of volunteer service or 社区报到; who served are its `ServicePerson`s."""

    table: ClassVar[str] = "service"
    title: ClassVar[str] = "志愿服务"

    id: int | None = None
    held_on: Annotated[date | None, Field("日期", Kind.DATE, required=True, width=6)] = None
    name: Annotated[str, Field("项目", required=True, width=12)]
    venue: Annotated[str, Field("地点", width=8)] = ""
    hours: Annotated[int | None, Field("时长（小时）", Kind.HOURS, width=4)] = None
    is_reporting: Annotated[bool, Field("社区报到", Kind.FLAG, width=4)] = False
    result: Annotated[str, Field("成效", Kind.LONG_TEXT, width=16)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePerson:
    """Someone who served; `hours` only where they differ from the others'."""

    table: ClassVar[str] = "service_person"
    title: ClassVar[str] = "志愿服务参加人"
    part_of: ClassVar[tuple[str, str]] = ("service", "service_id")
    searched: ClassVar[bool] = False

    id: int | None = None
    service_id: int = 0
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    hours: Annotated[int | None, Field("时长（小时）", Kind.HOURS, width=4)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """学时 someone gained elsewhere than at the branch's own meetings, in tenths."""

    table: ClassVar[str] = "study"
    title: ClassVar[str] = "学习培训"

    id: int | None = None
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    held_on: Annotated[date | None, Field("日期", Kind.DATE, required=True, width=6)] = None
    ends_on: Annotated[date | None, Field("结束日期", Kind.DATE, width=6)] = None
    content: Annotated[str, Field("内容", required=True, width=16)]
    form: Annotated[str, Field("形式", Kind.CHOICE, choices="study_form", width=5)] = ""
    organiser: Annotated[str, Field("组织单位", width=10)] = ""
    hours: Annotated[int, Field("学时", Kind.HOURS, required=True, width=4)] = 0
