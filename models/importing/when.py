"""When a meeting was, as ledgers write it: a day without its year, a span of hours, an afternoon."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from models.values import cell_text, parse_time, shorten

_DAY = re.compile(
    r"(?:(?P<y>\d{4})\s*[-./年]\s*)?(?P<m>\d{1,2})\s*[-./月]\s*(?P<d>\d{1,2})\s*[日号]?(?!\d)"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?")
_TO = re.compile(r"\s*(?:-{1,2}|—+|–|~|～|至|到)\s*")
_PARTS = {"上午", "下午", "晚上", "中午", "早上", "全天"}


@dataclass(frozen=True, slots=True)
class When:
    """A day, the hours known of it, and a word that is less than an hour: 下午."""

    day: date
    starts_at: str = ""
    ends_at: str = ""
    about: str = ""


def parse_when(value: object, year: int | None) -> When:
    """Return when a cell says a meeting was; a day without a year is of `year`.

    Raises:
        ValueError: with the Chinese clause about it.
    """
    if isinstance(value, datetime):
        starts = f"{value:%H:%M}"
        return When(value.date(), "" if starts == "00:00" else starts)
    if isinstance(value, date):
        return When(value)
    text = unicodedata.normalize("NFKC", cell_text(value)).strip()
    match = _COMPACT.match(text) or _DAY.match(text)
    if not match:
        raise ValueError(f"“{shorten(text)}”不是日期")
    written = match.group("y")
    if not written and year is None:
        raise ValueError(f"“{shorten(text)}”没有写年份，请指明年度")
    try:
        day = date(int(written or year or 0), int(match.group("m")), int(match.group("d")))
    except ValueError:
        raise ValueError(f"“{shorten(text)}”不是日历上的一天") from None
    rest = _WEEKDAY.sub("", text[match.end() :]).strip(" ,，T")
    return _with_hours(day, rest)


def _with_hours(day: date, rest: str) -> When:
    if not rest or rest in _PARTS:
        return When(day, about=rest)
    half = next((part for part in _PARTS if rest.startswith(part)), "")
    ends = _TO.split(rest, maxsplit=1)
    try:
        starts = parse_time(ends[0])
        last = parse_time(ends[1]) if len(ends) > 1 else ""
        if last and last < starts and half and not ends[1].startswith(tuple(_PARTS)):
            last = parse_time(half + ends[1])
    except ValueError:
        return When(day, about=rest)
    return When(day, starts, last)
