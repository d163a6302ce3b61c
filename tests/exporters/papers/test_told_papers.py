"""Papers declared as text say what is on record, and leave room for what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from exporters.files import formats_of, write_sheet
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE
from exporters.papers.subjects import sets_of, subjects, together, year_of
from exporters.sheet import Table
from exporters.wording import words
from models.branch import Branch, BranchYear
from models.codes import RESOURCES
from models.errors import NotFound
from models.life.records import Appraisal, AppraisalResult, LifeEntry, Talk, TalkPerson
from models.meetings.minutes import Ballot, Point
from models.meetings.records import AgendaItem, Candidate, Election
from models.sample import make_sample
from models.store import Store
from models.values import PartialDate
from tests.exporters.papers.test_meeting_papers import bare, said
from tests.exporters.test_same_words import document_words
from tests.models.meetings.branches import people_of

DAY = date(2026, 11, 5)
ASKED = Asked(2026, DAY)
GAP = "　　　　"


@pytest.fixture
def people():
    return people_of(8, groups=2, superior="中共第一局机关委员会", term_started_on=date(2024, 5, 6))


def made(people, code, record=None):
    return CATALOGUE[code].make(people.store, record.id if record else 0, ASKED)


def elect(people, office="委员", **facts):
    candidates = tuple(
        Candidate(
            member_id=people.id(place), yes=7 - 6 * place, no=1 + 6 * place, is_elected=not place
        )
        for place in (0, 1)
    )
    election = Election(office=office, seats=1, due=8, present=8, **facts)
    point = Point(
        item=AgendaItem(topic="选举"), ballots=(Ballot(election=election, candidates=candidates),)
    )
    meeting = people.hold("换届选举", points=[point], chair_id=people.id(0)).meeting
    return people.store.all(Election)[-1], meeting


def test_nominees_are_named_with_what_the_roster_says_and_the_gaps_stay_open(people):
    election, _ = elect(people)
    sheet = made(people, "nominees-request", election)
    text = said(sheet)
    assert sheet.title == "关于支部委员会委员候选人预备人选的请示"
    assert "应选1名，候选人预备人选2名，差额1名。" in text
    assert f"{people.members[0].name}，2000年1月入党。" in text
    assert f"于{GAP}年　　月　　日研究提出" in text
    assert "中共第一局机关委员会：" in text
    assert text.endswith("第三党支部\n2026年11月5日")


def test_fewer_candidates_than_seats_leave_the_difference_open(people):
    ballot = Ballot(
        election=Election(office="委员", seats=5),
        candidates=(Candidate(member_id=people.id(0)), Candidate(member_id=people.id(1))),
    )
    people.hold("换届选举", points=[Point(item=AgendaItem(topic="选举"), ballots=(ballot,))])
    election = people.store.all(Election)[0]
    for code in ("nominees-request", "election-method"):
        assert f"2名，差额{GAP}名。" in said(made(people, code, election))


def test_only_candidates_of_a_committee_are_proposed_by_it(people):
    member, _ = elect(people)
    secretary, _ = elect(people, office="书记")
    first, second = (said(made(people, "nominees-request", one)) for one in (member, secretary))
    assert f"根据多数党员的意见，支部委员会于{GAP}年" in first
    assert "支部委员会" not in second
    assert f"{GAP}于{GAP}年" in second


@pytest.mark.parametrize(
    "code", ["work-report", "self-review", "duties", "election-request", "chair-script"]
)
def test_no_committee_speaks_where_none_is_on_file(people, code):
    small = people_of(5, committee=1)
    for each, is_said in ((people, True), (small, False)):
        meeting = each.hold("换届选举").meeting
        sheet = made(each, code, meeting if code == "chair-script" else None)
        assert ("委员" in sheet.title + said(sheet)) == is_said


def test_the_branch_itself_reports_where_no_committee_is_on_file():
    small = people_of(5, committee=1)
    report = made(small, "work-report")
    assert report.title == "党支部工作报告"
    assert f"受上届{GAP}委托" in said(report)
    assert "第三党支部于" in said(made(small, "duties"))
    assert f"{GAP}现任委员{GAP}。" in said(made(small, "by-election-request"))


def test_two_of_one_name_are_told_apart_where_the_duties_are_reported(people):
    with people.store.change("改名") as change:
        for place, month in ((0, 3), (6, 8)):
            born = PartialDate(1988, month)
            change.save(replace(people.members[place], name="张伟", born_on=born))
    table = next(block for block in made(people, "duties").blocks if isinstance(block, Table))
    names = [row[1] for row in table.rows]
    assert names[0] == "张伟（1988年3月生）"
    assert names[1:] == [people.members[place].name for place in range(1, 5)]


def test_who_approved_is_left_open_where_only_the_number_is_on_record(people):
    elect(people, approval="某委〔2026〕3号")
    text = said(made(people, "replies"))
    assert "某委〔2026〕3号" in text
    assert "中共第一局机关委员会" not in text


def test_the_method_of_an_election_bears_the_clauses_that_were_read(people):
    election, _ = elect(people)
    text = said(made(people, "election-method", election))
    assert "应选1名，候选人2名，差额1名" in text
    assert "有选举权的到会人数不少于应到会人数的五分之四" in text
    assert "超过实到会有选举权人数的一半，方可当选" in text
    assert "弃权的不能另选他人" in text
    assert "（第二十四条）" in text
    assert "第二十六条" not in text


def test_the_help_says_that_drafts_quote_clauses_to_be_checked(people):
    election, _ = elect(people)
    told = (RESOURCES / "help" / "4-导出和打印.md").read_text("utf-8")
    assert "第二十四条" in said(made(people, "election-method", election))
    assert "草稿正文里引用的条款会印出来，用前请与上级印发的文本核对" in told
    assert "不印在纸上" not in told


def test_the_result_is_filed_for_members_and_put_for_approval_for_a_secretary(people):
    member, _ = elect(people)
    secretary, _ = elect(people, office="书记")
    first, second = (made(people, "election-report", one) for one in (member, secretary))
    assert first.title.endswith("选举结果的报告")
    assert "现报请备案。" in said(first)
    assert second.title == "关于党支部书记选举结果的请示"
    assert "妥否，请批示。" in said(second)
    assert f"1. {people.members[0].name}：赞成7票，不赞成1票，弃权0票。" in said(first)
    assert f"当选：{people.members[0].name}。" in said(first)


def test_before_the_votes_are_counted_no_number_is_told(people):
    point = Point(item=AgendaItem(topic="选举"), ballots=(Ballot(
        election=Election(), candidates=(Candidate(member_id=people.id(0)),)),))  # fmt: skip
    people.hold("换届选举", points=[point])
    text = said(made(people, "election-report", people.store.all(Election)[0]))
    assert "0票" not in text
    assert f"应选{GAP}名" in text
    assert f"当选：{GAP}。" in text


def test_the_script_names_candidates_and_is_only_of_an_election(people):
    _, meeting = elect(people)
    other = people.hold("支委会").meeting
    text = said(made(people, "chair-script", meeting))
    assert f"大会由{people.members[0].name}主持" in text
    assert f"候选人为：委员{people.members[0].name}、{people.members[1].name}" in text
    assert "应到会有选举权的党员8名，实到8名" in text
    assert not CATALOGUE["chair-script"].suits(other)


@pytest.mark.parametrize("code", ["chair-script", "life-report", "life-study", "life-outlines"])
def test_a_meeting_of_another_type_is_refused_in_a_sentence(people, code):
    with pytest.raises(NotFound, match="请改选会议记录"):
        made(people, code, people.hold("支委会").meeting)


def test_what_a_meeting_gave_is_not_told_before_it_was_held(people):
    ahead = people.hold("组织生活会", date(2026, 12, 20)).meeting
    with pytest.raises(NotFound, match="还没有到日子"):
        made(people, "life-report", ahead)
    assert "组织生活会" in made(people, "life-plan", ahead).title


def test_the_outline_of_a_report_counts_the_meetings_of_the_term(people):
    people.hold("支委会", date(2026, 3, 2))
    people.hold("党员大会", date(2026, 3, 20))
    people.hold("党员大会", date(2023, 3, 20))
    text = said(made(people, "work-report"))
    assert "（一）组织生活。已登记党员大会1次、支委会1次。" in text
    assert f"（二）党员教育管理。{GAP}。" in text


def test_the_report_of_a_life_meeting_counts_what_is_on_record_of_its_year(people):
    meeting = people.hold(
        "组织生活会", date(2026, 1, 20), appraisal_year=2025, venue="三楼", chair_id=people.id(0)
    ).meeting
    with people.store.change("登记") as change:
        change.save(LifeEntry(year=2025, kind="班子问题", problem="走访少", measure="每季走访"))
        change.save(LifeEntry(year=2025, kind="征求意见", problem="多办实事"))
        change.save(LifeEntry(year=2026, kind="班子问题", problem="后一年的"))
        change.save(Talk(held_on=date(2025, 12, 3)))
        held = change.save(Appraisal(year=2025))
        for place, grade in enumerate(("优秀", "合格", "合格")):
            change.save(
                AppraisalResult(appraisal_id=held.id, member_id=people.id(place), grade=grade)
            )
    text = said(made(people, "life-report", meeting))
    for part in (
        "2025年度组织生活会于2026年1月20日在三楼召开", "征求意见：登记意见1条。", "登记谈话1次",
        "登记班子问题1条", "1. 走访少。整改措施：每季走访。", "优秀1名，合格2名。",
    ):  # fmt: skip
        assert part in text
    assert "后一年的" not in text


def test_words_that_look_like_places_stay_as_they_were_typed(people):
    with people.store.change("登记") as change:
        change.save(LifeEntry(year=2026, kind="班子问题", problem="* {blank} # 写得不清"))
    assert "1. * {blank} # 写得不清。" in said(made(people, "self-review"))


def test_what_was_studied_before_is_of_the_same_campaign(people):
    people.hold("集中学习", date(2026, 3, 2), campaign="主题教育", name="读原著")
    people.hold("集中学习", date(2026, 3, 3), name="别的")
    meeting = people.hold("组织生活会", campaign="主题教育").meeting
    text = said(made(people, "life-study", meeting))
    assert "读原著" in text
    assert "别的" not in text


def test_outlines_are_collected_from_everyone_who_should_attend(people):
    meeting = people.hold("组织生活会").meeting
    text = said(made(people, "life-outlines", meeting))
    assert all(member.name in text for member in people.members)
    assert "书记" in text


def test_the_campaigns_of_the_year_stand_apart(people):
    people.hold("党课", date(2026, 3, 2), campaign="主题教育", name="第一讲")
    people.hold("支委会", date(2026, 4, 2), campaign="作风建设")
    people.hold("支委会", date(2026, 5, 2))
    sheet = made(people, "campaigns")
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 1]
    assert "专题：主题教育（1次）" in said(sheet)


def test_the_handbook_binds_what_was_held_and_nothing_planned(people):
    with people.store.change("登记") as change:
        change.save(BranchYear(year=2026, theme="强基础"))
    people.hold("支委会", date(2026, 3, 2), name="研究工作")
    people.hold("党员大会", date(2026, 12, 20))
    book = made(people, "handbook")
    assert "记录：3月2日 第1次支委会" in book.contents
    assert not any("12月20日" in name for name in book.contents)
    assert len(book.contents) == len(book.parts)
    assert "年度主题：强基础" in said(book)
    assert formats_of(book) == (".pdf", ".docx")


def test_what_a_paper_is_made_of_is_called_by_day_number_and_theme(people):
    people.hold("党小组会", group_id=people.groups[0].id, name="学习")
    people.hold("主题党日", date(2026, 4, 2))
    people.hold("支委会", date(2025, 4, 2))
    found = subjects(people.store, CATALOGUE["minutes"], ASKED)
    assert [one.words for one in found] == [
        "4月2日 第1次主题党日", "3月20日 第一党小组 第1次党小组会 学习",
    ]  # fmt: skip
    assert [one.words for one in subjects(people.store, CATALOGUE["theme-day"], ASKED)] == [
        "4月2日 第1次主题党日"
    ]


def test_meetings_of_one_type_can_be_wanted_together(people):
    for kind, month in (("支委会", 1), ("支委会", 2), ("党课", 3)):
        people.hold(kind, date(2026, month, 5))
    found = subjects(people.store, CATALOGUE["minutes"], ASKED)
    assert [(words, len(ids)) for words, ids in sets_of(found)] == [
        ("全部（3份合在一起）", 3), ("全部支委会（2份合在一起）", 2),
    ]  # fmt: skip
    assert [words for words, _ in sets_of(found[1:])] == ["全部（2份合在一起）"]
    assert sets_of(found[:1]) == sets_of([]) == []


def test_talks_and_elections_are_called_by_people_and_office(people):
    election, meeting = elect(people, term="第三届")
    with people.store.change("登记") as change:
        talk = change.save(Talk(held_on=date(2026, 5, 6)))
        for place in (0, 1):
            change.save(TalkPerson(talk_id=talk.id, member_id=people.id(place), is_host=not place))
    a, b = (member.name for member in people.members[:2])
    assert [one.words for one in subjects(people.store, CATALOGUE["talk"], ASKED)] == [
        f"5月6日 {a}和{b}谈话"
    ]
    assert [one.words for one in subjects(people.store, CATALOGUE["ballot"], ASKED)] == [
        "3月20日 第三届 选举委员"
    ]
    assert year_of(people.store, CATALOGUE["ballot"], election.id) == meeting.year == 2026


def test_papers_of_several_are_one_behind_the_other(people):
    numbers = [people.hold(day=date(2026, month, 5)).meeting.id for month in (1, 4, 7)]
    sheet = together(people.store, CATALOGUE["minutes"], numbers, ASKED)
    assert [sheet.record, *(part.record for part in sheet.parts)] == [str(n) for n in numbers]
    assert "（3份）" in sheet.stem
    alone = together(people.store, CATALOGUE["minutes"], numbers[:1], ASKED)
    assert alone.parts == ()


def test_every_paper_says_the_same_in_pdf_and_word(tmp_path, no_progress, pdf_words):
    with Store.memory(Branch(name="示例机关第三党支部")) as store:
        make_sample(store, members=9, on=DAY)
        for paper in CATALOGUE.values():
            number = 0
            if paper.record_type:
                found = next(
                    found for year in (2026, 2025, 2024, 2023)
                    if (found := subjects(store, paper, Asked(year, DAY)))
                )  # fmt: skip
                number = found[0].id
            sheet = paper.make(store, number, ASKED)
            if sheet.contents:
                continue
            for ending in ("pdf", "docx"):
                write_sheet(tmp_path / f"a.{ending}", sheet, no_progress)
            texts = [bare(text) for _, text in words(sheet)]
            word = bare(document_words(tmp_path / "a.docx"))
            assert [text for text in texts if text not in word] == [], paper.code
            pdf = bare(pdf_words(tmp_path / "a.pdf", "-raw"))
            assert [text for text in texts if len(text) < 12 and text not in pdf] == [], paper.code


def test_rows_to_write_in_are_as_high_on_every_format(people, tmp_path, no_progress):
    meeting = people.hold("支委会").meeting
    sheet = made(people, "signin", meeting)
    for ending in ("pdf", "docx", "xlsx"):
        write_sheet(tmp_path / f"a.{ending}", sheet, no_progress)
    rows = docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    assert [round(row.height.mm) for row in rows[1:]] == [9] * 5
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    first = next(cell.row for cell in page["B"] if cell.value == people.members[0].name)
    assert page.row_dimensions[first].height == pytest.approx(9 * 72 / 25.4, abs=1)
    text = PdfDocument(tmp_path / "a.pdf")[0].get_textpage()
    below = [text.get_charbox(text.search(one.name).get_next()[0])[1] for one in people.members[:5]]
    apart = [upper - lower for upper, lower in pairwise(below)]
    assert apart == [pytest.approx(9 * 72 / 25.4, abs=1)] * 4
