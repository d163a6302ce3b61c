"""The papers of organisation life say what was entered, and leave blank what was not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import docx
import pytest

from exporters.files import write_sheet
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE
from exporters.papers.gathering import notice_text
from exporters.papers.held import han
from exporters.sheet import Paragraph, Table
from exporters.wording import words
from models.branch import Branch
from models.errors import NotFound
from models.life.records import Appraisal, LifeEntry, Talk, TalkPerson
from models.meetings.attending import ON_LEAVE
from models.meetings.minutes import Ballot, Point, save
from models.meetings.records import AgendaItem, Candidate, Election, MeetingTask, Speech, Vote
from models.meetings.templates import points_of, templates_for
from models.sample import make_sample
from models.store import Store
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)
ASKED = Asked(2026, DAY)


@pytest.fixture
def people():
    return people_of(8, groups=2)


def made(people, code, record):
    return CATALOGUE[code].make(people.store, record.id if record else 0, ASKED)


def said(sheet):
    return "\n".join(text for _, text in words(sheet))


def bare(text):
    return re.sub(r"\s+", "", text)


def held(people, **facts):
    point = Point(
        item=AgendaItem(
            topic="讨论转正", reporter="组织委员", report="汇报情况。", resolution="同意。"
        ),
        speeches=(Speech(member_id=people.id(1), words="同意，工作踏实。"),),
        tasks=(
            MeetingTask(what="报上级党委审批", member_id=people.id(2), due_on=date(2026, 4, 1)),
        ),
        votes=(
            Vote(
                kind="转正", subject="某某转正", method="无记名投票", due=8, present=6, yes=5, no=1
            ),
        ),
    )
    return people.hold(
        points=[point], away={6: ON_LEAVE, 7: ON_LEAVE}, starts_at="14:30", ends_at="16:10",
        venue="三楼会议室", chair_id=people.id(0), recorder_name="外来人", **facts,
    ).meeting  # fmt: skip


def test_minutes_say_head_speeches_votes_resolution_tasks_and_the_end(people):
    sheet = made(people, "minutes", held(people))
    names = [member.name for member in people.members]
    assert sheet.title == "第三党支部党员大会会议记录"
    text = said(sheet)
    for part in (
        "（2026年第1次）", "时　　间：2026年3月20日14:30至16:10", f"主　　持：{names[0]}\t记　　录：外来人",
        "应　　到：8人\t实　　到：6人", f"缺　　席：{names[6]}（请假）、{names[7]}（请假）",
        "一、讨论转正", "组织委员：汇报情况。", f"{names[1]}：同意，工作踏实。",
        "赞成5票，不赞成1票，弃权0票。赞成票超过应到会有表决权人数的半数，表决通过。", "决议：同意。",
        f"任务：报上级党委审批（责任人{names[2]}，2026年4月1日前完成）。", "16时10分散会。",
        "主持人（签名）：",
    ):  # fmt: skip
        assert part in text


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("支委会", "第三党支部委员会会议记录"),
        ("换届选举", "第三党支部换届选举党员大会会议记录"),
        ("主题党日", "第三党支部主题党日活动记录"),
    ],
)
def test_each_type_has_its_full_name(people, kind, title):
    assert made(people, "minutes", people.hold(kind).meeting).title == title


def test_half_of_the_votes_is_not_printed_as_passed(people):
    vote = Vote(kind="普通", due=8, present=8, yes=4, no=4)
    meeting = people.hold(points=[Point(item=AgendaItem(topic="事项"), votes=(vote,))]).meeting
    assert "没有超过应到会有表决权人数的半数，表决未通过" in said(made(people, "minutes", meeting))


def test_what_was_entered_late_says_so(people):
    meeting = people.hold(recorded_at="2026-06-30 09:00:00").meeting
    assert "（2026年第1次，补录）" in said(made(people, "minutes", meeting))
    assert "补录" in said(made(people, "summary", meeting))


def test_six_thousand_characters_keep_the_grid_and_the_places_to_sign(
    people, tmp_path, no_progress, pdf_words
):
    speech = "大家认真学习了有关文件，结合各自的工作谈了体会，一致认为要把学习成果用到服务群众上。"
    text = (speech * 150)[:6000]
    item = AgendaItem(topic="学习", report=text)
    for more in range(3):
        point = Point(item=item, speeches=(Speech(name="甲", words="同意。\n" * (more * 3)),))
        meeting = people.hold(day=date(2026, 3, 20 + more), points=[point], ends_at="16:00").meeting
        sheet = made(people, "minutes", meeting)
        write_sheet(tmp_path / "a.pdf", sheet, no_progress)
        pages = pdf_words(tmp_path / "a.pdf", "-layout").split("\f")[:-1]
        lines = [line.strip() for line in pages[1].splitlines() if line.strip()][:-1]
        assert len(lines) == 22
        assert max(len(line) for line in lines) == 28
        assert f"第1页共{len(pages)}页" in bare(pages[0])
        assert "散会" in pages[-1]
        assert "记录人（签名）" in pages[-1]


def test_pdf_and_word_say_the_same(people, tmp_path, no_progress, pdf_words):
    sheet = made(people, "minutes", held(people))
    for ending in ("pdf", "docx", "xlsx"):
        write_sheet(tmp_path / f"a.{ending}", sheet, no_progress)
    body = docx.Document(str(tmp_path / "a.docx")).element.body
    word = bare("".join(element.text or "" for element in body.iter("{*}t")))
    pdf = bare(pdf_words(tmp_path / "a.pdf", "-raw"))
    texts = [bare(line) for _, text in words(sheet) for line in re.split(r"[\t\n]", text)]
    assert [text for text in texts if text not in word] == []
    assert [text for text in texts if len(text) < 20 and text not in pdf] == []


def test_nobody_and_nothing_entered_still_prints(tmp_path, no_progress):
    empty = people_of(0)
    meeting = empty.hold("党小组会").meeting
    for code in ("minutes", "summary", "copybook", "notice", "signin", "signin-filled"):
        write_sheet(tmp_path / f"{code}.pdf", made(empty, code, meeting), no_progress)


def test_everyone_absent_with_long_names_still_prints(tmp_path, no_progress, pdf_words):
    many = people_of(40)
    meeting = many.hold(
        away=dict.fromkeys(range(40), ON_LEAVE), chair_name="阿依古丽·买买提吐尔逊江" * 2
    ).meeting
    write_sheet(tmp_path / "a.pdf", made(many, "minutes", meeting), no_progress)
    text = bare(pdf_words(tmp_path / "a.pdf", "-raw"))
    assert [m.name for m in many.members if f"{m.name}（请假）" not in text] == []


def test_a_notice_is_also_plain_text(people):
    meeting = held(people)
    text = notice_text(people.store, meeting.id, ASKED)
    assert text.splitlines()[:2] == ["关于召开党员大会的通知", "各位党员："]
    assert "定于2026年3月20日（星期五）14:30在三楼会议室召开党员大会。" in text
    assert "2026年11月5日" in text


def test_a_notice_of_an_admission_calls_it_what_it_is(people):
    meeting = people.hold("发展党员").meeting
    assert "关于召开党员大会的通知" in notice_text(people.store, meeting.id, ASKED)
    assert made(people, "notice", people.hold("主题党日").meeting).title == "主题党日通知"


def test_the_list_to_sign_is_blank_before_and_filled_after(people):
    meeting = held(people)
    blank, filled = made(people, "signin", meeting), made(people, "signin-filled", meeting)
    rows = next(block for block in blank.blocks if isinstance(block, Table)).rows
    assert len(rows) == 8
    assert {row[2:] for row in rows} == {("", "")}
    assert said(filled).count("请假") == 2
    assert "请假" not in said(blank)


def test_a_theme_day_is_told_by_its_parts_and_another_meeting_is_refused(people):
    points = [
        Point(item=AgendaItem(topic="重温入党誓词", part="规定动作")),
        Point(item=AgendaItem(topic="志愿服务", part="自选动作", report="清扫小区。")),
    ]
    day = people.hold("主题党日", name="学雷锋", points=points).meeting
    text = said(made(people, "theme-day", day))
    assert "1. 重温入党誓词" in text
    assert "1. 志愿服务\n清扫小区。" in text
    other = people.hold("支委会").meeting
    with pytest.raises(NotFound, match="不是主题党日"):
        made(people, "theme-day", other)
    assert CATALOGUE["theme-day"].records(people.store, ASKED) == [day]


def elected(people):
    ballot = Ballot(
        election=Election(office="委员", seats=1, due=8, present=8, issued=8, returned=8, valid=8),
        candidates=(
            Candidate(member_id=people.id(0), yes=7, no=1, is_elected=True),
            Candidate(member_id=people.id(1), yes=1, no=7),
            Candidate(name="另外的人", yes=0, is_written_in=True),
        ),
    )
    point = Point(item=AgendaItem(topic="选举"), ballots=(ballot,))
    people.hold("换届选举", points=[point])
    return people.store.all(Election)[0]


def test_a_ballot_names_only_candidates_and_no_votes_and_the_result_all(people):
    election = elected(people)
    names = [member.name for member in people.members]
    for code in ("ballot", "tally"):
        text = said(made(people, code, election))
        assert names[0] in text
        assert "另外的人" not in text
        assert "7" not in text
    text = said(made(people, "election-result", election))
    assert "另外的人" in text
    assert f"当选\n{names[0]}" in text


@pytest.mark.parametrize(
    ("office", "order"),
    [("委员", ["丁一", "王伟", "李强", "张三"]), ("书记", ["张三", "王伟", "丁一", "李强"])],
)
def test_committee_candidates_stand_by_strokes_and_others_as_the_superior_put_them(
    people, office, order
):
    """选举工作条例第二十四条."""
    candidates = tuple(Candidate(name=name) for name in ("张三", "王伟", "丁一", "李强"))
    ballot = Ballot(election=Election(office=office, seats=3), candidates=candidates)
    point = Point(item=AgendaItem(topic="选举"), ballots=(ballot,))
    people.hold("换届选举", points=[point])
    election = people.store.all(Election)[0]
    for code, column in (("ballot", 0), ("tally", 1)):
        table = next(b for b in made(people, code, election).blocks if isinstance(b, Table))
        assert [row[column] for row in table.rows][: len(order)] == order
    request = said(made(people, "nominees-request", election))
    assert [request.index(name) for name in order] == sorted(request.index(n) for n in order)


def test_a_request_leaves_open_what_is_not_known(people):
    text = said(made(people, "election-request", None))
    assert f"{people.members[0].name}（书记）" in text
    assert "拟设委员　　名" in text


def test_a_plan_of_a_life_meeting_leaves_open_what_is_not_known(people):
    meeting = people.hold("组织生活会", name="年度组织生活会").meeting
    text = said(made(people, "life-plan", meeting))
    assert "年度组织生活会。" in text
    assert "学习内容：　　　　\n" in text
    with pytest.raises(NotFound, match="不是组织生活会"):
        made(people, "life-plan", people.hold("支委会").meeting)


def test_opinions_and_problems_are_told_apart(people):
    with people.store.change("登记") as change:
        change.save(LifeEntry(year=2026, kind="征求意见", problem="学习少"))
        change.save(LifeEntry(year=2026, kind="班子问题", problem="联系群众少", measure="走访"))
        change.save(LifeEntry(year=2025, kind="班子问题", problem="往年的"))
    opinions, problems = (said(made(people, code, None)) for code in ("opinions", "problems"))
    assert "学习少" in opinions
    assert "联系群众少" not in opinions
    assert "走访" in problems
    assert "往年的" not in opinions + problems


def test_every_paper_of_the_sample_is_made_under_a_name_of_its_own():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=20, on=DAY)
        stems = []
        for paper in CATALOGUE.values():
            records = paper.records(store, ASKED)[:3] if paper.record_type else [None]
            assert records, paper.code
            sheets = [paper.make(store, one.id if one else 0, ASKED) for one in records]
            assert {sheet.code for sheet in sheets} == {paper.code}
            stems += [sheet.stem for sheet in sheets]
        assert len(set(stems)) == len(stems)


def test_the_copy_to_write_by_hand_leaves_a_line_after_each_sentence(people):
    sheet = made(people, "copybook", held(people))
    texts = [block.text for block in sheet.blocks if isinstance(block, Paragraph)][:-1]
    assert all(text.endswith("\n") for text in texts)
    assert "组织委员：汇报情况。\n" in texts


def test_numbers_are_said_in_chinese():
    assert [han(number) for number in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


def test_who_is_on_probation_stands_on_no_ballot_of_the_appraisal():
    people = people_of(4, probationary=1)
    with people.store.change("登记") as change:
        held_one = change.save(Appraisal(year=2026, due=4, present=4))
    ballot = next(
        b for b in made(people, "appraisal-ballot", held_one).blocks if isinstance(b, Table)
    )
    assert [row[1] for row in ballot.rows] == [member.name for member in people.members[:3]]
    assert all(row[2:] == ("", "", "", "") for row in ballot.rows)
    text = said(made(people, "appraisal-summary", held_one))
    assert "应到4，实到4" in text
    assert text.count("预备党员") == 1


def test_a_talk_names_both_sides_and_what_was_said(people):
    with people.store.change("登记") as change:
        talk = change.save(
            Talk(held_on=date(2026, 5, 6), content="谈了工作。", occasion="岗位变动")
        )
        for place in (0, 1):
            change.save(TalkPerson(talk_id=talk.id, member_id=people.id(place), is_host=not place))
    text = said(made(people, "talk", talk))
    assert f"谈话人\n{people.members[0].name}" in text
    assert f"谈话对象\n{people.members[1].name}" in text
    assert "谈了工作。" in text


@pytest.mark.parametrize("code", ["notice", "minutes", "summary", "copybook"])
def test_every_topic_on_record_is_printed_also_one_an_agenda_gave(people, code):
    offered = points_of(templates_for(people.store, "党员大会")[0])
    text = said(made(people, code, people.hold(points=offered).meeting))
    for point in offered:
        assert point.item.topic in text


def test_namesakes_are_told_apart_and_nothing_is_said_twice(people):
    with people.store.change("改名") as change:
        for place, born in ((1, PartialDate(1989, 11)), (2, PartialDate(1965, 3))):
            change.save(replace(people.members[place], name="袁佳怡", born_on=born))
    vote = Vote(kind="转正", member_id=people.id(3), due=8, present=7, yes=7)
    point = Point(item=AgendaItem(topic="讨论转正"), votes=(vote,))
    entered = people.minutes(away=[(1, "请假")], points=(point,))
    entries = tuple(
        replace(one, reason="请假") if one.status == ON_LEAVE else one for one in entered.attendance
    )
    meeting = save(people.store, replace(entered, attendance=entries)).meeting
    text = said(made(people, "minutes", meeting))
    assert "袁佳怡（1989年11月生，请假）" in text
    assert "请假，请假" not in text
    assert f"表决（转正，{people.members[3].name}）：" in text


def test_the_chair_reads_committee_candidates_in_the_order_of_the_ballot(people):
    with people.store.change("改名") as change:
        for place, born in ((1, PartialDate(1988, 3)), (2, PartialDate(1965, 3))):
            change.save(replace(people.members[place], name="张三", born_on=born))
    candidates = (
        Candidate(name="张三丰"), Candidate(member_id=people.id(1)), Candidate(name="丁一"),
    )  # fmt: skip
    ballot = Ballot(election=Election(office="委员", seats=2), candidates=candidates)
    meeting = people.hold(
        "换届选举", points=[Point(item=AgendaItem(topic="选举"), ballots=(ballot,))]
    )
    text = said(made(people, "chair-script", meeting.meeting))
    assert "丁一、张三（1988年3月生）、张三丰" in text
    request = said(made(people, "nominees-request", people.store.all(Election)[0]))
    assert "1988年3月生" in request
    assert request.count("1988年3月生") == 1
