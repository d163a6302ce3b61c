"""A photograph is offered to the meeting of its time."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.meetings.moments import meeting_at
from tests.models.meetings.branches import people_of

DAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("taken", "kind"),
    [
        ("2026-03-20 09:30", "支委会"),
        ("2026-03-20 10:20", "支委会"),
        ("2026-03-20 14:00", "党员大会"),
        ("2026-03-20 15:00", "党员大会"),
        ("2026-03-20 18:00", "党员大会"),
        ("2026-03-20 20:30", None),
        ("2026-03-21 15:00", None),
        ("2026-03-25 08:00", "集中学习"),
        ("2026-03-26 23:00", "集中学习"),
        ("2026-04-01 11:00", "党课"),
    ],
)
def test_a_moment_belongs_to_the_meeting_it_falls_in_or_is_near(taken, kind):
    people = people_of(6)
    people.hold("支委会", DAY, starts_at="09:00", ends_at="10:00")
    people.hold("党员大会", DAY, starts_at="14:30", ends_at="16:30")
    people.hold("集中学习", date(2026, 3, 24), ends_on=date(2026, 3, 26), starts_at="09:00")
    people.hold("党课", date(2026, 4, 1))
    found = meeting_at(people.store, datetime.fromisoformat(taken))
    assert (found and found.kind) == kind
