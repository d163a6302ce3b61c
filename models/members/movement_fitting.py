"""Which kinds of movement fit someone as they stood on a day, and of the others why not.

Only what is known for sure rules a kind out: an undated or half-known record lets it be offered.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.members import records
from models.members.movement_dates import ENTERING, EXPELLED
from models.members.movement_kinds import movement_kinds
from models.members.records import Movement
from models.members.standing import FULL, SUSPENDED, Standing, person_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.store import Store
    from models.values import PartialDate

    _Rule = Callable[[Standing, Sequence[Movement]], str]

_ENDS_HERE = ("停止党籍", "出国定居", *EXPELLED)
_LEAVING = ("转出", "结束编入", *_ENDS_HERE)
_RESTORABLE = ("停止党籍", "出国定居")


def reasons_against(store: Store, member_id: int, on: PartialDate) -> dict[str, str]:
    """Return of every kind of movement why it does not fit someone on a date, "" if it does.

    A date known in part speaks against a kind only if its first and its last day both do.
    """
    moves = store.where(Movement, member_id=member_id)
    people = [person_on(store, day, member_id) for day in dict.fromkeys((on.first, on.last))]
    found = {}
    for kind in movement_kinds():
        reasons = [why_unfit(kind.name, person, moves) for person in people]
        found[kind.name] = reasons[-1] if all(reasons) else ""
    return found


def why_unfit(kind: str, person: Standing, moves: Iterable[Movement]) -> str:
    """Return why a kind of movement does not fit someone as they stand, "" if it does.

    `moves` are all the movements of the person there are.
    """
    told = [move for move in moves if move.happened_on and move.happened_on.first <= person.day]
    dead = next((move.happened_on for move in told if move.kind == "去世"), None)
    if dead and dead.last < person.day:
        return f"{_name(person)}已于 {dead} 去世"
    if kind not in ENTERING and (reason := _away(person)):
        return reason
    rule = _RULES.get(kind)
    return rule(person, told) if rule else ""


def _name(person: Standing) -> str:
    return person.member.name


def _away(person: Standing) -> str:
    """Return that someone is not in the branch, "" where they may be."""
    known = any(p.aspect in {records.ON_ROLL, records.ATTACHED} for p in person.periods)
    if not known or person.on_roll or person.attached:
        return ""
    return f"{_name(person)}在 {person.day} 不在本支部"


def _here(person: Standing, aspect: str, how: str) -> str:
    """Return since when someone is surely on the roll, or among the 编入; "" if that is not sure."""
    day = person.day
    for period in person.periods:
        if period.aspect != aspect or (period.until and period.until.first <= day):
            continue
        begun = period.since.last if period.since else _recorded(person)
        if begun and begun < day:
            since = f"从 {period.since} 起" if period.since else ""
            return f"{_name(person)}{since}已{how}"
    return ""


def _recorded(person: Standing) -> date | None:
    """Return the day someone was put on file: they had come by then, whenever it was."""
    try:
        return date.fromisoformat(person.member.recorded_at[:10])
    except ValueError:
        return None


def _on_roll(person: Standing, _moves: Sequence[Movement]) -> str:
    return _here(person, records.ON_ROLL, "在册")


def _in_the_roll(person: Standing, moves: Sequence[Movement]) -> str:
    """Return the same for what cannot give its day to a time on the roll that has none."""
    undated = any(p.aspect == records.ON_ROLL and not p.since for p in person.periods)
    if undated and person.on_roll:
        return f"{_name(person)}已在册"
    return _on_roll(person, moves)


def _last_way(moves: Sequence[Movement]) -> str:
    """Return the kind by which someone last came or left, "" if nothing tells."""
    ways = [m for m in moves if m.kind in ENTERING or m.kind in _LEAVING]
    last = max(ways, key=lambda m: (_first(m), m.id or 0), default=None)
    return last.kind if last else ""


def _first(move: Movement) -> date:
    return move.happened_on.first if move.happened_on else date.min


def _newly_joins(person: Standing, moves: Sequence[Movement]) -> str:
    joined = person.member.joined_on
    if joined and joined.last < person.day:
        return f"{_name(person)}已于 {joined} 入党"
    return _on_roll(person, moves) or _full(person)


def _comes_over(person: Standing, moves: Sequence[Movement]) -> str:
    if reason := _on_roll(person, moves):
        return reason
    last = _last_way(moves)
    return f"{_name(person)}登记的是“{last}”，没有可转入的组织关系" if last in EXPELLED else ""


def _is_restored(person: Standing, moves: Sequence[Movement]) -> str:
    if reason := _in_the_roll(person, moves):
        return reason
    last = _last_way(moves)
    if person.standing == SUSPENDED or last in _RESTORABLE or last not in _LEAVING:
        return ""
    return f"{_name(person)}登记的是“{last}”，没有停止党籍"


def _joins_again(person: Standing, moves: Sequence[Movement]) -> str:
    if reason := _in_the_roll(person, moves):
        return reason
    last = _last_way(moves)
    if last in _ENDS_HERE or last not in _LEAVING:
        return ""
    return f"{_name(person)}登记的是“{last}”，没有脱离党组织"


def _is_attached(person: Standing, moves: Sequence[Movement]) -> str:
    return _in_the_roll(person, moves) or _here(person, records.ATTACHED, "编入")


def _full(person: Standing) -> str:
    """Return that someone is surely 正式党员; who is only taken to be one may not be."""
    day, entered = person.day, person.current(records.CATEGORY)
    if entered:
        sure = entered.value == FULL and (entered.since is None or entered.since.last < day)
    else:
        full_on = person.member.full_on
        sure = full_on is not None and full_on.last < day
    return f"{_name(person)}在 {day} 已是正式党员" if sure else ""


def _becomes_full(person: Standing, _moves: Sequence[Movement]) -> str:
    full_on = person.member.full_on
    return _full(person) if full_on and full_on.last < person.day else ""


def _is_extended(person: Standing, _moves: Sequence[Movement]) -> str:
    if reason := _full(person):
        return reason
    return f"{_name(person)}已延长过一次预备期" if person.member.extension_months else ""


def _is_cancelled(person: Standing, moves: Sequence[Movement]) -> str:
    return _full(person) or _belongs_elsewhere(person, moves)


def _belongs_elsewhere(person: Standing, _moves: Sequence[Movement]) -> str:
    only_attached = person.attached and not person.on_roll
    return f"{_name(person)}的组织关系不在本支部" if only_attached else ""


def _is_detached(person: Standing, _moves: Sequence[Movement]) -> str:
    if person.attached or not person.periods:
        return ""
    return f"{_name(person)}在 {person.day} 没有编入本支部"


def _retires(person: Standing, _moves: Sequence[Movement]) -> str:
    retired = person.member.retired_on
    sure = retired and retired.last < person.day
    return f"{_name(person)}已于 {retired} 离退休" if sure else ""


_RULES: dict[str, _Rule] = {
    "新发展": _newly_joins,
    "转入": _comes_over,
    "编入": _is_attached,
    "恢复党籍": _is_restored,
    "重新入党": _joins_again,
    "转正": _becomes_full,
    "延长预备期": _is_extended,
    **dict.fromkeys(("转出", *_ENDS_HERE), _belongs_elsewhere),
    "取消预备党员资格": _is_cancelled,
    "退休": _retires,
    "结束编入": _is_detached,
}
