"""A workbook's rows, whatever program wrote it: found by content, never by extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from models.errors import CannotReadFile
from models.importing.guard import DAMAGED, LOCKED, OLE, ZIP, refuse_old_workbook, refuse_package
from models.importing.reading import Damaged, Locked, read_apart, read_here
from models.importing.text import rows_of_text, text_of_bytes

LARGEST = 50 * 1024 * 1024
OWN_SHEET = "_支部台账"
Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many steps are done; it may raise `models.errors.Cancelled`."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet; the first cell stands in row `first_row`, column `first_column`.

    Rows count from 1 as on the sheet's edge, columns from 0.
    """

    name: str
    rows: list[list[Any]]
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False


def read_workbook(source: Path | str | bytes, progress: Progress | None = None) -> list[SheetRows]:
    """Return the sheets of a workbook (.xls .xlsx .xlsb .ods), or the one of a text (.csv).

    Raises:
        CannotReadFile: with the sentence that says why and what to do.
    """
    data = source if isinstance(source, bytes) else _bytes_of(Path(source))
    if len(data) > LARGEST:
        raise CannotReadFile(_too_large(len(data)))
    if not data.startswith((ZIP, OLE)):
        return [SheetRows("文本", rows_of_text(text_of_bytes(data)))]
    sheets = _sheets(data, progress)
    if not any(sheet.rows for sheet in sheets):
        raise CannotReadFile(
            "这个工作簿里没有内容，什么也没有取入；请确认选对了文件，并在表格软件里保存后再试。"
        )
    return sheets


def read_text(text: str) -> list[SheetRows]:
    """Return the one sheet that a pasted block of cells holds."""
    rows = rows_of_text(text)
    if not rows:
        raise CannotReadFile("粘贴的内容是空的，什么也没有取入；请先在表格里选中并复制，再粘贴。")
    return [SheetRows("粘贴的内容", rows)]


def _bytes_of(path: Path) -> bytes:
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise CannotReadFile(_too_large(size))
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotReadFile(
            f"找不到文件“{path.name}”，什么也没有取入；它可能已移动或改名，请重新选择。"
        ) from None
    except IsADirectoryError:
        raise CannotReadFile(
            f"“{path.name}”是文件夹，什么也没有取入；请选择其中的工作簿。"
        ) from None
    except PermissionError:
        raise CannotReadFile(
            f"“{path.name}”正被别的程序占用，或没有读取权限，什么也没有取入；请在别的程序里关闭它再试。"
        ) from None
    except (OSError, ValueError):
        raise CannotReadFile(
            f"读取“{path.name}”时出错，什么也没有取入；如在U盘或网络上，请先复制到本机再试。"
        ) from None


def _too_large(size: int) -> str:
    return (
        f"文件有{size / 1024 / 1024:.0f}MB，超过{LARGEST // 1024 // 1024}MB，什么也没有取入；"
        "请删去图片和无关的表后另存再试。"
    )


def _sheets(data: bytes, progress: Progress | None) -> list[SheetRows]:
    try:
        if data.startswith(OLE):
            refuse_old_workbook(data)
            found = read_apart(data)
        elif refuse_package(data):
            found = read_here(data, progress)
        else:
            found = read_apart(data)
    except Locked:
        raise CannotReadFile(LOCKED) from None
    except Damaged:
        raise CannotReadFile(DAMAGED) from None
    return [SheetRows(*sheet) for sheet in found]
