"""Rows of plain text: a CSV file in the encodings of Chinese offices, or a block pasted from a table."""

from __future__ import annotations

from itertools import islice

from models.blocks import delimited_rows
from models.errors import CannotReadFile

_SAMPLE_LINES = 20
_LONGEST_CELL = 1_000_000


def text_of_bytes(data: bytes) -> str:
    """Return the text a CSV file holds.

    Raises:
        CannotReadFile: if the bytes are no text.
    """
    if not data.strip():
        raise CannotReadFile("文件是空的，什么也没有取入；请确认选对了文件。")
    codecs = (
        ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    )
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if text.lstrip().startswith("<"):
            raise CannotReadFile(
                "这个文件其实是网页格式，不是工作簿，什么也没有取入；请在表格软件里打开后另存为.xlsx再试。"
            )
        if _is_readable(text):
            return text
    raise CannotReadFile("这不是表格工作簿，什么也没有取入；请选择.xls、.xlsx、.ods或.csv文件。")


def _is_readable(text: str) -> bool:
    return not text.startswith(("%PDF", "{\\rtf")) and not any(
        ord(mark) < 32 and mark not in "\t\r\n\f" for mark in text[:100_000]
    )


def rows_of_text(text: str) -> list[list[str]]:
    """Return the cells of a text, split by its tabs, commas or semicolons, as rows of one length."""
    try:
        rows = delimited_rows(text, _delimiter(text), _LONGEST_CELL)
    except ValueError:
        raise CannotReadFile(
            "文本里有一格长得不合情理，什么也没有取入；请检查引号是否成对。"
        ) from None
    return rows if rows and rows[0] else []


def _delimiter(text: str) -> str:
    lines = list(islice(text.splitlines(), _SAMPLE_LINES))
    counts = {mark: sum(line.count(mark) for line in lines) for mark in "\t,;，"}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ","
