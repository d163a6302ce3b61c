"""Dates that do not fit together or lie ahead are told beside them, and keep nothing out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch, Group, Post
from models.errors import InvalidRecord
from models.life.records import DualLife, LifeEntry, Service, Study, Talk, Thought
from models.members import Member, Period, records
from models.members.standing import everyone_on
from models.rules.dates import remarks_about
from models.rules.people import findings_about
from models.rules.structure import findings
from models.store import Store
from models.values import PartialDate

DAY = date(2026, 11, 5)


def day(text):
    return PartialDate.from_iso(text)


def about(record):
    return remarks_about(record, DAY)


@pytest.mark.parametrize(
    ("joined", "full", "extended", "told"),
    [
        ("2005-03-01", "2005-03-17", None, True),
        ("2005-03-01", "2006-02-28", None, True),
        ("2005-03-01", "2006-03-01", None, False),
        ("2005", "2006", None, False),
        ("2005-03", "2005-12", None, True),
        ("2005-03-01", "2006-03-01", 6, True),
        ("2005-03-01", "2006-09-01", 6, False),
        ("1972-05-01", "1972-05-01", None, False),
        ("2005-03-01", "2004-03-01", None, False),
    ],
)
def test_a_probation_shorter_than_a_year_and_its_extension_is_told(joined, full, extended, told):
    found = about(
        Member(name="赵敏", joined_on=day(joined), full_on=day(full), extension_months=extended)
    )
    assert ("full_on" in found) is told


@pytest.mark.parametrize(
    ("joined", "full", "clause"),
    [
        ("2005-03-01", "2005-03-17", "（2014年以前的规定，原文未核对）"),
        ("2013-06-01", "2014-05-27", "（2014年以前的规定，原文未核对）"),
        ("2013-06-01", "2014-05-28", "（《中国共产党发展党员工作细则》（2014））"),
        ("2025-06-01", "2026-05-10", "（《中国共产党发展党员工作细则》（2014））"),
        ("2025-06-01", "2026-05-11", "（《中国共产党发展党员工作细则》（2026）第三十一条）"),
    ],
)
def test_a_probation_stands_under_the_text_of_the_day_it_ended(joined, full, clause):
    found = about(Member(name="赵敏", joined_on=day(joined), full_on=day(full)))
    assert found["full_on"].endswith(clause)


@pytest.mark.parametrize("months", [100_000, -100_000, 2**62])
def test_an_extension_no_calendar_holds_is_refused_and_stops_no_check(months):
    facts = {"name": "赵敏", "joined_on": day("2005-03-01"), "extension_months": months}
    assert about(Member(**facts, full_on=day("2006-03-01"))) == {}
    store = Store.memory(Branch(name="甲"))
    refused = pytest.raises(InvalidRecord, match="不少于6个月、不超过12个月")
    with refused, store.change("登记") as change:
        change.save(Member(**facts))
    sound = replace(Member(**facts), extension_months=None)
    with store.change("登记") as change:
        member = change.save(sound)
        change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
        change.save(Period(member_id=member.id, aspect=records.CATEGORY, value="预备党员"))
    person = next(one for one in everyone_on(store, DAY) if one.member.id == member.id)
    assert [each.rule.id for each in findings_about(person)] == ["R-33"]
    assert findings_about(replace(person, member=replace(member, extension_months=months))) == []


@pytest.mark.parametrize("months", [None, 0, 6, 12])
def test_an_extension_the_text_allows_is_kept(months):
    store = Store.memory(Branch(name="甲"))
    with store.change("登记") as change:
        member = change.save(Member(name="赵敏", extension_months=months))
    assert store.get(Member, member.id).extension_months == months


@pytest.mark.parametrize(
    ("born", "applied", "clause"),
    [
        ("1990-05-01", "2008-04-30", "（2014年以前的规定，原文未核对）"),
        ("2000-05-01", "2017-09-01", "（《中国共产党发展党员工作细则》（2014））"),
        ("2008-12-01", "2026-06-01", "（《中国共产党发展党员工作细则》（2026）第五条）"),
    ],
)
def test_who_applied_before_18_is_told_with_the_text_of_that_day(born, applied, clause):
    young = Member(name="赵敏", born_on=day(born), applied_on=day(applied))
    assert "不满18岁" in about(young)["applied_on"]
    assert about(young)["applied_on"].endswith(clause)


def test_who_applied_at_18_is_not_told_of():
    assert about(Member(name="钱伟", born_on=day("1990-05-01"), applied_on=day("2008-05-01"))) == {}


@pytest.mark.parametrize(
    "name", ["born_on", "applied_on", "joined_on", "full_on", "worked_since", "missing_since"]
)
def test_a_day_that_has_not_come_is_told_beside_it(name):
    assert "还没有到" in about(Member(name="赵敏", **{name: day("2026-11-06")}))[name]
    assert about(Member(name="赵敏", **{name: day("2026-11")})) == {}


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        (
            Post(member_id=1, post="书记", since=day("2024-05-01"), term_ends_on=date(2023, 5, 1)),
            "term_ends_on",
            "届满日期2023-05-01早于当选日期2024-05-01",
        ),
        (Post(member_id=1, post="书记", since=day("2027-01-01")), "since", "还没有到"),
        (
            Group(name="一组", formed_on=day("2024"), dissolved_on=day("2023")),
            "dissolved_on",
            "撤销日期2023早于成立日期2024",
        ),
        (
            Branch(name="甲", founded_on=day("2024-01"), term_started_on=date(2020, 1, 1)),
            "term_started_on",
            "早于成立日期2024-01",
        ),
        (
            Member(name="赵敏", applied_on=day("2010"), joined_on=day("2008")),
            "joined_on",
            "早于申请入党日期2010",
        ),
    ],
)
def test_an_end_before_its_beginning_is_told_beside_it(record, field, words):
    assert words in about(record)[field]


def test_what_may_still_be_in_order_is_not_told():
    assert (
        about(Post(member_id=1, post="书记", since=day("2024"), term_ends_on=date(2024, 1, 1)))
        == {}
    )
    assert about(Group(name="一组", formed_on=day("2024"), dissolved_on=day("2024-03"))) == {}


def test_the_check_of_the_branch_names_whose_dates_and_leads_there():
    store = Store.memory(Branch(name="甲"))
    with store.change("登记") as change:
        member = change.save(
            Member(name="赵敏", joined_on=day("2005-03-01"), full_on=day("2005-03-17"))
        )
        change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
        change.save(
            Post(
                member_id=member.id,
                post="书记",
                since=day("2024-05-01"),
                term_ends_on=date(2023, 5, 1),
            )
        )
    found = {each.rule.id: each for each in findings(store, DAY)}
    assert found["R-33-early"].text.startswith("赵敏：入党2005-03-01到转正2005-03-17不满12个月")
    assert (found["R-33-early"].table, found["R-33-early"].record_id) == ("member", member.id)
    assert found["dates"].text.startswith("赵敏书记：届满日期")
    assert found["dates"].field == "term_ends_on"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Talk(held_on=date(2026, 11, 6)), "held_on"),
        (LifeEntry(year=2026, problem="学习不够", done_on=date(2027, 1, 1)), "done_on"),
        (Service(name="清扫", held_on=date(2026, 12, 1)), "held_on"),
        (Study(content="轮训", held_on=DAY, ends_on=date(2026, 11, 6)), "ends_on"),
        (Thought(state="稳定", made_on=date(2026, 11, 6)), "made_on"),
        (DualLife(held_on=date(2026, 11, 6)), "held_on"),
    ],
)
def test_what_was_done_cannot_lie_ahead(record, field):
    assert list(about(record)) == [field]
    assert "还没有到，请核对" in about(record)[field]
    assert not about(replace(record, **{field: DAY}))


def test_a_measure_may_be_due_ahead_and_a_course_ends_after_it_began():
    assert not about(LifeEntry(year=2026, problem="学习不够", due_on=date(2027, 1, 1)))
    turned = about(Study(content="轮训", held_on=date(2026, 3, 2), ends_on=date(2026, 3, 1)))
    assert turned == {"ends_on": "结束日期2026-03-01早于日期2026-03-02，请核对"}
