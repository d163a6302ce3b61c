"""人员统计表 as it is printed and as a workbook."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE, Asked
from exporters.papers import CATALOGUE as PAPERS
from models.branch import Branch
from models.sample import make_sample
from models.store import Store

DAY = date(2026, 11, 5)


@pytest.fixture(scope="module")
def sample():
    with Store.memory(Branch(name="示例")) as store:
        make_sample(store, members=50, on=DAY)
        yield store


@pytest.fixture
def statistics(sample):
    return PAPERS["statistics"].make(sample, 0, Asked(2026, DAY))


def test_table_charts_and_signatures_stand_on_one_page(
    statistics, tmp_path, no_progress, pdf_words
):
    write_sheet(tmp_path / "a.pdf", statistics, no_progress)
    [page] = pdf_words(tmp_path / "a.pdf", "-layout").split("\f")[:-1]
    [titles] = [line.split() for line in page.splitlines() if "年龄结构" in line]
    assert titles == ["年龄结构", "学历结构"]
    assert "支部书记（签名）：" in page


def test_an_office_program_draws_the_charts_of_the_workbook(
    statistics, tmp_path, no_progress, office_pdf, pdf_words
):
    write_sheet(tmp_path / "a.xlsx", statistics, no_progress)
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert len(page._charts) == 2
    assert (page["A5"].value, "A5:A6" in page.merged_cells) == ("类别", True)
    table, charts = pdf_words(office_pdf(tmp_path / "a.xlsx"), "-raw").split("\f")[:-1]
    assert "年龄结构" not in table
    assert [charts.count(title) for title in ("年龄结构", "学历结构")] == [2, 2]
    assert charts.count("大学本科") == 2
    assert "支部书记（签名）" in charts


def test_an_approval_number_stands_on_one_line_of_the_changes(
    sample, tmp_path, no_progress, pdf_words
):
    changes = CATALOGUE["changes"].make(sample, Asked(2026, DAY))
    write_sheet(tmp_path / "a.pdf", changes, no_progress)
    table = changes.blocks[1]
    place = [field.label for field in table.columns].index("批准文号")
    numbers = [row[place] for row in table.rows if row[place]]
    assert numbers
    page = pdf_words(tmp_path / "a.pdf", "-layout")
    assert [number for number in numbers if number not in page] == []
