"""The rows of a payroll: whose each is, of which class, and the 核定 it makes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from models.dues.account import Month
from models.dues.bases_of_year import cause_from
from models.dues.fixing import (
    exceeds_cap,
    explained,
)
from models.dues.records import Basis, month_text
from models.dues.words import month_words
from models.errors import InvalidRecord
from models.importing.amounts import amount_of, read_amount
from models.importing.cells import Issue, unless_blank
from models.importing.judged import MADE, Kind, PreviewRow, faulty_row, placed
from models.importing.months import months_in
from models.importing.pay_columns import is_pay, pay_column
from models.importing.payer_class import assumed_class, known_class
from models.importing.payroll_bases import BaseMaker
from models.importing.payroll_changes import ASSUMED, Places, Said, judged_row, own_words
from models.importing.rows import RowReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.importing.cells import Reader
    from models.importing.dues_on_file import DuesOnFile
    from models.importing.judged import LeftOut
    from models.importing.preview import Preview
    from models.importing.rows import Draft
    from models.importing.workbook import Progress
    from models.members.standing import Standing

_REPORT_EVERY = 100
_STATED = ("cause", "reason", "decided_on", "remark")


class PayrollRows:
    """Reads the rows of one sheet against what is on file."""

    def __init__(self, on_file: DuesOnFile, preview: Preview, month: Month) -> None:
        """Prepare for a sheet whose rows are of a month, unless they say of which."""
        self._file = on_file
        self._rounding = on_file.settings.rounds
        self._preview = preview
        self._month = month
        headed = {column.index: column for column in preview.heading.columns}
        self._columns = [
            pay_column(headed[at], name) for at, name in preview.mapping.items() if is_pay(name)
        ]
        self._maker = BaseMaker(self._columns, self._rounding)
        names = {column.label: column.name for column in self._columns}
        self._places = Places(preview.letters, names)
        self._amount_fields = ("base", "amount", *(column.name for column in self._columns))
        self.left_out: list[LeftOut] = []

    def judged(
        self, members: Mapping[int, int], progress: Progress | None
    ) -> tuple[PreviewRow, ...]:
        """Return what each row would do; `members` are ids known by the position of a row."""
        drafts = self._drafts()
        by_month: dict[Month, list[Draft]] = defaultdict(list)
        for draft in drafts:
            by_month[draft.cells.get("since", self._month)].append(draft)
        for group in by_month.values():
            self._file.match(group, members)
        rows = []
        for done, draft in enumerate(drafts, 1):
            rows.append(self._row(draft, draft.cells.get("since", self._month)))
            if progress and (done % _REPORT_EVERY == 0 or done == len(drafts)):
                progress(done, len(drafts))
        return tuple(rows)

    def _drafts(self) -> list[Draft]:
        special: dict[str, Reader] = {
            column.name: unless_blank(amount_of) for column in self._columns
        }
        for name in ("base", "amount"):
            special[name] = unless_blank(partial(read_amount, self._preview.fields[name].label))
        special["since"] = unless_blank(self._read_month)
        reader = RowReader(self._preview, special)
        drafts = list(reader.drafts())
        self.left_out = reader.left_out
        return drafts

    def _read_month(self, cell: Any) -> Any:
        try:
            found = months_in(cell, self._month.year)
        except ValueError as error:
            return Issue(fault=f"起始月：{error}")
        return found[0] if len(found) == 1 else Issue(fault="起始月：请只写一个月")

    def _row(self, draft: Draft, month: Month) -> PreviewRow:
        if draft.name and not any(map(draft.cells.__contains__, self._amount_fields)):
            return self._empty(draft)
        person = draft.target
        if person is not None and not draft.faults:
            try:
                self._refuse_elsewhere(person, month)
                return self._fixed_row(draft, person, month)
            except InvalidRecord as error:
                draft.faults = error.problems
        elif not draft.faults:
            draft.blame("name", _unknown(draft.name))
        return faulty_row(draft.row_number, draft.raw, self._places.letters, draft.faults)

    def _empty(self, draft: Draft) -> PreviewRow:
        """Return a row without amounts, which changes nothing."""
        said = {"name": "这一行没有金额，没有核定"}
        remarks = placed(draft.row_number, self._places.letters, said)
        return PreviewRow(draft.row_number, Kind.SAME, draft.raw, {}, {}, remarks, {}, None, {})

    def _refuse_elsewhere(self, person: Standing, month: Month) -> None:
        name, number = person.member.name, person.member.id or 0
        if not self._file.collects:
            raise InvalidRecord({"name": "临时党支部不收缴党费，没有取入"})
        if not self._file.pays_from(number, month):
            words = f"“{name}”从{month_words(month)}起不在本支部交纳党费，没有取入"
            raise InvalidRecord({"name": words})

    def _fixed_row(self, draft: Draft, person: Standing, month: Month) -> PreviewRow:
        number = person.member.id or 0
        before = self._file.fixed_from(number, month)
        doubts = _of_identity(draft, person)
        begun = before.basis if before else self._begun(number, month)
        basis, why = self._with_class(draft, person, begun, month)
        if why:
            doubts["payer"] = why
        stated = own_words({name: draft.cells.get(name, "") for name in _STATED})
        made = self._maker.made(draft, replace(basis, **stated), doubts)
        said = explained(made.basis, self._rounding).removesuffix("。")
        if exceeds_cap(made.basis):
            doubts = {"base": said, **{n: text for n, text in doubts.items() if n != "base"}}
        remarks = {} if "base" in doubts else {MADE: said}
        if before is None and self._is_within_year(number, month):
            remarks["since"] = "本年已有核定，年内一般不变动（组电明字〔2017〕5号（1）），请核对"
        return judged_row(draft, made, before, Said(doubts, remarks), self._places)

    def _is_within_year(self, number: int, month: Month) -> bool:
        """Return whether a month is in a year that has its amount, in a branch that keeps to it."""
        held = self._file.basis_in(number, month)
        is_of_year = bool(held and held.since and held.since.year == month.year)
        return is_of_year and not self._file.settings.within_year

    def _begun(self, number: int, month: Month) -> Basis:
        """Return the 核定 of a month that none is on file for."""
        held = self._file.basis_in(number, month)
        cause = cause_from(month, is_fixed=held is not None)
        return Basis(member_id=number, since=month_text(month), cause=cause)

    def _with_class(
        self, draft: Draft, person: Standing, begun: Basis, month: Month
    ) -> tuple[Basis, str]:
        """Return a 核定 with its class: as written, as fixed before, else taken, and why to look."""
        stated = draft.cells.get("payer", "")
        if known := known_class(stated):
            is_marked = str(draft.cells.get("remark", "")).startswith(ASSUMED)
            return replace(begun, payer=known, is_assumed=is_marked), ""
        bases = self._file.bases_of(person.member.id or 0)
        held = self._file.basis_in(person.member.id or 0, month) or (bases[-1] if bases else None)
        if held:
            return replace(begun, payer=held.payer, is_assumed=held.is_assumed), ""
        items = frozenset(column.item.label for column in self._columns if column.item)
        day = month_text(month).last
        payer, why = assumed_class(person.member, day, items, stated)
        return replace(begun, payer=payer, is_assumed=bool(why)), why


def _unknown(name: str) -> str:
    if not name:
        return "没有姓名"
    return f"册上没有“{name}”，没有取入；请核对姓名，或先把这个人登记到名册"


def _of_identity(draft: Draft, person: Standing) -> dict[str, str]:
    """Return what is to be looked at where a row's number is that of somebody called otherwise."""
    if draft.name == person.member.name:
        return {}
    return {"name": f"公民身份号码与册上的“{person.member.name}”相同，姓名不同，按册上的人核定"}
