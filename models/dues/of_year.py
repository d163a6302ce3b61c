"""A year of dues in figures: what is made known to the members, without anybody's base."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.dues.book import DuesBook
from models.dues.records import LargeDues, Remittance
from models.dues.using import UseYear, uses_of_year
from models.dues.words import unfixed_words, yuan_words

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


class DuesFigures(NamedTuple):
    """The sums of a year in 分; `asked` is what was due after waivers, for months of that year."""

    year: int
    people: int
    asked: int
    paid: int
    owed: int
    sent: int
    large: int
    uses: UseYear
    unfixed: str = ""
    """What no sum counts as due, in words; "" for nothing."""

    @property
    def words(self) -> str:
        """The figures in one line."""
        told = (
            f"{self.year}年：应交 {self.people} 人 {yuan_words(self.asked)}，"
            f"实交 {yuan_words(self.paid)}，欠交 {yuan_words(self.owed)}；"
            f"上缴 {yuan_words(self.sent)}"
        )
        told += f"；大额党费 {yuan_words(self.large)}" if self.large else ""
        if self.uses.lines:
            told += (
                f"；使用支出 {yuan_words(self.uses.outlay)}，结余 {yuan_words(self.uses.balance)}"
            )
        return f"{told}；另有 {self.unfixed}" if self.unfixed else told


def figures_of(store: Store, year: int, day: date) -> DuesFigures:
    """Return the figures of a year as they stand on a day."""
    lines = DuesBook(store, day).year(year)
    return DuesFigures(
        year,
        sum(bool(line.total("due")) for line in lines),
        sum(line.total("due") - line.total("waived") for line in lines),
        sum(line.total("paid") for line in lines),
        sum(line.total("owed") for line in lines),
        sum(o.amount or 0 for o in store.all(Remittance) if o.since and o.since.year == year),
        sum(o.amount or 0 for o in store.all(LargeDues) if o.paid_on and o.paid_on.year == year),
        uses_of_year(store, year),
        unfixed_words(lines),
    )
