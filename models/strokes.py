"""姓氏笔画: the order in which candidates stand on a ballot."""

from __future__ import annotations

from functools import cache

from models.codes import RESOURCES

_UNKNOWN = (1000, "")
"""After every character whose strokes are on file."""


def stroke_key(name: str) -> tuple[tuple[int, str], ...]:
    """Return the key that puts names by their strokes, the surname first.

    Character by character: the fewer strokes first; of equal number by the kinds of strokes in
    writing order, 横、竖、撇、点、折; one whose order is not on file comes before others of its number.
    """
    strokes = _strokes()
    return tuple(strokes.get(letter, _UNKNOWN) for letter in name if letter.isalpha())


@cache
def _strokes() -> dict[str, tuple[int, str]]:
    known: dict[str, tuple[int, str]] = {}
    for line in (RESOURCES / "codes" / "strokes.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        order, letters = line.split("\t")
        key = (int(order[1:]), "") if order.startswith("=") else (len(order), order)
        known.update(dict.fromkeys(letters, key))
    return known
