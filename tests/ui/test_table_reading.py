"""A page of very many records: the first at once, the rest a little later, single ones again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from models.fields import field_of
from models.members import Member
from tests.people import save
from ui.record.form import Group
from ui.record.page import RecordPage
from ui.record.view import View
from ui.table.columns import column

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NUMBER = 1_300
NAMES = ("name", "sex", "born_on")
VIEW = View(
    record=Member,
    title="名册",
    unit="人",
    columns=tuple(column(field_of(Member, name)) for name in NAMES),
    groups=(Group("", NAMES),),
    name_of=lambda member: member.name,
)


@pytest.fixture
def page(qtbot, file):
    save(file, *(f"党员{number:04}" for number in range(NUMBER)))
    made = RecordPage(file, VIEW)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    yield made
    made.reading.stop()


def wait(qtbot, page):
    qtbot.waitUntil(lambda: not page.reading.is_reading and not page.model.is_busy)


def amend(page, row, **values):
    """Change a record as another page would, and tell the page."""
    with page.store.change("修改") as change:
        change.save(replace(page.model.every_row[row], **values))
    page.reload()


def test_the_first_rows_stand_at_once_and_all_a_little_later(qtbot, page):
    assert page.model.rowCount() == 200
    page.table.go_to(150, 0)
    wait(qtbot, page)
    assert page.model.rowCount() == NUMBER
    assert page.head.count.text() == f"{NUMBER} 人"
    assert page.table.currentIndex().row() == 150


def test_an_order_asked_for_meanwhile_holds_for_all(qtbot, page):
    page.model.sort(0, Qt.SortOrder.DescendingOrder)
    wait(qtbot, page)
    assert page.model.rows[0].name == f"党员{NUMBER - 1:04}"
    assert page.model.rowCount() == NUMBER


def test_a_record_asked_for_meanwhile_is_found(page):
    page.show_record("member", page.store.all(Member)[-1].id)
    assert page.table.currentIndex().row() == NUMBER - 1


def test_after_an_edit_only_its_row_is_read_again(qtbot, page):
    wait(qtbot, page)
    other = page.model.every_row[5]
    amend(page, 3, name="周敏")
    assert page.model.rows[3].name == "周敏"
    assert page.model.every_row[5] is other
    page.store.undo()
    page.reload()
    assert page.model.rows[3].name == "党员0003"
    assert page.model.every_row[5] is other


def test_several_steps_since_the_last_look_are_all_seen(qtbot, page):
    wait(qtbot, page)
    for row, name in ((1, "周敏"), (2, "吴强")):
        with page.store.change("修改") as change:
            change.save(replace(page.model.every_row[row], name=name))
    page.reload()
    assert [row.name for row in page.model.rows[1:3]] == ["周敏", "吴强"]


def test_a_new_and_a_deleted_record_are_seen_with_the_place_kept(qtbot, page):
    wait(qtbot, page)
    page.table.go_to(700, 1)
    with page.store.change("删除") as change:
        change.delete(page.model.every_row[0])
        change.save(Member(name="新来"))
    page.reload()
    wait(qtbot, page)
    assert page.model.rowCount() == NUMBER
    assert page.model.rows[-1].name == "新来"
    assert page.table.currentIndex().row() == 699
    assert page.table.currentIndex().column() == 1


def test_a_page_left_while_rows_still_come_reads_no_more(qtbot, page):
    page.leave()
    page.store.close()
    qtbot.wait(50)
    assert page.model.rowCount() == 200
