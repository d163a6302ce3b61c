"""What stays on one printed page of a workbook, as LibreOffice prints it and as its breaks say."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from exporters.excel import write_workbook
from exporters.sheet import Line, PageBreak, Paragraph, Sheet, Signatures, Table
from models.fields import Field

SIGN = Signatures(("填表人（签名）：", "支部书记（签名）："))


def ledger(count, *, width=10, text="内容", note=""):
    """Return a ledger of so many rows, of which each says 第N行."""
    columns = (Field("序号", width=4), Field("主题", width=width), Field("备注", width=width))
    rows = tuple((f"第{n}行", text, "") for n in range(1, count + 1))
    notes = (Paragraph(note, "note"),) if note else ()
    blocks = (Line("党支部：甲支部"), Table(columns, rows), *notes, SIGN)
    return Sheet("主题党日台账", blocks, paper="A4 landscape")


@pytest.fixture
def breaks(tmp_path, no_progress):
    """Return a function that gives the rows after which a workbook's pages are broken."""

    def found(sheet):
        path = tmp_path / "a.xlsx"
        write_workbook(path, sheet, no_progress)
        return [each.id for each in load_workbook(path).worksheets[0].row_breaks.brk]

    return found


@pytest.mark.parametrize(
    ("width", "counts"),
    [(10, range(18, 40)), (40, range(18, 40)), (70, range(40, 70))],
    ids=["narrow", "as wide as the page", "shrunk"],
)
def test_the_places_to_sign_never_stand_on_a_page_without_a_row(
    tmp_path, no_progress, office, pdf_words, width, counts
):
    paths = [tmp_path / f"{count}.xlsx" for count in counts]
    for path in paths:
        write_workbook(path, ledger(int(path.stem), width=width), no_progress)
    office("pdf", tmp_path / "pdf", *paths)
    printed = {n: pdf_words(tmp_path / "pdf" / f"{n}.pdf").split("\f")[:-1] for n in counts}
    assert {len(pages) for pages in printed.values()} == {1, 2}
    assert all("填表人" in pages[-1] and f"第{n}行" in pages[-1] for n, pages in printed.items())


def test_the_last_three_rows_go_with_the_places_to_sign_that_would_stand_alone(breaks):
    assert [breaks(ledger(count)) for count in (20, 22, 26)] == [[], [22], []]


def test_a_note_and_a_date_are_kept_with_rows_as_places_to_sign_are(breaks):
    assert breaks(ledger(19, note="注：○为补课。\n◎为请假。")) == [19]


def test_two_high_rows_are_kept_where_three_would_fill_half_a_page(breaks):
    high = ledger(5, text="\n".join(["内容"] * 5))
    assert breaks(high) == [6]


def test_the_head_of_a_table_keeps_a_row(breaks):
    assert breaks(ledger(1, text="\n".join(["内容"] * 28))) == []


def test_what_was_broken_by_hand_counts_from_there(breaks):
    parts = ledger(15).blocks
    assert breaks(Sheet("两份", (*parts, PageBreak(), *parts), paper="A4 landscape")) == [20]


def test_what_is_shrunk_is_broken_where_the_smallest_page_ends_and_gets_no_page_more(breaks):
    assert [breaks(ledger(count, width=40)) for count in (23, 24, 34)] == [[], [24], [29]]


def test_a_letter_keeps_its_last_lines_with_its_date(breaks):
    text = Paragraph("\n".join(f"第{n}段" for n in range(1, 34)))
    dated = Paragraph("\n甲支部\n2026年3月1日", "right")
    assert breaks(Sheet("报告", (text, dated), paper="A4")) == [31]
