from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from time import perf_counter

import pypdfium2
import pytest
from PIL import Image

from exporters import pdf_table
from exporters.fonts import load_fonts
from exporters.pdf import frame_for, paper_for, pdf_bytes, write_pdf
from exporters.pdf_page import MM
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
from models.errors import Cancelled
from models.fields import Field, Kind


@pytest.fixture
def pages(tmp_path, no_progress, pdf_words):
    """Return a function that gives the words of each page of a sheet."""

    def read(sheet):
        write_pdf(tmp_path / "a.pdf", sheet, no_progress)
        return pdf_words(tmp_path / "a.pdf", "-raw").split("\f")[:-1]

    return read


def test_every_font_is_embedded_and_says_its_characters(everything, tmp_path, no_progress):
    write_pdf(tmp_path / "a.pdf", everything, no_progress)
    listed = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], check=True, capture_output=True, text=True
    )
    fonts = listed.stdout.splitlines()[2:]
    assert len(fonts) >= 3
    assert all(re.search(r"Identity-H +yes yes yes", font) for font in fonts)


def test_the_file_is_sound(everything, tmp_path, no_progress):
    write_pdf(tmp_path / "a.pdf", everything, no_progress)
    subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], check=True, capture_output=True)


def test_a_character_beyond_the_common_plane_can_be_copied(pages):
    [page] = pages(Sheet("𬭎㛃䶮", (Paragraph("李𬭎、王㛃、张䶮。"),)))
    assert "𬭎㛃䶮" in page
    assert "李𬭎、王㛃、张䶮。" in page


def test_a_character_no_font_has_is_drawn_as_a_mark_and_still_copied(pages):
    [page] = pages(Sheet("𠮷", (Paragraph("姓𠮷的人"),)))
    assert "姓𠮷的人" in page


def test_a_preview_is_the_file_without_a_file(ledger, no_progress):
    made = pdf_bytes(ledger, no_progress)
    assert made.startswith(b"%PDF-")
    assert len(pypdfium2.PdfDocument(made)) == 1


def test_every_page_repeats_the_head_and_counts_the_pages(long_ledger, pages):
    read = pages(long_ledger(90))
    assert len(read) > 3
    for number, page in enumerate(read, 1):
        assert "公民身份号码" in page
        assert f"第 {number} 页 共 {len(read)} 页" in page.replace("\u3000", " ")


def test_no_row_is_cut_or_lost_between_pages(pages):
    rows = tuple((n, f"始{n}，" + "中间的字" * (n % 12) + f"终{n}。") for n in range(1, 151))
    fields = Field("序号", Kind.INTEGER, width=3), Field("内容", Kind.LONG_TEXT, width=12)
    read = pages(Sheet("表", (Table(fields, rows),)))
    words = [page.replace("\n", "") for page in read]
    for number in range(1, 151):
        holding = [page for page in words if re.search(rf"始{number}，", page)]
        assert len(holding) == 1
        assert re.search(rf"终{number}。", holding[0])


def test_only_a_row_taller_than_a_page_goes_on_and_says_so(pages):
    fields = Field("序号", Kind.INTEGER, width=3), Field("内容", Kind.LONG_TEXT, width=20)
    long = "很长的内容，" * 1200
    read = pages(Sheet("表", (Table(fields, ((1, "短"), (2, long), (3, "末"))),)))
    assert "续" not in read[0]
    assert all("续" in page for page in read[1:])
    assert "".join(read).replace("\n", "").count("很长的内容") >= 1100
    assert "末" in read[-1]


def test_a_form_box_taller_than_a_page_goes_on(pages):
    read = pages(
        Sheet("表", (Facts((Fact("姓名", "甲"), Fact("简历", "经历。" * 3000, wide=True))),))
    )
    assert len(read) > 2
    assert "续" in read[1]


def test_signatures_stand_in_the_foot_of_a_ledgers_last_page(long_ledger, pages):
    ledger = long_ledger(60)
    read = pages(Sheet(ledger.title, (*ledger.blocks, Signatures(("支部书记（签名）",)))))
    assert ["支部书记（签名）：" in page for page in read] == [False] * (len(read) - 1) + [True]


def test_many_signatures_stand_in_rows_above_the_foot(pages):
    labels = tuple(f"第{n}位支部委员会成员（签名）" for n in range(12))
    [page] = pages(Sheet("表", (Signatures(labels),)))
    assert all(label in page for label in labels)


def test_a_page_break_begins_a_new_page_once(pages):
    read = pages(Sheet("表", (Paragraph("前"), PageBreak(), PageBreak(), Paragraph("后"))))
    assert ["前" in page for page in read] == [True, False]


def test_prose_has_22_lines_of_28_characters_inside_the_margins_of_the_standard(
    tmp_path, no_progress
):
    write_pdf(tmp_path / "a.pdf", Sheet("题", (Paragraph("国" * 28 * 60, "flush"),)), no_progress)
    text = pypdfium2.PdfDocument(tmp_path / "a.pdf")[1].get_textpage()
    lines = [line for line in text.get_text_range().splitlines() if line.startswith("国")]
    assert [len(line) for line in lines] == [28] * 22
    boxes = [text.get_charbox(n) for n in range(28 * 22)]
    assert min(box[0] for box in boxes) == pytest.approx(28 * MM, abs=2)
    assert max(box[2] for box in boxes) == pytest.approx((210 - 26) * MM, abs=2)
    assert max(box[3] for box in boxes) <= (297 - 37) * MM
    assert min(box[1] for box in boxes) >= 35 * MM


def test_a_heading_never_ends_a_page(pages):
    for lines in range(18, 24):
        blocks = (
            Paragraph("国" * 28 * lines, "flush"),
            Paragraph("一、标题", "heading1"),
            Paragraph("正文"),
        )
        for page in pages(Sheet("题", blocks)):
            assert ("一、标题" in page) == ("正文" in page)


def test_a_record_of_6000_characters_prints_22_lines_of_28_characters(
    minutes, tmp_path, no_progress
):
    write_pdf(tmp_path / "a.pdf", minutes(6000), no_progress)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(document) == 11
    for number in range(1, len(document) - 1):
        text = document[number].get_textpage()
        *lines, foot = text.get_text_range().splitlines()
        assert len(lines) == 22
        assert {len(line) for line in lines} <= {27, 28, 29}
        marks = "，。、：；）（"
        assert all(len(line) == 28 or set(line[-1] + line[0]) & set(marks) for line in lines)
        assert foot.split() == ["第", f"{number + 1}", "页", "共", "11", "页"]


def test_places_to_sign_never_stand_without_words_before_them(minutes, pages):
    for count in range(28 * 14, 28 * 24, 14):
        read = pages(minutes(count))
        for before, page in zip(["", *read], read, strict=False):
            if "主持人（签名）" in page:
                assert "2026年11月20日\n" in page
                assert "散会。" in page
                assert "二、通报" in page
                assert "签名" not in before


def test_places_to_sign_stay_with_a_table_a_form_or_a_picture_before_them(columns, photo, pages):
    row = ("末", None, None)
    for before in (
        Table(columns[1:4], (row,) * 6),
        Table(columns[1:4], ()),
        Table(columns[1:4], (row,) * 3, total=row),
        Facts(tuple(Fact("项", "末", wide=True) for _ in range(5))),
        Picture(photo, 20, "末"),
    ):
        for lines in range(8, 22):
            blocks = Paragraph("国" * 28 * lines, "flush"), before, Signatures(("主持人（签名）",))
            for page in pages(Sheet("题", blocks)):
                if "签名" in page:
                    assert "末" in page or "无" in page


def test_a_heading_stays_with_a_table_or_a_heading_below_it(columns, pages):
    table = Table(columns[:2], ((1, "首"),))
    for lines in range(16, 24):
        blocks = (
            Paragraph("国" * 28 * lines, "flush"),
            Paragraph("一、标题", "heading1"),
            Paragraph("（一）标题", "heading2"),
            table,
        )
        for page in pages(Sheet("题", blocks)):
            assert ("一、标题" in page) == ("（一）标题" in page) == ("首" in page)


def test_page_numbers_of_prose_stand_outside(tmp_path, no_progress):
    write_pdf(tmp_path / "a.pdf", Sheet("题", (Paragraph("国" * 2000),), record="M-1"), no_progress)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    right = document[0].get_textpage().get_text_bounded(left=420, top=100, bottom=60)
    left = document[1].get_textpage().get_text_bounded(right=200, top=100, bottom=60)
    said = [" ".join(words.split()) for words in (right, left)]
    assert said == ["第 1 页 共 4 页", "第 2 页 共 4 页"]


def test_a_narrow_table_takes_portrait_and_wider_ones_more(columns):
    def paper(*widths):
        return paper_for(Sheet("表", (Table(tuple(Field("列", width=w) for w in widths), ()),)))

    assert paper(10, 10) == "A4"
    assert paper(*[10] * 7) == "A4 landscape"
    assert paper(*[10] * 12) == "A3 landscape"
    assert paper_for(Sheet("表", (Table(columns, ()),), paper="A3 landscape")) == "A3 landscape"


def test_a_ledger_with_a_note_keeps_its_own_margins(columns):
    frame = frame_for(Sheet("表", (Table(columns, ()), Paragraph("注", "note"))))
    assert not frame.is_prose


def test_far_too_many_columns_still_fit_the_paper(pages):
    fields = tuple(Field(f"第{n}列", width=12) for n in range(40))
    [page] = pages(Sheet("表", (Table(fields, (tuple(f"值{n}" for n in range(40)),)),)))
    assert all(f"值{n}" in page for n in range(40))


def test_a_picture_higher_than_the_page_is_made_to_fit(photo, pages):
    [page, *_] = pages(Sheet("图", (Picture(photo, 600, "会场"),)))
    assert "会场" in page


def test_a_broken_picture_is_told_of(pages):
    [page] = pages(Sheet("图", (Picture(b"no picture", 40),)))
    assert "（这张图片无法显示）" in page


def test_a_form_keeps_room_for_a_photograph_to_be_glued(pages):
    facts = Facts((Fact("姓名", "甲"), Fact("性别", "女")), 1, Picture(b"", 30, "照片"))
    [page] = pages(Sheet("表", (facts,)))
    assert "照片" in page


def test_progress_may_stop_the_work(long_ledger, tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(tmp_path / "a.pdf", long_ledger(60), stop)


def test_progress_grows_to_its_end(long_ledger, tmp_path):
    told = []
    write_pdf(tmp_path / "a.pdf", long_ledger(500), lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == (1000, 1000)


def test_time_grows_with_the_rows_and_no_faster(long_ledger, tmp_path, no_progress):
    def seconds(rows):
        sheet = long_ledger(rows)
        start = perf_counter()
        write_pdf(tmp_path / "a.pdf", sheet, no_progress)
        return perf_counter() - start

    seconds(50)
    assert seconds(8000) < 16 * seconds(1000)


def test_the_fonts_are_looked_for_once():
    assert load_fonts() is load_fonts()


def test_a_line_too_long_for_its_page_goes_on_below(pages):
    [page] = pages(
        Sheet("表", (Line("党支部：" + "长名" * 20, "2026年度", "制表日期：" + "某日" * 10),))
    )
    assert "2026年度" in page.replace("\n", "")


def test_prose_beside_a_ledger_is_set_small(columns, pages):
    blocks = Table(columns, ()), Paragraph("一、说明", "heading1"), Paragraph("甲\t乙", "label")
    [page] = pages(Sheet("表", blocks, paper="A4 landscape"))
    assert "一、说明" in page


def test_labels_side_by_side_take_the_width_they_need(pages):
    long = "应　　到：四十七人（其中有表决权四十五人）\t实　　到：45人"
    [page] = pages(Sheet("题", (Paragraph(long, "label"), Paragraph("没有标签的一行", "label"))))
    assert [line for line in page.splitlines() if "应" in line and "45人" in line]


def test_what_is_remembered_of_a_column_is_bounded_and_nothing_is_lost(monkeypatch, pages):
    monkeypatch.setattr(pdf_table, "_MEMORY", 3)
    rows = tuple((f"值{n}",) for n in range(20))
    [page] = pages(Sheet("表", (Table((Field("列"),), rows),)))
    assert all(f"值{n}" in page for n in range(20))


def test_a_total_goes_to_the_next_page_with_a_head(columns, pages):
    counts = set()
    for count in range(12, 42):
        rows = tuple((n, f"第{n}人") for n in range(count))
        read = pages(
            Sheet("表", (Table(columns[:2], rows, total=("合计", "")),), paper="A4 landscape")
        )
        assert "合" in read[-1]
        assert all("序号" in page for page in read)
        counts.add(len(read))
    assert counts == {1, 2}


def test_a_long_row_near_the_foot_begins_on_the_next_page(pages):
    fields = Field("序号", Kind.INTEGER, width=3), Field("内容", Kind.LONG_TEXT, width=20)
    for count in range(34, 42):
        rows = (*((n, "短") for n in range(count)), (99, "很长的内容，" * 1500))
        read = pages(Sheet("表", (Table(fields, rows),), paper="A4"))
        assert "99" not in read[0] or "很长" in read[0]
        assert "续" in read[-1]


def test_signs_that_print_nothing_take_no_room(pages):
    [page] = pages(Sheet("题", (Paragraph("甲\u200b\ufe0f乙\u0007丙"),)))
    assert "甲乙丙" in page


def test_two_labels_that_need_unequal_room_share_it_so(pages):
    text = "应　　到：四十七人（有表决权四十五人）\t实　　到：45人"
    [page] = pages(Sheet("题", (Paragraph(text, "label"),)))
    assert "四十五人）" in page.splitlines()[1]


def test_a_picture_high_and_narrow_keeps_its_shape(pages):
    file = BytesIO()
    Image.new("RGB", (100, 900)).save(file, "PNG")
    [*_, page] = pages(Sheet("图", (Picture(file.getvalue(), 120, "长卷"),)))
    assert "长卷" in page


@pytest.fixture
def places(tmp_path, no_progress):
    """Return a function that gives where words stand: (page, left, bottom) of each finding."""

    def find(sheet, words):
        write_pdf(tmp_path / "a.pdf", sheet, no_progress)
        found = []
        for number, page in enumerate(pypdfium2.PdfDocument(tmp_path / "a.pdf")):
            text = page.get_textpage()
            search = text.search(words)
            while place := search.get_next():
                left, bottom, *_ = text.get_charbox(place[0])
                found.append((number, left, bottom))
        return found

    return find


def charts(kind, *titles):
    return tuple(Chart(kind, title, (("研究生", 7), ("本科", 25))) for title in titles)


def test_two_charts_stand_side_by_side(places):
    sheet = Sheet("图", charts("ring", "年龄结构", "学历结构", "民族结构"))
    [first], [second], [third] = (places(sheet, word) for word in ("年龄", "学历", "民族"))
    assert first[2] == pytest.approx(second[2], abs=1)
    assert second[1] > first[1] + 200
    assert third[1] == pytest.approx(first[1], abs=1)
    assert third[2] < first[2] - 60


def test_charts_with_long_labels_stand_one_below_the_other(places):
    long = Chart("bars", "入党时间", (("2002年11月至2007年10月", 5),))
    sheet = Sheet("图", (*charts("bars", "学历结构"), long))
    [upper], [lower] = places(sheet, "学历"), places(sheet, "入党")
    assert upper[1] == pytest.approx(lower[1], abs=1)
    assert lower[2] < upper[2]


GROUPED = Field("项目", width=6), Field("分类", width=14), Field("人数", Kind.INTEGER, width=6)


def grouped(count, each=7):
    """Return a table whose headings each have so many rows."""
    rows = ((f"项{n // each}" if n % each == 0 else "", f"类{n}。", n) for n in range(count))
    return Table(GROUPED, tuple(rows), grouped=True)


def test_charts_come_onto_the_page_of_their_table_when_its_rows_move_closer(pages):
    def made(count):
        return pages(Sheet("表", (grouped(count), *charts("ring", "年龄", "学历")), paper="A4"))

    assert [len(made(count)) for count in (28, 37, 45)] == [1, 1, 2]
    assert "年龄" in made(45)[1]


def test_a_heading_stands_in_the_middle_of_its_rows(places):
    sheet = Sheet("表", (grouped(14),), paper="A4")
    [heading], [first], [last] = (places(sheet, words) for words in ("项1", "类7。", "类13。"))
    assert heading[2] == pytest.approx((first[2] + last[2]) / 2, abs=1)


def test_a_heading_stands_again_on_the_page_where_its_rows_go_on(places):
    sheet = Sheet("表", (grouped(60, each=30),), paper="A4")
    assert [page for page, *_ in places(sheet, "项0")] == [0]
    assert [page for page, *_ in places(sheet, "项1")] == [0, 1]


def test_joined_cells_have_no_rule_between_them(tmp_path, no_progress):
    def ruled(table):
        """Return how many dark dots stand in the middle of the first column, top to bottom."""
        write_pdf(tmp_path / "a.pdf", Sheet("表", (table,), paper="A4"), no_progress)
        image = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].render().to_pil().convert("L")
        column = [image.getpixel((80, y)) for y in range(110, 600)]
        return sum(b < 200 <= a for a, b in pairwise(column))

    table = grouped(14)
    assert ruled(table) == ruled(replace(table, grouped=False)) - 12


def test_a_total_below_groups_closes_the_last(pages):
    [page] = pages(Sheet("表", (replace(grouped(3), total=("合计", "", 3)),), paper="A4"))
    assert page.count("项0") == 1
    assert "合" in page


def test_a_name_in_a_form_is_spaced_as_in_a_table(pages):
    facts = Facts((Fact("姓名", "王芳", kind=Kind.NAME), Fact("籍贯", "山东")))
    [page] = pages(Sheet("表", (facts,)))
    assert "王 芳" in page.replace("\u3000", " ")
    assert "山东" in page


def test_a_long_branch_never_runs_into_the_year(tmp_path, no_progress, pdf_words):
    line = Line(
        "党支部：" + "中共示例市示例局机关第三支部委员会", "2026 年度", "统计日期：2026年11月23日"
    )
    write_pdf(tmp_path / "a.pdf", Sheet("表", (line,), paper="A4"), no_progress)
    words = pdf_words(tmp_path / "a.pdf", "-layout")
    assert re.search(r"委员会 {1,}2026 年度 +统计日期", words)


def test_a_name_breaks_before_what_tells_it_apart_where_only_that_has_room(pages):
    columns = (Field("姓名", Kind.NAME, width=8), Field("备注", width=40))
    rows = (("袁佳怡（1989年11月生）", ""),)
    found = pages(Sheet(title="签到表", blocks=(Table(columns=columns, rows=rows),)))
    lines = [line.strip() for line in found[0].splitlines()]
    assert "袁佳怡" in lines
    assert "（1989年11月生）" in lines


def test_what_tells_a_name_apart_is_broken_after_its_year_where_it_has_no_room_either(pages):
    columns = (Field("姓名", Kind.NAME, width=5), Field("备注", width=90))
    rows = (("袁佳怡（1989年11月生）", ""),)
    found = pages(Sheet(title="台账", blocks=(Table(columns=columns, rows=rows),)))
    lines = [line.strip() for line in found[0].splitlines()]
    assert lines[lines.index("袁佳怡") :][:3] == ["袁佳怡", "（1989年", "11月生）"]
