"""R-14 to R-18: payments, transfers, waivers and arrears of one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.account import Month, Span
from models.dues.arrears import arrear_of
from models.dues.fixing import RETIRED
from models.dues.records import BY_BRANCH, DuesWaiver, LargeDues, Payment, month_of
from models.dues.words import month_words, months_between, months_words, yuan_words
from models.members.records import Member, Movement
from models.rules.dues_year import dues_rule
from models.rules.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from models.members.standing import Standing
    from models.rules.dues_year import DuesYear, Paid

_IN, _OUT = "转入", "转出"


def back_payments(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-14: give what was handed in this year for months longer past than is usual."""
    most = case.book.settings.back_pay
    for paid in _handed_in(case, person):
        day = paid.payment.paid_on
        late = [month for month in paid.months if day and Month.of(day).since(month) > most]
        if late:
            text = (
                f"{case.name(person)}{day}补交{months_words(late)}的党费，"
                f"补交的时间一般不超过{most}个月，请核对。"
            )
            yield Finding(dues_rule("R-14"), text, Payment.table, paid.payment.id, "paid_on")


def payments_elsewhere(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """Give what was paid for months of the year in which someone does not pay here.

    Who is with the branch by 编入 alone may pay where they are (第九条).
    """
    if person.attached and not person.on_roll:
        return
    for paid in case.paid[person.member.id or 0]:
        outside = [
            month
            for month in paid.months
            if month.year == case.year and not case.is_here(person, month)
        ]
        if outside:
            text = (
                f"{case.name(person)}交了{months_words(outside)}的党费，按入党、转接和离开的日期，"
                "这些月份不在本支部交纳，请核对。"
            )
            yield Finding(dues_rule("dues-record"), text, Payment.table, paid.payment.id)


def overpayments(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-17: give months for which so much more came than is due that it is 大额, or without a reason."""
    least = dues_rule("R-17")["least"]
    for state in case.states(person):
        if not state.overpaid or not case.is_here(person, state.month):
            continue
        of = [paid for paid in case.paid[person.member.id or 0] if state.month in paid.months]
        told = (
            f"{case.name(person)}{month_words(state.month)}应交{yuan_words(state.asked)}，"
            f"实交{yuan_words(state.paid)}"
        )
        last = of[-1].payment
        if state.overpaid >= least:
            text = f"{told}，多交{yuan_words(least)}以上：自愿多交的请转到大额党费登记，请核对。"
            yield Finding(dues_rule("R-17"), text, Payment.table, last.id)
        elif not any(paid.payment.reason for paid in of):
            text = f"{told}，未见原因：登记有误的请改正，自愿多交的请写明原因。"
            yield Finding(dues_rule("dues-record"), text, Payment.table, last.id, "reason")


def transfers(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-15: hold 党费交至 of the year's letters against the day of the transfer and the ledger."""
    for movement in case.book.movements_of(person.member.id or 0):
        on = movement.happened_on
        if on is None or on.year != case.year or movement.kind not in {_IN, _OUT}:
            continue
        if said := _odd_letter(case, person, movement, on.first):
            text = f"{case.name(person)}{on}{movement.kind}，{said}。"
            yield Finding(dues_rule("R-15"), text, Movement.table, movement.id, "dues_paid_to")


def _odd_letter(case: DuesYear, person: Standing, movement: Movement, on: date) -> str:
    if movement.dues_paid_to is None:
        return _without_letter(movement.kind, on)
    paid_to = Month.of(movement.dues_paid_to.last)
    arrives = movement.kind == _IN
    odd = _arrived(Month.of(on), paid_to) if arrives else _left(case, person, paid_to)
    return f"介绍信写明党费交至{month_words(paid_to)}，{odd}，请核对" if odd else ""


def _without_letter(kind: str, on: date) -> str:
    edge = "起" if kind == _IN else "止"
    return f"未见介绍信写明党费交至哪一月，暂按{month_words(Month.of(on))}{edge}在本支部交，请补登"


def _arrived(came: Month, paid_to: Month) -> str:
    """Return what is odd about a letter's month beside that of the coming."""
    apart = came.since(paid_to)
    if apart > 1:
        between = [paid_to.plus(number) for number in range(1, apart)]
        return f"转入前的{months_words(between)}未见交纳，本支部从{month_words(between[0])}起收缴"
    if apart < 0:
        return f"晚于转入的月份，本支部从{month_words(paid_to.plus(1))}起收缴"
    return ""


def _left(case: DuesYear, person: Standing, paid_to: Month) -> str:
    """Return what the letter says was paid and the ledger does not show."""
    states = case.book.states(person, Span(Month(case.year, 1), paid_to))
    owed = [state.month for state in states if state.owed]
    return f"账上{months_words(owed)}未交清" if owed else ""


def waivers(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-16: give waivers of the year without ground, approval or day, and those that end."""
    for waiver in case.book.waivers_of(person.member.id or 0):
        if waiver.since is None or waiver.until is None:
            continue
        first, last = month_of(waiver.since), Month.of(waiver.until.last)
        if first > Month(case.year, 12) or last < Month(case.year, 1):
            continue
        head = f"{case.name(person)}{months_words(months_between(first, last))}"
        for field, words in _lacking(case, person, waiver, last).items():
            text = f"{head}的{waiver.kind}{words}。"
            yield Finding(dues_rule("R-16"), text, DuesWaiver.table, waiver.id, field)
        if last == Month.of(case.today):
            text = (
                f"{case.name(person)}的{waiver.kind}到本月为止，下月起按核定交纳；"
                "仍有困难的请重新研究、报批。"
            )
            yield Finding(dues_rule("R-16-ending"), text, DuesWaiver.table, waiver.id, "until")


def _lacking(case: DuesYear, person: Standing, waiver: DuesWaiver, last: Month) -> dict[str, str]:
    found = {}
    if not waiver.ground:
        found["ground"] = "未见依据，请补登"
    if not waiver.approved_on:
        found["approved_on"] = "未见批准日期，没有计入减免：已批准的请补登，没批准的照常应交"
    elif not waiver.counts_on(case.book.day):
        found["approved_on"] = f"批准日期{waiver.approved_on}还没有到，没有计入减免，请核对"
    if not waiver.approved_by:
        found["approved_by"] = "未见由谁批准，请补登"
    elif waiver.approved_by == BY_BRANCH:
        basis = case.book.basis_in(person.member.id or 0, last)
        retired = basis is not None and basis.payer == RETIRED
        if not retired:
            found["approved_by"] = "只登记为支部研究同意：在职等党员须报上一级党委批准，请核对"
        elif not case.book.settings.retired_by_branch:
            found["approved_by"] = "只登记为支部研究同意，本支部设置为须报上一级党委批准，请核对"
    return found


def large_dues(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-17: give 大额党费 that are not large, or that nobody saw handed up."""
    least = dues_rule("R-17")["least"]
    for one in case.large:
        if one.member_id != person.member.id:
            continue
        amount = one.amount or 0
        told = f"{case.name(person)}{one.paid_on}交的大额党费{yuan_words(amount)}"
        if amount < least:
            text = f"{told}，不足{yuan_words(least)}，请核对是否按月交党费登记。"
            yield Finding(dues_rule("R-17"), text, LargeDues.table, one.id, "amount")
        if one.sent_on is None:
            text = f"{told}，未见转交上级的日期：转交过的请补登，没转交的请转交。"
            yield Finding(dues_rule("R-17"), text, LargeDues.table, one.id, "sent_on")


def unpaid(case: DuesYear, person: Standing) -> Iterator[Finding]:
    """R-18: give who has paid nothing for months on end; it reminds, and decides nothing."""
    arrear = arrear_of(case.book, person)
    if arrear is None or not arrear.notice:
        return
    owed = f"（{arrear.words}，共{yuan_words(arrear.owed)}）"
    head = f"{case.name(person)}已连续{arrear.on_end}个月未见交纳党费{owed}：交过的请补登"
    if arrear.notice == "请研究":
        text = f"{head}；没交的请核实原因，没有正当理由的，按规定提请支部研究。"
    else:
        text = f"{head}，没交的请{arrear.notice}本人，问明原因。"
    yield Finding(dues_rule("R-18"), text, Member.table, person.member.id)


def _handed_in(case: DuesYear, person: Standing) -> Iterator[Paid]:
    for paid in case.paid[person.member.id or 0]:
        if paid.payment.paid_on and case.holds(paid.payment.paid_on):
            yield paid
