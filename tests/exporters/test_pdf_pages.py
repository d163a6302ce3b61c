"""The pages of a finished PDF, as a preview and a printer take them."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from exporters.pdf import pdf_bytes
from exporters.pdf_pages import Pages
from exporters.sheet import PageBreak, Paragraph, Sheet
from models.errors import Cancelled

LONG = Sheet(
    title="很多页",
    blocks=tuple(
        block for at in range(20) for block in (Paragraph(f"第{at}段", "centre"), PageBreak())
    ),
)


def told(_done, _total):
    return None


@pytest.fixture(scope="module")
def data():
    return pdf_bytes(LONG, told)


def words(data, number):
    return PdfDocument(data)[number].get_textpage().get_text_bounded()


def test_a_page_is_as_large_as_its_paper_times_the_scale(data):
    pages = Pages(data)
    width, height = pages.sizes[0]
    picture = pages.picture(0, 2.0)
    assert (picture.width, picture.height) == (
        pytest.approx(2 * width, abs=1),
        pytest.approx(2 * height, abs=1),
    )
    assert len(picture.pixels) == picture.stride * picture.height


def test_the_colours_come_as_red_green_blue():
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file, pagesize=(20, 20))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 20, 20, stroke=0, fill=1)
    canvas.save()
    picture = Pages(file.getvalue()).picture(0, 1.0)
    middle = 10 * picture.stride + 40
    assert tuple(picture.pixels[middle : middle + 3]) == (255, 0, 0)


def test_a_part_holds_those_pages_in_that_order_with_their_words(data):
    pages = Pages(data)
    part = pages.part([4, 2])
    assert len(PdfDocument(part)) == 2
    assert "第4段" in words(part, 0)
    assert "第2段" in words(part, 1)


def test_all_the_pages_are_the_file_as_it_is(data):
    pages = Pages(data)
    assert pages.part(range(len(pages.sizes))) is data


def test_several_threads_draw_different_pages_at_once(data):
    pages, others = Pages(data), Pages(data)
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda at: (pages if at % 2 else others).picture(at, 1.0).width, range(20))
        )
    assert len(set(found)) == 1


def test_pages_that_were_closed_are_drawn_no_more(data):
    pages = Pages(data)
    pages.close()
    pages.close()
    with pytest.raises(Cancelled):
        pages.picture(0, 1.0)
    with pytest.raises(Cancelled):
        pages.part([0])


def test_pages_that_nobody_closed_are_let_go_by_the_next_call_not_by_the_collector(data):
    pages = Pages(data)
    document = pages._document
    pages.itself = pages
    del pages
    gc.collect()
    assert document.raw
    Pages(data).close()
    assert document.raw is None
