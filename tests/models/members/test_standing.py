"""Who is what on a day."""

from __future__ import annotations

from datetime import date

import pytest

from models.branch import Branch, Group, Post
from models.members import Member, Period, members_on
from models.members.records import ATTACHED, CATEGORY, GROUP, ON_ROLL, STANDING
from models.members.standing import FULL, NORMAL, PROBATIONARY, category_on, everyone_on
from models.values import PartialDate

DAY = date(2026, 6, 30)


def on(text):
    return PartialDate.from_iso(text)


def enrol(store, name, *aspects, **facts):
    """Enter a member with periods of (aspect, value, since, until)."""
    with store.change("登记") as change:
        member = change.save(Member(name=name, **facts))
        for aspect, value, since, until in aspects:
            period = Period(
                member_id=member.id, aspect=aspect, value=value,
                since=since and on(since), until=until and on(until),
            )  # fmt: skip
            change.save(period)
    return member


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        ("2026-06-30", None, True),
        ("2026-07-01", None, False),
        (None, "2026-06-30", True),
        (None, "2026-06-29", False),
        ("2026-06", "2026-06", True),
        ("2026", None, True),
        ("2020", "2025", False),
        ("2020", "2026", True),
    ],
)
def test_both_ends_of_a_period_are_in_it(since, until, holds):
    since, until = since and on(since), until and on(until)
    assert Period(member_id=1, aspect="在册", since=since, until=until).covers(DAY) == holds
    assert Post(member_id=1, post="书记", since=since, until=until).covers(DAY) == holds


def test_who_left_and_who_has_not_come_are_not_of_the_branch(store):
    enrol(store, "在", (ON_ROLL, "", "2020-01-01", None))
    enrol(store, "走了", (ON_ROLL, "", "2020-01-01", "2026-06-29"))
    enrol(store, "未来", (ON_ROLL, "", "2026-07-01", None))
    enrol(store, "编入", (ATTACHED, "", "2026-01", None))
    assert [person.member.name for person in members_on(store, DAY)] == ["在", "编入"]
    assert [p.member.name for p in members_on(store, DAY, attached=False)] == ["在"]
    assert len(everyone_on(store, DAY)) == 4
    assert [p.member.name for p in members_on(store, date(2019, 12, 31))] == []


@pytest.mark.parametrize(
    ("joined", "full", "category"),
    [
        ("2020-05-01", "2021-05-01", FULL),
        ("2025-05-01", "2026-07-01", PROBATIONARY),
        ("2025-05-01", "2026-06-30", FULL),
        ("2025-05-01", None, PROBATIONARY),
        ("2024-06-29", None, FULL),
        ("2024-06", None, PROBATIONARY),
        (None, None, FULL),
    ],
)
def test_the_category_follows_from_the_dates(joined, full, category):
    member = Member(id=1, name="甲", joined_on=joined and on(joined), full_on=full and on(full))
    assert category_on(member, [], DAY) == category


def test_the_category_entered_last_goes_before_the_dates(store):
    enrol(
        store, "甲",
        (ON_ROLL, "", None, None),
        (CATEGORY, FULL, "2010", None),
        (CATEGORY, PROBATIONARY, "2026-01", None),
        (STANDING, "停止党籍", "2026-06-01", "2026-06-29"),
    )  # fmt: skip
    [person] = members_on(store, DAY)
    assert (person.category, person.standing) == (PROBATIONARY, NORMAL)
    assert not person.is_full
    assert members_on(store, date(2025, 1, 1))[0].is_full
    [person] = members_on(store, date(2026, 6, 29))
    assert person.standing == "停止党籍"
    assert person.current(STANDING).until == on("2026-06-29")
    assert person.current(GROUP) is None


def test_a_category_that_is_only_assumed_says_which_date_is_missing(store):
    enrol(store, "无", (ON_ROLL, "", None, None))
    enrol(store, "缺", (ON_ROLL, "", None, None), joined_on=on("2000"))
    enrol(store, "预", (ON_ROLL, "", None, None), joined_on=on("2026-01"))
    enrol(store, "全", (ON_ROLL, "", None, None), joined_on=on("2000"), full_on=on("2001"))
    enrol(store, "定", (ON_ROLL, "", None, None), (CATEGORY, FULL, None, None))
    told = {person.member.name: person.assumed for person in everyone_on(store, DAY)}
    assert told == {
        "无": "入党日期和转正日期没有登记，暂按正式党员计，请补登",
        "缺": "转正日期没有登记，暂按正式党员计，请补登",
        "预": "",
        "全": "",
        "定": "",
    }


def test_the_branchs_own_order_is_posts_then_groups_then_places(store):
    roll = (ON_ROLL, "", None, None)
    with store.change("小组") as change:
        groups = [change.save(Group(name=f"第{n}党小组", place=n)) for n in (1, 2)]
    people = [enrol(store, name, roll, place=place) for place, name in enumerate("丁丙乙甲")]
    with store.change("任职和编组") as change:
        change.save(Post(member_id=people[3].id, post="书记"))
        change.save(Post(member_id=people[2].id, post="宣传委员"))
        change.save(Post(member_id=people[2].id, post="副书记"))
        change.save(Post(member_id=people[0].id, post="书记", until=on("2025")))
        for person, group in ((people[0], groups[1]), (people[1], groups[0])):
            change.save(Period(member_id=person.id, aspect=GROUP, group_id=group.id))
    standing = members_on(store, DAY)
    assert [person.member.name for person in standing] == ["甲", "乙", "丙", "丁"]
    assert standing[0].post == "书记"
    assert standing[1].post == "副书记、宣传委员"
    assert [person.group.name if person.group else "" for person in standing[2:]] == [
        "第1党小组",
        "第2党小组",
    ]


def test_party_years_count_from_full_membership_by_the_correction():
    member = Member(name="甲", born_on=on("1990-07"), full_on=on("2010-06-30"))
    assert (member.age_on(DAY), member.party_years_on(DAY)) == (35, 16)
    assert member.party_years_on(date(2026, 6, 29)) == 15
    corrected = Member(name="甲", full_on=on("2010-06-30"), seniority_correction=-13)
    assert corrected.party_years_on(DAY) == 14
    assert Member(name="甲").party_years_on(DAY) is None
    assert Member(name="甲", doubts='{"name": "请核对"}').doubtful == {"name": "请核对"}


@pytest.mark.parametrize(
    ("domain", "years", "ends"),
    [
        ("农村", None, date(2029, 2, 28)),
        ("机关", None, date(2027, 2, 28)),
        ("农村", 4, date(2028, 2, 29)),
    ],
)
def test_a_term_ends_by_domain_or_as_entered(domain, years, ends):
    branch = Branch(
        name="甲支部", domain=domain, term_years=years, term_started_on=date(2024, 2, 29),
        joint_units="一厂\n\n 二厂 ",
    )  # fmt: skip
    assert branch.term_ends_on == ends
    assert branch.units == ("一厂", "二厂")
    assert branch.heading == "甲支部"
    assert Branch(name="甲").term_ends_on is None
