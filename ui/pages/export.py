"""导出: a ledger or a paper, its real pages in sight, written in the format asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFrame

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE as PAPERS
from models.members.records import Member
from ui import theme
from ui.files import documents, ended
from ui.page import Page, PageHead
from ui.pages.paper_view import PaperView, rendered
from ui.tasks import Task
from ui.widgets import button, card, label, row

if TYPE_CHECKING:
    from exporters.sheet import Sheet
    from models.store import Store

_FORMATS = (("Excel 工作簿", ".xlsx"), ("PDF 文件", ".pdf"), ("CSV 文本", ".csv"))
_YEARS = 8
_PAUSE = 150


class ExportPage(Page):
    """What to make at the left, its pages at the right."""

    tables = frozenset({"branch", "member", "period", "post", "party_group", "movement"})

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._folder: Path | None = None
        self.what = _combo("台账或表格")
        for ledger in LEDGERS.values():
            self.what.addItem(ledger.name, ("ledger", ledger.code))
        for paper in PAPERS.values():
            self.what.addItem(paper.name, ("paper", paper.code))
        self.who = _combo("党员")
        self.year_box = _combo("年度")
        this_year = datetime.now().astimezone().year
        for year in range(this_year, this_year - _YEARS, -1):
            self.year_box.addItem(f"{year} 年度", year)
        self.format = _combo("格式")
        for name, ending in _FORMATS:
            self.format.addItem(f"{name}（{ending}）", ending)
        self.full = QCheckBox("身份证号、电话写完整")
        self.papers = PaperView()
        self.head = PageHead("导出", button("导出…", self._export, "primary", "upload"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._draw)
        self._drawing: Task | None = None
        self._written = Path()
        self._build()
        self.reload()

    def _build(self) -> None:
        self.body.addWidget(self.head)
        across = row(self._choices(), self.papers, spacing=16)
        across.setStretch(1, 1)
        self.body.addLayout(across, 1)
        for box in (self.what, self.who, self.year_box):
            box.currentIndexChanged.connect(self._on_choice)
        self.full.toggled.connect(self._on_choice)

    def _choices(self) -> QFrame:
        frame, layout = card()
        frame.setFixedWidth(theme.unit(260))
        self._who_label = label("党员", "second")
        for caption, box in (
            (label("台账或表格", "second"), self.what),
            (self._who_label, self.who),
            (label("年度", "second"), self.year_box),
            (label("格式", "second"), self.format),
        ):
            caption.setBuddy(box)
            layout.addWidget(caption)
            layout.addWidget(box)
        layout.addSpacing(theme.unit(4))
        layout.addWidget(self.full)
        layout.addWidget(label("不选时，号码中间的数字以 * 代替。", "hint", wrap=True))
        layout.addStretch(1)
        return frame

    def leave(self) -> None:
        """Stop drawing."""
        self._pause.stop()
        if self._drawing:
            self._drawing.cancel()
            self._drawing = None

    def begin(self) -> None:
        """Put the cursor on what to make."""
        self.what.setFocus()

    def reload(self) -> None:
        """Offer the members there are, and draw the pages anew."""
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        for member in self.store.all(Member):
            self.who.addItem(member.name, member.id)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))
        self.who.blockSignals(False)
        self._on_choice()

    def _on_choice(self) -> None:
        kind, code = self.what.currentData()
        of_member = kind == "paper" and PAPERS[code].record_type is Member
        self.who.setVisible(of_member)
        self._who_label.setVisible(of_member)
        self._pause.start()

    def sheet(self) -> Sheet | None:
        """Return what is chosen as a sheet; None for the paper of a member where there is none."""
        kind, code = self.what.currentData()
        asked = Asked(
            year=self.year_box.currentData(),
            made_on=datetime.now().astimezone().date(),
            full=self.full.isChecked(),
        )
        if kind == "ledger":
            return LEDGERS[code].make(self.store, asked)
        paper = PAPERS[code]
        if paper.record_type is Member and self.who.currentData() is None:
            return None
        return paper.make(self.store, self.who.currentData() or 0, asked)

    def _draw(self) -> None:
        if self._drawing:
            self._drawing.cancel()
        sheet = self.sheet()
        if sheet is None:
            self.papers.say("还没有党员，先到“党员”页录入或导入。")
            return
        self.papers.say("正在排版…")
        ratio = self.devicePixelRatioF()
        task = Task(lambda report: rendered(sheet, report, ratio), "正在排版…")
        self._drawing = task

        def show(pages: object) -> None:
            if self._drawing is task:
                self.papers.show_pages(*pages)  # type: ignore[misc]

        task.succeeded.connect(show)
        task.failed.connect(lambda error: self._on_undrawn(task, error))
        task.start()

    def _on_undrawn(self, task: Task, error: Exception) -> None:
        if self._drawing is task:
            self.papers.say("这一份暂时不能预览，仍可以导出。")
            self.failed.emit(error)

    def _export(self) -> None:
        sheet = self.sheet()
        if sheet is None:
            self.refused.emit("还没有党员，先到“党员”页录入或导入，再导出。")
            return
        ending = self.format.currentData()
        offered = str((self._folder or documents()) / f"{sheet.stem or sheet.title}{ending}")
        kind = next(f"{name} (*{each})" for name, each in _FORMATS if each == ending)
        name, _ = QFileDialog.getSaveFileName(self, "导出", offered, kind)
        if name:
            self._folder = Path(name).parent
            self.write(ended(Path(name), ending), sheet)

    def write(self, path: Path, sheet: Sheet) -> None:
        """Write a sheet to a file, with progress."""
        from exporters.files import write_sheet  # noqa: PLC0415 - when something is written

        task = Task(lambda report: write_sheet(path, sheet, report), f"正在写{path.name}…")
        self._written = path
        self.follow(task, self._on_written, self.head.place)

    def _on_written(self, _none: object) -> None:
        path = self._written
        folder = QUrl.fromLocalFile(str(path.parent))
        self.offered.emit(
            f"已导出“{path.name}”。", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder)
        )


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box
