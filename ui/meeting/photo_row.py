"""One photograph or scan of a meeting: a small picture, what is said below it, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame

from models.attachments import LONGEST_CAPTION, Attachment
from models.fields import field_of
from models.meetings.photos import SCAN
from models.values import shorten
from ui import theme
from ui.meeting.part import ENTER
from ui.pictures import paint_framed
from ui.record.editors import LineEditor
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 88, 66
_NAME = 24
"""Characters of a file's name that are shown."""
MOVED = "application/x-zhibu-photo"
"""The format under which a photograph is dragged within its list: its id."""


class PhotoRow(QFrame):
    """One line of the list; everything done in it is asked of the list."""

    open_asked = Signal()
    removal_asked = Signal()
    moved = Signal(int)
    described = Signal(str)
    pasted = Signal()

    def __init__(self, photo: Attachment) -> None:
        super().__init__()
        self.setObjectName("point")
        self.photo = photo
        self.picture = _Thumbnail(self)
        self.picture.clicked.connect(lambda _on=False: self.open_asked.emit())
        self.caption = LineEditor(field_of(Attachment, "caption"))
        self.caption.setMaxLength(LONGEST_CAPTION)
        self._show_caption(photo)
        self.caption.left.connect(self.settle)
        self.caption.installEventFilter(self)
        self.name = label("", "hint")
        self.up = button("上移", lambda: self.moved.emit(-1), "quiet")
        self.up.setToolTip("上移（Alt+↑）；Alt+↓ 下移，也可以拖动小图")
        self.drop = button("", self.removal_asked.emit, "quiet", "trash-2")
        self.drop.setToolTip("移除（Delete），可以撤销")
        self._build()
        self.show_photo(photo, 0)

    def _build(self) -> None:
        words = column(spacing=4)
        words.addWidget(self.caption)
        words.addLayout(row(self.name, None, self.up, self.drop, spacing=4))
        across = row(self.picture, spacing=12)
        across.addLayout(words, 1)
        across.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        space = theme.unit(8)
        across.setContentsMargins(space, space, space, space)
        self.setLayout(across)

    def show_photo(self, photo: Attachment, place: int) -> None:
        """Show what is on file; `place` is counted from 0."""
        if photo.caption != self.photo.caption:
            self._show_caption(photo)
        self.photo = photo
        what = f"{'扫描件' if photo.media_type == SCAN else '照片'}{place + 1}"
        self.name.setText(shorten(photo.name, _NAME))
        self.name.setToolTip(photo.name)
        self.up.setVisible(place > 0)
        hint = "这是什么，如：签到表" if photo.media_type == SCAN else "一句说明，印在照片下面"
        self.caption.setPlaceholderText(hint)
        self.setAccessibleName(what)
        for widget, words in (
            (self.picture, f"{what}，{photo.caption or photo.name}，回车放大"),
            (self.caption, f"{what}的说明"),
            (self.up, f"上移{what}"),
            (self.drop, f"移除{what}"),
        ):
            widget.setAccessibleName(words)

    def _show_caption(self, photo: Attachment) -> None:
        self.caption.show_text(photo.caption)
        self._shown = self.caption.entered()

    def settle(self) -> None:
        """Have what was typed below it kept, if it is another; what was only shown is left alone."""
        typed = self.caption.entered()
        if typed != self._shown and " ".join(typed.split()) != self.photo.caption:
            self.described.emit(typed)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it by Alt and an arrow."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in steps and held == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and self.picture.hasFocus():
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Make Enter go on from what is said below it, and a pasted picture one more."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Paste):
            data = QGuiApplication.clipboard().mimeData()
            if data.hasUrls() or (data.hasImage() and not data.hasText()):
                self.pasted.emit()
                return True
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.focusNextChild()
            return True
        return False


class _Thumbnail(QAbstractButton):
    """The small picture; pressed it opens, dragged it moves its row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QPixmap()
        self.word = "…"
        """What stands in its place, "" once it is shown."""
        self._pressed_at = QPoint()
        self.setFixedSize(theme.unit(WIDTH), theme.unit(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击或按回车放大；Alt+↑、Alt+↓ 或拖动来排先后；Delete 移除")

    def show_image(self, image: QImage) -> None:
        """Show the small picture, or say that there is none."""
        self._image = QPixmap.fromImage(image)
        self.word = "无法显示" if image.isNull() else ""
        self.update()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on the space bar."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag would begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the mouse has gone far enough."""
        gone = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if gone >= QApplication.startDragDistance():
            self.setDown(False)
            self._drag()

    def _drag(self) -> None:
        shown = self.parentWidget()
        if not isinstance(shown, PhotoRow) or not shown.drop.isEnabled():
            return
        data = QMimeData()
        data.setData(MOVED, QByteArray(str(shown.photo.id).encode()))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture whole on a quiet ground."""
        paint_framed(self, 4, self._draw)

    def _draw(self, painter: QPainter) -> None:
        if self._image.isNull():
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self._image)
