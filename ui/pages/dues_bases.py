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
)
from models.dues.book import DuesBook
from models.dues.fixing import (
    Fixed,
    exceeds_cap,
    items_of,
    monthly_of,
    pays_by_base,
    problems_of,
    remove_fixed,
    save_fixed,
)
from models.dues.half_fixed import half_fixed, keep_half_fixed
from models.dues.item_text import base_of_items, items_of_text, items_text
from models.dues.reclassing import refixed_with_items
from models.dues.records import Basis, LargeDues, month_of, month_text
from models.dues.words import month_words, yuan_words
from models.errors import InvalidRecord
from models.fields import Field, Kind, field_of, validate
from models.members.records import Member
from models.rules.dues import cap
from models.rules.dues_parts import BASES
from models.rules.dues_year import dues_rule
from models.values import format_money
from ui.pages.dues_basis_form import ASKED, ITEMS, BasisForm
from ui.pages.dues_basis_side import BasisSide
from ui.pages.dues_basis_view import RATE, STATE, TONES, WIDTHS, BasesView, Judged
from ui.pages.dues_basis_writing import BasisWriting, not_kept
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

    def __init__(self, store: Store) -> None:
        self._book: DuesBook | None = None
        self._copy = button("照去年核定…", self._copy_forward)
        self._payroll = button("核对工资表…", self._reconcile)
        self._writing = BasisWriting(self)
        super().__init__(store)
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
        if exceeds_cap(record) and (limit := cap(record.since.first)):
            found["amount"] = (
                f"月交{yuan_words(record.amount)}，每人每月一般不超过{yuan_words(limit['most'])}"
                f"（{limit.citation}），自愿多交的可以登记为大额党费，请核对"
            )
        return found

    def told(self) -> tuple[str, Rule | None]:
        """Return how many are fixed, and what all of them pay a month."""
        lines = self.model.every_row
        if not lines:
            return "", None
        number = {state: sum(line.state == state for line in lines) for state in TONES}
        lacking = number[UNFIXED] + number[HALF]
        monthly = sum(line.shown.amount or 0 for line in lines)
        words = f"应核定 {len(lines)} 人，已核定 {number[FIXED]} 人"
        words += f"，沿用以前的核定 {number[CARRIED]} 人" if number[CARRIED] else ""
        words += f"，未核定 {lacking} 人" if lacking else ""
        return f"{words}；每月合计 {format_money(monthly)} 元。", dues_rule("R-11")

    # Columns.

    def _column(self, name: str) -> Column:
        if name == STATE:
            tip = "沿用以前的核定：改动类别、基数，就是本年的新核定；没有变的用“照去年核定”"
            return Column(
                Field("核定", width=5, name=STATE),
                lambda line: line.state,
                tone=lambda line: TONES[line.state],
                tip=lambda line: tip if line.state == CARRIED else "",
            )
        if name == RATE:
            return Column(
                Field("比例", Kind.INTEGER, width=3, name=RATE),
                self._rate,
                order=lambda line: self._permille(line) or 0,
                fixed="由党员类别和交纳基数得出",
            )
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

    def _permille(self, line: Any) -> int | None:
        try:
            return monthly_of(line.shown, self.rounding).permille
        except InvalidRecord:
            return None

    def _rate(self, line: Any) -> str:
        permille = self._permille(line)
        return f"{permille / 10:g}%" if permille else ""

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
                ("cause", "工资变动"),
            ):  # fmt: skip
                form.put(name, text)
            form.focus_field("base")

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a 核定 from the form with the items of its base."""
        items = items_of_text(extra.get(ITEMS.name, ""))
        dropped = ""
        if record.payer and record.since and not pays_by_base(record):
            dropped = not_kept(record, items)
            record, items = replace(record, base=None), ()
        if items and base_of_items(items) != record.base:
            much = format_money(base_of_items(items))
            raise InvalidRecord({"base": f"各项合计是{much}元，与基数不同，请改各项或者基数"})
        if found := problems_of(record, self.rounding):
            raise InvalidRecord(found)
        validate(record)
        with self.store.change(self._title(record)) as change:
            saved = save_fixed(change, Fixed(record, items))
            self.view.save_own(change, saved, extra)
        if dropped:
            self.said.emit(dropped)
        return saved

    def _title(self, basis: Basis) -> str:
        since = month_words(month_of(basis.since)) if basis.since else ""
        return f"核定{self.name_of(basis)}{since}起的党费"

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
        own = [line for line in rows if line.state == FIXED]
        if not own:
            half = half_fixed(self.store, self.year)
            keep_half_fixed(
                self.store, self.year,
                {k: v for k, v in half.items() if k not in {line.member_id for line in rows}},
            )  # fmt: skip
            self.reload()
            self.refused.emit("没有删除：这里没有本年的核定；以前的核定请换到那一年去删除。")
            return
        with self.store.change(self.view.removal_title([line.basis for line in own])) as change:
            for line in own:
                remove_fixed(change, line.basis)

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
