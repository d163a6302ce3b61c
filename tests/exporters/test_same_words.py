from __future__ import annotations

import csv
import re
from datetime import date

import docx
import pytest
from python_calamine import CalamineWorkbook

from exporters.files import write_sheet
from exporters.sheet import Sheet, Table
from exporters.wording import words
from models.fields import Field, Kind


def bare(text):
    return re.sub(r"[\s\u3000]+", "", text)


def as_said(value):
    """Return a workbook's value in the words of a page."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


@pytest.fixture(params=["ledger", "everything"])
def sheet(request):
    return request.getfixturevalue(request.param)


def expected(sheet):
    return [bare(text) for _, text in words(sheet) if bare(text)]


def test_a_pdf_says_every_word_of_the_sheet(sheet, tmp_path, no_progress, pdf_words):
    path = tmp_path / "a.pdf"
    write_sheet(path, sheet, no_progress)
    said = bare(pdf_words(path, "-raw"))
    plain = [text for text in expected(sheet) if len(text) < 20]
    assert [text for text in plain if text not in said] == []


def test_a_csv_says_every_word_of_the_sheet(sheet, tmp_path, no_progress):
    path = tmp_path / "a.csv"
    write_sheet(path, sheet, no_progress)
    said = bare(path.read_text(encoding="utf-8-sig").replace("\n", ""))
    missing = [text for text in expected(sheet) if text not in said]
    assert [text for text in missing if text.replace(",", "") not in said] == []


def test_a_workbook_says_every_word_of_the_sheet(sheet, tmp_path, no_progress):
    path = tmp_path / "a.xlsx"
    write_sheet(path, sheet, no_progress)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    cells = [value for row in rows for value in row if value != ""]
    said = {bare(as_said(value)) for value in cells}
    amounts = {f"{value:,.2f}" for value in cells if isinstance(value, float)}
    counts = {str(int(value)) for value in cells if isinstance(value, float)}
    known = said | amounts | counts
    joined = "".join(said)
    assert [text for text in expected(sheet) if text not in known and text not in joined] == []


def document_words(path):
    """Return every word of a Word document's body, cell after cell."""
    body = docx.Document(str(path)).element.body
    return "".join(element.text or "" for element in body.iter("{*}t"))


def test_a_word_document_says_every_word_of_the_sheet(sheet, tmp_path, no_progress):
    path = tmp_path / "a.docx"
    write_sheet(path, sheet, no_progress)
    said = bare(document_words(path))
    assert [text for text in expected(sheet) if text not in said] == []


def test_libreoffice_shows_every_word_of_a_word_document(
    sheet, tmp_path, no_progress, office_pdf, pdf_words
):
    path = tmp_path / "a.docx"
    write_sheet(path, sheet, no_progress)
    said = bare(pdf_words(office_pdf(path), "-raw"))
    assert [text for text in expected(sheet) if text not in said] == []
    assert "李　𬭎" not in said
    assert "李𬭎" in said


def test_the_four_formats_say_the_same_cells(ledger, tmp_path, no_progress, pdf_words):
    for ending in ("xlsx", "csv", "pdf", "docx"):
        write_sheet(tmp_path / f"a.{ending}", ledger, no_progress)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [[text.strip() for text in line] for line in csv.reader(file)]
    printed = bare(pdf_words(tmp_path / "a.pdf", "-raw"))
    first = book[3][:9]
    assert first == [
        1.0,
        "王芳",
        "11010119490307123X",
        "013800001234",
        date(1949, 3, 7),
        "1970-05",
        1234.56,
        "是",
        "=1+1",
    ]
    assert lines[3] == [
        "1",
        "王芳",
        "11010119490307123X",
        "013800001234",
        "1949-03-07",
        "1970-05",
        "1234.56",
        "是",
        "=1+1",
    ]
    row = "1王芳11010119490307123X0138000012341949-03-071970-051,234.56是=1+1"
    assert row in printed
    assert row in bare(document_words(tmp_path / "a.docx"))


def test_an_empty_table_prints_its_head_and_none(columns, tmp_path, no_progress, pdf_words):
    empty = Sheet("空表", (Table(columns, ()),))
    for ending in ("xlsx", "csv", "pdf", "docx"):
        write_sheet(tmp_path / f"a.{ending}", empty, no_progress)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in book] == ["空表", "序号", "无"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[-1] == "无"
    assert pdf_words(tmp_path / "a.pdf", "-raw").split()[-7] == "无"
    assert document_words(tmp_path / "a.docx").endswith("备注无")


def test_libreoffice_reads_the_same_cells(sheet, tmp_path, no_progress, office):
    write_sheet(tmp_path / "a.xlsx", sheet, no_progress)
    office("ods", tmp_path, tmp_path / "a.xlsx")
    ours, theirs = (
        CalamineWorkbook.from_path(tmp_path / f"a.{ending}").get_sheet_by_index(0).to_python()
        for ending in ("xlsx", "ods")
    )
    assert theirs == ours


def test_a_text_in_a_column_of_numbers_is_shown_as_it_is(tmp_path, no_progress, pdf_words):
    sheet = Sheet(
        "党费",
        (Table((Field("1月", Kind.MONEY), Field("次数", Kind.INTEGER)), (("欠", "免"), (0, 0))),),
    )
    for ending in ("xlsx", "csv", "pdf", "docx"):
        write_sheet(tmp_path / f"a.{ending}", sheet, no_progress)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert book[2:] == [["欠", "免"], [0.0, 0.0]]
    assert "欠,免\n0.00,0" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig").replace("\r", "")
    assert "欠 免 0.00 0" in " ".join(pdf_words(tmp_path / "a.pdf", "-raw").split())
    assert document_words(tmp_path / "a.docx") == "党费1月次数欠免0.000"
