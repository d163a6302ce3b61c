"""The import preview against a bare read, and saving in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import python_calamine

from models import journal
from models.branch import Branch
from models.fields import field_of
from models.importing import preview_of, read_workbook, roll_of
from models.members import Member
from models.sample import make_sample
from models.store import Store
from tests.bench.measure import Row, in_turn, seconds


def rows(folder: Path) -> Iterator[Row]:
    """Yield the row of import."""
    yield _import_row(folder)


def _import_row(folder: Path) -> Row:
    path = folder / "roster.xlsx"
    with Store.memory(Branch(name="甲")) as store:
        make_sample(store, members=2_000, years=1)
        people = store.all(Member)
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("花名册")
    names = (
        "name", "sex", "nation", "identity_number", "born_on", "education", "joined_on", "full_on",
        "work_post", "phone", "address", "work_unit", "worked_since", "retired_on", "remark",
        "native_place", "degree", "rank", "staffing", "household",
    )  # fmt: skip
    page.append([field_of(Member, name).label for name in names])
    for number in range(20_000):
        person = people[number % len(people)]
        cells = [field_of(Member, name).display(getattr(person, name)) for name in names]
        cells[0], cells[3] = f"{cells[0]}{number}", ""
        page.append(cells)
    book.save(path)
    with Store.memory(Branch(name="乙")) as empty:
        roll = roll_of(empty)
        ours, peer = in_turn(
            lambda: seconds(lambda: preview_of(read_workbook(path), roll)),
            lambda: seconds(
                lambda: (
                    python_calamine.CalamineWorkbook.from_path(path)
                    .get_sheet_by_index(0)
                    .to_python()
                )
            ),
            runs=3,
        )
    return Row("20 000×20 名册导入预览", "calamine 只读", ours, peer, 4.0)


def journal_rows(folder: Path) -> Iterator[str]:
    """Yield sentences on saving and taking back 20 000 records in one step."""
    with Store.create(folder / "saves.zhibu", Branch(name="甲")) as store:

        def save() -> None:
            with store.change("批量") as change:
                for number in range(20_000):
                    change.save(Member(name=f"党员{number}"))

        saved = seconds(save)
        undone = seconds(store.undo)
        if journal.entries(store.connection, 1)[0].undoes is None:
            raise AssertionError("not undone")
    yield f"一步保存 20 000 条记录（含历史和索引）{saved:.1f} s，撤销 {undone:.1f} s。"
