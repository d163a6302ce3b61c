"""What happens to an exception nobody caught: one sentence on the screen, details in a log."""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.errors import AppError
from models.places import data_folder

if TYPE_CHECKING:
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
    """Keep the details of a bug in the log and return the sentence that says so."""
    path = data_folder() / "程序错误.log"
    mode = "a" if path.exists() and path.stat().st_size < _LOG_LIMIT else "w"
    with path.open(mode, encoding="utf-8") as log:
        log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
        log.writelines(traceback.format_exception(error))
    return f"程序出了差错，这一步没有做完，已保存的记录不受影响；详情记在“{path}”，请转给程序维护人员。"
