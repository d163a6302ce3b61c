"""Sheets for the import's tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.branch import Branch
from models.importing import Preview, SheetRows, preview_of, roll_of
from models.store import Store

DATA = Path(__file__).parents[2] / "data"
THIRD = DATA / "第三党支部党员花名册.xlsx"
VILLAGE = DATA / "村党支部党员名册.xls"
DAY = date(2026, 10, 8)
SOUND, OTHER_SOUND = "11010519491231002X", "440524188001010014"


def new_store() -> Store:
    return Store.memory(Branch(name="第三党支部"))


def sheet_of(*rows: tuple[object, ...], name: str = "花名册") -> list[SheetRows]:
    width = max(map(len, rows))
    return [SheetRows(name, [[*row, *[""] * (width - len(row))] for row in rows])]


def seen(store: Store, *rows: tuple[object, ...], day: date = DAY) -> Preview:
    return preview_of(sheet_of(*rows), roll_of(store, day))
