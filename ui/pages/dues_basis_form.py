"""The form of a 核定: the items of its base, the amount worked out as one types, and why it is so."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal

from models.codes import labels
from models.dues.fixing import exceeds_cap, explained, pays_by_base, refixed
from models.dues.item_text import (
    base_of_items,
    base_of_text,
    items_of_text,
    items_problem,
    items_text,
)
from models.dues.reclassing import reclassed
from models.dues.records import Basis
from models.errors import InvalidRecord
from models.fields import Field, Kind
from ui.pages.dues_items import ItemsEditor
from ui.record.form import RecordForm
from ui.widgets import button, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.rules.dues import Rounding
    from ui.record.editors import Editor
    from ui.record.form import Group

ITEMS = Field("基数的各项", Kind.LONG_TEXT, name="items", check=items_problem)
ASKED = (
    "member_id", "since", "payer", "base", "amount", "reason", ITEMS.name, "cause", "decided_on",
    "is_assumed", "remark",
)  # fmt: skip
_FOLLOWED = ("member_id", "since", "payer", "base", "amount", "reason")
"""Fields that the words below the amount follow from."""


class BasisForm(RecordForm):
    """The form; class and base give the amount, the items the base, unless either is typed."""

    large_asked = Signal(int)
    """A member, by id, is to be entered for 大额党费."""

    def __init__(
        self,
        groups: Sequence[Group],
        extra: Sequence[Field],
        remarks: Callable[[Any], Mapping[str, str]],
        rounding: Rounding,
    ) -> None:
        self._rounding = rounding
        self._payer = self._unfit = ""
        super().__init__(Basis, groups, extra=extra, remarks=remarks)
        self._words = label("", "second", wrap=True)
        self._large = button("登记为大额党费…", self._ask_large)
        self.add_below("amount", self._large)
        self.add_below("amount", self._words)
        self.edited.connect(self._explain)
        self._explain()

    @property
    def words(self) -> str:
        """What explains the amount."""
        return self._words.text()

    def make_editor(self, field: Field) -> Editor:
        """Return the small table for the items, else what the field's kind asks for."""
        if field.name != ITEMS.name:
            return super().make_editor(field)
        return cast("Editor", ItemsEditor(field, self._class_and_month))

    def _class_and_month(self) -> tuple[str, Any]:
        basis = self._as_typed()
        return basis.payer, basis.since and basis.since.first

    def show_record(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show a 核定 and what explains it."""
        super().show_record(record, extra)
        self._payer, self._unfit = record.payer if record else "", ""
        self._explain()

    def refresh(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show it as it is now where nothing else was typed."""
        super().refresh(record, extra)
        self._explain()

    def _as_typed(self) -> Basis:
        """Return what the fields mean so far; what means nothing yet is left out."""
        found: dict[str, Any] = {}
        for name in _FOLLOWED:
            if name in self._rows:
                try:
                    value = self._rows[name].value()
                except InvalidRecord:
                    continue
                if value is not None:
                    found[name] = value
        return Basis(**found)

    def _on_edit(self, name: str) -> None:
        if name == ITEMS.name:
            base = base_of_text(self._rows[name].editor.entered())
            if base is not None:
                self._show("base", base)
        if name == "payer":
            self._type_class(self._as_typed())
        elif name in {"since", "base", ITEMS.name}:
            self._work_out("base")
        super()._on_edit(name)

    def _type_class(self, basis: Basis) -> None:
        """Take a class once it is whole; the one that stood there leaves the amount as it is."""
        if basis.payer not in labels("payer"):
            return
        is_same = basis.payer == self._payer and basis.amount is not None and not self._unfit
        self._take_class(basis)
        if not is_same:
            self._work_out("payer")

    def _take_class(self, basis: Basis) -> None:
        """Let a class typed confirm itself, and another count the items of its own."""
        before, self._unfit = self._payer, ""
        self._rows["is_assumed"].editor.show_text("否")
        if basis.payer == before:
            return
        editor = self._rows[ITEMS.name].editor
        with suppress(ValueError):  # what is wrong with the items is said at them
            items = items_of_text(editor.entered())
            if before and items and basis.since and pays_by_base(basis):
                try:
                    items = reclassed(items, before, basis.payer, basis.since.first)
                except InvalidRecord as error:
                    self._unfit = f"{error}。"
                    return
                editor.show_text(items_text(items))
                self._show("base", base_of_items(items))
        self._payer = basis.payer

    def _work_out(self, name: str) -> None:
        """Show the amount that follows, where nothing else was fixed for a reason."""
        basis = self._as_typed()
        made = refixed(basis, {name: getattr(basis, name)}, self._rounding)
        self._show("amount", made.amount)

    def _show(self, name: str, fen: int | None) -> None:
        made = self._rows[name]
        made.editor.show_text(made.field.display(fen))
        made.say("")

    def _explain(self) -> None:
        basis = self._as_typed()
        if not basis.payer and not basis.base:
            words = "选好党员类别、填好交纳基数，月交金额自动算出；按固定金额交纳的不填基数。"
        else:
            try:
                words = explained(basis, self._rounding)
            except InvalidRecord as error:
                words = f"{error}。"
        self._words.setText(f"{self._unfit}{words}")
        self._large.setVisible(exceeds_cap(basis) and bool(basis.member_id))

    def _ask_large(self) -> None:
        self.large_asked.emit(self._as_typed().member_id)
