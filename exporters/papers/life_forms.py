"""The forms of an 组织生活会: to fill in by hand before and at it, with what is on record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.ledgers.meetings import NUMBER
from exporters.papers.held import Held, has_committee
from exporters.papers.life import GROUP, is_life_meeting, life_year, of_life_meeting
from exporters.papers.paper import declaring
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures, Table
from models.codes import labels
from models.errors import NotFound
from models.fields import Field, Kind, field_of
from models.life.records import LifeEntry
from models.meetings.attending import due_on
from models.meetings.people import name_in, told_apart
from models.meetings.reading import BETWEEN, iso, of_meetings
from models.meetings.records import Meeting
from models.members.standing import Roll, members_on

if TYPE_CHECKING:
    from exporters.sheet import Block, Row
    from models.store import Store

_NAME = Field("姓名", Kind.NAME, width=6, name="name")
_CRITICISM = "批评意见"
_BY_HAND = "没有登记的空着，据实手写。"
_FREE_ROWS, _FREE_LINES = 8, "\n" * 7
_LATE = "99"
"""After any time of a day: who does not know the hour cannot say what came before."""


def _of_meeting(store: Store, meeting_id: int, code: str, name: str, *blocks: Block) -> Sheet:
    held = Held.of(store, meeting_id)
    if not is_life_meeting(held.meeting):
        raise NotFound(f"这次会议不是组织生活会，没有{name}；请改选会议记录。")
    day = chinese_day(held.meeting.held_on) if held.meeting.held_on else ""
    return Sheet(
        title=name,
        code=code,
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}{name}",
        blocks=(
            Line(f"党支部：{held.branch.heading}", "", f"会议日期：{day}"),
            *blocks,
        ),
    )


def _study(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    """Return what was studied before: the meetings of the same 专题, and free lines."""
    before = _studied_before(store, store.get(Meeting, meeting_id))
    columns = (
        NUMBER,
        Field("日期", Kind.DATE, width=6, name="day"),
        Field("方式", width=6, name="way"),
        Field("学习内容", width=18, name="what"),
        Field("参加人数", Kind.INTEGER, width=5, name="present"),
        Field("备注", width=6, name="note"),
    )
    rows: list[Row] = [
        (place, each.held_on, "、".join(each.kinds), each.name, each.present, "")
        for place, each in enumerate(before, 1)
    ]
    rows += [("", None, "", "", None, "")] * max(_FREE_ROWS - len(rows), 2)
    table = Table(columns, tuple(rows), row_mm=10)
    sign = Signatures(("记录人（签名）：", "支部书记（签名）："))
    note = Paragraph(f"列出这一年度会前同一专题的会议；{_BY_HAND}", "note")
    return _of_meeting(store, meeting_id, "life-study", "组织生活会会前学习记录", table, note, sign)


def _studied_before(store: Store, meeting: Meeting) -> list[Meeting]:
    """Return the meetings of the same 专题 in the year an 组织生活会 is of, up to its beginning."""
    last = meeting.held_on
    if not (meeting.campaign and last):
        return []
    first = date(min(life_year(meeting), last.year), 1, 1)
    return [
        each
        for each in of_meetings(store, Meeting, BETWEEN, *iso(first, last))
        if each.campaign == meeting.campaign
        and not is_life_meeting(each)
        and (each.held_on, each.starts_at or _LATE) < (last, meeting.starts_at)
    ]


def _outlines(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    day = held.meeting.held_on
    posts = {one.member.id: one.post for one in Roll(store).everyone_on(day)} if day else {}
    entries = held.minutes.attendance or due_on(store, held.meeting, held.kinds)
    columns = (
        NUMBER,
        _NAME,
        Field("党内职务", width=8, name="post"),
        Field("发言提纲", width=6, name="outline"),
        Field("交来日期", width=7, name="day"),
        Field("收到人签名", width=8, name="sign"),
    )
    rows = tuple(
        (place, held.who(one), posts.get(one.member_id, ""), "", "", "")
        for place, one in enumerate(entries, 1)
    )
    table, sign = Table(columns, rows, row_mm=7), Signatures(("收缴人（签名）：",))
    return _of_meeting(store, meeting_id, "life-outlines", "发言提纲收缴表", table, sign)


def _of_year(store: Store, asked: Asked, code: str, name: str, *blocks: Block) -> Sheet:
    branch = store.branch
    return Sheet(
        title=name,
        code=code,
        paper="A4",
        stem=f"{branch.heading}{asked.year}年度{name}",
        blocks=(Line(f"党支部：{branch.heading}", "", f"{asked.year} 年度"), *blocks),
    )


def _lead(store: Store, asked: Asked) -> str:
    return "支委会班子" if has_committee(members_on(store, asked.day)) else "支部班子"


def _leaders(store: Store, asked: Asked) -> str:
    return "支委会成员" if has_committee(members_on(store, asked.day)) else "书记、副书记"


def _opinion_form(store: Store, _record: int, asked: Asked) -> Sheet:
    facts = Facts(
        (
            Fact("填表人", "（可以不填）"),
            Fact("日期"),
            Fact(f"对{_lead(store, asked)}的意见建议", _FREE_LINES, wide=True),
            Fact(f"对{_leaders(store, asked)}的意见建议", _FREE_LINES, wide=True),
            Fact("对支部工作的意见建议", _FREE_LINES, wide=True),
        )
    )
    note = Paragraph("请如实填写，可以不署名；交回后由支部汇总。", "note")
    return _of_year(store, asked, "opinion-form", "组织生活会征求意见表", facts, note)


def _criticism(store: Store, _record: int, asked: Asked) -> Sheet:
    names = told_apart(store)
    found = [one for one in store.where(LifeEntry, year=asked.year) if one.kind == _CRITICISM]
    found.sort(key=lambda one: (one.place, one.id or 0))
    columns = (
        NUMBER,
        Field("被批评人", Kind.NAME, width=6, name="who"),
        Field("批评人", Kind.NAME, width=6, name="by"),
        Field("批评意见", Kind.LONG_TEXT, width=20, name="problem"),
        field_of(LifeEntry, "measure"),
    )
    rows: list[Row] = [
        (place, name_in(one, names), one.raised_by, one.problem, one.measure)
        for place, one in enumerate(found, 1)
    ]
    rows = rows or [("", "", "", "", "")] * _FREE_ROWS
    table = Table(columns, tuple(rows), row_mm=10)
    sign = Signatures(("记录人（签名）：", "主持人（签名）："))
    note = Paragraph(_BY_HAND, "note")
    return _of_year(store, asked, "criticism", "组织生活会批评意见记录", table, note, sign)


def _committee_ballot(store: Store, _record: int, asked: Asked) -> Sheet:
    grades = tuple(Field(grade, width=5, name=grade) for grade in labels("board_grade"))
    columns = (
        Field("测评对象", width=12, name="what"),
        *grades,
        Field("意见建议", width=14, name="n"),
    )
    table = Table(columns, ((_lead(store, asked), *("" for _ in grades), ""),), row_mm=25)
    note = Paragraph("只在一个等次下画“√”；本票无记名。等次是地方做法，以上级通知为准。", "note")
    return _of_year(store, asked, "committee-ballot", f"{_lead(store, asked)}评议票", table, note)


_declare = declaring(GROUP)
LIFE_STUDY = of_life_meeting("life-study", "会前学习记录", _study)
LIFE_OUTLINES = of_life_meeting("life-outlines", "发言提纲收缴表", _outlines)
OPINION_FORM = _declare("opinion-form", "征求意见表", _opinion_form)
CRITICISM = _declare("criticism", "批评意见记录", _criticism)
COMMITTEE_BALLOT = _declare("committee-ballot", "班子评议票", _committee_ballot)
