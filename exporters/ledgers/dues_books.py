"""党费上缴 and 党费使用: what went up to the superior, and what came back and was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.dues import money
from exporters.ledgers.ledger import Asked, Ledger
from exporters.ledgers.meetings import NUMBER
from exporters.sheet import Sum
from models.dues.handing_up import Collected, span_of
from models.dues.records import DuesUse, Remittance
from models.dues.using import uses_of_year
from models.dues.words import months_between, months_words
from models.fields import Field, Kind, field_of

if TYPE_CHECKING:
    from exporters.sheet import Value
    from models.store import Store

OPENING = "年初结余"


def _uses(store: Store, asked: Asked) -> list[tuple[int | None, list[Value]]]:
    book = uses_of_year(store, asked.year)
    if not book.lines and not book.carried:
        return []
    rows: list[tuple[int | None, list[Value]]] = [
        (None, [None, None, "", OPENING, "", None, None, book.carried, None, "", "", ""])
    ]
    for number, one in enumerate(book.lines, 1):
        told = [getattr(one, field.name) for field in (*_USED, *_SUMS)]
        more = [getattr(one, field.name) for field in _DECIDED]
        rows.append((one.id, [number, *told, book.left[one.id or 0], *more]))
    return rows


_USED = tuple(field_of(DuesUse, name) for name in ("used_on", "voucher", "summary", "category"))
_SUMS = tuple(field_of(DuesUse, name) for name in ("income", "outlay"))
_DECIDED = tuple(
    field_of(DuesUse, name) for name in ("decided_on", "handler", "approver", "remark")
)

DUES_USE = Ledger(
    code="dues-use",
    name="党费使用台账",
    columns=(
        NUMBER, *_USED, *_SUMS, Field("结余", Kind.MONEY, width=6, name="balance"), *_DECIDED,
    ),
    rows=_uses,
    totals=("income", "outlay"),
    sums=(Sum("balance", ("income",), ("outlay",), goes_on=True),),
    note="结余＝上一行结余＋收入－支出，逐年接续。",
    paper="A4 landscape",
)  # fmt: skip


def of_year(store: Store, year: int) -> list[Remittance]:
    """Return what was handed up for months of a year, in their order."""
    found = [
        one
        for one in store.all(Remittance)
        if one.since and one.until and one.since.year <= year <= one.until.year
    ]
    return sorted(found, key=lambda one: (str(one.since), str(one.sent_on), one.id or 0))


def _remitted(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    collected = Collected(store, asked.made_on)
    return [
        (
            one.id or 0,
            [number, *_term(collected, one), *(getattr(one, field.name) for field in _SENT)],
        )
        for number, one in enumerate(of_year(store, asked.year), 1)
    ]


def _term(collected: Collected, one: Remittance) -> list[Value]:
    """Return the months handed up for, how many had to pay, what was due, what came in meanwhile."""
    span = span_of(one)
    if span is None or span.last is None:
        return ["", None, None, None]
    term = collected.term(span)
    return [months_words(months_between(span.first, span.last)), term.people, term.due, term.came]


_SENT = tuple(
    field_of(Remittance, name)
    for name in ("amount", "sent_on", "receipt", "way", "handler", "remark")
)

DUES_REMIT = Ledger(
    code="dues-remit",
    name="党费上缴台账",
    columns=(
        NUMBER,
        Field("期间", width=9, name="months"),
        Field("人数", Kind.INTEGER, width=3, name="people"),
        money("应交", "due"),
        money("实交", "paid"),
        *_SENT,
    ),
    rows=_remitted,
    totals=("amount",),
    note="应交为期间各月的数额，已减去免交和少交；实交为期间内收到的，按交纳日期计，含补交。",
    paper="A4 landscape",
)
