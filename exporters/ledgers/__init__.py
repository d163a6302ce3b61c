"""The catalogue of ledgers: code to declaration. A ledger declares; `Ledger.make` builds any."""

from __future__ import annotations

from exporters.ledgers.branch import CHANGES, COMMITTEE, GROUPS
from exporters.ledgers.dues import DUES, DUES_BASIS
from exporters.ledgers.dues_books import DUES_REMIT, DUES_USE
from exporters.ledgers.ledger import Asked, Ledger
from exporters.ledgers.life import (
    APPRAISALS,
    DUAL_LIFE,
    LIFE_MEETINGS,
    STUDY,
    TALKS,
    THOUGHT,
    VOLUNTEER,
)
from exporters.ledgers.meetings import ATTENDANCE, ELECTIONS, MEETINGS, THEME_DAYS
from exporters.ledgers.members import MEMBERS
from exporters.ledgers.remembered import remember, remembered

CATALOGUE: dict[str, Ledger] = {
    ledger.code: ledger
    for ledger in (
        MEMBERS, CHANGES, COMMITTEE, GROUPS, DUES_BASIS, DUES, DUES_REMIT, DUES_USE, MEETINGS, THEME_DAYS, LIFE_MEETINGS, DUAL_LIFE,
        APPRAISALS, TALKS, THOUGHT, STUDY, VOLUNTEER, ELECTIONS, ATTENDANCE,
    )
}  # fmt: skip

__all__ = ["CATALOGUE", "Asked", "Ledger", "remember", "remembered"]
