"""How a branch counts its meetings, where the texts leave it to the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from models.kept_settings import is_within, keep_settings_as, read_settings

if TYPE_CHECKING:
    from models.store import Store

_NAME = "settings:meetings"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSettings:
    """The settings, with what is shipped as their defaults.

    `main_only`: a combined meeting counts under its main type only. `late_days`: what was entered
    later than that prints 补录. `lectures`: 党课 a year. `minutes_an_hour`: minutes of a meeting
    that make one 学时. `hours`, `leader_hours`: 学时 a year of a member, of the committee.
    `deputies_equal`: 书记 and 副书记 are elected from as many candidates as posts.
    `grades_probationary`: 预备党员 are given a grade. `excellent_of`: one in so many may be 优秀.
    """

    main_only: bool = False
    late_days: int = 7
    lectures: int = 4
    minutes_an_hour: int = 60
    hours: int = 32
    leader_hours: int = 56
    deputies_equal: bool = True
    grades_probationary: bool = False
    excellent_of: int = 3

    @property
    def most_hours(self) -> int:
        """学时 a year of 书记 and 委员, never less than everyone's."""
        return max(self.hours, self.leader_hours)


LIMITS = {
    "late_days": (0, 366), "lectures": (0, 52), "minutes_an_hour": (30, 120), "hours": (0, 400),
    "leader_hours": (0, 400), "excellent_of": (2, 10),
}  # fmt: skip
"""The least and the most of each number."""
GROUNDS = {
    "lectures": "R-03-lecture", "hours": "R-44", "leader_hours": "R-44-leaders",
    "excellent_of": "R-04", "grades_probationary": "R-04",
}  # fmt: skip
"""The rule that a setting belongs to, by its name among the rules of meetings."""


def meeting_settings(store: Store) -> MeetingSettings:
    """Return a file's settings; what it keeps of another type, or out of bounds, is as shipped."""
    return read_settings(store, _NAME, MeetingSettings(), partial(is_within, LIMITS))


def keep_settings(store: Store, settings: MeetingSettings) -> None:
    """Keep a file's settings.

    Raises:
        InvalidRecord: with the sentence for each number out of its bounds.
    """
    keep_settings_as(store, _NAME, settings, LIMITS)
