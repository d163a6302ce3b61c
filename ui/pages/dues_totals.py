"""The last line of the dues grid: the sums of each month and of the year, under their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.dues.cells import totals
from models.dues.words import unfixed_words
from models.values import format_money
from ui import theme
from ui.pages.dues_drawing import SUMS
from ui.pages.dues_model import DUE, FIRST, NAME, OWED, PAID

if TYPE_CHECKING:
    from ui.pages.dues_grid import DuesGrid

_HEIGHT = 34


class TotalsLine(QWidget):
    """What was paid of every month; due, paid and owed of the year."""

    def __init__(self, grid: DuesGrid) -> None:
        super().__init__()
        self._grid = grid
        self._words: dict[int, str] = {}
        self.setFixedHeight(theme.unit(_HEIGHT))
        heads = grid.horizontalHeader()
        heads.sectionResized.connect(lambda *_: self.update())
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())

    def show_sums(self) -> None:
        """Show the sums of the rows as they are now."""
        rows = self._grid.records.rows
        year, months = totals(rows), self._grid.records.month_sums
        self._words = {
            FIRST + place: format_money(each.paid) if each.paid else ""
            for place, each in enumerate(months)
        }
        self._words |= {
            NAME: "合计",
            DUE: format_money(year.due - year.waived),
            PAID: format_money(year.paid),
            OWED: format_money(year.owed) if year.owed else "",
        }
        told = "，".join(
            f"{place - FIRST + 1}月{words}元"
            for place, words in self._words.items()
            if FIRST <= place < DUE and words
        )
        unfixed = unfixed_words(row.line for row in rows)
        self.setToolTip(unfixed)
        self.setAccessibleName(
            f"合计：应交{self._words[DUE]}元，实交{self._words[PAID]}元，"
            f"欠交{self._words[OWED] or '0.00'}元；{'；'.join(filter(None, (unfixed, told)))}"
        )
        self.update()

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each sum under its column, the name of the line over what is scrolled away."""
        tokens, grid = theme.current(), self._grid
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.head))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(0, 0, self.width(), 0)
        font = QFont(self.font())
        font.setPixelSize(theme.unit(SUMS))
        font.setBold(True)
        painter.setFont(font)
        left = grid.viewport().x()
        first = left + grid.columnWidth(NAME)
        painter.setClipRect(
            first, 0, grid.viewport().width() - grid.columnWidth(NAME), self.height()
        )
        for place, words in self._words.items():
            if place != NAME:
                at = left + grid.columnViewportPosition(place)
                if grid.cuts(QRect(at - left, 0, grid.columnWidth(place), 1)):
                    continue
                box = QRect(at, 0, grid.columnWidth(place) - theme.unit(6), self.height())
                painter.setPen(QColor(tokens.accent if place == OWED else tokens.text))
                painter.drawText(
                    box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
                )
        painter.setClipping(False)
        painter.setPen(QColor(tokens.text))
        box = QRect(theme.unit(8), 0, first, self.height())
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self._words.get(NAME, ""),
        )
