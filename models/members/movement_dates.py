"""When a movement can have been, and how many are due at a meeting once it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.branch.records import Post
from models.errors import InvalidRecord
from models.fields import field_of
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
from models.values import PartialDate, surely_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store import Store

ENTERING = ("新发展", "转入", "恢复党籍", "重新入党", "编入")
JOINING = ("新发展", "重新入党")
"""What begins someone's time in the Party, whatever date of it stands on file as yet."""
OF_WORK = ("退休", "调岗")
"""What happens to someone in the Party, before it and after it alike."""
EXPELLED = ("退党", "劝退", "除名", "开除党籍", "取消预备党员资格")


def refuse_dates(
    movement: Movement, person: Standing, today: date, others: Iterable[Movement] = ()
) -> None:
    """Raise for a date that the person's other dates and movements leave no room for."""
    member, on = person.member, movement.happened_on
    if on is None:
        return
    if on.first > today:
        raise InvalidRecord({"happened_on": f"变动日期 {on} 还没有到，请在办结以后登记"})
    others = list(others)
    if sentence := _said_before_start(movement, member, person.periods, others):
        raise InvalidRecord({"happened_on": f"{sentence}，请核对"})
    if sentence := _said_after_end(movement, others):
        name = "received_on" if _received(movement) else "happened_on"
        raise InvalidRecord({name: f"{sentence}，请核对"})
    if received := movement.received_on:
        if received > today:
            raise InvalidRecord(
                {"received_on": f"回执日期 {received} 还没有到，请在收到回执以后登记"}
            )
        if received < on.first:
            raise InvalidRecord({"received_on": f"回执日期早于变动日期 {on}，请核对"})


def date_problem(
    movement: Movement, member: Member, periods: Iterable[Period], others: Iterable[Movement]
) -> str:
    """Return why a movement cannot have been on its date, "" if it can.

    `others` are all the movements of the person there are.
    """
    others = list(others)
    before = _said_before_start(movement, member, periods, others)
    return before or _said_after_end(movement, others)


def _said_before_start(
    movement: Movement, member: Member, periods: Iterable[Period], others: list[Movement]
) -> str:
    """Return why a movement is before birth, before 入党 or before the branch, "" if it is not."""
    on = movement.happened_on
    if on is None:
        return ""
    said = f"“{movement.kind}”的日期 {on} "
    if member.born_on and surely_before(on, member.born_on):
        return f"{said}早于{member.name}的出生日期 {member.born_on}"
    # Who joined again has later dates than the former time in the Party.
    is_first = not any(each.kind == "重新入党" for each in others)
    joined = member.joined_on if is_first and movement.kind not in JOINING + OF_WORK else None
    if joined and surely_before(on, joined):
        return f"{said}早于{member.name}的入党日期 {joined}"
    came = _came(periods)
    if came and movement.kind not in ENTERING and surely_before(on, came):
        return f"{member.name}从 {came} 起才在本支部，“{movement.kind}”却记在 {on}"
    return ""


def _came(periods: Iterable[Period]) -> PartialDate | None:
    """Return when someone first came to the branch, None unless every coming is known."""
    begun = [p.since for p in periods if p.aspect in {records.ON_ROLL, records.ATTACHED}]
    known = [since for since in begun if since]
    return min(known) if known and len(known) == len(begun) else None


def _said_after_end(movement: Movement, others: list[Movement]) -> str:
    """Return what is on file of someone after a movement that nothing but a return can follow.

    Who left works on and retires all the same; who died does not.
    """
    last = _received(movement) or movement.happened_on
    if last is None or not (movement.kind in {"去世", *EXPELLED} or _received(movement)):
        return ""
    left_be = OF_WORK if movement.kind != "去世" else ()
    later = sorted(
        (
            (each.happened_on, each.kind)
            for each in others
            if each.id != movement.id
            and each.kind not in left_be
            and each.happened_on
            and surely_before(last, each.happened_on)
        ),
        key=lambda each: each[0].first,
    )
    if not later or later[0][1] in ENTERING:
        return ""
    day, kind = later[0]
    what = "回执日期" if _received(movement) else "日期"
    return f"“{movement.kind}”的{what} {last} 早于已登记的“{kind}”（{day}）"


def _received(movement: Movement) -> PartialDate | None:
    """Return the day of the receipt with which a 转出 ends what it ends."""
    received = movement.received_on if movement.kind == "转出" else None
    return PartialDate.of(received) if received else None


def refuse_end_before_start(movement: Movement, record: Any) -> None:
    """Raise where a movement would end something before it began."""
    if isinstance(record, Period | Post) and "until" in record.problems():
        what = record.aspect if isinstance(record, Period) else record.post
        name = "received_on" if record.until == _received(movement) else "happened_on"
        label = field_of(Movement, name).label
        raise InvalidRecord({name: f"{label}早于“{what}”的起始日期 {record.since}，请核对"})


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
