"""What a cell says for its field: a value, or the reason why it gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from models import values
from models.codes import labels
from models.errors import InvalidRecord
from models.fields import Field, Kind
from models.members.roster import group_name, posts_in
from models.own_columns import is_own
from models.values import PartialDate, cell_text, shorten

BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "None", "null", "NULL", "#N/A"})
_NOT_YET = frozenset({"未转正", "尚未转正", "待转正", "预备期", "预备", "未到期", "预备党员"})
_DATES = frozenset({Kind.PARTIAL_DATE, Kind.DATE})
_NUMBERS = frozenset({Kind.IDENTITY, Kind.PHONE})
_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 60_000)
_LARGEST_INTEGER = 1_000_000
_REFUSED = frozenset({"extension_months"})
"""Numbers of a member that the roll would refuse: the cell is left out, the member comes in."""


class Issue(NamedTuple):
    """What a cell gives beside or instead of a value: a fault, a doubt, a number partly hidden."""

    value: Any = None
    fault: str = ""
    doubt: str = ""
    masked: str = ""


Reader: TypeAlias = Callable[[Any], Any]
"""Gives the value a cell means, None for nothing, or an Issue."""


def reader(field: Field, column: Callable[[], Iterable[Any]]) -> Reader:
    """Return the function that reads the cells of a field; `column` gives them all when asked."""
    read = _reader_of(field, column)
    return unless_blank(lambda cell: read(field, cell))


def unless_blank(read: Reader) -> Reader:
    """Return a reader that takes an empty cell, or a dash in it, for nothing."""

    def read_cell(cell: Any) -> Any:
        if cell.__class__ is str:
            cell = cell.replace("\0", "").strip()
        elif isinstance(cell, bool):
            cell = "是" if cell else "否"
        return None if cell is None or cell in BLANK else read(cell)

    return read_cell


def _reader_of(field: Field, column: Callable[[], Iterable[Any]]) -> Callable[[Field, Any], Any]:
    special: dict[str, Callable[[Field, Any], Any]] = {
        "group": _group,
        "post": _posts,
        "category": _one_of,
        "standing": _one_of,
    }
    kinds: dict[Kind, Callable[[Field, Any], Any]] = {
        Kind.DATE: _DateReader(column),
        Kind.PARTIAL_DATE: _DateReader(column),
        Kind.IDENTITY: _number,
        Kind.PHONE: _number,
        Kind.INTEGER: _integer,
        Kind.TEXT: _text,
        Kind.LONG_TEXT: _text,
        Kind.NAME: _name,
    }
    return special.get(field.name) or kinds.get(field.kind, _plain)


def _text(_field: Field, cell: Any) -> str:
    return cell_text(cell)


def _name(_field: Field, cell: Any) -> str | Issue | None:
    text = cell_text(cell)
    if text.isalpha() and not text.isascii():
        return text
    name = values.clean_name(text)
    sentence = values.name_fault(name) if name else ""
    return Issue(name, fault=f"姓名：{sentence}") if sentence else name or None


def _plain(field: Field, cell: Any) -> Any:
    text = cell_text(cell)
    if field.kind is Kind.CHOICE:
        text = "".join(text.split())
    try:
        value = field.parse(text)
    except InvalidRecord as problem:
        return Issue(doubt=f"{problem.problems[field.name]}，这一格未取入")
    return None if value == "" else value


def _integer(field: Field, cell: Any) -> Any:
    text = cell_text(cell).removesuffix("个月").removesuffix("月")
    got = _plain(field, text)
    if not isinstance(got, int):
        return got
    if abs(got) > _LARGEST_INTEGER and not is_own(field.name):
        return Issue(doubt=f"{field.label}：“{shorten(text)}”大得不合情理，这一格未取入")
    if field.name in _REFUSED and (sentence := field.problem(got)):
        return Issue(doubt=f"{field.label}：“{shorten(text)}”未取入，{sentence}")
    return got


def _number(field: Field, cell: Any) -> Any:
    text = cell_text(cell)
    number = text if text.isdecimal() and text.isascii() else values.clean_identity(text)
    if number in BLANK:
        return None
    if "*" in number:
        return Issue(masked=number)
    if field.kind is Kind.IDENTITY and isinstance(cell, (int, float)) and abs(cell) > 1e15:
        return Issue(number, doubt="号码在表里存成了数字，末几位已经变了，请按证件补正")
    return number


def _group(_field: Field, cell: Any) -> Any:
    name = group_name(cell_text(cell))
    return name or None


def _posts(_field: Field, cell: Any) -> Any:
    posts = posts_in(cell_text(cell))
    return "、".join(dict.fromkeys(posts)) or None


def _one_of(field: Field, cell: Any) -> Any:
    got = _plain(field, cell)
    if got is None or isinstance(got, Issue) or got in _labels(field.choices):
        return got
    known = "、".join(labels(field.choices))
    return Issue(doubt=f"{field.label}“{shorten(got)}”不在{known}之中，这一格未取入")


@cache
def _labels(name: str) -> frozenset[str]:
    return frozenset(labels(name))


@lru_cache(maxsize=65_536)
def _parsed(cell: str) -> PartialDate:
    """Return a date; the same days stand in many columns, most of them as 1980.03.01."""
    if len(cell) == 10 and cell[4] == cell[7] and cell[4] in ".-/":
        year, month, day = cell[:4], cell[5:7], cell[8:]
        if year.isdecimal() and month.isdecimal() and day.isdecimal():
            return PartialDate(int(year), int(month), int(day))
    return values.parse_partial_date(cell)


class _DateReader:
    """Reads the dates of one column, whose other cells say what a number like 1980.1 means."""

    def __init__(self, column: Callable[[], Iterable[Any]]) -> None:
        self._column = column
        self._habit: bool | None = None

    def __call__(self, field: Field, cell: Any) -> Any:
        if field.name == "full_on" and cell in _NOT_YET:
            return None
        try:
            got = self._partial(cell)
        except ValueError as error:
            return Issue(fault=f"{field.label}：{error}")
        if field.kind is Kind.DATE and isinstance(got, PartialDate):
            if not got.is_exact:
                return Issue(doubt=f"{field.label}：“{got}”要写到日，这一格未取入")
            return got.first
        return got

    def _partial(self, cell: Any) -> Any:
        if isinstance(cell, str):
            return _parsed(cell)
        if isinstance(cell, (int, float)):
            return self._of_number(cell)
        if isinstance(cell, (time, timedelta)):
            raise ValueError(f"“{cell}”不是日期")  # noqa: TRY004 - what a person wrote, not a type
        return values.parse_partial_date(cell)

    def _of_number(self, cell: float) -> Any:
        if int(_bounded(cell)) in _SERIALS:
            return PartialDate.of(_EPOCH + timedelta(days=int(cell)))
        if isinstance(cell, float) and not cell.is_integer() and str(cell).endswith(".1"):
            return self._tenth(cell)
        return _parsed(cell_text(cell))

    def _tenth(self, cell: float) -> Any:
        """Read 1980.1, which a workbook makes of 1980.10 as well as of 1980.1."""
        year = int(_bounded(cell))
        if self._habit is None:
            self._habit = any(_has_two_places(other) for other in self._column())
        if self._habit:
            return PartialDate(year, 10)
        return Issue(
            PartialDate(year), doubt=f"“{cell}”可能是{year}年1月，也可能是10月，只取了年份"
        )


def _bounded(number: float) -> float:
    return number if -1e9 < number < 1e9 else 0


def _has_two_places(cell: Any) -> bool:
    return isinstance(cell, float) and len(str(cell).partition(".")[2]) == 2
