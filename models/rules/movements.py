"""变动 on file whose dates the person's other dates and movements leave no room for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.members.movement_dates import date_problem
from models.members.records import Member, Movement, Period
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store import Store


def movement_remarks(
    member: Member, periods: Iterable[Period], moves: Iterable[Movement]
) -> list[str]:
    """Return a sentence for each of someone's movements that cannot have been on its date."""
    periods, moves = list(periods), list(moves)
    told = (date_problem(move, member, periods, moves) for move in moves)
    return [f"{sentence}，请核对" for sentence in told if sentence]


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
