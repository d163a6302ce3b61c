"""What a cell of wages or payments says in 分, as offices write it: ５０００ 元, 5,000.00, 5 000元整."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from models.importing.cells import Issue
from models.values import cell_text, format_money, parse_money, shorten

_LARGEST = 10_000_000_000 - 1
"""分 of the largest amount believed: one 元 more has nine digits."""
_BLANKS = re.compile(r"[\s\u200b]+")
_WHOLE = re.compile(r"(?:元整|元正|圆整|圆)$")


class Amount(NamedTuple):
    """An amount in 分, or the clause why there is none."""

    fen: int = 0
    fault: str = ""


def amount_of(cell: Any) -> Amount:
    """Return what a cell that is not empty says."""
    try:
        fen = parse_money(cell if isinstance(cell, (int, float)) else _tidied(cell_text(cell)))
    except ValueError as error:
        return Amount(fault=str(error))
    if fen < 0:
        return Amount(fault=f"{format_money(fen)}元小于0，请核对")
    if fen > _LARGEST:
        return Amount(fault=f"“{shorten(cell_text(cell))}”有九位数，大得不合情理，请核对")
    return Amount(fen)


def read_amount(label: str, cell: Any) -> Any:
    """Return a cell's 分, or the fault of a field that is called so."""
    found = amount_of(cell)
    return Issue(fault=f"{label}：{found.fault}") if found.fault else found.fen


def _tidied(text: str) -> str:
    """Return an amount without blanks and the words around it that say no more than 元."""
    bare = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return _WHOLE.sub("元", bare.removeprefix("人民币"))
