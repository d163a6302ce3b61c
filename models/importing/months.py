"""Which months a cell or a title means, as ledgers write them: 1-3月, 2026年3月, 一季度."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from models.dues.account import Month
from models.values import cell_text, parse_partial_date, shorten

if TYPE_CHECKING:
    from models.importing.heading import Heading
    from models.importing.workbook import SheetRows

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = re.compile(r"十([一二])?(?=月)")
_YEAR = r"(?:(\d{4})[年./-]?)?"
_ONE = re.compile(rf"{_YEAR}(\d{{1,2}})月?")
_SPAN = re.compile(rf"{_YEAR}(\d{{1,2}})月?(?:至|到|-+|—+|–|~)(?:(\d{{4}})[年./-]?)?(\d{{1,2}})月?")
_DAY = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}")
"""A day, which looks like a span of months where one mark parts all of it."""
_QUARTER = re.compile(r"(?:(\d{4})年度?)?第?([1-4])季度?")
_HALF = re.compile(r"(?:(\d{4})年度?)?([上下])半年")
_WHOLE = re.compile(r"(?:(\d{4})年度?)?全年|(\d{4})年度")
_TITLE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[年./-](\d{1,2})(?:月|(?!\d))|(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)"
)
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_PARTS = re.compile(r"[、,;]")
_MOST = 24
"""Months a payment may be for; more is a slip of the pen."""


def months_in(cell: Any, year: int | None) -> list[Month]:
    """Return the months a cell means, in order; those without a year are of `year`.

    Raises:
        ValueError: with the clause about it.
    """
    if isinstance(cell, date):
        return [_month(cell.year, cell.month, str(cell)[:10])]
    if isinstance(cell, float) and str(cell).endswith(".1"):
        raise ValueError(f"“{cell}”可能是1月，也可能是10月，请写成{int(cell)}年1月这样")
    written = cell_text(cell)
    text = _plain(written)
    found: list[Month] = []
    for part in filter(None, _PARTS.split(text)):
        found += _part(part, found[-1].year if found else year, written)
    if not found or len(found) > _MOST or any(month <= 0 for _, month in found):
        raise ValueError(f"“{shorten(written)}”不是月份")
    return list(dict.fromkeys(found))


def _part(text: str, year: int | None, written: str) -> list[Month]:
    for pattern, read in _READINGS:
        if (match := pattern.fullmatch(text)) and not _DAY.fullmatch(text):
            named, first, last = read(*match.groups())
            if named is None and year is None:
                raise ValueError(f"“{shorten(written)}”没有写年份")
            begin = _month(named or year, first, written)
            end = _month(last[0] or begin.year, last[1], written)
            return [begin.plus(at) for at in range(min(end.since(begin), _MOST) + 1)]
    try:
        day = parse_partial_date(text)
    except ValueError:
        raise ValueError(f"“{shorten(written)}”不是月份") from None
    return [_month(day.year, day.month or 0, written)]


def _month(year: Any, month: Any, written: str) -> Month:
    found = Month(int(year), int(month))
    if not (1 <= found.month <= 12 and 1921 <= found.year <= 2100):
        raise ValueError(f"“{shorten(written)}”不是月份")
    return found


_READINGS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (_ONE, lambda year, month: (year, month, (None, month))),
    (_SPAN, lambda year, first, later, last: (year, first, (later, last))),
    (_QUARTER, lambda year, at: (year, int(at) * 3 - 2, (None, int(at) * 3))),
    (_HALF, lambda year, at: (year, 1 if at == "上" else 7, (None, 6 if at == "上" else 12))),
    (_WHOLE, lambda year, other: (year or other, 1, (None, 12))),
)


def title_of(sheet: SheetRows, heading: Heading) -> str:
    """Return what stands above a heading, and the sheet's name."""
    above = "".join(cell_text(cell) for row in sheet.rows[: heading.first] for cell in row)
    return _plain(f"{above} {sheet.name}")


def month_in_title(title: str) -> Month | None:
    """Return the month that a title says it is of, None if it says none."""
    if found := _TITLE.search(title):
        year, month = (each for each in found.groups() if each)
        return Month(int(year), int(month)) if 1 <= int(month) <= 12 else None
    return None


def year_in_title(title: str) -> int | None:
    """Return the year that a title says it is of, None if it says none."""
    found = _TITLE_YEAR.search(title)
    return int(found.group(1)) if found else None


def _plain(text: str) -> str:
    """Return a text in digits and one width: 二〇二六年十二月份 as 2026年12月."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("月份", "月")
    text = _TENS.sub(lambda match: f"1{match.group(1) or '0'}", text).replace("十", "10")
    return text.translate(_CHINESE)
