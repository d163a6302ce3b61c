"""A line of controls that goes on in a second line where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui import theme


class Flow(QLayout):
    """Widgets side by side, each as wide as it wants, wrapped like words."""

    def __init__(self, parent: QWidget, *parts: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._space = theme.unit(8)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def _arrange(self, room: QRect, *, move: bool) -> int:
        """Place the parts in lines of the room's width; return the height they take."""
        x, y, tall = room.x(), room.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            widget = item.widget()
            if widget is None or not widget.isVisibleTo(self.parentWidget()):
                continue
            wanted = item.sizeHint()
            if x > room.x() and x + wanted.width() > room.right() + 1:
                _place(line if move else [], tall)
                line = []
                x, y, tall = room.x(), y + tall + self._space, 0
            size = QSize(min(wanted.width(), room.width()), wanted.height())
            line.append((item, QRect(QPoint(x, y), size)))
            x += wanted.width() + self._space
            tall = max(tall, wanted.height())
        _place(line if move else [], tall)
        return y + tall - room.y()

    # Qt overrides

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more part."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one part."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one part out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow line is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        """Place the parts."""
        super().setGeometry(room)
        self._arrange(room, move=True)

    def sizeHint(self) -> QSize:
        """Return the least size: the lines follow the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest part."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size


def _place(line: list[tuple[QLayoutItem, QRect]], tall: int) -> None:
    """Place the parts of one line on its middle."""
    for item, box in line:
        item.setGeometry(box.translated(0, (tall - box.height()) // 2))
