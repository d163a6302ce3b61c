"""会议记录, its 纪要 and its 抄写稿: what a meeting said, decided and voted, in prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.papers.held import Held, han, tidy
from exporters.papers.paper import Paper
from exporters.sheet import Paragraph, Sheet, Signatures
from models.meetings.attending import ON_LEAVE, PRESENT
from models.meetings.kinds import COMMITTEE
from models.meetings.records import Meeting
from models.rules.votes import ORDINARY, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Block
    from models.meetings.minutes import Ballot, Point
    from models.meetings.records import MeetingTask, Vote
    from models.store import Store

_SIGN = Signatures(("主持人（签名）", "记录人（签名）"))
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]+[”』）]?|[^。；！？]+")
_HALF_LINE = 13
_UNNAMED = "（议题未登记）"


def _minutes(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    return Sheet(
        title=held.title,
        code="minutes",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}会议记录",
        blocks=(*_head(held), *_body(held), _SIGN),
    )


def _head(held: Held) -> Iterator[Block]:
    meeting = held.meeting
    if held.number or held.is_late:
        yield Paragraph(held.ordinal, "centre")
    if not held.short_name:
        yield Paragraph(f"党 支 部：{held.branch.name}", "label")
    kinds = "、".join(meeting.kinds) if len(meeting.kinds) > 1 else ""
    optional = (
        ("类　　别", kinds), ("党 小 组", held.group), ("主　　题", meeting.name),
        ("专　　题", meeting.campaign),
    )  # fmt: skip
    yield from _labels(*optional)
    yield Paragraph(f"时　　间：{held.when}", "label")
    yield Paragraph(f"地　　点：{meeting.venue}", "label")
    chair, recorder = held.who(meeting, "chair_id"), held.who(meeting, "recorder_id")
    yield Paragraph(f"主　　持：{chair}\t记　　录：{recorder}", "label")
    yield from _labels(("主　　讲", meeting.lecturer))
    due, present = f"应　　到：{held.due}", f"实　　到：{held.present}"
    has_room = len(due) <= _HALF_LINE and len(present) <= _HALF_LINE
    for line in [f"{due}\t{present}"] if has_room else [due, present]:
        yield Paragraph(line, "label")
    yield Paragraph(f"缺　　席：{held.away}", "label")
    yield from _labels(
        ("不计应到", held.not_counted), ("列　　席", " ".join(meeting.observers.split()))
    )


def _labels(*pairs: tuple[str, str]) -> Iterator[Block]:
    yield from (Paragraph(f"{label}：{value}", "label") for label, value in pairs if value)


def _body(held: Held) -> Iterator[Block]:
    meeting = held.meeting
    if body := tidy(meeting.body):
        yield Paragraph(body)
    is_alone = len(held.minutes.points) == 1
    for number, point in enumerate(held.minutes.points, 1):
        topic = point.item.topic or ("" if is_alone else _UNNAMED)
        if topic:
            part = f"（{point.item.part}）" if point.item.part else ""
            yield Paragraph(f"{han(number)}、{topic}{part}", "heading1")
        yield from (Paragraph(text) for text in _said(held, point))
        yield from (Paragraph(text) for text in _decided(held, point))
    if meeting.remark:
        yield Paragraph(f"备注：{tidy(meeting.remark)}")
    if held.closing:
        yield Paragraph(held.closing)


def _said(held: Held, point: Point) -> Iterator[str]:
    item = point.item
    if report := tidy(item.report):
        yield f"{item.reporter}：{report}" if item.reporter else report
    elif item.reporter:
        yield f"汇报人：{item.reporter}"
    for speech in point.speeches:
        if words := tidy(speech.words):
            yield f"{held.who(speech) or '未写姓名'}：{words}"


def _decided(held: Held, point: Point) -> Iterator[str]:
    yield from (_vote(held, vote) for vote in point.votes)
    yield from (_election(held, ballot) for ballot in point.ballots)
    if resolution := tidy(point.item.resolution):
        yield f"决议：{resolution}"
    yield from (f"任务：{_task(held, task)}" for task in point.tasks)


def words_of(held: Held, point: Point) -> str:
    """Return all that belongs to a point, its topic first."""
    return "\n".join((point.item.topic or _UNNAMED, *_said(held, point), *_decided(held, point)))


def _task(held: Held, task: MeetingTask) -> str:
    who = held.who(task)
    until = f"{chinese_day(task.due_on)}前完成" if task.due_on else ""
    more = "，".join(filter(None, (f"责任人{who}" if who else "", until)))
    return f"{tidy(task.what).rstrip('。')}{f'（{more}）' if more else ''}。"


def _vote(held: Held, vote: Vote) -> str:
    kind = "" if vote.subject or vote.kind == ORDINARY else vote.kind
    head = "，".join(filter(None, (kind, vote.subject or held.who(vote), vote.method)))
    first = f"表决{f'（{head}）' if head else ''}："
    if vote.due is not None and vote.present is not None:
        first += f"应到会有表决权{vote.due}人，实到{vote.present}人。"
    first += f"赞成{vote.yes}票，不赞成{vote.no}票，弃权{vote.abstain}票。"
    if vote.written:
        by = f"（{vote.written_by}）" if vote.written_by else ""
        first += (
            f"会前提出正式书面意见{vote.written}份{by}：赞成{vote.written_yes}，"
            f"不赞成{vote.written_no}，弃权{vote.written_abstain}。"
        )
    return first + _result(held, vote)


def _result(held: Held, vote: Vote) -> str:
    """Return what a vote's numbers say; of the committee the texts fix no majority."""
    found = verdict(vote, held.meeting.held_on, kind=held.meeting.kind)
    if found.holds is None:
        return ""
    if not found.holds:
        return found.text
    if held.meeting.kind == COMMITTEE and not found.passed:
        return ""
    return (
        "赞成票超过应到会有表决权人数的半数，表决通过。"
        if found.passed
        else "赞成票没有超过应到会有表决权人数的半数，表决未通过。"
    )


def _election(held: Held, ballot: Ballot) -> str:
    one = ballot.election
    counts = (
        ("应到会有选举权", one.due, "人"), ("实到", one.present, "人"), ("应选", one.seats, "人"),
        ("发出选票", one.issued, "张"), ("收回", one.returned, "张"), ("有效票", one.valid, "张"),
        ("无效票", one.invalid, "张"),
    )  # fmt: skip
    numbers = "，".join(f"{label}{n}{unit}" for label, n, unit in counts if n is not None)
    got = "；".join(
        f"{held.who(each)}赞成{each.yes}票、不赞成{each.no}票、弃权{each.abstain}票"
        + ("（另选）" if each.is_written_in else "")
        for each in ballot.candidates
    )
    elected = "、".join(held.who(each) for each in ballot.candidates if each.is_elected)
    tellers = f"监票人和计票人：{one.tellers}" if one.tellers else ""
    parts = (numbers, tellers, got, f"当选：{elected}" if elected else "")
    return f"选举{one.office}：" + "".join(f"{part}。" for part in parts if part)


def _summary(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    held = Held.of(store, meeting_id)
    return Sheet(
        title=held.titled("党支部会议纪要"),
        code="summary",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}会议纪要",
        blocks=(*_summary_head(held), *_summed(held), *_attended(held)),
    )


def _summary_head(held: Held) -> Iterator[Block]:
    if held.number or held.is_late:
        yield Paragraph(held.ordinal, "centre")
    meeting, chair = held.meeting, held.who(held.meeting, "chair_id")
    day = chinese_day(meeting.held_on) if meeting.held_on else ""
    at = f"在{meeting.venue}" if meeting.venue else ""
    by = f"，{chair}主持会议" if chair else ""
    yield Paragraph(
        f"{day}，{held.group or '党支部'}{at}召开{held.called}{by}。现将会议情况纪要如下："
    )


def _summed(held: Held) -> Iterator[Block]:
    if body := tidy(held.meeting.body):
        yield Paragraph(body)
    for number, point in enumerate(held.minutes.points, 1):
        yield Paragraph(f"{han(number)}、{point.item.topic or _UNNAMED}", "heading1")
        if report := tidy(point.item.report):
            yield Paragraph(report)
        yield from (Paragraph(text) for text in _decided(held, point))


def _attended(held: Held) -> Iterator[Block]:
    entries = held.minutes.attendance
    for label, status in (("出席", PRESENT), ("请假", ON_LEAVE)):
        names = "、".join(held.who(one) for one in entries if one.status == status)
        yield from _labels((f"　　{label}", names))
    yield from _labels(("　　列席", " ".join(held.meeting.observers.split())))


def _copybook(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
    """Return a meeting's record to copy by hand: a sentence a line, a line left free after it."""
    held = Held.of(store, meeting_id)
    said = [*_head(held), *_body(held)]
    lines = [line for block in said if isinstance(block, Paragraph) for line in _lines(block)]
    return Sheet(
        title=f"{held.title}（抄写稿）",
        code="copybook",
        paper="A4",
        record=str(meeting_id),
        stem=f"{held.stem}抄写稿",
        blocks=(*lines, Paragraph("手抄本以本人签名为准，抄写稿不代替原始记录。", "note")),
    )


def _lines(block: Paragraph) -> Iterator[Paragraph]:
    if block.style != "body":
        yield Paragraph(f"{block.text}\n", block.style)
        return
    for text in block.text.split("\n"):
        for number, sentence in enumerate(_SENTENCE.findall(text)):
            yield Paragraph(f"{sentence}\n", "flush" if number else "body")


MINUTES = Paper(code="minutes", name="会议记录", record_type=Meeting, make=_minutes)
SUMMARY = Paper(code="summary", name="会议纪要", record_type=Meeting, make=_summary)
COPYBOOK = Paper(code="copybook", name="会议记录抄写稿", record_type=Meeting, make=_copybook)
