"""Whatever stands in a sheet of wages or payments, it is judged in sentences and taken whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.branch import Branch
from models.dues.account import Month, Span
from models.dues.book import DuesBook
from models.dues.records import PaidMonth, Payment
from models.importing import Kind, preview_of, take
from models.importing.payments import Payments
from models.importing.payroll import Payroll
from models.store import Store
from tests.models.dues.ledger import LATER, fix, member
from tests.models.importing.rosters import sheet_of

CELLS = st.one_of(
    st.text(max_size=6),
    st.floats(),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["", "免", "欠", "3月", "1-3月", "２０元", "2026.03", "公务员", "农民", "合计"]
    ),
)
WAGES = ("姓名", "人员类别", "起始月", "职务工资", "边防补助", "个税", "月交金额")
PAID = ("姓名", "月份", "金额", "交纳日期", "方式", "备注")
GRID = ("姓名", "1月", "2月", "3月", "12月", "交纳日期")


@pytest.fixture(scope="module")
def store():
    with Store.memory(Branch(name="第三党支部")) as made:
        fix(made, member(made), 2025, amount=100)
        member(made, "钱伟")
        yield made


def rows_below(head):
    cells = st.tuples(st.sampled_from(["赵敏", "钱伟", ""]), *[CELLS] * (len(head) - 1))
    return st.lists(cells, min_size=1, max_size=4).map(lambda rows: (head, *rows))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(*map(rows_below, (WAGES, PAID, GRID))))
def test_every_row_is_judged_taken_and_the_same_the_next_time(store, rows):
    subject = Payroll if rows[0] is WAGES else Payments
    seen = preview_of(sheet_of(*rows), subject.of(store, 2026), heading_row=1)
    assert all(row.problems for row in seen.rows if row.kind in {Kind.FAULTY, Kind.DOUBTFUL})
    if not seen.to_take:
        return
    take(store, seen)
    receipts = sorted(payment.receipt_number for payment in store.all(Payment))
    assert len(set(receipts)) == len(receipts)
    if subject is Payments:
        assert_the_books_balance(store)
    again = preview_of(sheet_of(*rows), subject.of(store, 2026), heading_row=1)
    taken = {row.row_number for row in seen.to_take}
    kinds = {row.kind for row in again.rows if row.row_number in taken}
    assert Kind.NEW not in kinds
    store.undo()


def assert_the_books_balance(store):
    """Σ due + Σ overpaid = Σ paid + Σ waived + Σ owed, and all that was taken in is paid."""
    book = DuesBook(store, LATER)
    months = Span(Month(1921, 1), Month(2105, 12))
    states = [state for person in book.everyone() for state in book.states(person, months)]
    due, waived, paid, owed, over = (
        sum(getattr(state, name) for state in states)
        for name in ("due", "waived", "paid", "owed", "overpaid")
    )
    assert due + over == paid + waived + owed
    assert paid == sum(part.amount for part in store.all(PaidMonth))
    assert all((payment.paid_on or LATER) <= date.max for payment in store.all(Payment))
