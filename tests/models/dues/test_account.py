"""A member's months add up, whatever happens in a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dues.account import (
    Account,
    Month,
    Payment,
    Rate,
    Span,
    Waiver,
    unpaid_on_end,
)

DECEMBER, ALWAYS = Month(2026, 12), Span(Month(2020, 1))
YEAR = Span(Month(2026, 1), Month(2026, 12))
months = st.builds(Month, st.just(2026), st.integers(1, 12))
any_month = st.builds(Month, st.integers(2024, 2028), st.integers(1, 12))
spans = st.builds(
    lambda first, length: Span(first, None if length is None else first.plus(length)),
    any_month,
    st.none() | st.integers(0, 18),
)
fen = st.integers(0, 200_000)
rates = st.lists(st.builds(Rate, any_month, fen), max_size=4)
waivers = st.lists(st.builds(Waiver, spans, st.none() | fen), max_size=4)
payments = st.lists(
    st.builds(Payment, months, st.integers(-5_000, 300_000), st.just(date(2026, 7, 1))), max_size=20
)


def year(until=DECEMBER, member=(ALWAYS,), rates=(), waivers=(), paid=()):
    payments = [Payment(Month(2026, month), fen, date(2026, month, 5)) for month, fen in paid]
    return Account(member, rates, waivers, payments).states(YEAR, due_until=until)


def column(found, name):
    return [getattr(state, name) for state in found]


@given(any_month, st.lists(spans, max_size=3), rates, waivers, payments)
def test_due_and_overpaid_are_paid_waived_and_owed(until, member, steps, freed, paid):
    found = Account(member, steps, freed, paid).states(YEAR, due_until=until)
    assert [state.month for state in found] == [Month(2026, month) for month in range(1, 13)]
    for state in found:
        assert state.due + state.overpaid == state.paid + state.waived + state.owed
        assert min(state.due, state.waived, state.owed, state.overpaid) >= 0
        assert state.waived <= state.due

    def total(name):
        return sum(column(found, name))

    assert total("due") + total("overpaid") == total("paid") + total("waived") + total("owed")
    assert total("paid") == sum(payment.amount for payment in paid)


@given(any_month, st.integers(-60, 60))
def test_months_are_counted_as_the_calendar_has_them(month, number):
    later = month.plus(number)
    assert later.since(month) == number
    assert later.plus(-number) == month
    assert (later > month) == (number > 0)


def test_a_new_rate_holds_from_its_month_on():
    found = year(rates=[Rate(Month(2026, 7), 8_000), Rate(Month(2026, 1), 7_500)])
    assert column(found, "due") == [7_500] * 6 + [8_000] * 6


def test_nothing_is_due_before_joining_after_leaving_and_in_months_to_come():
    here = (Span(Month(2026, 3), Month(2026, 5)), Span(Month(2026, 8)))
    found = year(until=Month(2026, 10), member=here, rates=[Rate(Month(2026, 1), 100)])
    assert column(found, "due") == [0, 0, 100, 100, 100, 0, 0, 100, 100, 100, 0, 0]


def test_a_waiver_frees_of_part_or_all_but_never_of_more_than_is_due():
    freed = [
        Waiver(Span(Month(2026, 1), Month(2026, 2)), 30),
        Waiver(Span(Month(2026, 2), Month(2026, 3))),
        Waiver(Span(Month(2026, 4)), 500),
    ]
    found = year(until=Month(2026, 4), rates=[Rate(Month(2020, 1), 100)], waivers=freed)
    assert column(found, "waived")[:5] == [30, 100, 100, 100, 0]
    assert column(found, "owed")[:5] == [70, 0, 0, 0, 0]


def test_what_is_paid_beyond_the_due_stays_apart_from_what_is_owed():
    found = year(
        until=Month(2026, 3),
        rates=[Rate(Month(2020, 1), 100)],
        paid=[(1, 100), (2, 40), (3, 150), (4, 100)],
    )
    assert column(found, "owed")[:4] == [0, 60, 0, 0]
    assert column(found, "overpaid")[:4] == [0, 0, 50, 100]


@pytest.mark.parametrize(
    ("paid", "freed", "number"),
    [
        ([], [], 9),
        ([(3, 100)], [], 6),
        ([(3, 1)], [], 6),
        ([(9, 100)], [], 0),
        ([(3, 100)], [Waiver(Span(Month(2026, 5), Month(2026, 6)))], 4),
        ([(3, 100)], [Waiver(Span(Month(2026, 5), Month(2026, 6)), 30)], 6),
        ([], [Waiver(Span(Month(2026, 1)))], 0),
    ],
)
def test_months_unpaid_on_end_are_counted_without_those_waived(paid, freed, number):
    """R-18."""
    found = year(until=Month(2026, 9), rates=[Rate(Month(2020, 1), 100)], paid=paid, waivers=freed)
    assert unpaid_on_end(found) == number
