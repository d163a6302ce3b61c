"""The branch's set-up held against the texts, each finding with its clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.branch import Branch, Group, Post
from models.members import Member, Period, records
from models.members.checks import member_doubts
from models.members.records import doubts_text
from models.members.standing import everyone_on
from models.rules.people import findings_about
from models.rules.structure import findings
from models.sample import make_sample
from models.store import Store
from models.values import PartialDate

DAY = date(2026, 11, 5)


def branch_of(number, *, full=None, committee=0, branch=None, groups=True):
    """Return a store with so many members, the first `full` of them full."""
    store = Store.memory(branch or Branch(name="甲", term_started_on=date(2025, 5, 1)))
    full = number if full is None else full
    with store.change("人员") as change:
        group = change.save(Group(name="第一党小组", place=1)) if groups else None
        for place in range(number):
            joined = PartialDate(2026, 1, 1) if place >= full else PartialDate(2000, 1, 1)
            done = None if place >= full else PartialDate(2001, 1, 1)
            member = change.save(Member(name=f"党员{place}", joined_on=joined, full_on=done))
            change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
            if group:
                change.save(Period(member_id=member.id, aspect=records.GROUP, group_id=group.id))
            if place < committee:
                post = "书记" if place == 0 else "委员"
                change.save(Post(member_id=member.id, post=post))
    return store


def found(store, day=DAY):
    return [(finding.rule.id, finding.text) for finding in findings(store, day)]


def rules(store, day=DAY):
    return {rule for rule, _ in found(store, day)}


@pytest.mark.parametrize(
    ("number", "full", "wrong"), [(3, 3, False), (3, 2, True), (50, 50, False), (51, 51, True)]
)
def test_a_branch_has_3_full_members_and_usually_at_most_50(number, full, wrong):
    assert ("R-01" in rules(branch_of(number, full=full, committee=1))) is wrong


@pytest.mark.parametrize(("units", "wrong"), [(5, False), (6, True)])
def test_a_joint_branch_covers_at_most_5_units(units, wrong):
    names = "\n".join(f"单位{n}" for n in range(units))
    joint = Branch(name="甲", form="联合", joint_units=names, term_started_on=date(2025, 5, 1))
    assert ("R-02" in rules(branch_of(6, committee=1, branch=joint))) is wrong


@pytest.mark.parametrize(
    ("full", "committee", "wrong"),
    [
        (7, 3, False),
        (7, 2, True),
        (20, 7, False),
        (20, 8, True),
        (6, 1, False),
        (6, 3, True),
        (6, 0, True),
    ],
)
def test_the_committee_follows_from_the_number_of_full_members(full, committee, wrong):
    assert ("R-09" in rules(branch_of(full, committee=committee))) is wrong


def test_someone_on_probation_holds_no_post():
    store = branch_of(8, full=3, committee=4)
    assert any("不是正式党员" in text for rule, text in found(store) if rule == "R-09")


@pytest.mark.parametrize(
    ("domain", "day", "wrong"),
    [
        ("机关", date(2027, 10, 31), False),
        ("机关", date(2027, 11, 1), True),
        ("机关", date(2028, 5, 1), True),
        ("农村", date(2028, 5, 1), False),
        ("社区", date(2029, 11, 1), True),
    ],
)
def test_the_term_is_5_years_in_villages_and_3_elsewhere_with_half_a_year_of_warning(
    domain, day, wrong
):
    branch = Branch(name="甲", domain=domain, term_started_on=date(2025, 5, 1))
    assert ("R-10" in rules(branch_of(7, committee=3, branch=branch), day)) is wrong


def test_from_20_members_groups_are_expected_and_each_has_3():
    assert "group-size" in rules(branch_of(20, committee=3, groups=False))
    assert "group-size" not in rules(branch_of(19, committee=3, groups=False))
    assert "group-size" in rules(branch_of(2, full=2, committee=1))


def test_a_doubtful_number_is_found_until_someone_confirms_it():
    store = branch_of(3, committee=1)
    member = store.all(Member)[0]
    wrong = replace(
        member,
        identity_number="110105195001010014",
        doubts='{"identity_number": "公民身份号码的校验位不对"}',
    )
    with store.change("号码") as change:
        change.save(wrong)
    assert "R-50" in rules(store)
    with store.change("确认") as change:
        change.save(replace(wrong, doubts="{}"))
    assert "R-50" not in rules(store)


def test_every_finding_names_source_and_clause():
    store = branch_of(60, full=2, committee=9, groups=False)
    assert all(finding.clause.strip() for finding in findings(store, DAY))
    clauses = {finding.clause.partition("》")[2] for finding in findings(store, DAY)}
    assert clauses >= {"第四条"}


@pytest.mark.parametrize("members", [8, 20, 50])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sample_passes_every_check(members, seed):
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=members, years=3, seed=seed, on=DAY)
        assert found(store) == []


def test_every_finding_says_where_it_is_mended():
    store = branch_of(60, full=2, committee=9, groups=False)
    places = {(finding.rule.id, finding.table) for finding in findings(store, DAY)}
    assert places >= {("R-01", "branch"), ("R-09", "post"), ("group-size", "party_group")}
    assert all(finding.table for finding in findings(store, DAY))


def test_the_standard_of_numbers_is_named_once():
    store = branch_of(3, committee=1)
    member = replace(store.all(Member)[0], identity_number="11010519491231002X", sex="男")
    doubts = member_doubts(member)
    with store.change("号码") as change:
        change.save(replace(member, doubts=doubts_text(doubts)))
    (one,) = [each for each in findings(store, DAY) if each.rule.id == "R-50"]
    assert f"{one.text}{one.clause}".count("GB 11643") == 1
    assert (one.table, one.record_id, one.field) == ("member", member.id, "sex")


@pytest.mark.parametrize(
    ("joined", "extension", "told"),
    [
        (PartialDate(2025, 11, 5), None, "今天期满"),
        (PartialDate(2025, 10, 24), None, "已满 12 天"),
        (PartialDate(2025, 11, 6), None, ""),
        (PartialDate(2025, 10, 24), 6, ""),
    ],
)
def test_a_probation_that_is_over_is_told_of(joined, extension, told):
    store = branch_of(3, committee=1)
    with store.change("入党") as change:
        member = store.all(Member)[0]
        change.save(replace(member, joined_on=joined, full_on=None, extension_months=extension))
    person = next(p for p in everyone_on(store, DAY) if p.member.id == member.id)
    texts = [each.text for each in findings_about(person) if each.rule.id == "R-33"]
    assert bool(texts) is bool(told)
    assert all(told in text for text in texts)


def test_a_post_past_its_term_is_told_of():
    store = branch_of(3, committee=1)
    with store.change("任期") as change:
        post = store.all(Post)[0]
        change.save(replace(post, term_ends_on=DAY))
    person = next(p for p in everyone_on(store, DAY) if p.member.id == post.member_id)
    assert any("届满" in each.text for each in findings_about(person))
