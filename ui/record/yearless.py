"""A day typed without its year: that of the year one works in is offered, and Enter takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def with_offer(sentence: str, meant: date) -> str:
    """Return why a text is no date, with the day that it may mean."""
    return f"{sentence}；如果是{meant}，请在这一栏按回车，不是的请补上年份"
