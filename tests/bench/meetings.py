"""100 000 minutes in one file: searched against LIKE over all of them, and the year of some of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from models import database, search
from models.branch import Branch
from models.finding import find
from models.meetings.overview import year_overview
from models.store import Store
from tests.bench.measure import Row, in_turn, seconds
from tests.models.meetings.branches import people_of

_RECORDS, _LENGTH, _YEARS = 100_000, 600, 20
_COMMON, _RARE = "会议", "鲲鹏"
_CHARACTERS = (
    "".join(chr(n) for n in range(0x4E00, 0x4E00 + 1500)).replace("鲲", "").replace("鹏", "")
)
_KINDS = ("党员大会", "支委会", "党小组会", "主题党日", "党课")
_LAST = date(2026, 12, 31)
_OPENING = "100 ms"


def _large_store(path: Path) -> Store:
    """Return a file with 100 000 minutes of 600 characters over 20 years, written in bulk."""
    store = Store.create(path, Branch(name="检索支部"))
    people_of(45, groups=3, store=store)
    draw = random.Random(1)
    conn = store.connection
    with database.transaction(conn):
        for number in range(1, _RECORDS + 1):
            rare = _RARE if number % 9_973 == 0 else ""
            text = _COMMON + rare + "".join(draw.choices(_CHARACTERS, k=_LENGTH - 4))
            kind = _KINDS[number % len(_KINDS)]
            day = _LAST - timedelta(days=draw.randrange(365 * _YEARS))
            conn.execute(
                "INSERT INTO meeting (id, branch_id, kind, held_on, body, due, present)"
                " VALUES (?, 0, ?, ?, ?, 45, 45)",
                (number, kind, day.isoformat(), text),
            )
            search.index(conn, "meeting", number, f"{kind}\n{text}", branch_id=0)
    return store


def _like(store: Store, word: str) -> None:
    store.connection.execute(
        "SELECT id, name, body FROM meeting WHERE body LIKE ?", (f"%{word}%",)
    ).fetchall()


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of search over minutes and of the year they lie in."""
    with _large_store(folder / "minutes.zhibu") as store:
        for word, name in ((_RARE, "少见的词"), (_COMMON, "每条都有的词")):
            ours, peer = in_turn(
                lambda word=word: seconds(lambda: store.search(word)),
                lambda word=word: seconds(lambda: _like(store, word)),
            )
            if not store.search(word):
                raise AssertionError(word)
            yield Row(
                f"100 000 份 600 字会议记录中检索两字词的前 50 条：{name}",
                "LIKE 全表",
                ours,
                peer,
                0.02,
            )
            yield Row(f"同上，绝对值：{name}", "10 ms", ours, 0.010, 1.0)
            listed, _ = in_turn(lambda word=word: seconds(lambda: find(store, word)), lambda: 0.010)
            yield Row(f"同上，Ctrl+K 列出会议和上下文：{name}", "10 ms", listed, 0.010, None)
        yield from _opened(store)


def _opened(store: Store) -> Iterator[Row]:
    """Yield how long a year of the file takes to count, and its page to open and paint."""
    from PySide6.QtWidgets import QApplication

    from ui.app import dress
    from ui.pages.year_view import YearView

    counted, _ = in_turn(
        lambda: seconds(lambda: year_overview(store, _LAST.year, _LAST)), lambda: 0.1
    )
    yield Row("其中一年（5 000 次会议）的按月汇总", _OPENING, counted, 0.1, 1.0)
    app = QApplication.instance() or QApplication([])
    dress(app)  # type: ignore[arg-type]
    pages = []

    def opened() -> None:
        page = YearView(store)
        pages.append(page)
        page.resize(1366, 768)
        page.show()
        app.processEvents()

    shown, _ = in_turn(lambda: seconds(opened), lambda: 0.1)
    yield Row("打开这一年的全年视图并画出", _OPENING, shown, 0.1, 1.0)
    for page in pages:
        page.close()
        page.deleteLater()
