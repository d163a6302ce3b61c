"""变动 in one step: told before, done as told, taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.attachments import Attachment
from models.branch import Branch, Group, Post
from models.errors import AppError, InvalidRecord, NotFound
from models.members import Member, Movement, Period, members_on
from models.members.movements import KINDS, apply, effects, enter, plan, remove
from models.photos import photo_of, set_photo
from models.rules.movements import findings_in_movements
from models.rules.structure import findings
from models.store import Store
from models.values import PartialDate
from models.verify import verify
from tests.photographs import photograph

DAY = PartialDate(2026, 3, 1)


@pytest.fixture
def store():
    with Store.memory(Branch(name="第三党支部")) as opened:
        with opened.change("建立党小组") as change:
            change.save(Group(name="第一党小组", place=1))
            change.save(Group(name="第二党小组", place=2))
        yield opened


@pytest.fixture
def person(store):
    joined, full = PartialDate(2010, 5, 4), PartialDate(2011, 5, 4)
    member = enter(store, Member(name="赵敏", joined_on=joined, full_on=full), group_id=1)
    with store.change("任职") as change:
        change.save(Post(member_id=member.id, post="组织委员", since=PartialDate(2025, 1)))
    return member


def on(store, day, name="赵敏"):
    return next((p for p in members_on(store, day) if p.member.name == name), None)


def move(person, kind, **more):
    return Movement(member_id=person.id, kind=kind, happened_on=DAY, **more)


def test_death_ends_roll_group_and_post_the_day_after(store, person):
    sentences = plan(store, move(person, "去世"))
    heads = [sentence.split("：")[0] for sentence in sentences]
    assert heads == ["党员名册", "党小组", "党内职务", "党费", "党员大会应到会有表决权的人数"]
    assert sentences[-1].endswith("1 人 → 0 人")
    apply(store, move(person, "去世"))
    last = on(store, date(2026, 3, 1))
    assert last.post == "组织委员"
    assert on(store, date(2026, 3, 2)) is None


def test_planning_changes_nothing(store, person):
    before = store.entries()
    plan(store, move(person, "除名"))
    assert store.entries() == before


def test_a_movement_is_one_step_and_its_undo_restores_everything(store, person):
    before = [store.all(kind) for kind in (Member, Period, Post, Movement)]
    apply(store, move(person, "转出", received_on=date(2026, 3, 20)))
    assert store.undoable.title == "登记赵敏的变动：转出"
    store.undo()
    assert [store.all(kind) for kind in (Member, Period, Post, Movement)] == before


def test_one_transferred_out_stays_on_the_roll_until_the_receipt(store, person):
    apply(store, move(person, "转出", other_party="第九党支部"))
    waiting = on(store, date(2026, 4, 1))
    assert waiting.standing == "已转出未接收"
    assert waiting.post == ""
    apply(store, move(person, "转出", received_on=date(2026, 4, 10)))
    assert on(store, date(2026, 4, 10)) is not None
    assert on(store, date(2026, 4, 11)) is None


def test_a_second_transfer_out_without_receipt_asks_for_the_receipt(store, person):
    apply(store, move(person, "转出"))
    with pytest.raises(InvalidRecord, match="请写上回执日期"):
        plan(store, move(person, "转出"))


def test_one_who_comes_back_after_a_transfer_is_no_longer_awaiting_the_receipt(store, person):
    apply(store, move(person, "转出"))
    apply(store, move(person, "转出", received_on=date(2026, 4, 10)))
    back = Movement(member_id=person.id, kind="转入", happened_on=PartialDate(2026, 6, 1))
    apply(store, back)
    assert on(store, date(2026, 6, 1)).standing == "正常"


def test_one_just_entered_is_given_the_day_of_arrival(store, person):
    apply(store, move(person, "转入", other_party="第九党支部"))
    assert on(store, date(2026, 2, 28)) is None
    assert on(store, date(2026, 3, 1)).on_roll
    with pytest.raises(AppError, match="已在册"):
        plan(store, move(person, "转入"))


def test_one_who_joins_anew_is_on_probation_and_has_no_party_years(store, person):
    apply(store, move(person, "除名"))
    apply(store, Movement(member_id=person.id, kind="重新入党", happened_on=PartialDate(2026, 4)))
    again = on(store, date(2026, 6, 1))
    assert (again.category, again.member.joined_on) == ("预备党员", PartialDate(2026, 4))
    assert again.member.party_years_on(date(2026, 6, 1)) is None


def test_the_receipt_completes_the_transfer_on_file(store, person):
    apply(store, move(person, "转出", other_party="第九党支部", dues_paid_to=PartialDate(2026, 3)))
    receipt = Movement(
        member_id=person.id,
        kind="转出",
        happened_on=PartialDate(2026, 4, 10),
        received_on=date(2026, 4, 10),
    )
    apply(store, receipt)
    (left,) = store.all(Movement)
    assert (left.happened_on, left.received_on) == (DAY, date(2026, 4, 10))
    assert (left.other_party, left.dues_paid_to) == ("第九党支部", PartialDate(2026, 3))
    store.undo()
    assert store.all(Movement)[0].received_on is None


def test_becoming_full_counts_from_the_day_probation_ended(store):
    member = enter(store, Member(name="李强", joined_on=PartialDate(2025, 3, 1)))
    assert on(store, date(2026, 2, 28), "李强").category == "预备党员"
    apply(store, move(member, "转正"))
    person = on(store, date(2026, 3, 1), "李强")
    assert (person.category, person.member.full_on) == ("正式党员", DAY)
    with pytest.raises(AppError, match="已是正式党员"):
        plan(store, move(member, "转正"))


def test_changing_group_leaves_one_group(store, person):
    apply(store, move(person, "调整党小组", other_party="第二党小组"))
    assert on(store, date(2026, 3, 2)).group.name == "第二党小组"
    with pytest.raises(InvalidRecord, match="没有名为"):
        plan(store, move(person, "调整党小组", other_party="第九党小组"))


@pytest.mark.parametrize("ended", [PartialDate(2025, 12), PartialDate(2026, 3, 1)])
def test_the_group_of_a_name_is_the_one_that_stands_not_one_dissolved(store, person, ended):
    move_to = move(person, "调整党小组", other_party="第二党小组")
    with store.change("撤销后重建") as change:
        change.save(replace(store.all(Group)[1], dissolved_on=ended))
        again = change.save(Group(name="第二党小组"))
    former = replace(move_to, happened_on=PartialDate(2024))
    assert effects(store, former)[-1].record.group_id == 2
    apply(store, move_to)
    assert on(store, date(2026, 3, 2)).group.id == again.id


def test_nobody_comes_into_a_group_dissolved_before(store, person):
    with store.change("撤销") as change:
        change.save(replace(store.all(Group)[1], dissolved_on=PartialDate(2025)))
    with pytest.raises(InvalidRecord, match="“第二党小组”在 2026-03-01 以前已经撤销"):
        plan(store, move(person, "调整党小组", other_party="第二党小组"))


def test_one_who_left_cannot_leave_again_and_can_come_back(store, person):
    apply(store, move(person, "停止党籍"))
    later = Movement(member_id=person.id, kind="去世", happened_on=PartialDate(2026, 5, 1))
    with pytest.raises(AppError, match="不在册"):
        plan(store, later)
    back = Movement(member_id=person.id, kind="恢复党籍", happened_on=PartialDate(2026, 6, 1))
    apply(store, back)
    restored = on(store, date(2026, 6, 1))
    assert (restored.on_roll, restored.standing) == (True, "正常")


def test_one_taking_part_without_being_on_the_roll(store, person):
    guest = enter(store, Member(name="周刚"))
    with store.change("不在册") as change:
        change.delete(store.where(Period, member_id=guest.id)[0])
    apply(store, move(guest, "编入", other_party="第五党支部"))
    assert on(store, date(2026, 3, 2), "周刚").attached
    assert "周刚" not in [
        p.member.name for p in members_on(store, date(2026, 3, 2), attached=False)
    ]


def test_the_end_of_taking_part_takes_no_one_off_the_roll(store, person):
    with pytest.raises(AppError, match="没有编入"):
        plan(store, move(person, "结束编入"))
    with pytest.raises(AppError, match="已在册"):
        plan(store, move(person, "编入"))
    with store.change("导入") as change:
        change.save(Period(member_id=person.id, aspect="编入"))
    apply(store, move(person, "结束编入"))
    after = on(store, date(2026, 4, 1))
    assert (after.on_roll, after.attached) == (True, False)
    guest = enter(store, Member(name="周刚"), attached=True)
    apply(store, move(guest, "结束编入"))
    assert on(store, date(2026, 3, 1), "周刚").attached
    assert on(store, date(2026, 3, 2), "周刚") is None


def test_what_cannot_be_saved_is_refused_when_planned(store, person):
    with store.change("编入小组") as change:
        change.save(Period(member_id=person.id, aspect="党小组", group_id=2, since=DAY))
    early = Movement(member_id=person.id, kind="去世", happened_on=PartialDate(2020))
    with pytest.raises(InvalidRecord, match="早于“党小组”的起始日期 2026-03-01"):
        plan(store, early)


def test_several_people_are_removed_as_one_step(store, person):
    other = enter(store, Member(name="钱伟"))
    remove(store, person, other)
    assert store.all(Member) == []
    store.undo()
    assert len(store.all(Member)) == 2


def test_a_person_entered_by_mistake_goes_with_all_that_was_said_of_them(store, person):
    apply(store, move(person, "退休"))
    remove(store, person)
    assert store.all(Member) == store.all(Period) == store.all(Post) == store.all(Movement) == []
    store.undo()
    assert on(store, date(2026, 3, 1)).post == "组织委员"


def test_a_movement_without_date_or_of_no_kind_says_so(store, person):
    with pytest.raises(InvalidRecord, match="变动日期不能为空"):
        plan(store, Movement(member_id=person.id, kind="去世"))
    with pytest.raises(InvalidRecord, match="没有“升天”这种变动"):
        plan(store, move(person, "升天"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(KINDS), max_size=8))
def test_any_order_of_movements_can_be_taken_back(kinds):
    with Store.memory(Branch(name="甲")) as store:
        person = enter(store, Member(name="赵敏"))
        before = [store.all(kind) for kind in (Member, Period, Movement)]
        steps = 0
        for number, kind in enumerate(kinds):
            day = PartialDate(2026, 1 + number, 1)
            try:
                apply(store, Movement(member_id=person.id, kind=kind, happened_on=day))
            except AppError:
                continue
            steps += 1
        assert verify(store) == []
        for _ in range(steps):
            store.undo()
        assert [store.all(kind) for kind in (Member, Period, Movement)] == before


@pytest.mark.parametrize(
    ("aspect", "value", "taken"),
    [
        ("类别", "预备党员", True),
        ("类别", "群众", False),
        ("党籍状态", "正常", True),
        ("处分", "", True),
    ],
)
def test_a_category_or_party_status_is_one_there_is(aspect, value, taken):
    period = Period(member_id=1, aspect=aspect, value=value)
    assert ("value" not in period.problems()) is taken


@pytest.mark.parametrize(
    ("months", "taken"),
    [("6", True), ("12个月", True), ("5", False), ("13", False), ("半年", False)],
)
def test_probation_is_extended_once_by_6_to_12_months(store, months, taken):
    member = enter(store, Member(name="李强", joined_on=PartialDate(2025, 3, 1)))
    extended = move(member, "延长预备期", other_party=months)
    if not taken:
        with pytest.raises(InvalidRecord, match="不少于6个月"):
            plan(store, extended)
        return
    apply(store, extended)
    assert store.get(Member, member.id).extension_months == int(months.removesuffix("个月"))
    with pytest.raises(AppError, match="已延长过一次"):
        plan(store, extended)


def test_a_movement_of_someone_no_longer_on_file_says_so(store, person):
    remove(store, person)
    with pytest.raises(NotFound, match="已不在文件中"):
        plan(store, move(person, "退休"))


@pytest.mark.parametrize(
    ("kind", "more", "name", "words"),
    [
        ("退休", {"happened_on": PartialDate(2026, 3, 3)}, "happened_on", "还没有到"),
        ("退休", {"happened_on": PartialDate(1970)}, "happened_on", "早于赵敏的出生日期"),
        ("转出", {"happened_on": PartialDate(2010, 4)}, "happened_on", "入党日期 2010-05-04"),
        ("去世", {"happened_on": PartialDate(2010, 4)}, "happened_on", "入党日期 2010-05-04"),
        ("除名", {"happened_on": PartialDate(1999)}, "happened_on", "入党日期 2010-05-04"),
        ("转出", {"received_on": date(2026, 2, 1)}, "received_on", "早于变动日期"),
        ("转出", {"received_on": date(2026, 4, 1)}, "received_on", "还没有到"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(store, person, kind, more, name, words):
    with store.change("生日") as change:
        change.save(replace(person, born_on=PartialDate(1985, 1)))
    wrong = replace(move(person, kind), **more)
    with pytest.raises(InvalidRecord) as refused:
        plan(store, wrong, today=date(2026, 3, 2))
    assert words in refused.value.problems[name]


def test_nothing_happens_to_someone_before_they_came(store):
    member = enter(store, Member(name="李强"))
    apply(store, move(member, "转入"))
    early = Movement(member_id=member.id, kind="退休", happened_on=PartialDate(2026, 2))
    with pytest.raises(InvalidRecord, match="李强从 2026-03-01 起才在本支部"):
        plan(store, early)


def test_nobody_leaves_for_good_before_what_is_on_file_of_them_later(store, person):
    apply(store, move(person, "调岗", other_party="主任"))
    gone = Movement(member_id=person.id, kind="去世", happened_on=PartialDate(2026, 2))
    with pytest.raises(InvalidRecord, match="早于已登记的“调岗”（2026-03-01）"):
        plan(store, gone)
    assert plan(store, replace(gone, kind="转出", received_on=date(2026, 3, 1)))
    assert plan(store, replace(gone, happened_on=PartialDate(2026, 3)))


def test_who_left_or_was_expelled_retires_later_and_the_receipt_comes_in(store, person):
    left = Movement(member_id=person.id, kind="转出", happened_on=PartialDate(2026, 1))
    apply(store, left)
    apply(store, move(person, "退休"))
    apply(store, replace(left, received_on=date(2026, 2, 1)))
    assert on(store, date(2026, 2, 2)) is None
    other = enter(store, Member(name="李强"))
    apply(store, Movement(member_id=other.id, kind="除名", happened_on=PartialDate(2015)))
    apply(store, Movement(member_id=other.id, kind="退休", happened_on=PartialDate(2020)))
    assert findings_in_movements(store) == []


def test_a_receipt_before_what_is_on_file_is_named_as_one_at_its_own_field(store, person):
    apply(store, move(person, "调整党小组", other_party="第二党小组"))
    left = Movement(member_id=person.id, kind="转出", happened_on=PartialDate(2026, 1))
    received = replace(left, received_on=date(2026, 2, 1))
    with pytest.raises(InvalidRecord) as refused:
        plan(store, received)
    (told,) = refused.value.problems.items()
    assert told == (
        "received_on", "“转出”的回执日期 2026-02-01 早于已登记的“调整党小组”（2026-03-01），请核对",
    )  # fmt: skip
    other = enter(store, Member(name="李强"))
    with store.change("编入小组") as change:
        change.save(Period(member_id=other.id, aspect="党小组", group_id=2, since=DAY))
    with pytest.raises(InvalidRecord) as refused:
        plan(store, replace(received, member_id=other.id))
    assert refused.value.problems == {
        "received_on": "回执日期早于“党小组”的起始日期 2026-03-01，请核对"
    }


def test_who_retired_before_joining_and_who_joined_again_is_not_held_up(store, person):
    assert plan(store, Movement(member_id=person.id, kind="退休", happened_on=PartialDate(2009)))
    apply(store, Movement(member_id=person.id, kind="除名", happened_on=PartialDate(2015)))
    apply(store, Movement(member_id=person.id, kind="重新入党", happened_on=PartialDate(2020)))
    assert store.get(Member, person.id).joined_on == PartialDate(2020)
    assert findings_in_movements(store) == []


def test_the_check_of_the_file_names_a_movement_before_joining_even_of_one_who_left(store, person):
    with store.change("旧账") as change:
        change.save(Movement(member_id=person.id, kind="去世", happened_on=PartialDate(2005, 1)))
    (found,) = findings_in_movements(store)
    assert found.text == ("赵敏：“去世”的日期 2005-01 早于赵敏的入党日期 2010-05-04，请核对。")
    assert (found.table, found.record_id) == ("member", person.id)
    assert found in findings(store, date(2026, 3, 2))


def test_the_plan_tells_how_many_are_due_only_where_that_changes(store, person):
    lines = plan(store, move(person, "除名"))
    assert lines[-1] == "党员大会应到会有表决权的人数：1 人 → 0 人"
    assert not any("应到" in line for line in plan(store, move(person, "退休")))
    assert not any("应到" in line for line in plan(store, move(person, "转出")))
    probationer = enter(store, Member(name="李强", joined_on=PartialDate(2025, 3, 1)))
    assert plan(store, move(probationer, "转正"))[-1].endswith("1 人 → 2 人")


def test_a_photograph_goes_with_its_member_and_comes_back_with_them(store, person):
    set_photo(store, person, photograph())
    (member,) = store.all(Member)
    remove(store, member)
    assert store.all(Attachment) == []
    store.undo()
    assert photo_of(store, store.all(Member)[0])
