"""Whom a chat or a line typed in one go means, with people under the names a chat uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.meetings.signing import read_signing
from ui.suggestions import suggested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.meetings.signing import Signed

MOST = 400_000
"""Characters of a chat that are read."""
_NAMED = 3
"""How many others are named that letters may mean."""


def read_chat(text: str, people: Mapping[int, str]) -> Signed:
    """Return who comes and who does not, of people given under names that no other has."""
    return read_signing(text[:MOST], {number: _plain(name) for number, name in people.items()})


def mentioned(signed: Signed, people: Mapping[int, str]) -> set[int]:
    """Return whom a chat named, and everyone whom a name that several share may have meant."""
    found = {*signed.present, *signed.away}
    for number, name in people.items():
        if any(_plain(name) in line for line in signed.shared):
            found.add(number)
    return found


def meant_by(text: str, names: Sequence[str]) -> tuple[list[int], str]:
    """Return the places of those a line can mean, the likeliest first, and the words behind them.

    The words are "" while the line is but a name or its letters.
    """
    if found := _places(text, names):
        return found, ""
    head, *rest = text.split(None, 1) or [""]
    return (_places(head, names), rest[0].strip()) if rest else ([], "")


def others(names: Sequence[str]) -> str:
    """Return the hint that letters may as well mean some others, "" for none."""
    if not names:
        return ""
    if len(names) <= _NAMED:
        return f"也可能是{'、'.join(names)}，按 ↓ 换人。"
    return f"也可能是{'、'.join(names[:_NAMED])}等{len(names)}人，按 ↓ 换人，或再多输入几个字。"


def _places(text: str, names: Sequence[str]) -> list[int]:
    found = suggested(names, text) if text.strip() else []
    return [place for name in found for place, other in enumerate(names) if other == name]


def _plain(name: str) -> str:
    """Return a name without what tells namesakes apart."""
    return name.partition("（")[0]
