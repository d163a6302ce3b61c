"""The kinds of movement in their groups: what each asks for, and by which clause."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from models.citing import cited
from models.codes import RESOURCES
from models.fields import Field, Kind, field_of
from models.members.records import Movement, extension_problem

if TYPE_CHECKING:
    from collections.abc import Mapping


MONTHS = "months"


@dataclass(frozen=True, slots=True)
class MovementKind:
    """One kind of movement: its group, the clause it rests on, and the fields it needs."""

    name: str
    group: str
    text: str
    citation: str
    fields: tuple[Field, ...]

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields, in the order asked."""
        return tuple(field.name for field in self.fields)


@cache
def movement_kinds() -> tuple[MovementKind, ...]:
    """Return every kind of movement, those of a group together."""
    path = RESOURCES / "rules" / "movements.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return tuple(
        MovementKind(
            name=name,
            group=body["group"],
            text=body.get("text", ""),
            citation=cited(body.get("source", ""), body.get("clause", "")),
            fields=tuple(_field(name, each, body.get("labels", {})) for each in body["fields"]),
        )
        for name, body in data.items()
    )


def movement_kind(name: str) -> MovementKind:
    """Return one kind of movement."""
    return next(kind for kind in movement_kinds() if kind.name == name)


def _field(kind: str, name: str, labels: Mapping[str, str]) -> Field:
    """Return a field as this kind calls it."""
    if name == MONTHS:
        return Field(
            "延长月数", Kind.INTEGER, required=True, check=extension_problem, width=4, name=name
        )
    field = field_of(Movement, name)
    field = replace(field, label=labels.get(name, field.label))
    if kind == "调整党小组" and name == "other_party":
        return replace(field, kind=Kind.CHOICE, required=True)
    return field
