"""The 核定 that a payroll's row makes: of its columns, or of a base or an amount that it writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.dues.fixing import Fixed, completed, from_payroll, problems_of
from models.dues.items import Use
from models.dues.words import yuan_words
from models.errors import InvalidRecord
from models.importing.amounts import Amount
from models.importing.item_words import told_items
from models.rules.dues import needs_base

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.dues.records import Basis
    from models.importing.pay_columns import PayColumn
    from models.importing.rows import Draft
    from models.rules.dues import Rounding


class BaseMaker:
    """Makes the 核定 of one sheet's rows."""

    def __init__(self, columns: Sequence[PayColumn], rounding: Rounding) -> None:
        """Prepare for the columns of a sheet that hold amounts."""
        self._columns = columns
        self._rounding = rounding

    def made(self, draft: Draft, basis: Basis, doubts: dict[str, str]) -> Fixed:
        """Return the 核定 that a row makes.

        Raises:
            InvalidRecord: with the sentence at the cell why it makes none.
        """
        if basis.since is None:
            raise AssertionError("a 核定 has its month")
        day = basis.since.first
        amounts, uses = self._amounts(draft, basis.payer, day, doubts)
        if not needs_base(basis.payer, day):
            return self._without_base(draft, basis)
        base, amount = draft.cells.get("base"), draft.cells.get("amount")
        if amounts:
            made = from_payroll(basis, amounts, self._rounding, uses)
            if base is not None and base != made.basis.base:
                doubts["base"] = (
                    f"与各栏算得的{yuan_words(made.basis.base or 0)}不一样，已按各栏核定"
                )
        else:
            basis = completed(replace(basis, base=base, amount=None), self._rounding)
            made = Fixed(basis, told_items(draft.cells, base))
        return self._with_amount(made, amount, doubts)

    def _with_amount(self, made: Fixed, amount: int | None, doubts: dict[str, str]) -> Fixed:
        """Return a 核定 with the amount that a row writes; without a reason it is looked at."""
        if amount is None:
            return made
        stated = replace(made, basis=replace(made.basis, amount=amount))
        if problems := problems_of(stated.basis, self._rounding):
            doubts["amount"] = "；".join(problems.values())
        return stated

    def _without_base(self, draft: Draft, basis: Basis) -> Fixed:
        """Return the 核定 of a class that pays an amount of its own: 农民, 学生."""
        amount = draft.cells.get("amount", basis.amount)
        made = completed(replace(basis, base=None, amount=amount), self._rounding)
        if problems := problems_of(made, self._rounding):
            raise InvalidRecord(problems)
        return Fixed(made)

    def _amounts(
        self, draft: Draft, payer: str, day: date, doubts: dict[str, str]
    ) -> tuple[dict[str, int], dict[str, Use]]:
        """Return what the columns hold, and what each does to the base."""
        amounts, uses, faults = {}, {}, {}
        for column in self._columns:
            found = draft.cells.get(column.name)
            use = column.use(payer, day)
            if not isinstance(found, Amount) or (found.fault and use is Use.LEFT_OUT):
                continue
            if found.fault:
                faults[column.name] = f"{column.label}：{found.fault}"
            if column.is_asked and found.fen:
                doubts[column.name] = (
                    f"“{column.label}”{yuan_words(found.fen)}不知是否计入基数，先没有计入；"
                    "请在列名上方选它的用途"
                )
            amounts[column.label], uses[column.label] = found.fen, use
        if faults:
            raise InvalidRecord(faults)
        return amounts, uses
