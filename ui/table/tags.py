"""Words on a tint, the same in every table: which inks there are, and how they are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ui import theme

TONE = Qt.ItemDataRole.UserRole + 1
"""The role that says on which tint a cell's word stands; "" for none."""
_INKS = {
    "plain": ("second", "head"),
    "good": ("good", "good_tint"),
    "warn": ("warn", "warn_tint"),
    "note": ("note", "note_tint"),
    "accent": ("accent", "accent_tint"),
}


def draw_tag(
    painter: QPainter,
    box: QRect,
    text: str,
    tone: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> None:
    """Fill a box with a tone's tint and draw words in its ink, seven pixels inside."""
    ink, tint = (getattr(theme.current(), name) for name in _INKS[tone])
    inner = box.adjusted(theme.unit(7), 0, -theme.unit(4), 0)
    if align == Qt.AlignmentFlag.AlignHCenter:
        inner = box
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(box, theme.unit(4), theme.unit(4))
    painter.setPen(QColor(ink))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, align | Qt.AlignmentFlag.AlignVCenter, elided)
    painter.restore()
