"""What is brought in as a photograph or scan: a PDF is kept as it is, if it can be read."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from exporters.scans import file_name, opened, page_picture, readied
from models.errors import AppError
from models.meetings.photos import SCAN
from models.pictures import PICTURE
from tests.photographs import photograph, scan


def locked():
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("一", canPrint=0))
    canvas.drawString(100, 100, "a")
    canvas.save()
    return out.getvalue()


def test_a_picture_is_cleaned_and_a_pdf_kept_as_it_is():
    made = readied("甲.png", photograph(kind="PNG", turned=6))
    assert (made.name, made.media_type, made.body[:2]) == ("甲.png", PICTURE, b"\xff\xd8")
    body = b"\n" * 100 + scan(2)
    kept = readied("签到表.pdf", body)
    assert (kept.media_type, kept.body, kept.taken) == (SCAN, body, None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "是空的"),
        (b"words", "不是能读取的图片"),
        (b"%PDF-1.7 nothing", "不能读取或有密码"),
        (scan()[:200], "不能读取或有密码"),
        (locked(), "不能读取或有密码"),
        (scan(0), "一页也没有|不能读取"),
        (b"%PDF-1.7" + bytes(60 * 2**20), "太大"),
    ],
    ids=["nothing", "words", "no pages told", "cut off", "locked", "no page", "large"],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(body, words):
    with pytest.raises(AppError, match=words) as caught:
        readied("文件", body)
    assert "没有放入" in str(caught.value)


def test_a_page_is_drawn_in_the_size_asked_for_whatever_it_claims():
    made, out = PdfDocument.new(), BytesIO()
    for size in ((595, 842), (14_400, 20), (1, 1)):
        made.new_page(*size)
    made.save(out)
    made.close()
    with closing(opened(out.getvalue())) as pages:
        drawn = [page_picture(pages, number, 200) for number in range(3)]
    assert [max(one.width, one.height) for one in drawn] == [200, 200, 200]


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("会场.HEIC", PICTURE, "会场.jpg"),
        ("签到表.pdf", SCAN, "签到表.pdf"),
        ("", PICTURE, "照片.jpg"),
        ("a/b.png", PICTURE, "b.jpg"),
    ],
)
def test_what_is_kept_gets_a_file_name_that_says_what_it_is(name, kind, written):
    assert file_name(name, kind) == written
