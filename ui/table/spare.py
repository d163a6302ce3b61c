"""How the width that a table has to spare is given to columns whose words it would cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(
    usual: Sequence[int], needed: Sequence[int], *, least: Sequence[int], room: int
) -> list[int]:
    """Return widths in pixels, none above its usual one but for what its words need beyond it.

    A column of short words gives up what it does not need, down to its least width; each that
    lacks some has its share of what `room` leaves.
    """
    usual = [
        min(width, max(need, low)) for width, need, low in zip(usual, needed, least, strict=True)
    ]
    lacks = [max(0, need - width) for width, need in zip(usual, needed, strict=True)]
    spare, lacking = max(0, room - sum(usual)), sum(lacks)
    if lacking <= spare:
        return [width + lack for width, lack in zip(usual, lacks, strict=True)]
    return [width + lack * spare // lacking for width, lack in zip(usual, lacks, strict=True)]
