"""`check` names what a year of organisation life lacks or contradicts, each with its clause."""

from __future__ import annotations

import json
from datetime import date

import pytest

from models.branch import Branch
from models.life.records import Appraisal, AppraisalResult
from models.meetings.attending import ABSENT
from models.meetings.minutes import Ballot, Point
from models.meetings.records import AgendaItem, Candidate, Election, Vote
from models.members import records
from models.store import Store
from tests.models.dues.ledger import fix, member
from tests.models.meetings.branches import people_of
from ui.command_line import run

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
ELECTION_RULES = "《中国共产党基层组织选举工作条例》"
ADMISSION_RULES = "《中国共产党发展党员工作细则》"
CLAUSES = {
    "R-03-general": f"{BRANCH_RULES}第十一条",
    "R-03-committee": f"{BRANCH_RULES}第十二条",
    "R-03-group": f"{BRANCH_RULES}第十三条",
    "R-03-theme-day": f"{BRANCH_RULES}第十六条；《中国共产党党员教育管理工作条例》",
    "R-03-lecture": f"{BRANCH_RULES}第十六条",
    "R-03-life-meeting": f"{BRANCH_RULES}第十七条",
    "R-03-appraisal": f"{BRANCH_RULES}第十八条",
    "R-04": "民主评议党员年度通知的通行规定",
    "R-05": f"{BRANCH_RULES}第十九条",
    "R-06": f"{BRANCH_RULES}第十一条",
    "R-07": f"{BRANCH_RULES}第十二条",
    "R-08": "党员因特殊情况不计入应到会人数的五种情形（12371 答疑）",
    "R-30-2014": f"{ADMISSION_RULES}（2014）第二十条",
    "R-37": ELECTION_RULES,
    "R-38": f"{ELECTION_RULES}第十三条",
    "R-39": ELECTION_RULES,
    "R-40": ELECTION_RULES,
    "R-54-2014": f"{ADMISSION_RULES}（2014）",
    "R-44": "《中国共产党党员教育管理工作条例》第二十条",
    "record": "会议记录核对",
    "late": "会议记录核对",
}


def voted(**votes):
    return Point(item=AgendaItem(), votes=(Vote(**votes),))


def elected(*candidates, **numbers):
    numbers = {
        "seats": 3, "due": 19, "present": 19, "issued": 19, "returned": 19, "valid": 19, **numbers
    }  # fmt: skip
    ballot = Ballot(election=Election(**numbers), candidates=candidates)
    return Point(item=AgendaItem(), ballots=(ballot,))


@pytest.fixture
def broken(tmp_path):
    """Give a file in which each rule is broken once in 2025."""
    path = tmp_path / "第三党支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        people = people_of(20, groups=2, store=store)
        people.period(19, records.EXCLUDED, "自费出国半年以上")
        people.hold("支委会", date(2025, 3, 3), away=dict.fromkeys(range(3), ABSENT))
        people.hold("支委会", date(2025, 4, 3), recorded_at="2025-06-01 09:00:00")
        few = dict.fromkeys(range(9, 19), ABSENT)
        ordinary = voted(due=19, present=9, yes=9, passed_on=date(2025, 3, 20))
        people.hold(day=date(2025, 3, 20), away=few, points=[ordinary], chair_id=people.id(9))
        admission = voted(kind="发展", name="王伟", due=19, present=9, yes=9, written_yes=10)
        joint = voted(kind="转正", name="王伟、李娜", due=19, present=19, yes=19)
        people.hold("发展党员", date(2025, 6, 20), away=few, points=[admission])
        people.hold("发展党员", date(2025, 6, 21), points=[joint])
        half = Candidate(name="甲", yes=9, no=10, is_elected=True)
        points = [
            elected(half),
            elected(present=15, valid=15, returned=15),
            elected(returned=20),
        ]
        people.hold("换届选举", date(2025, 9, 1), points=points)
        with store.change("评议") as change:
            held = change.save(Appraisal(year=2025))
            for place in range(2):
                change.save(
                    AppraisalResult(appraisal_id=held.id, member_id=people.id(place), grade="优秀")
                )
    return path


def test_every_rule_of_organisation_life_is_named_with_its_clause(broken, capsys):
    assert run(["check", str(broken), "--year", "2025", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    clauses = {finding["rule"]: finding["clause"] for finding in found}
    assert {name: clauses.get(name) for name in CLAUSES} == CLAUSES
    assert all(finding["text"].endswith("。") and finding["severity"] for finding in found)


def test_each_finding_is_one_line_of_rule_sentence_and_clause(broken, capsys):
    assert run(["check", str(broken), "--year", "2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line.split("\t")) == 3 and line.endswith("）") for line in lines)
    gaps = [line for line in lines if line.startswith("R-03")]
    assert gaps
    assert all("开过的请补录，没开的请写明原因" in line for line in gaps)


def test_check_names_what_a_year_of_dues_leaves_open_with_its_clause(tmp_path, capsys):
    path = tmp_path / "第三党支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        member(store, "赵敏")
        fix(store, member(store, "钱伟"), 2025, amount=100)
    assert run(["check", str(path), "--year", "2025", "--json"]) == 0
    found = {one["rule"]: one for one in json.loads(capsys.readouterr().out)}
    assert "赵敏" in found["R-11"]["text"]
    assert found["R-11"]["clause"].startswith("组电明字〔2017〕5号")
    assert "钱伟已连续12个月未见交纳党费" in found["R-18"]["text"]
