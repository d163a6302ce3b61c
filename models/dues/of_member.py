"""What a 变动 means for someone's 党费, said before it is entered; and what goes off the file with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.dues.account import Month, Span
from models.dues.book import TEMPORARY, DuesBook, admissions
from models.dues.fixing import RETIRED, remove_fixed
from models.dues.paying_here import paying_spans
from models.dues.records import Basis, DuesWaiver, LargeDues, Payment
from models.dues.words import month_words, months_words
from models.errors import AppError
from models.members.records import Member, Movement, Period
from models.own_columns import remove_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from models.change import Change
    from models.dues.account import MonthState
    from models.members.standing import Standing
    from models.store import Store

_OUT = "转出"


def dues_at_movement(store: Store, movement: Movement, changed: Sequence[Any]) -> list[str]:
    """Return from or until which month dues are paid here once a movement holds, if that changes."""
    if store.branch.form == TEMPORARY:
        return []
    number = movement.member_id
    member = store.get(Member, number)
    periods = store.where(Period, member_id=number)
    moves = store.where(Movement, member_id=number)
    admitted = admissions(store).get(number)
    before = paying_spans(member, periods, moves, admitted)
    new = [each for each in changed if isinstance(each, Period)]
    ids = {each.id for each in new}
    after = paying_spans(
        next((each for each in changed if isinstance(each, Member)), member),
        [*(period for period in periods if period.id not in ids), *new],
        [*(move for move in moves if move.id != movement.id), movement],
        admitted,
    )
    is_fixed = bool(store.where(Basis, member_id=number))
    said = [*_begun(before, after, is_fixed=is_fixed), *_ended(before, after, movement)]
    return [*said, *_retired(store, movement)]


def settled_until(book: DuesBook, person: Standing, states: Iterable[MonthState]) -> Month | None:
    """Return the last of some months that is paid or waived, with nothing owed up to it."""
    owed = min((state.month for state in book.owed_until_now(person)), default=None)
    settled = [
        state.month
        for state in states
        if not state.owed
        and (state.paid or state.is_waived)
        and (owed is None or state.month < owed)
    ]
    return max(settled, default=None)


def paid_to_words(store: Store, person: Standing, day: date) -> str:
    """Return until when someone's dues are paid by the books, for the letter of a transfer; or ""."""
    book = DuesBook(store, day)
    paid = [payment.month for payment in book.account(person).payments]
    if not paid:
        return "支部没有登记其交纳的党费。" if book.spans(person) else ""
    until = settled_until(book, person, book.states(person, Span(min(paid), max(paid))))
    told = f"按支部登记，党费已交到{month_words(until)}" if until else "按支部登记，没有交清的月份"
    if owed := [state.month for state in book.owed_until_now(person)]:
        told += f"，{months_words(owed)}欠交"
    return f"{told}；请与介绍信核对后填写。"


def _begun(before: list[Span], after: list[Span], *, is_fixed: bool) -> Iterator[str]:
    known = {span.first for span in before}
    for span in after:
        if span.first not in known:
            more = "" if is_fixed else "，请核定月交金额"
            yield f"党费：从{month_words(span.first)}起在本支部交纳{more}"


def _by_what(movement: Movement) -> str:
    """Return what the last month follows from, where that is a letter and not the day alone."""
    if movement.kind != _OUT:
        return ""
    return "（按写明的党费交至）" if movement.dues_paid_to else "（没有写党费交至，按转出的当月）"


def _ended(before: list[Span], after: list[Span], movement: Movement) -> Iterator[str]:
    known = set(before)
    for span in after:
        if span.last and span not in known:
            yield f"党费：在本支部交到{month_words(span.last)}为止{_by_what(movement)}"
            yield from _dropped(movement)
    if before and not after:
        yield "党费：在本支部没有应交的月份"


def _dropped(movement: Movement) -> Iterator[str]:
    """Yield which months are asked for no more because the letter ends before the transfer."""
    paid_to, on = movement.dues_paid_to, movement.happened_on
    if movement.kind != _OUT or paid_to is None or on is None:
        return
    last, left = Month.of(paid_to.last), Month.of(on.last)
    if months := [last.plus(number) for number in range(1, left.since(last) + 1)]:
        yield (
            f"党费：{months_words(months)}不再在本支部计应交；"
            f"应在本支部交的，请把党费交至写到{month_words(left)}"
        )


def _retired(store: Store, movement: Movement) -> Iterator[str]:
    if movement.kind != "退休":
        return
    bases = sorted(store.where(Basis, member_id=movement.member_id), key=lambda one: str(one.since))
    if bases and bases[-1].payer != RETIRED:
        yield f"党费：现按“{bases[-1].payer}”核定，离退休后请按离退休费或者养老金重新核定"


def remove_dues(change: Change, member: Member) -> None:
    """Take someone's 核定 and waivers off the file, within a step.

    Raises:
        AppError: if anything was paid: a receipt was given for it.
    """
    paid = change.where(Payment, member_id=member.id)
    counting = [payment for payment in paid if payment.voided_on is None]
    large = change.where(LargeDues, member_id=member.id)
    if counting or large:
        what = f"党费交纳记录（回执{counting[-1].receipt}）" if counting else "大额党费记录"
        raise AppError(
            f"{member.name}有{what}，没有删除；录错的请先在党费里取回，离开的请登记变动。"
        )
    if paid:
        raise AppError(
            f"{member.name}有作废的党费回执{paid[-1].receipt}，没有删除：编号要留在册上；"
            "人是录错的，请把姓名改对，离开的请登记变动。"
        )
    for basis in change.where(Basis, member_id=member.id):
        remove_fixed(change, basis)
    for waiver in change.where(DuesWaiver, member_id=member.id):
        remove_own(change, waiver.table, waiver.id or 0)
        change.delete(waiver)
