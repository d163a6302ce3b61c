"""Records of a long table, read a few at a time."""

from __future__ import annotations

from datetime import date

import pytest

from models.fields import record_maker
from models.members import Member
from models.members.movements import enter
from models.members.records import ENTERED, aspect_problem
from models.members.standing import everyone_on, person_on
from models.values import PartialDate
from tests.people import save

DAY = date(2026, 11, 5)


@pytest.mark.parametrize("number", [0, 2, 3, 8, 9])
def test_slices_hold_every_record_once_by_id(store, number):
    save(store, *(f"党员{n}" for n in range(number)))
    slices = list(store.in_slices(Member, first=2, then=3))
    assert [record for found in slices for record in found] == store.all(Member)
    assert all(len(found) <= 3 for found in slices)


def test_records_may_come_and_go_between_two_slices(store):
    first, second, third, _ = save(store, "赵", "钱", "孙", "李")
    slices = store.in_slices(Member, first=2, then=2)
    assert next(slices) == [first, second]
    with store.change("改") as change:
        change.delete(third)
        made = change.save(Member(name="周"))
    assert [record.name for record in next(slices)] == ["李", made.name]


def test_a_record_is_made_of_a_row_with_other_columns_in_any_order():
    row = {"branch_id": 0, **dict(_row(Member(name="赵敏", born_on=PartialDate(1988, 3))))}
    names = tuple(reversed(row))
    made = record_maker(Member, names)(tuple(row[name] for name in names))
    assert made == Member(name="赵敏", born_on=PartialDate(1988, 3))


def _row(record):
    from models.fields import to_row

    return to_row(record).items()


def test_one_person_alone_stands_as_among_everyone(store):
    enter(store, Member(name="赵敏"))
    person = enter(store, Member(name="钱伟", joined_on=PartialDate(2020, 7, 1)))
    alone = person_on(store, DAY, person.id)
    assert alone in everyone_on(store, DAY)
    assert alone.member.name == "钱伟"


@pytest.mark.parametrize(("aspect", "taken"), [(ENTERED[0], True), ("在册", False)])
def test_only_what_is_entered_as_it_is_may_be_entered(aspect, taken):
    assert (aspect_problem(aspect) is None) is taken
