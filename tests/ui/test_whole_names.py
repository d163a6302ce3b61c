"""People of one name are told apart in full wherever the minutes name them."""

from __future__ import annotations

from datetime import date

import pytest

from models.fields import PartialDate
from models.meetings.minutes import Minutes, Point, save
from models.meetings.records import AgendaItem, Meeting, MeetingTask, Speech
from models.members import Member
from models.members.movements import enter
from models.members.names import distinct_names
from ui.meeting.form import MinutesForm
from ui.record.editors import ReferenceEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def meeting(desk):
    """Give a meeting that names two people called alike."""
    store = desk.store
    first, second = (
        enter(store, Member(name="欧阳袁佳", sex="女", born_on=PartialDate(1989, month, 3))).id
        for month in (11, 12)
    )
    point = Point(
        item=AgendaItem(topic="学习"),
        speeches=(Speech(member_id=first, words="要学深"),),
        tasks=(MeetingTask(what="准备材料", member_id=second),),
    )
    held = Meeting(kind="支委会", held_on=date(2026, 3, 20), chair_id=first, recorder_id=second)
    return save(store, Minutes(meeting=held, points=(point,))).meeting


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (683, 384)])
def test_boxes_of_people_called_alike_show_the_whole_name(qtbot, window, desk, meeting, size):
    window.resize(*size)
    desk.show_page("meetings")
    desk.page.open_meeting(meeting.id)
    form = desk.page.findChild(MinutesForm)
    qtbot.waitExposed(form)
    boxes = [box for box in form.findChildren(ReferenceEditor) if "欧阳袁佳（" in box.currentText()]
    assert len(boxes) == 4
    for box in boxes:
        text = box.line.fontMetrics().horizontalAdvance(box.currentText())
        assert box.line.width() >= text, box.objectName()
    area = form.area
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


def test_a_year_of_dues_stands_in_a_common_window_with_people_called_alike(qtbot, window):
    window.show_sample()
    names = distinct_names(window.desk.store.all(Member))
    assert any("（" in name for name in names.values())
    window.desk.show_page("dues")
    grid = window.desk.page.part.grid
    qtbot.waitExposed(grid)
    qtbot.waitUntil(lambda: grid.viewport().width() > 1000)
    assert grid.horizontalScrollBar().maximum() == 0
