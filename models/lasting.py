"""What holds from one day to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.fields import field_of

if TYPE_CHECKING:
    from models.values import PartialDate


class Lasting:
    """A record that holds from `since` to `until`, both included; None is open on that side."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def since(self) -> PartialDate | None:
            """When it began."""

        @property
        def until(self) -> PartialDate | None:
            """The last day it holds."""

    def covers(self, day: date) -> bool:
        """Return whether it holds on `day`."""
        begun = self.since is None or self.since.first <= day
        return begun and (self.until is None or day <= self.until.last)

    def problems(self) -> dict[str, str | None]:
        """Return the sentence for an end that no completion of the dates puts after the start."""
        if not self.since or not self.until or self.until.last >= self.since.first:
            return {}
        last, first = (field_of(type(self), name).label for name in ("until", "since"))
        return {"until": f"{last}早于{first}"}
