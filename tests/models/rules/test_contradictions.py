"""Contradictions in the record of a meeting are found, each beside its field, and refuse nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE
from models.meetings.minutes import Ballot, Minutes, Point, save
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    Speech,
    Vote,
)
from models.members import records
from models.rules.contradictions import Surroundings, contradictions, contradictions_between
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY, TODAY = date(2026, 6, 20), date(2026, 11, 5)


@pytest.fixture
def people():
    return people_of(20, groups=2, founded_on=PartialDate(2012, 6))


def found(people, minutes, today=TODAY):
    around = Surroundings(people.store, today)
    return [(f.table, f.field, f.text) for f in contradictions(minutes, around)]


def meeting(people, points=(), **facts):
    return people.minutes(facts.pop("kind", "党员大会"), DAY, points=points, **facts)


def with_vote(people, kind="普通", **votes):
    votes = {"due": 20, "present": 20, "yes": 20, "subject": "通过报告", **votes}
    point = Point(item=AgendaItem(), votes=(Vote(kind=kind, **votes),))
    return people.hold("党员大会", DAY, points=(point,))


def test_a_sound_meeting_has_none(people):
    held = people.hold(
        "党员大会",
        DAY,
        starts_at="14:30",
        ends_at="16:30",
        chair_id=people.id(0),
        away={9: ON_LEAVE},
    )
    assert found(people, held) == []
    assert found(people, with_vote(people, present=19, yes=19)) == []


def test_a_group_meeting_says_of_which_group_it_was(people):
    held = people.hold("党小组会", DAY)
    [(table, field, text)] = found(people, held)
    assert (table, field) == ("meeting", "group_id")
    assert text == "没有写是哪个党小组，按各党小组一起开计入；是一个组开的，请选上组名。"
    assert found(people, people.hold("党小组会", DAY, group_id=people.groups[0].id)) == []


def test_what_is_done_or_made_up_for_is_not_so_in_days_to_come(people):
    point = Point(item=AgendaItem(), tasks=(MeetingTask(what="走访", done_on=date(2026, 11, 6)),))
    held = people.minutes("党员大会", DAY, points=[point], away={9: MADE_UP})
    entries = [
        replace(e, made_up_on=date(2026, 11, 6)) if e.status == MADE_UP else e
        for e in held.attendance
    ]
    told = [text for *_, text in found(people, replace(held, attendance=tuple(entries)))]
    assert told == [
        f"{people.members[9].name}补课的日期2026-11-06还没有到，请核对。",
        "任务的完成日期2026-11-06还没有到，请核对。",
    ]


def test_a_meeting_of_nothing_but_photos_says_that_it_does_not_count(people):
    begun = people.begin("党员大会", DAY)
    [(_, field, text)] = found(people, begun)
    assert field == "starts_at"
    assert "只有照片" in text
    typed = replace(begun, meeting=replace(begun.meeting, starts_at="14:00", venue="会议室"))
    assert found(people, typed) == []


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"starts_at": "16:00", "ends_at": "14:00"}, "ends_at", "结束时间早于开始时间"),
        ({"ends_on": date(2026, 6, 19)}, "ends_on", "结束日期早于开始日期"),
        ({"recorded_at": "2026-07-15 09:00:00"}, "held_on", "注明补录"),
    ],
)
def test_an_end_before_the_start_and_a_late_entry_are_shown(people, facts, field, words):
    [(table, where, text)] = found(people, meeting(people, **facts))
    assert (table, where) == ("meeting", field)
    assert words in text


def test_a_meeting_over_midnight_or_days_is_no_contradiction(people):
    over = meeting(people, starts_at="16:00", ends_at="11:00", ends_on=date(2026, 6, 21))
    assert found(people, over) == []


def test_a_date_before_the_branch_was_founded(people):
    early = people.minutes("党员大会", date(2012, 5, 31))
    assert ("meeting", "held_on", "日期早于支部成立日期（2012-06），请核对。") in found(
        people, early
    )
    assert not found(people, people.minutes("党员大会", date(2012, 6, 1)))[3:]


def test_a_chair_or_recorder_who_is_absent(people):
    minutes = meeting(
        people, chair_id=people.id(0), recorder_id=people.id(1), away={0: ABSENT, 1: ON_LEAVE}
    )
    assert found(people, minutes) == [
        ("meeting", "chair_id", "主持人党员甲登记为缺席，请核对。"),
        (
            "meeting",
            "recorder_id",
            "记录人党员申登记为请假，请核对。".replace("申", people.members[1].name[-1]),
        ),
    ]


@pytest.mark.parametrize("status", [ABSENT, ON_LEAVE, MADE_UP])
def test_an_absent_person_who_speaks(people, status):
    points = (Point(item=AgendaItem(), speeches=(Speech(member_id=people.id(7), words="同意"),)),)
    minutes = meeting(people, points, away={7: status})
    lines = [line for line in found(people, minutes) if line[0] == "speech"]
    assert lines == [
        ("speech", "member_id", f"{people.members[7].name}登记为{status}，却有发言，请核对。")
    ]


def test_an_absent_person_who_lectures_or_reports(people):
    absent, there = people.members[7].name, people.members[8].name
    points = (
        Point(item=AgendaItem(reporter=there)),
        Point(item=AgendaItem(reporter=f"{there}、{absent}同志")),
    )
    minutes = meeting(people, points, lecturer=absent, away={7: ON_LEAVE})
    assert found(people, minutes) == [
        ("meeting", "lecturer", f"主讲人{absent}登记为请假，请核对。"),
        ("agenda_item", "reporter", f"汇报人{absent}登记为请假，请核对。"),
    ]
    assert contradictions(minutes, Surroundings(people.store, TODAY))[1].record_id == -2


def test_of_two_people_called_alike_nothing_is_said_unless_it_is_true_of_both(people):
    namesake(people, 7, 9)
    name = people.members[7].name

    def told(**away):
        numbers = {int(place.removeprefix("n")): status for place, status in away.items()}
        points = (
            Point(
                item=AgendaItem(),
                votes=(Vote(kind="发展", name="王伟", written_yes=1, written_by=name),),
            ),
        )
        minutes = meeting(people, points, kind="发展党员", lecturer=name, away=numbers)
        return [text for *_, text in found(people, minutes) if name in text]

    assert told(n7=ON_LEAVE) == told(n9=ON_LEAVE) == []
    assert told(n7=ON_LEAVE, n9=ABSENT) == [f"主讲人{name}登记为{ABSENT}或{ON_LEAVE}，请核对。"]
    assert told() == [f"{name}登记为出席，又列为提出书面意见的人，请核对。"]


def left(people, place):
    """Take someone off the roll before the day of the meetings here."""
    [roll] = [
        period
        for period in people.store.where(records.Period, member_id=people.id(place))
        if period.aspect == records.ON_ROLL
    ]
    with people.store.change("离开") as change:
        change.save(replace(roll, until=PartialDate(2026, 6, 1)))
    return people.members[place].name


def test_one_who_is_not_of_the_branch_chairs_or_speaks(people):
    name = left(people, 8)
    points = (Point(item=AgendaItem(), speeches=(Speech(member_id=people.id(8), words="同意"),)),)
    minutes = meeting(people, points, chair_id=people.id(8))
    assert found(people, minutes) == [
        ("meeting", "chair_id", f"主持人{name}在2026-06-20不在本支部名册中，也没有编入，请核对。"),
        ("speech", "member_id", f"{name}在2026-06-20不在本支部名册中，也没有编入，却有发言，请核对。"),
    ]  # fmt: skip
    for observers in (name, f"外人，{name}同志", f"{name}（区委）"):
        assert (
            found(people, meeting(people, points, chair_id=people.id(8), observers=observers)) == []
        )
    longer = meeting(people, points, chair_id=people.id(8), observers=f"{name}亮")
    assert len(found(people, longer)) == 2


def test_one_who_joins_the_party_later_cannot_take_the_minutes(people):
    with people.store.change("入党") as change:
        change.save(replace(people.members[9], joined_on=PartialDate(2026, 6, 21)))
    [(_, field, text)] = found(people, meeting(people, recorder_id=people.id(9)))
    assert field == "recorder_id"
    assert "2026-06-21才入党，却登记在2026-06-20的会议里" in text


@pytest.mark.parametrize(
    ("year", "clash"), [(2026, False), (2025, False), (2024, True), (2027, True)]
)
def test_an_appraisal_is_of_its_year_or_the_one_before(people, year, clash):
    lines = found(people, meeting(people, kind="组织生活会", appraisal_year=year))
    assert [text for *_, text in lines] == (
        [f"评议年度是{year}年，会议在2026年，请核对。"] if clash else []
    )


def test_a_written_opinion_is_of_someone_who_was_not_there_one_paper_each(people):
    one, other = people.members[8].name, people.members[9].name
    facts = {
        "kind": "发展", "method": "无记名投票", "name": "王伟", "due": 20, "present": 19, "yes": 19,
    }  # fmt: skip

    def held(by, papers):
        point = Point(item=AgendaItem(), votes=(Vote(**facts, written_yes=papers, written_by=by),))
        minutes = meeting(people, (point,), kind="发展党员", away={9: ON_LEAVE})
        return [(field, text) for _, field, text in found(people, minutes)]

    assert held(other, 1) == []
    assert held(one, 1) == [("written_by", f"{one}登记为出席，又列为提出书面意见的人，请核对。")]
    assert held(" ".join(other), 1) == []
    assert held("", 1) == []
    assert ("written_by", "提出书面意见的有2人，书面意见1份，请核对。") in held(f"{other}、外人", 1)


def test_a_finding_about_a_part_not_saved_names_its_place(people):
    speeches = (Speech(member_id=people.id(6)), Speech(member_id=people.id(7)))
    minutes = meeting(people, (Point(item=AgendaItem(), speeches=speeches),), away={7: ABSENT})
    [one] = contradictions(minutes, Surroundings(people.store, TODAY))
    assert one.record_id == -2
    saved = people.hold("党员大会", DAY, points=minutes.points, away={7: ABSENT})
    [one] = contradictions(saved, Surroundings(people.store, TODAY))
    assert one.record_id == saved.speeches[1].id


@pytest.mark.parametrize(
    ("starts", "ends", "clash"),
    [
        ("15:00", "17:00", True),
        ("16:30", "17:30", False),
        ("13:00", "14:30", False),
        ("14:00", "18:00", True),
        ("15:00", "", True),
        ("", "", False),
    ],
)
def test_one_person_at_two_meetings_at_once(people, starts, ends, clash):
    people.hold("党小组会", DAY, group_id=people.groups[0].id, starts_at="14:30", ends_at="16:30")
    minutes = meeting(people, kind="支委会", starts_at=starts, ends_at=ends)
    lines = found(people, minutes)
    assert bool(lines) is clash
    if clash:
        assert "同一时间还出席了6月20日党小组会" in lines[0][2]


def test_who_is_away_from_one_of_two_meetings_was_not_at_both(people):
    people.hold("支委会", DAY, starts_at="14:30", ends_at="16:30", away={0: ON_LEAVE})
    other = meeting(
        people, starts_at="15:00", ends_at="16:00", away=dict.fromkeys(range(1, 5), ON_LEAVE)
    )
    assert found(people, other) == []


def test_who_is_not_yet_or_no_longer_in_the_branch(people):
    people.period(3, records.STANDING, "正常")
    store = people.store
    [roll] = [p for p in store.where(records.Period, member_id=people.id(8)) if p.aspect == "在册"]
    minutes = people.hold("党员大会", DAY)
    with store.change("离开") as change:
        change.save(replace(roll, until=PartialDate(2026, 6, 1)))
        change.save(replace(people.members[9], joined_on=PartialDate(2026, 6, 21)))
    texts = [text for _, _, text in found(people, minutes)]
    assert len(texts) == 2
    assert "不在本支部名册中" in texts[0]
    assert "2026-06-21才入党" in texts[1]


def test_a_vote_larger_than_the_attendance(people):
    assert any("表决实到20人，多于会议实到有表决权的18人" in text for *_, text in found(
        people,
        people.hold(
            "党员大会", DAY, away={8: ON_LEAVE, 9: ABSENT},
            points=(Point(item=AgendaItem(), votes=(Vote(due=20, present=20, yes=20),)),),
        ),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "votes", "words"),
    [
        ("普通", {"present": 19, "yes": 18, "no": 1, "abstain": 1}, "票数20多于实到19人"),
        ("普通", {"due": 18}, "实到20人多于应到18人"),
        ("普通", {"due": 21}, "表决应到21人，多于会议应到有表决权的20人"),
        ("普通", {"due": 18, "present": 18, "yes": 18}, "表决应到18人，少于会议应到有表决权的20人"),
        ("普通", {"present": 9, "yes": 9}, "须有10人到会"),
        ("发展", {"present": 10, "yes": 10, "name": "王伟"}, "须有11人到会"),
        ("发展", {"name": "王伟", "written_yes": 1}, "加书面意见1份，多于应到20人"),
        ("普通", {"present": 15, "yes": 15, "written_yes": 1}, "书面意见只在接收预备党员"),
        ("转正", {}, "应逐人讨论表决"),
        ("发展", {"name": "王伟、李娜"}, "应逐人讨论表决"),
        ("普通", {"yes": 10, "no": 10, "passed_on": DAY}, "却登记为通过"),
    ],
)
def test_each_number_of_a_vote_is_held_against_the_others(people, kind, votes, words):
    lines = found(people, with_vote(people, kind, **votes))
    assert [line for line in lines if words in line[2]], lines
    assert {line[0] for line in lines} == {"vote"}


def test_a_rejected_motion_is_no_contradiction(people):
    assert found(people, with_vote(people, yes=10, no=10)) == []


def test_a_member_is_voted_on_by_a_meeting_of_all(people):
    point = Point(
        item=AgendaItem(), votes=(Vote(kind="转正", name="王伟", due=5, present=5, yes=5),)
    )
    lines = found(people, people.hold("支委会", DAY, points=(point,)))
    assert [text for *_, text in lines] == ["转正须由党员大会讨论表决，请核对会议类型。"]


def test_where_others_sit_in_on_the_committee_it_votes_alone(people):
    point = Point(item=AgendaItem(), votes=(Vote(due=5, present=5, yes=5),))
    assert found(people, people.hold("支委会", DAY, also="党课", points=(point,))) == []


def test_half_of_the_committee_must_be_there(people):
    away = {0: ABSENT, 1: ON_LEAVE, 2: ON_LEAVE}
    lines = found(people, people.hold("支委会", DAY, away=away))
    assert [text for *_, text in lines] == ["委员5人，实到2人，不足半数，请核对。"]
    assert found(people, people.hold("支委会", date(2026, 6, 21), away={0: ABSENT})) == []


def test_typed_counts_are_held_against_each_other(people):
    typed = Minutes(meeting=Meeting(kind="党课", held_on=DAY, due=10, present=11))
    assert [field for _, field, _ in found(people, typed)] == ["present"]


def test_typed_counts_are_held_against_the_absences_listed(people):
    typed = Meeting(kind="党课", held_on=DAY, due=63, present=61, has_typed_counts=True)
    one = Attendance(member_id=people.id(6), status=ON_LEAVE)
    lines = found(people, Minutes(meeting=typed, attendance=(one,)))
    assert [text for *_, text in lines] == ["应到减实到是2人，登记未到的有1人，请核对。"]
    both = (one, Attendance(name="外来人", status=ABSENT))
    assert found(people, Minutes(meeting=typed, attendance=both)) == []
    assert save(people.store, Minutes(meeting=typed, attendance=both)).meeting.due == 63


def test_attendance_is_complete_in_itself(people):
    minutes = meeting(people, away={6: MADE_UP, 7: ""})
    entries = [
        replace(e, made_up_on=date(2026, 6, 1)) if e.member_id == people.id(8) else e
        for e in minutes.attendance
    ]
    entries.append(Attendance(name="外来人", is_counted=False, status="出席"))
    texts = {
        field: text for _, field, text in found(people, replace(minutes, attendance=tuple(entries)))
    }
    assert set(texts) == {"made_up_on", "excluded_as", "present"}
    assert "还有1人没有登记出席情况" in texts["present"]
    assert "外来人不计入应到" in texts["excluded_as"]


def test_a_meeting_still_to_come_asks_for_nothing_and_has_nobody_present(people):
    planned = meeting(people, away=dict.fromkeys(range(20), ""))
    assert found(people, planned, today=date(2026, 6, 1)) == []
    assert [field for _, field, _ in found(people, meeting(people), today=date(2026, 6, 1))] == [
        "held_on"
    ]


def test_a_task_is_not_due_before_the_meeting(people):
    task = MeetingTask(what="起草", due_on=date(2026, 6, 19), done_on=date(2026, 6, 25))
    lines = found(people, meeting(people, (Point(item=AgendaItem(), tasks=(task,)),)))
    assert lines == [("meeting_task", "due_on", "任务的完成时限早于会议日期，请核对。")]


def ballot(people, yes=(18, 17, 16, 15, 14, 3), elected=5, **numbers):
    numbers = {
        "seats": 5, "due": 20, "present": 20, "voters": 20, "issued": 20, "returned": 20,
        "valid": 20, "invalid": 0, **numbers,
    }  # fmt: skip
    candidates = tuple(
        Candidate(member_id=people.id(n), yes=votes, no=20 - votes, is_elected=n < elected)
        for n, votes in enumerate(yes)
    )
    return Ballot(election=Election(office="委员", **numbers), candidates=candidates)


def election(people, made, **facts):
    return people.hold(
        "换届选举", DAY, points=(Point(item=AgendaItem(), ballots=(made,)),), **facts
    )


def test_a_sound_election_has_none(people):
    assert found(people, election(people, ballot(people))) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"present": 15, "voters": 15}, "须有16人到会"),
        ({"returned": 21, "valid": 21}, "选举无效"),
        ({"issued": 19}, "多于发出的19张"),
        ({"due": 21}, "选举应到21人，多于会议应到有表决权的20人"),
        ({"due": 19}, "选举应到19人，少于会议应到有表决权的20人"),
        ({"valid": 18, "invalid": 1}, "与收回的20张不符"),
        ({"valid": 19, "invalid": 1}, "与有效票19张不符"),
        ({"voters": 20, "present": 19}, "投票20人多于实到19人"),
        ({"yes": (18, 17, 16, 15, 14)}, "候选人应不少于6人，登记了5人"),
        ({"yes": (20, 20, 20, 20, 20, 3)}, "赞成票共103张，多于20张有效票每张至多选5人之数"),
        ({"elected": 6}, "没有超过实到20人的半数，却登记为当选"),
        ({"elected": 4}, "按票数应当选，没有登记当选"),
        ({"yes": (18, 17, 16, 15, 14, 13), "elected": 6}, "名额已由得票更多的人占满"),
    ],
)
def test_each_number_of_an_election_is_held_against_the_others(people, change, words):
    lines = found(people, election(people, ballot(people, **change)))
    assert [line for line in lines if words in line[2]], lines
    assert {line[0] for line in lines} == {"election"}


def test_a_candidate_is_no_teller(people):
    made = ballot(people)
    names = [people.members[place].name for place in (2, 7)]
    election_with = replace(made, election=replace(made.election, tellers="、".join(names)))
    [one] = contradictions(election(people, election_with), Surroundings(people.store, TODAY))
    assert one.text == (
        f"{names[0]}是候选人，又写在监票人和计票人中：监票人应从不是候选人的党员中推选，请核对。"
    )
    assert one.clause == "《中国共产党基层组织选举工作条例》第二十二条"
    namesake(people, 2, 9)
    assert found(people, election(people, election_with)) == []


def namesake(people, place, other):
    """Call a second member as the one in a place is called."""
    with people.store.change("同名") as change:
        change.save(replace(people.members[other], name=people.members[place].name))


def test_one_written_in_by_voters_needs_no_word_on_every_ballot(people):
    made = ballot(people)
    written = Candidate(name="另选的人", yes=2, is_written_in=True)
    with_one = replace(made, candidates=(*made.candidates, written))
    assert found(people, election(people, with_one)) == []
    many = replace(made, candidates=(*made.candidates, replace(written, yes=21)))
    assert any(
        "另选的人得票多于有效票20张" in text for *_, text in found(people, election(people, many))
    )


def test_an_election_whose_numbers_are_not_known_yet_says_nothing(people):
    empty = Ballot(election=Election(), candidates=(Candidate(member_id=people.id(0)),))
    assert found(people, election(people, empty)) == []


def test_a_meeting_without_a_day_yet_says_nothing(people):
    assert found(people, Minutes(meeting=Meeting(kind="党课"))) == []


def test_an_election_larger_than_the_attendance(people):
    made = election(people, ballot(people), away={18: ON_LEAVE})
    assert ("election", "present", "选举实到20人，多于会议实到有表决权的19人，请核对。") in found(
        people, made
    )


def test_a_year_is_held_against_itself_meeting_by_meeting(people):
    people.hold("支委会", DAY, starts_at="14:30", ends_at="16:30")
    people.hold("党课", DAY, starts_at="15:00", ends_at="16:00")
    people.hold("党课", date(2025, 1, 1), starts_at="15:00", ends_at="14:00")
    lines = contradictions_between(people.store, date(2026, 1, 1), date(2026, 12, 31), TODAY)
    assert [made.kind for made, _ in lines] == ["支委会", "党课"]
    assert all(finding.clause and "请核对" in finding.text for _, finding in lines)


@pytest.mark.parametrize(
    ("method", "day", "words"),
    [
        ("", date(2026, 6, 1), "没有填表决方式"),
        ("举手", date(2026, 6, 1), "登记的是举手"),
        ("无记名投票", date(2026, 6, 1), ""),
        ("", date(2026, 5, 10), ""),
    ],
)
def test_a_vote_on_admission_is_by_ballot_since_the_text_of_2026(people, method, day, words):
    one = Vote(kind="发展", name="王伟", method=method, due=20, present=20, yes=20)
    minutes = people.hold("发展党员", day, points=(Point(item=AgendaItem(), votes=(one,)),))
    said = [text for _, field, text in found(people, minutes) if field == "method"]
    assert len(said) == bool(words)
    assert all(words in text for text in said)


def test_one_who_stands_twice_in_an_election_is_named(people):
    made = ballot(people)
    twice = replace(made, candidates=(*made.candidates, made.candidates[0]))
    said = [text for *_, text in found(people, election(people, twice))]
    assert f"{people.members[0].name}在候选人中写了2次，请核对。" in said
