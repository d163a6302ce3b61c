"""A table of 100 000 records on its page: opened, read, sorted, filtered, searched and edited."""

from __future__ import annotations

import gc
import random
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models import database
from models.branch import Branch
from models.fields import field_of, to_row
from models.members import Member
from models.store import Store
from models.values import PartialDate
from tests.bench.measure import Row, in_turn, seconds

if TYPE_CHECKING:
    from ui.record.page import RecordPage

_RECORDS = 100_000
_FRAME = "100 ms"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"


def _large_store(path: Path) -> Store:
    """Return a file with 100 000 people, written in bulk."""
    store = Store.create(path, Branch(name="百个支部"))
    draw = random.Random(1)
    rows = []
    for number in range(1, _RECORDS + 1):
        name = draw.choice(_SURNAMES) + draw.choice(_NAMES) + draw.choice(_NAMES)
        born = PartialDate(
            1940 + draw.randrange(60), 1 + draw.randrange(12), 1 + draw.randrange(28)
        )
        phone = f"138{draw.randrange(10**8):08}"
        sex = draw.choice("男女")
        rows.append(Member(id=number, name=name, sex=sex, born_on=born, phone=phone))
    columns = [*to_row(rows[0]), "branch_id"]
    marks = ", ".join("?" * len(columns))
    with database.transaction(store.connection):
        store.connection.executemany(
            f"INSERT INTO member ({', '.join(columns)}) VALUES ({marks})",
            ((*to_row(row).values(), 0) for row in rows),
        )
    return store


def _page(store: Store) -> RecordPage:
    """Return the plain page of the people, in a window of the usual size."""
    from ui.record.form import Group
    from ui.record.page import RecordPage
    from ui.record.view import View
    from ui.table.columns import column

    class People(RecordPage):
        tables = frozenset({"member"})

    names = ("name", "sex", "born_on", "phone", "work_post")
    view = View(
        record=Member,
        title="名册",
        unit="人",
        columns=tuple(column(field_of(Member, name)) for name in names),
        groups=(Group("", names),),
        name_of=lambda member: member.name,
        tables=People.tables,
    )
    page = People(store, view)
    page.resize(1366, 768)
    page.show()
    return page


class _Eyes:
    """Runs the event loop as the window does, and remembers the longest turn of each watch."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        self._turn = QApplication.processEvents
        self._longest: dict[str, list[float]] = {}

    def watch(self, name: str, act: Callable[[], object], done: Callable[[], bool]) -> float:
        """Return the seconds from an act to the turn after which it is done."""
        turns = [seconds(act)]
        while not done():
            turns.append(seconds(self._turn))
        turns.append(seconds(self._turn))
        self._longest.setdefault(name, []).append(max(turns))
        return sum(turns)

    def longest(self) -> float:
        """Return the longest turn of what was watched since the last time, a median for each name."""
        found, self._longest = self._longest, {}
        return max(statistics.median(turns) for turns in found.values())

    def rest(self, page: RecordPage) -> None:
        """Wait until the page has nothing left to do."""
        while page.reading.is_reading or page.model.is_busy:
            self._turn()


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of a long table."""
    from PySide6.QtWidgets import QApplication

    from ui.app import dress

    application = QApplication.instance() or QApplication([])
    dress(application)  # type: ignore[arg-type]
    with _large_store(folder / "table.zhibu") as store:
        yield from _reading(store)
        page, eyes = _page(store), _Eyes()
        eyes.rest(page)
        yield from _arranging(page)
        yield from _frames(page)
        page.close()


def _reading(store: Store) -> Iterator[Row]:
    from PySide6.QtCore import QCoreApplication, QEvent

    eyes = _Eyes()
    made: list[RecordPage] = []

    def put_away() -> None:
        while made:
            page = made.pop()
            page.leave()
            page.close()
            page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def first() -> float:
        put_away()
        shown = lambda: made[0].model.rowCount() > 0  # noqa: E731 - two in one line
        return eyes.watch("first", lambda: made.append(_page(store)), shown)

    def everything() -> float:
        waited = first()
        eyes.longest()
        return waited + eyes.watch("rest", lambda: None, lambda: not made[0].reading.is_reading)

    def bare() -> float:
        sentence = "SELECT * FROM member ORDER BY id"
        return seconds(lambda: store.connection.execute(sentence).fetchall())

    ours, _ = in_turn(first, lambda: 0.1)
    yield Row("100 000 行的表：打开到第一屏画出", _FRAME, ours, 0.1, 1.0)
    ours, peer = in_turn(everything, bare, runs=3)
    yield Row("同上，其余分批读完", "fetchall", ours, peer, 3.0)
    yield Row("同上，读取中最长的一帧", _FRAME, eyes.longest(), 0.1, 1.0)
    put_away()


def _arranging(page: RecordPage) -> Iterator[Row]:
    from PySide6.QtCore import Qt

    from ui.table import conditions

    model, eyes = page.model, _Eyes()
    people = list(model.every_row)
    up = Qt.SortOrder.AscendingOrder

    def sorted_by(name: str) -> float:
        model.sort(-1)
        eyes.rest(page)
        model.set_rows(people)  # so that nothing found out before is known
        eyes.rest(page)
        place = model.place_of(name)
        return eyes.watch(name, lambda: model.sort(place, up), lambda: not model.is_arranging)

    def by_name() -> float:
        return seconds(lambda: sorted(people, key=lambda person: person.name))

    ours, peer = in_turn(lambda: sorted_by("name"), by_name)
    yield Row("100 000 行按姓名排序并画出", "list.sort，同样的记录", ours, peer, 3.0)
    ours, peer = in_turn(
        lambda: sorted_by("born_on"),
        lambda: seconds(lambda: sorted(people, key=lambda person: person.born_on.first)),
    )
    yield Row("100 000 行按日期排序并画出", "list.sort，同样的记录", ours, peer, 3.0)
    model.sort(-1)
    column = model.columns[model.place_of("born_on")]

    def narrowed() -> float:
        model.narrow(())
        eyes.rest(page)
        asked = conditions.between(column, PartialDate(1970), PartialDate(1979))
        return eyes.watch(
            "narrow", lambda: model.narrow([asked.accepts]), lambda: not model.is_arranging
        )

    ours, peer = in_turn(narrowed, by_name)
    yield Row("100 000 行按出生日期筛选并画出", "list.sort，同样的记录", ours, peer, 3.0)
    model.narrow(())

    def searched() -> float:
        model.search("")
        eyes.rest(page)
        return eyes.watch("search", lambda: model.search("王伟"), lambda: not model.is_arranging)

    ours, peer = in_turn(searched, by_name)
    yield Row("100 000 行中输入两个字筛选并画出", "list.sort，同样的记录", ours, peer, 3.0)
    model.search("")
    eyes.rest(page)
    yield Row("以上排序和筛选中最长的一帧", _FRAME, eyes.longest(), 0.1, 1.0)


def _frames(page: RecordPage) -> Iterator[Row]:
    from PySide6.QtCore import Qt

    eyes, table, model = _Eyes(), page.table, page.model

    def settled() -> bool:
        return not model.is_busy

    acts: dict[str, Callable[[], object]] = {
        "select all": table.selectAll,
        "type": lambda: page.search.setText("王"),
        "empty": lambda: page.search.setText(""),
        "end": lambda: table.go_to(model.rowCount() - 1, 1),
        "head": lambda: table.sortByColumn(2, Qt.SortOrder.DescendingOrder),
        "back": lambda: table.sortByColumn(-1, Qt.SortOrder.AscendingOrder),
    }
    for _ in range(3):
        for name, act in acts.items():
            eyes.watch(name, act, settled)
    yield Row("全选、搜索、到末行、点表头中最长的一帧", _FRAME, eyes.longest(), 0.1, 1.0)
    texts = iter(range(10**6))

    def edited() -> float:
        place = model.place_of("work_post")
        shown = model.rows[50_000]

        def write() -> None:
            page.work.write([(shown, {"work_post": f"科员{next(texts)}"})], "修改职务")
            page.reload()

        eyes.rest(page)
        row = model.index_of(shown.id).row()
        assert model.index(row, place).isValid()
        return eyes.watch("edit", write, lambda: not model.is_arranging)

    ours, _ = in_turn(edited, lambda: 0.1)
    yield Row("100 000 行中改一格：写入、重排并画出", _FRAME, ours, 0.1, 1.0)
