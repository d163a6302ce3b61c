"""The head of the import preview: above each column of the workbook, what it is taken as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IGNORED = "（不取入）"


class MappingHeader(QHeaderView):
    """A table head with a combo over each column that can be mapped."""

    mapped = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._boxes: dict[int, QComboBox] = {}
        self.sectionResized.connect(lambda *_: self._place())
        self.setSectionsClickable(True)

    def offer(
        self,
        sections: Mapping[int, str],
        fields: Sequence[tuple[str, str]],
        chosen: Mapping[int, str],
    ) -> None:
        """Put a combo over each of `sections` (section to heading), offering (name, label)."""
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        for section, heading in sections.items():
            box = QComboBox(self)
            box.setMaxVisibleItems(20)
            box.setAccessibleName(f"“{heading}”列取作")
            box.addItem(IGNORED, "")
            for name, label in fields:
                box.addItem(label, name)
            box.setCurrentIndex(max(box.findData(chosen.get(section, "")), 0))
            box.activated.connect(
                lambda _place, section=section, box=box: self.mapped.emit(
                    section, box.currentData()
                )
            )
            box.show()
            self._boxes[section] = box
        self._place()

    def box(self, section: int) -> QComboBox | None:
        """Return the combo over a section."""
        return self._boxes.get(section)

    def _place(self) -> None:
        inset, height = theme.unit(2), theme.unit(32)
        for section, box in self._boxes.items():
            left = self.sectionViewportPosition(section)
            box.setGeometry(left + inset, inset, self.sectionSize(section) - 2 * inset, height)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return room for the combos above the labels."""
        return QSize(super().sizeHint().width(), theme.unit(34 + 36))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the label in the lower half."""
        lower = QRect(
            rect.left(), rect.top() + theme.unit(36), rect.width(), rect.height() - theme.unit(36)
        )
        painter.save()
        painter.fillRect(rect, self.palette().alternateBase())
        painter.restore()
        super().paintSection(painter, lower, section)

    def setOffset(self, offset: int) -> None:
        """Move the combos with their columns."""
        super().setOffset(offset)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the combos over their columns."""
        super().resizeEvent(event)
        self._place()
