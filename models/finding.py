"""Finding from anywhere: people by name or pinyin, meetings by day, then any record with a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import database
from models.branch.records import Group
from models.fields import Field, Kind, fields_of, to_row
from models.meetings.of_day import meetings_on
from models.meetings.records import Meeting
from models.members.records import Member
from models.own_columns import own_fields, own_values_of
from models.parts import whole_of
from models.tables import RECORDS
from models.values import mask_identity, mask_phone

if TYPE_CHECKING:
    from models.journal import Row
    from models.store import Store

PEOPLE, MEETINGS, TEXTS = 8, 12, 40
_ENDS = 12
"""Characters shown before and after what was found."""
_DAYS = ("held_on", "made_on")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Found:
    """One record, what it is called, and where in it the text stands."""

    table: str
    record_id: int
    title: str
    where: str


def find(store: Store, text: str) -> list[Found]:
    """Return the people called so and the meetings of such a day or month, then other records.

    Those are the newest that hold the text; each record stands once.
    """
    text = text.strip()
    if not text:
        return []
    first = [*_people(store, text), *_meetings(store, text)]
    found = {(one.table, one.record_id): one for one in first}
    for hit in store.search(text, TEXTS):
        key = (hit.table, hit.record_id)
        if key not in found and (one := _record(store, *key, text) or _own(store, *key, text)):
            found[key] = one
    return list(found.values())


@database.translated()
def _people(store: Store, text: str) -> list[Found]:
    like = "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in text.lower())
    rows = store.connection.execute(
        "SELECT id, name, work_post FROM member WHERE name LIKE ? ESCAPE '\\'"
        " OR keys LIKE ? ESCAPE '\\' OR keys LIKE ? ESCAPE '\\'"
        " OR replace(keys, ' ', '') LIKE ? ESCAPE '\\'"
        " ORDER BY length(name), keys LIMIT ?",
        (f"%{like}%", f"%|{like}%", f"{like}%", f"{like}%", PEOPLE),
    ).fetchall()
    return [Found(Member.table, number, name, post or "党员") for number, name, post in rows]


def _meetings(store: Store, text: str) -> list[Found]:
    held = meetings_on(store, text, MEETINGS)
    groups = {group.id: group.name for group in store.all(Group)} if held else {}
    return [
        Found(
            Meeting.table, one.id or 0, _title(store, Meeting.table, to_row(one)),
            "　".join(filter(None, (groups.get(one.group_id), one.name))),
        )
        for one in held
    ]  # fmt: skip


def _record(store: Store, table: str, number: int, text: str) -> Found | None:
    row = store.row(table, number)
    if row is None:
        return None
    where = _where(RECORDS[table], row, text)
    return (where and Found(table, number, _title(store, table, row), where)) or None


def _own(store: Store, table: str, number: int, text: str) -> Found | None:
    """Return the record whose own column holds the text, None if that is not where it stands."""
    row = store.row(table, number)
    if row is None:
        return None
    values = own_values_of(store, table, number)
    for field in own_fields(store, table):
        value = field.display(values.get(field.name))
        if text.lower() in value.lower():
            where = f"{field.label}：{_around(field, value, text)}"
            return Found(table, number, _title(store, table, row), where)
    return None


def _title(store: Store, table: str, row: Row) -> str:
    """Return what a record is called: who or what it is of, after its day if it has one.

    Of a meeting and its parts that is 2026年3月20日党员大会, so that the years are told apart.
    """
    kind: str = RECORDS[table].title
    of, number = whole_of(store, table, row["id"])
    whole = row if of == table else store.row(of, number)
    if whole is None:  # of a file from elsewhere: what it belongs to is not in it
        of, whole = table, row
    day = _day_of(whole)
    person = store.row(Member.table, row["member_id"]) if row.get("member_id") else None
    name = row.get("name") or (person or {}).get("name", "")
    if of == Meeting.table:
        meeting = f"{day}{whole['kind']}"
        return "　".join(filter(None, (meeting, kind, name))) if of != table else meeting
    title = f"{name}　{kind}" if name and table != Member.table else name or kind
    return "　".join(filter(None, (day, title)))


def _day_of(row: Row) -> str:
    day = str(next((row[column] for column in _DAYS if row.get(column)), ""))
    # A file made by others may hold anything there.
    return "{}年{}月{}日".format(*map(int, day.split("-"))) if _ISO.fullmatch(day) else day


def _where(record_type: type[Any], row: Row, text: str) -> str:
    """Return the field that holds the text with what stands around it, "" if none shows it."""
    for field in fields_of(record_type):
        value = row.get(field.name)
        if isinstance(value, str) and text.lower() in value.lower():
            return f"{field.label}：{_around(field, value, text)}"
    return ""


def _around(field: Field, value: str, text: str) -> str:
    if field.kind is Kind.IDENTITY:
        return mask_identity(value)
    if field.kind is Kind.PHONE:
        return mask_phone(value)
    place = value.lower().find(text.lower())
    begin, end = max(0, place - _ENDS), place + len(text) + _ENDS
    cut = " ".join(value[begin:end].split())
    return f"{'…' if begin else ''}{cut}{'…' if end < len(value) else ''}"
