"""Which kinds of 变动 fit someone: as they stood on the day, and never ruled out by a doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch
from models.members import Member, Movement, Period, records
from models.members.movement_fitting import reasons_against
from models.members.movements import KINDS, apply, enter
from models.store import Store
from models.values import PartialDate

LONG_AGO = "2020-01-02 08:00:00"
CAME = PartialDate(2018, 3, 5)


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as opened:
        yield opened


def entered(store, since=CAME, **more):
    """Enter someone on file for years, on the roll since a day, None for one that is not known."""
    member = enter(store, Member(name="赵敏", **more))
    with store.change("早已登记") as change:
        member = change.save(replace(member, recorded_at=LONG_AGO))
        roll = store.where(Period, member_id=member.id)[0]
        change.save(replace(roll, since=since))
    return member


def move(store, member, kind, *on, **more):
    happened = PartialDate(*on)
    apply(store, Movement(member_id=member.id, kind=kind, happened_on=happened, **more))


def against(store, member, *on):
    return reasons_against(store, member.id, PartialDate(*on))


def fitting(store, member, *on):
    return {kind for kind, reason in against(store, member, *on).items() if not reason}


FULL = {"joined_on": PartialDate(2010, 5, 4), "full_on": PartialDate(2011, 5, 4)}
PROBATION = {"joined_on": PartialDate(2025, 12, 3)}


def test_a_full_member_on_the_roll_can_leave_but_neither_come_nor_end_a_probation(store):
    found = against(store, entered(store, **FULL), 2026, 6, 1)
    assert {kind for kind in KINDS if not found[kind]} == {
        "调整党小组", "调岗", "退休", "转出", "去世", "停止党籍", "出国定居",
        "退党", "劝退", "除名", "开除党籍",
    }  # fmt: skip
    assert found["转正"] == "赵敏在 2026-06-01 已是正式党员"
    assert found["转入"] == "赵敏从 2018-03-05 起已在册"
    assert found["结束编入"] == "赵敏在 2026-06-01 没有编入本支部"


def test_probation_can_end_only_for_who_is_on_it_and_is_extended_once(store):
    person = entered(store, since=PartialDate(2025, 12, 3), **PROBATION)
    probation = {"转正", "延长预备期", "取消预备党员资格"}
    assert probation <= fitting(store, person, 2026, 6, 1)
    move(store, person, "延长预备期", 2026, 11, 1, other_party="6个月")
    found = against(store, person, 2026, 11, 20)
    assert found["延长预备期"] == "赵敏已延长过一次预备期"
    assert not found["转正"]


def test_an_old_movement_is_judged_by_how_the_person_stood_on_its_date(store):
    person = entered(store, since=PartialDate(2010, 5, 4), **FULL)
    assert {"转正", "延长预备期"} <= fitting(store, person, 2011, 3, 1)
    assert {"转正", "延长预备期"} <= fitting(store, person, 2011, 5, 4)
    assert "转正" not in fitting(store, person, 2011, 5, 5)
    assert "转入" in fitting(store, person, 2010, 5, 3)
    # In 2011 they were the one and the other.
    assert "转正" in fitting(store, person, 2011)
    assert "转正" not in fitting(store, person, 2012)


def test_a_date_that_is_missing_lets_a_kind_be_offered(store):
    undated = entered(store, since=None)
    assert {"转正", "延长预备期", "取消预备党员资格"} <= fitting(store, undated, 2026, 6, 1)
    # They were on file by then: whether they came before is only open earlier.
    assert against(store, undated, 2026, 6, 1)["转入"] == "赵敏已在册"
    assert {"转入", "新发展"} <= fitting(store, undated, 2019, 6, 1)
    just_entered = enter(store, Member(name="钱伟"))
    offered = fitting(store, just_entered, 2026, 6, 1)
    assert {"转入", "新发展"} <= offered
    assert not {"恢复党籍", "重新入党", "编入"} & offered
    month = entered(store, since=PartialDate(2026, 6))
    assert {"转入", "转出"} <= fitting(store, month, 2026, 6, 15)


def test_who_is_on_file_without_a_time_on_the_roll_is_offered_every_kind_there_may_be(store):
    person = entered(store)
    with store.change("没有在册") as change:
        change.delete(store.where(Period, member_id=person.id)[0])
    assert fitting(store, person, 2026, 6, 1) == set(KINDS)


def test_only_who_was_suspended_is_restored_and_only_who_left_the_party_joins_again(store):
    for kind, back, never in (
        ("停止党籍", {"恢复党籍", "重新入党", "转入"}, {"新发展"}),
        ("除名", {"重新入党"}, {"恢复党籍", "转入", "新发展"}),
        ("转出", {"转入"}, {"恢复党籍", "重新入党", "新发展"}),
    ):
        person = entered(store, **FULL)
        received = {"received_on": date(2026, 3, 9)} if kind == "转出" else {}
        move(store, person, kind, 2026, 3, 2, **received)
        offered = fitting(store, person, 2026, 6, 1)
        assert back <= offered, kind
        assert not never & offered, kind
        assert "转出" not in offered
        assert against(store, person, 2026, 6, 1)["转出"] == "赵敏在 2026-06-01 不在本支部"
        # The movement itself, and what was before, can still be entered.
        assert {"转出", "除名"} <= fitting(store, person, 2026, 3, 1)


def test_who_awaits_the_receipt_of_a_transfer_can_have_it_entered(store):
    person = entered(store, **FULL)
    move(store, person, "转出", 2026, 3, 2)
    assert "转出" in fitting(store, person, 2026, 6, 1)


def test_nothing_fits_the_dead_but_what_was_before(store):
    person = entered(store, **FULL)
    move(store, person, "去世", 2026, 3, 2)
    assert set(against(store, person, 2026, 3, 3).values()) == {"赵敏已于 2026-03-02 去世"}
    assert "转出" in fitting(store, person, 2026, 3, 1)


def test_who_is_attached_ends_it_and_leaves_the_party_elsewhere(store):
    person = enter(store, Member(name="赵敏", **FULL), attached=True)
    found = against(store, person, 2026, 6, 1)
    assert not found["结束编入"]
    assert not found["转入"]
    assert found["转出"] == found["除名"] == "赵敏的组织关系不在本支部"


def test_who_retired_does_not_retire_again_and_who_was_entered_full_stays_full(store):
    person = entered(store, joined_on=PartialDate(2025, 12), retired_on=PartialDate(2024, 6, 1))
    assert against(store, person, 2026, 6, 1)["退休"] == "赵敏已于 2024-06-01 离退休"
    assert "退休" in fitting(store, person, 2024, 6, 1)
    with store.change("类别") as change:
        full = PartialDate(2026, 2, 1)
        change.save(
            Period(member_id=person.id, aspect=records.CATEGORY, value="正式党员", since=full)
        )
    assert against(store, person, 2026, 6, 1)["延长预备期"]
    # Without the day of it on file, the record of it is still wanted.
    assert "转正" in fitting(store, person, 2026, 6, 1)
