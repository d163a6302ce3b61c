from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exporters import excel_table
from exporters.excel import HIDDEN_PAGE, page_name, write_workbook
from exporters.private import private_folder
from exporters.sheet import Chart, Fact, Facts, Line, Paragraph, Picture, Sheet, Signatures, Table
from models.errors import Cancelled
from models.fields import Field, Kind


@pytest.fixture
def write(tmp_path, no_progress):
    """Return a function that writes a sheet and reads it back with its styles."""

    def written(sheet):
        write_workbook(tmp_path / "a.xlsx", sheet, no_progress)
        return load_workbook(tmp_path / "a.xlsx")

    return written


def test_the_title_is_joined_and_the_head_is_frozen_repeated_and_filtered(ledger, write):
    page = write(ledger).worksheets[0]
    assert page.title == "党员名册"
    assert "A1:I1" in {str(area) for area in page.merged_cells.ranges}
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.auto_filter.ref == "A3:I6"


def test_dates_and_amounts_are_real_and_vague_dates_are_text(ledger, write):
    page = write(ledger).worksheets[0]
    assert page["E4"].value == datetime(1949, 3, 7)  # noqa: DTZ001 - a workbook has no zones
    assert page["E4"].number_format == "yyyy-mm-dd"
    assert page["F5"].value == datetime(2015, 7, 1)  # noqa: DTZ001
    assert (page["F4"].value, page["F4"].data_type) == ("1970-05", "s")
    assert (page["G4"].value, page["G4"].number_format) == (1234.56, "#,##0.00")
    assert page["H4"].value == "是"
    assert page["H5"].value is None


def test_numbers_of_persons_and_telephones_are_text_in_new_cells_too(ledger, write):
    page = write(ledger).worksheets[0]
    assert (page["C4"].value, page["C4"].data_type, page["C4"].number_format) == (
        "11010119490307123X",
        "s",
        "@",
    )
    assert page["D4"].value == "013800001234"
    assert page.column_dimensions["C"].number_format == "@"
    assert page.column_dimensions["D"].number_format == "@"


def test_what_begins_like_a_formula_stays_text(ledger, write):
    page = write(ledger).worksheets[0]
    assert (page["I4"].value, page["I4"].data_type) == ("=1+1", "s")
    assert (page["D5"].value, page["D5"].data_type) == ("+8613800001234", "s")


def test_rows_are_high_enough_for_wrapped_text(ledger, write):
    page = write(ledger).worksheets[0]
    assert page.row_dimensions[4].height is None
    assert page.row_dimensions[6].height >= 3 * 14


def test_the_page_prints_on_landscape_a4_fitted_to_its_width_with_page_numbers(ledger, write):
    page = write(ledger).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddFooter.center.text == "第 &P 页　共 &N 页"
    assert page.oddFooter.right.text.endswith("B-2026-7")


def test_the_number_in_the_foot_is_not_read_as_the_size_of_its_letters(write):
    page = write(Sheet("回执", record="2026-003")).worksheets[0]
    assert (page.oddFooter.right.text, page.oddFooter.right.size) == ("2026-003", 8)


def test_every_cell_of_a_table_has_thin_lines_of_one_weight(ledger, write):
    page = write(ledger).worksheets[0]
    sides = {
        getattr(cell.border, side).style
        for row in page["A3:I6"]
        for cell in row
        for side in ("left", "right", "top", "bottom")
    }
    assert sides == {"thin"}


def test_the_hidden_page_carries_columns_and_ids_and_no_personal_value(ledger, write):
    book = write(ledger)
    hidden = book.worksheets[-1]
    assert (hidden.title, hidden.sheet_state) == (HIDDEN_PAGE, "hidden")
    rows = [[value for value in row if value is not None] for row in hidden.values]
    assert rows[:2] == [["code", "members"], ["head", 3]]
    assert rows[2] == ["columns", *(f.name for f in ledger.blocks[1].columns)]
    assert rows[3:] == [[4, 11], [5, 12], [6, 13]]


def test_group_heads_are_joined_and_labels_under_none_stand_in_both_rows(columns, write, tmp_path):
    sheet = Sheet("表", (Table(columns[:4], ((1, "甲", "", ""),), heads=(("身份", 2, 2),)),))
    page = write(sheet).worksheets[0]
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:D1", "C2:D2", "A2:A3", "B2:B3"}
    assert page["C2"].value == "身份"
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$2:$3"
    head = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()[2]
    assert head == [field.label for field in columns[:4]]


def test_a_form_has_its_photograph_at_the_right_top(photo, write):
    facts = Facts(tuple(Fact(f"第{n}项", "内容") for n in range(9)), 2, Picture(photo, 30))
    page = write(Sheet("党员基本信息表", (facts,))).worksheets[0]
    assert "K2:L6" in {str(area) for area in page.merged_cells.ranges}
    [image] = page._images
    assert (image.anchor._from.col, image.anchor._from.row) == (10, 1)


def test_a_broken_picture_is_told_of(write):
    page = write(Sheet("照片", (Picture(b"no picture", 40, "会场"),))).worksheets[0]
    assert [page["A2"].value, page["A3"].value] == ["（这张图片无法显示）", "会场"]


def test_a_head_far_down_is_not_frozen(columns, write):
    sheet = Sheet("表", (Paragraph("\n".join("很多字" for _ in range(12))), Table(columns, ())))
    page = write(sheet).worksheets[0]
    assert page.freeze_panes is None
    assert page.auto_filter.ref is None


def test_control_characters_are_left_out_and_long_text_is_cut_to_what_a_cell_holds(write):
    field = Field("备注", Kind.LONG_TEXT)
    page = write(
        Sheet("表", (Table((field,), (("a\x00<&>\u2028b\ufffe\ud800",), ("&" * 40_000,))),))
    ).worksheets[0]
    assert page["A3"].value == "a<&>\u2028b"
    assert len(page["A4"].value) == 32_767


def test_cancelling_leaves_no_passing_file(long_ledger, tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(tmp_path / "a.xlsx", long_ledger(60), stop)
    assert list(private_folder().iterdir()) == []


def test_a_disk_that_fills_while_the_workbook_is_packed_is_an_error_of_the_disk(
    ledger, no_progress
):
    with pytest.raises(OSError, match="No space left"):
        write_workbook(Path("/dev/full"), ledger, no_progress)
    assert list(private_folder().iterdir()) == []


def test_writing_leaves_no_passing_file(ledger, write):
    write(ledger)
    assert list(private_folder().iterdir()) == []


def test_progress_is_told_every_fifty_rows(long_ledger, tmp_path):
    told = []
    write_workbook(
        tmp_path / "a.xlsx", long_ledger(120), lambda done, total: told.append((done, total))
    )
    assert told == [(50, 120), (100, 120), (120, 120)]


@pytest.mark.parametrize(
    ("title", "name"), [("党员/名册[1]", "党员 名册 1"), ("", "台账"), ("长" * 40, "长" * 31)]
)
def test_a_page_is_named_as_workbooks_allow(title, name):
    assert page_name(title) == name


def test_a_line_with_only_ends_and_many_signatures_fits_the_columns(columns, write):
    table = Table(columns[2:4], (("1", "甲"),))
    signatures = Signatures(("书记（签名）", "组织委员（签名）", "宣传委员（签名）"))
    page = write(Sheet("表", (Line("党支部：甲", "", "日期"), table, signatures))).worksheets[0]
    assert [page["A2"].value, page["B2"].value] == ["党支部：甲", "日期"]
    assert [page["A6"].value, page["A7"].value] == ["书记（签名）：", "宣传委员（签名）："]


def test_a_page_of_one_column_joins_the_line_in_one_cell(columns, write):
    page = write(
        Sheet("表", (Line("党支部：甲", "2026年度", "日期"), Table(columns[:1], ((1,),))))
    ).worksheets[0]
    assert page["A2"].value == "党支部：甲\n2026年度\n日期"


def test_a_form_without_a_readable_photograph_keeps_its_box(write):
    facts = Facts((Fact("姓名", "甲"), Fact("性别", "女")), 2, Picture(b"", 30))
    page = write(Sheet("表", (facts,))).worksheets[0]
    assert page._images == []
    assert "K2:L2" in {str(area) for area in page.merged_cells.ranges}


def test_a_photograph_beside_few_columns_is_left_to_the_form_below(photo, columns, write):
    facts = Facts((Fact("姓名", "甲", wide=True),), 2, Picture(photo, 30))
    page = write(Sheet("表", (facts, Table(columns[:1], ())))).worksheets[0]
    assert page["A2"].value == "姓名"


def test_a_form_before_a_table_leaves_the_head_free(columns, write):
    page = write(
        Sheet("表", (Facts((Fact("姓名", "甲"),)), Table(columns, ((1, *[None] * 8),))))
    ).worksheets[0]
    assert page.freeze_panes is None
    assert page.auto_filter.ref == "A3:I4"


def test_what_is_remembered_of_a_column_is_bounded_and_nothing_is_lost(monkeypatch, write):
    monkeypatch.setattr(excel_table, "_MEMORY", 3)
    rows = tuple((f"值{n}",) for n in range(20))
    page = write(Sheet("表", (Table((Field("列"),), rows),))).worksheets[0]
    assert [row[0] for row in page.values][2:] == [f"值{n}" for n in range(20)]


def test_days_before_march_1900_are_text(write):
    page = write(
        Sheet("表", (Table((Field("日期", Kind.DATE),), ((date(1900, 2, 28),),)),))
    ).worksheets[0]
    assert page["A3"].value == "1900-02-28"


def test_the_middle_of_a_line_stands_near_the_middle_of_the_page(columns, write):
    page = write(
        Sheet("表", (Line("党支部：甲", "2026年度", "日期"), Table(columns, ())))
    ).worksheets[0]
    [place] = [cell.column_letter for cell in page[2] if cell.value == "2026年度"]
    assert place in "DEF"


def test_a_line_is_joined_where_the_columns_are_too_few_to_part_it(columns, write):
    line = Line("党支部：示例机关第三党支部", "2026年度", "日期")
    page = write(Sheet("表", (line, Table(columns[2:4], ())))).worksheets[0]
    assert page["A2"].value == "党支部：示例机关第三党支部\n2026年度　日期"


CHARTS = (
    Chart("ring", "年龄结构", (("35岁及以下", 15), ("36—45岁", 11), ("46岁以上", 0))),
    Chart("bars", "学历结构", (("研究生", 7), ("本科", 25))),
)


def said(page, cells):
    """Return the values of a range of one column, given as a chart gives it."""
    return [row[0].value for row in page[cells.partition("!")[2].replace("$", "")]]


def test_a_chart_is_the_spreadsheets_own_and_reads_the_cells_beside_it(columns, write):
    page = write(Sheet("人员 '统计'", (Table(columns[:4], ()), *CHARTS))).worksheets[0]
    for chart, made in zip(CHARTS, page._charts, strict=True):
        [series] = made.series
        assert said(page, series.cat.strRef.f) == [label for label, _ in chart.items]
        assert said(page, series.val.numRef.f) == [number for _, number in chart.items]
        assert [point.v for point in series.cat.strRef.strCache.pt] == [i[0] for i in chart.items]
    assert [type(made).__name__ for made in page._charts] == ["DoughnutChart", "BarChart"]


def test_a_chart_without_a_title_has_none(write):
    page = write(Sheet("图", (Chart("bars", "", (("甲", 3),)),))).worksheets[0]
    assert page._charts[0].title is None
    assert page["A2"].value == "甲"


def test_nothing_is_drawn_of_a_chart_without_numbers(write):
    page = write(
        Sheet("图", (Chart("ring", "空", ()), Chart("bars", "无", (("甲", 0),))))
    ).worksheets[0]
    assert page._charts == []
    assert [page["A2"].value, page["A3"].value, page["A4"].value] == ["空", "无", "甲"]


def test_a_chart_is_not_parted_from_its_numbers_in_print(columns, write):
    rows = tuple((n, *[None] * 8) for n in range(20))
    page = write(Sheet("表", (Table(columns, rows), *CHARTS * 2))).worksheets[0]
    breaks = [at.id for at in page.row_breaks.brk]
    titles = [row[0].row for row in page.iter_rows() if row[0].value in {"年龄结构", "学历结构"}]
    assert breaks == [titles[0] - 1, titles[1] - 1, titles[2] - 1, titles[3] - 1]


def test_the_head_of_a_table_is_not_repeated_above_charts(columns, write):
    page = write(Sheet("表", (Table(columns, ((1, *[None] * 8),)), *CHARTS))).worksheets[0]
    assert page.print_title_rows is None
    assert page.freeze_panes == "A3"


def test_an_empty_first_cell_of_a_grouped_table_is_joined_with_the_one_above(columns, write):
    rows = ("甲", "1"), ("", "2"), ("", "3"), ("乙", "4"), ("丙", "5"), ("", "6")
    page = write(Sheet("表", (Table(columns[1:3], rows, grouped=True),))).worksheets[0]
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:B1", "A3:A5", "A7:A8"}
    assert page.auto_filter.ref is None
