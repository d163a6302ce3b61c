"""R-11, R-12: what a member pays a month; whole numbers throughout, rounded once at the end."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from models.codes import RESOURCES
from models.errors import InvalidRecord
from models.rules.findings import Rule, rule
from models.values import format_money

if TYPE_CHECKING:
    from datetime import date

AREA = "dues"
EXACT = 100_000
"""Parts of a 元 an amount is computed in: 分 times a thousandth is never finer."""
_FEN = EXACT // 100


class Rounding(Enum):
    """How a monthly amount is rounded, which no national text says: (label, parts of a 元, half up)."""

    FEN = ("四舍五入到分", _FEN, True)
    JIAO = ("四舍五入到角", 10 * _FEN, True)
    YUAN = ("四舍五入到元", EXACT, True)
    YUAN_UP = ("不足一元的进到元", EXACT, False)

    @property
    def label(self) -> str:
        """What a user reads."""
        return str(self.value[0])

    def of(self, exact: int) -> int:
        """Return 分 for an amount in 1/100 000 元, not below 0."""
        _, step, half = self.value
        return (exact + (step // 2 if half else step - 1)) // step * step // _FEN


@dataclass(frozen=True, slots=True)
class Monthly:
    """What a member pays a month and why: 分, the exact amount in 1/100 000 元, thousandths if any."""

    amount: int
    exact: int
    base: int | None
    permille: int | None
    rule: Rule

    @property
    def words(self) -> str:
        """基数 5,000.01 元，适用 1.5%，月交 75.00 元，第二条."""
        month = f"月交 {format_money(self.amount)} 元，{self.rule.clause}"
        if self.base is None or self.permille is None:
            return month
        rate = f"{self.permille / 10:g}%"
        return f"基数 {format_money(self.base)} 元，适用 {rate}，{month}"


def rule_for(payer: str, on: date) -> Rule:
    """Return the rule a class of payers pays by on a day, with its clause.

    Raises:
        InvalidRecord: if no text knows the class.
    """
    name = _names().get(payer)
    if name is None:
        known = "、".join(_names())
        raise InvalidRecord({"payer": f"没有“{payer}”这一类，算不出月交金额；请选{known}之一"})
    return rule(AREA, name, on=on)


def needs_base(payer: str, on: date) -> bool:
    """Return whether a class pays by what it earns; the others pay a fixed or a chosen amount."""
    return "brackets" in rule_for(payer, on).parameters


def by_base(payer: str, base: int, on: date, rounding: Rounding = Rounding.FEN) -> Monthly:
    """Return what is paid on a base in 分: one rate on the whole of it (R-11).

    Raises:
        InvalidRecord: if the base is below 0, or the class does not pay by one.
    """
    if base < 0:
        raise InvalidRecord({"base": "基数不能小于0，请核对列入和扣除的项目"})
    found = rule_for(payer, on)
    brackets = found.parameters.get("brackets")
    if brackets is None:
        raise InvalidRecord({"base": f"“{payer}”不按收入交纳（{found.clause}），请填每月金额"})
    permille = next(each["permille"] for each in brackets if base <= each.get("to", base))
    exact = base * permille  # 分 × ‰ is 1/100 000 元
    return Monthly(rounding.of(exact), exact, base, permille, found)


def fixed(payer: str, on: date, amount: int | None = None) -> Monthly:
    """Return what is paid without a base: the one amount of the text, or the one chosen within it.

    Raises:
        InvalidRecord: if the amount, in 分, is none the text allows, or the class pays by a base.
    """
    found = rule_for(payer, on)
    if "least" not in found.parameters:
        raise InvalidRecord({"amount": f"“{payer}”按收入交纳（{found.clause}），请填基数"})
    least, most = found["least"], found["most"]
    if amount is None and least == most:
        amount = least
    if amount is None or not least <= amount <= most:
        allowed = (
            format_money(least) if least == most else f"{format_money(least)}至{format_money(most)}"
        )
        raise InvalidRecord({"amount": f"“{payer}”每月交{allowed}元（{found.clause}）"})
    return Monthly(amount, amount * _FEN, None, None, found)


def cap(on: date) -> Rule | None:
    """R-12: return the rule by which nobody is usually asked for more, None before it was made."""
    found = rule(AREA, "R-12")
    return found if found.holds_on(on) else None


@cache
def _names() -> dict[str, str]:
    """Return by each class the name of its rule."""
    data: dict[str, dict[str, Any]] = tomllib.loads(
        (RESOURCES / "rules" / f"{AREA}.toml").read_text("utf-8")
    )
    return {payer: name for name, body in data.items() for payer in body.get("payers", ())}
