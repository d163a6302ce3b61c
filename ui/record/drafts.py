"""Half-filled forms, kept in the file until they are saved or given up for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.aside import read_json

if TYPE_CHECKING:
    from models.store import Store


_SHAPE = [(int, None), {str: str}]


def keep(store: Store, table: str, number: int | None, typed: dict[str, str]) -> None:
    """Keep what was typed for the record with this id, or for a new one."""
    store.keep_draft(_name(table), json.dumps([number, typed], ensure_ascii=False))


def kept(store: Store, table: str) -> tuple[int | None, dict[str, str]] | None:
    """Return the id and the texts kept last, if any."""
    found: list[Any] | None = read_json(store.draft(_name(table)), _SHAPE, None)
    return (found[0], found[1]) if found else None


def drop(store: Store, table: str) -> None:
    """Forget what was kept."""
    if store.draft(_name(table)):
        store.keep_draft(_name(table), "")


def _name(table: str) -> str:
    return f"form:{table}"
