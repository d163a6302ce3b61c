"""A member's months add up, whatever happens in a year."""

from __future__ import annotations

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
payments = st.lists(st.builds(Payment, months, st.integers(-5_000, 300_000)), max_size=20)


def year(until=DECEMBER, member=(ALWAYS,), rates=(), waivers=(), paid=()):
    payments = [Payment(Month(2026, month), fen) for month, fen in paid]
    return Account(member, rates, waivers, payments).states(YEAR, due_until=until)


def column(found, name):
    return [getattr(state, name) for state in found]


def nth(month):
    return month.year * 12 + month.month


def covers(span, at):
    return at in range(nth(span.first), nth(span.last) + 1 if span.last else 10**6)


def by_hand(at, until, member, steps, freed, paid):
    """What is due, waived and paid in a month, each counted once more from the records alone."""
    begun = [(nth(step.since), place) for place, step in enumerate(steps) if nth(step.since) <= at]
    asked = at <= nth(until) and any(covers(span, at) for span in member)
    due = steps[max(begun)[1]].amount if asked and begun else 0
    waived = [
        due if each.amount is None else each.amount for each in freed if covers(each.span, at)
    ]
    here = [payment.amount for payment in paid if nth(payment.month) == at]
    return due, min([due, sum(waived)]), sum(here)


@given(any_month, st.lists(spans, max_size=3), rates, waivers, payments)
def test_every_month_is_as_an_independent_reckoning_has_it(until, member, steps, freed, paid):
    found = Account(member, steps, freed, paid).states(YEAR, due_until=until)
    assert [state.month for state in found] == [Month(2026, month) for month in range(1, 13)]
    for state in found:
        due, waived, came = by_hand(nth(state.month), until, member, steps, freed, paid)
        assert (state.due, state.waived, state.paid) == (due, waived, came)
        balance = due - waived - came
        assert (state.owed, state.overpaid) == ((balance, 0) if balance > 0 else (0, -balance))


@given(any_month, st.integers(-60, 60))
def test_months_are_counted_as_the_calendar_has_them(month, number):
    later = month.plus(number)
    assert later.since(month) == number
    assert later.plus(-number) == month
    assert (later > month) == (number > 0)


def test_a_new_rate_holds_from_its_month_on():
    found = year(rates=[Rate(Month(2026, 7), 8_000), Rate(Month(2026, 1), 7_500)])
    assert column(found, "due") == [7_500] * 6 + [8_000] * 6


def test_of_two_rates_of_one_month_the_one_entered_last_holds():
    found = year(rates=[Rate(Month(2026, 1), 8_000), Rate(Month(2026, 1), 7_500)])
    assert set(column(found, "due")) == {7_500}


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


@pytest.mark.parametrize(
    ("member", "rates", "number"),
    [
        ((Span(Month(2026, 1), Month(2026, 3)), Span(Month(2026, 8))), [], 3),
        ((Span(Month(2026, 1), Month(2026, 9)),), [], 0),
        ((ALWAYS,), [Rate(Month(2026, 5), 0), Rate(Month(2026, 7), 100)], 4),
    ],
)
def test_months_elsewhere_or_with_nothing_fixed_end_the_count(member, rates, number):
    """R-18: here 1-3 and 8-10 are three months on end, not six."""
    fixed = [Rate(Month(2020, 1), 100), *rates]
    assert unpaid_on_end(year(until=Month(2026, 10), member=member, rates=fixed)) == number
