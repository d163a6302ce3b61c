"""R-11 to R-19: what the records of dues leave to be checked, and what they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dues.account import Month
from models.dues.records import (
    BY_BRANCH,
    BY_SUPERIOR,
    DuesUse,
    DuesWaiver,
    LargeDues,
    Publication,
    Remittance,
)
from models.dues.settings import DuesSettings, keep_dues_settings
from models.meetings.records import AgendaItem, Meeting, Vote
from models.members import Member, Movement
from models.members.movements import apply, enter
from models.rules.dues_checks import dues_findings, dues_findings_of
from models.values import PartialDate
from tests.models.dues.ledger import fix, keep, member, pays

DAY = date(2026, 9, 20)


def told(store, year=2026, day=DAY):
    return {finding.rule.id: finding.text for finding in dues_findings(store, year, day)}


def found(store, rule, year=2026, day=DAY):
    return [each for each in dues_findings(store, year, day) if each.rule.id == rule]


def salaried(store, base=500_000, amount=5_000, **more):
    person = member(store, **more)
    return person, fix(store, person, payer="企业人员", base=base, amount=amount)


def through(store, person, month, amount=5_000):
    """Pay every month up to one on its tenth."""
    for each in range(1, month + 1):
        pays(store, person, date(2026, each, 10), {each: amount})


def in_order(store):
    """Give a branch whose year is in order."""
    person, _ = salaried(store)
    through(store, person, 9)
    for since, until in ((1, 3), (4, 6)):
        months = PartialDate(2026, since), PartialDate(2026, until)
        sent = date(2026, until, 28)
        keep(store, Remittance(since=months[0], until=months[1], amount=15_000, sent_on=sent))
    return person


def test_a_year_in_order_leaves_nothing_to_check(store):
    in_order(store)
    assert dues_findings(store, 2026, DAY) == []
    assert dues_findings(store, 2027, DAY) == []


def test_who_pays_here_and_is_not_fixed_is_told_once_for_all(store):
    people = [member(store, name) for name in ("甲", "乙", "丙")]
    [only] = found(store, "R-11")
    assert only.text == "未见甲、乙、丙2026年1月至9月的党费核定：核定过的请补登，没核定的请先核定。"
    fix(store, people[0], month=4, amount=20)
    [only] = found(store, "R-11")
    assert only.text.startswith("未见甲2026年1月至3月；乙、丙2026年1月至9月的党费核定")
    fix(store, people[0], amount=20)
    fix(store, people[1], amount=20)
    fix(store, people[2], month=3, amount=20)
    [only] = found(store, "R-11")
    assert only.text.startswith("未见丙2026年1月至2月的党费核定")
    assert (only.table, only.record_id) == ("member", people[2].id)


def test_namesakes_are_told_apart(store):
    born = (PartialDate(1980, 1), PartialDate(1990, 2))
    for each in born:
        member(store, "李强", born_on=each)
    assert told(store)["R-11"].count("李强（") == 2


def test_a_basis_of_an_earlier_year_is_noted_and_still_holds(store):
    person = member(store)
    fix(store, person, year=2025, amount=20)
    assert told(store)["R-11-yearly"].startswith("未见赵敏2026年的年初核定，沿用以前的核定")
    assert "R-11" not in told(store)


@pytest.mark.parametrize(
    ("payer", "base", "amount", "rule", "words"),
    [
        ("企业人员", 500_001, 5_000, "R-11-salaried", "按第二条应为75.00元，填的少25.00元"),
        ("企业人员", 800_000, 4_000, "R-11-salaried", "应为120.00元"),
        ("农民", None, 10, "R-11", "每月交0.20至1.00元"),
        ("农民", None, 101, "R-11", "每月交0.20至1.00元"),
        ("企业人员", None, 5_000, "R-11", "请填交纳基数"),
        ("不知道", None, 5_000, "R-11", "没有“不知道”这一类"),
        ("企业人员", 6_000_000, 120_000, "R-12", "每人每月一般不超过1,000.00元"),
    ],
)
def test_an_amount_unlike_the_rules_is_to_be_checked(store, payer, base, amount, rule, words):
    person = member(store)
    basis = fix(store, person, payer=payer, base=base, amount=amount)
    [only] = found(store, rule)
    assert words in only.text
    assert (only.table, only.record_id) == ("dues_basis", basis.id)
    assert only.field in {"amount", "base", "payer"}


def test_a_reason_settles_an_amount_unlike_the_rules(store):
    person = member(store)
    fix(store, person, payer="企业人员", base=6_000_000, amount=120_000, reason="自愿多交")
    assert not {"R-12", "R-11-salaried"} & set(told(store))


def test_a_class_taken_from_a_payroll_awaits_its_check(store):
    person = member(store)
    fix(store, person, payer="企业人员", base=500_000, amount=5_000, is_assumed=True)
    [only] = found(store, "R-11")
    assert "暂按“企业人员”" in only.text
    assert only.field == "is_assumed"


def test_who_retired_since_is_to_be_fixed_anew(store):
    person, _ = salaried(store)
    keep(store, replace(store.get(Member, person.id), retired_on=PartialDate(2026, 6, 30)))
    assert "R-11-retiring" not in told(store, day=date(2026, 6, 30))
    assert "仍按“企业人员”核定的50.00元交纳" in told(store)["R-11-retiring"]
    fix(store, person, month=7, payer="离退休", base=400_000, amount=2_000)
    assert "R-11-retiring" not in told(store)


def admit(store, person, day, yes=8, due=10):
    with store.change("党员大会") as change:
        meeting = change.save(Meeting(kind="党员大会", held_on=day))
        item = change.save(AgendaItem(meeting_id=meeting.id, topic="接收预备党员"))
        change.save(
            Vote(item_id=item.id, kind="发展", subject="接收", member_id=person.id, due=due,
                 present=due, yes=yes)
        )  # fmt: skip


def test_a_new_member_pays_from_the_month_of_the_meeting_that_admitted_them(store):
    """R-13: not from the approval above, which is what the roll has here."""
    person = member(store, joined_on=PartialDate(2026, 4, 9), full_on=None)
    admit(store, person, date(2026, 3, 5))
    fix(store, person, month=4, amount=20)
    assert (
        "党员大会在2026-03-05，入党日期登记为2026-04-09；党费从2026年3月起交" in told(store)["R-13"]
    )
    assert told(store)["R-11"].startswith("未见赵敏2026年3月的党费核定")
    keep(store, replace(store.get(Member, person.id), joined_on=PartialDate(2026, 3)))
    fix(store, person, month=1, amount=20)
    assert "核定从2026年1月开始，早于接收其为预备党员的党员大会" in told(store)["R-13"]


def test_a_vote_that_did_not_pass_admits_nobody(store):
    person = member(store, joined_on=PartialDate(2026, 4, 9), full_on=None)
    admit(store, person, date(2026, 3, 5), yes=5)
    assert "R-13" not in told(store)


def test_a_payment_for_months_longer_past_than_half_a_year_is_told(store):
    person, _ = salaried(store)
    pays(store, person, date(2026, 8, 10), dict.fromkeys(range(2, 9), 5_000))
    assert "R-14" not in told(store)
    late = pays(store, person, date(2026, 8, 11), {1: 5_000})
    [only] = found(store, "R-14")
    assert only.text == "赵敏2026-08-11补交2026年1月的党费，补交的时间一般不超过6个月，请核对。"
    assert (only.table, only.record_id, only.field) == ("dues_payment", late.id, "paid_on")


@pytest.mark.parametrize(
    ("paid_to", "words"),
    [
        (PartialDate(2026, 3), ""),
        (PartialDate(2026, 4), ""),
        (PartialDate(2026, 2), "转入前的2026年3月未见交纳，本支部从2026年3月起收缴"),
        (PartialDate(2026, 1), "转入前的2026年2月至3月未见交纳，本支部从2026年2月起收缴"),
        (PartialDate(2026, 6), "晚于转入的月份，本支部从2026年7月起收缴"),
        (None, "未见介绍信写明党费交至哪一月，暂按2026年4月起在本支部交，请补登"),
    ],
)
def test_a_letter_leaves_no_gap_and_no_month_twice(store, paid_to, words):
    person = member(store)
    moved = apply(
        store,
        Movement(
            member_id=person.id, kind="转入", happened_on=PartialDate(2026, 4, 12),
            dues_paid_to=paid_to,
        ),
        DAY,
    )  # fmt: skip
    text = told(store).get("R-15", "")
    assert (words in text) if words else not text
    if words:
        assert found(store, "R-15")[0].record_id == moved.id


def test_a_letter_that_says_more_was_paid_than_the_ledger_shows_is_told(store):
    person, _ = salaried(store)
    through(store, person, 4)
    apply(
        store,
        Movement(
            member_id=person.id, kind="转出", happened_on=PartialDate(2026, 6, 5),
            dues_paid_to=PartialDate(2026, 6), received_on=date(2026, 6, 20),
        ),
        DAY,
    )  # fmt: skip
    assert "介绍信写明党费交至2026年6月，账上2026年5月至6月未交清" in told(store)["R-15"]
    pays(store, person, date(2026, 6, 4), {5: 5_000, 6: 5_000, 7: 5_000})
    assert "R-15" not in told(store)
    assert told(store)["dues-record"].startswith("赵敏交了2026年7月的党费")


def test_who_is_attached_may_pay_where_they_are(store):
    person = enter(store, Member(name="流动党员"), attached=True)
    pays(store, person, date(2026, 3, 10), {3: 20})
    assert set(told(store)) == {"remitting"}


def waiver(person, **more):
    usual = {
        "since": PartialDate(2026, 1), "until": PartialDate(2026, 12), "ground": "因病困难",
        "approved_by": BY_SUPERIOR, "approved_on": date(2026, 1, 5),
    }  # fmt: skip
    return DuesWaiver(member_id=person.id, **(usual | more))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, ""),
        ({"ground": ""}, "ground"),
        ({"approved_on": None}, "approved_on"),
        ({"approved_by": ""}, "approved_by"),
        ({"approved_by": BY_BRANCH}, "approved_by"),
        ({"until": PartialDate(2026, 9)}, "until"),
    ],
)
def test_a_waiver_needs_its_ground_and_approval_and_its_end_is_announced(store, more, field):
    person, _ = salaried(store)
    kept = keep(store, waiver(person, **more))
    found_here = [f for f in dues_findings(store, 2026, DAY) if f.table == "dues_waiver"]
    assert [f.field for f in found_here] == ([field] if field else [])
    assert all(f.record_id == kept.id for f in found_here)


def test_the_branch_alone_may_waive_for_the_retired_if_so_set(store):
    person = member(store)
    fix(store, person, payer="离退休", base=400_000, amount=2_000)
    keep(store, waiver(person, approved_by=BY_BRANCH))
    assert "R-16" not in told(store)
    keep_dues_settings(store, DuesSettings(retired_by_branch=False))
    assert "本支部设置为须报上一级党委批准" in told(store)["R-16"]


def test_large_dues_are_large_and_handed_up(store):
    person = in_order(store)
    keep(store, LargeDues(member_id=person.id, paid_on=date(2026, 7, 1), amount=99_999))
    texts = " ".join(finding.text for finding in found(store, "R-17"))
    assert "不足1,000.00元" in texts
    assert "未见转交上级的日期：转交过的请补登" in texts


def test_a_month_paid_far_above_its_due_is_offered_as_large_dues(store):
    person, _ = salaried(store)
    pays(store, person, date(2026, 1, 10), {1: 105_000})
    assert "多交1,000.00元以上：自愿多交的请转到大额党费登记" in told(store)["R-17"]
    pays(store, person, date(2026, 2, 10), {2: 6_000})
    assert "2026年2月应交50.00元，实交60.00元，未见原因" in told(store)["dues-record"]


@pytest.mark.parametrize(
    ("until", "words"),
    [(7, ""), (6, "没交的请提醒本人"), (4, "没交的请再次提醒本人"), (3, "按规定提请支部研究")],
)
def test_months_unpaid_on_end_call_for_a_reminder_and_never_for_a_status(store, until, words):
    """R-18, R-61: of January to September, nine months, those after `until` are not paid."""
    person, _ = salaried(store)
    through(store, person, until)
    text = told(store).get("R-18", "")
    assert (words in text) if words else not text
    assert "脱党" not in text
    if words:
        assert f"已连续{9 - until}个月未见交纳党费" in text
        assert "交过的请补登" in text


def test_waived_months_are_not_counted_as_unpaid(store):
    person, _ = salaried(store)
    through(store, person, 3)
    keep(store, waiver(person, since=PartialDate(2026, 5), until=PartialDate(2026, 8)))
    assert "R-18" not in told(store)


def test_a_past_year_is_to_be_published_and_this_one_is_not_asked_for(store):
    in_order(store)
    assert "R-19" not in told(store, day=date(2026, 12, 31))
    assert "未见2026年党费收缴、使用情况的公布记录" in told(store, day=date(2027, 1, 1))["R-19"]
    keep(store, Publication(year=2026, published_on=date(2027, 1, 1)))
    assert "R-19" not in told(store, day=date(2027, 1, 1))


def test_what_was_collected_in_a_term_is_handed_up_in_time_and_whole(store):
    person, _ = salaried(store)
    through(store, person, 6)
    texts = [finding.text for finding in found(store, "remitting", day=date(2026, 7, 10))]
    assert [text[: text.index("的上缴")] for text in texts] == [
        "未见2026年1月至3月收缴的党费（150.00元）",
        "未见2026年4月至6月收缴的党费（150.00元）",
    ]
    assert len(found(store, "remitting", day=date(2026, 7, 9))) == 1
    assert len(found(store, "remitting", day=date(2026, 8, 9))) == 2
    months = {"since": PartialDate(2026, 1), "until": PartialDate(2026, 6)}
    sent = keep(store, Remittance(amount=18_000, sent_on=date(2026, 6, 30), **months))
    [only] = found(store, "remitting")
    assert "收缴300.00元，上缴180.00元，少120.00元" in only.text
    keep(store, replace(sent, remark="留存四成"))
    assert found(store, "remitting") == []


def test_what_is_spent_was_decided_before_and_the_book_stays_above_nothing(store):
    keep(store, DuesUse(used_on=date(2026, 1, 5), summary="下拨", income=10_000))
    spent = DuesUse(
        used_on=date(2026, 2, 5), summary="订阅报刊", outlay=9_000, category="教材资料和工本费",
        decided_on=date(2026, 2, 1),
    )  # fmt: skip
    kept = keep(store, spent)
    assert told(store) == {}
    keep(store, replace(kept, outlay=11_000, decided_on=date(2026, 2, 6), category=""))
    assert "会议决定日期2026-02-06在支出以后" in told(store)["R-19-use"]
    assert "没有填用途类别" in told(store)["R-19-category"]
    assert "结余为-10.00元" in told(store)["R-19-balance"]
    keep(store, replace(kept, decided_on=None))
    assert "未见集体讨论决定的日期" in told(store)["R-19-use"]


def test_a_temporary_branch_collects_nothing_and_says_so_only_if_dues_are_on_file(store):
    keep(store, replace(store.branch, form="临时"))
    person = member(store)
    assert told(store) == {}
    fix(store, person, amount=20)
    assert set(told(store)) == {"R-11-temporary"}


def test_one_member_is_asked_about_alone(store):
    people = [member(store, name) for name in ("甲", "乙")]
    mine = dues_findings_of(store, people[1].id, 2026, DAY)
    assert [finding.text[:6] for finding in mine] == ["未见乙202"]
    assert dues_findings_of(store, people[1].id, 2027, DAY) == []


def test_a_past_year_is_judged_by_its_own_end(store):
    """Months of this year that nobody paid are not last year's arrears."""
    person = member(store)
    fix(store, person, year=2025, amount=20)
    for month in range(1, 13):
        pays(store, person, date(2025, month, 10), {Month(2025, month): 20})
    assert "R-18" not in told(store, year=2025)
    assert "R-18" in told(store, year=2026)
