"""What the books have of a year's 党费, in words for its report; "" for what they do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.dues_books import OPENING, of_year
from exporters.ledgers.ledger import chinese_day
from models.dues.book import DuesBook
from models.dues.records import DuesUse, LargeDues, month_of
from models.dues.using import uses_of_year
from models.dues.words import months_between, months_words, yuan_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporters.ledgers.ledger import Asked
    from models.dues.book import YearLine
    from models.dues.records import Remittance
    from models.store import Store


def dues_of_year(store: Store, _number: int, asked: Asked) -> Mapping[str, str]:
    """Return what is known for the report of a year's dues."""
    book = DuesBook(store, asked.day)
    lines = book.year(asked.year)
    return {
        "branch": store.branch.name,
        "year": str(asked.year),
        "until": chinese_day(asked.day),
        **_collected(book, lines),
        **_remitted(of_year(store, asked.year)),
        **_used(store, asked.year),
        "large": _large(store, asked.year),
    }


def _collected(book: DuesBook, lines: list[YearLine]) -> Mapping[str, str]:
    if not lines:
        return {"collected": "" if book.collects else "本支部是临时党支部，没有收缴党费。"}
    due, waived, paid, owed, over = (
        sum(line.total(of) for line in lines)
        for of in ("due", "waived", "paid", "owed", "overpaid")
    )
    asked = [line for line in lines if line.total("due") > line.total("waived")]
    told = (
        f"应交党费的党员{len(asked)}名，应交{yuan_words(due - waived)}，实交{yuan_words(paid)}，"
        f"尚未交{yuan_words(owed)}"
    )
    told += f"；实交中有多交的{yuan_words(over)}。" if over else "。"
    if waived:
        number = sum(bool(line.total("waived")) for line in lines)
        told += f"经批准少交或者免交的{number}名，共{yuan_words(waived)}。"
    return {"collected": told}


def _remitted(found: Iterable[Remittance]) -> Mapping[str, str]:
    found = list(found)
    if not found:
        return {}
    each = (
        f"{months_words(months_between(month_of(one.since), month_of(one.until)))}"
        f"{yuan_words(one.amount or 0)}"
        for one in found
        if one.since and one.until
    )
    sum_ = yuan_words(sum(one.amount or 0 for one in found))
    return {"remitted": f"{len(found)}次，共{sum_}（{'；'.join(each)}）"}


def _used(store: Store, year: int) -> Mapping[str, str]:
    book = uses_of_year(store, year)
    if not book.lines and not book.carried:
        return {}
    spent = [one for one in book.lines if one.outlay]
    balance = (
        f"{OPENING}{yuan_words(book.carried)}，收入{yuan_words(book.income)}，"
        f"支出{yuan_words(book.outlay)}，结余{yuan_words(book.balance)}"
    )
    return {
        "used": f"{len(spent)}笔，共{yuan_words(book.outlay)}",
        "uses": "\n".join(f"{place}. {_use(one)}" for place, one in enumerate(spent, 1)),
        "balance": balance,
    }


def _use(one: DuesUse) -> str:
    decided = f"{chinese_day(one.decided_on)}集体讨论决定" if one.decided_on else ""
    day = chinese_day(one.used_on) if one.used_on else ""
    parts = (day, one.summary, one.category, yuan_words(one.outlay or 0), decided)
    return f"{'，'.join(filter(None, parts))}。"


def _large(store: Store, year: int) -> str:
    """Return what was handed in as 大额党费, which stands in no other sum."""
    found = [one for one in store.all(LargeDues) if one.paid_on and one.paid_on.year == year]
    if not found:
        return ""
    return f"另有大额党费{len(found)}笔，共{yuan_words(sum(one.amount or 0 for one in found))}。"
