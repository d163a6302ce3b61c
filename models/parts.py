"""What a record is a part of: a hit in a speech or a vote leads to its meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.attachments import Attachment
from models.tables import RECORDS

if TYPE_CHECKING:
    from models.store import Store


def whole_of(store: Store, table: str, record_id: int) -> tuple[str, int]:
    """Return table and id of the record that one belongs to in the end, itself if to none.

    A file from elsewhere may say that a record belongs to itself or to a table there is none of.
    """
    seen = {(table, record_id)}
    while (found := _above(store, table, record_id)) and found not in seen and found[0] in RECORDS:
        seen.add(found)
        table, record_id = found
    return table, record_id


def _above(store: Store, table: str, record_id: int) -> tuple[str, int] | None:
    part_of = getattr(RECORDS[table], "part_of", None)
    if part_of is None and table != Attachment.table:
        return None
    row = store.row(table, record_id)
    if row is None:
        return None
    return (part_of[0], row[part_of[1]]) if part_of else (row["owner_table"], row["owner_id"])
