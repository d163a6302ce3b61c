"""支委会分工, 批复登记: what was reported upward and what came back, as far as records carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, year_line
from exporters.ledgers.meetings import NUMBER, held_in
from exporters.papers.held import BLANK, committee_name, has_committee, signed
from exporters.papers.paper import Paper
from exporters.sheet import Paragraph, Sheet, Signatures, Table
from models.fields import Field, Kind
from models.meetings.people import told_apart
from models.members.standing import members_on
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from exporters.sheet import Row
    from models.store import Store

_FREE_ROWS, _FREE_REPLIES = 5, 8


def _duties(store: Store, _record: int, asked: Asked) -> Sheet:
    branch = store.branch
    columns = (
        NUMBER,
        Field("姓名", Kind.NAME, width=6, name="name"),
        Field("党内职务", width=8, name="post"),
        Field("分工", Kind.LONG_TEXT, width=20, name="duty"),
    )
    people, names = members_on(store, asked.day), told_apart(store)
    held = [
        (names[post.member_id], post.post, post.duty)
        for one in people
        for post in committee_posts(one)
    ]
    rows = tuple((place, *one) for place, one in enumerate(held, 1))
    title, opening = "关于党支部分工的报告", f"{branch.name}于{BLANK}年　　月　　日研究了分工"
    if has_committee(people):
        title = "关于支部委员会委员分工的报告"
        opening = f"{committee_name(branch)}于{BLANK}年　　月　　日召开会议，研究了委员分工"
    return Sheet(
        title=title,
        code="duties",
        paper="A4",
        stem=f"{branch.heading}支委会分工报告{asked.made_on}",
        blocks=(
            Paragraph(f"{branch.superior or BLANK * 2}：", "flush"),
            Paragraph(f"{opening}，现报告如下："),
            Table(columns, rows or ((None, "", "", ""),) * _FREE_ROWS),
            signed(branch, asked.made_on),
        ),
    )


def _replies(store: Store, _record: int, asked: Asked) -> Sheet:
    branch = store.branch
    columns = (
        NUMBER,
        Field("请示或报告的事项", width=16, name="what"),
        Field("上报日期", width=7, name="sent"),
        Field("批复机关", width=10, name="by"),
        Field("批复文号", width=10, name="approval"),
        Field("批复日期", width=7, name="day"),
        Field("办理情况", width=10, name="done"),
    )
    known = [
        (f"{minutes.meeting.year}年选举{ballot.election.office}", ballot.election.approval)
        for minutes in held_in(store, asked)
        for ballot in minutes.ballots
        if ballot.election.approval
    ]
    rows: list[Row] = [
        (place, what, "", "", approval, "", "") for place, (what, approval) in enumerate(known, 1)
    ]
    rows += [(None, "", "", "", "", "", "")] * (_FREE_REPLIES - len(rows))
    return Sheet(
        title="请示报告和批复登记表",
        code="replies",
        paper="A4 landscape",
        stem=f"{branch.heading}{asked.year}年度批复登记表",
        blocks=(
            year_line(branch, asked),
            Table(columns, tuple(rows), row_mm=11),
            Paragraph("列出选举记录中登记的批复；没有登记的空着，据实手写。", "note"),
            Signatures(("登记人（签名）：", "支部书记（签名）：")),
        ),
    )


DUTIES = Paper(code="duties", name="支委会分工报告", record_type=None, make=_duties, group="选举")
REPLIES = Paper(
    code="replies", name="批复登记表", record_type=None, make=_replies, group="请示和报告"
)
