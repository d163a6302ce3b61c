"""How a branch collects its dues is kept with the file; what cannot be is refused or as shipped."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from models.dues.account import Month
from models.dues.arrears import arrears, notice_of
from models.dues.book import DuesBook
from models.dues.settings import (
    GROUNDS,
    LIMITS,
    DuesSettings,
    dues_settings,
    keep_dues_settings,
)
from models.errors import InvalidRecord
from models.rules.dues import Rounding, by_base
from tests.models.dues.ledger import fix, member, pays


def test_what_is_set_is_kept_and_nothing_set_is_as_shipped(store):
    assert dues_settings(store) == DuesSettings()
    chosen = DuesSettings(
        rounding="YUAN_UP", within_year=True, retired_by_branch=False, collection_day=5,
        collector="钱磊", way="微信", remit_months=1, first_notice=2, second_notice=4, back_pay=3,
    )  # fmt: skip
    keep_dues_settings(store, chosen)
    assert dues_settings(store) == chosen
    assert chosen.rounds is Rounding.YUAN_UP


@pytest.mark.parametrize(
    "kept",
    ["不是设置", [1], {"collection_day": 40}, {"collection_day": "10"}, {"rounding": "别的"},
     {"within_year": 1}, {"study_after": 12}, {"unknown": 1}],
)  # fmt: skip
def test_settings_that_another_hand_spoiled_are_as_shipped(store, kept):
    store.prefer("settings:dues", kept)
    assert dues_settings(store) == DuesSettings()


@pytest.mark.parametrize(("name", "least", "most"), [(n, *span) for n, span in LIMITS.items()])
def test_a_number_out_of_its_bounds_is_refused_with_them(store, name, least, most):
    for wrong in (least - 1, most + 1):
        with pytest.raises(InvalidRecord) as refused:
            keep_dues_settings(store, replace(DuesSettings(), **{name: wrong}))
        assert refused.value.problems == {name: f"应在{least}到{most}之间"}
    assert dues_settings(store) == DuesSettings()


def test_every_ground_is_of_a_setting():
    assert set(GROUNDS) <= {field.name for field in fields(DuesSettings)}


def test_a_monthly_amount_is_rounded_as_set_and_a_year_is_twelve_of_it():
    on, base = date(2026, 1, 1), 254_047
    amounts = [by_base("事业单位人员", base, on, rounding).amount for rounding in Rounding]
    assert amounts == [1_270, 1_270, 1_300, 1_300]


def test_the_day_of_collection_says_from_when_a_month_is_owed(store):
    person = member(store)
    fix(store, person, amount=20)
    pays(store, person, date(2026, 3, 1), dict.fromkeys(range(1, 3), 20))
    keep_dues_settings(store, DuesSettings(collection_day=15))
    assert arrears(DuesBook(store, date(2026, 3, 14))) == []
    [one] = arrears(DuesBook(store, date(2026, 3, 15)))
    assert (one.words, one.owed, one.on_end, one.notice) == ("2026年3月", 20, 1, "")


@pytest.mark.parametrize(
    ("months", "notice"), [(0, ""), (2, ""), (3, "提醒"), (4, "提醒"), (5, "再次提醒"), (6, "请研究"), (40, "请研究")]
)  # fmt: skip
def test_months_on_end_call_for_a_notice_at_three_five_and_six(months, notice):
    assert notice_of(months, DuesSettings()) == notice


def test_arrears_name_who_owes_what_in_the_branchs_order(store):
    people = [member(store, name) for name in ("甲", "乙", "丙")]
    for person in people:
        fix(store, person, amount=20)
    pays(store, people[1], date(2026, 1, 10), {1: 5, 2: 20})
    found = arrears(DuesBook(store, date(2026, 2, 20)))
    assert [(one.person.member.name, one.owed) for one in found] == [
        ("甲", 40),
        ("乙", 15),
        ("丙", 40),
    ]
    assert found[0].months == (Month(2026, 1), Month(2026, 2))
