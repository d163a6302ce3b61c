"""What must not reach the reader: locked workbooks, archives that swell, sheets of endless cells."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from models.errors import CannotReadFile

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_UNPACKED = 500 * 1024 * 1024
MOST_CELLS = 20_000_000
_CHUNK = 1 << 20
_OVERLAP = 32
_ENCRYPTED = 1
_REACH = re.compile(rb" r=[\"'](?:(\d{1,9})|([A-Z]{2,3})\d)")
_FILEPASS = 0x2F
_BIFF_STARTS = {0x0809, 0x0409, 0x0209, 0x0009}

LOCKED = "这个工作簿设了打开密码，什么也没有取入；请在表格软件里打开它，取消密码后另存再试。"
DAMAGED = "文件不完整，或不是表格工作簿，什么也没有取入；请重新获取，或在表格软件里打开后另存再试。"
WORD = "这是 Word 文档，什么也没有取入；请把里面的表格复制到 Excel 表里，或复制后在这一页粘贴。"
SWOLLEN = "文件展开后超过500MB，什么也没有取入；请删去图片和无关的表后另存再试。"
ENDLESS = (
    "有一张表的内容散布到了很远的行或列，大得无法读取，什么也没有取入；"
    "请把要取入的部分复制到新的工作簿再试。"
)


def refuse_package(data: bytes) -> bool:
    """Raise CannotReadFile if a zip is damaged, locked, or swells beyond bounds when unpacked.

    The directory's sizes are only claims, so what the streams truly give is counted too. Return
    whether it is an .xlsx, whose cells' reach was seen as well.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
        if any(entry.filename == "word/document.xml" for entry in entries):
            raise CannotReadFile(WORD)
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise CannotReadFile(SWOLLEN)
        left = LARGEST_UNPACKED
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise CannotReadFile(LOCKED)
            left -= _unpacked_size(data, entry, left)
    except (BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, struct.error):
        raise CannotReadFile(DAMAGED) from None
    return any(entry.filename == "xl/workbook.xml" for entry in entries)


def _unpacked_size(data: bytes, entry: ZipInfo, most: int) -> int:
    size, checksum, extent, tail = 0, 0, _Extent(), b""
    is_sheet = "sheet" in entry.filename.lower() and entry.filename.endswith(".xml")
    for chunk in _unpacked(data, entry):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > most:
            raise CannotReadFile(SWOLLEN)
        if is_sheet:
            extent.see(tail + chunk)
            tail = chunk[-_OVERLAP:]
    if checksum != entry.CRC:
        raise BadZipFile
    return size


def _unpacked(data: bytes, entry: ZipInfo) -> Iterator[bytes]:
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    start = entry.header_offset + 30 + name + extra
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == ZIP_STORED:
        yield packed
        return
    if entry.compress_type != ZIP_DEFLATED:
        raise BadZipFile
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while not stream.eof:
        chunk = stream.decompress(packed, _CHUNK)
        if not chunk and not stream.eof:
            raise BadZipFile
        packed = stream.unconsumed_tail
        yield chunk


class _Extent:
    """How far a sheet's cells reach; the reader allots memory for all between first and last."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 26

    def see(self, xml: bytes) -> None:
        """Take in a piece of the sheet's XML: its rows bear numbers, its far cells two letters."""
        found = _REACH.findall(xml)
        self.rows = max(self.rows, *(int(row) for row, _ in found if row), 0)
        for letters in {letters for _, letters in found if letters}:
            number = 0
            for letter in letters:
                number = number * 26 + letter - 64
            self.columns = max(self.columns, number)
        if self.rows * self.columns > MOST_CELLS:
            raise CannotReadFile(ENDLESS)


def refuse_old_workbook(data: bytes) -> None:
    """Raise CannotReadFile if an OLE file holds a locked workbook or none."""
    names = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "Book")}
    if names["EncryptedPackage"] in data:
        raise CannotReadFile(LOCKED)
    if names["Workbook"] not in data and names["Book"] not in data:
        raise CannotReadFile(DAMAGED)
    if _has_filepass(data):
        raise CannotReadFile(LOCKED)


def _has_filepass(data: bytes) -> bool:
    """Return whether the workbook stream's first records announce encryption.

    Streams begin on a sector of 512 bytes; FILEPASS stands among the first records after BOF.
    """
    for start in range(512, len(data) - 8, 512):
        kind, length = struct.unpack_from("<HH", data, start)
        if kind in _BIFF_STARTS and 4 <= length <= 32 and _announces(data, start):
            return True
    return False


def _announces(data: bytes, offset: int) -> bool:
    for _ in range(20):
        if offset + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, offset)
        if kind == _FILEPASS:
            return True
        offset += 4 + length
    return False
