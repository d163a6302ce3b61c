"""What a ledger declares, and how any of them becomes a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exporters.sheet import Line, Sheet, Signatures, Table, Value
from models.fields import Field, Kind
from models.values import mask_identity, mask_phone

if TYPE_CHECKING:
    from exporters.sheet import Head, Paper, Row
    from models.store import Store

_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.IDENTITY: mask_identity,
    Kind.PHONE: mask_phone,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone wants a ledger of: the working year, the day it is made, the columns.

    `full` leaves personal numbers unmasked; empty `columns` are the ledger's own.
    """

    year: int
    made_on: date
    full: bool = False
    columns: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day the ledger is true of: when it is made, or the last of a past year."""
        if self.year >= self.made_on.year:
            return self.made_on
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One ledger: its columns, and the query that gives (record id, row) for them."""

    code: str
    name: str
    columns: tuple[Field, ...]
    rows: Callable[[Store, Asked], Sequence[tuple[int, Sequence[Value]]]]
    standard: tuple[str, ...] = ()
    heads: tuple[Head, ...] = ()
    paper: Paper = ""
    signatures: tuple[str, ...] = ("填表人（签名）：", "支部书记（签名）：")

    def shown(self, asked: Asked) -> tuple[Field, ...]:
        """Return the columns asked for, else the standard ones, in that order."""
        names = asked.columns or self.standard or tuple(field.name for field in self.columns)
        known = {field.name: field for field in self.columns}
        return tuple(known[name] for name in names if name in known)

    def make(self, store: Store, asked: Asked) -> Sheet:
        """Return the ledger as a sheet."""
        found = list(self.rows(store, asked))
        fields = self.shown(asked)
        places = {field.name: place for place, field in enumerate(self.columns)}
        order = [places[field.name] for field in fields]
        rows = (
            masked(fields, [row[place] for place in order], full=asked.full) for _, row in found
        )
        branch = store.branch
        return Sheet(
            title=self.name,
            code=self.code,
            paper="" if asked.columns else self.paper,
            stem=f"{branch.heading}{self.name}{asked.year}年度",
            blocks=(
                Line(
                    f"党支部：{branch.heading}",
                    f"{asked.year} 年度",
                    f"制表日期：{chinese_day(asked.made_on)}",
                ),
                Table(
                    columns=fields,
                    rows=tuple(rows),
                    ids=tuple(record_id for record_id, _ in found),
                    heads=self.heads if not asked.columns else (),
                ),
                Signatures(self.signatures),
            ),
        )


def masked(fields: Sequence[Field], row: Sequence[Value], *, full: bool) -> Row:
    """Return a row with its personal numbers masked, unless all is asked for."""
    if full:
        return tuple(row)
    return tuple(
        _MASKS[field.kind](value) if field.kind in _MASKS and isinstance(value, str) else value
        for field, value in zip(fields, row, strict=True)
    )


def chinese_day(day: date) -> str:
    """Return a day as 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
