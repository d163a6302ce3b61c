"""The rows of a list of payments, or of a grid by months: who paid what for which months."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from models import values
from models.dues.account import Month
from models.dues.cells import Look
from models.dues.paying import refuse_day
from models.dues.records import Payment
from models.dues.words import month_words, yuan_words
from models.errors import InvalidRecord
from models.importing.amounts import read_amount
from models.importing.cells import Issue, unless_blank
from models.importing.judged import Kind, PreviewRow, faulty_row, placed
from models.importing.months import months_in
from models.importing.paid_so_far import PaidSoFar
from models.importing.payment_parts import GRID, Parts, grid_parts, list_parts, months_of
from models.importing.rows import RowReader
from models.values import cell_text, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.importing.cells import Reader
    from models.importing.dues_on_file import DuesOnFile
    from models.importing.judged import LeftOut
    from models.importing.preview import Preview
    from models.importing.rows import Draft
    from models.importing.workbook import Progress
    from models.members.standing import Standing

_Key = tuple[int, date | None, tuple[tuple[Month, tuple[str, int]], ...]]
"""What tells a row from one that was written twice: who paid, when, and how much for what."""
_SIGNS = frozenset(look.sign for look in (Look.WAIVED, Look.OWED, Look.DUE, Look.UNFIXED))
_REPORT_EVERY = 100
_STATED = ("way", "handed_by", "collector", "reason", "remark")


@dataclass(slots=True)
class _Row:
    """A row while it is judged: what of it is taken, and what is said of the rest."""

    taken: dict[Month, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    is_explained: bool = False
    """Whether an amount is not the one due, and the row says why."""

    @property
    def kind(self) -> Kind:
        """What taking the row does."""
        if not self.taken:  # whoever paid nothing in a grid's year changes nothing
            return Kind.FAULTY if self.refused else Kind.SAME
        return Kind.DOUBTFUL if self.refused or self.doubts else Kind.NEW


class PaymentRows:
    """Reads the rows of one sheet against what is on file, and against the rows above."""

    def __init__(self, on_file: DuesOnFile, preview: Preview, year: int) -> None:
        """Prepare for a sheet whose months and days are of a year, unless they say of which."""
        self._file = on_file
        self._preview = preview
        self._year = year
        self._letters = preview.letters
        self._is_grid = any(name in self._letters for name in GRID)
        self._paid = PaidSoFar(on_file)
        self._read: dict[_Key, int] = {}
        self.left_out: list[LeftOut] = []

    def judged(
        self, members: Mapping[int, int], progress: Progress | None
    ) -> tuple[PreviewRow, ...]:
        """Return what each row would do; `members` are ids known by the position of a row."""
        reader = RowReader(self._preview, self._readers())
        drafts = list(reader.drafts())
        self.left_out = reader.left_out
        for group in self._told_apart(drafts):
            self._file.match(group, members)
        rows = []
        for done, draft in enumerate(drafts, 1):
            rows.append(self._row(draft))
            if progress and (done % _REPORT_EVERY == 0 or done == len(drafts)):
                progress(done, len(drafts))
        return tuple(rows)

    def _told_apart(self, drafts: list[Draft]) -> Iterable[list[Draft]]:
        """Return the rows in groups that name each person once: a list has many of one person."""
        if self._is_grid:
            return [drafts]
        groups: dict[int, list[Draft]] = defaultdict(list)
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for draft in drafts:
            key = (draft.name, draft.number)
            groups[seen[key]].append(draft)
            seen[key] += 1
        return groups.values()

    def _readers(self) -> dict[str, Reader]:
        fields = self._preview.fields
        found = {name: _amount_reader(fields[name].label) for name in (*GRID, "amount")}
        for name in ("month", "since", "until"):
            found[name] = unless_blank(partial(self._read_months, fields[name].label))
        found["paid_on"] = unless_blank(self._read_day)
        return found

    def _read_months(self, label: str, cell: Any) -> Any:
        try:
            return months_in(cell, self._year)
        except ValueError as error:
            return Issue(fault=f"{label}：{error}")

    def _read_day(self, cell: Any) -> Any:
        try:
            day = values.day_within(self._year, cell_text(cell)) or values.parse_date(cell)
            refuse_day(day, self._file.day)
        except ValueError as error:
            return Issue(fault=f"交纳日期：{error}")
        except InvalidRecord as error:
            return Issue(fault=error.problems["paid_on"])
        return day

    def _row(self, draft: Draft) -> PreviewRow:
        person = draft.target
        if not draft.faults and not draft.name:
            draft.blame("name", "没有姓名")
        elif not draft.faults and person is None:
            draft.blame("name", f"册上没有“{shorten(draft.name)}”，没有取入；请核对姓名")
        elif not self._file.collects:
            draft.blame("name", "临时党支部不收缴党费，没有取入")
        if draft.faults or person is None:
            return faulty_row(draft.row_number, draft.raw, self._letters, draft.faults)
        try:
            parts = self._parts(draft, person)
        except InvalidRecord as error:
            return faulty_row(draft.row_number, draft.raw, self._letters, error.problems)
        return self._judged_row(draft, person, parts)

    def _parts(self, draft: Draft, person: Standing) -> Parts:
        """Return the amount of each month that a row is for, with the field it stands in."""
        if self._is_grid:
            return grid_parts(draft, self._year)
        number, months = person.member.id or 0, months_of(draft)
        return list_parts(draft, self._paid.asked(number, months))

    def _judged_row(self, draft: Draft, person: Standing, parts: Parts) -> PreviewRow:
        number, row = person.member.id or 0, _Row()
        key = (number, draft.cells.get("paid_on"), tuple(parts.items()))
        first = self._read.setdefault(key, draft.row_number)
        if first != draft.row_number:
            fault = {"name": f"与第{first}行完全一样，没有取入"}
            return faulty_row(draft.row_number, draft.raw, self._letters, fault)
        reason = draft.cells.get("reason") or draft.cells.get("remark") or ""
        for month, (name, fen) in parts.items():
            self._judge(row, number, month, (name, fen), reason)
        stated = {name: draft.cells[name] for name in _STATED if draft.cells.get(name)}
        if row.is_explained and "reason" not in stated:
            stated["reason"] = stated.pop("remark")
        made = self._payments(Payment(member_id=number, **stated), row.taken, draft.cells)
        said = placed(draft.row_number, self._letters, {**row.doubts, **row.refused})
        return PreviewRow(
            draft.row_number, row.kind, draft.raw, draft.cells, said, {}, {}, None, {}, made
        )

    def _judge(
        self, row: _Row, number: int, month: Month, part: tuple[str, int], reason: str
    ) -> None:
        """Put one month's amount where it belongs: taken, known already, or refused with a sentence."""
        name, fen = part
        words = month_words(month)
        if not self._file.pays_in(number, month):
            _add(row.refused, name, f"{words}不在本支部交纳党费，{yuan_words(fen)}没有取入")
        elif self._paid.is_known(number, month, fen):
            return
        elif conflict := self._paid.conflict(number, month, fen):
            _add(row.refused, name, conflict)
        else:
            doubt = self._paid.doubt(number, month, fen)
            row.is_explained |= bool(doubt and reason)
            if doubt and not reason:
                _add(row.doubts, name, f"{words}{doubt}")
            self._paid.take(number, month, fen)
            row.taken[month] = fen

    def _payments(
        self, begun: Payment, taken: Mapping[Month, int], cells: Mapping[str, Any]
    ) -> tuple[tuple[Payment, dict[Month, int]], ...]:
        """Return the payments that a row enters: one a day, with the months paid on it."""
        by_day: dict[date, dict[Month, int]] = defaultdict(dict)
        for month, fen in taken.items():
            by_day[cells.get("paid_on") or self._usual_day(month)][month] = fen
        return tuple(
            (replace(begun, paid_on=day), months) for day, months in sorted(by_day.items())
        )

    def _usual_day(self, month: Month) -> date:
        day = date(month.year, month.month, self._file.settings.collection_day)
        return min(day, self._file.day)


def _amount_reader(label: str) -> Reader:
    """Return what reads amounts; a sign of our own ledger that nothing came is no amount."""

    def read(cell: Any) -> Any:
        return None if cell in _SIGNS else read_amount(label, cell)

    return unless_blank(read)


def _add(said: dict[str, str], name: str, sentence: str) -> None:
    said[name] = f"{said[name]}；{sentence}" if name in said else sentence
