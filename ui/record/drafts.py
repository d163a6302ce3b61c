"""Half-filled forms, kept in the file until they are saved or given up for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store import Store


def keep(store: Store, table: str, number: int | None, typed: dict[str, str]) -> None:
    """Keep what was typed for the record with this id, or for a new one."""
    store.keep_draft(_name(table), json.dumps([number, typed], ensure_ascii=False))


def kept(store: Store, table: str) -> tuple[int | None, dict[str, str]] | None:
    """Return the id and the texts kept last, if any."""
    text = store.draft(_name(table))
    if not text:
        return None
    number, typed = json.loads(text)
    return number, typed


def drop(store: Store, table: str) -> None:
    """Forget what was kept."""
    if store.draft(_name(table)):
        store.keep_draft(_name(table), "")


def _name(table: str) -> str:
    return f"form:{table}"
