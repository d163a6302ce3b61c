"""Each ledger and paper says what the records say, of the day asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exporters.ledgers import CATALOGUE, Asked
from exporters.ledgers.life import result_values
from exporters.papers import CATALOGUE as PAPERS
from exporters.sheet import Chart, Fact, Facts, Line, Table
from models.branch import Branch
from models.fields import field_of
from models.life.records import AppraisalResult
from models.members import Member, Movement, members_on
from models.members.movements import apply
from models.sample import make_sample
from models.store import Store
from models.values import PartialDate

DAY = date(2026, 11, 5)


@pytest.fixture(scope="module")
def sample():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=40, on=DAY)
        yield store


def table(sheet):
    return next(block for block in sheet.blocks if isinstance(block, Table))


def column(sheet, label):
    place = [field.label for field in table(sheet).columns].index(label)
    return [row[place] for row in table(sheet).rows]


LAST_YEARS = {"elections", "life-meetings", "appraisals"}
"""Ledgers of what the sample does late in a year or did in the last one."""


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_ledger_has_title_branch_year_and_an_id_for_each_row(sample, code):
    year = 2025 if code in LAST_YEARS else 2026
    sheet = CATALOGUE[code].make(sample, Asked(year, DAY))
    line = next(block for block in sheet.blocks if isinstance(block, Line))
    assert sheet.title == CATALOGUE[code].name
    assert (line.left, line.middle) == (f"党支部：{sample.branch.short_name}", f"{year} 年度")
    assert len(table(sheet).ids) == len(table(sheet).rows) > 0
    assert len({len(row) for row in table(sheet).rows} | {len(table(sheet).columns)}) == 1


def test_people_stand_secretary_first_then_committee_then_by_group(sample):
    sheet = CATALOGUE["members"].make(sample, Asked(2026, DAY))
    assert column(sheet, "党内职务")[:5] == ["书记", "组织委员", "宣传委员", "纪检委员", "青年委员"]
    groups = column(sheet, "党小组")[5:]
    places = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    assert [places[group] for group in groups] == sorted(places[group] for group in groups)


def test_a_past_year_shows_who_was_there_on_its_last_day():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=10, on=DAY)
        person = members_on(store, DAY)[-1].member
        apply(
            store,
            Movement(member_id=person.id, kind="去世", happened_on=PartialDate(2026, 2, 3)),
        )
        now = CATALOGUE["members"].make(store, Asked(2026, DAY))
        then = CATALOGUE["members"].make(store, Asked(2025, DAY))
        assert (len(table(now).rows), len(table(then).rows)) == (9, 10)
        changes = CATALOGUE["changes"].make(store, Asked(2026, DAY))
        assert (person.name, "去世") in zip(
            column(changes, "姓名"), column(changes, "变动类型"), strict=True
        )


def test_numbers_are_masked_unless_asked_in_full(sample):
    masked = column(CATALOGUE["members"].make(sample, Asked(2026, DAY)), "公民身份号码")
    full = column(CATALOGUE["members"].make(sample, Asked(2026, DAY, full=True)), "公民身份号码")
    assert all(number[6:14] == "********" for number in masked)
    assert {number[-4:] for number in masked} == {number[-4:] for number in full}
    assert not any("*" in number for number in full)


def test_columns_are_those_asked_for_in_their_order(sample):
    sheet = CATALOGUE["members"].make(sample, Asked(2026, DAY, columns=("name", "age", "nation")))
    assert [field.label for field in table(sheet).columns] == ["姓名", "年龄", "民族"]


def test_the_committee_shows_when_its_term_ends(sample):
    sheet = CATALOGUE["committee"].make(sample, Asked(2026, DAY))
    assert column(sheet, "届满日期") == [sample.branch.term_ends_on] * 5


def test_the_groups_hold_everyone_once(sample):
    sheet = CATALOGUE["groups"].make(sample, Asked(2026, DAY))
    assert sum(column(sheet, "人数")) == 40
    assert all(column(sheet, "组长"))


def test_the_member_paper_says_none_only_of_what_the_file_would_hold(sample):
    member = sample.all(Member)[-1]
    with sample.change("改") as change:
        change.save(replace(member, native_place="", degree="", is_missing=False))
    sheet = PAPERS["member"].make(sample, member.id, Asked(2026, DAY))
    facts = next(block for block in sheet.blocks if isinstance(block, Facts)).pairs
    said = {fact.label: fact.value for fact in facts if isinstance(fact, Fact)}
    assert said["姓名"] == member.name
    assert said["籍贯"] == said["学位"] == ""
    assert said["党内职务"] == said["失联情况"] == said["流动情况"] == "无"


def test_each_part_of_the_statistics_sums_to_the_branch(sample):
    sheet = PAPERS["statistics"].make(sample, 0, Asked(2026, DAY))
    sums: dict[str, int] = {}
    heading = ""
    for name, _item, number, _share in table(sheet).rows:
        heading = name or heading
        sums[heading] = sums.get(heading, 0) + number
    assert {
        sums[name]
        for name in ("总数", "类别", "性别", "民族", "年龄", "学历", "入党时间", "党小组")
    } == {40}
    for chart in (block for block in sheet.blocks if isinstance(block, Chart)):
        assert sum(number for _, number in chart.items) == 40


def test_votes_that_were_not_taken_are_blank_and_no_zeros(sample):
    one = sample.all(AppraisalResult)[0]
    blank = replace(one, excellent=0, qualified=0, basic=0, failing=0)
    columns = [field_of(AppraisalResult, name) for name in ("excellent", "failing", "opinion")]
    assert result_values(blank, columns) == [None, None, blank.opinion]
    assert result_values(replace(blank, excellent=3), columns) == [3, 0, blank.opinion]
