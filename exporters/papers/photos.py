"""照片页: the photographs of a meeting, two or four to a page, with what each shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked
from exporters.papers.held import Held
from exporters.papers.paper import Paper
from exporters.pictures import width_within
from exporters.scans import page_count
from exporters.sheet import Line, PageBreak, Paragraph, Photographs, Picture, Sheet
from models.attachments import attachments_of, body_of
from models.errors import AppError
from models.meetings.photos import SCAN
from models.meetings.records import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Block
    from models.attachments import Attachment
    from models.store import Store

_ROWS = 2
_WIDEST = {1: 171.0, 2: 82.0}
"""Millimetres of a photograph by how many stand side by side."""
_HIGHEST = 98.0


def _paper(code: str, name: str, columns: int) -> Paper:
    def make(store: Store, meeting_id: int, _asked: Asked) -> Sheet:
        held = Held.of(store, meeting_id)
        return Sheet(
            title=f"{held.called}照片",
            code=code,
            paper="A4",
            record=str(meeting_id),
            stem=f"{held.stem}{name}",
            blocks=tuple(_blocks(store, held, columns)),
        )

    return Paper(code=code, name=name, record_type=Meeting, make=make, group="会议")


def _blocks(store: Store, held: Held, columns: int) -> Iterator[Block]:
    kept = attachments_of(store, held.meeting)
    photos = [one for one in kept if one.media_type != SCAN]
    scans = [one for one in kept if one.media_type == SCAN]
    step = _ROWS * columns
    for start in range(0, len(photos), step):
        if start:
            yield PageBreak()
        yield from _head(held)
        pictures = (
            _picture(store, photo, number, columns)
            for number, photo in enumerate(photos[start : start + step], start + 1)
        )
        yield Photographs(tuple(pictures), columns, _HIGHEST)
    if not photos:
        yield from _head(held)
        yield Paragraph("这次会议还没有放入照片。", "note")
    if scans:
        yield Paragraph(f"另有扫描件：{'；'.join(_scan(store, one) for one in scans)}。", "note")


def _head(held: Held) -> Iterator[Block]:
    """Yield what every page says of the meeting."""
    meeting = held.meeting
    yield Line(f"党支部：{held.branch.heading}", held.group, f"时间：{held.when}")
    if meeting.name or meeting.venue:
        theme = f"主题：{meeting.name}" if meeting.name else ""
        yield Line(theme, "", f"地点：{meeting.venue}" if meeting.venue else "")


def _picture(store: Store, photo: Attachment, number: int, columns: int) -> Picture:
    caption = "　".join(filter(None, (f"照片{number}", photo.caption)))
    body = body_of(store, photo)
    return Picture(body, width_within(body, _WIDEST[columns], _HIGHEST), caption)


def _scan(store: Store, scan: Attachment) -> str:
    """Return what a scan is called and how many pages it has, as far as it can be read."""
    name = scan.caption or scan.name
    try:
        count = page_count(body_of(store, scan))
    except AppError:
        return name
    return f"{name}（{count}页）" if count else name


PHOTOS_BY_TWO = _paper("meeting-photos", "会议照片（每页两张）", 1)
PHOTOS_BY_FOUR = _paper("meeting-photos-4", "会议照片（每页四张）", 2)
