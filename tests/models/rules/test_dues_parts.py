"""Each check of dues stands on one page, and together the pages make them all."""

from __future__ import annotations

from datetime import date

from models.rules.dues_checks import dues_findings
from models.rules.dues_parts import PARTS, findings_of_part
from models.sample import make_sample, sample_branch
from models.store import Store

DAY = date(2026, 11, 23)


def test_the_parts_find_what_the_whole_finds():
    with Store.memory(sample_branch(DAY)) as store:
        make_sample(store)
        for year in (2025, 2026):
            whole = dues_findings(store, year, DAY)
            parts = [each for name in PARTS for each in findings_of_part(store, name, year, DAY)]
            assert sorted(each.text for each in parts) == sorted(each.text for each in whole)


def test_every_check_is_in_one_part_and_a_year_to_come_has_none(store):
    checks = [check for part in PARTS.values() for kind in part for check in kind]
    assert len(checks) == len(set(checks)) == 14
    assert not any(findings_of_part(store, name, 2027, DAY) for name in PARTS)
