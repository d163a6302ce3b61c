"""A day typed without its year: that of the year one works in is offered, and Enter takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.fields import Kind
from models.values import day_within

if TYPE_CHECKING:
    from datetime import date

    from models.fields import Field

_DAYS = frozenset({Kind.DATE, Kind.PARTIAL_DATE})
_OFFER = re.compile("；如果是[0-9-]+，请在这一栏按回车，不是的请补上年份")


def with_offer(sentence: str, meant: date) -> str:
    """Return why a text is no date, with the day that it may mean."""
    return f"{sentence}；如果是{meant}，请在这一栏按回车，不是的请补上年份"


def without_offer(sentences: str) -> str:
    """Return sentences without the days they offer, to be said away from their fields."""
    return _OFFER.sub("", sentences)


def day_meant(field: Field, year: int | None, text: str) -> date | None:
    """Return the day of a year that a text may mean in a field, None if none can stand there."""
    if year is None or field.kind not in _DAYS:
        return None
    meant = day_within(year, text)
    return None if meant and field.problem(field.parse(str(meant))) else meant
