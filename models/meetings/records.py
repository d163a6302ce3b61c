"""Records of a meeting: what it was, who came, what was said, decided, voted and given to whom.

Who took part is a reference to a member; of a person who is not on file the name is kept instead.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from models.fields import Field, Kind

DASH = "、"
NAMED = "（不在名册）"


def _not_negative(number: int) -> str | None:
    return None if number >= 0 else "人数和票数不能小于0"


def _month(month: int) -> str | None:
    return None if 1 <= month <= 12 else "月份应在1到12之间"


def year_problem(year: int) -> str | None:
    """Return why a number is no year of the record, if it is none."""
    return None if 1921 <= year <= 2100 else "年度应为四位年份"


def clock_problem(text: str) -> str | None:
    """Return why a text is no time of day, if it is none."""
    is_clock = len(text) == 5 and text[2] == ":" and (text[:2] + text[3:]).isdecimal()
    return None if is_clock and text < "24:00" and text[3] < "6" else "时间应如14:30"


def count_field(label: str, *aliases: str) -> Field:
    """Return the field of a number of people or ballots."""
    return Field(label, Kind.INTEGER, width=4, check=_not_negative, aliases=aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting or activity; it may be of several types, of which `kind` is the main one.

    The counts are those of its day and stay as they are: 应到 and 实到 of all who should attend,
    and of those with a vote. They follow from the attendance list, or were typed where it names
    only some.
    """

    table: ClassVar[str] = "meeting"
    title: ClassVar[str] = "会议"

    id: int | None = None
    kind: Annotated[
        str,
        Field(
            "会议类型", Kind.CHOICE, required=True, choices="meeting_kind", width=6,
            aliases=("类型", "类别", "会议类别", "活动类型"),
        ),
    ]  # fmt: skip
    also: Annotated[str, Field("兼作", width=6)] = ""
    name: Annotated[
        str, Field("会议主题", width=14, aliases=("主题", "会议名称", "标题", "活动主题", "议题"))
    ] = ""
    held_on: Annotated[
        date | None, Field("日期", Kind.DATE, required=True, width=6, aliases=("时间", "会议时间"))
    ] = None
    starts_at: Annotated[
        str, Field("开始时间", Kind.TIME, width=4, check=clock_problem, aliases=("起始时间",))
    ] = ""
    ends_on: Annotated[date | None, Field("结束日期", Kind.DATE, width=6)] = None
    ends_at: Annotated[
        str, Field("结束时间", Kind.TIME, width=4, check=clock_problem, aliases=("散会时间",))
    ] = ""
    venue: Annotated[str, Field("地点", width=8, aliases=("会议地点", "活动地点"))] = ""
    group_id: Annotated[int | None, Field("党小组", Kind.REFERENCE, width=6)] = None
    chair_id: Annotated[int | None, Field("主持人", Kind.REFERENCE, width=5)] = None
    chair_name: Annotated[str, Field("主持人" + NAMED, Kind.NAME, width=5)] = ""
    recorder_id: Annotated[int | None, Field("记录人", Kind.REFERENCE, width=5)] = None
    recorder_name: Annotated[str, Field("记录人" + NAMED, Kind.NAME, width=5)] = ""
    lecturer: Annotated[str, Field("主讲人", width=6, aliases=("授课人", "党课主讲人"))] = ""
    observers: Annotated[str, Field("列席", Kind.LONG_TEXT, width=10, aliases=("列席人员",))] = ""
    campaign: Annotated[str, Field("专题", width=8)] = ""
    appraisal_year: Annotated[
        int | None, Field("评议年度", Kind.INTEGER, width=4, check=year_problem)
    ] = None
    serial: Annotated[
        int | None, Field("次数（自定）", Kind.INTEGER, width=4, check=_not_negative)
    ] = None
    study: Annotated[int | None, Field("学时", Kind.HOURS, width=4)] = None
    due: Annotated[int | None, count_field("应到", "应到人数")] = None
    present: Annotated[int | None, count_field("实到", "实到人数")] = None
    voters_due: Annotated[int | None, count_field("应到有表决权")] = None
    voters_present: Annotated[int | None, count_field("实到有表决权")] = None
    has_typed_counts: Annotated[bool, Field("人数手工填写", Kind.FLAG, width=4)] = False
    body: Annotated[
        str, Field("会议内容", Kind.LONG_TEXT, width=30, aliases=("主要内容", "内容", "活动内容"))
    ] = ""
    remark: Annotated[str, Field("备注", Kind.LONG_TEXT, width=8)] = ""
    recorded_at: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every type it is of, the main one first."""
        others = (kind.strip() for kind in self.also.split(DASH))
        return tuple(dict.fromkeys((self.kind, *filter(None, others))))

    @property
    def year(self) -> int:
        """The working year it stands in."""
        return self.held_on.year if self.held_on else 0

    @property
    def last_day(self) -> date | None:
        """The day it ended."""
        return self.ends_on or self.held_on

    @property
    def heading(self) -> str:
        """What it is called in a sentence: its day and main type."""
        if not self.held_on:
            return self.kind
        return f"{self.held_on.month}月{self.held_on.day}日{self.kind}"

    @property
    def span(self) -> tuple[str, str] | None:
        """When it began and ended as comparable texts, None where a time is not known."""
        if not (self.held_on and self.starts_at and self.ends_at):
            return None
        return f"{self.held_on} {self.starts_at}", f"{self.last_day} {self.ends_at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point of a meeting's agenda: what was reported on it and what was resolved."""

    table: ClassVar[str] = "agenda_item"
    title: ClassVar[str] = "议题"
    part_of: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")

    id: int | None = None
    meeting_id: int = 0
    place: int = 0
    topic: Annotated[str, Field("议题", width=14, aliases=("议程",))] = ""
    part: Annotated[str, Field("动作", Kind.CHOICE, choices="item_part", width=5)] = ""
    reporter: Annotated[str, Field("汇报人", width=6)] = ""
    report: Annotated[str, Field("传达或汇报", Kind.LONG_TEXT, width=24)] = ""
    resolution: Annotated[str, Field("决议", Kind.LONG_TEXT, width=20, aliases=("议定事项",))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What someone said to a point."""

    table: ClassVar[str] = "speech"
    title: ClassVar[str] = "发言"
    part_of: ClassVar[tuple[str, str]] = ("agenda_item", "item_id")

    id: int | None = None
    item_id: int = 0
    place: int = 0
    member_id: Annotated[int | None, Field("发言人", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("发言人" + NAMED, Kind.NAME, width=5)] = ""
    words: Annotated[str, Field("发言内容", Kind.LONG_TEXT, width=30)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTask:
    """What someone is to do by when, as a meeting decided."""

    table: ClassVar[str] = "meeting_task"
    title: ClassVar[str] = "会议任务"
    part_of: ClassVar[tuple[str, str]] = ("agenda_item", "item_id")

    id: int | None = None
    item_id: int = 0
    place: int = 0
    what: Annotated[str, Field("任务", Kind.LONG_TEXT, required=True, width=16)]
    member_id: Annotated[int | None, Field("责任人", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("责任人" + NAMED, width=8)] = ""
    due_on: Annotated[date | None, Field("完成时限", Kind.DATE, width=6)] = None
    done_on: Annotated[date | None, Field("完成日期", Kind.DATE, width=6)] = None
    result: Annotated[str, Field("完成情况", Kind.LONG_TEXT, width=12)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whether someone who should have attended a meeting did; `status` is "" until registered.

    One who is not counted among 应到 keeps the class, ground and approval of that (R-08).
    """

    table: ClassVar[str] = "attendance"
    title: ClassVar[str] = "出席"
    part_of: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")
    searched: ClassVar[bool] = False

    id: int | None = None
    meeting_id: int = 0
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    status: Annotated[str, Field("出席情况", Kind.CHOICE, choices="attendance", width=4)] = ""
    reason: Annotated[str, Field("原因", width=8, aliases=("缺席原因", "请假原因"))] = ""
    made_up_on: Annotated[date | None, Field("补课日期", Kind.DATE, width=6)] = None
    is_counted: Annotated[bool, Field("计入应到", Kind.FLAG, width=4)] = True
    may_vote: Annotated[bool, Field("有表决权", Kind.FLAG, width=4)] = True
    excluded_as: Annotated[
        str, Field("不计入应到的情形", Kind.CHOICE, choices="excluded", width=8)
    ] = ""
    ground: Annotated[str, Field("依据", width=10)] = ""
    approval: Annotated[str, Field("批准文号", width=8)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One vote on a matter, or on one person; the papers of absent voters are counted apart.

    发展党员工作细则（2026）第二十条 has 正式书面意见 counted among the votes; it makes nobody present.
    """

    table: ClassVar[str] = "vote"
    title: ClassVar[str] = "表决"
    part_of: ClassVar[tuple[str, str]] = ("agenda_item", "item_id")

    id: int | None = None
    item_id: int = 0
    place: int = 0
    kind: Annotated[
        str, Field("表决种类", Kind.CHOICE, required=True, choices="vote_kind", width=4)
    ] = "普通"
    subject: Annotated[str, Field("表决事项", width=14)] = ""
    member_id: Annotated[int | None, Field("表决对象", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("表决对象" + NAMED, width=5)] = ""
    method: Annotated[str, Field("表决方式", Kind.CHOICE, choices="vote_method", width=5)] = ""
    due: Annotated[int | None, count_field("应到会有表决权")] = None
    present: Annotated[int | None, count_field("实到会有表决权")] = None
    yes: Annotated[int, count_field("赞成")] = 0
    no: Annotated[int, count_field("不赞成", "反对")] = 0
    abstain: Annotated[int, count_field("弃权")] = 0
    written_yes: Annotated[int, count_field("书面赞成")] = 0
    written_no: Annotated[int, count_field("书面不赞成")] = 0
    written_abstain: Annotated[int, count_field("书面弃权")] = 0
    written_by: Annotated[str, Field("提出书面意见的人", width=10)] = ""
    passed_on: Annotated[date | None, Field("通过日期", Kind.DATE, width=6)] = None

    @property
    def cast(self) -> int:
        """The votes of those present."""
        return self.yes + self.no + self.abstain

    @property
    def written(self) -> int:
        """The written opinions."""
        return self.written_yes + self.written_no + self.written_abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One ballot for an office: the ballots given out, returned, valid, and how many to elect."""

    table: ClassVar[str] = "election"
    title: ClassVar[str] = "选举"
    part_of: ClassVar[tuple[str, str]] = ("agenda_item", "item_id")

    id: int | None = None
    item_id: int = 0
    place: int = 0
    office: Annotated[
        str, Field("选举职务", Kind.CHOICE, required=True, choices="office", width=5)
    ] = "委员"
    term: Annotated[str, Field("届次", width=5)] = ""
    seats: Annotated[int | None, count_field("应选人数")] = None
    due: Annotated[int | None, count_field("应到会有选举权")] = None
    present: Annotated[int | None, count_field("实到会有选举权")] = None
    voters: Annotated[int | None, count_field("投票人数")] = None
    issued: Annotated[int | None, count_field("发出选票")] = None
    returned: Annotated[int | None, count_field("收回选票")] = None
    valid: Annotated[int | None, count_field("有效票")] = None
    invalid: Annotated[int | None, count_field("无效票")] = None
    tellers: Annotated[str, Field("监票人和计票人", width=10)] = ""
    approval: Annotated[str, Field("批复文号", width=9)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person voted on in an election; one written in by voters was no candidate before."""

    table: ClassVar[str] = "candidate"
    title: ClassVar[str] = "候选人"
    part_of: ClassVar[tuple[str, str]] = ("election", "election_id")

    id: int | None = None
    election_id: int = 0
    place: int = 0
    member_id: Annotated[int | None, Field("姓名", Kind.REFERENCE, width=5)] = None
    name: Annotated[str, Field("姓名" + NAMED, Kind.NAME, width=5)] = ""
    is_written_in: Annotated[bool, Field("另选", Kind.FLAG, width=3)] = False
    yes: Annotated[int, count_field("赞成")] = 0
    no: Annotated[int, count_field("不赞成")] = 0
    abstain: Annotated[int, count_field("弃权")] = 0
    is_elected: Annotated[bool, Field("当选", Kind.FLAG, width=3)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """Why a meeting that was due in a month, or in the quarter or year begun with it, was not held."""

    table: ClassVar[str] = "not_held"
    title: ClassVar[str] = "未开说明"

    id: int | None = None
    kind: Annotated[
        str, Field("会议类型", Kind.CHOICE, required=True, choices="meeting_kind", width=6)
    ]
    year: Annotated[int, Field("年度", Kind.INTEGER, required=True, width=4, check=year_problem)]
    month: Annotated[int, Field("月份", Kind.INTEGER, required=True, width=3, check=_month)]
    group_id: Annotated[int | None, Field("党小组", Kind.REFERENCE, width=6)] = None
    reason: Annotated[str, Field("未开原因", Kind.LONG_TEXT, required=True, width=20)]
    recorded_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKind:
    """A type of meeting that the branch added: who should attend, and whether it gives 学时."""

    table: ClassVar[str] = "own_kind"
    title: ClassVar[str] = "自设会议类型"

    id: int | None = None
    name: Annotated[str, Field("类型名称", required=True, width=8)]
    scope: Annotated[str, Field("应参加的人", Kind.CHOICE, choices="scope", width=5)] = "全体"
    sheet: Annotated[str, Field("记录全称", width=14)] = ""
    is_study: Annotated[bool, Field("计学时", Kind.FLAG, width=4)] = False
    place: int = 0

    def problems(self) -> dict[str, str | None]:
        """Return what makes its name no name of a type."""
        return {"name": f"类型名称里不能有“{DASH}”"} if DASH in self.name else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A type's agenda as the branch keeps it, one point a line, to begin a meeting with."""

    table: ClassVar[str] = "meeting_template"
    title: ClassVar[str] = "议程模板"

    id: int | None = None
    kind: Annotated[
        str, Field("会议类型", Kind.CHOICE, required=True, choices="meeting_kind", width=6)
    ]
    name: Annotated[str, Field("模板名称", required=True, width=10)]
    topics: Annotated[str, Field("议程", Kind.LONG_TEXT, width=24)] = ""
    required_parts: Annotated[str, Field("规定动作", Kind.LONG_TEXT, width=16)] = ""
    chosen_parts: Annotated[str, Field("自选动作", Kind.LONG_TEXT, width=16)] = ""
    is_hidden: Annotated[bool, Field("不再使用", Kind.FLAG, width=4)] = False
    place: int = 0
