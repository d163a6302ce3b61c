"""How 核定 are shown and judged in a table: the amount that follows, and what is still to be typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.dues.bases_of_year import CARRIED, FIXED, HALF, UNFIXED
from models.dues.fixing import is_confirmed, monthly_of
from models.errors import InvalidRecord
from models.fields import Field, Kind, validate
from ui.record.view import View
from ui.table.columns import KEPT, Column

if TYPE_CHECKING:
    from models.dues.records import Basis
    from models.rules.dues import Rounding

STATE, RATE = "state", "rate"
TONES = {FIXED: "good", CARRIED: "warn", HALF: "warn", UNFIXED: "accent"}
WIDTHS = {"payer": 7, "base": 6, "amount": 5, "cause": 5, "remark": 6, "reason": 8}
_WHOLE_LINE = "请先填“与标准不同的原因”，或按 Ctrl+Enter 打开这一条一起填"
_TOGETHER = "类别和它要同时改，请按 Ctrl+Enter 打开这一条一起填"


@dataclass(frozen=True, slots=True)
class Judged(Column):
    """A column whose typed text is held against the class and base beside it."""

    judge: Callable[[Any, Mapping[str, Any]], object] = lambda _row, _values: None

    def meaning(self, text: str, row: Any = None) -> Any:
        """Return the value of a text; a class pasted over itself confirms one that was assumed."""
        found = Column.meaning(self, text, row)
        is_class = self.field.name == "payer" and text.strip() and row is not None
        return row.shown.payer if found is KEPT and is_class and row.shown.is_assumed else found

    def fault(self, text: str, row: Any = None) -> str:
        """Return the sentence about a text for the cell, "" if it can stand there."""
        if (sentence := Column.fault(self, text, row)) or row is None:
            return sentence
        value = self.meaning(text, row)
        if value is KEPT:
            return ""
        try:
            self.judge(row, {self.field.name: value})
        except InvalidRecord as error:
            needs_reason = "amount" in error.problems and "原因" in str(error)
            return f"{error}：{_WHOLE_LINE}" if needs_reason else str(error)
        return ""


def state_column() -> Column:
    """Return whether there is a 核定 of the year, in a tinted word."""
    tip = "沿用以前的核定：改动类别、基数，就是本年的新核定；没有变的用“照去年核定”"
    return Column(
        Field("核定", width=5, name=STATE),
        lambda line: line.state,
        tone=lambda line: TONES[line.state],
        tip=lambda line: tip if line.state == CARRIED else "",
    )


def rate_column(rounding: Callable[[], Rounding]) -> Column:
    """Return the rate that class and base give, 1.5%; nothing for a class that has none."""

    def permille(line: Any) -> int:
        try:
            return monthly_of(line.shown, rounding()).permille or 0
        except InvalidRecord:
            return 0

    return Column(
        Field("比例", Kind.INTEGER, width=3, name=RATE),
        lambda line: f"{found / 10:g}%" if (found := permille(line)) else "",
        order=permille,
        fixed="由党员类别和交纳基数得出",
    )


def _sound(_basis: Basis) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesView(View):
    """How 核定 are shown; one without class or base yet is no fault, it waits for the rest."""

    judged: Callable[[Basis], Mapping[str, str]] = _sound
    """What is wrong with a 核定, by field."""
    refixed: Callable[[Any, Mapping[str, Any]], Basis] = lambda line, _values: line.basis
    """The 核定 of a line with other values, and with what follows from them."""

    def changed(self, shown: Any, values: Mapping[str, Any]) -> Any:
        """Return the 核定 of a line with other values; without an amount where it is not yet whole.

        Raises:
            InvalidRecord: if it would not be acceptable so; of one who is fixed already, also if
                it would be no longer whole.
        """
        made = self.refixed(shown, self._settled(values))
        if shown.held and is_confirmed(shown.basis, made):
            return made  # what was fixed stands as it was, like its amount or not
        found = dict(self.judged(made))
        if made.amount is None and found.keys().isdisjoint(values):
            if shown.held is None:
                return made
            raise InvalidRecord({name: f"{text}：{_TOGETHER}" for name, text in found.items()})
        if found:
            raise InvalidRecord(found)
        validate(made)
        return made

    def made(self, values: Mapping[str, Any]) -> Any:
        """Refuse a line that is nobody's: everyone who pays here has one.

        Raises:
            InvalidRecord: always, with the sentence to show.
        """
        del values
        raise InvalidRecord(
            {"member_id": "姓名对不上本年在本支部交纳的一个人；有同名的请写成“姓名（出生年月）”"}
        )
