"""What a chat says of who comes, with people under the names a chat uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.meetings.signing import read_signing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.meetings.signing import Signed

MOST = 400_000
"""Characters of a chat that are read."""


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


def _plain(name: str) -> str:
    """Return a name without what tells namesakes apart."""
    return name.partition("（")[0]
