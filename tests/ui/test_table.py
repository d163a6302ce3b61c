"""The table model under Qt's own tester, and on a hundred thousand rows."""

from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from models.fields import field_of
from models.members import Member
from models.values import PartialDate
from ui.table.model import RecordModel, column


def people():
    return [
        Member(id=1, name="赵敏", keys="zhao min|zm", born_on=PartialDate(1988, 3, 12)),
        Member(id=2, name="安然", keys="an ran|ar", born_on=None),
        Member(id=3, name="钱伟", keys="qian wei|qw", born_on=PartialDate(1970, 5)),
    ]


@pytest.fixture
def model():
    columns = [column(field_of(Member, name)) for name in ("name", "born_on", "phone")]
    made = RecordModel(columns, key=lambda row: row.id)
    made.set_rows(people())
    return made


def shown(model, place=0):
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_qt(model, qtbot):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.sort(1)
    model.search("伟")
    model.search("")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows(people()[:1])
    model.set_rows([])
    assert tester.model() is model


def test_blanks_stand_last_in_both_directions(model):
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert shown(model, 1) == ["1970-05", "1988-03-12", ""]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(model, 1) == ["1988-03-12", "1970-05", ""]


def test_without_an_order_rows_stand_as_they_came(model):
    model.sort(0)
    model.sort(-1)
    assert shown(model) == ["赵敏", "安然", "钱伟"]


def test_a_persistent_index_follows_its_row(model):
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort(1)
    assert kept.data() == "赵敏"
    assert kept.row() == 1


def test_a_search_of_two_words_wants_both(model):
    model.search("1988 赵")
    assert shown(model) == ["赵敏"]


def test_a_hundred_thousand_rows_are_sorted_and_filtered_near_the_speed_of_python(model, qtbot):
    rows = [
        Member(id=n, name=f"名{n * 7919 % 100_000}", born_on=PartialDate(1950 + n % 50, 1 + n % 12))
        for n in range(100_000)
    ]
    model.set_rows(rows)
    begun = perf_counter()
    sorted(rows, key=lambda row: str(row.born_on or ""))
    bare = perf_counter() - begun
    begun = perf_counter()
    model.sort(1)
    assert perf_counter() - begun < 3 * bare + 0.1
    begun = perf_counter()
    model.search("名123")
    assert perf_counter() - begun < 0.1
    qtbot.waitUntil(lambda: model.rowCount() == 111, timeout=20_000)
    first = perf_counter() - begun
    begun = perf_counter()
    model.search("名1234")
    assert model.rowCount() == 11
    assert perf_counter() - begun < first
