"""A branch of fifty with a year of dues: every case that the ledgers and papers have to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models.branch import Branch
from models.dues.account import Month, Span
from models.dues.book import DuesBook
from models.dues.fixing import Fixed, Item, completed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import (
    BY_SUPERIOR,
    Basis,
    DuesUse,
    DuesWaiver,
    LargeDues,
    Payment,
    Remittance,
)
from models.members import Member
from models.members.movements import enter
from models.rules.dues import Rounding
from models.store import Store
from models.values import PartialDate

TODAY = date(2026, 11, 5)
WAIVED, PARTLY, LATE, OVER, UNFIXED, OWING, STUDENT, RETIRED = 6, 9, 8, 12, 20, 5, 16, 3
SHORT = 14
ENTERED_LATE = 15
"""The places of those with a case of their own."""
JANUARY = PartialDate(2026, 1)


def fifty():
    """Return the store; its owner closes it."""
    store = Store.memory(Branch(name="机关第三党支部", short_name="机关第三党支部"))
    people = [
        enter(store, Member(name=name, sex="女", joined_on=PartialDate(2005, 7, 1)))
        for name in names()
    ]
    with store.change("核定") as change:
        for place, person in enumerate(people):
            if place != UNFIXED:
                save_fixed(change, fixed(place, person))
        retired = Basis(
            member_id=people[RETIRED].id, since=PartialDate(2026, 7), payer="离退休",
            base=450_000, cause="退休",
        )  # fmt: skip
        save_fixed(change, Fixed(completed(retired, Rounding.FEN)))
        for record in beside(people):
            change.save(record)
    collect(store)
    return store


def names():
    """Fifty names, two of them alike, one long."""
    given = "磊敏鹏玲洋娜燕辉刚涛静梅强红芳勇丽军"
    alone = [f"{family}{name}" for family in "王李赵" for name in given][:48]
    return [*alone, "王磊", "阿依古丽·买买提"]


def fixed(place, person):
    """Return someone's 核定 of the year."""
    if place == STUDENT:
        basis = Basis(member_id=person.id, since=JANUARY, payer="学生")
        return Fixed(completed(basis, Rounding.FEN))
    base = 250_000 + place * 21_347
    items = (Item("岗位工资", "计入", base - 90_000), Item("薪级工资", "计入", 250_000),
             Item("住房公积金", "扣除", 160_000))  # fmt: skip
    basis = Basis(member_id=person.id, since=JANUARY, payer="事业单位人员", base=base)
    return Fixed(completed(basis, Rounding.FEN), items)


def beside(people):
    """Return waivers, what was handed up and used, and 大额党费."""
    shared = {"approved_by": BY_SUPERIOR, "approved_on": date(2025, 12, 20), "ground": "患病"}
    december, march, may = PartialDate(2026, 12), PartialDate(2026, 3), PartialDate(2026, 5)
    yield DuesWaiver(member_id=people[WAIVED].id, since=JANUARY, until=december, **shared)
    yield DuesWaiver(member_id=people[PARTLY].id, since=march, until=may, amount=500, **shared)
    yield Remittance(since=JANUARY, until=march, amount=400_000, sent_on=date(2026, 4, 2))
    yield Remittance(since=PartialDate(2026, 4), until=may, amount=300_000, sent_on=TODAY)
    yield DuesUse(used_on=date(2025, 9, 1), summary="上级下拨", income=300_000)
    yield DuesUse(
        used_on=date(2026, 3, 1), summary="订阅报刊", outlay=120_000, decided_on=date(2026, 2, 20)
    )
    yield DuesUse(used_on=date(2026, 9, 1), summary="上级下拨", income=50_050)
    yield LargeDues(member_id=people[0].id, paid_on=date(2026, 7, 1), amount=200_000)


def collect(store):
    """Collect ten months, each on its tenth, with arrears, back payments and too much."""
    book = DuesBook(store, TODAY)
    for number in range(1, 11):
        month = Month(2026, number)
        amounts = {}
        for place, person in enumerate(book.everyone()):
            asked = book.states(person, Span(month, month))[0].asked
            is_owing = place % 13 == OWING and number >= 8
            if not asked or is_owing or (place == LATE and number in {4, 5}):
                continue
            more = {OVER: 1_000, SHORT: -500}.get(place, 0) if number == 9 else 0
            months = {month: asked + more}
            if place == LATE and number == 6:
                months |= {Month(2026, 4): asked, Month(2026, 5): asked}
            amounts[person.member.id] = months
        pay(store, TODAY, Batch(date(2026, number, 10), "现金", "李敏"), amounts, "收缴")
    with store.change("录入日期") as change:
        for payment in store.all(Payment):
            change.save(replace(payment, recorded_at=f"{entered_on(store, payment)}T09:00:00"))


def entered_on(store, payment):
    """Return the day a payment is entered, its own but for one person's in September."""
    late = DuesBook(store, TODAY).everyone()[ENTERED_LATE].member.id
    is_late = (payment.member_id, payment.paid_on) == (late, date(2026, 9, 10))
    return payment.paid_on + timedelta(days=8 if is_late else 7)
