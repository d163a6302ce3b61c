"""What a meeting gave someone to do, or a measure promised, that is past its day without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.life.records import LifeEntry
from models.meetings.naming import names_of_meetings
from models.meetings.people import name_in, names_of
from models.meetings.reading import BETWEEN, days_of, of_meetings
from models.meetings.records import AgendaItem, Meeting, MeetingTask
from models.rules.findings import Finding, rule
from models.values import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from models.store import Store

AREA = "meetings"


def overdue_findings(store: Store, year: int, day: date) -> list[Finding]:
    """Return the tasks and measures of a year whose last day is past and that nobody saw done."""
    return [*_tasks(store, year, day), *_measures(store, year, day)]


def _tasks(store: Store, year: int, day: date) -> Iterator[Finding]:
    condition = f"{BETWEEN} AND meeting_task.due_on < ? AND meeting_task.done_on IS NULL"
    tasks = of_meetings(store, MeetingTask, condition, *days_of(year), day.isoformat())
    if not tasks:
        return
    names, meetings = names_of(store), _meetings_of_items(store, year)
    for task in tasks:
        who = name_in(task, names)
        owner = f"（{who}）" if who else ""
        text = (
            f"{meetings[task.item_id]}：任务“{shorten(task.what)}”{owner}已过完成时限{task.due_on}，"
            "未见完成日期：做完的请补登，没做完的请写明情况。"
        )
        yield Finding(rule(AREA, "overdue"), text, task.table, task.id, "done_on")


def _meetings_of_items(store: Store, year: int) -> dict[int, str]:
    days = days_of(year)
    meetings = of_meetings(store, Meeting, BETWEEN, *days)
    names = names_of_meetings(store, meetings)
    items = of_meetings(store, AgendaItem, BETWEEN, *days)
    return {item.id or 0: names[item.meeting_id] for item in items}


def _measures(store: Store, year: int, day: date) -> Iterator[Finding]:
    for entry in store.where(LifeEntry, year=year):
        if entry.due_on and entry.due_on < day and not entry.done_on:
            text = (
                f"{year}年组织生活会的整改“{shorten(entry.problem)}”已过时限{entry.due_on}，"
                "未见完成日期：改完的请补登，没改完的请写明情况。"
            )
            yield Finding(rule(AREA, "overdue"), text, entry.table, entry.id, "done_on")
