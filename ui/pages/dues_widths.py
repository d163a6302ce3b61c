"""How wide the columns of the dues grid are for what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics

from models.dues.cells import totals
from models.values import format_money
from ui import theme
from ui.pages.dues_drawing import SMALL, SUMS, TEXT, name_and_rest
from ui.pages.dues_model import BASE, DUE, NAME, OWED, PAID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.pages.dues_model import DuesModel

_LEAST_NAME, _MOST_NAME = 56, 156
"""Pixels of the design."""


def month_width(records: DuesModel, font: QFont) -> int:
    """Return the least width of a month, in pixels: its amounts with their signs, its sum, its head."""
    metrics = _metrics(font, TEXT)
    amounts = {len(c.words): c.words for row in records.rows for c in row.cells}
    sums = (format_money(each.paid) for each in records.month_sums)
    return max(
        _widest(metrics, amounts.values()) + theme.unit(22),
        _widest(_metrics(font, SUMS, bold=True), sums) + theme.unit(8),
        metrics.horizontalAdvance("12月") + theme.unit(14),
    )


def widths_beside(records: DuesModel, font: QFont) -> dict[int, int]:
    """Return the widths of the columns beside the months by place, in pixels."""
    metrics, bold = _metrics(font, TEXT), _metrics(font, TEXT, bold=True)
    places = range(len(records.rows))
    names = [name_and_rest(str(records.index(at, NAME).data())) for at in places]
    name = max(
        _widest(QFontMetrics(font), (name for name, _ in names)),
        _widest(_metrics(font, SMALL), (rest for _, rest in names)),
        theme.unit(_LEAST_NAME),
    )
    widths = {NAME: min(name, theme.unit(_MOST_NAME)) + theme.unit(16)}
    sums = totals(records.rows)
    words_of = {
        BASE: [str(records.index(at, BASE).data()) for at in places],
        DUE: [format_money(sums.due - sums.waived)],
        PAID: [format_money(sums.paid)],
        OWED: [format_money(sums.owed)],
    }
    for place, words in words_of.items():
        head = metrics.horizontalAdvance(records.columns[place].field.label)
        widths[place] = max(_widest(bold, words), head) + theme.unit(14)
    return widths


def _metrics(font: QFont, pixels: int, *, bold: bool = False) -> QFontMetrics:
    """Return the metrics of a font at a size in pixels of the design."""
    sized = QFont(font)
    sized.setPixelSize(theme.unit(pixels))
    sized.setBold(bold)
    return QFontMetrics(sized)


def _widest(metrics: QFontMetrics, words: Iterable[str]) -> int:
    return max(map(metrics.horizontalAdvance, words), default=0)
