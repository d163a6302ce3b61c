"""Printing a PDF: page by page at 300 dots an inch, or handed over whole where the system takes it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import (
    QAbstractPrintDialog,
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
)

from exporters.files import write_file
from exporters.pdf_pages import POINTS, Pages
from models.errors import AppError, CannotWriteFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.tasks import Report

DPI = 300
NO_PRINTER = "这台电脑没有装打印机，什么也没有打印；可以先打印到文件，再拿到有打印机的电脑上打印。"
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}
_PATIENCE = 60
"""Seconds the print service has to take a job."""


def has_printer() -> bool:
    """Return whether there is a printer to choose."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(pages: Pages, title: str) -> QPrinter:
    """Return a printer set up for the first page, whole sheets, without a margin of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(pages.sizes[0]))
    return printer


def layout_of(size: tuple[float, float]) -> QPageLayout:
    """Return the paper that a page of this size, in points, is printed on."""
    short, long = sorted(size)
    paper = QPageSize(
        QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turned = size[0] > size[1]
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, way, QMarginsF(0, 0, 0, 0))


def choose(parent: QWidget, printer: QPrinter, count: int) -> list[int] | None:
    """Ask for the printer, the range, copies and sides; return the pages from 0, None to leave."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    dialog.setMinMax(1, count)
    dialog.setFromTo(1, count)
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    accepted = dialog.exec()
    dialog.deleteLater()
    return chosen_pages(printer, count) if accepted else None


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages a printer was asked for, counted from 0.

    Raises:
        AppError: if none of them is there.
    """
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return list(range(count))
    ranges = printer.pageRanges()
    numbers = [number for number in range(count) if ranges.contains(number + 1)]
    if not numbers:
        raise AppError(f"这一份只有 {count} 页，要打的页不在其中；什么也没有打印，请重选页码。")
    return numbers


@dataclass(frozen=True, slots=True)
class Job:
    """Which pages of a PDF, counted from 0, are printed where."""

    printer: QPrinter
    data: bytes
    numbers: Sequence[int]

    @property
    def file(self) -> Path | None:
        """The file it is printed to, None for a printer."""
        name = self.printer.outputFileName()
        path = Path(name)
        return (path if path.suffix else path.with_suffix(".pdf")) if name else None

    def run(self, report: Report) -> None:
        """Print; the window goes on meanwhile.

        Raises:
            AppError: if it could not be printed.
            Cancelled: from `report`; pages already at the printer may still come.
        """
        pages = Pages(self.data)
        try:
            if path := self.file:
                report(0, 1)
                write_file(path, lambda new: _fill(new, pages.part(self.numbers)))
            elif shutil.which("lp"):
                report(0, 1)
                self._hand_over(pages.part(self.numbers))
            else:
                paint_pages(self.printer, pages, self.numbers, report)
        finally:
            pages.close()

    def _hand_over(self, part: bytes) -> None:
        """Give the PDF itself to the print service, which sets its words sharper than pictures."""
        printer = self.printer
        command = lp_command(
            printer.printerName(), printer.docName(), printer.copyCount(), printer.duplex()
        )
        try:
            done = subprocess.run(
                command,
                input=part,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            raise _unprinted(self.printer) from None
        if done.returncode:
            raise _unprinted(self.printer)


def lp_command(name: str, title: str, copies: int, sides: QPrinter.DuplexMode) -> list[str]:
    """Return the command that prints a PDF given to it, each page on a sheet of its own size."""
    command = ["lp", "-d", name, "-n", str(max(copies, 1)), "-t", title or "支部台账"]
    if sides in _SIDES:
        command += ["-o", f"sides={_SIDES[sides]}"]
    return [*command, "-o", "print-scaling=none", "-"]


def _unprinted(printer: QPrinter) -> AppError:
    name = printer.printerName()
    return AppError(
        f"打印机“{name}”没有接收，什么也没有打印；请看它是否开着、有没有缺纸，再打一次。"
    )


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def paint_pages(printer: QPrinter, pages: Pages, numbers: Sequence[int], report: Report) -> None:
    """Paint pages at 300 dots an inch on whole sheets of their own size, one at a time.

    Raises:
        AppError: if the printer does not begin.
        Cancelled: from `report`.
    """
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    wanted = list(numbers) * copies
    printer.setPageLayout(layout_of(pages.sizes[wanted[0]]))
    painter = QPainter()
    if not painter.begin(printer):
        if printer.outputFileName():
            raise CannotWriteFile(
                f"“{printer.outputFileName()}”没有写成；原有文件没有改动，请换一个文件夹后重试。"
            )
        raise _unprinted(printer)
    try:
        for done, number in enumerate(wanted):
            report(done, len(wanted))
            if done:
                printer.setPageLayout(layout_of(pages.sizes[number]))
                printer.newPage()
            _paint(painter, printer.resolution(), pages, number)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _paint(painter: QPainter, dots: int, pages: Pages, number: int) -> None:
    found = pages.picture(number, DPI / POINTS)
    image = QImage(
        found.pixels, found.width, found.height, found.stride, QImage.Format.Format_RGBX8888
    )
    width, height = pages.sizes[number]
    painter.drawImage(QRectF(0, 0, width * dots / POINTS, height * dots / POINTS), image)
