"""Tasks and measures past their day are told of, and nobody is invited to invent their end."""

from __future__ import annotations

from datetime import date

import pytest

from models.life.records import LifeEntry
from models.meetings.minutes import Point
from models.meetings.records import AgendaItem, MeetingTask
from models.rules.overdue import overdue_findings
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(6)


def test_a_task_past_its_day_names_its_meeting_and_owner(people):
    def task(what, due, done=None, **who):
        return MeetingTask(what=what, due_on=due, done_on=done, **who)

    tasks = (
        task("准备材料", date(2026, 11, 4), member_id=people.id(1)),
        task("做完的", date(2026, 4, 1), date(2026, 4, 2)),
        task("今天到期", DAY),
        task("没有时限", None),
    )
    people.hold("支委会", date(2026, 3, 20), points=[Point(item=AgendaItem(), tasks=tasks)])
    [found] = overdue_findings(people.store, 2026, DAY)
    assert found.text == (
        f"3月20日支委会：任务“准备材料”（{people.members[1].name}）已过完成时限2026-11-04，"
        "未见完成日期：做完的请补登，没做完的请写明情况。"
    )
    assert (found.table, found.field, found.severity) == ("meeting_task", "done_on", "info")
    assert overdue_findings(people.store, 2025, DAY) == []


def test_a_measure_past_its_day_is_told_until_it_is_done(people):
    with people.store.change("整改") as change:
        change.save(LifeEntry(year=2026, problem="联系群众不够", due_on=date(2026, 6, 30)))
        change.save(
            LifeEntry(
                year=2026, problem="学习少", due_on=date(2026, 6, 30), done_on=date(2026, 6, 1)
            )
        )
    [found] = overdue_findings(people.store, 2026, DAY)
    assert "整改“联系群众不够”已过时限2026-06-30，未见完成日期" in found.text
    assert overdue_findings(people.store, 2026, date(2026, 6, 30)) == []
