"""What is worth a look about 少交 or 免交 while it is entered; nothing of it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.records import month_of
from models.dues.words import month_words, months_between, yuan_words

if TYPE_CHECKING:
    from models.dues.book import DuesBook
    from models.dues.records import DuesWaiver


def waiver_remarks(book: DuesBook, waiver: DuesWaiver) -> dict[str, str]:
    """Return field name to what is unusual about its value, as on the book's day."""
    found = {}
    if waiver.approved_on and waiver.approved_on > book.day:
        found["approved_on"] = "批准日期还没有到，到那一天才计入减免，现在照常计应交"
    if words := _more_than_due(book, waiver):
        found["amount"] = words
    return found


def _more_than_due(book: DuesBook, waiver: DuesWaiver) -> str:
    """Return that more is waived a month than is to be paid, by the first month of which that is so."""
    if waiver.amount is None or waiver.since is None or waiver.until is None:
        return ""
    first, last = month_of(waiver.since), Month.of(waiver.until.last)
    for month in months_between(first, last):
        basis = book.basis_in(waiver.member_id, month)
        if basis and waiver.amount > (basis.amount or 0):
            return (
                f"少交多于应交：{month_words(month)}核定月交{yuan_words(basis.amount or 0)}，"
                "按这个数减免；全部不交的不填金额，就是免交"
            )
    return ""
