"""What a pasted block would do to a table, found out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.errors import InvalidRecord
from models.fields import field_of
from models.importing.heading import spellings
from ui.record.noticing import fresh
from ui.table.columns import KEPT, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.record.page import RecordPage
    from ui.record.view import View

EDITED, ADDED, FAULTY, SAME = "改", "增", "有误", "不变"


@dataclass(slots=True)
class Line:
    """One line of a block: the row it changes, or None for a new one, and what it says."""

    number: int
    shown: Any = None
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What is written and yet wants a look."""
    beside: dict[str, str] = field(default_factory=dict)
    """What stands in columns that are not written, by the field's name."""

    @property
    def outcome(self) -> str:
        """What becomes of it."""
        if self.faults:
            return FAULTY
        if self.shown is None:
            return ADDED
        return EDITED if self.values else SAME


@dataclass(frozen=True, slots=True)
class Plan:
    """Every line of a block as it was understood, and the labels that are not written."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    doubt: str = ""
    """What would want a look of all lines together."""

    def of(self, outcome: str) -> list[Line]:
        """Return the lines that come out so."""
        return [line for line in self.lines if line.outcome == outcome]


def headed(block: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column | None]:
    """Return the column that each cell of the first line names; nothing if it is no heading."""
    known: dict[str, Column] = {}
    for each in columns:
        for text in (each.field.label, *each.field.aliases):
            for spelling in spellings(text):
                known.setdefault(spelling, each)
    filled = [cell for cell in block[0] if cell.strip()]
    if len(block) < 2 or not filled:
        return []
    found = [next((known[s] for s in spellings(cell) if s in known), None) for cell in block[0]]
    return found if sum(each is not None for each in found) == len(filled) else []


def plan(
    page: RecordPage,
    block: Sequence[Sequence[str]],
    columns: Sequence[Column | None],
    targets: Sequence[Any],
) -> Plan:
    """Return what the cells of `block` mean to a page, line by line.

    `columns` stand over the cells, None over one that has no place; `targets` are the rows the
    lines fall on, further lines being new.
    """
    reading = _Reading(page, frozenset(page.extra_of(None)))
    lines = []
    for number, cells in enumerate(block, 1):
        shown = targets[number - 1] if number <= len(targets) else None
        if shown is None and not any(cell.strip() for cell in cells):
            continue
        line = Line(number, shown, _named(page.view, columns, cells, shown))
        for column, text in zip(columns, cells, strict=True):
            _read(reading, line, column, text)
        _judge(page, line)
        lines.append(line)
    edits = [(line.shown, line.values) for line in lines if line.outcome == EDITED]
    return Plan(tuple(lines), tuple(reading.left_out), page.doubts_of_block(edits))


def _named(view: View, columns: Sequence[Column | None], cells: Sequence[str], shown: Any) -> str:
    """Return whom a line is about, be it right or wrong."""
    if shown is not None:
        return view.name_of(view.record_of(shown))
    first = view.columns[0].field.name
    named = (c for at, c in zip(columns, cells, strict=True) if at and at.field.name == first)
    return next(named, "").strip()


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where cells are read for, what a new record may have besides, and what was not written."""

    page: RecordPage
    extra: frozenset[str]
    left_out: dict[str, None] = field(default_factory=dict)


def _read(reading: _Reading, line: Line, column: Column | None, text: str) -> None:
    if column is None:
        if text.strip():
            reading.left_out["表格右边以外的列"] = None
        return
    name, label = column.field.name, column.field.label
    repeats = line.shown is not None and text == column.shown(line.shown)
    try:
        if column.own:
            value = column.meaning(text, line.shown)
            if value is not KEPT and (line.shown is not None or text.strip()):
                line.values[name] = value
                line.told.append(
                    f"{label}：{_before(column, line.shown)}{_after(column, value, text)}"
                )
        elif line.shown is None and name in reading.extra and text.strip():
            line.extra[name] = reading.page.meaning_of(column, text)
            line.told.append(f"{label}：{column.field.display(line.extra[name])}")
        elif text.strip() and not repeats:
            reading.left_out[label] = None
            line.beside[name] = text
    except InvalidRecord as error:
        line.faults.append(str(error))


def _before(column: Column, shown: Any) -> str:
    if shown is None:
        return ""
    return f"{column.shown(shown) or '空白'} → "


def _after(column: Column, value: Any, text: str) -> str:
    return (text.strip() if column.offers else column.field.display(value)) or "空白"


def _judge(page: RecordPage, line: Line) -> None:
    """Add what makes the whole record unacceptable to the faults of single cells."""
    view = page.view
    if line.faults:
        return
    try:
        before = None if line.shown is None else view.record_of(line.shown)
        if line.shown is None:
            made = view.made(line.values)
            page.refuse_contradiction(made, line.beside)
            _tell_implied(view, line)
        elif line.values:
            made = view.changed(line.shown, line.values)
        else:
            made = view.record_of(line.shown)
        line.name = view.name_of(made)
        line.remarks += fresh(page, before, made).values()
    except InvalidRecord as error:
        line.faults += error.problems.values()


def _tell_implied(view: View, line: Line) -> None:
    """Tell what a new record gets besides the cells."""
    for name, value in view.implied(line.values).items():
        field_ = field_of(view.record, name)
        line.told.append(f"{field_.label}：{field_.display(value)}（按号码填入）")
