from __future__ import annotations

import re
import zipfile
from itertools import pairwise

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from exporters.pdf import write_pdf
from exporters.sheet import (
    Chart,
    Fact,
    Facts,
    Line,
    PageBreak,
    Paragraph,
    Picture,
    Sheet,
    Signatures,
    Table,
)
from exporters.word import write_document
from models.errors import Cancelled
from models.fields import Field, Kind


@pytest.fixture
def write(tmp_path, no_progress):
    """Return a function that writes a sheet and gives its path."""

    def write(sheet):
        path = tmp_path / "a.docx"
        write_document(path, sheet, no_progress)
        return path

    return write


@pytest.fixture
def opened(write):
    """Return a function that writes a sheet and opens the document."""
    return lambda sheet: docx.Document(str(write(sheet)))


@pytest.fixture
def pages(write, office_pdf, pdf_words):
    """Return a function that gives the words of each page as LibreOffice shows it."""
    return lambda sheet: pdf_words(office_pdf(write(sheet)), "-raw").split("\f")[:-1]


def styles(document):
    return {style.style_id: style for style in document.styles}


def test_prose_stands_on_the_page_of_the_standard(opened):
    section = opened(Sheet("题", (Paragraph("正文"),))).sections[0]
    sides = section.page_width, section.page_height, section.top_margin, section.left_margin
    for found, wanted in zip(sides, (210, 297, 37, 28), strict=True):
        assert found == pytest.approx(Mm(wanted), abs=Mm(0.1))
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert across == pytest.approx(Mm(156), abs=Mm(0.1))
    assert down == pytest.approx(Mm(225), abs=Mm(0.1))


def test_a_ledger_stands_on_the_paper_that_its_columns_need(columns, opened):
    section = opened(Sheet("表", (Table(columns, ()),))).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width == pytest.approx(Mm(297), abs=Mm(0.1))


def test_prose_has_22_lines_of_28_characters(write, office_pdf):
    path = office_pdf(write(Sheet("题", (Paragraph("国" * 28 * 60, "flush"),))))
    text = pypdfium2.PdfDocument(path)[1].get_textpage()
    lines = [line for line in text.get_text_range().splitlines() if line.startswith("国")]
    assert [len(line) for line in lines] == [28] * 22


def test_every_style_of_words_names_its_chinese_font(everything, opened):
    found = {
        name: style.element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for name, style in styles(opened(everything)).items()
        if style.element.find(f".//{qn('w:rFonts')}") is not None
    }
    assert found["Title"] == "方正小标宋简体"
    assert (found["Body"], found["Heading1"], found["Heading2"]) == ("仿宋", "黑体", "楷体")
    assert (found["LabelHead"], found["CellLeft"]) == ("黑体", "宋体")
    assert len(found) > 20
    assert all(found.values())


def test_no_word_is_formatted_but_by_a_style(everything, opened):
    document = opened(everything)
    known = set(styles(document))
    looks = list(document.element.body.iter(qn("w:rPr")))
    assert looks
    assert all([child.tag for child in look] == [qn("w:rStyle")] for look in looks)
    used = document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    assert {element.get(qn("w:val")) for element in used} <= known


def test_headings_can_be_walked_through_in_the_outline(opened):
    blocks = Paragraph("一、议题", "heading1"), Paragraph("（一）报告", "heading2")
    document = opened(Sheet("题", blocks))
    assert [each.style.name for each in document.paragraphs] == ["Title", "Heading 1", "Heading 2"]


def test_every_page_repeats_the_head_and_says_page_x_of_y(long_ledger, pages):
    read = pages(long_ledger(90))
    assert len(read) > 3
    for number, page in enumerate(read, 1):
        assert "公民身份号码" in page
        assert f"第 {number} 页 共 {len(read)} 页" in " ".join(page.split())


def test_prose_says_page_x_of_y_outside(write, office_pdf):
    path = office_pdf(write(Sheet("题", (Paragraph("国" * 1200),), record="M-1")))
    document = pypdfium2.PdfDocument(path)
    right = document[0].get_textpage().get_text_bounded(left=420, top=100, bottom=40)
    left = document[1].get_textpage().get_text_bounded(right=200, top=100, bottom=40)
    said = [" ".join(words.split()) for words in (right, left)]
    assert said == ["第 1 页 共 2 页", "第 2 页 共 2 页"]
    marks = document[0].get_textpage().get_text_bounded(right=200, top=100, bottom=40)
    assert marks.strip() == "M-1"


def test_no_row_is_cut_and_only_heads_are_repeated(long_ledger, opened):
    rows = opened(long_ledger(60)).tables[0]._tbl.tr_lst
    assert len(rows) == 61
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True] + [False] * 60


def test_a_row_taller_than_a_page_loses_no_word(pages):
    fields = Field("序号", Kind.INTEGER, width=3), Field("内容", Kind.LONG_TEXT, width=20)
    read = pages(Sheet("表", (Table(fields, ((1, "短"), (2, "很长的内容，" * 1200), (3, "末"))),)))
    assert "".join("".join(read).split()).count("很长的内容") >= 1190
    assert "末" in read[-1]


def test_group_heads_are_joined_and_labels_under_none_stand_in_both_rows(columns, opened):
    table = opened(Sheet("表", (Table(columns[:3], (), heads=(("人员", 1, 2),)),))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "人员", "人员"]
    assert [cell.text for cell in table.rows[1].cells] == ["序号", "姓名", "公民身份号码"]


def test_an_empty_first_cell_goes_on_with_the_one_above_it_where_that_is_asked_for(opened):
    fields, rows = (Field("项目"), Field("分类")), (("性别", "男"), ("", "女"), ("总数", "党员"))
    joined = opened(Sheet("表", (Table(fields, rows, grouped=True),))).tables[0]
    apart = opened(Sheet("表", (Table(fields, rows),))).tables[0]
    assert [cell.text for cell in joined.columns[0].cells] == ["项目", "性别", "性别", "总数"]
    assert [cell.text for cell in apart.columns[0].cells] == ["项目", "性别", "", "总数"]


def test_the_words_of_a_total_reach_over_the_empty_cells_behind_them(ledger, opened):
    cells = opened(ledger).tables[0].rows[-1].cells
    assert [cell.text for cell in cells] == ["合　计"] * 6 + ["1,229.56", "", ""]


def test_a_form_has_its_photograph_at_the_right_top(photo, opened):
    facts = Facts(tuple(Fact(f"第{n}项", "内容") for n in range(13)), 2, Picture(photo, 30))
    table = opened(Sheet("表", (facts,))).tables[0]
    boxes = [row.cells[-1] for row in table.rows]
    assert all(box._tc is boxes[0]._tc for box in boxes[:5])
    assert boxes[0]._tc.find(f".//{qn('w:drawing')}") is not None
    assert [cell.text for cell in table.rows[5].cells] == [
        "第10项",
        "内容",
        "第11项",
        "内容",
        "内容",
    ]
    assert [cell.text for cell in table.rows[6].cells] == ["第12项", *["内容"] * 4]


def test_a_name_of_two_characters_is_spaced_in_a_form_as_in_a_table(opened):
    facts = Facts((Fact("姓名", "王芳", kind=Kind.NAME), Fact("籍贯", "河北")))
    cells = opened(Sheet("表", (facts,))).tables[0].rows[0].cells
    assert [cell.text for cell in cells] == ["姓名", "王　芳", "籍贯", "河北"]


def test_a_form_keeps_room_for_a_photograph_to_be_glued(opened):
    for pairs in ((Fact("姓名", "甲"),), (Fact("简历", "甲", wide=True),), ()):
        table = opened(Sheet("表", (Facts(pairs, 2, Picture(b"", 30)),))).tables[0]
        assert table.rows[0].cells[-1].text == "照片"


def test_a_picture_is_shown_with_its_caption_read_out_in_its_place(photo, opened):
    document = opened(Sheet("题", (Picture(photo, 40, "会场"), Picture(photo, 40, "会场"))))
    drawn = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert drawn == ["会场", "会场"]
    assert document.inline_shapes[0].width == pytest.approx(Mm(40), abs=Mm(0.1))
    images = [part for part in document.part.package.iter_parts() if "media" in part.partname]
    assert len(images) == 1


def test_a_picture_higher_than_the_page_is_made_to_fit(photo, opened):
    document = opened(Sheet("题", (Picture(photo, 400),)))
    [shape] = document.inline_shapes
    assert shape.height < document.sections[0].page_height
    assert shape.width / shape.height == pytest.approx(295 / 413, abs=0.01)


def test_a_broken_picture_is_told_of(opened):
    document = opened(Sheet("题", (Picture(b"no picture", 40, "会场"),)))
    assert [each.text for each in document.paragraphs] == ["题", "（这张图片无法显示）", "会场"]


def test_a_page_break_begins_a_new_page_once(pages):
    blocks = (
        PageBreak(),
        Paragraph("前"),
        PageBreak(),
        PageBreak(),
        Table((Field("备注"),), (("后",),)),
    )
    read = pages(Sheet("表", blocks))
    assert [("前" in page, "后" in page) for page in read] == [(True, False), (False, True)]


def test_what_xml_cannot_hold_is_left_out(opened):
    text = "甲\x00\x0b<&\ud800乙\ufffe\r𬭎"
    assert opened(Sheet("题", (Paragraph(text),))).paragraphs[1].text == "甲<&乙𬭎"


def test_a_line_end_and_a_tab_inside_a_cell_stay(opened):
    table = opened(Sheet("表", (Table((Field("备注"),), (("甲\n乙\t丙",),)),))).tables[0]
    assert table.rows[1].cells[0].text == "甲\n乙\t丙"


def test_further_lines_of_a_label_begin_below_its_first(opened):
    document = opened(
        Sheet("题", (Paragraph("缺　　席：甲\n主　　持：乙\t记　　录：丙", "label"),))
    )
    alone, two = document.paragraphs[1:]
    assert alone.paragraph_format.left_indent.pt == -alone.paragraph_format.first_line_indent.pt
    assert alone.paragraph_format.left_indent.pt == pytest.approx(5 * 15.75, abs=0.05)
    assert two.paragraph_format.left_indent is None
    assert [run.text for run in two.runs if run.style.style_id == "LabelHead"] == [
        "主　　持：",
        "记　　录：",
    ]


def test_the_line_under_the_title_is_one_text_where_it_is_too_long_for_three(opened):
    short, long = Line("党支部：甲", "2026年度", "制表"), Line("党支部" * 20, "2026年度", "制表")
    texts = [each.text for each in opened(Sheet("表", (short, long))).paragraphs[1:]]
    assert texts == ["党支部：甲\t2026年度\t制表", "党支部" * 20, "2026年度　制表"]


def test_places_to_sign_never_stand_without_words_before_them(minutes, pages):
    for count in range(28 * 13, 28 * 16, 28):
        for page in pages(minutes(count)):
            parts = "二、通报", "散会。", "2026年11月20日\n", "签名"
            assert len({part in page.replace(" ", "") for part in parts}) == 1


def test_a_record_of_6000_characters_says_the_same_on_paper_and_in_word(
    minutes, tmp_path, no_progress, pages, pdf_words
):
    sheet = minutes(6000)
    write_pdf(tmp_path / "a.pdf", sheet, no_progress)
    printed = pdf_words(tmp_path / "a.pdf", "-raw").split("\f")[:-1]
    shown = pages(sheet)
    assert len(shown) == len(printed)
    assert without_feet(shown) == without_feet(printed)


def without_feet(pages):
    words = "".join("".join(page.split()) for page in pages)
    return re.sub(r"第\d+页共\d+页", "", words)


def test_places_to_sign_stay_with_the_last_row_of_a_ledger(columns, opened):
    row = (1, *[None] * 8)
    for table in (
        Table(columns, (row, row)),
        Table(columns, ()),
        Table(columns, (row,), total=row),
    ):
        *before, last = opened(Sheet("表", (table, Signatures(("书记（签名）",))))).tables[0].rows
        kept = [
            all(p.paragraph_format.keep_with_next for c in each.cells for p in c.paragraphs)
            for each in (before[-1], last)
        ]
        assert kept == [len(before) == 1, True]


def test_places_to_sign_stay_with_a_form_a_chart_or_a_picture(photo, opened):
    sign = Signatures(("书记（签名）",))
    for before in (
        Facts((Fact("姓名", "甲"), Fact("简历", "乙", wide=True))),
        Chart("ring", "学历", (("甲", 3),)),
        Chart("bars", "学历", (("甲", 3),)),
        Picture(photo, 30, "会场"),
        Picture(photo, 30),
        Picture(b"", 30),
    ):
        for closing in ((sign,), ()):
            document = opened(Sheet("表", (before, *closing)))
            words = [p for p in document.element.body.iter(qn("w:p")) if p.findall(qn("w:r"))]
            last = words[-1 - len(closing)]
            assert (last.find(f".//{qn('w:keepNext')}") is not None) == bool(closing)


def test_many_places_to_sign_stand_in_rows(opened):
    labels = tuple(f"第{n}位支部委员会成员（签名）" for n in range(5))
    texts = [each.text for each in opened(Sheet("表", (Signatures(labels),))).paragraphs[1:]]
    assert [text.count("：") for text in texts] == [2, 2, 1]


def test_tables_do_not_touch_and_a_paragraph_ends_the_document(columns, opened):
    blocks = Table(columns[:2], ()), Facts((Fact("姓名", "甲"),)), Table(columns[:2], ())
    body = opened(Sheet("表", blocks)).element.body
    names = [element.tag.rpartition("}")[2] for element in body]
    assert ("tbl", "tbl") not in set(pairwise(names))
    assert names[-3:] == ["tbl", "p", "sectPr"]


@pytest.mark.parametrize("kind", ["ring", "bars"])
@pytest.mark.parametrize("items", [(("甲", 3), ("乙", 0)), (("甲", 0),), ()])
def test_a_chart_shows_its_numbers_and_its_shapes(kind, items, opened):
    document = opened(Sheet("表", (Chart(kind, "学历", items),)))
    words = [t.text.strip() for t in document.element.body.iter(qn("w:t"))]
    assert words[:2] == ["表", "学历"]
    for label, number in items:
        assert label in words
        assert str(number) in words
    assert bool(document.inline_shapes) == bool(items)


def test_the_file_names_no_person_and_no_program(everything, write):
    with zipfile.ZipFile(write(everything)) as archive:
        names = archive.namelist()
        told = archive.read("docProps/core.xml").decode().partition("<cp:")[2]
        texts = [archive.read(name) for name in names if name.endswith((".xml", ".rels"))]
    assert re.findall(r">([^<]+)<", told) == ["党员大会记录", "zh-CN"]
    assert not [name for name in names if "app.xml" in name or "thumbnail" in name]
    assert not [text for text in texts if re.search(b"(?i)python|macintosh|template", text)]


def test_cancelling_leaves_no_document(long_ledger, tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_document(tmp_path / "a.docx", long_ledger(60), stop)
    assert not (tmp_path / "a.docx").exists()


def test_progress_is_told_every_fifty_rows_and_at_the_end(long_ledger, tmp_path):
    told = []
    write_document(tmp_path / "a.docx", long_ledger(120), lambda *step: told.append(step))
    assert told == [(50, 120), (100, 120), (120, 120), (120, 120)]
