"""Minutes in which nothing fits together are kept whole, told of, and still printed."""

from __future__ import annotations

from datetime import date

import docx
import pytest

from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE
from models.meetings.attending import ABSENT
from models.meetings.minutes import Point
from models.meetings.records import AgendaItem, Speech, Vote
from models.members.movements import remove
from models.rules.contradictions import contradictions_between
from models.values import PartialDate
from tests.models.meetings.branches import people_of

DAY = date(2011, 3, 20)
ASKED = Asked(2011, date(2026, 11, 5))
CONTROLS = "甲\x00乙\x0b丙\x1f丁\x7f\ufffe戊"


@pytest.fixture
def people():
    return people_of(8, founded_on=PartialDate(2012, 6))


def spoilt(people):
    """Return a meeting before the branch was founded that ends before it starts, and so on."""
    point = Point(
        item=AgendaItem(topic="题\x01目", report=CONTROLS),
        speeches=(
            Speech(name="外\x04人", words=CONTROLS),
            Speech(member_id=people.id(7), words="是"),
        ),
        votes=(Vote(kind="发展", name="某", due=8, present=30, yes=40, no=5, written_yes=9),),
    )
    return people.hold(
        day=DAY, away={0: ABSENT, 7: ABSENT}, points=[point], chair_id=people.id(0), body=CONTROLS,
        starts_at="16:00", ends_at="14:00", name="主\x02题",
    ).meeting  # fmt: skip


def test_every_contradiction_is_a_sentence_and_every_format_prints(
    people, tmp_path, no_progress, pdf_words
):
    meeting = spoilt(people)
    fields = {
        finding.field
        for _, finding in contradictions_between(people.store, DAY, DAY, ASKED.made_on)
    }
    assert fields >= {"ends_at", "held_on", "chair_id", "member_id", "yes", "present"}
    remove(people.store, people.members[0])
    sheets = [
        CATALOGUE["minutes"].make(people.store, meeting.id, ASKED),
        LEDGERS["meetings"].make(people.store, ASKED),
    ]
    for number, sheet in enumerate(sheets):
        for ending in ("pdf", "docx", "xlsx", "csv"):
            write_sheet(tmp_path / f"{number}.{ending}", sheet, no_progress)
    printed = "".join(pdf_words(tmp_path / "0.pdf", "-raw").split())
    for words in ("题目", "外人", "赞成40票", people.members[0].name):
        assert words in printed
    document = docx.Document(str(tmp_path / "0.docx"))
    assert any("外人" in paragraph.text for paragraph in document.paragraphs)


def test_minutes_of_300_000_characters_print_whole(people, tmp_path, no_progress, pdf_words):
    paragraph = "会议听取了工作报告，与会同志逐一发言，一致表示同意。"
    body = f"开头。\n{(paragraph * 20 + chr(10)) * 600}结尾。"
    meeting = people.hold(day=DAY, body=body).meeting
    sheet = CATALOGUE["minutes"].make(people.store, meeting.id, ASKED)
    write_sheet(tmp_path / "a.pdf", sheet, no_progress)
    printed = "".join(pdf_words(tmp_path / "a.pdf", "-raw").split())
    assert len(body) > 300_000
    assert printed.count("一致表示同意") > 11_000
    assert "开头。" in printed
    assert "结尾。" in printed
