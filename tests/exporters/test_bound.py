"""Sheets bound together: numbered through behind contents, else each by itself; only in PDF and Word."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from exporters.files import formats_of, write_sheet
from exporters.pdf_pages import Pages
from exporters.sheet import Line, Paragraph, Sheet, Table
from exporters.wording import words
from models.errors import AppError
from tests.exporters.test_same_words import bare, document_words


@pytest.fixture
def parts(minutes, columns, photo):
    from exporters.sheet import Picture
    from tests.exporters.conftest import ROWS

    ledger = Sheet("名册", (Line("党支部：第三党支部"), Table(columns, ROWS)), record="7")
    pictures = Sheet("照片", (Picture(photo, 40, "会场"), Picture(photo, 40, "合影")))
    return (replace(minutes(1500), record="5"), ledger, pictures)


@pytest.fixture
def book(parts):
    cover = Sheet("工作手册", (Paragraph("年　　度：2026年度", "label"),))
    return replace(cover, parts=parts, contents=("党员大会记录", "党员名册", "照片"))


def test_the_contents_name_the_page_each_part_begins_on(book, tmp_path, no_progress, pdf_words):
    write_sheet(tmp_path / "a.pdf", book, no_progress)
    pages = pdf_words(tmp_path / "a.pdf", "-layout").split("\f")[:-1]
    listed = bare(pages[1]).replace("…", "")
    for name, title in (("党员大会记录", "党员大会记录"), ("党员名册", "名册"), ("照片", "照片")):
        at = next(
            n for n, page in enumerate(pages, 1) if n > 2 and title in bare(page.split("\n\n")[0])
        )
        assert f"{name}{at}" in listed
    assert all(f"第{n}页共{len(pages)}页" in bare(page) for n, page in enumerate(pages, 1))


def test_without_contents_each_part_has_page_numbers_and_record_of_its_own(
    parts, tmp_path, no_progress, pdf_words
):
    first, *others = parts
    write_sheet(tmp_path / "a.pdf", replace(first, parts=tuple(others)), no_progress)
    pages = [bare(page) for page in pdf_words(tmp_path / "a.pdf", "-layout").split("\f")[:-1]]
    alone = len(pages) - 2
    assert alone > 1
    assert all(f"第{n}页共{alone}页" in page for n, page in enumerate(pages[:alone], 1))
    assert all("第1页共1页" in page for page in pages[alone:])
    assert pages[0].endswith("5") or "5第1页" in pages[0]


def test_each_part_has_its_own_paper(book, tmp_path, no_progress):
    write_sheet(tmp_path / "a.pdf", book, no_progress)
    sizes = Pages((tmp_path / "a.pdf").read_bytes()).sizes
    assert sizes[0][0] < sizes[0][1]
    assert any(width > height for width, height in sizes)


def test_a_word_document_has_a_section_a_part_and_the_same_words(book, tmp_path, no_progress):
    write_sheet(tmp_path / "a.docx", book, no_progress)
    document = docx.Document(str(tmp_path / "a.docx"))
    assert len(document.sections) == 4
    wide = [section.page_width > section.page_height for section in document.sections]
    assert wide == [False, False, True, False]
    said = bare(document_words(tmp_path / "a.docx"))
    assert [text for _, text in words(book) if bare(text) not in said] == []
    known = {style.style_id for style in document.styles}
    used = {element.get(element.attrib.keys()[0]) for element in document.element.iter("{*}pStyle")}
    assert used <= known
    assert {"Title", "Title_2", "CellHead_3"} <= used
    numbers = [about.get("id") for about in document.element.body.iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers) == 2


def test_libreoffice_counts_the_pages_of_the_contents(
    book, tmp_path, no_progress, office_pdf, pdf_words
):
    write_sheet(tmp_path / "a.docx", book, no_progress)
    pages = pdf_words(office_pdf(tmp_path / "a.docx"), "-layout").split("\f")[:-1]
    at = next(n for n, page in enumerate(pages, 1) if "会场" in page)
    assert bare(pages[1]).replace(".", "").endswith(f"照片{at}第2页共{len(pages)}页")


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_cannot_bind_says_so_and_writes_nothing(book, ending, tmp_path, no_progress):
    assert formats_of(book) == (".pdf", ".docx")
    with pytest.raises(AppError, match=r"请改存为 \.pdf 或 \.docx"):
        write_sheet(tmp_path / f"a{ending}", book, no_progress)
    assert list(tmp_path.iterdir()) == []
