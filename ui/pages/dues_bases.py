"""核定: what each member is to pay a month in the working year, typed, pasted or copied forward."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.dues.bases_of_year import (
    CARRIED,
    FIXED,
    HALF,
    UNFIXED,
    BasisLine,
    lines_of_year,
    next_change,
    words_of_lines,
)
from models.dues.book import DuesBook
from models.dues.fixing import (
    Fixed,
    above_cap,
    items_of,
    problems_of,
)
from models.dues.half_fixed import half_fixed
from models.dues.item_text import items_text
from models.dues.reclassing import refixed_with_items
from models.dues.records import Basis, LargeDues, month_text
from models.fields import Field, field_of
from models.members.records import Member
from models.rules.dues_parts import BASES
from models.rules.dues_year import dues_rule
from ui.pages.dues_basis_form import ASKED, ITEMS, BasisForm
from ui.pages.dues_basis_side import BasisSide
from ui.pages.dues_basis_view import (
    RATE,
    STATE,
    WIDTHS,
    BasesView,
    Judged,
    rate_column,
    state_column,
)
from ui.pages.dues_basis_writing import BasisWriting
from ui.pages.dues_half_steps import HalfSteps
from ui.pages.dues_part import DuesPart
from ui.record.form import Group as FieldGroup
from ui.record.view import View
from ui.table.columns import Column
from ui.widgets import button
from ui.writing import for_writing, is_refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.dues.fixing import Item
    from models.rules.dues import Rounding
    from models.rules.findings import Finding, Rule
    from models.store import Store
    from ui.record.cell_work import Edit
    from ui.record.form import RecordForm
    from ui.record.row_menu import Act


class BasesPage(DuesPart):
    """One line for everyone who pays here in the year."""

    record: ClassVar[type[Any]] = Basis
    unit: ClassVar[str] = "人"
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", STATE, "payer", "base", RATE, "amount", "since", "cause", "reason", "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = ASKED
    dated: ClassVar[str] = "since"
    checked: ClassVar[str] = BASES
    hint: ClassVar[str] = "姓名、类别"
    empty: ClassVar[str] = (
        "这里核定每名党员每月交多少党费。还没有在本支部交纳党费的人：先到“党员”录入或导入；"
        "临时党支部一般不收缴党费。"
    )

    part_wanted = Signal(str, int)
    """Another tab, by the table it shows, for a member by id."""
    steps_changed = Signal()

    def __init__(self, store: Store) -> None:
        self._book: DuesBook | None = None
        self._copy = button("照去年核定…", self._copy_forward)
        self._payroll = button("核对工资表…", self._reconcile)
        self._writing = BasisWriting(self)
        super().__init__(store)
        self.half_steps = HalfSteps(self)
        self.half_steps.changed.connect(self.steps_changed)
        self.steps = self.half_steps
        for_writing(store, self._copy, self._payroll)
        if not store.read_only:
            self._none_yet.say("人在这里不用新增：在本支部交纳的每个人自动各有一行。")

    # As a page of records.

    def make_view(self) -> View:
        """Return how 核定 are shown: by member, whether there is one yet or not."""
        made = super().make_view()
        return BasesView(
            record=made.record, title=made.title, unit=made.unit, columns=made.columns,
            groups=made.groups, rows=made.rows, name_of=made.name_of,
            search_hint=made.search_hint, empty=made.empty, tables=made.tables,
            record_of=lambda line: line.basis, key=lambda basis: basis.member_id,
            refixed=lambda line, values: self.refixed(line, values).basis,
            judged=lambda basis: problems_of(basis, self.rounding),
        )  # fmt: skip

    @property
    def book(self) -> DuesBook:
        """The dues as on the page's day."""
        if self._book is None:
            self._book = DuesBook(self.store, self.day)
        return self._book

    @property
    def rounding(self) -> Rounding:
        """How the branch rounds a monthly amount."""
        return self.book.settings.rounds

    def filters(self) -> list[QWidget]:
        """Offer to copy last year's and to hold them against a payroll."""
        return [self._copy, self._payroll]

    def first_steps(self) -> list[QWidget]:
        """Lead to where members are entered."""
        return [button("去“党员”", lambda: self.wanted.emit("members"), "primary")]

    def _rows(self, store: Store, day: date) -> list[Any]:
        self._read_names(store)
        self._book = DuesBook(store, day)
        half = half_fixed(store, self.year)
        rows = [self._with_half(line, half) for line in lines_of_year(self.book, self.year)]
        self._copy.setVisible(any(line.state == CARRIED for line in rows))
        return rows

    def _with_half(self, line: BasisLine, half: Mapping[int, Mapping[str, Any]]) -> BasisLine:
        values = half.get(line.member_id)
        if line.state != UNFIXED or not values:
            return line
        return replace(line, basis=replace(line.basis, **values), state=HALF)

    def refixed(self, line: Any, values: Mapping[str, Any]) -> Fixed:
        """Return the 核定 of a line with other values, and its items where they still make it."""
        return refixed_with_items(Fixed(line.basis, self.items_of(line)), values, self.rounding)

    def _judge(self, shown: Any, values: Mapping[str, Any]) -> None:
        self.view.changed(shown, values)

    def name_of(self, record: Any) -> str:
        """Return whose 核定 it is."""
        return self._names.get(record.member_id, "")

    def go_to_finding(self, finding: Finding, number: int) -> None:
        """Show the record of a finding; of one who has no 核定 yet their line here."""
        if finding.table == Member.table and not finding.field:
            self.show_member(number)
        else:
            super().go_to_finding(finding, number)

    def remarks(self, record: Any) -> dict[str, str]:
        """Return field name to what is unusual about its value: more than is usually asked (R-12)."""
        found = super().remarks(record)
        if words := above_cap(record):
            found["amount"] = words
        return found

    def told(self) -> tuple[str, Rule | None]:
        """Return how many are fixed, and what all of them pay a month."""
        lines = self.model.every_row
        return (words_of_lines(lines), dues_rule("R-11")) if lines else ("", None)

    # Columns.

    def _column(self, name: str) -> Column:
        if name == STATE:
            return state_column()
        if name == RATE:
            return rate_column(lambda: self.rounding)
        field = field_of(Basis, name)
        if name == "member_id":
            return Column(
                self._for_names(field, 6),
                lambda line: self._names.get(line.member_id, ""),
                fixed="在本支部交纳的每个人各有一行",
            )
        width = WIDTHS.get(name, field.width)
        return Judged(
            replace(field, width=width),
            lambda line: getattr(line.shown, name),
            own=True,
            judge=self._judge,
        )

    # The form.

    def extra_fields(self) -> tuple[Field, ...]:
        """Return the items of the base, and the branch's own columns."""
        return (ITEMS, *super().extra_fields())

    def make_form(self) -> RecordForm:
        """Return the form, which works the amount out as one types."""
        own = tuple(field.name for field in self.columns.own_fields)
        groups = (*self.view.groups, FieldGroup("自设栏目", own)) if own else self.view.groups
        form = BasisForm(groups, self.extra_fields(), super().remarks, self.rounding)
        form.large_asked.connect(self._go_large)
        return form

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return the items of a line's base, and what stands in the branch's own columns."""
        found = super().extra_of(shown)
        items = self.items_of(shown) if shown is not None else ()
        return {**found, ITEMS.name: items_text(items)}

    def items_of(self, line: Any) -> tuple[Item, ...]:
        """Return the items of the base that someone pays by."""
        return items_of(self.store, line.shown) if line.shown.id else ()

    def stored(self, key: Any) -> Any:
        """Return the 核定 of a member as the file has it now, or what a new one begins with."""
        lines = lines_of_year(DuesBook(self.store, self.day), self.year)
        found = next((line for line in lines if line.member_id == key), None)
        return found.basis if found else super().stored(-1)

    def begin_change(self, line: Any) -> None:
        """Begin a new 核定 of someone whose wage or class has changed."""
        if is_refused(self) or self.beside.is_busy():
            return
        self.beside.add()
        if form := self.side.form:
            since = month_text(next_change(self.book, self.year))
            held = line.shown
            for name, text in (
                ("member_id", str(line.member_id)), ("since", str(since)), ("payer", held.payer),
                ("is_assumed", "是" if held.is_assumed else "否"), ("cause", "工资变动"),
            ):  # fmt: skip
                form.put(name, text)
            form.focus_field("base")

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a 核定 from the form with the items of its base."""
        return self._writing.save(record, extra)

    # Cells.

    def write(
        self,
        edits: Sequence[Edit],
        title: str,
        added: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = (),
    ) -> list[int]:
        """Write what is whole as one step; what still lacks class or base is kept for later."""
        del added
        self._writing.write(edits, title)
        return []

    def rows_meant(
        self,
        block: Sequence[Sequence[str]],
        columns: Sequence[Column | None],
        targets: Sequence[Any],
    ) -> Sequence[Any]:
        """Return the lines by name where names are pasted as well; others by their place."""
        at = next((p for p, c in enumerate(columns) if c and c.field.name == "member_id"), None)
        if at is None:
            return targets
        named: dict[str, list[Any]] = {}
        for line in self.model.every_row:
            for name in {self._names[line.member_id], line.person.member.name}:
                named.setdefault(name, []).append(line)
        found = (named.get(cells[at].strip(), []) for cells in block)
        return [lines[0] if len(lines) == 1 else None for lines in found]

    def remove(self, rows: Sequence[Any]) -> None:
        """Take the year's own 核定 of some lines off the file, as one step."""
        self._writing.remove(rows)

    def row_actions(self, rows: Sequence[Any]) -> Sequence[Act]:
        """Offer a new 核定 of one whose wage has changed."""
        is_one = len(rows) == 1 and rows[0].state == FIXED
        anew = partial(self.begin_change, rows[0]) if is_one else None
        acts: list[Act] = [("工资变了，重新核定…", anew)]
        assumed = [line.held for line in rows if line and line.held and line.held.is_assumed]
        if assumed:
            acts.append(("类别没错", partial(self._writing.confirm_classes, assumed)))
        return acts

    def show_record(self, table: str, number: int) -> None:
        """Choose the line of a 核定's member."""
        row = self.store.row(table, number) if table == Basis.table else None
        if row is not None and not self.beside.is_busy():
            self.show_key(row["member_id"])

    def show_member(self, member_id: int) -> None:
        """Choose a member's line."""
        if not self.beside.is_busy():
            self.show_key(member_id)

    # What stands beside, and the two ways to fix many at once.

    def profile(self, shown: Any) -> QWidget | None:
        """Return why someone pays what they pay, and what was fixed before."""
        name = self.name_of(shown.basis)
        side = BasisSide(shown, name, self.book, self.year, self.items_of(shown))
        side.edit_asked.connect(lambda: self.edit(shown))
        side.change_asked.connect(lambda: self.begin_change(shown))
        side.large_asked.connect(lambda: self._go_large(shown.member_id))
        side.close_asked.connect(self.close_side)
        for_writing(self.store, *side.writing)
        return side

    def _go_large(self, member_id: int) -> None:
        self.part_wanted.emit(LargeDues.table, member_id)

    def _copy_forward(self) -> None:
        from ui.pages.dues_copying import copy_forward  # noqa: PLC0415 - when first asked for

        if not is_refused(self) and not self.beside.is_busy():
            copy_forward(self, self.book, self.model.every_row, self._names)

    def _reconcile(self) -> None:
        from ui.pages.dues_payroll import PayrollCheck  # noqa: PLC0415 - when first asked for

        if not is_refused(self) and not self.beside.is_busy():
            PayrollCheck(self).choose()
