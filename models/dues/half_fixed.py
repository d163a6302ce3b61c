"""核定 typed in part: a class without its base yet, kept beside the file's records until it is whole."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from models.aside import read_json
from models.dues.records import Basis
from models.errors import InvalidRecord
from models.fields import Kind, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.store import Store

_FIELDS = {field.name: field for field in fields_of(Basis) if field.kind is not Kind.REFERENCE}


def half_fixed(store: Store, year: int) -> dict[int, dict[str, Any]]:
    """Return by member id what was typed so far for a year, by field name."""
    kept: dict[str, dict[str, str]] = read_json(store.draft(_name(year)), {str: {str: str}}, {})
    found: dict[int, dict[str, Any]] = {}
    for number, texts in kept.items():
        for name in texts.keys() & _FIELDS.keys() if number.isdecimal() else ():
            with suppress(InvalidRecord):
                found.setdefault(int(number), {})[name] = _FIELDS[name].parse(texts[name])
    return found


def keep_half_fixed(store: Store, year: int, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what was typed in part."""
    texts = {
        str(number): {name: _FIELDS[name].display(value) for name, value in each.items()}
        for number, each in values.items()
    }
    kept = {
        number: filled
        for number, each in texts.items()
        if (filled := {name: text for name, text in each.items() if text})
    }
    text = json.dumps(kept, ensure_ascii=False) if kept else ""
    if store.draft(_name(year)) != text:
        store.keep_draft(_name(year), text)


def _name(year: int) -> str:
    return f"half:dues_basis:{year}"
