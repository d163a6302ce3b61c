"""Where someone is in a table, so that it can be found again when the rows are shown anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone was in a table, told by keys and names so that it outlives other rows."""

    current: tuple[Any, str, int] | None
    ranges: tuple[tuple[Any, Any, str, str], ...]
    scrolled: tuple[int, int]
    typed: str | None
