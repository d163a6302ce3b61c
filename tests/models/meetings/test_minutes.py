"""A meeting is read and written as one, and everything of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.attachments import attach, attachments_of
from models.errors import InvalidRecord
from models.life.records import LifeEntry
from models.meetings.attending import ON_LEAVE
from models.meetings.minutes import (
    Ballot,
    Minutes,
    Point,
    copied,
    from_text,
    minutes_between,
    minutes_of,
    parts_of,
    remove,
    save,
    to_text,
)
from models.meetings.people import name_in, names_of
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    Speech,
    Template,
    Vote,
)
from models.meetings.templates import begun, points_of, templates_for
from models.members.movements import remove as remove_members
from models.parts import whole_of
from models.verify import verify
from tests.models.meetings.branches import people_of
from tests.people import content

DAY = date(2026, 3, 20)


def full_points(people):
    """Return points that hold one of everything."""
    ballot = Ballot(
        election=Election(office="书记", seats=1, due=8, present=8),
        candidates=(Candidate(member_id=people.id(0), yes=8), Candidate(name="外来人")),
    )
    return (
        Point(
            item=AgendaItem(topic="听取报告", report="报告", resolution="同意"),
            speeches=(
                Speech(member_id=people.id(1), words="我同意，建议早办。"),
                Speech(name="上级领导", words="讲三点意见。"),
            ),
            tasks=(MeetingTask(what="起草方案", member_id=people.id(2), due_on=date(2026, 4, 1)),),
            votes=(Vote(subject="通过报告", due=8, present=8, yes=8),),
        ),
        Point(item=AgendaItem(topic="选举书记"), ballots=(ballot,)),
    )


@pytest.fixture
def people():
    return people_of(8)


def test_a_meeting_comes_back_as_it_was_saved(people):
    saved = people.hold(points=full_points(people), name="第一季度党员大会", away={3: ON_LEAVE})
    found = minutes_of(people.store, saved.meeting.id)
    assert found == saved
    assert minutes_between(people.store, DAY, DAY) == [saved]
    assert minutes_between(people.store, date(2026, 3, 21), date(2026, 12, 31)) == []
    assert [len(part) for part in (found.votes, found.ballots, found.speeches)] == [1, 1, 2]
    assert verify(people.store) == []


def test_saving_again_changes_only_what_differs_and_drops_what_is_gone(people):
    saved = people.hold(points=full_points(people))
    first, second = saved.points
    changed = replace(
        saved,
        points=(second, replace(first, speeches=first.speeches[1:], votes=())),
        attendance=saved.attendance[1:],
    )
    after = save(people.store, changed)
    assert minutes_of(people.store, saved.meeting.id) == after
    assert [point.item.topic for point in after.points] == ["选举书记", "听取报告"]
    assert after.meeting.due == 7
    entry = people.store.entries()[0]
    assert entry.title == "修改3月20日党员大会"
    tables = [change.table for change in people.store.changes(entry.id)]
    assert sorted(tables) == sorted(
        ["meeting", "attendance", "agenda_item", "agenda_item", "speech", "speech", "vote"]
    )
    people.store.undo()
    assert minutes_of(people.store, saved.meeting.id) == saved
    assert verify(people.store) == []


def test_an_entry_is_one_step_to_take_back(people):
    before = content(people.store)
    people.hold(points=full_points(people))
    assert people.store.undoable.title == "登记3月20日党员大会"
    people.store.undo()
    assert content(people.store) == before
    people.store.redo()
    assert len(people.store.all(Meeting)) == 1


def test_a_removed_meeting_takes_all_its_parts_along_and_comes_back_whole(people):
    saved = people.hold(points=full_points(people))
    with people.store.change("照片") as change:
        attach(people.store, change, saved.meeting, "合影.jpg", b"x")
        change.save(LifeEntry(year=2026, problem="联系群众不够", meeting_id=saved.meeting.id))
    before = content(people.store)
    remove(people.store, saved.meeting)
    for table in ("meeting", "attendance", "speech", "vote", "candidate", "attachment"):
        assert content(people.store)[table] == {}
    assert people.store.all(LifeEntry)[0].meeting_id is None
    people.store.undo()
    assert content(people.store) == before
    assert attachments_of(people.store, saved.meeting)


def test_who_is_taken_off_the_file_stays_in_the_minutes_by_name(people):
    saved = people.hold(points=full_points(people), chair_id=people.id(1))
    before = content(people.store)
    remove_members(people.store, people.members[1])
    found = minutes_of(people.store, saved.meeting.id)
    names = names_of(people.store)
    assert name_in(found.meeting, names, "chair_id") == "党员申"
    assert name_in(found.speeches[0], names) == "党员申"
    assert [name_in(entry, names) for entry in found.attendance][1] == "党员申"
    assert (found.meeting.due, found.meeting.present) == (8, 8)
    people.store.undo()
    assert content(people.store) == before


def test_what_is_not_acceptable_is_said_and_nothing_is_written(people):
    bad = people.minutes(starts_at="25:00")
    with pytest.raises(InvalidRecord, match="时间应如14:30"):
        save(people.store, bad)
    with pytest.raises(InvalidRecord, match="日期不能为空"):
        save(people.store, Minutes(meeting=Meeting(kind="党课")))
    votes = (Point(item=AgendaItem(), votes=(Vote(yes=-1),)),)
    with pytest.raises(InvalidRecord, match="不能小于0"):
        save(people.store, people.minutes(points=votes))
    assert people.store.all(Meeting) == []


def test_a_minute_of_300_000_characters_is_kept_whole(people):
    body = "会议听取了工作报告，与会同志逐一发言。\n" * 15_800
    saved = people.hold(body=body.strip())
    assert minutes_of(people.store, saved.meeting.id).meeting.body == body.strip()
    assert people.store.search("与会同志逐一")


def test_search_finds_what_was_said_and_leads_to_the_meeting(people):
    people.hold(points=full_points(people), body="讨论党费收缴")
    assert [hit.table for hit in people.store.search("建议早办")] == ["speech"]
    assert [hit.table for hit in people.store.search("党费收缴")] == ["meeting"]
    assert people.store.search("出席") == []
    saved = people.store.all(Meeting)[0]
    wholes = {
        whole_of(people.store, part.table, part.id)
        for part in parts_of(minutes_of(people.store, saved.id))
    }
    assert wholes == {("meeting", saved.id)}
    assert whole_of(people.store, "member", people.id(0)) == ("member", people.id(0))
    assert whole_of(people.store, "speech", 999) == ("speech", 999)


def test_a_draft_as_text_gives_the_meeting_back(people):
    minutes = people.minutes(points=full_points(people), body="一\n二", away={2: ON_LEAVE})
    assert from_text(to_text(minutes)) == minutes
    people.store.keep_draft("meeting", to_text(minutes))
    assert from_text(people.store.draft("meeting")) == minutes


def test_a_copy_has_the_facts_and_topics_and_nothing_that_happened(people):
    saved = people.hold(
        points=full_points(people), venue="三楼", campaign="党纪学习教育", body="旧"
    )
    copy = copied(saved, date(2026, 6, 20))
    assert (copy.meeting.id, copy.meeting.venue, copy.meeting.campaign) == (
        None,
        "三楼",
        "党纪学习教育",
    )
    assert (copy.meeting.body, copy.meeting.due, copy.attendance) == ("", None, ())
    assert [point.item.topic for point in copy.points] == ["听取报告", "选举书记"]
    assert all(part.id is None for part in parts_of(copy))
    assert not copy.points[0].item.resolution


def test_a_meeting_begins_with_its_template_who_should_attend_and_the_chair(people):
    minutes = begun(people.store, "党员大会", DAY)
    assert minutes.meeting.chair_id == people.id(0)
    assert len(minutes.attendance) == 8
    assert minutes.points[0].item.topic == "传达学习上级精神"
    theme = begun(people.store, "主题党日", DAY, also=["党课"])
    assert {point.item.part for point in theme.points} == {"规定动作", "自选动作"}
    assert theme.meeting.kinds == ("主题党日", "党课")
    assert begun(people.store, "座谈会", DAY).points == ()


def test_a_group_is_chaired_by_its_leader():
    people = people_of(12, groups=2)
    minutes = begun(people.store, "党小组会", DAY, group_id=people.groups[1].id)
    assert minutes.meeting.chair_id == people.id(6)
    leaderless = people_of(4, committee=0)
    assert begun(leaderless.store, "党员大会", DAY).meeting.chair_id is None


def test_the_branchs_own_agenda_takes_the_place_of_the_shipped_one(people):
    with people.store.change("模板") as change:
        change.save(Template(kind="支委会", name="月度支委会", topics="议党建\n\n议业务"))
        change.save(Template(kind="支委会", name="临时", topics="议急事"))
        change.save(Template(kind="党课", name="专题党课", is_hidden=True))
    found = templates_for(people.store, "支委会")
    assert [one.name for one in found] == ["月度支委会", "临时"]
    assert [point.item.topic for point in points_of(found[0])] == ["议党建", "议业务"]
    assert templates_for(people.store, "党课") == []


def test_attendance_of_a_person_stands_once_in_a_meeting(people):
    saved = people.hold()
    twice = replace(saved, attendance=(*saved.attendance, Attendance(member_id=people.id(0))))
    from models.errors import AppError

    with pytest.raises(AppError):
        save(people.store, twice)
    assert minutes_of(people.store, saved.meeting.id) == saved
