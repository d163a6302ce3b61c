"""谈话记录, 测评票 and its 汇总表, and the papers of an 组织生活会 as far as records carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day, year_line
from exporters.ledgers.life import result_values, whom
from exporters.ledgers.meetings import NUMBER
from exporters.papers.held import BLANK, Held, han, signed
from exporters.papers.paper import declaring
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures, Table
from models.errors import NotFound
from models.fields import Field, Kind, field_of
from models.life.records import Appraisal, AppraisalResult, LifeEntry, Talk, TalkPerson
from models.meetings.kinds import LIFE
from models.meetings.people import name_in, told_apart
from models.meetings.records import Meeting
from models.meetings.settings import meeting_settings
from models.members.standing import members_on

if TYPE_CHECKING:
    from models.store import Store

_NAME = Field("姓名", Kind.NAME, width=6, name="name")
_GRADES = ("优秀", "合格", "基本合格", "不合格")
_OPINION = "征求意见"
GROUP = "组织生活会和民主评议"
"""The heading under which these papers are chosen."""


def _talk(store: Store, talk_id: int, _asked: Asked) -> Sheet:
    talk, names = store.get(Talk, talk_id), told_apart(store)
    people = store.where(TalkPerson, talk_id=talk_id)

    def side(*, is_host: bool) -> str:
        return "、".join(name_in(one, names) for one in people if one.is_host == is_host)

    when = f"{chinese_day(talk.held_on)}{talk.starts_at}" if talk.held_on else ""
    facts = (
        Fact("谈话人", side(is_host=True), kind=Kind.NAME),
        Fact("谈话对象", side(is_host=False), kind=Kind.NAME),
        Fact("时间", when),
        Fact("地点", talk.venue),
        Fact("方式", talk.way),
        Fact("五必谈情形", talk.occasion),
        Fact("提纲", talk.outline, wide=True),
        Fact("谈话内容", talk.content, wide=True),
        Fact("意见建议和落实情况", talk.result, wide=True),
        Fact("备注", talk.remark, wide=True),
    )
    return Sheet(
        title="谈心谈话记录",
        code="talk",
        paper="A4",
        record=str(talk_id),
        stem=f"{store.branch.heading}{talk.held_on}谈心谈话记录{talk_id}",
        blocks=(
            Line(f"党支部：{store.branch.heading}"),
            Facts(facts),
            Signatures(("谈话人（签名）：", "谈话对象（签名）：")),
        ),
    )


def _results(store: Store, held: Appraisal, day: Asked) -> list[AppraisalResult]:
    """Return a round's results, before there are any the members who take part."""
    if found := store.where(AppraisalResult, appraisal_id=held.id):
        return found
    return [
        AppraisalResult(member_id=one.member.id, is_probationary=one.category != "正式党员")
        for one in members_on(store, held.began_on or day.day)
    ]


def _ballot(store: Store, appraisal_id: int, asked: Asked) -> Sheet:
    held, names = store.get(Appraisal, appraisal_id), told_apart(store)
    graded = [
        one
        for one in _results(store, held, asked)
        if not one.is_probationary or meeting_settings(store).grades_probationary
    ]
    columns = (NUMBER, _NAME, *(Field(grade, width=5, name=grade) for grade in _GRADES))
    rows = tuple((n, name_in(one, names), "", "", "", "") for n, one in enumerate(graded, 1))
    return Sheet(
        title="民主评议党员测评票",
        code="appraisal-ballot",
        paper="A4",
        record=str(appraisal_id),
        stem=f"{store.branch.heading}{held.heading}民主评议测评票{appraisal_id}",
        blocks=(
            Line(f"党支部：{store.branch.heading}", held.heading, ""),
            Table(columns, rows),
            Paragraph("每人只在一个等次下画“√”；本票无记名。", "note"),
            Paragraph("优秀等次一般不超过党员总数的三分之一；预备党员参加评议，不评等次。", "note"),
        ),
    )


_RESULT = tuple(
    field_of(AppraisalResult, name)
    for name in ("self_grade", "excellent", "qualified", "basic", "failing", "grade", "opinion")
)


def _appraisal_summary(store: Store, appraisal_id: int, asked: Asked) -> Sheet:
    held, names = store.get(Appraisal, appraisal_id), told_apart(store)
    rows = tuple(
        (
            number,
            name_in(one, names),
            "预备党员" if one.is_probationary else "正式党员",
            *result_values(one, _RESULT),
        )
        for number, one in enumerate(_results(store, held, asked), 1)
    )
    counts = (
        ("应到", held.due), ("实到", held.present), ("发出", held.issued), ("收回", held.returned),
        ("有效", held.valid),
    )  # fmt: skip
    known = "，".join(f"{label}{number}" for label, number in counts if number is not None)
    return Sheet(
        title="民主评议党员测评汇总表",
        code="appraisal-summary",
        paper="A4 landscape",
        record=str(appraisal_id),
        stem=f"{store.branch.heading}{held.heading}民主评议汇总表{appraisal_id}",
        blocks=(
            Line(f"党支部：{store.branch.heading}", held.heading, known),
            Table((NUMBER, _NAME, Field("人员类别", width=5, name="category"), *_RESULT), rows),
            Signatures(("计票人（签名）：", "监票人（签名）：", "支部书记（签名）：")),
        ),
    )


def is_life_meeting(meeting: Meeting) -> bool:
    """Return whether a meeting is an 组织生活会."""
    return LIFE in meeting.kinds


def life_year(meeting: Meeting) -> int:
    """Return the year an 组织生活会 is of; it is often held early in the next."""
    return meeting.appraisal_year or meeting.year


def _plan(store: Store, meeting_id: int, asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    meeting = held.meeting
    if not is_life_meeting(meeting):
        raise NotFound("这次会议不是组织生活会，请改选会议通知。")
    topics = [point.item.topic for point in held.minutes.points if point.item.topic]
    chair = held.who(meeting, "chair_id")
    parts = (
        ("会议主题", [meeting.name or BLANK]),
        ("时间和地点", [f"{held.when or BLANK}，{meeting.venue or BLANK}"]),
        ("参加人员", [held.circle, *meeting.observers.split()]),
        ("会议主持", [chair or BLANK]),
        ("会前准备", [f"学习内容：{BLANK}", f"征求意见：{BLANK}", f"谈心谈话：{BLANK}"]),
        ("会议议程", topics or [BLANK]),
    )
    blocks = [
        block
        for number, (head, lines) in enumerate(parts, 1)
        for block in (
            Paragraph(f"{han(number)}、{head}", "heading1"),
            *(Paragraph(line if line.endswith(BLANK) else f"{line}。") for line in lines),
        )
    ]
    return Sheet(
        title=held.titled("党支部组织生活会方案"),
        code="life-plan",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}方案",
        blocks=(
            *blocks,
            signed(held.branch, asked.made_on),
        ),
    )


def _entries(store: Store, asked: Asked, *names: str, opinions: bool) -> Table:
    people = told_apart(store)
    found = store.where(LifeEntry, year=asked.year)
    wanted = [one for one in found if (one.kind == _OPINION) == opinions]
    wanted.sort(key=lambda one: (one.place, one.id or 0))
    fields = tuple(field_of(LifeEntry, name) for name in names)
    rows = tuple(
        (
            number,
            whom(one, people, "党支部"),
            *(getattr(one, field.name) for field in fields),
        )
        for number, one in enumerate(wanted, 1)
    )
    return Table((NUMBER, Field("对象", Kind.NAME, width=5, name="who"), *fields), rows)


def _year_sheet(store: Store, asked: Asked, code: str, name: str, table: Table) -> Sheet:
    branch = store.branch
    return Sheet(
        title=name,
        code=code,
        paper="A4 landscape",
        stem=f"{branch.heading}{name}{asked.year}年度",
        blocks=(
            year_line(branch, asked),
            table,
            Signatures(("填表人（签名）：", "支部书记（签名）：")),
        ),
    )


def _opinions(store: Store, _record: int, asked: Asked) -> Sheet:
    table = _entries(store, asked, "raised_by", "problem", "measure", "result", opinions=True)
    return _year_sheet(store, asked, "opinions", "组织生活会征求意见汇总表", table)


def _problems(store: Store, _record: int, asked: Asked) -> Sheet:
    names = ("kind", "raised_by", "problem", "measure", "owner", "due_on", "done_on", "result")
    table = _entries(store, asked, *names, opinions=False)
    return _year_sheet(store, asked, "problems", "组织生活会问题整改清单", table)


_of_round, _of_year = declaring(GROUP, Appraisal), declaring(GROUP)
of_life_meeting = declaring(GROUP, Meeting, is_life_meeting)
TALK = declaring(GROUP, Talk)("talk", "谈心谈话记录", _talk)
APPRAISAL_BALLOT = _of_round("appraisal-ballot", "民主评议测评票", _ballot)
APPRAISAL_SUMMARY = _of_round("appraisal-summary", "民主评议汇总表", _appraisal_summary)
LIFE_PLAN = of_life_meeting("life-plan", "组织生活会方案", _plan)
OPINIONS = _of_year("opinions", "征求意见汇总表", _opinions)
PROBLEMS = _of_year("problems", "问题整改清单", _problems)
