"""Receipts are numbered without a gap, whatever is paid, taken back, undone and made again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.branch import Branch
from models.dues.account import Month
from models.dues.paying import Batch, pay, payments_of, retell, take_back_months
from models.dues.records import PaidMonth, Payment, ReceiptCount, month_of
from models.errors import AppError, InvalidRecord
from models.store import Store
from models.verify import verify
from tests.models.dues.ledger import LATER, member, pays

PICK = st.integers(0, 20)
MONTHS = st.sets(st.integers(1, 6), min_size=1, max_size=3)
DAYS = st.sampled_from([date(2025, 12, 10), date(2026, 1, 10), date(2026, 2, 10)])


def numbers(store):
    """Return by year every receipt number on file, in order."""
    found = {}
    for payment in store.all(Payment):
        found.setdefault(payment.receipt_year, []).append(payment.receipt_number)
    return {year: sorted(given) for year, given in found.items()}


class Receipts(RuleBasedStateMachine):
    @initialize()
    def found(self):
        self.store = Store.memory(Branch(name="第三党支部"))
        self.people = [member(self.store, name).id for name in ("甲", "乙", "丙")]
        self.first = self.store.entries(1)[0].id

    def cells(self):
        paid = {each.id: each.member_id for each in self.store.where(Payment, voided_on=None)}
        return [
            (paid[part.payment_id], month_of(part.month))
            for part in self.store.all(PaidMonth)
            if part.payment_id in paid
        ]

    @rule(picks=st.sets(st.integers(0, 2), min_size=1), months=MONTHS, day=DAYS)
    def paid(self, picks, months, day):
        amounts = {
            self.people[pick]: {Month(2026, month): 100 + month for month in months}
            for pick in sorted(picks)
        }
        title = f"收缴{len(self.store.entries(1000))}"
        made = pay(self.store, LATER, Batch(paid_on=day), amounts, title)
        assert [one.receipt_number for one in made] == numbers(self.store)[day.year][-len(made) :]

    @precondition(lambda self: self.cells())
    @rule(picks=st.sets(PICK, min_size=1, max_size=3))
    def taken_back(self, picks):
        cells = self.cells()
        chosen = sorted({cells[pick % len(cells)] for pick in picks})
        before = sorted(cells)
        take_back_months(self.store, date(2026, 3, 1), chosen, "收回")
        assert sorted(self.cells()) == [cell for cell in before if cell not in chosen]

    @precondition(lambda self: self.store.undoable.id > self.first)
    @rule()
    def undone(self):
        self.store.undo()

    @precondition(lambda self: self.store.redoable)
    @rule()
    def made_again(self):
        self.store.redo()

    @rule(pick=PICK)
    def one_undone(self, pick):
        steps = [entry for entry in self.store.entries(1000) if entry.id > self.first]
        if not steps:
            return
        with suppress(AppError):
            self.store.undo_entry(steps[pick % len(steps)].id)

    @invariant()
    def are_numbered_without_a_gap(self):
        if not hasattr(self, "store"):
            return
        last = {count.year: count.last for count in self.store.all(ReceiptCount) if count.last}
        assert numbers(self.store) == {year: [*range(1, n + 1)] for year, n in last.items()}

    @invariant()
    def every_payment_has_its_months(self):
        if hasattr(self, "store"):
            parts = {part.payment_id for part in self.store.all(PaidMonth)}
            assert parts == {payment.id for payment in self.store.all(Payment)}

    def teardown(self):
        if hasattr(self, "store"):
            assert verify(self.store) == []
            self.store.close()


TestReceipts = Receipts.TestCase
TestReceipts.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_an_older_payment_is_not_taken_back_alone_and_the_later_one_is_named(store):
    person = member(store)
    for month in (1, 2):
        pays(store, person, date(2026, month, 10), {month: 20}, f"收缴{month}月党费")
    older = store.entries(2)[1]
    with pytest.raises(AppError, match="“收缴1月党费”没有撤销：后来的“收缴2月党费”"):
        store.undo_entry(older.id)
    assert numbers(store) == {2026: [1, 2]}
    store.undo()
    store.undo_entry(older.id)
    assert numbers(store) == {}


def test_a_payment_of_another_year_does_not_stand_in_the_way(store):
    person = member(store)
    pays(store, person, date(2025, 12, 10), {12: 20}, "收缴去年党费")
    pays(store, person, date(2026, 1, 10), {1: 20}, "收缴今年党费")
    store.undo_entry(store.entries(2)[1].id)
    assert numbers(store) == {2026: [1]}


def test_what_is_taken_back_in_the_middle_keeps_its_number_and_counts_for_nothing(store):
    person = member(store)
    first = pays(store, person, date(2026, 1, 10), {1: 20, 2: 30})
    pays(store, person, date(2026, 1, 10), {3: 40})
    voided = take_back_months(
        store, date(2026, 3, 1), [(person.id, Month(2026, 1))], "收回1月党费"
    ).voided
    assert [each.id for each in voided] == [first.id]
    with pytest.raises(InvalidRecord, match="2026-001号回执已经作废，不再修改"):
        retell(store, first.id, {"way": "转账"})
    kept = [
        (payment.receipt, payment.voided_on is None, [part.amount for part in parts])
        for payment, parts in payments_of(store, person.id)
    ]
    assert kept == [
        ("2026-001", False, [20, 30]),
        ("2026-002", True, [40]),
        ("2026-003", True, [30]),
    ]


def test_the_last_receipt_taken_back_leaves_its_number_to_the_next(store):
    person = member(store)
    pays(store, person, date(2026, 1, 10), {1: 20})
    pays(store, person, date(2026, 1, 10), {2: 30})
    assert take_back_months(store, LATER, [(person.id, Month(2026, 2))], "收回").voided == ()
    assert pays(store, person, date(2026, 2, 10), {2: 40}).receipt == "2026-002"


def test_several_receipts_taken_back_at_once_go_from_the_last_on(store):
    person = member(store)
    for month in (1, 2, 3):
        pays(store, person, date(2026, 3, 10), {month: 20})
    cells = [(person.id, Month(2026, month)) for month in (2, 3)]
    assert take_back_months(store, LATER, cells, "收回").voided == ()
    assert numbers(store) == {2026: [1]}


def test_a_day_that_is_still_to_come_is_no_day_of_payment(store):
    person = member(store)
    batch, today = Batch(paid_on=date(2026, 3, 2)), date(2026, 3, 1)
    with pytest.raises(InvalidRecord, match="2026-03-02还没到，没有登记"):
        pay(store, today, batch, {person.id: {Month(2026, 3): 20}}, "收缴")
    assert store.all(Payment) == []
