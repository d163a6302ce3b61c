"""Who owes which months: for the list of arrears, its slips, and R-18."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.dues.words import months_words

if TYPE_CHECKING:
    from models.dues.account import Month, MonthState
    from models.dues.book import DuesBook
    from models.dues.settings import DuesSettings
    from models.members.standing import Standing

Notice = Literal["", "提醒", "再次提醒", "请研究"]


@dataclass(frozen=True, slots=True)
class Arrear:
    """What one member owes, up to the last month whose day of collection is past.

    `on_end` counts the months unpaid on end without waived ones (R-18). Somebody who left owing
    is among them: `person.on_roll` tells.
    """

    person: Standing
    states: tuple[MonthState, ...]
    on_end: int
    notice: Notice

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of which something is owed."""
        return tuple(state.month for state in self.states)

    @property
    def owed(self) -> int:
        """What is owed of them all, in 分."""
        return sum(state.owed for state in self.states)

    @property
    def words(self) -> str:
        """2025年12月、2026年3月至5月."""
        return months_words(self.months)


def arrears(book: DuesBook) -> list[Arrear]:
    """Return who owes anything on the book's day, in the branch's order."""
    return [found for person in book.everyone() if (found := arrear_of(book, person))]


def arrear_of(book: DuesBook, person: Standing) -> Arrear | None:
    """Return what someone owes on the book's day, None for nothing."""
    states = book.owed_until_now(person)
    if not states:
        return None
    on_end = book.unpaid_on_end(person)
    return Arrear(person, tuple(states), on_end, notice_of(on_end, book.settings))


def notice_of(on_end: int, settings: DuesSettings) -> Notice:
    """Return what so many months unpaid on end call for (R-18); never a change of 党籍状态."""
    if on_end >= settings.study_after:
        return "请研究"
    if on_end >= settings.second_notice:
        return "再次提醒"
    return "提醒" if on_end >= settings.first_notice else ""
