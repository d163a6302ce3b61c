"""Search against LIKE over all rows, and the import preview against a bare read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import python_calamine

from models import database, journal, search
from models.branch import Branch
from models.fields import field_of
from models.importing import preview_of, read_workbook, roll_of
from models.members import Member
from models.sample import make_sample
from models.store import Store
from tests.bench.measure import Row, in_turn, seconds

_RECORDS, _LENGTH = 100_000, 600
_COMMON, _RARE = "会议", "鲲鹏"
_CHARACTERS = (
    "".join(chr(n) for n in range(0x4E00, 0x4E00 + 1500)).replace("鲲", "").replace("鹏", "")
)


def _large_store(path: Path) -> Store:
    """Return a file with 100 000 records of 600 characters, written in bulk."""
    store = Store.create(path, Branch(name="检索支部"))
    draw = random.Random(1)
    conn = store.connection
    with database.transaction(conn):
        for number in range(1, _RECORDS + 1):
            rare = _RARE if number % 9_973 == 0 else ""
            text = _COMMON + rare + "".join(draw.choices(_CHARACTERS, k=_LENGTH - 4))
            conn.execute(
                "INSERT INTO member (id, branch_id, name, remark) VALUES (?, 0, ?, ?)",
                (number, f"记录{number}", text),
            )
            search.index(conn, "member", number, f"记录{number}\n{text}", branch_id=0)
    return store


def _like(store: Store, word: str) -> None:
    store.connection.execute(
        "SELECT id, name, remark FROM member WHERE remark LIKE ?", (f"%{word}%",)
    ).fetchall()


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of search and import."""
    with _large_store(folder / "large.zhibu") as store:
        for word, name in ((_RARE, "少见的词"), (_COMMON, "每条都有的词")):
            ours, peer = in_turn(
                lambda word=word: seconds(lambda: store.search(word)),
                lambda word=word: seconds(lambda: _like(store, word)),
            )
            if not store.search(word):
                raise AssertionError(word)
            yield Row(
                f"100 000 条 600 字中检索两字词的前 50 条：{name}", "LIKE 全表", ours, peer, 0.02
            )
            yield Row(f"同上，绝对值：{name}", "10 ms", ours, 0.010, 1.0)
    yield _import_row(folder)


def _import_row(folder: Path) -> Row:
    path = folder / "roster.xlsx"
    with Store.memory(Branch(name="甲")) as store:
        make_sample(store, members=2_000)
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
