"""What is chosen on the export page, as a sheet; or the sentence why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.ledgers import Asked, remember, remembered
from exporters.papers import CATALOGUE as PAPERS
from exporters.papers.subjects import sets_of, subjects, together, year_of
from models.errors import AppError
from models.members.records import Member
from ui.page import today
from ui.pages.export_choice import ALL

if TYPE_CHECKING:
    from exporters.sheet import Sheet
    from models.store import Store
    from ui.pages.export_choice import ExportChoice

_NOBODY = "还没有党员，先到“党员”页录入或导入。"
_UNKNOWN = "没有选到{noun}；请在“{noun}”里选一条，或改正写的内容。"
_NONE = "{year} 年度还没有可用的{noun}记录，先到“组织生活”页登记，或者换一个年度。"


class Wanted:
    """Offers what a chosen paper can be made of, and makes the sheet of what is chosen."""

    def __init__(self, store: Store, choice: ExportChoice) -> None:
        self._store, self._choice = store, choice
        self._sets: dict[int, list[int]] = {}
        self._offered: tuple[str, int] | None = None
        self._looks: dict[str, Asked] = {}

    def forget(self) -> None:
        """Look anew at what there is to choose: the store has changed."""
        self._offered = None

    def offer(self, also: int = 0) -> None:
        """Offer what the chosen paper can be made of, unless that is offered already.

        `also` is the id of a record that is named among them, though the paper is wanted of others.
        """
        choice = self._choice
        wanted = choice.paper, choice.year
        if not choice.is_of_record or (self._offered == wanted and not also):
            return
        paper = PAPERS[choice.paper]
        found = subjects(self._store, paper, self.asked())
        sets = [(ALL - place, *each) for place, each in enumerate(sets_of(found))]
        self._sets = {number: ids for number, _, ids in sets}
        records = [(one.id, one.words) for one in found]
        if also not in {0, *(number for number, _ in records)}:
            anyone = subjects(self._store, replace(paper, among=None), self.asked())
            records += [(one.id, one.words) for one in anyone if one.id == also]
        choice.offer_records([(number, words) for number, words, _ in sets] + records)
        self._offered = wanted

    def choose(self, code: str, number: int, year: int) -> None:
        """Choose a ledger or paper of a year, and the record it is made of, in whatever year."""
        paper = PAPERS.get(code)
        of = year_of(self._store, paper, number) if paper and number else None
        self._choice.show_year(of or year)
        self._choice.choose(code)
        self.offer(number)
        if number:
            self._choice.choose_record(number)

    def asked(self) -> Asked:
        """Return how it is chosen, a ledger in the look the file remembers."""
        choice = self._choice
        asked = Asked(year=choice.year, made_on=today(), full=choice.full.isChecked())
        code = choice.ledger
        if self._store.read_only and code in self._looks:
            look = self._looks[code]
            return replace(look, year=asked.year, made_on=asked.made_on, full=asked.full)
        return remembered(self._store, code, asked) if code else asked

    def keep_look(self, code: str, asked: Asked) -> None:
        """Keep how a ledger is wanted: in the file, or for as long as this page of one only read."""
        self._looks[code] = asked
        remember(self._store, code, asked)

    def sheet(self) -> Sheet | None:
        """Return the sheet; None for the paper of a record where none is chosen.

        Raises:
            AppError: if it cannot be made of that record.
        """
        choice = self._choice
        if code := choice.ledger:
            return LEDGERS[code].make(self._store, self.asked())
        paper = PAPERS[choice.paper]
        if not choice.is_of_record:
            return paper.make(self._store, 0, self.asked())
        number = choice.record
        if several := self._sets.get(number):
            return together(self._store, paper, several, self.asked())
        return paper.make(self._store, number, self.asked()) if number > 0 else None

    def sheet_or_why(self) -> tuple[Sheet | None, str]:
        """Return the sheet, or the sentence why it cannot be made."""
        try:
            sheet = self.sheet()
        except AppError as error:
            return None, str(error)
        return sheet, "" if sheet else self._why_none()

    def _why_none(self) -> str:
        paper = PAPERS[self._choice.paper]
        kind = paper.record_type
        noun = kind.title if kind else ""
        if self._choice.has_records:
            return _UNKNOWN.format(noun=noun)
        if paper.nobody:
            return paper.nobody
        return _NOBODY if kind is Member else _NONE.format(noun=noun, year=self._choice.year)
