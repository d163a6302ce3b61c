"""What in a round of 民主评议 contradicts itself, and whose result it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.life.records import Appraisal, AppraisalResult
from models.life.taking_part import appraised_on
from models.rules.findings import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.store import Store

AREA = "meetings"
_NAMED = 10
_WITHIN = (
    ("present", "实到", "due", "应到"),
    ("issued", "发出测评票", "present", "实到"),
    ("returned", "收回测评票", "issued", "发出"),
    ("valid", "有效票", "returned", "收回"),
)
"""Each number is part of another: its field and name, then those of the whole."""


def round_findings(store: Store, year: int) -> list[Finding]:
    """Return what is to be checked in a year's rounds: days, ballots, members without a result."""
    rounds = store.where(Appraisal, year=year)
    return [
        *(
            Finding(rule(AREA, "record"), f"{year}年民主评议{text}。", one.table, one.id, field)
            for one in rounds
            for field, text in round_problems(one).items()
        ),
        *_without_result(store, year, rounds),
    ]


def round_problems(one: Appraisal) -> dict[str, str]:
    """Return field name to the sentence about it, of what in a round contradicts itself."""
    found = {}
    if one.began_on and one.ended_on and one.ended_on < one.began_on:
        found["ended_on"] = "结束日期早于开始日期，请核对"
    for field, name, of, whole in _WITHIN:
        number, most = getattr(one, field), getattr(one, of)
        if number is not None and most is not None and number > most:
            found[field] = f"{name}{number}，多于{whole}{most}，请核对"
    return found


def _without_result(store: Store, year: int, rounds: list[Appraisal]) -> Iterator[Finding]:
    """Yield one finding for those to be appraised on the rounds' last day whom none of them names."""
    days = [day for one in rounds if (day := one.ended_on or one.began_on)]
    if not days:
        return
    named = {
        result.member_id
        for one in rounds
        for result in store.where(AppraisalResult, appraisal_id=one.id)
    }
    missing = [
        person.member.name
        for person in appraised_on(store, max(days))
        if person.member.id not in named
    ]
    if missing:
        more = f"等{len(missing)}人" if len(missing) > _NAMED else ""
        names = "、".join(missing[:_NAMED]) + more
        text = f"{year}年民主评议未见{names}的评议结果：评过的请补登，没有参加的请写明原因。"
        yield Finding(rule(AREA, "R-03-appraisal"), text, Appraisal.table, rounds[0].id)
