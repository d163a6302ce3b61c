"""The frameworks of assessment a branch may follow: their names are data, chosen per file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store import Store

_FILE = Path(__file__).parent.parent / "resources" / "frameworks.toml"
_CHOSEN = "framework"


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework: its code, its name, where it is published, and its headings if known."""

    code: str
    name: str
    source: str
    headings: tuple[str, ...] = ()


@cache
def frameworks() -> tuple[Framework, ...]:
    """Return the frameworks there are, in the order they are offered."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))["frameworks"]
    return tuple(
        Framework(each["code"], each["name"], each["source"], tuple(each.get("headings", ())))
        for each in entries
    )


def framework_of(store: Store) -> Framework | None:
    """Return the framework the branch has chosen, None if none."""
    code = store.preference(_CHOSEN, "", str)
    return next((each for each in frameworks() if each.code == code), None)


def choose_framework(store: Store, code: str) -> None:
    """Keep the chosen framework in the file; "" chooses none."""
    store.prefer(_CHOSEN, code)
