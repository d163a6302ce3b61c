"""The classes members are counted in: age bands, schooling and 入党时间 as 党内统计年报 cuts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.members.standing import Standing

UNKNOWN = "未登记"
AGE_BANDS = ("35岁及以下", "36—45岁", "46—54岁", "55—59岁", "60岁及以上")
_LAST_AGES = (35, 45, 54, 59)
SCHOOLING = ("研究生", "大学本科", "大学专科", "中专", "高中、中技", "初中及以下")
_SCHOOLING = {
    "研究": "研究生", "博士": "研究生", "硕士": "研究生", "大学本科": "大学本科",
    "大学普通": "大学本科", "大学专科": "大学专科", "中专": "中专", "中等职业": "中专",
    "职业高中": "高中、中技", "技工": "高中、中技", "高中": "高中、中技", "初中": "初中及以下",
    "小学": "初中及以下",
}  # fmt: skip
_CUTS = (
    (date(1937, 7, 7), "1937年7月6日及以前"),
    (date(1945, 9, 3), "1937年7月7日至1945年9月2日"),
    (date(1949, 10, 1), "1945年9月3日至1949年9月"),
    (date(1966, 5, 1), "1949年10月至1966年4月"),
    (date(1976, 11, 1), "1966年5月至1976年10月"),
    (date(1979, 1, 1), "1976年11月至1978年12月"),
    (date(2002, 11, 1), "1979年1月至2002年10月"),
    (date(2007, 11, 1), "2002年11月至2007年10月"),
)
_SINCE = "2007年11月及以后"
ERAS = (*(name for _, name in _CUTS), _SINCE)


def age_band(person: Standing, day: date) -> str:
    """Return the age band someone is in on `day`."""
    age = person.member.age_on(day)
    if age is None:
        return UNKNOWN
    return AGE_BANDS[sum(age > last for last in _LAST_AGES)]


def schooling(person: Standing) -> str:
    """Return the class of someone's highest schooling."""
    text = person.member.education
    if not text:
        return UNKNOWN
    return next((name for start, name in _SCHOOLING.items() if text.startswith(start)), "其他")


def joined_era(person: Standing) -> str:
    """Return the era someone joined in, 待核 where a date known to the year leaves it open."""
    joined = person.member.joined_on
    if joined is None:
        return UNKNOWN
    earliest, latest = (
        next((name for cut, name in _CUTS if day < cut), _SINCE)
        for day in (joined.first, joined.last)
    )
    return earliest if earliest == latest else UNKNOWN


NATIONS = ("汉族", "少数民族")
SEXES = ("男", "女")
CATEGORIES = ("正式党员", "预备党员")
PARTY_YEARS = ("10年以下", "10—19年", "20—29年", "30—39年", "40—49年", "50年及以上")
_PROBATION = "未转正"


def nation_class(person: Standing) -> str:
    """Return whether someone is 汉族 or of another nation."""
    if not person.member.nation:
        return UNKNOWN
    return "汉族" if person.member.nation == "汉族" else "少数民族"


def party_years_band(person: Standing, day: date) -> str:
    """Return the band of 党龄 someone is in on `day`."""
    years = person.member.party_years_on(day)
    if years is None:
        return _PROBATION if person.category == CATEGORIES[1] else UNKNOWN
    return PARTY_YEARS[min(years // 10, len(PARTY_YEARS) - 1)]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to cut the members into classes: its name, who is in which, and their order."""

    title: str
    class_of: Callable[[Standing], str]
    order: tuple[str, ...]
    is_of_time: bool = False
    """Whether the classes follow each other in time: those before the first with anyone are left out."""

    def count(self, people: Iterable[Standing]) -> list[tuple[str, int]]:
        """Return each class with its number, those of the order first."""
        counted = Counter(map(self.class_of, people))
        named = [(name, counted.pop(name, 0)) for name in self.order]
        if self.is_of_time:
            named = list(dropwhile(lambda item: not item[1], named))
        return named + sorted(counted.items())


BREAKDOWNS = (
    Breakdown("年龄", lambda person: age_band(person, person.day), AGE_BANDS),
    Breakdown("学历", schooling, SCHOOLING),
    Breakdown("党龄", lambda person: party_years_band(person, person.day), PARTY_YEARS),
    Breakdown("入党时间", joined_era, ERAS, is_of_time=True),
    Breakdown("性别", lambda person: person.member.sex or UNKNOWN, SEXES),
    Breakdown("民族", nation_class, NATIONS),
    Breakdown("人员类别", lambda person: person.category, CATEGORIES),
)
