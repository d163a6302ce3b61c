"""Before and at a meeting: 会议（活动）通知, 签到表, 主题党日活动记录."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.ledgers.meetings import NUMBER
from exporters.papers.held import BLANK, Held, han, signed, tidy, weekday
from exporters.papers.minutes import words_of
from exporters.papers.paper import Paper
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures, Table
from models.errors import NotFound
from models.fields import Field, Kind
from models.meetings.attending import due_on
from models.meetings.kinds import LECTURE, STUDY, THEME_DAY
from models.meetings.records import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Block
    from models.store import Store

_ACTIVITIES = {THEME_DAY, LECTURE, STUDY}
_NAME = Field("姓名", Kind.NAME, width=6, name="name")


def _notice(store: Store, meeting_id: int, asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    what = "活动" if held.meeting.kind in _ACTIVITIES else "会议"
    return Sheet(
        title=f"关于召开{held.called}的通知" if what == "会议" else f"{held.called}通知",
        code="notice",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}通知",
        blocks=tuple(_notice_blocks(held, what, asked)),
    )


def _notice_blocks(held: Held, what: str, asked: Asked) -> Iterator[Block]:
    meeting = held.meeting
    yield Paragraph(f"各位{'委员' if held.circle == '支部委员' else '党员'}：", "flush")
    day = f"{chinese_day(meeting.held_on)}{weekday(meeting)}" if meeting.held_on else BLANK
    theme = f"，主题是“{meeting.name}”" if meeting.name else ""
    yield Paragraph(
        f"定于{day}{meeting.starts_at}在{meeting.venue or BLANK}"
        f"{'召开' if what == '会议' else '开展'}{held.called}{theme}。"
        "现将有关事项通知如下："
    )
    parts = [
        (f"{what}内容", [point.item.topic for point in held.minutes.points if point.item.topic]),
        ("参加人员", [held.circle]),
        ("列席人员", [" ".join(meeting.observers.split())] if meeting.observers.strip() else []),
        ("有关要求", ["请准时参加；因故不能参加的，请提前向党支部请假并说明原因。"]),
    ]
    for number, (head, lines) in enumerate((part for part in parts if part[1]), 1):
        yield Paragraph(f"{han(number)}、{head}", "heading1")
        is_list = len(lines) > 1
        for place, line in enumerate(lines, 1):
            mark = f"{place}. " if is_list else ""
            yield Paragraph(f"{mark}{line.rstrip('。')}。")
    yield signed(held.branch, asked.made_on)


def notice_text(store: Store, meeting_id: int, asked: Asked) -> str:
    """Return the notice of a meeting as plain text, to paste into a chat."""
    sheet = _notice(store, meeting_id, asked)
    texts = [block.text for block in sheet.blocks if isinstance(block, Paragraph)]
    return "\n".join([sheet.title, *texts])


def _people(store: Store, held: Held) -> list[tuple[str, str, str]]:
    """Return (name, coming, reason) of who should attend, as registered or as of its day."""
    entries = held.minutes.attendance or due_on(store, held.meeting, held.kinds)
    return [
        (held.who(one), one.status, "，".join(filter(None, (one.reason, one.excluded_as))))
        for one in entries
    ]


def _signin(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    columns = (
        NUMBER,
        _NAME,
        Field("签名", width=14, name="sign"),
        Field("备注", width=10, name="n"),
    )
    rows = tuple(
        (number, name, "", "") for number, (name, _, _) in enumerate(_people(store, held), 1)
    )
    return _list_sheet(held, "signin", "签到表", Table(columns, rows, row_mm=9))


def _signed(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    columns = (
        NUMBER, _NAME, Field("出席情况", width=6, name="status"), Field("原因", width=16, name="why"),
    )  # fmt: skip
    rows = tuple((number, *one) for number, one in enumerate(_people(store, held), 1))
    return _list_sheet(held, "signin-filled", "出席登记表", Table(columns, rows))


def _list_sheet(held: Held, code: str, name: str, table: Table) -> Sheet:
    meeting = held.meeting
    return Sheet(
        title=f"{held.called}{name}",
        code=code,
        paper="A4",
        record=str(meeting.id),
        stem=f"{held.stem}{name}",
        blocks=(
            Line(f"党支部：{held.branch.heading}", held.group, f"时间：{held.when}"),
            Line(
                f"地点：{meeting.venue}",
                f"应到：{held.due or '　　人'}",
                f"实到：{held.present if code != 'signin' and held.present else '　　人'}",
            ),
            table,
            Signatures(("记录人（签名）：",)),
        ),
    )


def is_theme_day(meeting: Meeting) -> bool:
    """Return whether a meeting is a 主题党日."""
    return THEME_DAY in meeting.kinds


def _theme_day(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    meeting = held.meeting
    if not is_theme_day(meeting):
        raise NotFound("这次会议不是主题党日，请改选会议记录。")
    facts = (
        Fact("活动主题", meeting.name, wide=True),
        Fact("时间", held.when, wide=True),
        Fact("地点", meeting.venue, wide=True),
        Fact("主持人", held.who(meeting, "chair_id"), kind=Kind.NAME),
        Fact("记录人", held.who(meeting, "recorder_id"), kind=Kind.NAME),
        Fact("应到", held.due),
        Fact("实到", held.present),
        Fact("缺席和补课", held.away, wide=True),
        *(Fact(label, text, wide=True) for label, text in _activity(held)),
    )
    return Sheet(
        title=held.titled("主题党日活动记录"),
        code="theme-day",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}活动记录",
        blocks=(
            Line(
                f"党支部：{held.branch.heading}",
                held.ordinal if held.number or held.is_late else "",
                f"专题：{meeting.campaign}" if meeting.campaign else "",
            ),
            Facts(facts),
            Signatures(("主持人（签名）：", "记录人（签名）：")),
        ),
    )


def _activity(held: Held) -> Iterator[tuple[str, str]]:
    for label, part in (("规定动作", "规定动作"), ("自选动作", "自选动作"), ("其他内容", "")):
        texts = [words_of(held, point) for point in held.minutes.points if point.item.part == part]
        if texts or part:
            yield label, "\n".join(f"{place}. {text}" for place, text in enumerate(texts, 1))
    if held.meeting.body or not held.minutes.points:
        yield "活动情况", tidy(held.meeting.body)
    if held.meeting.remark:
        yield "备注", tidy(held.meeting.remark)


NOTICE = Paper(code="notice", name="会议（活动）通知", record_type=Meeting, make=_notice)
SIGNIN = Paper(code="signin", name="签到表", record_type=Meeting, make=_signin)
SIGNED = Paper(code="signin-filled", name="签到表（已登记）", record_type=Meeting, make=_signed)
THEME = Paper(
    code="theme-day",
    name="主题党日活动记录",
    record_type=Meeting,
    make=_theme_day,
    suits=is_theme_day,
)
