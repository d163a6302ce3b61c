"""Several people put into one group: told before, done as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch, Group
from models.errors import AppError, InvalidRecord
from models.members import Member, Movement, Period
from models.members.movements import enter
from models.members.regrouping import regroup, regrouping
from models.members.standing import everyone_on, person_on
from models.store import Store
from models.values import PartialDate

DAY = date(2026, 11, 5)


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as opened:
        with opened.change("建立党小组") as change:
            groups = [change.save(Group(name=f"第{n}党小组")) for n in "一二"]
        for name, group in (("赵敏", None), ("钱伟", groups[0].id), ("孙丽", groups[1].id)):
            enter(opened, Member(name=name, joined_on=PartialDate(2010, 5)), group_id=group)
        yield opened


def asked(store):
    return regrouping(everyone_on(store, DAY), store.all(Group)[1])


def groups(store):
    return {person.member.name: person.group.name for person in everyone_on(store, DAY)}


def test_what_becomes_of_each_is_said(store):
    assert asked(store).number == 2
    assert asked(store).sentence == (
        "1 人编入第二党小组；1 人从别的党小组调入第二党小组；1 人已在这个党小组，不改。"
    )


def test_from_a_day_on_each_has_a_movement_and_all_is_one_step(store):
    regroup(store, asked(store), PartialDate(2026, 11, 1), DAY)
    assert set(groups(store).values()) == {"第二党小组"}
    assert [move.kind for move in store.all(Movement)] == ["调整党小组"] * 2
    store.undo()
    assert store.all(Movement) == []


def test_without_a_day_only_those_of_no_group_are_put_into_one(store):
    with pytest.raises(InvalidRecord, match=r"^钱伟已经编过党小组，请写明从哪天起编入第二党小组"):
        regroup(store, asked(store), None, DAY)
    alone = [person for person in everyone_on(store, DAY) if person.group is None]
    regroup(store, regrouping(alone, store.all(Group)[0]), None, DAY)
    assert groups(store)["赵敏"] == "第一党小组"
    assert store.all(Movement) == []


def test_a_day_that_cannot_be_names_whose_and_changes_nobody(store):
    with pytest.raises(InvalidRecord, match="赵敏：“调整党小组”的日期 2009 早于赵敏的入党日期"):
        regroup(store, asked(store), PartialDate(2009), DAY)
    assert store.all(Movement) == []
    there = regrouping((), store.all(Group)[0])
    with pytest.raises(AppError, match="没有要改的人"):
        regroup(store, there, None, DAY)


def test_who_left_a_group_is_put_into_one_only_from_a_day_on_and_the_past_stands(store):
    (zhao, qian) = (
        next(m for m in store.all(Member) if m.name == name) for name in ("赵敏", "钱伟")
    )
    with store.change("退出党小组") as change:
        (period,) = store.where(Period, member_id=qian.id, aspect="党小组")
        change.save(replace(period, until=PartialDate(2025, 6, 30)))
    both = [person for person in everyone_on(store, DAY) if person.group is None]
    assert {person.member.id for person in both} == {zhao.id, qian.id}
    with pytest.raises(InvalidRecord, match=r"^钱伟已经编过党小组"):
        regroup(store, regrouping(both, store.all(Group)[1]), None, DAY)
    regroup(store, regrouping(both, store.all(Group)[1]), PartialDate(2026, 11, 1), DAY)
    assert person_on(store, date(2025, 1, 1), qian.id).group.name == "第一党小组"
    assert person_on(store, DAY, qian.id).group.name == "第二党小组"


def test_only_of_more_than_three_are_some_not_named(store):
    for name in ("李强", "周刚"):
        enter(store, Member(name=name), group_id=store.all(Group)[0].id)
    with pytest.raises(InvalidRecord, match=r"^钱伟、李强、周刚已经编过党小组"):
        regroup(store, asked(store), None, DAY)
    enter(store, Member(name="吴芳"), group_id=store.all(Group)[0].id)
    with pytest.raises(InvalidRecord, match=r"^钱伟、李强、周刚等 4 人已经编过党小组"):
        regroup(store, asked(store), None, DAY)


def test_people_come_into_the_very_group_that_was_chosen_though_another_has_its_name(store):
    with store.change("又建一个") as change:
        again = change.save(Group(name="第二党小组"))
    people = [person for person in everyone_on(store, DAY) if person.member.name == "赵敏"]
    regroup(store, regrouping(people, again), PartialDate(2026, 11, 1), DAY)
    assert person_on(store, DAY, people[0].member.id).group.id == again.id
