"""What stands beside the books: the months since the last remittance, what is left, a year's figures."""

from __future__ import annotations

from datetime import date

from models.dues.account import Month, Span
from models.dues.fixing import Fixed, save_fixed
from models.dues.handing_up import Collected, span_of
from models.dues.of_year import figures_of
from models.dues.paying import Batch, pay
from models.dues.records import Basis, DuesUse, LargeDues, Remittance
from models.dues.using import uses_of_year
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate

DAY = date(2026, 4, 20)


def paying(store):
    full = PartialDate(2001)
    number = enter(store, Member(name="赵敏", joined_on=PartialDate(2000), full_on=full)).id
    basis = Basis(
        member_id=number, since=PartialDate(2026, 1), payer="企业人员", base=500_001, amount=7500
    )
    with store.change("核定") as change:
        save_fixed(change, Fixed(basis))
    return number


def test_the_next_remittance_begins_after_the_last_and_counts_by_the_day_of_payment(store):
    number = paying(store)
    assert Collected(store, DAY).next_span() is None
    for month, months in ((1, (1,)), (3, (2, 3))):
        amounts = {number: {Month(2026, each): 7500 for each in months}}
        pay(store, DAY, Batch(date(2026, month, 10)), amounts, "交纳")
    span = Collected(store, DAY).next_span()
    assert span == Span(Month(2026, 1), Month(2026, 4))
    with store.change("上缴") as change:
        change.save(
            Remittance(
                since=PartialDate(2026, 1), until=PartialDate(2026, 1), amount=7500, sent_on=DAY
            )
        )
    found = Collected(store, DAY)
    assert found.next_span() == Span(Month(2026, 2), Month(2026, 4))
    term = found.term(Span(Month(2026, 2), Month(2026, 3)))
    assert (term.people, term.due, term.came) == (1, 15_000, 15_000)
    assert term.words.startswith("2026年2月至3月：应交 1 人 150.00元，期内收到 150.00元")


def test_a_remittance_of_no_months_has_none():
    assert span_of(Remittance(since=PartialDate(2026, 3))) is None
    assert span_of(Remittance(since=PartialDate(2026, 3), until=PartialDate(2026, 1))) is None


def test_the_book_of_uses_goes_on_from_year_to_year_in_the_order_of_days(store):
    lines = (
        (date(2026, 3, 1), None, 300), (date(2025, 5, 1), 1000, None),
        (date(2026, 2, 1), 500, None),
    )  # fmt: skip
    with store.change("使用") as change:
        for day, income, outlay in lines:
            change.save(DuesUse(used_on=day, summary="一笔", income=income, outlay=outlay))
    book = uses_of_year(store, 2026)
    assert [book.left[line.id] for line in book.lines] == [1500, 1200]
    assert (book.carried, book.income, book.outlay, book.balance) == (1000, 500, 300, 1200)
    assert uses_of_year(store, 2024).balance == 0


def test_the_figures_of_a_year_are_told_without_anybodys_base(store):
    number = paying(store)
    pay(store, DAY, Batch(DAY), {number: {Month(2026, 1): 7500}}, "交纳")
    with store.change("大额") as change:
        change.save(LargeDues(member_id=number, paid_on=DAY, amount=500_000))
        change.save(DuesUse(used_on=DAY, summary="下拨", income=1000))
    words = figures_of(store, 2026, DAY).words
    assert words == (
        "2026年：应交 1 人 300.00元，实交 75.00元，欠交 225.00元；上缴 0.00元；"
        "大额党费 5,000.00元；使用支出 0.00元，结余 10.00元"
    )
    assert "5,000.01" not in words
