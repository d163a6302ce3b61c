"""专题汇总: what of the year's meetings belonged to each 专题."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, year_line
from exporters.ledgers.meetings import NUMBER, held_in
from exporters.papers.paper import Paper
from exporters.sheet import Paragraph, Sheet, Signatures, Table
from models.branch.records import Group
from models.fields import Field, Kind, field_of
from models.meetings.records import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporters.sheet import Block, Row
    from models.meetings.minutes import Minutes
    from models.store import Store

_COLUMNS = (
    NUMBER,
    field_of(Meeting, "held_on"),
    Field("类型", width=8, name="kinds"),
    Field("党小组", width=6, name="group"),
    field_of(Meeting, "name"),
    Field("议题和决议", Kind.LONG_TEXT, width=24, name="points"),
    field_of(Meeting, "due"),
    field_of(Meeting, "present"),
)


def _campaigns(store: Store, _record: int, asked: Asked) -> Sheet:
    branch = store.branch
    found: dict[str, list[Minutes]] = defaultdict(list)
    for minutes in held_in(store, asked):
        if minutes.meeting.campaign:
            found[minutes.meeting.campaign].append(minutes)
    groups = {group.id or 0: group.name for group in store.all(Group)}
    return Sheet(
        title="专题活动汇总表",
        code="campaigns",
        paper="A4 landscape",
        stem=f"{branch.heading}{asked.year}年度专题活动汇总表",
        blocks=(
            year_line(branch, asked),
            *_blocks(found, groups),
            Signatures(("填表人（签名）：", "支部书记（签名）：")),
        ),
    )


def _blocks(found: Mapping[str, list[Minutes]], groups: Mapping[int, str]) -> Iterator[Block]:
    if not found:
        yield Table(_COLUMNS, ())
        yield Paragraph("登记会议时写上“专题”的，按专题列在这里。", "note")
    for campaign, held in found.items():
        yield Paragraph(f"专题：{campaign}（{len(held)}次）", "note")
        yield Table(_COLUMNS, tuple(_row(place, one, groups) for place, one in enumerate(held, 1)))


def _row(place: int, minutes: Minutes, groups: Mapping[int, str]) -> Row:
    meeting = minutes.meeting
    points = (
        "：".join(filter(None, (point.item.topic, " ".join(point.item.resolution.split()))))
        for point in minutes.points
    )
    return (
        place,
        meeting.held_on,
        "、".join(meeting.kinds),
        groups.get(meeting.group_id or 0, ""),
        meeting.name,
        "；".join(filter(None, points)),
        meeting.due,
        meeting.present,
    )


CAMPAIGNS = Paper(
    code="campaigns", name="专题活动汇总表", record_type=None, make=_campaigns, group="全年"
)
