"""Dates, money, identity numbers and name keys: pure functions over single values.

Every function that reads what a person typed raises `ValueError` with a Chinese clause that can
follow the field's label and a colon.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－／：", "0123456789.-/:")
_DATE = re.compile(
    r"(?P<y>\d{4})(?:\s*[-./年]\s*(?P<m>\d{1,2})(?:\s*[-./月]\s*(?P<d>\d{1,2})\s*[日号]?|\s*月)?"
    r"|\s*年)?"
    r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
_YEARLESS = re.compile(r"\d{1,2}\s*(?:月|[月./-]\s*\d{1,2}\s*[日号]?)")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})?$")
_YEARS = range(1900, 2101)
MOST_MONEY = 10**14


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has, with a Chinese clause."""
        if self.year not in _YEARS:
            raise ValueError(f"年份“{self.year}”不在1900—2100年之间")
        if self.month is None:
            if self.day is not None:
                raise ValueError("缺月份")
            return
        if not 1 <= self.month <= 12:
            raise ValueError(f"没有{self.month}月")
        if self.day is not None and not 1 <= self.day <= month_length(self.year, self.month):
            raise ValueError(f"{self.year}年{self.month}月没有{self.day}日")

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return `day` as a date known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Return the date that `str()` of a PartialDate spelt."""
        return cls(*map(int, text.split("-")))

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or month_length(self.year, month))

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    def agrees(self, other: PartialDate) -> bool:
        """Return whether both can mean the same day."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        """Return it as ISO text, cut short where it is not known."""
        parts = f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}"
        return "-".join(part for part in parts if part)

    def __lt__(self, other: object) -> bool:
        """Order by the earliest day, the vaguer date first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first, self.month or 0, self.day or 0) < (
            other.first,
            other.month or 0,
            other.day or 0,
        )


def month_length(year: int, month: int) -> int:
    """Return how many days the month has."""
    if month == 2:
        return (date(year, 3, 1) - timedelta(days=1)).day
    return 30 + (month + month // 8) % 2


def parse_partial_date(value: object) -> PartialDate:
    """Return the date that a cell or a typed text means, as far as it is known.

    Takes 20260301, 202603, 2026.3.1, 2026-3, 2026/03/01, 2026年3月1日, 2026, full-width digits,
    and a time of day behind the date, which is dropped.
    """
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    text = cell_text(value).translate(_FULL_WIDTH).strip()
    match = _COMPACT.match(text) or _DATE.match(text)
    if not match:
        wrong = "没有写年份" if _YEARLESS.fullmatch(text) else "不是日期"
        raise ValueError(f"“{shorten(text)}”{wrong}")
    year, month, day = (match.group(part) for part in "ymd")
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def day_within(year: int, text: str) -> date | None:
    """Return the day of a year that a text without its year means, None for any other text."""
    text = text.translate(_FULL_WIDTH).strip()
    if not _YEARLESS.fullmatch(text):
        return None
    try:
        return parse_date(f"{year}-{text}")
    except ValueError:
        return None


def parse_date(value: object) -> date:
    """Return the day that a cell or a typed text means; the day must be known."""
    partial = parse_partial_date(value)
    if not partial.is_exact:
        raise ValueError(f"“{shorten(cell_text(value))}”要写到日")
    return partial.first


def cell_text(value: object) -> str:
    """Return a workbook cell as the text a person sees in it, without halves of characters."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text if text.isprintable() else text.encode("utf-8", "ignore").decode()


def shorten(text: str, length: int = 20) -> str:
    """Return at most `length` characters of `text`, to quote it in a sentence."""
    return text if len(text) <= length else text[: length - 1] + "…"


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, month_length(year, month)))


def years_between(start: PartialDate | date | None, on: date) -> int | None:
    """Return the whole years from `start` to `on` (age, 党龄), by what is surely known.

    A date without day counts from its first day, as rosters do.
    """
    if start is None:
        return None
    begun = start.first if isinstance(start, PartialDate) else start
    return max(0, on.year - begun.year - ((on.month, on.day) < (begun.month, begun.day)))


def surely_before(earlier: PartialDate, later: PartialDate) -> bool:
    """Return whether no completion of the two lets `earlier` be on or after `later`."""
    return earlier.last < later.first


def surely_younger(born: PartialDate, years: int, on: PartialDate) -> bool:
    """Return whether no completion of the dates makes someone `years` old `on` that date."""
    return add_months(born.first, 12 * years) > on.last


_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""A space that parts thousands, as some programs write them."""


def parse_money(value: object) -> int:
    """Return an amount in 分 from 51,264.00, 51 264, ¥12.5 or 12元."""
    text = unicodedata.normalize("NFKC", cell_text(value)).strip()
    text = _THOUSANDS.sub("", text)
    if isinstance(value, float) and math.isfinite(value) and not value.is_integer():
        text = f"{value:.2f}" if abs(value * 100 - round(value * 100)) < 1e-6 else repr(value)
    match = re.fullmatch(r"[¥￥]?\s*(-?)([\d,]*)(?:\.(\d*))?\s*元?", text)
    if not match or not (match.group(2).strip(",") or match.group(3)):
        raise ValueError(f"“{shorten(text)}”不是金额")
    fraction = (match.group(3) or "").rstrip("0")
    if len(fraction) > 2:
        raise ValueError("金额最多两位小数")
    fen = int(match.group(2).replace(",", "") or 0) * 100 + int(fraction.ljust(2, "0") or 0)
    if fen > MOST_MONEY:
        raise ValueError("金额太大")
    return -fen if match.group(1) else fen


def format_money(fen: int) -> str:
    """Return 5126400 as 51,264.00."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02}"


_TIME = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(?P<h>\d{1,2})"
    r"(?:\s*[:点时]\s*(?:(?P<half>半)|整|(?P<m>\d{1,2}))?\s*分?(?::\d{2}(?:\.\d+)?)?)?$"
)
_COMPACT_TIME = re.compile(r"(?P<h>\d{1,2})(?P<m>\d{2})$")
_AFTERNOON = {"中午", "下午", "傍晚", "晚上", "晚"}


def parse_time(value: object) -> str:
    """Return the time of day as 14:30 from 14:30, 1430, 下午2点半, 9时30分."""
    text = unicodedata.normalize("NFKC", cell_text(value)).strip()
    match = (re.fullmatch(r"\d{3,4}", text) and _COMPACT_TIME.match(text)) or _TIME.match(text)
    if not match:
        raise ValueError(f"“{shorten(text)}”不是时间，应如14:30")
    found = match.groupdict()
    hour, minute = int(found["h"]), 30 if found.get("half") else int(found.get("m") or 0)
    if hour < 12 and found.get("part") in _AFTERNOON and not (found["part"] == "中午" and hour > 9):
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(f"“{shorten(text)}”不是一天里的时间")
    return f"{hour % 24:02}:{minute:02}"


def ending_time(text: str, start: str) -> str:
    """Return the time of day at which what began at `start` (14:30) ended.

    An hour of one figure (1 to 9) whose half of the day is not said is of the afternoon where
    it began after noon: 4点 after 14:30 is 16:00. Of a morning it stays as typed, even before the
    start, so that what does not fit is told and not bent.
    """
    time = parse_time(text)
    if start >= "12:00" and re.match(r"\s*[1-9](?!\d)", unicodedata.normalize("NFKC", text)):
        later = f"{int(time[:2]) + 12:02}{time[2:]}"
        return later if later > start else time
    return time


def parse_hours(value: object) -> int:
    """Return 学时 in tenths from 1.5, 2学时 or 半学时."""
    text = unicodedata.normalize("NFKC", cell_text(value)).strip().removesuffix("小时")
    text = text.removesuffix("个").removesuffix("学时").removesuffix("课时").removesuffix("个")
    text = "0.5" if text == "半" else text
    match = re.fullmatch(r"(\d{1,4})(?:\.(\d)0*)?", text)
    if not match:
        raise ValueError(f"“{shorten(cell_text(value))}”不是学时，应如1.5，最多一位小数")
    return int(match.group(1)) * 10 + int(match.group(2) or 0)


def format_hours(tenths: int) -> str:
    """Return 15 as 1.5 and 20 as 2."""
    return f"{tenths / 10:.1f}".removesuffix(".0")


# Identity numbers: GB 11643-1999.


def clean_identity(value: object) -> str:
    """Return a document number without blanks, its X in capitals."""
    text = unicodedata.normalize("NFKC", cell_text(value))
    return re.sub(r"[\s'’-]", "", text).upper()


def is_resident_number(number: str) -> bool:
    """Return whether it has the shape of a resident identity number, 15 or 18 places."""
    return re.fullmatch(r"\d{15}|\d{17}[\dX]", number) is not None


def check_digit_is_right(number: str) -> bool:
    """Return whether the 18th place follows from the others (GB 11643-1999, ISO 7064)."""
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - loaded when first used

    return bool(mod_11_2.is_valid(number))


def birth_in_number(number: str) -> PartialDate | None:
    """Return the birthday a resident number carries, or None where it carries no real day."""
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        return parse_partial_date(digits)
    except ValueError:
        return None


def sex_in_number(number: str) -> str:
    """Return 男 or 女 as the sequence number's last place says."""
    return "男" if int(number[16] if len(number) == 18 else number[14]) % 2 else "女"


def mask_identity(number: str) -> str:
    """Return a document number with its first 6 and last 4 places readable."""
    return (
        number[:6] + "*" * (len(number) - 10) + number[-4:]
        if len(number) > 10
        else "*" * len(number)
    )


def mask_phone(number: str) -> str:
    """Return a telephone number with its first 3 and last 4 places readable."""
    return (
        number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)
    )


def could_be_masked(masked: str, value: str) -> bool:
    """Return whether hiding places of `value` with asterisks could give `masked`."""
    return len(masked) == len(value) and all(
        m in {"*", v} for m, v in zip(masked, value, strict=True)
    )


# Names.


def clean_name(value: object) -> str:
    """Return a name as it is kept: no blanks for print between Han characters or at the ends."""
    text = re.sub(r"\s+", " ", cell_text(value).replace("\u3000", " ")).strip()
    text = re.sub(r"[•‧∙・．]", "·", text)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def name_fault(name: str) -> str:
    """Return why a text can be no name: it has no letter, or is a date; "" if it can be one."""
    if not any(map(str.isalpha, name)):
        return f"“{shorten(name)}”里没有汉字或字母，不是姓名"
    try:
        parse_partial_date(name)
    except ValueError:
        return ""
    return f"“{shorten(name)}”是日期，不是姓名"


def spaced_name(name: str) -> str:
    """Return a name of two characters with a wide space between them, for print."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


@lru_cache(maxsize=4096)
def name_keys(name: str) -> str:
    """Return the keys a name is sorted and found by: its full pinyin, a bar, its initials."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 0.3 s, loaded when a name is saved

    def letters(rest: str) -> list[str]:
        return list(rest.lower())

    # The stub wants one string, a list keeps the letters apart.
    syllables = lazy_pinyin(clean_name(name), errors=letters)  # type: ignore[arg-type]
    return " ".join(syllables) + "|" + "".join(syllable[0] for syllable in syllables if syllable)


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)
