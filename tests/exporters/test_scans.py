"""What is brought in as a photograph or scan: a PDF is kept as it is, if it can be read."""

from __future__ import annotations

from io import BytesIO
from time import monotonic

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from exporters import scans
from exporters.pdf_pages import Pages
from exporters.scans import drawn_page, file_name, page_count, readied
from models.errors import AppError
from models.meetings.photos import SCAN
from models.pictures import PICTURE
from tests.photographs import endless_scan, photograph, scan


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_that_speaks_of_a_pdf_is_a_picture(kind):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "%PDF-1.7"
    Image.new("RGB", (8, 8)).save(out, kind, exif=exif)
    body = out.getvalue()
    assert b"%PDF-" in body[:1024]
    assert readied("甲", body).media_type == PICTURE


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
    drawn = [drawn_page(out.getvalue(), number, 200) for number in range(3)]
    assert [(max(one.width, one.height), pages) for one, pages in drawn] == [(200, 3)] * 3
    with pytest.raises(AppError, match="这一页不能显示"):
        drawn_page(out.getvalue(), 3, 200)


def test_a_page_that_is_drawn_without_end_is_refused_and_holds_up_no_page_of_ours(monkeypatch):
    monkeypatch.setattr(scans, "_SECONDS", 1.0)
    begun, body = monotonic(), endless_scan()
    with pytest.raises(AppError, match="第一页太复杂"):
        readied("签到表.pdf", body)
    monkeypatch.undo()
    assert page_count(body) == 1
    assert Pages(scan()).sizes == ((595, 842),)
    assert monotonic() - begun < 20  # far from the end of it, which would take years


def test_the_pages_of_a_scan_are_counted_and_none_of_a_broken_one():
    assert [page_count(body) for body in (scan(3), scan()[:200], locked())] == [3, 0, 0]


def test_a_scan_whose_first_page_is_broken_is_kept_and_said_not_to_be_shown():
    body = scan().replace(b"Kids[ 4", b"Kids[ 9")
    assert readied("签到表.pdf", body).body == body
    with pytest.raises(AppError, match="这一页不能显示"):
        drawn_page(body, 0, 200)


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
