"""What each has paid for each month: on file, and in the rows of a sheet that were read already."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from models.dues.account import Month, MonthState, Span
from models.dues.paying import unlike_due
from models.dues.words import month_words, yuan_words
from models.rules.dues import cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.importing.dues_on_file import DuesOnFile


class PaidSoFar:
    """Judges payments by what is due and by what was paid before them."""

    def __init__(self, on_file: DuesOnFile) -> None:
        """Begin with what is on file."""
        self._file = on_file
        self._parts = {number: Counter(parts) for number, parts in on_file.paid.items()}
        self._sums: dict[tuple[int, Month], int] = defaultdict(int)
        for number, parts in on_file.paid.items():
            for month, fen in parts:
                self._sums[number, month] += fen

    def asked(self, number: int, months: Sequence[Month]) -> dict[Month, int]:
        """Return what is to be paid for some months after what is waived, in 分."""
        return {month: self._state(number, month).asked for month in months}

    def is_known(self, number: int, month: Month, fen: int) -> bool:
        """Return whether a payment is on file: of parts alike as many are known as are on file.

        A grid may hold what was paid for a month in several parts as one.
        """
        parts = self._parts.get(number, Counter())
        if parts[month, fen]:
            parts[month, fen] -= 1
            return True
        of_month = [each for each in parts if each[0] == month and parts[each]]
        if of_month and fen == sum(each[1] * parts[each] for each in of_month):
            for each in of_month:
                parts[each] = 0
            return True
        return False

    def conflict(self, number: int, month: Month, fen: int) -> str:
        """Return why a month that was paid for is not paid for again, "" if it may be."""
        before, asked = self._sums[number, month], self._state(number, month).asked
        if not before or before + fen <= asked:
            return ""
        return (
            f"{month_words(month)}已登记交纳{yuan_words(before)}，这里的{yuan_words(fen)}没有取入；"
            "登记错了的请先改正，另外多交的请在收缴表里登记"
        )

    def doubt(self, number: int, month: Month, fen: int) -> str:
        """Return what is to be looked at in an amount, "" if it is the one to be paid."""
        state, before = self._state(number, month), self._sums[number, month]
        if not state.due:
            return f"还没有核定月交金额，实交{yuan_words(fen)}照登记"
        said = unlike_due(state.asked - before, fen)
        if month > Month.of(self._file.day):
            said = "；".join(filter(None, ("还没有到，请写明提前交纳的原因", said)))
        limit = cap(self._file.day)
        if limit and fen - state.asked >= limit["most"]:
            said += f"；{limit.text.partition('；')[2]}（{limit.citation}）"
        return said

    def take(self, number: int, month: Month, fen: int) -> None:
        """Count a payment among those before the next."""
        self._sums[number, month] += fen

    def _state(self, number: int, month: Month) -> MonthState:
        account = self._file.accounts[number]
        (state,) = account.states(Span(month, month), due_until=month)
        return state
