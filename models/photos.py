"""Photographs of members: kept with the record as an attachment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.attachments import Attachment, attach, body_of

if TYPE_CHECKING:
    from models.change import Change
    from models.members.records import Member
    from models.store import Store


def change_photo(store: Store, change: Change, member: Member, body: bytes) -> Member:
    """Keep a prepared photograph with a saved member in place of the last, or b"" for none.

    Returns the member as saved.
    """
    _take_off(store, change, member)
    digest = attach(store, change, member, "照片.jpg", body).digest if body else ""
    return change.save(replace(member, photo=digest))


def set_photo(store: Store, member: Member, body: bytes) -> None:
    """Set or, for b"", take off a member's photograph as one step."""
    verb = ("更换" if member.photo else "放入") if body else "移除"
    with store.change(f"{verb}{member.name}的照片") as change:
        change_photo(store, change, member, body)


def photo_of(store: Store, member: Member) -> bytes:
    """Return a member's photograph, b"" if there is none.

    Raises:
        NotFound: if the file has lost it.
    """
    found = store.where(Attachment, digest=member.photo) if member.photo else []
    return body_of(store, found[0]) if found else b""


def _take_off(store: Store, change: Change, member: Member) -> None:
    if not member.photo:
        return
    owned = store.where(
        Attachment, owner_table=member.table, owner_id=member.id, digest=member.photo
    )
    for each in owned:
        change.delete(each)
