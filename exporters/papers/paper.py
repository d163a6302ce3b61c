"""What a paper declares: its code, name, the record it is of, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.ledgers.ledger import Asked

if TYPE_CHECKING:
    from exporters.sheet import Sheet
    from models.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper; `record_type` is None where it is of the whole branch."""

    code: str
    name: str
    record_type: type[Any] | None
    make: Callable[[Store, int, Asked], Sheet]
