"""Papers of meetings, talks and elections: chosen on the export page, or asked for where they are kept."""

from __future__ import annotations

import re
from datetime import date

import docx
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from models.life.records import Talk, TalkPerson
from models.meetings.minutes import Ballot, Point
from models.meetings.records import AgendaItem, Candidate, Election, Speech
from tests.models.meetings.branches import people_of
from tests.ui.conftest import type_text
from tests.ui.test_export import SLOW, button, drawn, export, opened
from tests.ui.test_whole_path import press
from ui.page import today
from ui.pages.export_choice import ALL
from ui.pages.minutes_editor import MinutesEditor

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]

YEAR = today().year - 1
SAID = "大家认真学习了有关文件，结合各自的工作谈了体会，一致认为要把学习成果用到服务群众上。"


@pytest.fixture
def people(desk):
    made = people_of(5, store=desk.store)
    desk.top_bar.years.setCurrentIndex(1)
    return made


def texts(document):
    return [page.get_textpage().get_text_bounded() for page in document]


def bare(text):
    return re.sub(r"\s+", "", text)


def offered(page):
    return [page.choice.who.itemText(at) for at in range(1, page.choice.who.count())]


def take(qtbot, words):
    """Choose an entry of the menu that is open, by its keys."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    for _ in range([action.text() for action in actions].index(words)):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_a_meeting_is_chosen_by_its_day_and_found_by_typing(qtbot, desk, people):
    people.hold("支委会", date(YEAR, 3, 2), name="研究工作")
    held = people.hold("党课", date(YEAR, 4, 2), name="学习贯彻").meeting
    people.hold("支委会", date(YEAR, 5, 2))
    people.hold("支委会", date(YEAR - 1, 5, 2))
    page = opened(qtbot, desk, "minutes")
    assert offered(page) == [
        "全部（3份合在一起）", "全部支委会（2份合在一起）", "5月2日 第2次支委会", "4月2日 第1次党课 学习贯彻",
        "3月2日 第1次支委会 研究工作",
    ]  # fmt: skip
    assert page.choice.who.accessibleName() == "会议"
    line = page.choice.who.line
    line.setFocus()
    line.selectAll()
    type_text(line, "贯彻")
    QTest.keyClick(QApplication.activePopupWidget() or line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.choice.record == held.id)
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    assert "党课记录" in texts(PdfDocument(page.papers.pages.data))[0]


def test_another_year_offers_its_own_meetings_or_says_there_are_none(qtbot, desk, people):
    people.hold("支委会", date(YEAR, 3, 2))
    page = opened(qtbot, desk, "minutes")
    page.choice.show_year(YEAR - 3)
    page.reload()
    qtbot.waitUntil(lambda: f"{YEAR - 3} 年度还没有可用的会议记录" in page.papers.sentence)
    assert not button(page, "打印…").isEnabled()
    press(qtbot, page, "导出…")
    assert "先到“组织生活”页登记" in desk.notice.sentence


def test_all_of_a_year_go_into_one_file_each_with_its_own_pages(
    qtbot, desk, people, tmp_path, in_file_dialog
):
    for month in (3, 4, 5):
        people.hold("支委会", date(YEAR, month, 2))
    page = opened(qtbot, desk, "minutes")
    page.choice.choose_record(ALL)
    page.reload()
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    assert [page.choice.format.itemData(at) for at in range(2)] == [".pdf", ".docx"]
    assert page.choice.format.count() == 2
    page.choice.choose("request")
    assert page.sheet().parts == ()
    page.choice.choose("minutes")
    out = tmp_path / "全部.pdf"
    export(qtbot, desk, page, out, in_file_dialog)
    pages = [bare(text) for text in texts(PdfDocument(out))]
    assert [sum(f"{YEAR}年第{n}次" in text for text in pages) for n in (1, 2, 3)] == [1, 1, 1]
    assert sum("第1页共1页" in text for text in pages) == 3


def test_papers_and_ledgers_each_keep_the_format_last_chosen(qtbot, desk, people):
    people.hold("支委会", date(YEAR, 3, 2))
    page = opened(qtbot, desk, "minutes")
    assert page.choice.ending == ".pdf"
    page.choice.format.setCurrentIndex(page.choice.format.findData(".docx"))
    page.choice.choose("meetings")
    assert page.choice.ending == ".xlsx"
    page.choice.choose("minutes")
    assert page.choice.ending == ".docx"


def test_the_list_of_papers_is_searched_by_words_and_headings(qtbot, desk):
    page = opened(qtbot, desk)
    search = page.choice.search
    type_text(search, "选举")
    shown = [
        page.what.item(at).text()
        for at in range(page.what.count())
        if not page.what.item(at).isHidden()
    ]
    assert shown[:3] == ["台账", "换届选举台账", "选举"]
    assert "换届请示" in shown
    assert "党员花名册" not in shown
    search.clear()
    type_text(search, "主持词")
    assert page.choice.paper == "chair-script", "one that is alone is chosen as it is found"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert page.choice.paper == "chair-script"
    assert page.what.hasFocus()


def test_what_a_paper_rests_on_is_told_beside_it_and_not_printed(qtbot, desk):
    page = opened(qtbot, desk, "by-election-request")
    hints = [each.text() for each in page.choice.findChildren(QLabel) if each.isVisible()]
    assert any("依据：" in hint and "第二十一条" in hint for hint in hints)
    assert "以上级印发" not in texts(PdfDocument(page.papers.pages.data))[0]


def test_a_chosen_meeting_is_printed_from_beside_the_list(qtbot, desk, people):
    held = people.hold("支委会", date(YEAR, 3, 2)).meeting
    people.hold("支委会", date(YEAR, 5, 2))
    desk.show_page("meetings")
    desk.page._go_to("meeting").show_record("meeting", held.id)
    press(qtbot, desk.page, "打印…")
    take(qtbot, "签到表")
    assert desk.code == "export"
    page = desk.page
    assert (page.choice.paper, page.choice.record, page.choice.year) == ("signin", held.id, YEAR)
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)


def test_an_open_meeting_is_printed_as_it_was_saved_and_not_before(qtbot, desk, people):
    held = people.hold("支委会", date(YEAR, 3, 2)).meeting
    people.hold("支委会", date(YEAR, 5, 2))
    desk.show_record("meeting", held.id)
    editor = desk.page.findChild(MinutesEditor)
    venue = editor.form.facts.editors["venue"]
    venue.setFocus()
    type_text(venue, "三楼")
    press(qtbot, editor, "打印…")
    take(qtbot, "会议记录")
    assert desk.code == "meetings"
    assert "请先按 Ctrl+S 保存" in desk.notice.sentence
    editor.save()
    press(qtbot, editor, "打印…")
    take(qtbot, "会议记录")
    qtbot.waitUntil(lambda: desk.code == "export" and drawn(desk.page), timeout=SLOW)
    assert "三楼" in bare(texts(PdfDocument(desk.page.papers.pages.data))[0])


def test_a_talk_of_another_year_is_printed_from_its_tab(qtbot, desk, people):
    with desk.store.change("登记") as change:
        talk = change.save(Talk(held_on=date(YEAR, 5, 6), content="谈了工作。"))
        for place in (0, 1):
            change.save(TalkPerson(talk_id=talk.id, member_id=people.id(place), is_host=not place))
    desk.show_page("meetings")
    part = desk.page._go_to("talk")
    part.show_record("talk", talk.id)
    press(qtbot, part, "打印…")
    take(qtbot, "谈心谈话记录")
    page = desk.page
    assert (page.choice.paper, page.choice.record) == ("talk", talk.id)
    desk.show_page("meetings")
    press(qtbot, part, "打印…")
    take(qtbot, "全年的谈心谈话台账")
    assert desk.page.choice.ledger == "talks"


def test_6000_characters_are_the_same_on_screen_in_pdf_and_in_word_on_the_grid(
    qtbot, desk, people, tmp_path, in_file_dialog
):
    said = (SAID * 150)[:6000]
    point = Point(
        item=AgendaItem(topic="学习"), speeches=(Speech(member_id=people.id(1), words=said),)
    )
    people.hold("党员大会", date(YEAR, 3, 2), points=[point], ends_at="16:00")
    page = opened(qtbot, desk, "minutes")
    on_screen = texts(PdfDocument(page.papers.pages.data))
    lines = [line.strip() for line in on_screen[1].splitlines() if line.strip()]
    prose = [line for line in lines if "页" not in line and len(line) > 2]
    assert len(prose) == 22
    assert {len(line) for line in prose} <= {27, 28, 29}
    assert max(len(line.rstrip("，。")) for line in prose) == 28
    assert all(f"第{n}页共{len(on_screen)}页" in bare(text) for n, text in enumerate(on_screen, 1))
    last = bare(on_screen[-1])
    assert last.index("散会") < last.index("主持人（签名）") < last.index("记录人（签名）")
    for name in ("记录.pdf", "记录.docx"):
        ending = name[name.index(".") :]
        page.choice.format.setCurrentIndex(page.choice.format.findData(ending))
        export(qtbot, desk, page, tmp_path / name, in_file_dialog)
    assert texts(PdfDocument(tmp_path / "记录.pdf")) == on_screen
    body = docx.Document(str(tmp_path / "记录.docx")).element.body
    word = bare("".join(element.text or "" for element in body.iter("{*}t")))
    assert said in word
    assert said in re.sub(r"第\d+页共\d+页\d*|\d+第\d+页共\d+页", "", bare("".join(on_screen)))


def test_the_ballot_papers_are_reached_from_the_meeting_of_the_election(qtbot, desk, people):
    ballot = Ballot(election=Election(office="委员", seats=1), candidates=(Candidate(name="丁一"),))
    point = Point(item=AgendaItem(topic="选举"), ballots=(ballot,))
    held = people.hold("换届选举", date(YEAR, 3, 2), points=(point,)).meeting
    desk.show_record("meeting", held.id)
    press(qtbot, desk.page.findChild(MinutesEditor), "打印…")
    take(qtbot, "选票（委员）")
    assert desk.code == "export"
    assert desk.page.choice.paper == "ballot"
