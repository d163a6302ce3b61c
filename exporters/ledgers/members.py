"""党员花名册."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import BY_PINYIN, Asked, Ledger
from models.members import members_on
from models.members.roster import COMPUTED_FIELDS, ROSTER_FIELDS, roster_value

if TYPE_CHECKING:
    from exporters.sheet import Value
    from models.store import Store

_COLUMNS = COMPUTED_FIELDS + ROSTER_FIELDS
_STANDARD = (
    "number", "name", "sex", "nation", "identity_number", "born_on", "education",
    "joined_on", "full_on", "category", "post", "group", "work_post", "phone", "remark",
)  # fmt: skip


def _rows(store: Store, asked: Asked) -> list[tuple[int, list[Value]]]:
    people = members_on(store, asked.day)
    return [
        (
            person.member.id or 0,
            [number, *(roster_value(person, field.name) for field in _COLUMNS[1:])],
        )
        for number, person in enumerate(people, 1)
    ]


MEMBERS = Ledger(
    code="members",
    name="党员花名册",
    columns=_COLUMNS,
    standard=_STANDARD,
    owner="member",
    orders=(BY_PINYIN,),
    rows=_rows,
    paper="A4 landscape",
)
