"""变动 whose dates the person's other dates and movements leave no room for, or make unlikely."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.members.movement_dates import date_problem
from models.members.movements import effects
from models.members.records import Member, Movement, Period
from models.rules.dates import date_remarks, remarks_about
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.store import Store


def movement_remarks(
    member: Member, periods: Iterable[Period], moves: Iterable[Movement]
) -> list[str]:
    """Return a sentence for each of someone's movements that cannot have been on its date."""
    periods, moves = list(periods), list(moves)
    told = (date_problem(move, member, periods, moves) for move in moves)
    return [f"{sentence}，请核对" for sentence in told if sentence]


def remarks_before(store: Store, movement: Movement, today: date) -> list[str]:
    """Return what would be worth a look in someone's dates once a movement holds, and is not now.

    Raises:
        InvalidRecord, AppError: when the movement cannot be.
    """
    members = [one.record for one in effects(store, movement, today) if type(one.record) is Member]
    known = remarks_about(store.get(Member, movement.member_id), today)
    found = [remarks_about(member, today) for member in members]
    return [
        sentence
        for each in found
        for field, sentence in each.items()
        if sentence != known.get(field)
    ]


def full_too_early(store: Store, movement: Movement, today: date) -> str:
    """Return why a 转正 comes before its 预备期 has ended, with the clause; "" if it does not.

    Raises:
        InvalidRecord, AppError: when the movement cannot be.
    """
    members = [one.record for one in effects(store, movement, today) if type(one.record) is Member]
    if movement.kind != "转正":
        return ""
    remarks = [remark for member in members for remark in date_remarks(member, today)]
    found = (each.sentence for each in remarks if each.field == "full_on" and each.rule)
    return next(found, "")


def findings_in_movements(store: Store) -> list[Finding]:
    """Return the same of everyone on file, be they in the branch or not."""
    moves: dict[int, list[Movement]] = defaultdict(list)
    for move in store.all(Movement):
        moves[move.member_id].append(move)
    if not moves:
        return []
    periods: dict[int, list[Period]] = defaultdict(list)
    for period in store.all(Period):
        periods[period.member_id].append(period)
    usual = rule("structure", "dates")
    return [
        Finding(usual, f"{member.name}：{sentence}。", Member.table, member.id, "")
        for member in store.all(Member)
        if member.id in moves
        for sentence in movement_remarks(member, periods[member.id], moves[member.id])
    ]
