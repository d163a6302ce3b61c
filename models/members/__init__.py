"""Members: who they are, and what is true of each from one day to another."""

from __future__ import annotations

from models.members.records import Member, Movement, Period
from models.members.standing import Standing, members_on

__all__ = ["Member", "Movement", "Period", "Standing", "members_on"]
