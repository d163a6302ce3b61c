"""The table model under Qt's own tester, and on a hundred thousand rows."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from models.fields import field_of
from models.members import Member
from models.values import PartialDate
from ui.table import arrangement
from ui.table.columns import column
from ui.table.model import RecordModel


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


@pytest.fixture
def in_pieces(monkeypatch):
    """Have even three rows arranged as a hundred thousand are."""
    monkeypatch.setattr("ui.table.model.AT_ONCE", 0)
    monkeypatch.setattr(arrangement, "_RUN", 3)
    monkeypatch.setattr(arrangement, "_SLICE", 2)


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_many_rows_are_ordered_as_few_are(qtbot, in_pieces, model, order):
    names = ["丙", "甲", "", "乙", "甲", "丙", "乙", "甲", "", "乙", "丙"]
    people = [Member(id=n, name=name or "无", phone=name) for n, name in enumerate(names)]
    model.set_rows(people)
    model.sort(2, order)
    qtbot.waitUntil(lambda: not model.is_arranging)
    down = order == Qt.SortOrder.DescendingOrder
    filled = sorted((p for p in people if p.phone), key=lambda p: p.phone, reverse=down)
    assert [p.id for p in model.rows] == [p.id for p in filled] + [2, 8]


def test_a_changed_row_of_many_goes_where_it_belongs_and_is_found_anew(qtbot, in_pieces, model):
    model.sort(0)
    model.search("周")
    qtbot.waitUntil(lambda: not model.is_busy)
    model.put_rows([replace(model.row_of(2), name="龙周")])
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert shown(model) == ["龙周"]
    model.search("")
    qtbot.waitUntil(lambda: not model.is_busy)
    assert shown(model) == ["赵敏", "钱伟", "龙周"]


def test_a_changed_row_is_shown_without_showing_the_others_anew(qtbot, model):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.put_rows([replace(model.row_of(2), name="周然")])
    assert {index.row() for index in told.args[:2]} == {1}
    assert shown(model) == ["赵敏", "周然", "钱伟"]


def test_a_hundred_thousand_rows_never_hold_the_window_up(model, qtbot):
    rows = [
        Member(id=n, name=f"名{n * 7919 % 100_000}", born_on=PartialDate(1950 + n % 50, 1 + n % 12))
        for n in range(100_000)
    ]
    model.set_rows(rows)
    qtbot.waitUntil(lambda: not model.is_busy, timeout=20_000)
    for act, number in (
        (lambda: model.sort(1), 100_000),
        (lambda: model.search("名123"), 111),
        (lambda: model.search("名1234"), 11),
        (lambda: model.search(""), 100_000),
    ):
        before = list(model.rows[:3])
        begun = perf_counter()
        act()
        assert perf_counter() - begun < 0.05
        assert model.rows[:3] == before
        qtbot.waitUntil(lambda: not model.is_arranging, timeout=20_000)
        assert model.rowCount() == number
    assert model.rows[0].born_on == PartialDate(1950, 1)
