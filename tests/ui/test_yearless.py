"""A day typed without its year is offered only where its field takes a day."""

from __future__ import annotations

from PySide6.QtCore import Qt

from models.dues.records import DuesWaiver
from models.life.records import Study
from tests.ui.conftest import type_text
from ui.record.form import Group, RecordForm


def typed(qtbot, record_type, name, text):
    form = RecordForm(record_type, [Group("", (name,))])
    qtbot.addWidget(form)
    form.offer_year(2026)
    form.show_record(None)
    type_text(form.editor(name), text)
    for _ in range(2):
        qtbot.keyClick(form.editor(name), Qt.Key.Key_Return)
    return form.editor(name)


def test_a_month_is_asked_for_with_its_year_and_no_day_is_offered(qtbot):
    since = typed(qtbot, DuesWaiver, "since", "3-5")
    assert since.text() == "3-5"
    assert "按回车" not in since.accessibleDescription()


def test_a_day_is_taken_by_enter(qtbot):
    assert typed(qtbot, Study, "held_on", "3-5").text() == "2026-03-05"
