"""How the months of the year's grid stand, and what a stroke over them pays."""

from __future__ import annotations

from datetime import date

import pytest

from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.cells import Look, by_group, by_payer, grid_of, totals
from models.dues.fixing import Fixed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import Basis, DuesWaiver
from models.dues.stroke import stroke, typed_fault, typed_words, usual_day
from models.members import Member
from models.members.movements import enter
from models.store import Store
from models.values import PartialDate

TODAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "支部.zhibu", Branch(name="第三党支部")) as made:
        yield made


@pytest.fixture
def member(store):
    made = enter(store, Member(name="赵敏", joined_on=PartialDate(2010, 7, 1)))
    with store.change("核定") as change:
        since = PartialDate(2026, 3)
        save_fixed(change, Fixed(Basis(member_id=made.id, since=since, payer="学生", amount=20)))
    return made


def row_on(store, day):
    (found,) = grid_of(store, DuesBook(store, day), day.year)
    return found


def signs(row):
    return [cell.look.name for cell in row.cells]


def test_the_present_month_waits_for_its_collection_and_is_owed_from_that_day_on(store, member):
    before, on = row_on(store, date(2026, 11, 9)), row_on(store, date(2026, 11, 10))
    assert signs(before)[9:] == ["OWED", "DUE", "TO_COME"]
    assert signs(on)[9:] == ["OWED", "OWED", "TO_COME"]
    assert (before.total("due"), before.total("owed")) == (160, 160)
    assert (on.total("due"), on.total("owed")) == (180, 180)


def test_the_present_month_can_be_paid_before_its_collection(store, member):
    row = row_on(store, date(2026, 11, 9))
    made = stroke([(row, 11)], date(2026, 11, 9))
    assert made.amounts == {member.id: {Month(2026, 11): 20}}
    pay(store, TODAY, Batch(date(2026, 11, 9)), made.amounts, "登记")
    after = row_on(store, date(2026, 11, 9))
    assert signs(after)[10] == "PAID"
    assert (after.total("due"), after.total("paid"), after.total("overpaid")) == (180, 20, 0)


def test_before_the_first_basis_nothing_is_known_to_be_due(store, member):
    row = row_on(store, TODAY)
    assert signs(row)[:3] == ["UNFIXED", "UNFIXED", "OWED"]
    assert stroke([(row, 1)], TODAY).passed_words == "1格没有核定，不知应交多少"
    assert typed_words(row.cells[0], 20) == "2026年1月没有核定，实交0.20元"


def test_a_month_paid_before_anything_was_fixed_is_not_counted_as_unfixed(store, member):
    pay(store, TODAY, Batch(TODAY), {member.id: {Month(2026, 1): 20}}, "登记")
    row = row_on(store, TODAY)
    assert signs(row)[:2] == ["OVER", "UNFIXED"]
    assert row.line.unfixed == (Month(2026, 2),)


def test_a_waiver_counts_once_it_is_approved(store, member):
    waiver = DuesWaiver(member_id=member.id, since=PartialDate(2026, 3), until=PartialDate(2026, 4))
    with store.change("减免") as change:
        kept = change.save(waiver)
    assert signs(row_on(store, TODAY))[2] == "OWED"
    with store.change("批准") as change:
        change.save(
            DuesWaiver(
                id=kept.id, member_id=member.id, since=kept.since, until=kept.until,
                approved_on=date(2026, 2, 1),
            )
        )  # fmt: skip
    assert signs(row_on(store, TODAY))[2:5] == ["WAIVED", "WAIVED", "OWED"]


def test_what_is_paid_after_its_month_is_made_up_for_and_more_than_due_is_overpaid(store, member):
    for month, amount, day in (
        (3, 20, date(2026, 5, 6)),
        (4, 30, date(2026, 4, 6)),
        (5, 10, TODAY),
    ):
        pay(store, TODAY, Batch(day), {member.id: {Month(2026, month): amount}}, "登记")
    assert signs(row_on(store, TODAY))[2:5] == ["BACK", "OVER", "PART"]


def test_nothing_is_paid_ahead_but_within_its_quarter(store, member):
    row = row_on(store, TODAY)
    assert stroke([(row, 12)], TODAY).passed_words == "1格在收缴日期那时还没到，不预收"
    assert typed_fault(row.cells[11], TODAY) == ""
    assert "第十二条" in typed_fault(row.cells[11], date(2026, 9, 10))


def test_what_is_paid_ahead_in_its_quarter_is_paid_and_not_too_much(store, member):
    row = row_on(store, date(2026, 10, 12))
    assert typed_words(row.cells[11], 20) == ""
    pay(store, TODAY, Batch(date(2026, 10, 12)), {member.id: {Month(2026, 12): 20}}, "按季")
    for day in (date(2026, 10, 12), TODAY, date(2026, 12, 30)):
        row = row_on(store, day)
        assert (signs(row)[11], row.total("overpaid")) == ("PAID", 0)


def test_a_part_paid_before_the_collection_is_not_owed_before_it(store, member):
    pay(store, TODAY, Batch(date(2026, 11, 3)), {member.id: {Month(2026, 11): 5}}, "一部分")
    before, on = row_on(store, date(2026, 11, 9)), row_on(store, date(2026, 11, 10))
    assert (signs(before)[10], before.cells[10].state.owed) == ("PART", 0)
    assert before.cells[10].sentence.endswith("还可交0.15元")
    assert (signs(on)[10], on.cells[10].state.owed) == ("PART", 15)
    assert on.cells[10].sentence.endswith("欠交0.15元，再填金额是另交一笔，登记错的按 Delete 取回")


def test_nothing_to_pay_is_told_apart_from_paying_elsewhere(store, member):
    with store.change("核定") as change:
        since = PartialDate(2026, 6)
        save_fixed(change, Fixed(Basis(member_id=member.id, since=since, payer="学生", amount=0)))
    cell = row_on(store, TODAY).cells[5]
    assert (cell.look, cell.sentence) == (Look.FREE, "核定的月交金额是0.00元")
    assert typed_fault(cell, TODAY) == ""


def test_what_was_entered_long_after_its_day_is_said_to_be_late(store, member):
    pay(store, TODAY, Batch(date(2026, 3, 10)), {member.id: {Month(2026, 3): 20}}, "登记")
    assert row_on(store, TODAY).cells[2].sentence.endswith("（回执2026-001，补录）")


def test_sums_are_the_same_by_group_and_by_class(store, member):
    rows = grid_of(store, DuesBook(store, TODAY), 2026)
    whole = totals(rows)
    assert by_group(rows) == {"未编组": whole}
    assert by_payer(rows) == {"学生": whole}
    assert sum(totals(rows, [month]).owed for month in range(1, 13)) == whole.owed == 180


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2026, date(2026, 11, 10)), (2025, date(2025, 12, 10))],
)
def test_a_batch_begins_with_the_collection_day_last_past(year, expected):
    assert usual_day(year, 10, TODAY) == expected
    assert usual_day(2026, 28, TODAY) == TODAY


def test_every_look_that_is_told_by_a_colour_has_a_sign():
    plain = {Look.NOTHING, Look.TO_COME, Look.FREE}
    assert all(look.sign for look in Look if look not in plain)
