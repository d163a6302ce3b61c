"""照片页: two or four to a page with captions, and whose they are on every page."""

from __future__ import annotations

import re
from datetime import date

import docx
import pytest
from pypdfium2 import PdfDocument

from exporters.files import write_sheet
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE
from exporters.wording import words
from models.meetings.photos import SCAN, Incoming, describe, put
from tests.models.meetings.branches import people_of
from tests.photographs import photograph, scan

ASKED = Asked(2026, date(2026, 11, 5))


@pytest.fixture
def people():
    return people_of(4)


@pytest.fixture
def meeting(people):
    facts = {"starts_at": "14:30", "ends_at": "16:30", "venue": "三楼会议室", "name": "学习"}
    return people.hold("党员大会", date(2026, 3, 20), **facts).meeting


def made(people, meeting, code="meeting-photos"):
    return CATALOGUE[code].make(people.store, meeting.id, ASKED)


def taken(count, size=(400, 300)):
    colours = ("red", "green", "blue", "grey", "brown", "navy", "teal", "white", "black")
    return [
        Incoming(name=f"{n}.jpg", body=photograph(size, colour=colours[n])) for n in range(count)
    ]


def bare(text):
    return re.sub(r"\s+", "", text)


def pictures_of(path):
    """Return how many pictures stand on each page of a PDF."""
    document = PdfDocument(path)
    found = [sum(one.type == 3 for one in page.get_objects()) for page in document]
    document.close()
    return found


@pytest.mark.parametrize(
    ("code", "size", "pages"),
    [
        ("meeting-photos", (400, 300), [2, 2, 2, 2, 1]),
        ("meeting-photos", (300, 400), [2, 2, 2, 2, 1]),
        ("meeting-photos-4", (400, 300), [4, 4, 1]),
        ("meeting-photos-4", (300, 400), [4, 4, 1]),
    ],
)
def test_so_many_stand_on_each_page_with_whose_they_are(
    people, meeting, tmp_path, no_progress, pdf_words, code, size, pages
):
    put(people.store, meeting, taken(9, size))
    write_sheet(tmp_path / "a.pdf", made(people, meeting, code), no_progress)
    assert pictures_of(tmp_path / "a.pdf") == pages
    texts = [bare(text) for text in pdf_words(tmp_path / "a.pdf", "-layout").split("\f")[:-1]]
    for number, text in enumerate(texts, 1):
        assert "时间：2026年3月20日14:30至16:30" in text
        assert "地点：三楼会议室" in text
        assert f"第{number}页共{len(pages)}页" in text
    assert "照片9" in texts[-1]


def test_pdf_and_word_say_the_same_and_a_long_caption_stands_whole(
    people, meeting, tmp_path, no_progress, pdf_words, office_pdf
):
    scanned = Incoming(name="签到表.pdf", body=scan(3), media_type=SCAN)
    first, *_ = put(people.store, meeting, [*taken(5), scanned])
    caption = "支部书记带领全体党员重温入党誓词，" * 11
    describe(people.store, meeting, first, caption)
    sheet = made(people, meeting, "meeting-photos-4")
    for ending in ("pdf", "docx", "xlsx", "csv"):
        write_sheet(tmp_path / f"a.{ending}", sheet, no_progress)
    wanted = [bare(text) for _, text in words(sheet) if text]
    assert f"照片1{caption}" in wanted
    assert "另有扫描件：签到表.pdf（3页）。" in wanted
    document = docx.Document(str(tmp_path / "a.docx"))
    word = bare("".join(one.text or "" for one in document.element.body.iter("{*}t")))
    pdf = bare(pdf_words(tmp_path / "a.pdf"))
    csv = bare((tmp_path / "a.csv").read_text("utf-8-sig"))
    for text in (word, pdf, csv):
        assert [each for each in wanted if each not in text] == []
    assert len(document.inline_shapes) == 5
    assert pictures_of(office_pdf(tmp_path / "a.docx")) == pictures_of(tmp_path / "a.pdf") == [4, 1]


def test_a_meeting_without_photographs_says_so_and_a_damaged_one_is_told(
    people, meeting, tmp_path, no_progress, pdf_words
):
    assert "这次会议还没有放入照片。" in [text for _, text in words(made(people, meeting))]
    broken = Incoming(name="坏.jpg", body=b"damaged")
    put(people.store, meeting, [broken, Incoming(name="坏.pdf", body=b"%PDF", media_type=SCAN)])
    for code in ("meeting-photos", "meeting-photos-4"):
        write_sheet(tmp_path / "a.pdf", made(people, meeting, code), no_progress)
        text = pdf_words(tmp_path / "a.pdf")
        assert "（这张图片无法显示）" in text
        assert "另有扫描件：坏.pdf。" in text
        for ending in ("docx", "xlsx"):
            write_sheet(tmp_path / f"a.{ending}", made(people, meeting, code), no_progress)
