"""The box of a photograph: chosen, dropped or pasted in, shown, and taken off again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QWidget

from models.errors import AppError
from ui import theme
from ui.files import documents
from ui.pictures import ENDINGS, of_files, of_mime, paint_framed

if TYPE_CHECKING:
    from ui.pictures import Source

WIDTH, HEIGHT = 96, 128
_PICTURES = f"图片 ({ENDINGS});;所有文件 (*)"


class PhotoBox(QAbstractButton):
    """One photograph; pressing it offers to choose, paste or take off."""

    chosen = Signal(bytes)
    """A photograph made ready to be kept."""
    removed = Signal()
    refused = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setFixedSize(theme.unit(WIDTH), theme.unit(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}的照片" if name else "照片")
        self.setToolTip("点击选择照片，也可以把图片拖到这里，或按 Ctrl+V 粘贴")
        self.clicked.connect(lambda _on=False: self._offer())

    @property
    def has_photo(self) -> bool:
        """Whether a photograph is shown."""
        return not self._picture.isNull()

    def set_small(self, *, small: bool) -> None:
        """Take half the room, where there is little."""
        part = 2 if small else 1
        self.setFixedSize(theme.unit(WIDTH) // part, theme.unit(HEIGHT) // part)

    def show_photo(self, data: bytes) -> None:
        """Show a photograph, or an empty box for b""."""
        self._picture = QPixmap()
        if data:
            self._picture.loadFromData(data)
        self.setAccessibleDescription("已有照片" if self.has_photo else "还没有照片")
        self.update()

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        self._take(
            QGuiApplication.clipboard().mimeData(), "剪贴板里没有图片，没有放入；请先复制一张照片。"
        )

    def choose(self) -> None:
        """Take a picture from a file that is asked for."""
        name, _ = QFileDialog.getOpenFileName(self, "选择照片", str(documents()), _PICTURES)
        if name:
            self._prepare(of_files([Path(name)])[0])

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.addAction("选择图片…", self.choose)
        menu.addAction("粘贴图片", self.paste)
        menu.addAction("移除照片", self.removed.emit).setEnabled(self.has_photo)
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        menu.deleteLater()

    def _take(self, data: QMimeData, sentence: str) -> None:
        if sources := of_mime(data):
            self._prepare(sources[0])
        else:
            self.refused.emit(sentence)

    def _prepare(self, source: Source) -> None:
        from models.pictures import prepared  # noqa: PLC0415 - with the first photograph
        from ui.whole_file import run_alone  # noqa: PLC0415 - with the first photograph

        def work(_report: object) -> bytes:
            return prepared(source.read())

        try:
            made = run_alone(self, work, "正在放入照片…", stoppable=False)
        except AppError as error:
            self.refused.emit(str(error))
        else:
            self.chosen.emit(made)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, take off, or press on Enter as on the space bar."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete and self.has_photo:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self._take(event.mimeData(), "拖来的不是图片，没有放入；请拖一个照片文件。")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the photograph, or the word for it."""
        paint_framed(self, 6, self._draw)

    def _draw(self, painter: QPainter) -> None:
        if self.has_photo:
            painter.drawPixmap(self.rect(), self._picture, self._part())
        else:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "照片")

    def _part(self) -> QRect:
        """Return the middle of the photograph in the box's proportions."""
        size = self._picture.size()
        wanted = self.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        left = (size.width() - wanted.width()) // 2
        top = (size.height() - wanted.height()) // 3
        return QRect(left, top, wanted.width(), wanted.height())
