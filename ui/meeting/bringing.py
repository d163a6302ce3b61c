"""Photographs and scans on their way in: read and made ready while the window says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import AppError
from models.meetings.photos import Incoming
from ui.files import documents
from ui.pictures import ENDINGS, of_files, of_mime
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from ui.pictures import Source
    from ui.tasks import Report

MOST = 100
"""Files that are taken at once."""
MOST_BYTES = 300 * 2**20
"""What they may come to as they are kept: all of it is in memory until it is on file."""
_NAMED = 3
_FILES = f"照片和扫描件 ({ENDINGS} *.pdf);;所有文件 (*)"


@dataclass(frozen=True, slots=True)
class Brought:
    """What is ready to be kept, and why the rest is not, by name."""

    ready: list[Incoming] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def sentence(self, same: int) -> str:
        """Return what was not taken and why, "" if everything was; `same` were there already."""
        said = [self._faults()] if self.faults else []
        if same:
            said.append(f"{same} 个已经在这次会议里，没有重复放入。")
        if said and (kept := len(self.ready) - same):
            said.append(f"其余 {kept} 个已放入。")
        return "".join(said)

    def _faults(self) -> str:
        if len(self.faults) == 1:
            name, why = self.faults[0]
            return f"“{name}”：{why}"
        names = "、".join(name for name, _ in self.faults[:_NAMED])
        more = "等" if len(self.faults) > _NAMED else ""
        return (
            f"{len(self.faults)} 个没有放入（{names}{more}）："
            "只能放入能读取的照片和没有密码的 PDF，请换成这样的文件。"
        )


def bring(parent: QWidget, sources: Sequence[Source]) -> Brought:
    """Return what could be made ready of some files, with the window waiting for it.

    Raises:
        AppError: if there is too much; Cancelled if it was stopped. Nothing is kept.
    """
    if len(sources) > MOST:
        raise _too_much()
    made: Brought = run_alone(parent, partial(_made_ready, sources), "正在放入照片…")
    return made


def _made_ready(sources: Sequence[Source], report: Report) -> Brought:
    from exporters.scans import readied  # noqa: PLC0415 - with the first photograph

    found, size = Brought(), 0
    for done, source in enumerate(sources):
        report(done, len(sources))
        try:
            found.ready.append(readied(source.name, source.read()))
        except AppError as error:
            found.faults.append((source.name, str(error)))
        else:
            size += len(found.ready[-1].body)
        if size > MOST_BYTES:
            raise _too_much()
    return found


def _too_much() -> AppError:
    return AppError(
        f"一次最多放入 {MOST} 个文件、共 {MOST_BYTES >> 20} MB，什么也没有放入；请分几次放入。"
    )


class Bringing(QObject):
    """The ways in; `put` keeps what is ready and says how many were there already.

    It gives None, and says why itself, where there is no meeting to keep them with.
    """

    refused = Signal(str)

    def __init__(self, parent: QWidget, put: Callable[[Sequence[Incoming]], int | None]) -> None:
        super().__init__(parent)
        self._around, self._put = parent, put

    def choose(self) -> None:
        """Put in files that are asked for."""
        names, _ = QFileDialog.getOpenFileNames(
            self._around, "选择照片或扫描件", str(documents()), _FILES
        )
        if names:
            self.bring(of_files([Path(name) for name in names]))

    def paste(self) -> None:
        """Put in the picture or the files on the clipboard."""
        self._take(
            QGuiApplication.clipboard().mimeData(),
            "剪贴板里没有图片或文件，没有放入；请先复制照片。",
        )

    def take_dropped(self, data: QMimeData) -> None:
        """Put in what was dragged here."""
        self._take(data, "拖来的不是图片或文件，没有放入；请拖照片文件。")

    def _take(self, data: QMimeData, otherwise: str) -> None:
        if sources := of_mime(data):
            self.bring(sources)
        else:
            self.refused.emit(otherwise)

    def bring(self, sources: Sequence[Source]) -> None:
        """Put in what can be read, and say what cannot."""
        try:
            brought = bring(self._around, sources)
            same = self._put(brought.ready) if brought.ready else 0
        except AppError as error:
            self.refused.emit(str(error))
            return
        if same is not None and (sentence := brought.sentence(same)):
            self.refused.emit(sentence)
