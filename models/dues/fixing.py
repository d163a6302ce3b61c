"""核定: what a member is to pay a month, from class, base and items, with the words that explain it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from models.dues.items import Use, base_of
from models.dues.records import (
    COUNTED,
    DEDUCTED,
    LEFT_OUT,
    Basis,
    BasisItem,
    month_of,
    month_text,
)
from models.dues.words import yuan_words
from models.errors import InvalidRecord
from models.rules.dues import Monthly, Rounding, by_base, cap, fixed, needs_base
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.change import Change
    from models.dues.account import Month
    from models.store import Store

USES = {Use.COUNTED: COUNTED, Use.DEDUCTED: DEDUCTED, Use.LEFT_OUT: LEFT_OUT}
RETIRED, FARMER = "离退休", "农民"
_MAKING = frozenset({"payer", "base", "amount", "since", "reason"})
"""Fields that an amount follows from, or stands apart by; another leaves it as it is."""
_NINE_DIGITS = 10**8 * 100
"""分 of an amount that nobody is paid in a month."""


class Item(NamedTuple):
    """One item of a base: what it is called, its use (计入, 扣除, 不计), 分."""

    label: str
    use: str
    amount: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """A 核定 with the items of its base."""

    basis: Basis
    items: tuple[Item, ...] = ()


def monthly_of(basis: Basis, rounding: Rounding) -> Monthly:
    """Return what the rules make of a 核定's class and base, or amount.

    Raises:
        InvalidRecord: with a sentence beside the field: no base, or an amount no text allows.
    """
    on = _first_day(basis)
    if not basis.payer:
        raise InvalidRecord({"payer": "请先选党员类别，按类别才能算出月交金额"})
    if needs_base(basis.payer, on):
        if basis.base is None:
            raise InvalidRecord({"base": f"“{basis.payer}”按收入交纳，请填交纳基数"})
        if basis.base >= _NINE_DIGITS:
            much = f"{format_money(basis.base)}元有9位数以上，像是多打了几位"
            raise InvalidRecord({"base": f"{much}，请核对基数"})
        return by_base(basis.payer, basis.base, on, rounding)
    return fixed(basis.payer, on, basis.amount)


def problems_of(basis: Basis, rounding: Rounding) -> dict[str, str]:
    """Return by field the sentence why a 核定 cannot stand as it is; {} if it can.

    An amount above the rule's is the member's own will and needs no reason but to be said; one
    below it needs one: 少交 is granted, not fixed.
    """
    try:
        monthly = monthly_of(basis, rounding)
    except InvalidRecord as error:
        return dict(error.problems)
    if basis.amount is None or basis.reason or _follows(basis, monthly):
        return {}
    how = "多" if basis.amount > monthly.amount else "少"
    return {
        "amount": f"按{monthly.rule.clause}应为{format_money(monthly.amount)}元，"
        f"填的{how}{format_money(abs(basis.amount - monthly.amount))}元，请写明原因"
    }


def rounded_as(amount: int | None, monthly: Monthly) -> str:
    """Return by which rounding an amount is what the rule gives, "" by none.

    A branch may have rounded otherwise when it was fixed: that is no contradiction.
    """
    return next((each.label for each in Rounding if each.of(monthly.exact) == amount), "")


def _follows(basis: Basis, monthly: Monthly) -> str:
    """Return by what an amount is right without a reason of one's own, "" by nothing.

    R-12: the most that is usually asked of anyone is as right as more than that.
    """
    limit = cap(_first_day(basis))
    if limit and basis.amount == limit["most"] < monthly.amount:
        return f"一般不超过{yuan_words(limit['most'])}，{limit.citation}"
    return rounded_as(basis.amount, monthly)


def completed(basis: Basis, rounding: Rounding) -> Basis:
    """Return a 核定 with the amount the rules give, where none was typed and they can."""
    if basis.amount is not None:
        return basis
    try:
        return replace(basis, amount=monthly_of(basis, rounding).amount)
    except InvalidRecord:
        return basis


def refixed(basis: Basis, values: Mapping[str, Any], rounding: Rounding) -> Basis:
    """Return a 核定 with other values; its amount follows from them unless it was typed.

    One that was fixed otherwise for a reason stays as it is until it is typed anew.
    """
    made = replace(basis, **values)
    if "payer" in values:  # whoever types the class has looked at it
        made = replace(made, is_assumed=bool(values.get("is_assumed")))
    if values.get("amount") is None and (
        not values.keys().isdisjoint(_MAKING) or made.amount is None
    ):
        made = _with_amount(made, values, rounding)
    if "payer" in values and made.payer and not pays_by_base(made) and made.amount is not None:
        made = replace(made, base=None)
    return made


def _with_amount(made: Basis, values: Mapping[str, Any], rounding: Rounding) -> Basis:
    is_typed = not values.keys().isdisjoint({"payer", "amount"})
    if made.reason and not is_typed:
        return made
    keeps = not is_typed and not pays_by_base(made)
    return completed(made if keeps else replace(made, amount=None), rounding)


def is_confirmed(before: Basis, after: Basis) -> bool:
    """Return whether all that is new of a 核定 is that its assumed class was looked at, or not."""
    return before.is_assumed != after.is_assumed and before == replace(
        after, is_assumed=before.is_assumed
    )


def pays_by_base(basis: Basis) -> bool:
    """Return whether a 核定's class pays by what it earns; an unknown one is taken to."""
    try:
        return needs_base(basis.payer, _first_day(basis))
    except InvalidRecord:
        return True


def exceeds_cap(basis: Basis) -> bool:
    """R-12: return whether more is fixed a month than is usually asked of anyone."""
    limit = cap(basis.since.first) if basis.since else None
    return bool(limit and (basis.amount or 0) > limit["most"])


def above_cap(basis: Basis) -> str:
    """R-12: return what is said of more than is usually asked of anyone a month, "" of less."""
    limit = cap(basis.since.first) if basis.since else None
    if limit is None or not exceeds_cap(basis):
        return ""
    return (
        f"月交{yuan_words(basis.amount or 0)}，每人每月一般不超过{yuan_words(limit['most'])}"
        f"（{limit.citation}），自愿多交的可以登记为大额党费，请核对"
    )


def explained(basis: Basis, rounding: Rounding) -> str:
    """Return 基数 5,000.01 元，适用 1.5%，月交 75.00 元，第二条; or why nothing can be worked out."""
    try:
        monthly = monthly_of(basis, rounding)
    except InvalidRecord as error:
        return next(iter(error.problems.values())) + "。"
    words = monthly.words
    if basis.amount is not None and basis.amount != monthly.amount:
        why = basis.reason or _follows(basis, monthly) or "未写原因"
        words += f"；核定为 {format_money(basis.amount)} 元（{why}）"
    limit = cap(_first_day(basis))
    if limit and max(monthly.amount, basis.amount or 0) > limit["most"]:
        words += (
            f"。每人每月一般不超过{format_money(limit['most'])}元（{limit.citation}），"
            "自愿多交的可以登记为大额党费"
        )
    return words + "。"


def from_payroll(
    basis: Basis,
    amounts: Mapping[str, int],
    rounding: Rounding,
    chosen: Mapping[str, Use] | None = None,
) -> Fixed:
    """Return a 核定 whose base is made of a payroll's columns (heading to 分).

    Raises:
        InvalidRecord: if nothing of them counts for the class, or more is deducted than counted.
    """
    made = base_of(amounts, basis.payer, _first_day(basis), chosen)
    if not made.counted:
        raise InvalidRecord(
            {"base": f"工资表里没有“{basis.payer}”可计入基数的栏目，请核对类别和各栏的用途"}
        )
    if made.amount < 0 and not any(made.counted.values()):
        raise InvalidRecord(
            {"base": f"“{basis.payer}”可计入基数的栏目都没有金额，请核对类别和各栏的用途"}
        )
    if made.amount < 0:
        raise InvalidRecord({"base": "扣除多于计入，基数小于0，请核对工资表"})
    parts = {
        **dict.fromkeys(made.counted, COUNTED),
        **dict.fromkeys(made.deducted, DEDUCTED),
        **dict.fromkeys(made.left_out, LEFT_OUT),
    }
    items = tuple(Item(label, parts[label], amount) for label, amount in amounts.items())
    return Fixed(completed(replace(basis, base=made.amount, amount=None), rounding), items)


def save_fixed(change: Change, fixed_one: Fixed) -> Basis:
    """Enter a 核定 with its items, in the place of one from the same month on, within a step."""
    from models.store import now  # noqa: PLC0415 - store lists this area's records

    basis = fixed_one.basis
    same = change.where(Basis, member_id=basis.member_id, since=_kept(basis))
    if basis.id is None and same:
        basis = replace(basis, id=same[0].id)
    if basis.id is not None:
        for item in change.where(BasisItem, basis_id=basis.id):
            change.delete(item)
    saved = change.save(replace(basis, recorded_at=basis.recorded_at or now()))
    for place, (label, use, amount) in enumerate(fixed_one.items):
        change.save(
            BasisItem(basis_id=saved.id or 0, place=place, label=label, use=use, amount=amount)
        )
    return saved


def remove_fixed(change: Change, basis: Basis) -> None:
    """Take a 核定 with its items off the file, within a step."""
    for item in change.where(BasisItem, basis_id=basis.id):
        change.delete(item)
    change.delete(basis)


def items_of(store: Store, basis: Basis) -> tuple[Item, ...]:
    """Return the items of a 核定's base, as its payroll had them."""
    found = store.where(BasisItem, basis_id=basis.id)
    return tuple(
        Item(item.label, item.use, item.amount) for item in sorted(found, key=lambda one: one.place)
    )


def copied_forward(
    bases: Iterable[Basis], items: Mapping[int, Sequence[Item]], month: Month, rounding: Rounding
) -> list[Fixed]:
    """Return the 核定 of a new year from a month on, as those of the year before; to be looked over.

    The amounts are worked out anew where a rule changed with the year; one that cannot be, for
    want of a base or a known class, stays as it was.
    """
    found = []
    for basis in bases:
        made = replace(
            basis, id=None, since=month_text(month), cause="年初核定", decided_on=None,
            recorded_at="",
        )  # fmt: skip
        if not made.reason:
            anew = completed(replace(made, amount=_chosen(made)), rounding)
            made = made if anew.amount is None else anew
        found.append(Fixed(made, tuple(items.get(basis.id or 0, ()))))
    return found


def _chosen(basis: Basis) -> int | None:
    """Return the amount of a class that pays without a base, which was chosen, else None."""
    return None if pays_by_base(basis) else basis.amount


def _first_day(basis: Basis) -> date:
    if basis.since is None:
        raise InvalidRecord({"since": "起始月不能为空"})
    return basis.since.first


def _kept(basis: Basis) -> str:
    return str(month_text(month_of(basis.since))) if basis.since else ""
