"""Files kept with a record: their bytes stored once by SHA-256, as long as the journal names them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from models import database
from models.database import OWN_BRANCH
from models.digest import sha256
from models.errors import NotFound
from models.fields import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.change import Change
    from models.store import Store


LONGEST_CAPTION = 200
"""Characters: a caption stands with its picture on one page."""


def _caption_problem(text: str) -> str | None:
    if len(text) <= LONGEST_CAPTION:
        return None
    return f"说明最多{LONGEST_CAPTION}个字，现有{len(text)}个字"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file kept with a record."""

    table: ClassVar[str] = "attachment"
    title: ClassVar[str] = "附件"

    id: int | None = None
    owner_table: str
    owner_id: int
    name: Annotated[str, Field("文件名", width=12)] = ""
    caption: Annotated[str, Field("说明", width=12, check=_caption_problem)] = ""
    place: Annotated[int, Field("顺序", Kind.INTEGER, width=4)] = 0
    media_type: str = ""
    digest: str = ""
    size: int = 0
    recorded_at: str = ""


@database.translated()
def attach(store: Store, change: Change, owner: Any, name: str, body: bytes) -> Attachment:
    """Keep a file with a saved record; the same bytes are stored once.

    The bytes outlive an undo: the journal still names them.
    """
    from models.store import now  # noqa: PLC0415 - it lists this record

    digest = sha256(body)
    store.connection.execute(
        "INSERT INTO content (id, branch_id, digest, bytes)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM content), ?, ?, ?)"
        " ON CONFLICT (digest) DO NOTHING",
        (OWN_BRANCH, digest, body),
    )
    return change.save(
        Attachment(
            owner_table=owner.table,
            owner_id=owner.id,
            name=name,
            digest=digest,
            size=len(body),
            recorded_at=now(),
        )
    )


def attachments_of(store: Store, owner: Any) -> list[Attachment]:
    """Return what is kept with a record, in its order."""
    found = store.where(Attachment, owner_table=owner.table, owner_id=owner.id)
    return sorted(found, key=lambda attachment: (attachment.place, attachment.id or 0))


def in_order(store: Store, change: Change, attachments: Sequence[Attachment]) -> None:
    """Keep files of one record in the order given; all else stays as it is on file.

    Raises:
        NotFound: if one of them is not on file any more.
    """
    for place, attachment in enumerate(attachments, 1):
        kept = store.get(Attachment, attachment.id or 0)
        if kept.place != place:
            change.save(replace(kept, place=place))


@database.translated()
def body_of(store: Store, attachment: Attachment) -> bytes:
    """Return an attachment's bytes.

    Raises:
        NotFound: if the file has lost them.
    """
    row = store.connection.execute(
        "SELECT bytes FROM content WHERE digest = ?", (attachment.digest,)
    ).fetchone()
    if row is None:
        raise NotFound(f"附件“{attachment.name}”的内容不在文件中；请从备份中找回。")
    return bytes(row[0])
