"""Files asked for: written whole or not at all, under names every system takes."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.private import note_passing
from models.errors import AppError, CannotWriteFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.sheet import Progress, Sheet

_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_NAME = 200
_KEPT = "原有文件没有改动"

FORMATS = (".xlsx", ".pdf", ".docx", ".csv")
_BINDING = (".pdf", ".docx")


def formats_of(sheet: Sheet) -> tuple[str, ...]:
    """Return the endings of the formats a sheet can be written in: only two bind its parts."""
    return _BINDING if sheet.parts else FORMATS


def write_sheet(path: Path, sheet: Sheet, progress: Progress) -> None:
    """Write `sheet` to `path` in the format its ending names, whole or not at all.

    Raises:
        AppError: the ending names no format.
        CannotWriteFile: with what happened, what was kept and what to do.
        Cancelled: from `progress`; nothing remains.
    """
    ending = path.suffix.lower()
    if ending in FORMATS and ending not in formats_of(sheet):
        raise AppError(
            f"“{sheet.stem or sheet.title}”由多份合订而成，不能存为“{ending}”；"
            "没有写任何文件，请改存为 .pdf 或 .docx。"
        )
    write_file(path, lambda new: _writer_for(path)(new, sheet, progress))


def _writer_for(path: Path) -> Callable[[Path, Sheet, Progress], None]:
    match path.suffix.lower():
        case ".xlsx":
            from exporters.excel import write_workbook  # noqa: PLC0415 - brings openpyxl

            return write_workbook
        case ".pdf":
            from exporters.pdf import write_pdf  # noqa: PLC0415 - brings the fonts

            return write_pdf
        case ".docx":
            from exporters.word import write_document  # noqa: PLC0415 - brings python-docx

            return write_document
        case ".csv":
            from exporters.csv import write_csv  # noqa: PLC0415 - as its siblings

            return write_csv
    raise AppError(
        f"文件名要以 .xlsx、.pdf、.docx 或 .csv 结尾，“{path.name}”不是；没有写任何文件，请改文件名后重试。"
    )


def write_file(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file beside `path`, then put it in its place.

    Raises:
        CannotWriteFile: with what happened, what was kept and what to do.
    """
    new = path.with_name(f".{secrets.token_hex(4)}.tmp")
    note = note_passing(new)
    try:
        if path.exists() and (path.is_dir() or not os.access(path, os.W_OK)):
            raise PermissionError(errno.EACCES, "read-only", str(path))
        mode = _begin(new)
        write(new)
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        with suppress(OSError):  # a stick knows no modes
            shutil.copymode(path, new) if path.exists() else new.chmod(mode)
        new.replace(path)
    except OSError as error:
        raise CannotWriteFile(_sentence(path, error)) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
            if note:
                note.unlink(missing_ok=True)


def _begin(new: Path) -> int:
    """Make an empty file that only this user may read; return the mode it has to have at last."""
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
    with suppress(OSError):
        new.chmod(0o600)
    return mode


def _sentence(path: Path, error: OSError) -> str:
    folder = path.parent
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"磁盘空间不足，“{path.name}”没有写成；{_KEPT}，请腾出空间或换一个盘后重试。"
    if not folder.is_dir():
        return f"文件夹“{folder}”不存在，“{path.name}”没有写成；没有写任何文件，请另选一个文件夹。"
    if error.errno == errno.ENAMETOOLONG:
        return f"文件名太长，“{path.name[:20]}…”没有写成；没有写任何文件，请改短文件名后重试。"
    if path.is_dir():
        return f"“{path.name}”是一个文件夹，不能写成文件；里面的内容没有改动，请换一个文件名。"
    if path.exists() and os.access(folder, os.W_OK):
        return f"“{path.name}”只读或正被别的程序打开；{_KEPT}，请关闭它或换一个文件名后重试。"
    return f"文件夹“{folder}”不能写入，“{path.name}”没有写成；{_KEPT}，请另选一个文件夹。"


def safe_name(text: str) -> str:
    """Return `text` as a file name that every system takes, without its ending."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', "_", text)
    name = re.sub(r"\s+", " ", name).strip(" .")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    name = name.strip(" .")
    return f"_{name}" if _RESERVED.match(name) else name or "未命名"
