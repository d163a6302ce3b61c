"""Taking payments: one receipt a member and stroke, numbered without gaps, taken back or 作废."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from models.dues.account import Month
from models.dues.records import PaidMonth, Payment, ReceiptCount, month_of, month_text
from models.errors import InvalidRecord
from models.fields import field_of
from models.values import format_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.change import Change
    from models.store import Store


@dataclass(frozen=True, slots=True)
class Batch:
    """What payments taken together have in common: their day, how and by whom they were taken."""

    paid_on: date
    way: str = ""
    collector: str = ""
    handed_by: str = ""


def pay(  # noqa: PLR0913 - what a stroke is made of
    store: Store,
    today: date,
    batch: Batch,
    amounts: Mapping[int, Mapping[Month, int]],
    title: str,
    *,
    reasons: Mapping[int, str] | None = None,
) -> list[Payment]:
    """Take payments (member id to month to 分) as one step; one receipt a member.

    `reasons` says by member why an amount is unlike the due.

    Raises:
        InvalidRecord: with the sentence why the day cannot be.
    """
    refuse_day(batch.paid_on, today)
    with store.change(title) as change:
        return [
            enter_payment(
                change,
                Payment(
                    member_id=member, paid_on=batch.paid_on, way=batch.way,
                    collector=batch.collector, handed_by=batch.handed_by,
                    reason=(reasons or {}).get(member, ""),
                ),
                months,
            )
            for member, months in amounts.items()
            if months
        ]  # fmt: skip


def refuse_day(paid_on: date, today: date) -> None:
    """Refuse a day that is still to come.

    Raises:
        InvalidRecord: with the sentence to show.
    """
    if paid_on > today:
        raise InvalidRecord({"paid_on": f"{paid_on}还没到，没有登记；收缴日期应是实际交纳的那天"})


def enter_payment(change: Change, payment: Payment, months: Mapping[Month, int]) -> Payment:
    """Enter a payment with its months and the next receipt number of its year, within a step."""
    from models.store import now  # noqa: PLC0415 - store lists this area's records

    if payment.paid_on is None:
        raise InvalidRecord({"paid_on": "交纳日期不能为空"})
    year = payment.paid_on.year
    count = _count(change, year)
    number = _next_number(change, count)
    change.save(replace(count, last=number))
    saved = change.save(
        replace(
            payment,
            receipt_year=year,
            receipt_number=number,
            recorded_at=payment.recorded_at or now(),
        )
    )
    for month in sorted(months):
        change.save(
            PaidMonth(payment_id=saved.id or 0, month=month_text(month), amount=months[month])
        )
    return saved


def _count(change: Change, year: int) -> ReceiptCount:
    found = change.where(ReceiptCount, year=year)
    return found[0] if found else ReceiptCount(year=year)


def _next_number(change: Change, count: ReceiptCount) -> int:
    """Return the number after the last; a file from elsewhere may not have counted what it holds."""
    number = count.last + 1
    if change.where(Payment, receipt_year=count.year, receipt_number=number):
        year = change.where(Payment, receipt_year=count.year)
        number = max(payment.receipt_number for payment in year) + 1
    return number


RETOLD = ("way", "handed_by", "collector", "remark")
"""The fields that tell of a payment what neither its amounts nor its receipt's number follow from."""
ON_RECEIPT = frozenset(RETOLD) - {"remark"}
"""Those of them that its receipt shows."""


def retell(store: Store, payment_id: int, values: Mapping[str, Any]) -> Payment | None:
    """Alter how and by whom a payment came, and its remark, as one step.

    Return it as it is then, None where nothing differs. Its day, its amounts and the number of its
    receipt stay.

    Raises:
        InvalidRecord: with the sentence why not, of one marked 作废.
    """
    payment = store.get(Payment, payment_id)
    if payment.voided_on:
        raise InvalidRecord({"voided_on": f"{payment.receipt}号回执已经作废，不再修改"})
    told: dict[str, Any] = {
        name: values[name]
        for name in RETOLD
        if name in values and values[name] != getattr(payment, name)
    }
    if not told:
        return None
    labels = "、".join(field_of(Payment, name).label for name in told)
    with store.change(f"修改回执{payment.receipt}的{labels}") as change:
        return change.save(replace(payment, **told))


def is_receipt_unlike(before: Payment, after: Payment) -> bool:
    """Return whether a receipt made before a payment was retold shows something else."""
    return any(getattr(before, name) != getattr(after, name) for name in ON_RECEIPT)


def take_back(change: Change, payment: Payment, today: date, reason: str) -> None:
    """Take a payment off the file if its receipt is the last of its year, else mark it 作废.

    A receipt that others follow was handed out: its number stays, and counts for nothing.
    """
    count = _count(change, payment.receipt_year)
    if payment.receipt_number == count.last:
        for part in change.where(PaidMonth, payment_id=payment.id):
            change.delete(part)
        change.delete(payment)
        change.save(replace(count, last=count.last - 1))
    else:
        change.save(replace(payment, voided_on=today, void_reason=reason))


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back left: receipts marked 作废, and those made anew for months that stay paid."""

    voided: tuple[Payment, ...]
    anew: tuple[Payment, ...]


def take_back_months(
    store: Store, today: date, cells: Sequence[tuple[int, Month]], title: str
) -> TakenBack:
    """Take back the payments that hold some months of members (member id, month), as one step.

    What such a payment was for beside them is paid again under a new receipt on its own day.
    """
    wanted: dict[int, set[Month]] = defaultdict(set)
    for member, month in cells:
        wanted[member].add(month)
    touched = [found for member in wanted for found in _touched(store, member, wanted[member])]
    touched.sort(key=lambda one: (one[0].receipt_year, one[0].receipt_number))
    with store.change(title) as change:
        # From the last on: what nothing follows is removed, so that no number is 作废 for nothing.
        for payment, _ in reversed(touched):
            take_back(change, payment, today, "登记有误")
        anew = tuple(
            enter_payment(
                change,
                replace(payment, id=None, receipt_year=0, receipt_number=0, recorded_at=""),
                kept,
            )
            for payment, kept in touched
            if kept
        )
        voided = tuple(
            payment
            for payment, _ in touched
            if change.where(Payment, id=payment.id, voided_on=str(today))
        )
    return TakenBack(voided, anew)


def _touched(
    store: Store, member_id: int, months: set[Month]
) -> Iterator[tuple[Payment, dict[Month, int]]]:
    """Yield someone's payments that hold some months, and what they hold beside those."""
    for payment in store.where(Payment, member_id=member_id, voided_on=None):
        parts = store.where(PaidMonth, payment_id=payment.id)
        paid = [(month_of(part.month), part.amount) for part in parts if part.month]
        if any(month in months for month, _ in paid):
            kept: dict[Month, int] = defaultdict(int)
            for month, amount in paid:
                if month not in months:
                    kept[month] += amount
            yield payment, kept


def payments_of(store: Store, member_id: int) -> list[tuple[Payment, tuple[PaidMonth, ...]]]:
    """Return a member's payments with their months, by day; those marked 作废 among them."""
    payments = sorted(
        store.where(Payment, member_id=member_id),
        key=lambda one: (one.paid_on or date.min, one.receipt_number),
    )
    return [
        (
            payment,
            tuple(
                sorted(
                    store.where(PaidMonth, payment_id=payment.id),
                    key=lambda part: str(part.month),
                )
            ),
        )
        for payment in payments
    ]


def unlike_due(due: int, amount: int) -> str:
    """Return what is said of an amount unlike the one due, in 分; "" if they agree."""
    if amount == due:
        return ""
    how = "多" if amount > due else "少"
    return (
        f"应交{format_money(due)}元，实交{format_money(amount)}元，"
        f"{how}{format_money(abs(amount - due))}元，请写明原因"
    )
