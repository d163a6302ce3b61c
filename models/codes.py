"""The code tables a field's choices come from, and the regions of GB/T 2260, read when first used.

A table suggests and normalises; a value that it lacks is kept as it was typed, because official
tables change and places have words of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry: its code in the national or system table ("" where none is known) and label."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@cache
def table(name: str) -> tuple[Code, ...]:
    """Return the entries of a code table in its own order."""
    import tomllib  # noqa: PLC0415 - 3 ms, not before the first table is asked for

    data = tomllib.loads((RESOURCES / "codes" / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Code(entry["code"], entry["label"], tuple(entry.get("aliases", ())))
        for entry in data["entries"]
    )


def labels(name: str) -> tuple[str, ...]:
    """Return what can be chosen from a code table."""
    return tuple(code.label for code in table(name))


@cache
def has_label(name: str, text: str) -> bool:
    """Return whether a code table has this label."""
    return text in labels(name)


@cache
def _spellings(name: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for code in table(name):
        for spelling in (code.label, code.code, *code.aliases):
            if spelling:
                known.setdefault(spelling, code.label)
    return known


def normalise(name: str, text: str) -> str:
    """Return the label that a spelling, alias or code means, or the text itself if unknown."""
    return _spellings(name).get(text, text) if name else text


@cache
def _regions() -> dict[str, str]:
    lines = (RESOURCES / "codes" / "regions.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def region_is_known(code: str) -> bool:
    """Return whether a 6-digit region stands in any edition of GB/T 2260 on file."""
    return code in _regions()
