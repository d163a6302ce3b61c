"""In which months someone pays here, by every kind of 变动, and what 变动 says of it beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dues.account import Month, Span
from models.dues.book import DuesBook
from models.dues.records import Basis, DuesWaiver
from models.dues.words import months_words
from models.errors import AppError
from models.meetings.records import AgendaItem, Meeting, Vote
from models.members import Member, Movement, Period
from models.members.movements import apply, enter, plan, remove
from models.values import PartialDate
from models.verify import verify
from tests.models.dues.ledger import JOINED, LATER, fix, keep, member, pays

YEAR = Span(Month(2026, 1), Month(2026, 12))


def move(store, person, kind, *on, **more):
    return apply(
        store, Movement(member_id=person.id, kind=kind, happened_on=PartialDate(*on), **more), LATER
    )


def here(store, person):
    """Return the months of 2026 in which someone pays here, in words."""
    book = DuesBook(store, date(2026, 12, 31))
    standing = next(each for each in book.everyone() if each.member.id == person.id)
    spans = book.spans(standing)
    months = [Month(2026, number) for number in range(1, 13)]
    return months_words(month for month in months if any(span.holds(month) for span in spans))


ALL = "2026年1月至12月"


@pytest.mark.parametrize(
    ("kind", "on", "more", "words"),
    [
        ("转入", (2026, 4, 20), {}, "2026年4月至12月"),
        ("转入", (2026, 4, 20), {"dues_paid_to": PartialDate(2026, 3)}, "2026年4月至12月"),
        ("转入", (2026, 4, 20), {"dues_paid_to": PartialDate(2026, 4)}, "2026年5月至12月"),
        ("转入", (2026, 4, 20), {"dues_paid_to": PartialDate(2026, 1)}, "2026年2月至12月"),
        ("转入", (2026, 4), {}, "2026年4月至12月"),
        ("转出", (2026, 6, 3), {}, "2026年1月至6月"),
        ("转出", (2026, 6, 3), {"dues_paid_to": PartialDate(2026, 7)}, "2026年1月至7月"),
        ("转出", (2026, 6, 3), {"received_on": date(2026, 9, 1)}, "2026年1月至6月"),
        (
            "转出", (2026, 6, 3),
            {"received_on": date(2026, 9, 1), "dues_paid_to": PartialDate(2026, 5)},
            "2026年1月至5月",
        ),
        ("去世", (2026, 6, 3), {}, "2026年1月至5月"),
        ("去世", (2026, 1, 3), {}, ""),
        ("停止党籍", (2026, 6, 3), {}, "2026年1月至6月"),
        ("退党", (2026, 6, 3), {}, "2026年1月至6月"),
        ("劝退", (2026, 6, 3), {}, "2026年1月至6月"),
        ("除名", (2026, 6, 3), {}, "2026年1月至6月"),
        ("开除党籍", (2026, 6, 3), {}, "2026年1月至6月"),
        ("出国定居", (2026, 6, 3), {}, "2026年1月至6月"),
        ("退休", (2026, 6, 3), {}, ALL),
        ("调岗", (2026, 6, 3), {"other_party": "科长"}, ALL),
    ],
)  # fmt: skip
def test_each_movement_ends_or_begins_the_months_of_paying_here(store, kind, on, more, words):
    person = member(store)
    move(store, person, kind, *on, **more)
    assert here(store, person) == words


def admit(store, person, day):
    with store.change("党员大会") as change:
        meeting = change.save(Meeting(kind="党员大会", held_on=day))
        item = change.save(AgendaItem(meeting_id=meeting.id, topic="接收预备党员"))
        vote = Vote(item_id=item.id, kind="发展", subject="接收", member_id=person.id, due=9, yes=5)
        change.save(vote)


def test_a_new_member_pays_from_the_month_of_the_meeting_even_if_approved_later(store):
    """R-13."""
    person = member(store, joined_on=None, full_on=None)
    move(store, person, "新发展", 2026, 5, 6)
    assert here(store, person) == "2026年5月至12月"
    admit(store, person, date(2026, 4, 28))
    assert here(store, person) == "2026年4月至12月"


def test_who_became_a_member_before_the_file_pays_from_the_date_on_the_roll(store):
    person = member(store, joined_on=PartialDate(2026, 3), full_on=None)
    assert here(store, person) == "2026年3月至12月"


def test_who_is_attached_alone_pays_where_the_membership_lies(store):
    person = enter(store, Member(name="借调人员", joined_on=JOINED), attached=True)
    assert here(store, person) == ""


def test_while_membership_is_suspended_nothing_is_due(store):
    person = member(store)
    move(store, person, "停止党籍", 2026, 3, 10)
    move(store, person, "恢复党籍", 2026, 8, 10)
    assert here(store, person) == "2026年1月至3月、2026年8月至12月"


def test_a_suspension_entered_as_it_is_counts_as_well(store):
    person = member(store)
    since, until = PartialDate(2026, 3, 10), PartialDate(2026, 8, 10)
    told = {"member_id": person.id, "aspect": "党籍状态"}
    keep(store, Period(value="停止党籍", since=since, until=until, **told))
    assert here(store, person) == "2026年1月至3月、2026年8月至12月"
    keep(store, Period(value="正常", since=PartialDate(2026, 6, 1), **told))
    assert here(store, person) == "2026年1月至3月、2026年6月至12月"


def test_who_left_and_joined_again_paid_before_and_pays_anew(store):
    """The dates of joining are those of the second time then; the first time still was."""
    person = member(store)
    move(store, person, "退党", 2026, 2, 10)
    move(store, person, "重新入党", 2026, 9, 10)
    assert here(store, person) == "2026年1月至2月、2026年9月至12月"
    admit(store, person, date(2026, 9, 10))
    assert here(store, person) == "2026年1月至2月、2026年9月至12月"


def test_who_was_transferred_away_and_back_pays_here_before_and_after(store):
    person = member(store)
    gone = {"dues_paid_to": PartialDate(2026, 3), "received_on": date(2026, 4, 1)}
    move(store, person, "转出", 2026, 3, 10, **gone)
    move(store, person, "转入", 2026, 9, 10, dues_paid_to=PartialDate(2026, 9))
    assert here(store, person) == "2026年1月至3月、2026年10月至12月"


def said(store, person, kind, *on, **more):
    """Return what is said of 党费 before a movement is entered."""
    movement = Movement(member_id=person.id, kind=kind, happened_on=PartialDate(*on), **more)
    return [line for line in plan(store, movement, LATER) if line.startswith("党费：")]


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("转入", {"dues_paid_to": PartialDate(2026, 6)}, "从2026年7月起在本支部交纳，请核定月交金额"),
        ("转出", {"dues_paid_to": PartialDate(2026, 7)}, "在本支部交到2026年7月为止（按写明的党费交至）"),
        ("转出", {"received_on": date(2026, 6, 9)}, "在本支部交到2026年6月为止（没有写党费交至，按转出的当月）"),
        ("去世", {}, "在本支部交到2026年5月为止"),
        ("停止党籍", {}, "在本支部交到2026年6月为止"),
        ("除名", {}, "在本支部交到2026年6月为止"),
    ],
)  # fmt: skip
def test_a_movement_says_beforehand_from_or_until_when_dues_are_paid_here(store, kind, more, words):
    person = member(store)
    assert said(store, person, kind, 2026, 6, 3, **more) == [f"党费：{words}"]


def test_a_letter_that_ends_before_the_transfer_tells_which_months_are_asked_for_no_more(store):
    person = member(store)
    early = said(store, person, "转出", 2026, 8, 20, dues_paid_to=PartialDate(2026, 6))
    assert early == [
        "党费：在本支部交到2026年6月为止（按写明的党费交至）",
        "党费：2026年7月至8月不再在本支部计应交；应在本支部交的，请把党费交至写到2026年8月",
    ]
    assert len(said(store, person, "转出", 2026, 8, 20, dues_paid_to=PartialDate(2026, 8))) == 1


def test_a_new_member_is_told_to_be_fixed_and_a_retired_one_to_be_fixed_anew(store):
    new = member(store, "新人", joined_on=None, full_on=None)
    assert said(store, new, "新发展", 2026, 6, 3) == [
        "党费：从2026年6月起在本支部交纳，请核定月交金额"
    ]
    old = member(store, "老人")
    assert said(store, old, "退休", 2026, 6, 3) == []
    fix(store, old, payer="企业人员", base=500_000, amount=5_000)
    [line] = said(store, old, "退休", 2026, 6, 3)
    assert line == "党费：现按“企业人员”核定，离退休后请按离退休费或者养老金重新核定"
    fix(store, old, month=6, payer="离退休", base=400_000, amount=2_000)
    assert said(store, old, "退休", 2026, 6, 3) == []


def test_the_receipt_of_a_transfer_changes_nothing_that_its_letter_said(store):
    person = member(store)
    move(store, person, "转出", 2026, 6, 3, dues_paid_to=PartialDate(2026, 6))
    assert said(store, person, "转出", 2026, 6, 3, received_on=date(2026, 8, 1)) == []


def test_a_temporary_branch_is_told_nothing_of_dues(store):
    keep(store, replace(store.branch, form="临时"))
    assert said(store, member(store), "去世", 2026, 6, 3) == []


def test_who_was_entered_by_mistake_goes_with_what_was_fixed_unless_something_was_paid(store):
    person, other = member(store), member(store, "乙")
    for each in (person, other):
        fix(store, each, amount=20)
        since, until = PartialDate(2026, 1), PartialDate(2026, 2)
        keep(store, DuesWaiver(member_id=each.id, since=since, until=until, ground="困难"))
    pays(store, other, date(2026, 1, 10), {1: 20})
    remove(store, person)
    assert {each.member_id for each in store.all(Basis)} == {other.id}
    assert {each.member_id for each in store.all(DuesWaiver)} == {other.id}
    with pytest.raises(AppError, match="乙有党费交纳记录（回执2026-001），没有删除"):
        remove(store, other)
    assert store.undo().title == "删除党员赵敏"
    assert len(store.all(Basis)) == len(store.all(DuesWaiver)) == 2
    assert verify(store) == []
