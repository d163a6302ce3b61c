"""How the cells of the dues grid are drawn: an amount, a sign, and the tint of how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle

from models.dues.cells import Look
from ui import theme
from ui.pages.dues_model import LEFT, NAME, OWED, RIGHT
from ui.table.cell_editing import CellEditor
from ui.table.judging import JudgedCells

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.pages.dues_model import Index

SMALL, SUMS, TEXT = 10, 12, 13
"""Pixels of the design of signs, of the line of sums, and of amounts."""
_TONES = {
    Look.PAID: "good",
    Look.BACK: "warn",
    Look.OVER: "note",
    Look.OWED: "accent",
    Look.PART: "accent",
    Look.DUE: "note",
    Look.UNFIXED: "warn",
}


def draw_cell(
    painter: QPainter, box: QRect, words: str, look: Look | None, *, is_chosen: bool = False
) -> None:
    """Draw an amount at the right of a box and its sign at the left, in the ink of how it stands."""
    tokens = theme.current()
    tone = _TONES.get(look) if look else None
    if tone:
        painter.fillRect(box, QColor(getattr(tokens, f"{tone}_tint")))
    ink = getattr(tokens, tone) if tone else (tokens.second if look else tokens.text)
    if is_chosen:  # the tint over it leaves too little contrast to any other
        ink = tokens.text
    painter.setPen(QColor(ink))
    font = QFont(painter.font())
    font.setPixelSize(theme.unit(TEXT))
    painter.setFont(font)
    inner = box.adjusted(theme.unit(3), 0, -theme.unit(6), 0)
    painter.drawText(inner, RIGHT, words)
    if look and look.sign and look.sign != words:
        font.setPixelSize(theme.unit(SMALL))
        painter.setFont(font)
        painter.drawText(inner, LEFT, look.sign)


class GridDelegate(JudgedCells):
    """Draws the months in their tints; the editors are those of every worksheet."""

    # Qt overrides

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw a cell, what is chosen under a tint, the current one in a frame."""
        model: Any = index.model()
        tokens, box = theme.current(), QRect(option.rect)
        cell = model.cell(index)
        painter.save()
        grid: Any = self.parent()
        # Half an amount reads as another amount.
        is_cut = index.column() != NAME and grid.cuts(box)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if cell is not None:
            words = "" if is_cut else cell.words
            draw_cell(painter, box, words, cell.look, is_chosen=is_chosen)
        elif not is_cut:
            self._draw_plain(painter, box, index)
        if is_chosen:
            over = QColor(tokens.note)
            over.setAlpha(46)
            painter.fillRect(box, over)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if cell is not None:
            painter.drawLine(box.topRight(), box.bottomRight())
        if grid.currentIndex() == index and grid.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), theme.unit(2)))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def setEditorData(self, editor: QWidget, index: Any) -> None:
        """Begin an editor; what was typed since is not read over when the file changes."""
        if not (isinstance(editor, CellEditor) and editor.at.isValid()):
            super().setEditorData(editor, index)

    def _draw_plain(self, painter: QPainter, box: QRect, index: Index) -> None:
        tokens = theme.current()
        words = str(index.data() or "")
        owes = index.column() == OWED and words
        painter.setPen(QColor(tokens.accent if owes else tokens.text))
        font = QFont(painter.font())
        font.setPixelSize(theme.unit(14 if index.column() == NAME else TEXT))
        font.setBold(bool(owes))
        painter.setFont(font)
        inner = box.adjusted(theme.unit(8), 0, -theme.unit(6), 0)
        if index.column() != NAME:
            painter.drawText(inner, RIGHT, words)
            return
        name, apart = name_and_rest(words)
        if apart:
            middle = inner.center().y() + theme.unit(3)
            _draw_elided(
                painter, inner.adjusted(0, theme.unit(2), 0, middle - inner.bottom()), name
            )
            font.setPixelSize(theme.unit(SMALL))
            painter.setFont(font)
            painter.setPen(QColor(tokens.second))
            inner.setTop(middle - theme.unit(2))
        _draw_elided(painter, inner, apart or name)


def name_and_rest(name: str) -> tuple[str, str]:
    """Return a name, and what tells it apart from the same name: 1989年11月生; "" for most."""
    name, _, rest = name.partition("（")
    return name, rest.removesuffix("）")


def _draw_elided(painter: QPainter, box: QRect, words: str) -> None:
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, LEFT, shown)
