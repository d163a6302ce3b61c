"""What every tab of dues beside the grid has in common: what its rules leave to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from models.dues.records import (
    Basis,
    BasisItem,
    DuesUse,
    DuesWaiver,
    LargeDues,
    PaidMonth,
    Payment,
    Publication,
    Remittance,
)
from models.rules.dues_parts import findings_of_part
from ui.page import today
from ui.pages.life_page import PEOPLE, LifePage
from ui.pages.rule_strip import RuleStanding

if TYPE_CHECKING:
    from models.rules.findings import Finding, Rule

_TOLD = 2
"""How many doubts stand above the table; the rest is behind a button."""
DUES = PEOPLE | {
    each.table
    for each in (
        Basis, BasisItem, DuesWaiver, Payment, PaidMonth, LargeDues, Remittance, DuesUse,
        Publication,
    )
} | {"branch", "period", "movement", "party_group", "meeting", "vote", "agenda_item"}  # fmt: skip
"""The tables that dues follow from."""


class DuesPart(LifePage):
    """One kind of record of dues in the working year, with its findings above the table."""

    tables: ClassVar[frozenset[str]] = DUES
    checked: ClassVar[str]
    """The part of the checks that is told of here, one of `models.rules.dues_parts`."""

    def told(self) -> tuple[str, Rule | None]:
        """Return where the records stand, in words, and the rule for it; "" for nothing to tell."""
        return "", None

    def findings(self) -> list[Finding]:
        """Return what is to be checked of these records in the working year."""
        return findings_of_part(self.store, self.checked, self.year, today())

    def standing(self) -> RuleStanding | None:
        """Return where the records stand, and the first things to be checked."""
        doubts = [finding.text for finding in self.findings()]
        words, rule = self.told()
        if not words and not doubts:
            return None
        more = f"看全部 {len(doubts)} 处" if doubts[_TOLD:] else "去核对"
        return RuleStanding(words, rule, "".join(doubts[:_TOLD]), way=more if doubts else "")

    def lead_on(self) -> None:
        """List everything that is to be checked, with the way to each."""
        from ui.pages.findings_list import chosen_of  # noqa: PLC0415 - when first asked for

        wanted = chosen_of(self, f"{self.year} 年{self.record.title}要核对的", self.findings())
        if wanted is not None and wanted.record_id is not None:
            self.go_to_finding(wanted, wanted.record_id)

    def go_to_finding(self, finding: Finding, number: int) -> None:
        """Show the record of a finding, by its id, at the field to be mended."""
        if finding.table != self.record.table:
            self.record_wanted.emit(finding.table, number)
            return
        self.show_record(finding.table, number)
        shown = self.model.row_at(self.table.currentIndex())
        if shown is not None and self.view.record_of(shown).id == number:
            self.edit_field(shown, finding.field)
