"""Classes people are counted in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.members.standing import everyone_on
from models.members.statistics import UNKNOWN, joined_era
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
