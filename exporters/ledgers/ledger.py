"""What a ledger declares, and how any of them becomes a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from exporters.sheet import Line, Paragraph, Sheet, Signatures, Table, Value
from models.date_styles import AS_KEPT, spelt
from models.fields import Field, Kind
from models.own_columns import own_columns, own_date_styles, own_fields, own_values
from models.values import PartialDate, mask_identity, mask_phone, name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporters.sheet import Head, Paper, Row, Sum
    from models.branch.records import Branch
    from models.store import Store

BY_PINYIN = "拼音"
TOTAL = "合计"
_LEAST_FILLED, _CROWDED = 2 / 3, 12
_HAND_MM = 9.0
"""How high a row is in which someone signs."""
_DATES = {Kind.DATE, Kind.PARTIAL_DATE}
_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.IDENTITY: mask_identity,
    Kind.PHONE: mask_phone,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone wants a ledger of: the working year, the day it is made, how it is to look.

    `full` leaves personal numbers unmasked. `columns` are field names, empty for the ledger's usual
    ones; `widths` are in characters and `date_styles` of `models.date_styles`, both by field name;
    `order` is one of the ledger's `orders`; an empty `paper` leaves the choice to the ledger. What
    a ledger does not know is passed over.
    """

    year: int
    made_on: date
    full: bool = False
    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    order: str = ""
    date_styles: Mapping[str, str] = field(default_factory=dict)
    paper: Paper = ""

    @property
    def day(self) -> date:
        """The day the ledger is true of: when it is made, or the last of a past year."""
        if self.year >= self.made_on.year:
            return self.made_on
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One ledger: its columns, and the query that gives (record id, row) for them.

    A row that is no record, as the meetings tell it, has None for its id.

    `owner` is the table its rows are records of, where a branch may add columns of its own;
    `orders` are the orders one may ask for beside its own, which is "". `totals` are columns summed
    in a last row, `sums` what a row adds up to; columns `as_needed` are shown beside the usual ones
    where any row has something in them; columns `by_hand` are signed on paper; the `note`
    below the table tells what its signs mean.
    """

    code: str
    name: str
    columns: tuple[Field, ...]
    rows: Callable[[Store, Asked], Sequence[tuple[int | None, Sequence[Value]]]]
    standard: tuple[str, ...] = ()
    owner: str = ""
    orders: tuple[str, ...] = ()
    heads: tuple[Head, ...] = ()
    paper: Paper = ""
    totals: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    as_needed: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    note: str = ""
    signatures: tuple[str, ...] = ("填表人（签名）：", "支部书记（签名）：")

    def offered(self, store: Store) -> tuple[Field, ...]:
        """Return every column one may ask for: the ledger's, then the branch's own."""
        return self.columns + (own_fields(store, self.owner) if self.owner else ())

    def usual(self, store: Store) -> tuple[Field, ...]:
        """Return the columns shown when none are asked for: the standard ones, then the branch's own."""
        names = self.standard or tuple(each.name for each in self.columns)
        known = {each.name: each for each in self.columns}
        return tuple(known[name] for name in names) + self.offered(store)[len(self.columns) :]

    def shown(self, store: Store, asked: Asked) -> tuple[Field, ...]:
        """Return the columns asked for, else the usual ones, in that order and with their widths."""
        known = {each.name: each for each in self.offered(store)}
        wanted = [known[name] for name in dict.fromkeys(asked.columns) if name in known]
        return tuple(
            replace(each, width=asked.widths.get(each.name, each.width))
            for each in wanted or self.usual(store)
        )

    def make(self, store: Store, asked: Asked) -> Sheet:
        """Return the ledger as a sheet."""
        found = self._rows(store, asked)
        fields = self.shown(store, asked)
        if not asked.columns:
            fields = self._with_needed(fields, [row for _, row in found])
        styles = self._date_styles(store, asked)
        rows = tuple(
            masked(
                fields, [_spelt(row[f.name], styles.get(f.name)) for f in fields], full=asked.full
            )
            for _, row in found
        )
        by_hand = any(each.name in self.by_hand for each in fields)
        usual = [each.name for each in self.usual(store)]
        branch = store.branch
        return Sheet(
            title=self.name,
            code=self.code,
            paper=asked.paper or (self.paper if self._suits(fields) else ""),
            stem=f"{branch.heading}{self.name}{asked.year}年度",
            blocks=(
                year_line(branch, asked, has_money=any(f.kind is Kind.MONEY for f in fields)),
                Table(
                    columns=tuple(
                        _as_text(each) if each.name in styles else each for each in fields
                    ),
                    rows=rows,
                    ids=tuple(record_id for record_id, _ in found),
                    heads=self.heads if [each.name for each in fields] == usual else (),
                    total=self._total(fields, rows),
                    sums=self.sums,
                    row_mm=_HAND_MM if by_hand else 0.0,
                ),
                *([Paragraph(self.note, "note")] if self.note and rows else ()),
                Signatures(self.signatures),
            ),
        )

    def _with_needed(
        self, fields: tuple[Field, ...], rows: Sequence[Mapping[str, Any]]
    ) -> tuple[Field, ...]:
        """Return the columns with those that some row needs, each where the ledger has it."""
        places = {each.name: place for place, each in enumerate(self.columns)}
        shown = list(fields)
        for each in self.columns:
            if each.name in self.as_needed and any(row[each.name] for row in rows):
                before = [
                    at
                    for at, one in enumerate(shown)
                    if places.get(one.name, len(places)) < places[each.name]
                ]
                shown.insert(max(before, default=-1) + 1, each)
        return tuple(shown)

    def _total(self, fields: Sequence[Field], rows: Sequence[Row]) -> Row | None:
        """Return the last row with the sums of columns, None where none of them is shown."""
        if not rows or not any(each.name in self.totals for each in fields):
            return None
        return tuple(
            _sum(row[place] for row in rows)
            if each.name in self.totals
            else (TOTAL if place == 0 else None)
            for place, each in enumerate(fields)
        )

    def _suits(self, fields: Sequence[Field]) -> bool:
        """Return whether columns fill the ledger's own paper, or crowd it by little."""
        standard = [each.width for each in self.columns if each.name in self.standard]
        own, wanted = sum(standard), sum(each.width for each in fields)
        return own * _LEAST_FILLED <= wanted <= own + _CROWDED

    def _rows(self, store: Store, asked: Asked) -> list[tuple[int | None, dict[str, Any]]]:
        """Return (record id, field name to value) of every row, in the order asked for."""
        names = [each.name for each in self.columns]
        own = own_values(store, self.owner) if self.owner else {}
        blank = {each.name: each.empty for each in self.offered(store)[len(names) :]}
        found = [
            (record_id, dict(zip(names, row, strict=True)) | blank | own.get(record_id or 0, {}))
            for record_id, row in self.rows(store, asked)
        ]
        if asked.order == BY_PINYIN and asked.order in self.orders:
            found.sort(key=lambda one: name_keys(one[1]["name"]))
            for number, (_, row) in enumerate(found, 1):
                row["number"] = number
        return found

    def _date_styles(self, store: Store, asked: Asked) -> dict[str, str]:
        own = own_date_styles(own_columns(store, self.owner)) if self.owner else {}
        styles = own | dict(asked.date_styles)
        return {name: style for name, style in styles.items() if style != AS_KEPT}


def _sum(values: Iterable[Value]) -> int | None:
    """Return the sum of a column, None where no number stands in it."""
    numbers = [value for value in values if isinstance(value, int)]
    return sum(numbers) if numbers else None


def _as_text(column: Field) -> Field:
    """Return a column of dates as one of words: in a workbook 197503 is then no number of a day."""
    return replace(column, kind=Kind.TEXT) if column.kind in _DATES else column


def _spelt(value: Value, style: str | None) -> Value:
    return spelt(value, style) if style and isinstance(value, (date, PartialDate)) else value


def masked(fields: Sequence[Field], row: Sequence[Value], *, full: bool) -> Row:
    """Return a row with its personal numbers masked, unless all is asked for."""
    if full:
        return tuple(row)
    return tuple(
        _MASKS[each.kind](value) if each.kind in _MASKS and isinstance(value, str) else value
        for each, value in zip(fields, row, strict=True)
    )


def year_line(branch: Branch, asked: Asked, *, has_money: bool = False) -> Line:
    """Return the line under a title: the branch, the year, when it was made, and of money its unit."""
    return Line(
        f"党支部：{branch.heading}",
        f"{asked.year} 年度",
        f"制表日期：{chinese_day(asked.made_on)}{'　金额单位：元' if has_money else ''}",
    )


def chinese_day(day: date) -> str:
    """Return a day as 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
