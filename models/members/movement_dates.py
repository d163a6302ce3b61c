"""When a movement can have been, and how many are due at a meeting once it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.branch.records import Post
from models.errors import InvalidRecord
from models.members import records
from models.members.records import Member, Movement, Period
from models.members.standing import (
    FULL,
    SUSPENDED,
    Standing,
    category_on,
    everyone_on,
    newest,
)
from models.values import surely_before

if TYPE_CHECKING:
    from models.store import Store

ENTERING = ("新发展", "转入", "恢复党籍", "重新入党", "编入")


def refuse_dates(movement: Movement, person: Standing, today: date) -> None:
    """Raise for a date that the person's other dates leave no room for."""
    member, on = person.member, movement.happened_on
    if on is None:
        return
    if on.first > today:
        raise InvalidRecord({"happened_on": f"变动日期 {on} 还没有到，请在办结以后登记"})
    if member.born_on and surely_before(on, member.born_on):
        raise InvalidRecord(
            {"happened_on": f"变动日期早于{member.name}的出生日期 {member.born_on}，请核对"}
        )
    begun = [p.since for p in person.periods if p.aspect in {records.ON_ROLL, records.ATTACHED}]
    known = [since for since in begun if since]
    if movement.kind not in ENTERING and begun and len(known) == len(begun):
        came = min(known)
        if surely_before(on, came):
            sentence = f"{member.name}从 {came} 起才在本支部，请核对变动日期"
            raise InvalidRecord({"happened_on": sentence})
    if movement.kind == "转正" and member.joined_on and surely_before(on, member.joined_on):
        raise InvalidRecord({"happened_on": f"变动日期早于入党日期 {member.joined_on}，请核对"})
    if received := movement.received_on:
        if received > today:
            raise InvalidRecord(
                {"received_on": f"回执日期 {received} 还没有到，请在收到回执以后登记"}
            )
        if received < on.first:
            raise InvalidRecord({"received_on": f"回执日期早于变动日期 {on}，请核对"})


def refuse_end_before_start(record: Any) -> None:
    """Raise where a movement would end something before it began."""
    if isinstance(record, Period | Post) and "until" in record.problems():
        what = record.aspect if isinstance(record, Period) else record.post
        sentence = f"变动日期早于“{what}”的起始日期 {record.since}，请核对"
        raise InvalidRecord({"happened_on": sentence})


def due_at_meetings(store: Store, movement: Movement, changed: list[Any]) -> list[str]:
    """Return how many 正式党员 are due at a meeting once the movement holds, if that changes."""
    ends = [p.until.last for p in changed if isinstance(p, Period) and p.until]
    begun = [movement.happened_on.last] if movement.happened_on else []
    day = max([*begun, *(end + timedelta(days=1) for end in ends)])
    people = everyone_on(store, day)
    before = sum(person.on_roll and person.is_full for person in people)
    person = next(p for p in people if p.member.id == movement.member_id)
    gain = _is_due(person, changed, day) - (person.on_roll and person.is_full)
    if not gain:
        return []
    return [f"党员大会应到会有表决权的人数：{before} 人 → {before + gain} 人"]


def _is_due(person: Standing, changed: list[Any], day: date) -> bool:
    """Return whether someone is on the roll as 正式党员 on `day` once some records are changed."""
    member = next((each for each in changed if isinstance(each, Member)), person.member)
    new = [each for each in changed if isinstance(each, Period)]
    ids = {each.id for each in new}
    periods = [*(p for p in person.periods if p.id not in ids), *new]
    state = newest(periods, records.STANDING, day)
    return (
        newest(periods, records.ON_ROLL, day) is not None
        and category_on(member, periods, day) == FULL
        and not (state and state.value == SUSPENDED)
    )
