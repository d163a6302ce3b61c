"""What is on file, as an import needs it: values to hand to a task, no connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.members.records import Member
from models.members.standing import Standing, everyone_on
from models.own_columns import own_fields, own_values

if TYPE_CHECKING:
    from models.fields import Field
    from models.store import Store

PREFERENCE = "mapping:members"


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone on file as on `day`, and the columns mapped by hand before.

    `own` are the columns the branch added to the roster; `own_values` are what stands in them, by
    member id and field name.
    """

    day: date
    people: tuple[Standing, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Field, ...] = ()
    own_values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def roll_of(store: Store, day: date | None = None) -> Roll:
    """Return what is on file, as on `day` or today."""
    day = day or datetime.now().astimezone().date()
    remembered = store.preference(PREFERENCE, {}, {str: str})
    return Roll(
        day,
        tuple(everyone_on(store, day)),
        remembered,
        own_fields(store, Member.table),
        own_values(store, Member.table),
    )
