"""Elections: 选票, 计票单, 选举结果报告单, and the outline of a 换届请示."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.ledgers.meetings import NUMBER
from exporters.papers.held import BLANK, has_committee, signed
from exporters.papers.paper import declaring
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures, Table
from models.fields import Field, Kind
from models.meetings.people import name_in, told_apart
from models.meetings.records import AgendaItem, Candidate, Election, Meeting
from models.members.standing import members_on
from models.rules.structure import committee_posts
from models.strokes import stroke_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.store import Store

_GROUP = "选举"
_NAME = Field("候选人姓名", Kind.NAME, width=8, name="name")
_COUNTS = (
    ("应到会有选举权", "due", "人"), ("实到会有选举权", "present", "人"), ("应选人数", "seats", "人"),
    ("投票人数", "voters", "人"), ("发出选票", "issued", "张"), ("收回选票", "returned", "张"),
    ("有效票", "valid", "张"), ("无效票", "invalid", "张"),
)  # fmt: skip


COMMITTEE_MEMBER = "委员"
"""The office of resources/codes/office.toml that a committee's members are elected to."""


def ballot_of(store: Store, election_id: int) -> tuple[Election, list[Candidate], Meeting]:
    """Return an election with its candidates in their order, and the meeting it was held in."""
    election = store.get(Election, election_id)
    meeting = store.get(Meeting, store.get(AgendaItem, election.item_id).meeting_id)
    found = store.where(Candidate, election_id=election_id)
    return election, sorted(found, key=lambda one: one.place), meeting


def standing_of(
    election: Election, candidates: Iterable[Candidate], names: Mapping[int, str]
) -> list[Candidate]:
    """Return those who stand in the order of the ballot (选举工作条例第二十四条).

    委员 stand by 姓氏笔画; for any other office the order is the superior's, as it was entered.
    """
    standing = [one for one in candidates if not one.is_written_in]
    if election.office == COMMITTEE_MEMBER:
        # What tells namesakes apart stands behind the name, in brackets, and is no part of it.
        standing.sort(key=lambda one: stroke_key(name_in(one, names).partition("（")[0]))
    return standing


def _head(store: Store, election: Election, meeting: Meeting) -> Line:
    return Line(
        f"党支部：{store.branch.heading}",
        " ".join(filter(None, (election.term, f"选举{election.office}"))),
        f"日期：{chinese_day(meeting.held_on)}" if meeting.held_on else "日期：",
    )


def _stem(store: Store, election: Election, meeting: Meeting) -> str:
    return f"{store.branch.heading}{meeting.held_on}选举{election.office}{election.id}"


def _open_rows(election: Election, width: int) -> list[tuple[str, ...]]:
    """Return a free row a seat, for those whom voters write in."""
    return [("",) * width] * (election.seats or 1)


def _ballot(store: Store, election_id: int, _asked: Asked) -> Sheet:
    election, candidates, meeting = ballot_of(store, election_id)
    names = told_apart(store)
    columns = (_NAME, *(Field(word, width=6, name=word) for word in ("赞成", "不赞成", "弃权")))
    others = (Field("另选人姓名", width=8, name="other"), Field("赞成", width=6, name="yes"))
    rows = tuple(
        (name_in(one, names), "", "", "") for one in standing_of(election, candidates, names)
    )
    seats = "　　" if election.seats is None else str(election.seats)
    return Sheet(
        title=f"选举{election.office}选票",
        code="ballot",
        paper="A4",
        record=str(election_id),
        stem=f"{_stem(store, election, meeting)}选票",
        blocks=(
            _head(store, election, meeting),
            Table(columns, rows, row_mm=10),
            Paragraph("另选他人：", "note"),
            Table(others, tuple(_open_rows(election, len(others))), row_mm=10),
            Paragraph(
                f"应选{seats}人。每张选票所选人数等于或少于应选人数的有效，多于应选人数的无效。",
                "note",
            ),
            Paragraph(
                "对候选人赞成、不赞成或弃权的，在相应栏内画“○”；不赞成的可以另选他人，"
                "弃权的不能另选他人。本票无记名。",
                "note",
            ),
        ),
    )


def _tally(store: Store, election_id: int, _asked: Asked) -> Sheet:
    election, candidates, meeting = ballot_of(store, election_id)
    names = told_apart(store)
    columns = (
        NUMBER,
        _NAME,
        Field("赞成（画“正”）", width=14, name="yes"),
        Field("赞成票", width=4, name="total"),
        Field("不赞成票", width=5, name="no"),
        Field("弃权票", width=4, name="abstain"),
    )
    listed = [name_in(one, names) for one in standing_of(election, candidates, names)]
    listed += [""] * (election.seats or 1)
    rows = tuple((number, name, "", "", "", "") for number, name in enumerate(listed, 1))
    return Sheet(
        title=f"选举{election.office}计票单",
        code="tally",
        paper="A4",
        record=str(election_id),
        stem=f"{_stem(store, election, meeting)}计票单",
        blocks=(
            _head(store, election, meeting),
            Table(columns, rows, row_mm=10),
            Signatures(("监票人（签名）：", "计票人（签名）：")),
        ),
    )


def _result(store: Store, election_id: int, _asked: Asked) -> Sheet:
    election, candidates, meeting = ballot_of(store, election_id)
    names = told_apart(store)
    facts = [
        Fact(label, "" if (number := getattr(election, name)) is None else f"{number}{unit}")
        for label, name, unit in _COUNTS
    ]
    facts.append(Fact("监票人和计票人", election.tellers, wide=True))
    elected = "、".join(name_in(one, names) for one in candidates if one.is_elected)
    columns = (
        NUMBER,
        Field("姓名", Kind.NAME, width=7, name="name"),
        *(Field(word, Kind.INTEGER, width=5, name=word) for word in ("赞成", "不赞成", "弃权")),
        Field("说明", width=7, name="note"),
    )
    rows = tuple(
        (
            number,
            name_in(one, names),
            one.yes,
            one.no,
            one.abstain,
            "，".join(
                word
                for word, holds in (("另选", one.is_written_in), ("当选", one.is_elected))
                if holds
            ),
        )
        for number, one in enumerate(candidates, 1)
    )
    return Sheet(
        title="选举结果报告单",
        code="election-result",
        paper="A4",
        record=str(election_id),
        stem=f"{_stem(store, election, meeting)}结果报告单",
        blocks=(
            _head(store, election, meeting),
            Facts(tuple(facts)),
            Table(columns, rows),
            Facts((Fact("当选", elected, wide=True),)),
            Signatures(("总监票人（签名）：", "监票人（签名）：", "计票人（签名）：")),
        ),
    )


def _request(store: Store, _record: int, asked: Asked) -> Sheet:
    branch = store.branch
    committee = [one for one in members_on(store, asked.day) if committee_posts(one)]
    now = "、".join(f"{one.member.name}（{committee_posts(one)[0].post}）" for one in committee)
    began = chinese_day(branch.term_started_on) if branch.term_started_on else BLANK
    ends = chinese_day(branch.term_ends_on) if branch.term_ends_on else BLANK
    seats = f"拟选书记　　名、副书记　　名；候选人　　名，差额　　名。产生办法：{BLANK}。"
    if has_committee(committee):
        seats = (
            "新一届委员会拟设委员　　名，其中书记　　名、副书记　　名；"
            f"委员候选人　　名，差额　　名。产生办法：{BLANK}。"
        )
    texts = (
        ("一、本届情况", (f"本届于{began}选举产生，任期{branch.term_length}年，"
         f"至{ends}届满。现任：{now or BLANK}。")),
        ("二、换届时间", f"拟于{BLANK}年　　月召开党员大会，进行换届选举。"),
        ("三、名额和产生办法", seats),
    )  # fmt: skip
    prose = (
        part
        for heading, text in texts
        for part in (Paragraph(heading, "heading1"), Paragraph(text))
    )
    return Sheet(
        title="关于召开党员大会进行换届选举的请示",
        code="election-request",
        paper="A4",
        stem=f"{branch.heading}换届请示{asked.made_on}",
        blocks=(
            Paragraph(f"{branch.superior or BLANK * 2}：", "flush"),
            Paragraph(f"{branch.name}拟进行换届选举，现将有关事项请示如下："),
            *prose,
            Paragraph("妥否，请批示。"),
            signed(branch, asked.made_on),
        ),
    )


_of_election = declaring(_GROUP, Election)
REQUEST = declaring(_GROUP)("election-request", "换届请示", _request)
BALLOT = _of_election("ballot", "选票", _ballot)
TALLY = _of_election("tally", "计票单", _tally)
RESULT = _of_election("election-result", "选举结果报告单", _result)
