"""A photograph or scan large, with the way to the next and to a file of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QScrollArea, QWidget

from exporters.files import write_file
from exporters.scans import file_name
from models.attachments import Attachment, body_of
from models.errors import AppError
from models.meetings.photos import SCAN
from models.pictures import LARGEST_SIDE
from ui.files import documents, ended
from ui.meeting.thumbnails import page_image, small_picture
from ui.tasks import Task
from ui.widgets import button, column, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.store import Store

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}
_SHARE = 0.92
"""Of the window's size: enough to see that the window is still behind it."""
_OPENING, _UNSHOWN = "正在打开…", "这个文件无法显示，内容没有改动。"


class PhotoView(QDialog):
    """One photograph, or one page of a scan, at a time."""

    def __init__(
        self, parent: QWidget, store: Store, photos: Sequence[Attachment], shown: Attachment
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("照片和扫描件")
        self._store, self._photos = store, list(photos)
        self._at = next((at for at, one in enumerate(photos) if one.id == shown.id), 0)
        self._page, self._pages = 0, 1
        self._image = QImage()
        self._body: tuple[int, bytes] = (-1, b"")
        """The place of the photograph that was read last, and what it is."""
        self._drawing: tuple[int, int] | None = None
        """Of which photograph which page is being drawn."""
        self._is_done = False
        self._build()
        self.resize(parent.window().size() * _SHARE)
        self._show()

    def _build(self) -> None:
        layout = column(self, margin=16, spacing=12)
        self._words = label("", "cardtitle", wrap=True)
        self._place = label("", "hint")
        head = row(self._words, self._place)
        head.setStretch(0, 1)
        layout.addLayout(head)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area: QScrollArea = scrolled(self._picture)
        self._area.setObjectName("paper")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("放大的照片，左右箭头换一张")
        self._area.installEventFilter(self)
        layout.addWidget(self._area, 1)
        self._back = button("上一张", partial(self.step, -1))
        self._next = button("下一张", partial(self.step, 1))
        self._whole = button("原始大小", self._fit, "", "zoom-in")
        self._whole.setCheckable(True)
        save = button("另存为…", self._save, "", "download")
        close = button("关闭", self.reject)
        layout.addLayout(row(self._back, self._next, self._whole, None, save, close))
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        layout.addWidget(self._problem)

    @property
    def _photo(self) -> Attachment:
        return self._photos[self._at]

    def step(self, step: int) -> None:
        """Go to the next or former page, and from the last of a scan to the next photograph."""
        if 0 <= self._page + step < self._pages:
            self._page += step
        elif 0 <= self._at + step < len(self._photos):
            self._at += step
            self._page, self._pages = 0, 1
        else:
            return
        self._show()

    def _show(self) -> None:
        """Have the picture made ready; it is shown once it is."""
        self._words.setText(self._photo.caption or self._photo.name)
        self._picture.setText(_OPENING)
        self._image = QImage()
        self._refuse("")
        self._show_place()
        self._draw()

    def _draw(self) -> None:
        """Draw what is wanted now, unless the one wanted before is still being drawn."""
        if self._drawing:
            return
        self._drawing = self._at, self._page
        work = partial(_large, self._read(), self._photo.media_type, self._page)
        task = Task(lambda _report: work(), _OPENING)
        task.succeeded.connect(self._take)
        task.failed.connect(self._fail)
        task.start()

    def _read(self) -> bytes:
        """Return what is shown, read once for all its pages; b"" if it cannot be read."""
        if self._body[0] != self._at:
            try:
                self._body = self._at, body_of(self._store, self._photo)
            except AppError as error:
                self._refuse(str(error))
                return b""
        return self._body[1]

    def _fail(self, _error: Exception) -> None:
        self._take((QImage(), 0))

    def _take(self, found: tuple[QImage, int]) -> None:
        """Show what was drawn, or go on to what is wanted meanwhile."""
        drawn, self._drawing = self._drawing, None
        if self._is_done:
            return
        if drawn != (self._at, self._page):
            self._draw()
            return
        self._image = found[0]
        self._pages = found[1] or self._pages
        self._show_place()
        self._fit()

    def _show_place(self) -> None:
        pages = f"　第 {self._page + 1} 页，共 {self._pages} 页" if self._pages > 1 else ""
        self._place.setText(f"{self._at + 1} / {len(self._photos)}{pages}")
        self._back.setEnabled(self._at > 0 or self._page > 0)
        self._next.setEnabled(self._at < len(self._photos) - 1 or self._page < self._pages - 1)

    def _fit(self) -> None:
        """Show the picture as large as there is room, or each of its dots."""
        if self._image.isNull():
            self._picture.setText(_OPENING if self._drawing else _UNSHOWN)
            return
        pixmap = QPixmap.fromImage(self._image)
        ratio = self.devicePixelRatioF()
        if not self._whole.isChecked():
            room: QSize = (self._area.viewport().size() - QSize(2, 2)) * ratio
            room = room.boundedTo(self._image.size())
            smooth = Qt.TransformationMode.SmoothTransformation
            pixmap = pixmap.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)

    def _save(self) -> None:
        """Write what is kept to a file that is asked for."""
        photo = self._photo
        name = file_name(photo.name, photo.media_type)
        ending = Path(name).suffix
        chosen, _ = QFileDialog.getSaveFileName(
            self, "另存为", str(documents() / name), f"文件 (*{ending})"
        )
        if not chosen:
            return
        try:
            path, body = ended(Path(chosen), ending), body_of(self._store, photo)

            def write(new: Path) -> None:
                new.write_bytes(body)

            write_file(path, write)
        except AppError as error:
            self._refuse(str(error))
        else:
            self._refuse("")
            self._place.setText(f"已存为“{path.name}”")

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    # Qt overrides

    def done(self, result: int) -> None:
        """Draw no more."""
        self._is_done = True
        super().done(result)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Go on with the arrows, unless they move about in a picture larger than its room."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = 0 if self._whole.isChecked() else _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.step(step)
        return bool(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the picture as large as there is room."""
        super().resizeEvent(event)
        if not self._image.isNull():
            self._fit()


def _large(body: bytes, media_type: str, page: int) -> tuple[QImage, int]:
    if media_type == SCAN:
        return page_image(body, page, LARGEST_SIDE)
    return small_picture(body, media_type, LARGEST_SIDE), 1
