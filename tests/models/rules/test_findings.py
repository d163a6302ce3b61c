"""A rule is given in the text that was in force on a day; the days of its texts leave no gap."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from models.codes import RESOURCES
from models.rules import rule

AREAS = ("members", "meetings", "structure", "dues")
LATER = [
    (area, name, body["earlier"])
    for area in AREAS
    for name, body in tomllib.loads(
        (RESOURCES / "rules" / f"{area}.toml").read_text("utf-8")
    ).items()
    if "earlier" in body
]


@pytest.mark.parametrize(("area", "name", "earlier"), LATER)
def test_one_text_ends_on_the_day_before_the_next(area, name, earlier):
    newest, before = rule(area, name), rule(area, earlier)
    since = newest.parameters["valid_from"]
    assert before.parameters["valid_to"] == since - timedelta(days=1)
    assert rule(area, name, on=since) == newest
    assert rule(area, name, on=since - timedelta(days=1)) == before
    assert rule(area, name) == newest


def test_before_the_first_text_the_first_is_given():
    assert rule("meetings", "R-30", on=date(1990, 1, 1)).id == "R-30-2014"
    assert rule("structure", "R-01", on=date(1990, 1, 1)).id == "R-01"


@pytest.mark.parametrize(
    ("area", "name", "citation"),
    [
        ("dues", "R-17", "《关于中国共产党党费收缴、使用和管理的规定》第十一条；组电明字〔2017〕5号（1）"),
        ("dues", "R-14", "《关于中国共产党党费收缴、使用和管理的规定》第十二条"),
        ("dues", "R-15", "组织关系介绍信的“党费交至”；各地转接通知"),
        ("structure", "R-01", "《中国共产党支部工作条例（试行）》第四条"),
    ],
)  # fmt: skip
def test_each_clause_stands_with_the_document_it_is_of(area, name, citation):
    assert rule(area, name).citation == citation


def test_no_rule_tells_a_user_that_its_text_was_not_seen():
    for area in AREAS:
        text = (RESOURCES / "rules" / f"{area}.toml").read_text("utf-8")
        for body in tomllib.loads(text).values():
            assert "未见原文" not in f"{body}"
