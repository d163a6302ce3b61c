"""A year's organisation life is checked as one list, each finding with its clause."""

from __future__ import annotations

from datetime import date

import pytest

from models.life.records import LifeEntry, Service, Study, Talk, Thought
from models.life.taking_part import save_talk
from models.meetings.attending import ABSENT
from models.rules.meetings import meeting_findings
from tests.models.meetings.branches import people_of


def test_a_years_findings_are_one_list_and_name_their_meeting():
    people = people_of(12, groups=2)
    people.hold("党员大会", date(2026, 3, 20), chair_id=people.id(0), away={0: ABSENT})
    found = meeting_findings(people.store, 2026, date(2026, 11, 5))
    texts = [finding.text for finding in found]
    assert "3月20日党员大会：主持人党员甲登记为缺席，请核对。" in texts
    assert "第二季度、第三季度未见党员大会会议记录：开过的请补录，没开的请写明原因。" in texts
    assert any("谈心谈话" in text for text in texts)
    assert any("学时" in text for text in texts)
    assert {finding.rule.id for finding in found} >= {
        "R-03-general",
        "R-03-committee",
        "R-03-group",
        "record",
        "R-05",
        "R-44",
    }
    assert all(finding.rule.source and finding.severity for finding in found)
    assert all(text.endswith("。") for text in texts)


def test_what_is_said_to_be_done_in_days_to_come_is_in_the_list_of_its_year():
    people = people_of(5)
    with people.store.change("整改") as change:
        kept = change.save(LifeEntry(year=2026, problem="学习不够", done_on=date(2027, 3, 1)))
        change.save(LifeEntry(year=2025, problem="学习不够", done_on=date(2026, 3, 1)))
    ahead = [
        f for f in meeting_findings(people.store, 2026, date(2026, 11, 5)) if "没有到" in f.text
    ]
    assert [(f.text, f.table, f.record_id, f.field) for f in ahead] == [
        (
            "问题和整改（学习不够）：完成日期2027-03-01还没有到，请核对。",
            "life_entry",
            kept.id,
            "done_on",
        )
    ]


def test_what_is_ahead_names_whose_record_it_is():
    people, ahead = people_of(5), date(2026, 12, 1)
    one, two, three, four = (member.name for member in people.members[:4])
    with people.store.change("记录") as change:
        for number in (1, 2):
            save_talk(change, Talk(held_on=ahead), [(people.id(0), "")], [(people.id(number), "")])
        change.save(Study(member_id=people.id(3), held_on=ahead, content="网课"))
        change.save(Thought(made_on=ahead, state="稳定"))
        change.save(Service(held_on=ahead, name="清洁家园"))
    found = meeting_findings(people.store, 2026, date(2026, 11, 5))
    assert [f.text.split("：")[0] for f in found if "还没有到" in f.text] == [
        f"谈心谈话（{one}、{two}）", f"谈心谈话（{one}、{three}）", "思想动态分析",
        "志愿服务（清洁家园）", f"学习培训（{four}，网课）",
    ]  # fmt: skip


@pytest.mark.parametrize(("meetings", "lines"), [(3, 3), (4, 1), (12, 1)])
def test_an_old_ledger_typed_in_is_late_in_one_line(meetings, lines):
    people = people_of(5)
    for month in range(1, meetings + 1):
        people.hold("支委会", date(2026, month, 5), recorded_at="2027-01-15 09:00:00")
    found = meeting_findings(people.store, 2026, date(2027, 2, 1))
    late = [finding.text for finding in found if finding.rule.id == "late"]
    assert len(late) == lines
    if lines == 1:
        assert late == [f"1月5日支委会等{meetings}次会议，会后超过7天才登记，打印时注明补录。"]
