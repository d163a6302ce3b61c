"""What the people in a record are called, on file or not; and letting go of one taken off it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.database import references
from models.fields import field_of, fields_of
from models.members.names import distinct_names
from models.members.records import Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.change import Change
    from models.store import Store


_NAME = re.compile(r"(?:[（(][^（()）]*[）)]|[^、，,;；\n])+")
_MOST_WORDS = 8
"""How many words parted by blanks one name may have."""


def names_of(store: Store) -> dict[int, str]:
    """Return the name of every member on file by id."""
    return {member.id: member.name for member in store.all(Member) if member.id}


def told_apart(store: Store) -> dict[int, str]:
    """Return the same with what tells people of one name apart behind it, in brackets."""
    return distinct_names(store.all(Member))


def with_note(name: str, note: str) -> str:
    """Return a name with a note in brackets, in those it may end with already."""
    if name.endswith("）"):
        return f"{name[:-1]}，{note}）"
    return f"{name}（{note}）"


def name_in(record: Any, names: Mapping[int, str], column: str = "member_id") -> str:
    """Return what the person a column refers to is called, "" if there is none."""
    number = getattr(record, column)
    kept: str = getattr(record, _name_column(column))
    return names.get(number, kept) if number else kept


def listed(text: str, known: Iterable[str]) -> list[str]:
    """Return the names in a text typed as a list of people; those `known` as they are known.

    A blank parts two names unless it stands within a known one. A comma in brackets parts none.
    """
    whole = {"".join(name.split()): name for name in known}
    parts: list[str] = _NAME.findall(text)
    return [name for part in parts for name in _in_words(part.split(), whole)]


def _in_words(words: list[str], known: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(words):
        for number in range(min(len(words) - place, _MOST_WORDS), 0, -1):
            joined = "".join(words[place : place + number])
            if name := known.get(joined) or known.get(joined.removesuffix("同志")):
                break
        else:
            number, name = 1, words[place]
        yield name
        place += number


def let_go(store: Store, change: Change, member: Member) -> None:
    """Keep a member's name in every record of what they took part in, as they go off the file."""
    from models.tables import RECORDS  # noqa: PLC0415 - it lists every record

    for table, column, parent in references(store.connection):
        record_type = RECORDS.get(table)
        if parent != Member.table or record_type is None:
            continue
        if not _keeps_name(record_type, column):
            continue
        for record in store.where(record_type, **{column: member.id}):
            change.save(replace(record, **{column: None, _name_column(column): member.name}))


def _name_column(column: str) -> str:
    return "name" if column == "member_id" else f"{column.removesuffix('_id')}_name"


def _keeps_name(record_type: type[Any], column: str) -> bool:
    names = {field.name for field in fields_of(record_type)}
    return _name_column(column) in names and not field_of(record_type, column).required
