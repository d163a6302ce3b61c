"""学时 of a year per person, against what R-44 asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.meetings.settings import meeting_settings
from models.meetings.yearly import PersonYear, people_of_year
from models.members.records import EXEMPTION
from models.members.standing import members_on
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


@dataclass(frozen=True, slots=True)
class Learner:
    """One person's year, and the 学时 asked in tenths; None of whom nothing is firmly asked."""

    year: PersonYear
    needed: int | None

    @property
    def short(self) -> int | None:
        """The 学时 that are lacking in tenths, 0 for none."""
        return None if self.needed is None else max(0, self.needed - self.year.hours)


def learners_of_year(store: Store, year: int, day: date) -> list[Learner]:
    """Return everyone who took part in a year and every member on `day`, by member id."""
    settings = meeting_settings(store)
    found = {(one.member_id, one.name): one for one in people_of_year(store, year)}
    known = {number for number, _ in found}
    needed: dict[int | None, int] = {}
    for person in members_on(store, day):
        number = person.member.id
        if number not in known:
            found[number, person.member.name] = PersonYear(number, person.member.name)
        if person.current(EXEMPTION) is None:
            leads = bool(committee_posts(person))
            hours = settings.most_hours if leads else settings.hours
            needed[number] = 10 * hours
    people = sorted(
        found.values(), key=lambda one: (one.member_id is None, one.member_id, one.name)
    )
    return [Learner(one, needed.get(one.member_id)) for one in people]
