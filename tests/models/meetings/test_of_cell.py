"""From a cell of the year to its meetings, and to why there was none."""

from __future__ import annotations

from datetime import date

import pytest

from models.meetings.minutes import Minutes, save
from models.meetings.of_cell import explain, has_meetings, meetings_in, meetings_of_year
from models.meetings.overview import State, year_overview
from models.meetings.records import Meeting, NotHeld
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(6, committee=3)


def hold(people, kind, day, **values):
    meeting = Meeting(kind=kind, held_on=day, **values)
    return save(people.store, Minutes(meeting=meeting)).meeting


def cell_of(people, kind, month):
    row = next(r for r in year_overview(people.store, 2026, DAY).rows if r.kind == kind)
    return row, next(cell for cell in row.cells if cell.first <= month <= cell.last)


def test_a_cell_gives_its_months_and_every_type_a_meeting_counts_for(people):
    assert not has_meetings(people.store)
    both = hold(people, "主题党日", date(2026, 3, 5), also="党课")
    hold(people, "主题党日", date(2026, 4, 5))
    assert has_meetings(people.store)
    for kind in ("主题党日", "党课"):
        row, cell = cell_of(people, kind, 3)
        assert meetings_in(people.store, 2026, row, cell) == [both]
    assert len(meetings_of_year(people.store, 2026)) == 2
    assert meetings_of_year(people.store, 2025) == []


def test_an_appraisal_stands_in_the_year_it_is_for(people):
    late = hold(people, "民主评议", date(2027, 1, 20), appraisal_year=2026)
    row, cell = cell_of(people, "民主评议", 1)
    assert meetings_in(people.store, 2026, row, cell) == [late]


def test_a_reason_is_kept_once_changed_and_taken_back(people):
    duty = cell_of(people, "党员大会", 2)
    explain(people.store, 2026, *duty, " 防汛 ")
    assert cell_of(people, "党员大会", 2)[1].state is State.EXPLAINED
    explain(people.store, 2026, *cell_of(people, "党员大会", 2), "防汛抢险")
    assert [one.reason for one in people.store.all(NotHeld)] == ["防汛抢险"]
    assert "写明2026年1至3月党员大会的未开原因" in people.store.entries(1)[0].title
    explain(people.store, 2026, *cell_of(people, "党员大会", 2), "")
    assert people.store.all(NotHeld) == []
    assert cell_of(people, "党员大会", 2)[1].state is State.MISSING
