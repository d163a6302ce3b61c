"""The recovery sheet of the open file: seen, saved as PDF or printed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import AppError
from models.password import recovery_code
from models.places import PRIVATE, new_private
from ui.files import documents, ended
from ui.page import today
from ui.small_dialog import SmallDialog
from ui.whole_file import run_alone
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from exporters.pdf_pages import Pages
    from exporters.sheet import Sheet
    from models.store import Store

_PER_LINE = 6


class RecoveryDialog(SmallDialog):
    """Shows the code once more, and the ways to keep it."""

    def __init__(self, parent: QWidget, store: Store) -> None:
        super().__init__(parent, "恢复单", 440)
        self._store = store
        groups = recovery_code(store).split("-")
        lines = ["-".join(groups[at : at + _PER_LINE]) for at in range(0, len(groups), _PER_LINE)]
        code = label("\n".join(lines), "code")
        code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        code.setAccessibleName("恢复码")
        self._told = label("", "hint", wrap=True)
        self._told.hide()
        layout = self.column
        layout.addWidget(
            label(
                "忘记密码时，用这组恢复码打开文件；请打印，密封后交上级保管。", "second", wrap=True
            )
        )
        layout.addWidget(code)
        layout.addWidget(self._told)
        save = button("存为 PDF 文件…", self._save, "", "upload")
        print_it = button("打印…", self._print, "primary")
        layout.addLayout(row(button("关闭", self.reject, "quiet"), None, save, print_it))
        # The first key after the password was typed must not close the sheet unread.
        print_it.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def told(self) -> str:
        """What was done with the sheet, or why not."""
        return self._told.text()

    def _save(self) -> None:
        from exporters.papers.recovery import recovery_sheet  # noqa: PLC0415 - when asked for

        sheet = recovery_sheet(self._store, today())
        offered = str(documents() / f"{sheet.stem}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "保存恢复单", offered, "PDF 文件 (*.pdf)")
        if not name:
            return
        try:
            path = ended(Path(name), ".pdf")
            _write(path, sheet)
        except AppError as error:
            self._tell(str(error))
            return
        self._tell(f"已写成“{path.name}”；打印以后请把这个文件删掉，纸件密封交上级保管。")

    def _print(self) -> None:
        from exporters.papers.recovery import recovery_sheet  # noqa: PLC0415 - when asked for
        from ui import printing  # noqa: PLC0415 - as above

        if not printing.has_printer():
            self._tell("这台电脑没有装打印机，没有打印；请存为 PDF 文件，或把恢复码抄下来。")
            return
        sheet = recovery_sheet(self._store, today())
        try:
            pages = _pages(sheet)
            printer = printing.printer_for(pages, sheet.title)
            numbers = printing.choose(self, printer, len(pages.sizes))
            if numbers is None:
                return
            job = printing.Job(printer, pages.data, numbers)
            run_alone(self, job.run, "正在打印…", stoppable=False)
        except AppError as error:
            self._tell(str(error))
            return
        self._tell("恢复单已交给打印机；请密封后交上级保管。")

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()
        self.fit()


def _pages(sheet: Sheet) -> Pages:
    """Set the sheet in memory: nothing of the code is left on the disk."""
    from exporters.pdf import pdf_bytes  # noqa: PLC0415 - brings the fonts
    from exporters.pdf_pages import Pages  # noqa: PLC0415 - as above

    return Pages(pdf_bytes(sheet, lambda _done, _total: None))


def _write(path: Path, sheet: Sheet) -> None:
    from exporters.files import write_file  # noqa: PLC0415 - when something is written
    from exporters.pdf import pdf_bytes  # noqa: PLC0415 - brings the fonts

    data = pdf_bytes(sheet, lambda _done, _total: None)

    def write(new: Path) -> None:
        new_private(new)
        new.write_bytes(data)

    write_file(path, write)
    with suppress(OSError):  # a sheet of an earlier day may have been open to all
        path.chmod(PRIVATE)
