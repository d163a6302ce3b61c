"""What was deleted from minutes is put back where it stood, as long as that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from models.meetings.minutes import Ballot
from models.meetings.records import Candidate, Election
from tests.ui.conftest import sweep
from tests.ui.test_minutes_editor import DAY, branch, shown
from ui.pages.minutes_editor import MinutesEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def people():
    return branch()


@pytest.fixture
def editor(qtbot, people):
    made = shown(qtbot, people.store)
    made.begin_new("党员大会", DAY)
    return made


def deleted(qtbot, editor, name, offered_by):
    """Press a cross and return the offer to put back what went."""
    (cross,) = [
        b
        for b in offered_by.findChildren(QPushButton)
        if b.accessibleName() == name and b.isEnabled()
    ]
    with qtbot.waitSignal(editor.offered) as offered:
        cross.click()
    return offered.args[2]


def test_a_topic_taken_out_of_one_meeting_is_not_put_into_another(qtbot, editor):
    put_back = deleted(qtbot, editor, "删除这个议题", editor.form.agenda.cards[0])
    with qtbot.waitSignal(put_back.withdrawn):
        editor.begin_new("支委会", DAY)
    before = editor.minutes().points
    put_back()
    assert editor.minutes().points == before


def test_a_topic_is_put_back_after_the_meeting_was_saved_and_not_once_it_is_closed(qtbot, editor):
    first = editor.form.agenda.cards[0].item.editors["topic"].text()
    put_back = deleted(qtbot, editor, "删除这个议题", editor.form.agenda.cards[0])
    assert editor.save()
    put_back()
    assert editor.minutes().points[0].item.topic == first
    put_back = deleted(qtbot, editor, "删除这个议题", editor.form.agenda.cards[0])
    with qtbot.waitSignal(put_back.withdrawn):
        editor.finish()


def test_a_line_whose_point_was_built_anew_is_offered_no_more(qtbot, people, editor):
    card = editor.form.agenda.cards[0]
    card.add_speech()
    card.speeches[0].editors["words"].setPlainText("同意")
    put_back = deleted(qtbot, editor, "删除这条发言", card)
    assert editor.save()
    sweep()
    put_back()
    assert [point.speeches for point in editor.minutes().points] == [()] * 4


def test_the_notice_goes_with_the_point_that_its_line_was_taken_out_of(qtbot, desk):
    desk.show_page("meetings")
    desk.page.begin_new("党员大会", DAY, None)
    editor = desk.page.findChild(MinutesEditor)
    editor.form.agenda.cards[0].add_task()
    editor.form.agenda.cards[0].tasks[0].editors["what"].setPlainText("印发")
    deleted(qtbot, editor, "删除这条任务", editor.form.agenda.cards[0])
    assert "已删除这条" in desk.notice.sentence
    editor.form.agenda.show_points(editor.minutes().points)
    sweep()
    assert desk.notice.sentence == ""


def test_a_candidate_is_put_back_where_they_stood(qtbot, people, editor):
    editor.form.agenda.cards[0].add_election()
    (election,) = editor.form.agenda.cards[0].elections
    who = [people.id(0), people.id(1), people.id(2)]
    election.show_ballot(
        Ballot(election=Election(seats=2), candidates=tuple(Candidate(member_id=n) for n in who))
    )
    put_back = deleted(qtbot, editor, "删除这条候选人", election.candidates[0])
    sweep()
    put_back()
    assert [one.member_id for one in editor.minutes().ballots[0].candidates] == who
    assert [election._list.indexOf(line) for line in election.candidates] == [0, 1, 2]
