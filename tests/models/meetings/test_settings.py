"""What a file keeps of the settings of meetings is held to their bounds when it is read."""

from __future__ import annotations

import pytest

from models.meetings.settings import MeetingSettings, meeting_settings
from models.rules.life import appraisal_findings
from tests.models.life.test_life import appraise
from tests.models.meetings.branches import people_of

NAME = "settings:meetings"


@pytest.mark.parametrize(
    "kept",
    [
        {"excellent_of": 99},
        {"excellent_of": 0},
        {"excellent_of": "3"},
        {"hours": -1},
        {"a": None},
        [],
    ],
)
def test_what_cannot_be_is_as_shipped_and_stops_no_check(kept):
    people = people_of(6)
    people.store.prefer(NAME, kept)
    assert meeting_settings(people.store) == MeetingSettings()
    appraise(people, ["优秀", "优秀", "优秀", "合格", "合格", ""])
    [finding] = appraisal_findings(people.store, 2026)
    assert "三分之一（2人）" in finding.text


def test_what_is_within_its_bounds_is_kept():
    people = people_of(6)
    people.store.prefer(NAME, {"excellent_of": 5, "hours": -1, "main_only": True})
    assert meeting_settings(people.store) == MeetingSettings(excellent_of=5, main_only=True)
