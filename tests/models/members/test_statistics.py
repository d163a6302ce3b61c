"""Classes people are counted in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.members.standing import everyone_on
from models.members.statistics import BREAKDOWNS, UNKNOWN, joined_era
from models.values import PartialDate
from tests.people import save


@pytest.mark.parametrize(
    ("joined", "is_known"),
    [(PartialDate(1949), False), (PartialDate(1949, 9), True), (PartialDate(1980), True)],
)
def test_an_era_is_counted_only_where_the_date_decides_it(store, joined, is_known):
    [member] = save(store, "张三")
    with store.change("入党") as change:
        change.save(replace(member, joined_on=joined))
    [person] = everyone_on(store, joined.last.replace(year=2026, month=1, day=1))
    assert (joined_era(person) != UNKNOWN) is is_known


def test_the_eras_begin_with_the_first_anyone_joined_in_and_leave_none_out_after(store):
    members = save(store, "张三", "李四")
    with store.change("入党") as change:
        for member, year in zip(members, (1980, 2010), strict=True):
            change.save(replace(member, joined_on=PartialDate(year)))
    (breakdown,) = (each for each in BREAKDOWNS if each.title == "入党时间")
    assert breakdown.count(everyone_on(store, date(2026, 1, 1))) == [
        ("1979年1月至2002年10月", 1),
        ("2002年11月至2007年10月", 0),
        ("2007年11月及以后", 1),
    ]
