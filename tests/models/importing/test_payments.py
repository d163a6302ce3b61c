"""A list or a grid of payments: what is taken, what is known already, what is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.paying import payments_of
from models.dues.records import PaidMonth, Payment
from models.importing import Kind, preview_of, take
from models.importing.payments import Payments
from models.members import Member
from models.store import Store
from models.verify import verify
from tests.models.dues.ledger import fix, member, pays
from tests.models.importing.rosters import sheet_of
from ui.command_line.asking import today

GRID = ("姓名", *(f"{month}月" for month in range(1, 13)))


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as made:
        fix(made, member(made), 2025, amount=100)
        yield made


def seen(store, head, *rows, year=2026):
    return preview_of(sheet_of(head, *rows), Payments.of(store, year))


def paid(store):
    return {(str(part.month), part.amount) for part in store.all(PaidMonth)}


def grid_row(name, **months):
    return (name, *(months.get(f"m{month}", "") for month in range(1, 13)))


def test_a_grid_is_paid_on_the_days_of_collection_and_says_so(store):
    preview = seen(store, GRID, grid_row("赵敏", m1=1, m2="１.00元", m3="免"))
    assert [row.kind for row in preview.rows] == [Kind.NEW]
    assert "按各月的收缴日（10日）登记" in preview.told[0]
    take(store, preview)
    assert paid(store) == {("2026-01", 100), ("2026-02", 100)}
    assert [(p.paid_on, p.receipt) for p in store.all(Payment)] == [
        (date(2026, 1, 10), "2026-001"), (date(2026, 2, 10), "2026-002"),
    ]  # fmt: skip


def test_a_grid_with_a_day_gives_each_member_one_receipt(store):
    row = (*grid_row("赵敏", m1=1, m2=1), "3月9日")
    take(store, seen(store, (*GRID, "交纳日期"), row))
    assert [(p.paid_on, p.receipt) for p in store.all(Payment)] == [(date(2026, 3, 9), "2026-001")]


def test_a_grid_taken_again_adds_only_what_is_new(store):
    take(store, seen(store, GRID, grid_row("赵敏", m1=1)))
    grown = seen(store, GRID, grid_row("赵敏", m1=1, m2=1))
    assert [row.kind for row in grown.rows] == [Kind.NEW]
    take(store, grown)
    assert paid(store) == {("2026-01", 100), ("2026-02", 100)}
    same = seen(store, GRID, grid_row("赵敏", m1=1, m2=1), grid_row("赵敏"))
    assert same.rows[0].kind is Kind.FAULTY
    assert "同名" in same.rows[0].problems["name"]


def test_a_month_paid_for_otherwise_is_left_out_of_its_row_and_said_at_its_cell(store):
    take(store, seen(store, GRID, grid_row("赵敏", m1=1)))
    preview = seen(store, GRID, grid_row("赵敏", m1=0.8, m2=1))
    [row] = preview.rows
    assert row.kind is Kind.DOUBTFUL
    assert row.problems["month_1"].startswith(
        "第2行B列：2026年1月已登记交纳1.00元，这里的0.80元没有取入"
    )
    take(store, preview)
    assert paid(store) == {("2026-01", 100), ("2026-02", 100)}


def test_the_rest_of_a_month_may_come_later_and_both_parts_are_known_again(store):
    [person] = store.all(Member)
    pays(store, person, date(2026, 3, 9), {3: 60})
    head = ("姓名", "月份", "实交", "日期说明", "交纳日期")
    rest = ("赵敏", "3月", 0.4, "", "2026-04-09")
    preview = seen(store, head, rest)
    assert [row.kind for row in preview.rows] == [Kind.NEW]
    take(store, preview)
    both = seen(store, head, rest, ("赵敏", "3月", 0.6, "", "2026-03-09"))
    assert [row.kind for row in both.rows] == [Kind.SAME, Kind.SAME]
    assert [row.kind for row in seen(store, GRID, grid_row("赵敏", m3=1)).rows] == [Kind.SAME]


def test_of_two_parts_alike_as_many_are_known_as_are_on_file(store):
    head = ("姓名", "月份", "实交", "交纳日期")
    first, second = ("赵敏", "3月", 0.5, "2026-03-09"), ("赵敏", "3月", 0.5, "2026-04-09")
    take(store, seen(store, head, first))
    both = seen(store, head, first, second)
    assert [row.kind for row in both.rows] == [Kind.SAME, Kind.NEW]


def test_what_was_taken_back_and_marked_void_may_be_taken_in_again(store):
    row = grid_row("赵敏", m1=1)
    take(store, seen(store, GRID, row))
    [payment] = store.all(Payment)
    with store.change("作废") as change:
        change.save(replace(payment, voided_on=date(2026, 2, 1)))
    assert [each.kind for each in seen(store, GRID, row).rows] == [Kind.NEW]


def test_a_month_to_come_and_far_more_than_is_due_are_asked_about(store):
    year = today().year + 1
    ahead = seen(store, GRID, grid_row("赵敏", m1=1), year=year)
    assert "还没有到，请写明提前交纳的原因" in ahead.rows[0].problems["month_1"]
    take(store, ahead)
    assert store.all(Payment)[0].paid_on == today()
    large = seen(store, GRID, grid_row("赵敏", m1=2000))
    assert "比照大额党费办理" in large.rows[0].problems["month_1"]


def test_an_amount_for_several_months_is_split_as_it_is_due(store):
    [person] = [each for each in DuesBook(store, today()).everyone() if each.member.name == "赵敏"]
    fix(store, person.member, 2026, 2, amount=50)
    head = ("姓名", "起始月", "终止月", "金额", "交纳日期")
    take(store, seen(store, head, ("赵敏", "2026.01", "2026.03", 2, "2026.3.9")))
    [(_, parts)] = payments_of(store, person.member.id)
    assert [part.amount for part in parts] == [100, 50, 50]


def test_an_amount_without_a_month_is_for_the_month_of_its_day(store):
    take(store, seen(store, ("姓名", "缴费金额", "缴费日期"), ("赵敏", 1, "2026-03-31")))
    assert paid(store) == {("2026-03", 100)}


def test_after_an_import_is_taken_back_the_next_receipt_is_the_first_again(store):
    take(store, seen(store, GRID, grid_row("赵敏", m1=1, m2=1)))
    store.undo()
    take(store, seen(store, GRID, grid_row("赵敏", m3=1)))
    assert [payment.receipt for payment in store.all(Payment)] == ["2026-001"]
    assert verify(store) == []


def test_due_and_paid_agree_after_a_grid_of_the_whole_year(store):
    take(
        store,
        seen(store, GRID, grid_row("赵敏", **{f"m{at}": 1 for at in range(1, 13)}), year=2025),
    )
    [line] = DuesBook(store, date(2025, 12, 31)).year(2025)
    assert (line.total("due"), line.total("paid"), line.total("owed")) == (1200, 1200, 0)
    assert {state.month for state in line.months} == {Month(2025, at) for at in range(1, 13)}
