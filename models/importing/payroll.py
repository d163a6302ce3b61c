"""A payroll (工资表) or a list of 核定, from which each member's monthly amount is fixed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.fixing import save_fixed
from models.dues.reconciling import reconciled
from models.dues.records import Basis, month_of, month_text
from models.dues.words import month_words
from models.fields import field_of
from models.importing.amounts import amount_of
from models.importing.dues_on_file import OfDues
from models.importing.heading import plain
from models.importing.item_words import TOLD
from models.importing.judged import Judged, Kind
from models.importing.mapping import FIELDS, choose, labels_of, letter
from models.importing.months import month_in_title, title_of, year_in_title
from models.importing.own import own_sheet
from models.importing.pay_columns import (
    by_rule,
    counted_items,
    is_pay,
    item_labels,
    pay_column,
    to_ask,
    uses_of,
)
from models.importing.payroll_rows import PayrollRows
from models.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.change import Change
    from models.dues.book import DuesBook
    from models.dues.reconciling import Reconciliation
    from models.fields import Field
    from models.importing.heading import Column, Heading
    from models.importing.judged import PreviewRow
    from models.importing.preview import Preview
    from models.importing.subject import ColumnUse
    from models.importing.workbook import Progress, SheetRows
    from models.store import Store

_TAKEN = ("since", "payer", "base", "amount", "cause", "reason", "decided_on", "remark")
_ALIASES = {
    "since": ("月份", "起始月份", "核定月份", "所属月份"),
    "payer": ("身份", "人员性质", "人员身份", "编制类别"),
    "base": ("党费计算基数", "党费交纳基数", "党费缴纳基数", "缴纳基数", "计费基数"),
    "amount": ("月缴金额", "月应交党费", "每月应交党费", "月交党费", "月缴党费", "应交党费", "月交纳党费"),
}  # fmt: skip
_NO_AMOUNTS = ("号", "序", "年龄", "工龄", "天", "人数", "比例", "率", "次", "月份", "日期", "话")
"""What a heading of numbers that are no money says."""


@cache
def payroll_fields() -> Mapping[str, Field]:
    """Return what a column of a payroll may fill beside the items of the base, by name."""
    known = {name: FIELDS[name] for name in ("name", "identity_number")}
    for name in _TAKEN:
        each = field_of(Basis, name)
        known[name] = replace(each, aliases=(*each.aliases, *_ALIASES.get(name, ())))
    return known | {each.name: each for each in TOLD}


@cache
def _payroll_labels() -> Mapping[str, tuple[str, int]]:
    return {**item_labels(), **labels_of(payroll_fields().values())}


@dataclass(frozen=True, slots=True)
class Payroll(OfDues):
    """Who pays by what; `year` is that of a payroll that does not say of which month it is."""

    code = "dues-basis"
    table = Basis.table
    title = "工资表（党费核定）"
    unit = "人"
    contents = "工资"

    @property
    def fields(self) -> Mapping[str, Field]:
        """Who, of which class, from which month on; a base or an amount that is written."""
        return payroll_fields()

    @property
    def labels(self) -> Mapping[str, tuple[str, int]]:
        """Each heading of a payroll, its items among them."""
        return _payroll_labels()

    @property
    def wanted(self) -> str:
        """The columns without which nothing is recognised, in a sentence."""
        return "“姓名”和工资的栏目，或“交纳基数”“月交金额”"

    def is_meant(self, heading: Heading, _known: int) -> bool:
        """Return whether a heading with a name in it has something to fix an amount by."""
        return bool(counted_items(heading)) or bool(self.named(heading) & {"base", "amount"})

    def refusal(self, sheet: SheetRows) -> str:
        """Return why a sheet of names is no payroll."""
        return (
            f"“{sheet.name}”里没有可计入党费基数的栏目，像是别的表，什么也没有取入；"
            "请确认选对了文件，或写明职务工资、岗位工资等栏目。"
        )

    def uses_of(self, column: Column) -> tuple[ColumnUse, ...]:
        """Return what a column may do to the base."""
        return uses_of(column)

    def chosen(
        self, sheet: SheetRows, heading: Heading, remembered: Mapping[str, str]
    ) -> tuple[dict[int, str], tuple[str, ...]]:
        """Return column index to field name: known items by rule, other amounts to be asked about."""
        own = {use.field.name: use.field for each in heading.columns for use in uses_of(each)}
        mapping, notes = choose(heading, remembered, {**self.fields, **own}, self.labels)
        taken = {name.rpartition(":")[2] for name in mapping.values()}
        for column in heading.columns:
            if not column.labels or column.index in mapping or _is_put_by(column, remembered):
                continue
            name = by_rule(column) or (
                to_ask(column) if _holds_amounts(sheet, heading, column) else ""
            )
            if not name:
                continue
            if column.labels[0] in taken:
                at = letter(sheet.first_column + column.index)
                notes += (f"{at}列“{plain(column.text)}”未取入：已有同名的一列，请在表里改列名",)
                continue
            taken.add(column.labels[0])
            mapping[column.index] = name
        return dict(sorted(mapping.items())), notes

    def judge(self, preview: Preview, progress: Progress | None) -> Judged:
        """Return what taking each person's row would do, and from which month on."""
        title = title_of(preview.sheet, preview.heading)
        named = month_in_title(title)
        month = named or Month(year_in_title(title) or self.year or self.on_file.day.year, 1)
        rows = PayrollRows(self.on_file, preview, month)
        found = rows.judged(self._members(preview), progress)
        told = _told(month, is_named=named is not None) if "since" not in preview.letters else ()
        return Judged(found, tuple(rows.left_out), told)

    def _members(self, preview: Preview) -> dict[int, int]:
        """Return whose 核定 our own export noted for the positions of rows."""
        noted = own_sheet(preview.sheets, self.code).ids(preview.sheet)
        payers = self.on_file.payers if noted else {}
        return {at: payers[basis] for at, basis in noted.items() if basis in payers}

    def step(self, count: int) -> str:
        """Return what the step is called that takes `count` rows."""
        return f"按工资表核定党费：{count}人"

    def writer(
        self, _store: Store, change: Change, _preview: Preview
    ) -> Callable[[PreviewRow], object]:
        """Return what enters one 核定 with the items of its base."""
        return lambda row: save_fixed(change, row.made)


def reconciliation(store: Store, book: DuesBook, preview: Preview) -> Reconciliation:
    """Return how a payroll's preview stands to what is fixed for its month."""
    made = [row.made for row in preview.rows if row.made]
    months = {month_of(each.basis.since) for each in made}
    at = next((at for at, name in preview.mapping.items() if name == "name"), -1)
    refused = {
        _told_of(row, name): name
        for row in preview.rows
        if row.kind is Kind.FAULTY
        for name in [cell_text(row.raw[at]).strip() if 0 <= at < len(row.raw) else ""]
    }
    month = max(months, default=Month.of(book.day))
    columns = {each.index: each for each in preview.heading.columns}
    pay = [pay_column(columns[at], name) for at, name in preview.mapping.items() if is_pay(name)]
    unasked = [column.label for column in pay if column.is_asked]
    payroll = {b.basis.member_id: b for b in made if b.basis.since == month_text(month)}
    found = reconciled(store, book, month, payroll, refused)
    return replace(found, unasked=tuple(unasked), notes=preview.notes)


def _told_of(row: PreviewRow, name: str) -> str:
    """Return what is wrong with a row, with its name where the sentence has none."""
    said = "；".join(row.problems.values())
    return said if not name or name in said else f"{name}，{said}"


def _is_put_by(column: Column, remembered: Mapping[str, str]) -> bool:
    """Return whether someone said before that a column is not taken."""
    return any(remembered.get(label) == "" for label in column.labels)


def _holds_amounts(sheet: SheetRows, heading: Heading, column: Column) -> bool:
    """Return whether a column holds amounts and nothing else, and not numbers of another sort."""
    if any(word in column.text for word in _NO_AMOUNTS):
        return False
    below: Sequence[Sequence[object]] = sheet.rows[heading.last + 1 :]
    cells = [row[column.index] for row in below if column.index < len(row)]
    filled = [cell for cell in cells if cell_text(cell).strip()]
    return bool(filled) and not any(amount_of(cell).fault for cell in filled)


def _told(month: Month, *, is_named: bool) -> tuple[str, ...]:
    words = month_words(month)
    if is_named:
        return (f"按标题从{words}起核定。",)
    return (f"标题没有写明哪年哪月，从{words}起核定；不是这个月的，请加一列“起始月”再导入。",)
