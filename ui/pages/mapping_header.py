"""The head of the import preview: above each column of the workbook, what it is taken as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QStyle, QStyleOptionHeader, QWidget

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
IGNORED = "（不取入）"


class MappingHeader(QHeaderView):
    """A table head with a combo over each column that can be mapped."""

    mapped = Signal(int, str)
    focused = Signal(int)
    """A section's combo was reached by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._boxes: dict[int, QComboBox] = {}
        self.sectionResized.connect(lambda *_: self.place())
        self.setSectionsClickable(True)

    def offer(
        self,
        sections: Mapping[int, str],
        fields: Mapping[int, Sequence[tuple[str, str]]],
        chosen: Mapping[int, str],
    ) -> None:
        """Put a combo over each of `sections` (section to heading), offering (name, label) each."""
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        for section, heading in sections.items():
            box = QComboBox(self)
            box.setMaxVisibleItems(20)
            box.setAccessibleName(f"“{heading}”列取作")
            box.addItem(IGNORED, "")
            for name, label in fields[section]:
                box.addItem(label, name)
            box.setCurrentIndex(max(box.findData(chosen.get(section, "")), 0))
            box.activated.connect(
                lambda _place, section=section, box=box: self.mapped.emit(
                    section, box.currentData()
                )
            )
            box.installEventFilter(self)
            box.show()
            self._boxes[section] = box
        self.place()

    def box(self, section: int) -> QComboBox | None:
        """Return the combo over a section."""
        return self._boxes.get(section)

    def width_of(self, section: int) -> int:
        """Return how wide a section must be for the words chosen over it."""
        box = self._boxes.get(section)
        if box is None:
            return 0
        return box.fontMetrics().horizontalAdvance(box.currentText()) + theme.unit(52)

    def place(self) -> None:
        """Put each combo over its column as it is scrolled now."""
        inset, height = theme.unit(2), theme.unit(32)
        for section, box in self._boxes.items():
            left = self.sectionViewportPosition(section)
            box.setGeometry(left + inset, inset, self.sectionSize(section) - 2 * inset, height)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which combo Tab has reached; the wheel scrolls the table and changes no choice."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
                found = (at for at, box in self._boxes.items() if box is watched)
                self.focused.emit(next(found, 0))
        elif isinstance(event, QWheelEvent):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return room for the combos above the labels."""
        return QSize(super().sizeHint().width(), theme.unit(34 + 36))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the label in the lower half.

        Qt's own painting asks of every row whether it is selected: seconds for very many rows.
        """
        painter.fillRect(rect, self.palette().alternateBase())
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect = rect.adjusted(0, theme.unit(36), 0, 0)  # type: ignore[attr-defined]
        option.section = section  # type: ignore[attr-defined]
        way = self.orientation()
        option.text = str(self.model().headerData(section, way))  # type: ignore[attr-defined]
        option.textAlignment = _LEFT  # type: ignore[attr-defined]
        if self.sortIndicatorSection() == section:
            arrows = QStyleOptionHeader.SortIndicator
            is_up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = arrows.SortDown if is_up else arrows.SortUp
            option.sortIndicator = arrow  # type: ignore[attr-defined]
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_Header, option, painter, self)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the combos over their columns."""
        super().resizeEvent(event)
        self.place()
