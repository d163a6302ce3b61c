"""People of one name are told apart by what a person knows of them."""

from __future__ import annotations

import pytest

from models.members import Member
from models.members.names import distinct_names
from models.values import PartialDate


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ({}, {"name": "钱伟"}, ["赵敏", "钱伟"]),
        (
            {"born_on": PartialDate(1988, 3)}, {"born_on": PartialDate(1990)},
            ["赵敏（1988年3月生）", "赵敏（1990年生）"],
        ),
        (
            {"born_on": PartialDate(1988, 3), "phone": "13800001111"},
            {"born_on": PartialDate(1988, 3), "phone": "13800002222"},
            ["赵敏（手机尾号1111）", "赵敏（手机尾号2222）"],
        ),
        ({}, {}, ["赵敏（同名第1人）", "赵敏（同名第2人）"]),
    ],
)  # fmt: skip
def test_no_two_people_are_called_the_same(one, two, names):
    people = [Member(id=1, **{"name": "赵敏", **one}), Member(id=2, **{"name": "赵敏", **two})]
    assert list(distinct_names(people).values()) == names
