from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
from openpyxl.styles import Font

from models.errors import Cancelled, CannotReadFile
from models.importing import guard, preview_of, read_text, read_workbook
from models.importing.roll import Roll
from tests.models.importing.rosters import DAY, THIRD, VILLAGE


def workbook(*rows, formatted=0):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for row in range(len(rows) + 1, len(rows) + 1 + formatted):
        book.active.cell(row, 20).font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb(megabytes):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _ in range(megabytes):
            entry.write(b"0" * (1 << 20))
    return stream.getvalue()


def locked_xls():
    """Turn the record after BOF into FILEPASS."""
    data = bytearray(VILLAGE.read_bytes())
    begin = data.find(b"\x09\x08\x10\x00") + 20
    data[begin : begin + 2] = b"\x2f\x00"
    return bytes(data)


def marked_xls(mark):
    data = VILLAGE.read_bytes()
    return data[:512] + mark.encode("utf-16-le") + data[512:]


def encrypted_zip():
    data = bytearray(workbook(["姓名"]))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


WITHOUT_WORKBOOK = io.BytesIO()
with zipfile.ZipFile(WITHOUT_WORKBOOK, "w") as _package:
    _package.writestr("a.txt", "x")

WORD = io.BytesIO()
with zipfile.ZipFile(WORD, "w") as _package:
    _package.writestr("word/document.xml", "<w:document/>")


UNREADABLE = {
    "empty": (b"", "文件是空的"),
    "junk": (b"\x00\x01" * 500, "不是表格工作簿"),
    "pdf": (b"%PDF-1.4 1 0 obj", "不是表格工作簿"),
    "page": ("<html><table><tr><td>姓名".encode(), "网页格式"),
    "quote": (b'"' + b"a" * 2_000_000, "引号"),
    "half a character": (b"\xff\xfe\x00", "不是表格工作簿"),
    "archive": (WITHOUT_WORKBOOK.getvalue(), "不是表格工作簿"),
    "a document": (WORD.getvalue(), "这是 Word 文档"),
    "broken end": (THIRD.read_bytes()[:-3000], "文件不完整"),
    "broken start": (THIRD.read_bytes()[:3000], "文件不完整"),
    "broken old": (VILLAGE.read_bytes()[:9000], "文件不完整"),
    "locked": (marked_xls("EncryptedPackage"), "设了打开密码"),
    "locked old": (locked_xls(), "设了打开密码"),
    "locked archive": (encrypted_zip(), "设了打开密码"),
    "large": (b"a" * (51 << 20), "超过50MB"),
    "no cells": (workbook(), "没有内容"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said_in_one_sentence(name):
    data, words = UNREADABLE[name]
    with pytest.raises(CannotReadFile, match=words) as caught:
        read_workbook(data)
    assert str(caught.value).count("。") == 1
    assert "什么也没有取入" in str(caught.value)


def test_an_ole_file_without_workbook_is_refused():
    data = VILLAGE.read_bytes().replace(
        "Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")
    )
    with pytest.raises(CannotReadFile, match="不是表格工作簿"):
        read_workbook(data)


def test_an_archive_that_swells_is_refused_even_if_it_lies_about_its_size(monkeypatch):
    monkeypatch.setattr(guard, "LARGEST_UNPACKED", 5 << 20)
    honest = bomb(6)
    with pytest.raises(CannotReadFile, match="展开后超过500MB"):
        read_workbook(honest)
    checksum = zipfile.ZipFile(io.BytesIO(honest)).infolist()[0].CRC
    liar = honest.replace(struct.pack("<I", 6 << 20), struct.pack("<I", 1000)).replace(
        struct.pack("<I", checksum), struct.pack("<I", zlib.crc32(b"0" * 1000))
    )
    with pytest.raises(CannotReadFile, match="展开后超过500MB"):
        read_workbook(liar)


def test_a_cell_in_the_last_corner_is_refused_before_memory_is_allotted():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "姓名", "x"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(CannotReadFile, match="很远的行或列"):
        read_workbook(stream.getvalue())


def test_an_old_workbook_that_ends_its_reader_leaves_the_program_running():
    data = bytearray(VILLAGE.read_bytes())
    cell = data.find(b"\xfd\x00\x0a\x00") + 4
    data[cell : cell + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(CannotReadFile, match="文件不完整"):
        read_workbook(bytes(data))


def test_an_open_document_is_read_like_any_other():
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="表"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    assert read_workbook(stream.getvalue())[0].rows == [["姓名"]]


def test_missing_locked_and_wrong_paths_are_named(tmp_path, monkeypatch):
    with pytest.raises(CannotReadFile, match=r"找不到文件“没有\.xlsx”"):
        read_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(CannotReadFile, match="是文件夹"):
        read_workbook(tmp_path)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"")

    def refuse(_path):
        raise PermissionError

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(CannotReadFile, match="正被别的程序占用"):
        read_workbook(path)


def test_the_content_counts_and_not_the_extension(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(VILLAGE.read_bytes())
    assert read_workbook(path)[0].name == "花名册"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_usual_encoding(codec):
    sheets = read_workbook("姓名,性别\r\n张𬭎,男\r\n".encode(codec))
    assert sheets[0].rows == [["姓名", "性别"], ["张𬭎", "男"]]


def test_a_pasted_block_keeps_quotes_line_breaks_and_ragged_rows():
    sheets = read_text('姓名\t备注\n张三\t"一\n二"\n李四\n')
    assert sheets[0].rows == [["姓名", "备注"], ["张三", "一\n二"], ["李四", ""]]
    with pytest.raises(CannotReadFile, match="粘贴的内容是空的"):
        read_text("")


def test_three_thousand_empty_formatted_rows_are_ignored():
    found = preview_of(
        read_workbook(workbook(["姓名", "性别"], ["张三", "男"], formatted=3000)), Roll(DAY)
    )
    assert [row.cells["name"] for row in found.rows] == ["张三"]
    assert not found.left_out


def test_formulas_and_links_are_only_text_or_nothing():
    data = workbook(["姓名", "备注"], ["张三", "=1+1"], ["李四", "https://example.org/x"])
    found = preview_of(read_workbook(data), Roll(DAY))
    assert [dict(row.cells) for row in found.rows] == [
        {"name": "张三"},
        {"name": "李四", "remark": "https://example.org/x"},
    ]


def test_reading_can_be_cancelled():
    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(THIRD, cancel)
