"""What happens to an exception nobody caught: one sentence on the screen, its way in a log."""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.errors import AppError
from models.places import PRIVATE, data_folder, new_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_LOG_LIMIT = 1_000_000


class ExceptionHook(QObject):
    """Turns what escaped into a sentence; a problem for people is shown as it reads."""

    told = Signal(str)

    def install(self) -> None:
        """Take over from Python's own hook."""
        sys.excepthook = self.handle

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a bug and tell the user where, or show the sentence of an AppError."""
        if isinstance(error, AppError):
            self.told.emit(str(error))
            return
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        self.told.emit(sentence_for_bug(error))


def sentence_for_bug(error: Exception) -> str:
    """Keep where a bug came from in the log and return the sentence that says so; it never raises."""
    done = "程序出了差错，这一步没有做完，已保存的记录不受影响"
    try:
        path = data_folder() / "程序错误.log"
        if not path.exists() or path.stat().st_size >= _LOG_LIMIT:
            new_private(path)
        path.chmod(PRIVATE)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
            log.writelines(_way_of(error))
    except OSError:
        return f"{done}；详情记不下来，请把刚才做了什么告诉程序维护人员。"
    return f"{done}；详情记在“{path}”，里面没有人员信息，请转给程序维护人员。"


def _way_of(error: BaseException) -> Iterator[str]:
    """Yield the kinds of the errors and where each came from: messages may quote what is on file."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _way_of(before)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {Path(*Path(frame.filename).parts[-3:]).as_posix()}:{frame.lineno} {frame.name}\n"
