"""Photographs and scans of a meeting: put in, described, ordered, given to another, taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.attachments import Attachment, attach, attachments_of, in_order
from models.digest import sha256
from models.meetings.naming import name_of_meeting
from models.meetings.records import Meeting
from models.pictures import PICTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.store import Store

SCAN = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A photograph or scan ready to be kept; `taken` is when, as far as it says."""

    name: str
    body: bytes
    media_type: str = PICTURE
    taken: datetime | None = None


def not_kept(store: Store, meeting: Meeting, incoming: Sequence[Incoming]) -> list[Incoming]:
    """Return of some photographs and scans those that the meeting has not, each once."""
    known = {each.digest for each in attachments_of(store, meeting)}
    by_digest = {sha256(one.body): one for one in incoming}
    return [one for digest, one in by_digest.items() if digest not in known]


def put(store: Store, meeting: Meeting, incoming: Sequence[Incoming]) -> list[Attachment]:
    """Keep photographs and scans with a meeting, last, as one step; return them.

    Raises:
        NotFound: if the meeting is not on file any more.
    """
    meeting = store.get(Meeting, meeting.id or 0)
    last = max((each.place for each in attachments_of(store, meeting)), default=0)
    words = _words([one.media_type for one in incoming])
    with store.change(f"给{name_of_meeting(store, meeting)}放入{words}") as change:
        kept = [attach(store, change, meeting, one.name, one.body) for one in incoming]
        return [
            change.save(replace(each, place=place, media_type=one.media_type))
            for place, (each, one) in enumerate(zip(kept, incoming, strict=True), last + 1)
        ]


def describe(store: Store, meeting: Meeting, photo: Attachment, caption: str) -> Attachment:
    """Set what is said below a photograph, as one step.

    Raises:
        NotFound: if it is not on file any more.
    """
    now = replace(store.get(Attachment, photo.id or 0), caption=" ".join(caption.split()))
    with store.change(f"修改{name_of_meeting(store, meeting)}照片的说明") as change:
        return change.save(now)


def arrange(store: Store, meeting: Meeting, photos: Sequence[Attachment]) -> None:
    """Keep photographs in the order given, as one step.

    Raises:
        NotFound: if one of them is not on file any more.
    """
    with store.change(f"调整{name_of_meeting(store, meeting)}照片的顺序") as change:
        in_order(store, change, photos)


def take_out(store: Store, meeting: Meeting, photo: Attachment) -> None:
    """Take a photograph or scan off the file, as one step."""
    with store.change(
        f"移除{name_of_meeting(store, meeting)}的{_words([photo.media_type])}"
    ) as change:
        change.delete(photo)


def give(store: Store, photos: Sequence[Attachment], other: Meeting) -> None:
    """Put photographs to another meeting, last, as one step; one that it has stays there once.

    Each becomes a new record there, so that a step taken back later finds it whole.

    Raises:
        NotFound: if the meeting or one of them is not on file any more.
    """
    other = store.get(Meeting, other.id or 0)
    found = [store.get(Attachment, photo.id or 0) for photo in photos]
    there = attachments_of(store, other)
    known, place = {each.digest for each in there}, max((each.place for each in there), default=0)
    kinds = _words([photo.media_type for photo in found])
    with store.change(f"把{kinds}放到{name_of_meeting(store, other)}") as change:
        for photo in found:
            change.delete(photo)
            if photo.digest not in known:
                known.add(photo.digest)
                place += 1
                change.save(replace(photo, id=None, owner_id=other.id or 0, place=place))


def _words(media_types: Sequence[str]) -> str:
    """Return 2张照片和1份扫描件."""
    scans = media_types.count(SCAN)
    photos = len(media_types) - scans
    return "和".join(
        filter(None, (f"{photos}张照片" if photos else "", f"{scans}份扫描件" if scans else ""))
    )
