"""How the width that a table has to spare is given to columns whose words it would cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(usual: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """Return widths in pixels, none below its usual one and none above what it needs beyond that.

    What they get together is no more than `room` leaves; where that is too little for all, each has
    its share of it.
    """
    lacks = [max(0, need - width) for width, need in zip(usual, needed, strict=True)]
    spare, lacking = max(0, room - sum(usual)), sum(lacks)
    if lacking <= spare:
        return [width + lack for width, lack in zip(usual, lacks, strict=True)]
    return [width + lack * spare // lacking for width, lack in zip(usual, lacks, strict=True)]
