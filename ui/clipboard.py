"""What is brought from other programs: cells by the clipboard, a file by dragging it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from models.errors import CannotReadFile

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

LARGEST = 5 * 1024 * 1024
"""Characters of a block that are taken from the clipboard; more belongs into a file."""


def pasted_text() -> str:
    """Return the text on the clipboard.

    Raises:
        CannotReadFile: if there is none, or too much of it.
    """
    found = QGuiApplication.clipboard().mimeData()
    text = found.text() if found and found.hasText() else ""
    if len(text) > LARGEST:
        raise CannotReadFile(
            f"剪贴板里的文字有 {len(text) / 1024 / 1024:.0f}MB，太多了，什么也没有粘贴；"
            "请把表格存成文件，再选择文件导入。"
        )
    if text.strip():
        return text
    if found and found.hasImage():
        raise CannotReadFile(
            "剪贴板里是图片，不是文字，什么也没有粘贴；请在表格里选中单元格并复制，再粘贴。"
        )
    raise CannotReadFile("剪贴板里没有文字，什么也没有粘贴；请先在表格里选中并复制，再粘贴。")


def dropped_file(data: QMimeData) -> Path:
    """Return the one file that was dragged here.

    Raises:
        CannotReadFile: if it is no file, or there are several.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls()]
    if len(paths) != 1:
        raise CannotReadFile("一次拖一个文件，什么也没有取入；请分几次拖进来。")
    if not paths[0].is_file():
        raise CannotReadFile("拖进来的不是文件，什么也没有取入；请拖一个表格文件。")
    return paths[0]
