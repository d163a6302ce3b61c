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
