"""Photographs and scans of a meeting: every step is one, and what is kept is not lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.attachments import Attachment, attachments_of, body_of
from models.errors import InvalidRecord, NotFound
from models.meetings.minutes import remove
from models.meetings.moments import belonging_elsewhere
from models.meetings.photos import (
    SCAN,
    Incoming,
    arrange,
    describe,
    give,
    not_kept,
    put,
    take_out,
)
from models.parts import whole_of
from models.verify import verify
from tests.models.meetings.branches import people_of

DAY = date(2026, 3, 20)


@pytest.fixture
def people():
    return people_of(6)


@pytest.fixture
def meeting(people):
    return people.hold("党员大会", DAY, starts_at="14:30", ends_at="16:30").meeting


def photos(*bodies):
    return [Incoming(name=f"{body}.jpg", body=body.encode()) for body in bodies]


def names(store, meeting):
    return [each.name for each in attachments_of(store, meeting)]


def test_photographs_are_put_in_last_as_one_step_that_says_what_it_was(people, meeting):
    store = people.store
    put(store, meeting, photos("甲"))
    put(store, meeting, [*photos("乙", "丙"), Incoming(name="丁.pdf", body=b"4", media_type=SCAN)])
    assert names(store, meeting) == ["甲.jpg", "乙.jpg", "丙.jpg", "丁.pdf"]
    assert store.undoable.title == "给3月20日党员大会放入2张照片和1份扫描件"
    store.undo()
    assert names(store, meeting) == ["甲.jpg"]
    store.redo()
    assert body_of(store, attachments_of(store, meeting)[3]) == b"4"
    assert verify(store) == []


def test_what_is_kept_already_is_not_taken_twice(people, meeting):
    put(people.store, meeting, photos("甲"))
    fresh = not_kept(people.store, meeting, photos("甲", "乙", "乙"))
    assert [one.name for one in fresh] == ["乙.jpg"]


def test_a_caption_the_order_and_a_removal_are_each_one_step(people, meeting):
    store = people.store
    first, second, third = put(store, meeting, photos("甲", "乙", "丙"))
    assert describe(store, meeting, first, "  会场\n全景 ").caption == "会场 全景"
    with pytest.raises(InvalidRecord, match="最多200个字，现有201个字"):
        describe(store, meeting, first, "长" * 201)
    arrange(store, meeting, [third, store.get(Attachment, first.id), second])
    assert names(store, meeting) == ["丙.jpg", "甲.jpg", "乙.jpg"]
    take_out(store, meeting, third)
    for left in (["丙.jpg", "甲.jpg", "乙.jpg"], ["甲.jpg", "乙.jpg", "丙.jpg"]):
        store.undo()
        assert names(store, meeting) == left
    store.undo()
    assert attachments_of(store, meeting)[0].caption == ""


def test_an_order_given_leaves_what_was_entered_meanwhile(people, meeting):
    store = people.store
    first, second = put(store, meeting, photos("甲", "乙"))
    describe(store, meeting, first, "会场")
    arrange(store, meeting, [second, first])
    assert [each.caption for each in attachments_of(store, meeting)] == ["", "会场"]
    take_out(store, meeting, first)
    with pytest.raises(NotFound):
        arrange(store, meeting, [first, second])


def test_a_photograph_that_the_other_meeting_has_is_there_once_afterwards(people, meeting):
    store = people.store
    other = people.hold("支委会", date(2026, 3, 19)).meeting
    put(store, other, photos("甲"))
    given = put(store, meeting, photos("甲", "乙", "丙"))
    give(store, given[:2], other)
    assert (names(store, meeting), names(store, other)) == (["丙.jpg"], ["甲.jpg", "乙.jpg"])
    assert [each.place for each in attachments_of(store, other)] == [1, 2]
    store.undo()
    assert (len(names(store, meeting)), names(store, other)) == (3, ["甲.jpg"])


def test_photographs_given_to_another_meeting_come_back_whole(people, meeting):
    store = people.store
    other = people.hold("支委会", date(2026, 3, 19)).meeting
    put(store, other, photos("丁", "戊"))
    first, second = put(store, meeting, photos("甲", "乙"))
    first = describe(store, meeting, first, "会场")
    give(store, [first], other)
    assert names(store, meeting) == ["乙.jpg"]
    assert names(store, other) == ["丁.jpg", "戊.jpg", "甲.jpg"]
    assert attachments_of(store, other)[2].caption == "会场"
    assert store.undoable.title == "把1张照片放到3月19日支委会"
    take_out(store, meeting, second)
    given = next(entry for entry in store.entries() if entry.title.startswith("把1张"))
    store.undo_entry(given.id)
    assert (names(store, meeting), names(store, other)) == (["甲.jpg"], ["丁.jpg", "戊.jpg"])
    assert verify(store) == []


def test_a_meeting_taken_off_takes_its_photographs_and_gets_no_more(people, meeting):
    store = people.store
    [photo] = put(store, meeting, photos("甲"))
    assert whole_of(store, "attachment", photo.id) == ("meeting", meeting.id)
    remove(store, meeting)
    assert store.all(Attachment) == []
    for step in (
        lambda: put(store, meeting, photos("乙")),
        lambda: describe(store, meeting, photo, "会场"),
        lambda: give(store, [photo], meeting),
    ):
        with pytest.raises(NotFound):
            step()
    store.undo()
    assert names(store, meeting) == ["甲.jpg"]


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        ("2026-03-20 15:00", ""),
        ("2026-03-20 09:30", "支委会"),
        ("2026-03-20 12:10", ""),
        ("2026-04-01 11:00", "党课"),
        ("2026-05-01 11:00", ""),
    ],
)
def test_a_photograph_of_another_meetings_time_is_offered_to_it(people, meeting, taken, offered):
    people.hold("支委会", DAY, starts_at="09:00", ends_at="10:00")
    people.hold("党课", date(2026, 4, 1))
    moments = [None, datetime.fromisoformat(taken)]
    found = belonging_elsewhere(people.store, meeting, moments)
    assert [(other.kind, places) for other, places in found] == (
        [(offered, [1])] if offered else []
    )


def test_a_photograph_of_two_meetings_at_once_stays_where_it_was_put(people, meeting):
    other = people.hold("主题党日", DAY, starts_at="14:00", ends_at="17:00").meeting
    moment = datetime.fromisoformat("2026-03-20 15:00")
    assert belonging_elsewhere(people.store, meeting, [moment]) == []
    assert belonging_elsewhere(people.store, other, [moment]) == []
