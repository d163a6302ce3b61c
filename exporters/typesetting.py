"""Where a Chinese line may end: pure functions over text and the width of its characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NO_START = frozenset("。，、；：？！）》〉」』】〕］｝”’…—～·,.;:?!)]}%％‰℃°")
_NO_END = frozenset("（《〈「『【〔［｛“‘([{￥¥$")
_UNIT = re.compile(r"[A-Za-z0-9]+(?:[.,:/@_'+&%‰-]+[A-Za-z0-9%]+)*[%‰℃]?|——|……|\s|.", re.DOTALL)
_SQUEEZE = 0.06


def packed_lines(parts: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Return parts set one after another on as few lines as hold them, none of them torn.

    What stands apart by a wide space within a part may be set apart as well.
    """
    lines: list[str] = []
    for piece in filter(None, "　".join(parts).split("　")):
        joined = f"{lines[-1]}　{piece}" if lines else piece
        if lines and measure(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


def break_lines(
    text: str, width: float, measure: Callable[[str], float], *, indent: float = 0, size: float = 0
) -> list[str]:
    """Return the lines that `text` takes in `width`, the first of them shortened by `indent`.

    No line begins with a closing mark or ends with an opening one; a word or a number stays whole
    while it fits. A closing mark may overhang by what `size` lets the line be squeezed.
    """
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        first = indent if number == 0 else 0
        lines += _Filler(width, measure, size).fill(paragraph, first)
    return lines


def even_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the fewest lines that hold a short text, the first no longer than it has to be.

    So a date breaks after its year: what is left to the last line is not a mark or two.
    """
    lines = break_lines(text, width, measure)
    for end in range(1, len(text)):
        if measure(text[:end]) > width:
            break
        found = break_lines(text, measure(text[:end]), measure)
        if len(found) == len(lines):
            return found
    return lines


class _Filler:
    """Fills lines of one width."""

    def __init__(self, width: float, measure: Callable[[str], float], size: float) -> None:
        self._width = width
        self._measure = measure
        self._size = size

    def fill(self, text: str, indent: float) -> list[str]:
        """Return the lines of one paragraph."""
        lines: list[str] = []
        units: list[str] = []
        used = indent
        for unit in self._units(text):
            length = self._measure(unit)
            is_full = used + length > self._width + 0.01
            if is_full and units and not self._squeezes(unit, used, units):
                units = self._end_line(lines, units, unit)
                used = self._measure("".join(units))
                if units and used + length > self._width:
                    lines.append("".join(units))
                    units, used = [], 0.0
                if not units and unit == " ":
                    continue
            units.append(unit)
            used += length
        return [*lines, "".join(units).rstrip(" ")]

    def _units(self, text: str) -> list[str]:
        """Return the pieces that are not parted: words, numbers, single characters."""
        pieces: list[str] = []
        for piece in _UNIT.findall(text):
            fits = len(piece) == 1 or self._measure(piece) <= self._width
            pieces += [piece] if fits else list(piece)
        return pieces

    def _squeezes(self, unit: str, used: float, units: list[str]) -> bool:
        """Return whether a closing mark still goes onto the line, its characters moved closer."""
        if unit[0] not in _NO_START:
            return False
        excess = used + self._measure(unit) - self._width
        return excess <= _SQUEEZE * self._size * sum(map(len, units))

    def _end_line(self, lines: list[str], units: list[str], unit: str) -> list[str]:
        """Put the line away and return what must go along to the next one."""
        keep = len(units)
        while keep > 1 and (
            (unit if keep == len(units) else units[keep])[0] in _NO_START
            or units[keep - 1][-1] in _NO_END
        ):
            keep -= 1
        if keep <= 1 and len(units) > 1 and units[0][-1] in _NO_END:
            keep = len(units)  # nothing but marks: break as it comes
        lines.append("".join(units[:keep]).rstrip(" "))
        return units[keep:] if any(map(str.strip, units[keep:])) else []
