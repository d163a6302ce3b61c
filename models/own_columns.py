"""The columns a branch adds to a ledger of its own, and what stands in them.

They are records like any other: a step that touches them is in the history and can be undone, and
what they say is found by searching. To a ledger, a form and an import each is a `Field`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from models.codes import labels
from models.errors import Duplicate, InvalidRecord, NotFound
from models.fields import Field, Kind, fields_of
from models.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.change import Change
    from models.journal import RowChange
    from models.store import Store

TEXT, NUMBER, DATE = "文本", "数字", "日期"
KINDS = {TEXT: Kind.TEXT, NUMBER: Kind.INTEGER, DATE: Kind.PARTIAL_DATE}
_PREFIX = "own_"
_NARROWEST, _WIDEST = 2, 40


def _width(width: int) -> str | None:
    if _NARROWEST <= width <= _WIDEST:
        return None
    return f"列宽应在{_NARROWEST}到{_WIDEST}个字之间"


def _style(style: str) -> str | None:
    words = labels("date_style")
    return None if style in words else f"日期写法应为：{'、'.join(words)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """A column that a branch added to the records of a table; `width` is in characters."""

    table: ClassVar[str] = "own_column"
    title: ClassVar[str] = "自设栏目"

    id: int | None = None
    owner_table: str
    label: Annotated[str, Field("栏目名称", required=True, width=8)]
    kind: Annotated[
        str, Field("内容类型", Kind.CHOICE, required=True, choices="own_kind", width=4)
    ] = TEXT
    width: Annotated[int, Field("列宽（字）", Kind.INTEGER, width=4, check=_width)] = 8
    date_style: Annotated[
        str, Field("日期写法", Kind.CHOICE, choices="date_style", width=6, check=_style)
    ] = ""
    place: int = 0

    def problems(self) -> dict[str, str | None]:
        """Return what makes it no column of its ledger."""
        found: dict[str, str | None] = {}
        if self.kind not in KINDS:
            found["kind"] = f"内容类型应为：{'、'.join(KINDS)}"
        if not self.label.strip():
            found["label"] = "栏目名称不能为空"
        elif self.label in _built_in(self.owner_table):
            found["label"] = f"本表已有“{self.label}”一栏，请直接用它，或换一个名称"
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue:
    """What stands in one of those columns for one record: a text, digits, or a date as ISO text."""

    table: ClassVar[str] = "own_value"
    title: ClassVar[str] = "自设栏目内容"

    id: int | None = None
    owner_table: str
    owner_id: int
    column_id: int
    value: Annotated[str, Field("内容", required=True, width=8)]


def own_columns(store: Store, owner_table: str) -> list[OwnColumn]:
    """Return the columns added to a table's records, in their order."""
    return _ordered(store.where(OwnColumn, owner_table=owner_table))


def field_of_own(column: OwnColumn) -> Field:
    """Return what a ledger, a form and an import need to know of a column on file."""
    name = f"{_PREFIX}{column.id}"
    return Field(column.label, KINDS[column.kind], width=column.width, name=name)


def is_own(name: str) -> bool:
    """Return whether a field's name is that of such a column."""
    return name.startswith(_PREFIX)


def own_fields(store: Store, owner_table: str) -> tuple[Field, ...]:
    """Return the fields of the columns added to a table's records, in their order."""
    return tuple(map(field_of_own, own_columns(store, owner_table)))


def own_date_styles(columns: Iterable[OwnColumn]) -> dict[str, str]:
    """Return field name to the date style of each column that has chosen one."""
    return {field_of_own(c).name: c.date_style for c in columns if c.kind == DATE and c.date_style}


def own_values(store: Store, owner_table: str) -> dict[int, dict[str, Any]]:
    """Return owner id to field name to value, of every record that has any."""
    kinds = {column.id: column.kind for column in own_columns(store, owner_table)}
    found: dict[int, dict[str, Any]] = {}
    for each in store.where(OwnValue, owner_table=owner_table):
        row = found.setdefault(each.owner_id, {})
        row[f"{_PREFIX}{each.column_id}"] = _read(kinds[each.column_id], each.value)
    return found


def own_values_of(store: Store, owner_table: str, owner_id: int) -> dict[str, Any]:
    """Return field name to value of one record, its empty columns included."""
    fields = own_fields(store, owner_table)
    values = {f"{_PREFIX}{each.column_id}": each for each in _kept(store, owner_table, owner_id)}
    return {
        field.name: field.parse(values[field.name].value) if field.name in values else field.empty
        for field in fields
    }


def set_own(change: Change, owner_table: str, owner_id: int, values: Mapping[str, Any]) -> None:
    """Write what differs of a record's columns, by field name; what is empty is taken off.

    Raises:
        InvalidRecord: with the sentence for each value its column does not take.
        NotFound: if a column is no longer on file.
    """
    fields = {field.name: field for field in map(field_of_own, _columns(change, owner_table))}
    present = {f"{_PREFIX}{one.column_id}": one for one in _kept(change, owner_table, owner_id)}
    texts = _canonical(fields, values)
    for name, text in texts.items():
        before = present.get(name)
        if not text:
            if before:
                change.delete(before)
        elif before is None:
            column = int(name.removeprefix(_PREFIX))
            change.save(
                OwnValue(owner_table=owner_table, owner_id=owner_id, column_id=column, value=text)
            )
        elif before.value != text:
            change.save(replace(before, value=text))


def remove_own(change: Change, owner_table: str, owner_id: int) -> None:
    """Take everything in a record's own columns off the file, as the record itself goes."""
    for each in _kept(change, owner_table, owner_id):
        change.delete(each)


def save_column(change: Change, column: OwnColumn) -> OwnColumn:
    """Add a column, last in its ledger, or alter one; what stands in it is kept.

    Of another kind it becomes a new record, with another id and so another field name.

    Raises:
        InvalidRecord: if the label stands already, or what stands in it is not of the new kind.
    """
    column = replace(column, label=column.label.strip())
    others = [one for one in _columns(change, column.owner_table) if one.id != column.id]
    if any(one.label == column.label for one in others):
        sentence = f"已有名为“{column.label}”的自设栏目，没有保存；请换一个名称"
        raise InvalidRecord({"label": sentence})
    if column.id is None:
        place = max((one.place for one in others), default=0) + 1
        return change.save(replace(column, place=place))
    before = next(iter(change.where(OwnColumn, id=column.id)), column)
    return change.save(column) if before.kind == column.kind else _become(change, before, column)


def remove_column(change: Change, column: OwnColumn) -> None:
    """Take a column off its ledger, with everything that stands in it."""
    for each in change.where(OwnValue, column_id=column.id):
        change.delete(each)
    change.delete(column)


def refuse_ownerless(change: Change, made: Iterable[RowChange]) -> None:
    """Raise if row changes of an undo left a value without its record.

    No foreign key leads to just any table, so the file itself would take it.
    """
    for one in made:
        if one.after is None:
            if change.where(OwnValue, owner_id=one.row_id, owner_table=one.table):
                raise Duplicate("没有撤销：后来填写的自设栏目内容用到了它的记录，请先撤销那一步。")
        elif one.table == OwnValue.table:
            row = change.present(one.table, one.row_id) or {}
            if change.present(row["owner_table"], row["owner_id"]) is None:
                raise Duplicate("没有撤销：后来的步骤删除了它所属的记录，请先撤销那一步。")


def _columns(change: Change, owner_table: str) -> list[OwnColumn]:
    return _ordered(change.where(OwnColumn, owner_table=owner_table))


def _ordered(columns: list[OwnColumn]) -> list[OwnColumn]:
    return sorted(columns, key=lambda column: (column.place, column.id or 0))


def _kept(source: Store | Change, owner_table: str, owner_id: int) -> list[OwnValue]:
    return source.where(OwnValue, owner_id=owner_id, owner_table=owner_table)


def _built_in(owner_table: str) -> set[str]:
    from models.members.roster import (  # noqa: PLC0415 - the table of records lists this one
        COMPUTED_FIELDS,
        ROSTER_FIELDS,
    )
    from models.tables import RECORDS  # noqa: PLC0415 - it lists this record

    if owner_table == "member":
        return {field.label for field in (*COMPUTED_FIELDS, *ROSTER_FIELDS)}
    known = fields_of(RECORDS[owner_table]) if owner_table in RECORDS else ()
    return {field.label for field in known}


def _read(kind: str, text: str) -> Any:
    if kind == NUMBER:
        return int(text)
    return PartialDate.from_iso(text) if kind == DATE else text


def _canonical(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, str]:
    texts, problems = {}, {}
    for name, value in values.items():
        if name not in fields:
            raise NotFound("这一栏自设栏目已被删除或撤销，没有保存；请重新打开这一页再做。")
        try:
            parsed = fields[name].parse(value)
        except InvalidRecord as error:
            problems.update(error.problems)
        else:
            texts[name] = "" if parsed is None else str(parsed)
    if problems:
        raise InvalidRecord(problems)
    return texts


def _become(change: Change, before: OwnColumn, column: OwnColumn) -> OwnColumn:
    """Put a column of another kind in a column's place.

    It is a new record, so that a step taken back later never finds a value of the former kind in it.
    """
    values = change.where(OwnValue, column_id=before.id)
    remove_column(change, before)
    made = change.save(replace(column, id=None))
    field, wrong = field_of_own(made), []
    for each in values:
        try:
            text = str(field.parse(each.value))
        except InvalidRecord:
            wrong.append(each.value)
        else:
            change.save(replace(each, id=None, column_id=made.id or 0, value=text))
    if wrong:
        more = f"等{len(wrong)}处" if len(wrong) > 1 else ""
        sentence = f"“{wrong[0]}”{more}不是{column.kind}，没有保存；请先改好这些内容，再换类型"
        raise InvalidRecord({"kind": sentence})
    return made
