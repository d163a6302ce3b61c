"""人员统计表: the branch's people counted, with charts.

The age bands and the cuts of 入党时间 are those of 党内统计年报.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.papers.paper import Paper
from exporters.sheet import Chart, Line, Sheet, Signatures, Table
from models.fields import Field, Kind
from models.members import Standing, members_on
from models.members.statistics import (
    AGE_BANDS,
    CATEGORIES,
    ERAS,
    NATIONS,
    SCHOOLING,
    SEXES,
    UNKNOWN,
    age_band,
    joined_era,
    nation_class,
    schooling,
)

if TYPE_CHECKING:
    from exporters.sheet import Row
    from models.store import Store

_COLUMNS = (
    Field("项目", width=6, name="heading"),
    Field("分类", width=14, name="item"),
    Field("人数", Kind.INTEGER, width=6, name="count"),
    Field("占比", width=6, name="share"),
)


def _sheet(store: Store, _record: int, asked: Asked) -> Sheet:
    people = members_on(store, asked.day, attached=False)
    branch = store.branch
    ages = _count(people, lambda person: age_band(person, asked.day), AGE_BANDS)
    schools = _count(people, schooling, SCHOOLING)
    return Sheet(
        title="人员统计表",
        code="statistics",
        paper="A4",
        stem=f"{branch.heading}人员统计表{asked.year}年度",
        blocks=(
            Line(
                f"党支部：{branch.heading}",
                f"{asked.year} 年度",
                f"统计日期：{chinese_day(asked.day)}",
            ),
            Table(columns=_COLUMNS, rows=tuple(_rows(people, ages, schools)), grouped=True),
            Chart("ring", "年龄结构", tuple(ages)),
            Chart("bars", "学历结构", tuple(schools)),
            Signatures(("填表人（签名）：", "支部书记（签名）：")),
        ),
    )


def _count(
    people: Iterable[Standing], key: Callable[[Standing], str], order: Iterable[str]
) -> list[tuple[str, int]]:
    """Return each class with its number: those of `order` always, others where anyone is in."""
    counted = Counter(key(person) for person in people)
    named = [(item, counted.pop(item, 0)) for item in order]
    return named + sorted(counted.items())


def _rows(
    people: list[Standing],
    ages: list[tuple[str, int]],
    schools: list[tuple[str, int]],
) -> Iterable[Row]:
    parts = [
        ("总数", [("党员", len(people))]),
        ("类别", _count(people, lambda p: p.category, CATEGORIES)),
        ("性别", _count(people, lambda p: p.member.sex or UNKNOWN, SEXES)),
        ("民族", _count(people, nation_class, NATIONS)),
        ("年龄", ages),
        ("学历", schools),
        ("入党时间", [item for item in _count(people, joined_era, ERAS) if item[1]]),
        ("党小组", _count(people, _group, _group_names(people))),
        ("其他", _others(people)),
    ]
    for heading, items in parts:
        for place, (item, number) in enumerate(items):
            share = f"{number / len(people):.1%}" if people else "—"
            yield (heading if place == 0 else "", item, number, share)


def _group_names(people: list[Standing]) -> list[str]:
    groups = {person.group for person in people if person.group}
    return [group.name for group in sorted(groups, key=lambda group: (group.place, group.id or 0))]


def _group(person: Standing) -> str:
    return person.group.name if person.group else "未编组"


def _others(people: list[Standing]) -> list[tuple[str, int]]:
    return [
        ("流动党员", sum(p.member.is_floating for p in people)),
        ("失联党员", sum(p.member.is_missing for p in people)),
        ("退役军人", sum(p.member.is_veteran for p in people)),
        ("离退休", sum(p.member.retired_on is not None for p in people)),
    ]


STATISTICS = Paper(
    code="statistics", name="人员统计表", record_type=None, make=_sheet, group="党员"
)
