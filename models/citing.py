"""How a rule's text is cited: its source, and the clause of it."""

from __future__ import annotations

from itertools import zip_longest


def cited(sources: str, clauses: str) -> str:
    """Return sources with their clauses, 《…条例》第十一条; several are parted by ； in both."""
    pairs = zip_longest(sources.split("；"), clauses.split("；"), fillvalue="")
    return "；".join(_one(source, clause) for source, clause in pairs)


def _one(source: str, clause: str) -> str:
    """Return one of them, apart where neither has a mark of its own between them."""
    apart = "" if source.endswith(("》", "）")) or clause.startswith("（") else " "
    return f"{source}{apart}{clause}".strip()
